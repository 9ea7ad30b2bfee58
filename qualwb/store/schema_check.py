"""Whether a file's schema is ours, by name and SQL.

A project file may come from anybody. Triggers and views in it would run with every act and reading of ours,
so a file that holds more, less or other than our migrations made is refused before anything is asked of it.
"""

import hashlib
import json
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.engines.interface import DriverConnection
from qualwb.store.errors import UnusableProject

SCHEMAS = {
    "0001": "428e3e81e1164b3340be1ac00cb11beb6e77e2e2e42fe9624ff4f6919f1fd351",
    "0002": "b11435242a83e0ef7eba46ebcca89f84c503a8174d81a8b68e5c0b2da9bb1694",
    "0003": "fd9448cc0bb9133c1b99c243bf8f06c10b59452f30e6feed4657e00005766df9",
    "0004": "374a0c94a5da2f6d3ae19abfdcbf245ba39b02e0455414cbe3399edb8f846258",
    "0005": "3c275d58b4631129e6cb1226fe5b962f3ecdd71f812b1abca2a134973ce0bedf",
    "0006": "c6d97dec3ddd2a170afe7ebd701fa63d46ed364517c151f66c3bfee794f089a8",
    "0007": "1c1fd87a4e83c51b32306e702f7b47ad4bf799723915e69c02c69d88062d5897",
}
"""SHA-256 of the schema that each revision has; a test makes a new file and compares."""

_OBJECTS = """
    SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN (SELECT value FROM json_each(?))
    ORDER BY type, name
"""
_SHADOWS = tuple(f"turn_index_{part}" for part in ("data", "idx", "content", "docsize", "config"))
"""Tables that SQLite makes itself for the full-text index; their SQL is its own affair."""


def refuse_running_parts(connection: DriverConnection, path: Path) -> None:
    """Raise ``UnusableProject`` when the schema holds a trigger or a view, which would run."""
    for kind, name, _table, _sql in _objects(connection):
        if kind in ("trigger", "view"):
            raise UnusableProject(
                _("{path}: holds a {kind}, '{name}', which no project of qualwb has.").format(
                    path=path, kind=kind, name=name
                ),
                _("Don't open it with another program either, unless you trust who sent it."),
            )


def verify_schema(connection: DriverConnection, path: Path, revision: str) -> None:
    """Raise ``UnusableProject`` when the tables and indices are not those of the revision."""
    if schema_digest(connection) != SCHEMAS.get(revision):
        raise UnusableProject(
            _("{path}: its tables are not those that qualwb makes; another program changed them.").format(
                path=path
            ),
            _("Bring a backup back: qualwb restore BACKUP."),
        )


def schema_digest(connection: DriverConnection) -> str:
    """SHA-256 over the names and the SQL of all tables and indices of ours, blanks aside."""
    digest = hashlib.sha256()
    for kind, name, table, sql in _objects(connection):
        digest.update(f"{kind} {name} {table} {' '.join((sql or '').split())}\n".encode())
    return digest.hexdigest()


def _objects(connection: DriverConnection) -> list[tuple[str, str, str, str | None]]:
    return connection.execute(_OBJECTS, (json.dumps(_SHADOWS),)).fetchall()
