"""Speed of the analysis of a large project on a server, as ratios of seconds to the same by plain SQL there.

The limits are plain SQL by the driver's own cursor on the same server in the same run. Counted is processor
time, this process's and that of the server's processes that answer it, which may not share their work out.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from qualwb.acts.researcher import Researcher
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.search import find_text
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import transcript
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from tests.benchmarks.corpus import COMMON, RARE, large_project
from tests.benchmarks.measuring import paired
from tests.benchmarks.test_analysis_bench import (
    CODE_BY_SOURCE,
    HEARD,
    QUOTE_CODINGS,
    QUOTE_TURNS,
    THEME_BY_GROUP,
    WITH_MODERATOR,
    plain_sweep,
)
from tests.postgresql.cluster import Cluster

pytestmark = [pytest.mark.bench, pytest.mark.file_only]

TRANSCRIPT = (
    """
    SELECT t.number, t.start, t."end", t.kind, t.time_start, speaker.label, participant.role
    FROM turn AS t LEFT JOIN speaker ON speaker.id = t.speaker_id
    LEFT JOIN participant ON participant.id = speaker.participant_id
    WHERE t.source_id = (SELECT id FROM source WHERE name = ?) ORDER BY t.number
    """,
    """
    SELECT c.id, c.start, c."end", c.cited, c.origin, code.name, code.colour, coder.name, round.name
    FROM coding AS c JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id
    JOIN round ON round.id = c.round_id
    WHERE c.source_id = (SELECT id FROM source WHERE name = ?) ORDER BY c.start, c."end", c.id
    """,
    """
    SELECT t.text FROM text_version AS v JOIN text_content AS t ON t.sha256 = v.sha256
    WHERE v.source_id = (SELECT id FROM source WHERE name = ?)
    """,
    """
    SELECT m.id, m.start, m."end", m.kind, m.text, coder.name FROM memo AS m
    JOIN coder ON coder.id = m.coder_id WHERE m.source_id = (SELECT id FROM source WHERE name = ?)
    """,
    """
    SELECT theme_code.code_id, theme.name FROM theme_code JOIN theme ON theme.id = theme_code.theme_id
    WHERE code_id IN (SELECT code_id FROM coding
                      WHERE source_id = (SELECT id FROM source WHERE name = ?))
    """,
)
TRANSCRIPT_MOST = 4.5
"""Measured: 3.1 to 3.4 (13 ms). The goal is 2, which it misses: what is asked for one source alone is little
beside looking up who may see it, and in which round, and the objects made of it."""
SEARCH = """
    SELECT turn.source_id, turn.number, turn.start, speaker.label,
           ts_headline('simple', turn_index.text, wanted, 'StartSel=[, StopSel=], HighlightAll=true'),
           ts_headline('simple', turn_index.text, wanted, 'StartSel=[, StopSel=]'),
           ts_rank(to_tsvector('simple', turn_index.text), wanted, 1) AS rank
    FROM (SELECT DISTINCT places[at] AS turn_id
          FROM turn_index_word, generate_series(1, array_length(places, 1), 3) AS at
          WHERE term = ? AND left(term, 64) = left(?, 64)) AS found
    JOIN turn ON turn.id = found.turn_id JOIN turn_index ON turn_index.turn_id = turn.id
    LEFT JOIN speaker ON speaker.id = turn.speaker_id, to_tsquery('simple', ?) AS wanted
    ORDER BY rank DESC, turn.id
"""
"""The server's own ranks and highlighting, of the turns that an index names."""


class Plain:
    """Plain SQL on the server, in the words of SQLite's ``?``, as a server is found: it compiles nothing."""

    def __init__(self, url: str) -> None:
        options = f"-c search_path={SCHEMA} -c jit=off"
        self.connection = psycopg.connect(url, autocommit=True, options=options)

    def execute(self, text: str, values: tuple[Any, ...] = ()) -> psycopg.Cursor[Any]:
        """As ``sqlite3`` has it: what a statement finds."""
        return self.connection.execute(text.replace("%", "%%").replace("?", "%s"), values)

    def rows(self, text: str, *values: Any) -> list[Any]:
        """All that it finds."""
        return self.execute(text, values).fetchall()


