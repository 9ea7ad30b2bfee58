"""A withdrawal from any project: others keep every word, and nothing is left of who withdrew."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import codings, corrections, memos, print_versions
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import BadPassage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal import withdrawing
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.states import rows
from tests.withdrawn_bytes import found_in

pytestmark = pytest.mark.file_only

WORDS = (
    *("och", "det", "var", "mycket", "som", "ingen", "visste", "om", "Åsa's", "väg,", "till", "x"),
    *("👩\u200d👩\u200d👧", "huset!", '"', "\\", "é", "(paus)", "[skratt]"),
)
SPEAKERS = ("Moderator", "Åsa", "Björn", "Cia")
TURN = st.tuples(
    st.sampled_from(SPEAKERS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
)
TALKS = st.lists(TURN, min_size=2, max_size=12).map(tuple)
SPAN = st.tuples(
    st.integers(0, 10_000), st.integers(1, 120), st.sampled_from(("coding", "memo", "print", "correct"))
)

LEFT = """SELECT {kind}.id, quote, orphaned_from FROM {kind} WHERE source_id = 1 ORDER BY {kind}.id"""
TEXT = """SELECT text FROM text_content JOIN text_version USING (sha256)
    WHERE source_id = 1 ORDER BY text_version.number DESC LIMIT 1"""
TURNS = f"""SELECT label, substr(text, start + 1, "end" - start) FROM turn
    JOIN speaker ON speaker.id = speaker_id, ({TEXT}) WHERE turn.source_id = 1 ORDER BY turn.number"""


def work(researcher: Researcher, spans: Sequence[tuple[int, int, str]]) -> None:
    """Do something at each of the places; what can't be done there is left."""
    for n, (start, length, kind) in enumerate(spans):
        who = Researcher(researcher.project, "Bo" if n % 2 else "Karin")
        with who.project.reading() as connection:
            text = connection.exec_driver_sql(TEXT).scalar_one()
            at = start % len(text)
            try:
                passage = passage_at(connection, "Intervju", at, min(at + length, len(text)))
            except BadPassage:
                continue
        try:
            match kind:
                case "coding":
                    codings.apply(who, passage, [f"kod {n % 3}"], create=True)
                case "memo":
                    memos.write(who, f"memo {n}", target="passage", passage=passage)
                case "print":
                    print_versions.write(who, passage, f"{passage.text}!")
                case _:
                    corrections.replace(who, "Intervju", at, min(at + length % 4, len(text)), "ny")
        except QualwbError:
            continue


def others_words(text: str, start: int, end: int, gone: list[tuple[int, int]]) -> str:
    """What a passage says besides what is gone, without blanks."""
    kept = "".join(text[at] for at in range(start, end) if not any(a <= at < b for a, b in gone))
    return re.sub(r"\s+", "", kept)


PASSAGES = {
    "coding": """SELECT coder_id * 1000 + code_id, start, "end", quote FROM coding
        WHERE orphaned_from IS NULL""",
    "memo": 'SELECT id, start, "end", quote FROM memo WHERE orphaned_from IS NULL AND start IS NOT NULL',
}
"""What tells passages apart that stand on one place: whose coding with which code; each memo."""

Kept = set[tuple[str, int, str]]


def kept_of(researcher: Researcher) -> Kept:
    """What others than Åsa say in each passage that has a place, where they say anything."""
    text, gone, at = "", [], 0
    for label, words in rows(researcher, TURNS):
        if label == "Åsa":
            gone.append((at, at + len(words)))
        text, at = f"{text}{words}\n", at + len(words) + 1
    found = {
        (kind, which, others_words(text, start, end, gone))
        for kind, query in PASSAGES.items()
        for which, start, end, _quote in rows(researcher, query)
    }
    return {one for one in found if one[2]}


def left_of(researcher: Researcher) -> Kept:
    """The words of each passage that has a place, without what stands for those who withdrew."""
    quotes = [
        (kind, which, quote)
        for kind, query in PASSAGES.items()
        for which, _start, _end, quote in rows(researcher, query)
    ]
    assert [quote for *_which, quote in quotes if quote != quote.strip()] == []
    return {(kind, which, re.sub(r"\[utgått\]|\s+", "", quote)) for kind, which, quote in quotes}


ANY = {"talk": TALKS, "spans": st.lists(SPAN, max_size=12)}


@given(**ANY)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_others_keep_their_words_and_nothing_is_left(
    talk: tuple[tuple[str, str], ...], spans: list[tuple[int, int, str]]
) -> None:
    assert_withdrawn(talk, spans)


@pytest.mark.slow
@given(**ANY)
@settings(max_examples=600, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
def test_others_keep_their_words_in_many_projects(
    talk: tuple[tuple[str, str], ...], spans: list[tuple[int, int, str]]
) -> None:
    assert_withdrawn(talk, spans)


def assert_withdrawn(talk: tuple[tuple[str, str], ...], spans: list[tuple[int, int, str]]) -> None:
    """Others keep every word when Åsa withdraws from a project of this talk, worked on at these places."""
    talk = (("Åsa", "Det här är det enda som jag säger."), *talk)
    with tempfile.TemporaryDirectory() as folder, ProjectFile.create(Path(folder) / "a.qwb") as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(talk), name="Intervju", group="Grupp 1")
        work(researcher, spans)
        before, kept = rows(researcher, TURNS), kept_of(researcher)
        orphans = {r[0] for r in rows(researcher, LEFT.format(kind="coding")) if r[2] is not None}
        withdrawing.withdraw(researcher, "Åsa", "Grupp 1", reason="Brev.")
        after = rows(researcher, TURNS)
        blanked = [
            (who, words) if who != "Åsa" else ("utgått 1", "[utgått]" if words else "")
            for who, words in before
        ]
        assert after == blanked
        assert left_of(researcher) == kept
        problems = [one for one in check(project) if one.kind != "orphan"]
        assert problems == []
        assert orphans >= {r[0] for r in rows(researcher, LEFT.format(kind="coding")) if r[2] is not None}
        project.close()
        said = [words for who, words in talk if who == "Åsa"] + [
            words for who, words in before if who == "Åsa"
        ]
        others = [words for who, words in (*talk, *before) if who != "Åsa"]
        assert found_in(Path(folder).iterdir(), said, others) == []
