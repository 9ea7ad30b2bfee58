"""The screen for one search over all sources."""
