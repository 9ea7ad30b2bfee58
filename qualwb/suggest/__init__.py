"""Candidate codes, with their reasons."""