@pytest.fixture(scope="module")
def on_server(
    tmp_path_factory: pytest.TempPathFactory, server: Cluster
) -> Iterator[tuple[ServerProject, Plain]]:
    url = server.create_database("large")
    server.execute("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0", "large")
    with (
        large_project(tmp_path_factory.mktemp("large") / "large.qwb") as file,
        ServerProject.connected(Address.parsed(url)) as project,
    ):
        with file.reading_whole() as connection:
            publish(connection, project)
        plain = Plain(url)
        plain.execute("ANALYZE")
        yield project, plain
        plain.connection.close()
    server.drop_database("large")


def clock(plain: Plain) -> Callable[[], float]:
    """Processor seconds of this process and of all processes of the server that work for its database."""
    at_work = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = ?"
    pids = [pid for (pid,) in plain.rows(at_work, "client backend")]

    def now() -> float:
        taken = (int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids)
        return time.process_time() + sum(taken) / 1e9

    return now


def hold(plain: Plain, name: str, ours: Callable[[], Any], limit: Callable[[], Any], most: float) -> None:
    """Print the ratio and hold it to ``most``."""
    ours()  # by a connection that is there before the clock looks for it
    measured = paired(ours, limit, clock=clock(plain))
    print(f"{name}: {measured} (at most {most})")
    assert measured.ratio <= most


def test_matrices(on_server: tuple[ServerProject, Plain]) -> None:
    project, plain = on_server
    by_source, by_group = (
        statement.format(heard=HEARD).replace(")\n    GROUP", ") AS found\n    GROUP")
        for statement in (CODE_BY_SOURCE, THEME_BY_GROUP)
    )
    with project.reading() as connection:
        hold(
            plain,
            "code x source",
            lambda: theme_matrix(connection, "codes", "sources"),
            lambda: plain.rows(by_source),
            2,
        )
        hold(plain, "theme x group", lambda: theme_matrix(connection), lambda: plain.rows(by_group), 2)


@pytest.mark.parametrize("code", ["kod 150", "kod 030", "kod 001"])
def test_quotes_of_a_code(on_server: tuple[ServerProject, Plain], code: str) -> None:
    project, plain = on_server
    query = Query(selection=Selection(codes=(code,), moderator=True))
    with project.reading() as connection:
        hold(
            plain,
            f"{len(find_quotes(connection, query))} quotes of {code}",
            lambda: find_quotes(connection, query),
            lambda: (plain.rows(QUOTE_CODINGS, code), plain.rows(QUOTE_TURNS, code)),
            2,
        )


def test_cooccurrence(on_server: tuple[ServerProject, Plain]) -> None:
    project, plain = on_server
    with project.reading() as connection:
        hold(
            plain,
            "co-occurrence",
            lambda: cooccurrence(connection, selection=WITH_MODERATOR),
            lambda: plain_sweep(plain),
            2,
        )


@pytest.mark.parametrize("word", [RARE, COMMON])
def test_search(on_server: tuple[ServerProject, Plain], word: str) -> None:
    project, plain = on_server
    hold(
        plain,
        f"search for {word}",
        lambda: find_text(project, word, limit=None),
        lambda: plain.rows(SEARCH, word, word, word),
        2,
    )


def test_opening_a_transcript(on_server: tuple[ServerProject, Plain]) -> None:
    project, plain = on_server
    name = "källa-100"
    bench = Researcher(project, "bench").project

    def ours() -> object:
        with bench.reading() as connection:
            return transcript(connection, name)

    hold(
        plain,
        "opening a transcript",
        ours,
        lambda: [plain.rows(one, name) for one in TRANSCRIPT],
        TRANSCRIPT_MOST,
    )
