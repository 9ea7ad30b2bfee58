"""Speed of the analysis on 200 sources of 10,000 words with 50,000 codings, as ratios of CPU time.

The limits are plain SQL through a bare ``sqlite3`` cursor, or a plain sweep, that give the same result in
the same run.
"""

import gc
import re
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement, count
from pathlib import Path
from typing import Any

import pytest

from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.search import find_text
from qualwb.analysis.selection import Selection
from qualwb.analysis.word_counts import Words
from qualwb.language.transcription_marks import Preset
from qualwb.store.project_file import ProjectFile
from qualwb.store.search import refresh_index
from qualwb.store.texts import current_texts
from tests.benchmarks.corpus import COMMON, RARE, large_project

pytestmark = pytest.mark.bench

WITH_MODERATOR = Selection(moderator=True)
CODE = "kod 001"
QUOTES_MOST = {"kod 150": 4.5, "kod 030": 2.0, CODE: 1.6}
"""Measured: 3.2 for 77 quotes (1.5 ms), 1.6 to 1.75 for 391, 1.4 for 3,985. The goal is 1.5 from 344 quotes
up, which 391 miss: looking names up and making the quotes takes as long as reading them."""

HEARD = """
    EXISTS (SELECT 1 FROM turn AS t LEFT JOIN speaker AS s ON s.id = t.speaker_id
            LEFT JOIN participant AS p ON p.id = s.participant_id
            WHERE t.source_id = c.source_id AND t.start < c."end" AND t."end" > c.start
            AND coalesce(p.role, '') NOT IN ('moderator', 'observer'))
"""
CODE_BY_SOURCE = """
    SELECT code_id, source_id, count(*)
    FROM (SELECT DISTINCT c.code_id, c.source_id, c.start, c."end" FROM coding AS c
          WHERE c.orphaned_from IS NULL AND {heard})
    GROUP BY code_id, source_id
"""
THEME_BY_GROUP = """
    WITH RECURSIVE gathered(theme_id, code_id) AS (
        SELECT theme_id, code_id FROM theme_code
        UNION SELECT theme.parent_id, gathered.code_id FROM gathered
        JOIN theme ON theme.id = gathered.theme_id WHERE theme.parent_id IS NOT NULL)
    SELECT theme_id, group_id, count(*)
    FROM (SELECT DISTINCT gathered.theme_id, source.group_id, c.source_id, c.start, c."end"
          FROM coding AS c JOIN gathered ON gathered.code_id = c.code_id
          JOIN source ON source.id = c.source_id WHERE c.orphaned_from IS NULL AND {heard})
    GROUP BY theme_id, group_id
"""
SIMPLE_COUNT = """
    SELECT code_id, source_id, count(*) FROM coding WHERE orphaned_from IS NULL GROUP BY code_id, source_id
"""
SPANS = """
    (SELECT DISTINCT source_id, start, "end" FROM coding
     WHERE orphaned_from IS NULL AND code_id = (SELECT id FROM code WHERE name = ?)) AS span
"""
QUOTE_CODINGS = f"""
    SELECT c.source_id, c.start, c."end", c.quote, c.id, code.name, coder.name, round.name, c.cited,
           source.name, focus_group.name
    FROM {SPANS} JOIN coding AS c
        ON c.source_id = span.source_id AND c.start = span.start AND c."end" = span."end"
    JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id JOIN round ON round.id = c.round_id
    JOIN source ON source.id = c.source_id JOIN focus_group ON focus_group.id = source.group_id
    WHERE c.orphaned_from IS NULL ORDER BY focus_group.position, source.position, c.start, c."end", c.id
"""
QUOTE_TURNS = f"""
    SELECT span.*, t.number, t.start, t."end", t.time_start, speaker.label, participant.role
    FROM {SPANS} JOIN turn AS t ON t.source_id = span.source_id AND t.start < span."end"
        AND t."end" > span.start AND t.start >= coalesce(
            (SELECT max(start) FROM turn WHERE source_id = span.source_id AND start <= span.start), 0)
    LEFT JOIN speaker ON speaker.id = t.speaker_id
    LEFT JOIN participant ON participant.id = speaker.participant_id
    ORDER BY t.source_id, t.number
"""
CODINGS = """
    SELECT source_id, start, "end", code_id FROM coding WHERE orphaned_from IS NULL
    ORDER BY source_id, start, "end"
"""
TEXTS = """
    SELECT v.source_id, t.text FROM text_version AS v JOIN text_content AS t ON t.sha256 = v.sha256
"""
FTS = """
    SELECT turn.source_id, turn.number, turn.start, speaker.label, rank,
           snippet(turn_index, 0, '[', ']', '…', 12), highlight(turn_index, 0, '[', ']')
    FROM turn_index JOIN turn ON turn.id = turn_index.rowid LEFT JOIN speaker ON speaker.id = turn.speaker_id
    WHERE turn_index MATCH ? ORDER BY rank
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    with large_project(tmp_path_factory.mktemp("large") / "large.qwb") as project:
        find_text(project, RARE)  # builds the index
        gc.collect()
        gc.freeze()  # what the test runner holds is not ours to walk through
        yield project
        gc.unfreeze()


@pytest.fixture(scope="module")
def raw(large: ProjectFile) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(large.path)
    yield connection
    connection.close()


def seconds(call: Callable[[], Any], times: int = 5) -> float:
    """The least CPU time of several calls."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        call()
        best = min(best, time.process_time() - begun)
    return best


