"""Copies of a project to hand to somebody else: what they hold, and what is in no byte of them."""
