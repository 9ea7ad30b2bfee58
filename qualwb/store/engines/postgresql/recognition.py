"""Whether a database holds a project that this version can open, told before anything of it is used.

Whoever owns a database may have put into it what runs with the rights of those who use it. So a schema with
more, less or other than our migrations make is refused before anything in it is read.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, text

from qualwb.localization import gettext as _
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.catalog import Part, parts
from qualwb.store.errors import NoProjectThere, UnusableProject

SCHEMAS = {
    "0005": "04940fffac69b76b9325ea12dabc4eca30644c50179811eeb400cfbf4b206c63",
    "0006": "4b503b351ee9c96e58356a9f4191f218e8f839c2e7632404c76eecf9a15289dd",
    "0007": "43c40d6d269feb68aa63e37761581a6f2e27e4c8851d8e514de593b6f18526f9",
}
"""SHA-256 of the tables of each revision, of which none is the same; no project on a server is older."""
STORED = ("table", "column", "constraint", "index")
BESIDE = frozenset(
    {"code_maker", "indexed_source", "member", "turn_index", "turn_index_size", "turn_index_word"}
)
"""Tables that can be made otherwise at any time, without a migration."""
FUNCTIONS = (
    *("blind_start", "chain_head", "digest_before", "exactly", "hidden_rounds", "holds_hidden"),
    *("journal_head", "journal_heads", "my_coder", "my_coder_id", "my_role", "note_maker"),
    "rests_on_hidden",
)
OURS = frozenset(
    {
        *(("function", name) for name in FUNCTIONS),
        ("trigger", "code.note_maker"),
        ("index", "change.ix_change_round_new"),
    }
)
"""What else no migration makes."""


def revision_of_server(connection: Connection, label: str) -> str:
    """The revision of the project in the database, which ``label`` names in errors. Asks once.

    Raises ``UnusableProject`` where there is none, this login may not open it, it was made by a newer
    version, or it holds what is not ours.
    """
    found = parts(connection)
    if not any(part.kind in STORED for part in found):
        raise NoProjectThere(label)
    if ("right", "use") not in {part[:2] for part in found}:
        raise UnusableProject(
            _("{path}: this login may not open the project.").format(path=label),
            _("Whoever made it can let you in: qualwb team invite."),
        )
    digest = digest_of(found)
    revision = next((known for known, of_known in SCHEMAS.items() if digest == of_known), None)
    if revision is None or any(map(_is_foreign, found)):
        _refuse_newer(connection, found, label)
        _refuse_foreign(found, label)
        raise UnusableProject(
            _("{path}: its tables are not those that qualwb makes; another program changed them.").format(
                path=label
            ),
            _("Bring a backup to another database: qualwb team publish BACKUP URL."),
        )
    return revision


def is_owned(connection: Connection) -> bool:
    """Whether this login may do all with the project, such as bringing it up to date."""
    return ("right", "own") in {part[:2] for part in parts(connection)}


def digest_of(found: Iterable[Part]) -> str:
    """SHA-256 over the tables that the migrations make."""
    lines = "".join(f"{' '.join(part)}\n" for part in found if part.kind in STORED and not _is_beside(part))
    return hashlib.sha256(lines.encode()).hexdigest()


def _is_beside(part: Part) -> bool:
    return part[:2] in OURS or part.name.partition(".")[0] in BESIDE


def _is_foreign(part: Part) -> bool:
    """Whether it belongs to somebody else, or runs and is none of ours."""
    return part.kind not in (*STORED, "right") and part[:2] not in OURS


def _refuse_newer(connection: Connection, found: Iterable[Part], label: str) -> None:
    if ("table", "alembic_version") not in {part[:2] for part in found}:
        return  # a view of that name would run
    revision = connection.execute(text(f"SELECT version_num FROM {SCHEMA}.alembic_version")).scalar()
    if revision is not None and revision not in SCHEMAS:
        raise UnusableProject(
            _("{path}: was made by a newer qualwb (schema {revision}).").format(
                path=label, revision=revision
            ),
            _("Update qualwb to open it."),
        )


def _refuse_foreign(found: Iterable[Part], label: str) -> None:
    part = next(filter(_is_foreign, found), None)
    if part is None:
        return
    if part.kind == "owner":
        told = _("{path}: '{name}' in it belongs to '{owner}', who does not own the project.").format(
            path=label, name=part.name, owner=part.words
        )
    else:
        told = _("{path}: holds a {kind}, '{name}', which no project of qualwb has.").format(
            path=label, kind=part.kind, name=part.name
        )
    raise UnusableProject(
        told, _("Don't open it with another program either, unless you trust who runs the database.")
    )