def compare(name: str, ours: Callable[[], Any], limit: Callable[[], Any], most: float) -> None:
    """Print the ratio and hold it to ``most``."""
    mine, theirs = seconds(ours), seconds(limit)
    ratio = mine / theirs
    print(f"{name}: {mine * 1000:.1f} ms, limit {theirs * 1000:.1f} ms, ratio {ratio:.2f} (at most {most})")
    assert ratio <= most


def test_code_by_source(large: ProjectFile, raw: sqlite3.Connection) -> None:
    statement = CODE_BY_SOURCE.format(heard=HEARD)
    with large.reading() as connection:
        matrix = theme_matrix(connection, "codes", "sources")
        rows = raw.execute(statement).fetchall()
        assert sum(row.total for row in matrix.rows) == sum(count for _code, _source, count in rows)
        compare(
            "code x source, moderator left out",
            lambda: theme_matrix(connection, "codes", "sources"),
            lambda: raw.execute(statement).fetchall(),
            2,
        )
        compare(
            "code x source, everybody, against the simplest count",
            lambda: theme_matrix(connection, "codes", "sources", selection=WITH_MODERATOR),
            lambda: raw.execute(SIMPLE_COUNT).fetchall(),
            2,
        )


def test_theme_by_group(large: ProjectFile, raw: sqlite3.Connection) -> None:
    for name, heard, selection in (
        ("moderator left out", HEARD, Selection()),
        ("everybody", "1", WITH_MODERATOR),
    ):
        statement = THEME_BY_GROUP.format(heard=heard)
        with large.reading() as connection:
            matrix = theme_matrix(connection, selection=selection)
            rows = raw.execute(statement).fetchall()
            assert sum(row.total for row in matrix.rows) == sum(count for _theme, _group, count in rows)
            compare(
                f"theme x group, {name}",
                lambda: theme_matrix(connection, selection=selection),  # noqa: B023
                lambda: raw.execute(statement).fetchall(),  # noqa: B023
                2,
            )


@pytest.mark.parametrize("code", QUOTES_MOST)
def test_quotes_of_a_code(large: ProjectFile, raw: sqlite3.Connection, code: str) -> None:
    def plain() -> tuple[list, list]:
        return (
            raw.execute(QUOTE_CODINGS, (code,)).fetchall(),
            raw.execute(QUOTE_TURNS, (code,)).fetchall(),
        )

    query = Query(selection=Selection(codes=(code,), moderator=True))
    with large.reading() as connection:
        codings, turns = plain()
        quotes = find_quotes(connection, query)
        assert sum(len(quote.codings) for quote in quotes) == len(codings)
        assert sum(len(quote.turns) for quote in quotes) == len(turns)
        compare(
            f"{len(quotes)} quotes of {code}",
            lambda: find_quotes(connection, query),
            plain,
            QUOTES_MOST[code],
        )


@pytest.mark.parametrize("word", [RARE, COMMON])
def test_full_text_search(large: ProjectFile, raw: sqlite3.Connection, word: str) -> None:
    found = find_text(large, word, limit=None)
    assert found.total == len(raw.execute(FTS, (word,)).fetchall())
    compare(
        f"search for {word}, {found.total} hits",
        lambda: find_text(large, word, limit=None),
        lambda: raw.execute(FTS, (word,)).fetchall(),
        2,
    )


def test_bringing_the_index_up_to_date(large: ProjectFile, tmp_path: Path) -> None:
    """What the first search after an import waits for."""
    numbers = count()

    def not_indexed() -> Path:
        copy = tmp_path / f"{next(numbers)}.qwb"
        with sqlite3.connect(large.path) as source, sqlite3.connect(copy) as target:
            source.backup(target)
            target.execute("DELETE FROM turn_index")
            target.execute("DELETE FROM indexed_source")
        return copy

    def ours(copy: Path) -> None:
        with ProjectFile.open(copy) as project:
            refresh_index(project)

    def plain(copy: Path) -> None:
        connection = sqlite3.connect(copy)
        texts = dict(connection.execute(TEXTS))
        turns = connection.execute('SELECT id, source_id, start, "end" FROM turn').fetchall()
        rows = [(key, texts[source][start:end], source) for key, source, start, end in turns]
        connection.executemany("INSERT INTO turn_index (rowid, text, source_id) VALUES (?, ?, ?)", rows)
        connection.commit()
        connection.close()

    rounds = []
    for _round in range(3):
        for_us, for_them = not_indexed(), not_indexed()
        rounds.append(seconds(lambda: ours(for_us), 1) / seconds(lambda: plain(for_them), 1))  # noqa: B023
    print(f"index of all turns: ratio {statistics.median(rounds):.2f}")
    assert statistics.median(rounds) < 1.4


