"""Only the coded passages of a text remain: every quote is whole, and no other word is there."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qualwb.acts import codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.projects import check_project
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing.blanking import edits_of_turn, joined
from qualwb.acts.sharing.copying import share
from qualwb.acts.sharing.wishes import SharingWishes
from qualwb.acts.text_edits import Edits
from qualwb.store.project_file import ProjectFile
from tests.acts.sharing.conftest import everything_in
from tests.conftest import transcript_of
from tests.states import rows

pytestmark = pytest.mark.file_only

TURN = "Det var otydligt. Ingen visste, nej."


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ([], "[…]"),
        ([(0, len(TURN))], TURN),
        ([(0, 17)], "Det var otydligt. […]"),
        ([(18, 24)], "[…] Ingen […]"),
        ([(8, 11)], "[…] oty[…]"),
        ([(0, 16), (18, len(TURN))], TURN),
        ([(0, 3), (4, 7)], "Det var […]"),
        ([(40, 50)], "[…]"),
    ],
)
def test_what_is_left_of_a_turn(kept: list[tuple[int, int]], left: str) -> None:
    assert Edits(edits_of_turn(TURN, (0, len(TURN)), kept)).apply(TURN) == left


def test_a_turn_without_words_stays() -> None:
    assert edits_of_turn("[…]", (0, 3), []) == []
    assert edits_of_turn("", (0, 0), []) == []


def test_spans_that_touch_are_one() -> None:
    assert joined([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]


words = st.integers(0, 60).map(lambda n: "qx" + chr(97 + n % 26) + chr(97 + n // 26) + "åz")
turns = st.lists(words, min_size=1, max_size=8).map(lambda found: " ".join(found).capitalize() + ".")
spans = st.tuples(st.integers(0, 400), st.integers(1, 60))


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(st.lists(turns, min_size=1, max_size=6), st.lists(spans, max_size=6))
def test_every_quote_stays_and_no_other_word(talk: list[str], places: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder, ProjectFile.create(Path(folder) / "p.qwb", "Studie") as project:
        who = Researcher(project, "Karin")
        labelled = tuple((f"P{n % 3}", said) for n, said in enumerate(talk))
        import_transcript(who, transcript_of(labelled), name="Intervju 1", group="Grupp 1")
        text = "\n".join(talk)
        coded = [" "] * len(text)
        for n, (start, length) in enumerate(places):
            start %= len(text)
            if text[start : start + length].strip():
                with project.reading() as connection:
                    passage = passage_at(connection, "Intervju 1", start, min(start + length, len(text)))
                codings.apply(who, passage, [f"kod {n}"], create=True)
                coded[passage.start : passage.end] = passage.text
        quotes = rows(who, "SELECT uid || quote FROM coding ORDER BY id")
        done = share(who, Path(folder) / "kopia.qwb", SharingWishes(5, quotes_only=True))
        with ProjectFile.open(done.path) as copy:
            assert check_project(copy) == []
            assert rows(Researcher(copy, "K"), "SELECT uid || quote FROM coding ORDER BY id") == quotes
            assert len(rows(Researcher(copy, "K"), "SELECT id FROM turn")) == len(talk)
        held = set(re.findall(r"\w{4,}", everything_in(done.path)))
        said = set(re.findall(r"\w{4,}", "".join(coded).casefold()))
        elsewhere = set(re.findall(r"\w{4,}", text.casefold())) - said
        assert held & elsewhere == set()
