"""Two project files that become one: read as values, matched, joined in memory, and written as one act."""
