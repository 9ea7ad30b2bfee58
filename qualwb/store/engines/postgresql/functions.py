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

# As the owner, whatever a blind round hides from whoever asks: no words are in a digest.
_AS_OWNER = "STABLE SECURITY DEFINER SET search_path = qualwb, pg_temp"
_CHAIN_HEAD = f"""
CREATE OR REPLACE FUNCTION chain_head(OUT number integer, OUT digest text) RETURNS SETOF record
LANGUAGE sql {_AS_OWNER} AS $$
    SELECT id, change.digest FROM change ORDER BY id DESC LIMIT 1
$$
"""
"""Number and digest of the newest change; no row in an empty journal."""
_DIGEST_BEFORE = f"""
CREATE OR REPLACE FUNCTION digest_before(number integer) RETURNS text LANGUAGE sql {_AS_OWNER} AS $$
    SELECT coalesce((SELECT digest FROM change WHERE id < number ORDER BY id DESC LIMIT 1), '')
$$
"""
"""The digest of the change before that of the number; '' where there is none."""


def create_functions(connection: Connection) -> None:
    """Make the functions, or bring them up to date. Called after each run of the migrations."""
    for statement in (_EXACTLY, _CHAIN_HEAD, _DIGEST_BEFORE):
        connection.exec_driver_sql(statement)
