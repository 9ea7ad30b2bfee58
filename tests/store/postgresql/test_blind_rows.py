"""What a blind round hides on a server, from psql too: the same rows as in a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from qualwb.analysis.blindness import hidden_changes
from qualwb.model import Change, Record
from qualwb.store import images
from qualwb.store.blindness import VIEWS, Blindfold, blindfold
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.images import Image
from qualwb.store.project_file import ProjectFile
from qualwb.store.server_project import ServerProject
from tests.blind_project import SECRET, blind_projects
from tests.postgresql.cluster import OWNER, Cluster
from tests.postgresql.session import SESSION
from tests.store.postgresql.blind_projects import CODERS, copy_rows, random_project
from tests.store.postgresql.team_rows import admit, database_of

TABLES = (*VIEWS, "change")
LOGINS = {
    **{coder.lower(): (coder, Role.CODER) for coder in (*CODERS, "Dan")},  # Dan has done nothing yet
    **{f"{coder.lower()}_reads": (coder, Role.READER) for coder in CODERS},
    "lena": ("Lena", Role.LEAD),
}


def on_server(project: ProjectFile, url: str) -> str:
    """The same project in an empty database, with logins; returns the database's name."""
    with ServerProject.create(Address.parsed(url)) as copy:
        copy_rows(project, copy)
        with copy.writing() as connection:
            for login, (coder, role) in LOGINS.items():
                admit(connection, login, coder, role)
    return database_of(url)


def seen_in_file(project: ProjectFile, coder: str) -> dict[str, set[int]]:
    """Keys of the rows that the coder reads, by table."""
    with project.seen_by(coder).reading() as connection:
        seen = {
            name: set(connection.execute(select(Record.metadata.tables[name].c.id)).scalars())
            for name in VIEWS
        }
        hidden, worn = hidden_changes(connection), blindfold(connection)
        changes = connection.execute(select(Change.id, Change.images)).all()
        seen["change"] = {
            key
            for key, told in changes
            if key not in hidden
            and (key <= worn.since or all(open_to(connection, one, worn) for one in json.loads(told)))
        }
    return seen


def open_to(connection: Connection, image: Image, worn: Blindfold) -> bool:
    """Whether an image of one's own act holds nothing that is hidden."""
    if not worn.rounds or image["table"] not in VIEWS:
        return True
    if image["op"] == "update":
        table = Record.metadata.tables[image["table"]]
        return connection.execute(select(table.c.id).where(table.c.id == image["id"])).first() is not None
    return all(worn.lets_see(image["table"], row) for row in images.rows_in(image))


def seen_on_server(server: Cluster, database: str, login: str) -> dict[str, set[int]]:
    """Keys of the rows that psql shows the login, by table."""
    asked = "".join(f"SELECT '{name}', id FROM qualwb.{name};" for name in TABLES)
    seen: dict[str, set[int]] = {name: set() for name in TABLES}
    for line in psql(server, database, login, asked).splitlines():
        name, key = line.split("|")
        seen[name].add(int(key))
    return seen


def psql(server: Cluster, database: str, login: str, statement: str) -> str:
    done = server.psql(database, statement, role=login)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("seed", range(3))
def test_each_coder_sees_the_rows_that_the_file_shows_them(
    server: Cluster, database: str, tmp_path: Path, seed: int
) -> None:
    with random_project(tmp_path / "p.qwb", seed) as project:
        name = on_server(project, database)
        for login, (coder, role) in LOGINS.items():
            if role != Role.LEAD:
                assert seen_on_server(server, name, login) == seen_in_file(project, coder), login
        with project.reading_whole() as connection:
            whole = {
                table: set(connection.execute(select(Record.metadata.tables[table].c.id)).scalars())
                for table in TABLES
            }
        assert seen_on_server(server, name, "lena") == whole
        seen = seen_in_file(project, "Dan")
        assert {table for table, keys in whole.items() if keys - seen[table]} == set(TABLES)


