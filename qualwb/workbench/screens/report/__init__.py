"""The screen of the report: its parts, what is still to be told, and the file."""
