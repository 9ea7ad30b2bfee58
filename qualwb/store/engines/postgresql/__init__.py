"""A project in a database of a PostgreSQL server: one database, one project, in a schema of its own."""

SCHEMA = "qualwb"
"""The schema that holds the project."""

APPLICATION = "qualwb"
"""What connections call themselves, for whoever looks at the server."""
