"""Coders side by side: where they disagree, and what is decided."""
