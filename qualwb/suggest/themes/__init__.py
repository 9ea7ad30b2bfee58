"""Themes proposed from codes, and codes that look like duplicates or like two."""
