"""A REFI-QDA project becomes records: a module for each part of it."""