def test_counting_hits_against_like(large: ProjectFile, raw: sqlite3.Connection) -> None:
    like = "SELECT rowid FROM turn_index WHERE text LIKE ?"
    assert find_text(large, RARE, limit=1).total == len(raw.execute(like, (f"%{RARE}%",)).fetchall())
    compare(
        "the number of hits against LIKE",
        lambda: find_text(large, RARE, limit=1),
        lambda: raw.execute(like, (f"%{RARE}%",)).fetchall(),
        1 / 10,
    )


def test_words(large: ProjectFile) -> None:
    with large.reading() as connection:
        texts = current_texts(connection)
    plain = re.compile(r"\w+")
    assert sum(Words(text, Preset.SWEDISH).count() for text in texts.values()) == sum(
        len(plain.findall(text)) for text in texts.values()
    )
    compare(
        "words without the transcriber's marks against runs of letters alone",
        lambda: [Words(text, Preset.SWEDISH).count() for text in texts.values()],
        lambda: [len(plain.findall(text)) for text in texts.values()],
        3,
    )


def test_cooccurrence(large: ProjectFile, raw: sqlite3.Connection) -> None:
    with large.reading() as connection:
        found = cooccurrence(connection, selection=WITH_MODERATOR)
        near, *_rest = plain_sweep(raw)
        assert sum(pair.both for pair in found.pairs) == sum(
            min(count, near[b, a]) for (a, b), count in near.items() if a < b
        )
        compare(
            "co-occurrence against a plain sweep of the same numbers",
            lambda: cooccurrence(connection, selection=WITH_MODERATOR),
            lambda: plain_sweep(raw),
            2,
        )
    bare = seconds(lambda: bare_sweep(raw))
    print(f"a bare sweep that counts overlapping pairs alone: {bare * 1000:.1f} ms")


def rows_by_source(raw: sqlite3.Connection) -> dict[int, dict[tuple[int, int], set[int]]]:
    sources: dict[int, dict[tuple[int, int], set[int]]] = {}
    for source, start, end, code in raw.execute(CODINGS):
        sources.setdefault(source, {}).setdefault((start, end), set()).add(code)
    return sources


def plain_sweep(raw: sqlite3.Connection) -> tuple[Counter, Counter, Counter]:
    """Units of A near B, passages with both, and characters under both, by pair of codes."""
    near: Counter[tuple[int, int]] = Counter()
    same: Counter[tuple[int, int]] = Counter()
    characters: Counter[tuple[int, int]] = Counter()
    for passages in rows_by_source(raw).values():
        spans = list(passages.items())
        around = [set(codes) for _span, codes in spans]
        active: list[int] = []
        for here, ((start, _end), codes) in enumerate(spans):
            active = [other for other in active if spans[other][0][1] > start]
            for other in active:
                around[here] |= spans[other][1]
                around[other] |= codes
            active.append(here)
        for (_span, codes), found in zip(spans, around, strict=True):
            near.update((a, b) for a in codes for b in found)
            same.update(combinations_with_replacement(sorted(codes), 2))
        edges = sorted(
            edge
            for (start, end), codes in spans
            for code in codes
            for edge in ((start, 1, code), (end, -1, code))
        )
        depth: Counter[int] = Counter()
        last = 0
        for place, step, code in edges:
            if place > last:
                for pair in combinations_with_replacement(sorted(one for one in depth if depth[one]), 2):
                    characters[pair] += place - last
            last = place
            depth[code] += step
    return near, same, characters


def bare_sweep(raw: sqlite3.Connection) -> Counter:
    pairs: Counter[tuple[int, int]] = Counter()
    active: list[tuple[int, int]] = []
    last = None
    for source, start, end, code in raw.execute(CODINGS):
        active = [] if source != last else [one for one in active if one[0] > start]
        last = source
        for _end, other in active:
            if other != code:
                pairs[min(other, code), max(other, code)] += 1
        active.append((end, code))
    return pairs


def test_cost_grows_linearly(tmp_path: Path) -> None:
    times = []
    for scale in (0.25, 0.5, 1.0):
        with large_project(tmp_path / f"{scale}.qwb", scale) as project, project.reading() as connection:
            times.append(
                seconds(lambda: theme_matrix(connection), 3)
                + seconds(lambda: cooccurrence(connection), 2)
                + seconds(lambda: find_quotes(connection, Query()), 1)
            )
    print("matrix, co-occurrence and all quotes at 1/4, 1/2, 1/1:", [f"{one:.2f} s" for one in times])
    assert times[2] / times[0] < 6
