"""Reporting checklists: what the project holds of each item, what the team has answered, what is left."""
