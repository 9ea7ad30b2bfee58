"""The screen on where text of the project lies, and what protects the people in it."""
