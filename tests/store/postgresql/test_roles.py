"""What each role may do in each table, tried with psql: all of it, and no more."""

import re
from collections.abc import Iterator

import pytest

from qualwb.model import Record
from qualwb.store.blindness import VIEWS
from qualwb.store.engines.postgresql.rights import ALL, HIDDEN_BY_ROUNDS, RULES
from tests.postgresql.cluster import Cluster
from tests.postgresql.session import SESSION
from tests.store.postgresql.team_rows import ANNA, BO, database_of, team_project

REFUSED = "42501"
THEIRS = 2
"""The key of a row of Bo's, where rows are somebody's."""

OWNED = {"coding", "memo", "reading", "finished_coding", "suggestion_event"}
"""Tables of which a coder writes their own rows alone."""
SHARED = {"theme", "theme_code", "saved_query"}
"""Tables that all coders write."""
WORDS_OF_A_CODE = {
    *("name", "parent_id", "position", "definition", "include", "exclude", "examples", "colour"),
}
UPDATED = {
    "coding": {"code_id", "start", "end", "quote", "cited", "orphaned_from"},
    "memo": {"kind", "text", "updated_at"},
    "reading": {"read_at"},
    "code": WORDS_OF_A_CODE,
    "theme": {
        *("name", "parent_id", "position", "definition", "boundary", "counter_examples", "claim"),
    },
    "saved_query": {"name", "query"},
}
"""Columns that a coder changes, in their own rows where rows are somebody's."""


@pytest.fixture(scope="module")
def team(server: Cluster) -> Iterator[str]:
    """The name of a database with a project and logins of all roles."""
    url, roles = SESSION.new_database(), server.roles()
    team_project(url).close()
    yield database_of(url)
    server.drop_database(database_of(url))
    for role in server.roles() - roles:
        assert server.drop_role(role)


class Trial:
    """Statements as one login, each in a transaction of its own that is rolled back."""

    def __init__(self, server: Cluster, database: str, login: str) -> None:
        self._server, self._database, self._login = server, database, login
        self._statements: dict[str, str] = {}

    def add(self, name: str, statement: str) -> None:
        self._statements[name] = statement

    def outcomes(self) -> dict[str, tuple[str, int]]:
        """SQLSTATE and number of rows of each statement."""
        script = [r"\set ON_ERROR_STOP off"]
        for number, statement in enumerate(self._statements.values()):
            # What a row is referred to by is another matter than rights.
            script += ["BEGIN;", "SET CONSTRAINTS ALL DEFERRED;", f"{statement};"]
            script += [rf"\echo @ {number} :SQLSTATE :ROW_COUNT", "ROLLBACK;"]
        told = self._server.psql(self._database, "\n".join(script), role=self._login)
        found = re.findall(r"^@ (\d+) (\S+) (\d+)$", told.stdout, re.MULTILINE)
        assert len(found) == len(self._statements), told.stderr
        names = list(self._statements)
        return {names[int(number)]: (state, int(rows)) for number, state, rows in found}


def try_all(trial: Trial) -> dict[str, tuple[str, int]]:
    """Each kind of statement in each table of the model, with own rows and others'."""
    for name, table in Record.metadata.tables.items():
        trial.add(f"{name} select", f"SELECT id FROM qualwb.{name}")
        trial.add(f"{name} truncate", f"TRUNCATE qualwb.{name} CASCADE")
        for key in (ANNA, THEIRS) if name in (*OWNED, "adjudication", "change") else (1,):
            trial.add(f"{name} delete {key}", f"DELETE FROM qualwb.{name} WHERE id = {key}")
            trial.add(f"{name} insert {key}", insert_like(name, key))
            for column in table.columns.keys():  # noqa: SIM118 - columns are no mapping of their names
                statement = f'UPDATE qualwb.{name} SET "{column}" = "{column}" WHERE id = {key}'
                trial.add(f"{name} update {key} {column}", statement)
    return trial.outcomes()


def insert_like(name: str, key: int) -> str:
    """A new row like the one of that key."""
    columns = [column for column in Record.metadata.tables[name].columns.keys() if column != "id"]  # noqa: SIM118
    told = ", ".join(f'"{column}"' for column in columns)
    new = ", ".join("gen_random_uuid()::text" if column == "uid" else f'"{column}"' for column in columns)
    return f"INSERT INTO qualwb.{name} ({told}) SELECT {new} FROM qualwb.{name} WHERE id = {key}"


def done(outcome: tuple[str, int]) -> bool:
    """Whether rights let a statement do its work, though a rule of the table may forbid that row."""
    state, rows = outcome
    return (state == "00000" and rows > 0) or state.startswith("23")


def permitted(outcomes: dict[str, tuple[str, int]]) -> set[str]:
    """What was done; of what was not, that it was refused or did nothing."""
    for name, (state, rows) in outcomes.items():
        assert done((state, rows)) or state == REFUSED or (state, rows) == ("00000", 0), (name, state)
    return {name for name, outcome in outcomes.items() if done(outcome)}


SELECTS = {f"{name} select" for name in Record.metadata.tables}


def test_a_reader_reads_and_writes_nothing(server: Cluster, team: str) -> None:
    assert permitted(try_all(Trial(server, team, "rut"))) == SELECTS


