"""Taguette: its projects in SQLite, and its tables of highlights."""