@pytest.fixture(scope="module")
def blind(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database of a project with a blind round, in which whatever Bo wrote bears the secret words."""
    roles = server.roles()
    _before, after = blind_projects(tmp_path_factory.mktemp("blind"))
    with ProjectFile.open(after) as project:
        name = on_server(project, SESSION.new_database())
    yield name
    server.drop_database(name)
    for role in server.roles() - roles:
        assert server.drop_role(role)


def all_of_it(server: Cluster, database: str, login: str) -> str:
    """All that a login reads of the schema's tables, views and functions, and of the server's statistics."""
    relations = server.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'qualwb'::regnamespace"
        " AND relkind IN ('r', 'v', 'm', 'p', 'f')",
        database=database,
    )
    functions = server.execute(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'qualwb'::regnamespace"
        " AND pronargs = 0 AND prorettype <> 'trigger'::regtype",
        database=database,
    )
    numbered = server.execute(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'qualwb'::regnamespace"
        " AND proargtypes = ARRAY['integer'::regtype]::oidvector",
        database=database,
    )
    asked = [f"SELECT one::text FROM {name} AS one" for (name,) in relations]
    asked += [f"SELECT qualwb.{name}()::text" for (name,) in functions]
    asked += [f"SELECT qualwb.{name}(n)::text FROM generate_series(1, 200) AS n" for (name,) in numbered]
    asked += [f"SELECT one::text FROM {name} AS one" for name in ("pg_stats", "pg_stat_activity")]
    return psql(server, database, login, ";\n".join(asked))


def test_no_table_function_or_statistic_tells_what_is_hidden(server: Cluster, blind: str) -> None:
    server.execute("ANALYZE", database=blind)
    assert all_of_it(server, blind, "lena").count(SECRET) > 5
    for login in ("anna", "anna_reads", "dan"):
        told = all_of_it(server, blind, login)
        assert SECRET not in told
        assert "Ingen visste" in told  # what is not hidden is there
    assert SECRET in all_of_it(server, blind, "bo")


def test_a_released_round_is_in_view(server: Cluster, blind: str) -> None:
    psql(server, blind, "lena", "UPDATE qualwb.round SET released_at = '2026-01-01' WHERE blind")
    assert SECRET in all_of_it(server, blind, "anna")
    psql(server, blind, "lena", "UPDATE qualwb.round SET released_at = NULL WHERE blind")
    assert SECRET not in all_of_it(server, blind, "anna")


def test_what_is_hidden_is_neither_changed_nor_deleted_nor_referred_to(server: Cluster, blind: str) -> None:
    counted = ";".join(f"SELECT * FROM qualwb.{name} ORDER BY id" for name in VIEWS)
    before = psql(server, blind, "lena", counted)
    for name, column in (("coding", "quote"), ("memo", "text")):
        for statement in (f"UPDATE qualwb.{name} SET {column} = 'x'", f"DELETE FROM qualwb.{name}"):
            psql(server, blind, "anna", f"{statement} WHERE quote LIKE '%bra%' AND coder_id = 2")
            server.psql(blind, statement, role="dan")
    assert psql(server, blind, "lena", counted) == before


def test_an_act_of_ones_own_is_hidden_that_holds_what_is_hidden(server: Cluster, blind: str) -> None:
    """In a file it is shown without those rows; there its coder could do it."""
    hidden = "SELECT row_to_json(coding) FROM qualwb.coding WHERE coder_id = 2 AND round_id = 2 LIMIT 1"
    row = json.loads(psql(server, blind, "lena", hidden))
    told = json.dumps([{"op": "delete", "table": "coding", "before": row}], separators=(",", ":"))
    written = "INSERT INTO qualwb.change (id, at, coder, act, images, digest) VALUES"
    for number, images_ in ((900, told), (901, "[]")):
        psql(server, blind, OWNER, f"{written} ({number}, '', 'Anna', 'code.merge', '{images_}', '')")
    shown = psql(server, blind, "anna", "SELECT id FROM qualwb.change WHERE id >= 900")
    assert shown.split() == ["901"]
    psql(server, blind, OWNER, "DELETE FROM qualwb.change WHERE id >= 900")


def test_the_end_of_the_chain_is_the_same_for_all(server: Cluster, blind: str) -> None:
    """Also for those who do not see the newest act."""
    ends = {psql(server, blind, who, "SELECT * FROM qualwb.chain_head()") for who in ("anna", "dan", "lena")}
    newest = psql(server, blind, "lena", "SELECT id, digest FROM qualwb.change ORDER BY id DESC LIMIT 1")
    assert ends == {newest}
    assert psql(server, blind, "anna", "SELECT max(id) FROM qualwb.change").strip() != newest.split("|")[0]


def test_who_did_what_when_is_told_of_hidden_acts_as_in_a_file(server: Cluster, blind: str) -> None:
    heads = psql(server, blind, "anna", "SELECT number, who, kind FROM qualwb.journal_heads() ORDER BY 1")
    assert heads == psql(server, blind, "lena", "SELECT id, coder, act FROM qualwb.change ORDER BY 1")
