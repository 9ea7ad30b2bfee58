"""Acts on a source of 20,000 turns against a plain UPDATE of the same rows by sqlite3, in the same run."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualwb.acts import codings, corrections, questions, turn_borders
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

pytestmark = pytest.mark.bench

TURNS = 20_000
CODED = 200
RUNS = 5
BYTES = 2_000
"""Of the journal that one act may take, however long the source is."""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Researcher]:
    """One source of many turns, some of them coded."""
    talk = tuple((f"D{n % 6}", f"Det här är replik nummer {n} i samtalet.") for n in range(TURNS))
    with ProjectFile.create(tmp_path_factory.mktemp("long") / "long.qwb") as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(talk), name="Lång", group="Grupp 1")
        for at in range(1000, 1000 + CODED * 1000, 1000):
            with project.reading() as connection:
                passage = passage_at(connection, "Lång", at, at + 30)
            codings.apply(researcher, passage, ["kod"], create=True)
        questions.add_questions(researcher, [("Syfte", "?")])
        yield researcher


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def plain_update(path: Path, statement: str) -> float:
    """Processor seconds of a durable UPDATE of the turns, taken back afterwards."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous=FULL")

    def update(by: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(statement, (by,))
        raw.execute("COMMIT")

    try:
        needed = spent(lambda: update(1))
        update(-1)
    finally:
        raw.close()
    return needed


MOVE = 'UPDATE turn SET start = start + ?1, "end" = "end" + ?1 WHERE id > 1'
RENUMBER = "UPDATE turn SET time_start = coalesce(time_start, 0) + ? WHERE id > 1"
"""What can be said of ``number`` in one plain statement: rows that may not be alike stand in its way."""

ACTS: dict[str, tuple[Callable[[Researcher], object], str, float]] = {
    "correct a word": (lambda who: corrections.replace(who, "Lång", 4, 7, "där borta"), MOVE, 25),
    "join turns": (lambda who: turn_borders.join_turns(who, "Lång", 10), RENUMBER, 25),
    "divide a turn": (lambda who: turn_borders.split_turn(who, "Lång", 300), MOVE, 30),
    "place a question": (lambda who: questions.place(who, "Lång", {5: "Syfte"}), RENUMBER, 35),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_on_a_long_source_against_a_plain_update(
    long: Researcher, name: str, record_property: Callable[..., None]
) -> None:
    act, statement, most = ACTS[name]
    ratios = []
    for _run in range(RUNS):
        ours = spent(lambda: act(long))
        with long.project.reading() as connection:
            written = connection.exec_driver_sql(
                "SELECT length(CAST(images AS BLOB)) FROM change ORDER BY id DESC LIMIT 1"
            ).scalar_one()
        long.project.undo(coder="Karin")
        ratios.append(ours / plain_update(long.project.path, statement))
    ratio = statistics.median(ratios)
    record_property("ratio", ratio)
    print(f"\n{name}: {ratio:.1f} times a plain UPDATE of {TURNS} turns, {written} bytes of journal")
    assert written < BYTES
    assert ratio < most
