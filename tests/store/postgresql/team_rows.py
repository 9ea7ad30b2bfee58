"""A project on a server with a row in each table for each of two coders, and logins of each role."""

from sqlalchemy import Connection, insert, make_url

from qualwb.model import (
    Adjudication,
    Change,
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Group,
    Memo,
    NameVerdict,
    Participant,
    PrintVersion,
    Project,
    Question,
    Reading,
    Record,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    TextContent,
    TextVersion,
    Theme,
    ThemeCode,
    Turn,
)
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.membership import keep_member, login_exists, make_login, put_into_group
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.server_project import ServerProject

AT = "2026-01-01T00:00:00+00:00"
ANNA, BO = 1, 2
"""Keys of coders; rows of whatever is theirs have the same keys."""
LOGINS = {"anna": ("Anna", Role.CODER), "rut": ("Rut", Role.READER), "lena": ("Lena", Role.LEAD)}


def team_project(url: str) -> ServerProject:
    """A new project in an empty database, with the rows and the logins."""
    project = ServerProject.create(Address.parsed(url), "Studie")
    with project.writing() as connection:
        for record, rows in ROWS:
            connection.execute(insert(record.__table__), list(rows))
        for table in Record.metadata.tables:
            connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', 1000)")
        for login, (coder, role) in LOGINS.items():
            admit(connection, login, coder, role)
    return project


def admit(connection: Connection, login: str, coder: str, role: Role) -> None:
    """Let a login, made unless the server has it, be a coder."""
    if login_exists(connection, login):
        put_into_group(connection, login, role)
    else:
        make_login(connection, login, None, role)
    keep_member(connection, login, coder, role)


def database_of(url: str) -> str:
    """The name of the database in an address."""
    name = make_url(url).database
    assert name is not None
    return name


def _each(**same: object) -> tuple[dict[str, object], ...]:
    """A row of Anna's and one of Bo's."""
    return tuple({"id": key, "coder_id": key, **same} for key in (ANNA, BO))


_PASSAGE = {"source_id": 1, "start": 0, "end": 5}
ROWS: tuple[tuple[type[Record], tuple[dict[str, object], ...]], ...] = (
    (Coder, tuple({"id": key, "name": name} for key, name in enumerate(("Anna", "Bo", "Lena", "Rut"), 1))),
    (Group, ({"id": 1, "name": "Grupp 1", "attributes": {}},)),
    (TextContent, ({"id": 1, "sha256": "a", "text": "Några ord av Eva"},)),
    (
        Source,
        (
            {"id": 1, "name": "Intervju 1", "group_id": 1, "imported_at": AT},
            {"id": 2, "name": "Intervju 2", "group_id": 1, "imported_at": AT},
        ),
    ),
    (TextVersion, ({"id": 1, "source_id": 1, "number": 1, "sha256": "a", "length": 16, "created_at": AT},)),
    (Participant, ({"id": 1, "group_id": 1, "alias": "Eva"},)),
    (Speaker, ({"id": 1, "source_id": 1, "label": "Eva", "participant_id": 1},)),
    (Question, ({"id": 1, "position": 1, "label": "F1"},)),
    (Turn, ({"id": 1, "source_id": 1, "number": 1, "speaker_id": 1, "start": 0, "end": 16},)),
    (Code, tuple({"id": key, "name": name, "created_at": AT} for key, name in enumerate(("A", "B"), 1))),
    (Theme, ({"id": 1, "name": "Mening", "created_at": AT},)),
    (ThemeCode, ({"id": 1, "theme_id": 1, "code_id": 1},)),
    (SavedQuery, ({"id": 1, "name": "Fråga", "query": {}},)),
    (NameVerdict, ({"id": 1, "kind": "person", "name": "Eva", "coder_id": ANNA, "decided_at": AT},)),
    (Coding, _each(**_PASSAGE, code_id=1, round_id=1, quote="Några", created_at=AT)),
    (Memo, _each(**_PASSAGE, quote="Några", text="tanke", created_at=AT, updated_at=AT)),
    (Reading, _each(source_id=1, read_at=AT)),
    (FinishedCoding, _each(source_id=1, round_id=1, finished_at=AT)),
    (
        SuggestionEvent,
        _each(**_PASSAGE, code_id=1, outcome="refused", rank=1, suggester="test", created_at=AT),
    ),
    (Adjudication, _each(source_id=1, round_id=1, outcome="neither", decided_at=AT)),
    (Summary, ({"id": 1, "theme_id": 1, "group_id": 1, "text": "ord", "coder_id": ANNA, "updated_at": AT},)),
    (
        PrintVersion,
        ({"id": 1, **_PASSAGE, "verbatim": "Några", "text": "Några", "coder_id": ANNA, "updated_at": AT},),
    ),
    (
        Change,
        tuple(
            {"id": key, "at": AT, "coder": name, "act": "code.new", "images": "[]", "digest": str(key)}
            for key, name in ((ANNA, "Anna"), (BO, "Bo"))
        ),
    ),
)
assert {Project, Round} | {record for record, _rows in ROWS} >= set(Record.__subclasses__())
