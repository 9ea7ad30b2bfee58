"""Coded segments in tables that tell words and no positions: found by their words in a project's texts."""
