"""The screen where names are reviewed before they are replaced."""
