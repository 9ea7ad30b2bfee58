"""Codebooks in and out, as tables, as lists and in the REFI-QDA format."""
