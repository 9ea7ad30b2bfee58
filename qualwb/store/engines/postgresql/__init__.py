"""A project on a server: what PostgreSQL does in its own way."""

SCHEMA = "qualwb"
"""The schema that holds a project; a database holds one."""
WRITE_LOCK = 0x71776221
"""Number of the advisory lock that whoever writes to the project holds, in its database."""
APPLICATION = "qualwb"
"""What connections call themselves, for whoever looks at the server."""
