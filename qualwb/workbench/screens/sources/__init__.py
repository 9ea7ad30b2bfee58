"""The sources screen: what is in the project, and how files come in."""