def test_a_coder_writes_their_own_and_the_words_of_the_codebook(server: Cluster, team: str) -> None:
    writes = {f"{name} {act} {ANNA}" for name in (*OWNED, *SHARED) for act in ("insert", "delete")}
    updates = {f"{name} update 1 {column}" for name, columns in UPDATED.items() for column in columns}
    own_name = {"coder insert 1", "coder delete 1"}
    others = {"code insert 1"}  # and a change, but right behind the last one alone
    assert permitted(try_all(Trial(server, team, "anna"))) == SELECTS | writes | updates | own_name | others


def test_a_lead_writes_all_but_the_journal_of_others(server: Cluster, team: str) -> None:
    tried = try_all(Trial(server, team, "lena"))
    refused = {name for name in tried if name.startswith("change ") or name.endswith(" truncate")}
    assert permitted(tried) == tried.keys() - refused | {"change select"}


def test_what_a_coder_updates_of_others_is_refused_and_not_passed_over(server: Cluster, team: str) -> None:
    trial = Trial(server, team, "anna")
    for name in ("coding", "memo", "reading"):
        column = min(UPDATED[name])
        trial.add(name, f'UPDATE qualwb.{name} SET "{column}" = "{column}" WHERE id = {BO}')
    assert {state for state, _rows in trial.outcomes().values()} == {REFUSED}


TAKING = {
    "a coding": "UPDATE qualwb.coding SET coder_id = 1 WHERE id = 2",
    "a coding as another": "UPDATE qualwb.coding SET coder_id = 2 WHERE id = 1",
    "a coding for another": "INSERT INTO qualwb.coding (uid, source_id, code_id, coder_id, round_id, start,"
    " \"end\", quote, created_at) VALUES ('x', 1, 1, 2, 1, 3, 4, 'x', '')",
    "a coding in place of another's": "INSERT INTO qualwb.coding SELECT * FROM qualwb.coding WHERE id = 2"
    " ON CONFLICT (id) DO UPDATE SET cited = true",
    "an act for another": "INSERT INTO qualwb.change (id, at, coder, act, images, digest)"
    " VALUES (3, '', 'Bo', 'code.new', '[]', '')",
    "the making of a round": "INSERT INTO qualwb.change (id, at, coder, act, images, digest)"
    " VALUES (3, '', 'Anna', 'round.new', '[]', '')",
    "a coder of another name": "INSERT INTO qualwb.coder (uid, name) VALUES ('x', 'Cia')",
    "another's name": "UPDATE qualwb.coder SET name = 'Anna' WHERE id = 2",
    "another coder away": "DELETE FROM qualwb.coder WHERE id = 2",
    "a code that another made": "DELETE FROM qualwb.code WHERE id = 2",
    "membership": "UPDATE qualwb.member SET coder = 'Bo' WHERE login = 'anna'",
    "a higher role": "INSERT INTO qualwb.member VALUES ('x', 'Anna', 'lead')",
    "the making of a code": "INSERT INTO qualwb.code_maker VALUES (2, 'anna')",
    "another's making of a code": "UPDATE qualwb.code_maker SET login = 'anna'",
    "a table": "CREATE TABLE qualwb.mine (id integer)",
    "a function": "CREATE FUNCTION qualwb.my_coder_id() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
    "a policy": "CREATE POLICY mine ON qualwb.coding USING (true)",
    "policies away": "ALTER TABLE qualwb.coding DISABLE ROW LEVEL SECURITY",
    "a trigger": "CREATE TRIGGER mine BEFORE INSERT ON qualwb.coding EXECUTE FUNCTION qualwb.note_maker()",
    "an index": "CREATE INDEX mine ON qualwb.coding (quote)",
    "the counter of keys": "SELECT setval('qualwb.coding_id_seq', 1)",
    "the group of leads": "DO $$ BEGIN EXECUTE format('GRANT %I TO anna',"
    " 'qualwb_' || current_database() || '_lead'); END $$",
    "another login": "SET SESSION AUTHORIZATION lena",
    "another's role": "SET ROLE lena",
    "a new login": "CREATE ROLE roles_test_new LOGIN",
    "the schema": "DROP SCHEMA qualwb CASCADE",
    "rights for all": "GRANT SELECT ON qualwb.coding TO PUBLIC",
}
"""Ways to what is another's, or to more rights."""
LEADS_MAY = {
    *("a coding", "a coding as another", "a coding for another", "a coding in place of another's"),
    *("a coder of another name", "another coder away", "a code that another made"),
}


@pytest.mark.parametrize("login", ["anna", "rut", "lena"])
def test_no_way_leads_to_what_is_anothers(server: Cluster, team: str, login: str) -> None:
    trial = Trial(server, team, login)
    for name, statement in TAKING.items():
        trial.add(name, statement)
    taken = {
        name
        for name, (state, rows) in trial.outcomes().items()
        if state != REFUSED and (state, rows) != ("00000", 0)
    }
    known = {"another's name"} | LEADS_MAY if login == "lena" else set()
    assert taken == known


def test_every_table_has_its_rules(server: Cluster, team: str) -> None:
    tables = server.execute(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'qualwb'", database=team
    )
    assert Record.metadata.tables.keys() <= {name for (name,) in tables} <= RULES.keys()


def test_the_tables_that_rounds_hide_rows_of_are_those_of_a_file() -> None:
    assert set(HIDDEN_BY_ROUNDS) == VIEWS.keys()
    assert {name for name in VIEWS if RULES[name].see == ALL} == set()
