"""Functions in the project's schema that acts call."""

from sqlalchemy import Connection

_EXACTLY = """
CREATE OR REPLACE FUNCTION exactly(touched bigint, meant bigint) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF touched <> meant THEN
        RAISE EXCEPTION 'some of these rows may not be changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$
"""
"""Row-level security passes in silence over rows that a coder may not change: this makes it an error."""


def create_functions(connection: Connection) -> None:
    """Make the functions, or bring them up to date. Called after each run of the migrations."""
    connection.exec_driver_sql(_EXACTLY)
