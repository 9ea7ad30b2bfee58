"""A passage or turn chosen before somebody else changed the text: found by its words, or refused."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    print_versions,
    questions,
    sources,
    suggestions,
    turn_borders,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import BadPassage, Passage, StalePassage, as_it_stands, passage_at, passage_quoted
from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.analysis.sources import TranscriptTurn, transcript
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.projects import new_project
from tests.store.test_journal import state

WORDS = "Ingen visste vad det skulle bli"


@pytest.fixture
def mia(material: Researcher) -> Researcher:
    """Another coder on the same project."""
    return Researcher(material.project, "Mia")


def quoted(researcher: Researcher, words: str) -> Passage:
    with researcher.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", words)


def turns(researcher: Researcher) -> dict[int, TranscriptTurn]:
    with researcher.project.reading() as connection:
        return {turn.number: turn for turn in transcript(connection, "Intervju 1").turns}


def keys(researcher: Researcher) -> dict[int, int]:
    return {number: turn.key for number, turn in turns(researcher).items()}


def correct(researcher: Researcher, words: str, by: str) -> None:
    corrections.replace_passage(researcher, quoted(researcher, words), by)


Taking = Callable[[Researcher, Passage], object]
OFFER = Offer("kod", 1)
TAKING: dict[str, Taking] = {
    "apply": lambda r, p: codings.apply(r, p, ["kod"]),
    "move edges": lambda r, p: codings.move_edges(r, 1, p),
    "accept": lambda r, p: suggestions.accept(r, p, OFFER),
    "change": lambda r, p: suggestions.code(r, p, ["annan"], [OFFER]),
    "refuse": lambda r, p: suggestions.refuse(r, p, OFFER),
    "refuse all": lambda r, p: suggestions.refuse_all(r, p, [OFFER]),
    "memo": lambda r, p: memos.write(r, "tanke", target="passage", passage=p),
    "print": lambda r, p: print_versions.save(r, p, [PrintEdit(0, 5, "Ingen", EditKind.OTHER)]),
    "correct": lambda r, p: corrections.replace_passage(r, p, WORDS + ", sa hon"),
}
PLACES = {
    "apply": 'SELECT start, "end" FROM coding WHERE id = 2',
    "move edges": 'SELECT start, "end" FROM coding WHERE id = 1',
    "accept": 'SELECT start, "end" FROM suggestion_event',
    "change": 'SELECT start, "end" FROM suggestion_event',
    "refuse": 'SELECT start, "end" FROM suggestion_event',
    "refuse all": 'SELECT start, "end" FROM suggestion_event',
    "memo": 'SELECT start, "end" FROM memo',
    "print": 'SELECT start, "end" FROM print_version',
}


@pytest.fixture
def chosen(material: Researcher) -> Passage:
    """A passage as one coder has it in a dialog, while a code stands on other words."""
    codings.apply(material, quoted(material, "mötena var bra"), ["kod"], create=True)
    return quoted(material, WORDS)


@pytest.mark.parametrize("act", TAKING)
def test_the_words_are_found_where_a_correction_moved_them(
    material: Researcher, mia: Researcher, chosen: Passage, act: str
) -> None:
    correct(mia, "Det var otydligt.", "Det var från början mycket otydligt.")
    moved = quoted(material, WORDS)
    assert moved.start > chosen.start
    TAKING[act](material, chosen)
    if act in PLACES:
        with material.project.reading() as connection:
            assert tuple(connection.exec_driver_sql(PLACES[act]).one()) == (moved.start, moved.end)
    else:
        assert quoted(material, WORDS + ", sa hon").start == moved.start
    assert check(material.project) == []


@pytest.mark.parametrize("act", TAKING)
def test_words_that_were_changed_are_told_then_and_now(
    material: Researcher, mia: Researcher, chosen: Passage, act: str
) -> None:
    correct(mia, "visste", "fattade")
    before = state(material.project)
    with pytest.raises(StalePassage) as refused:
        TAKING[act](material, chosen)
    assert "'Ingen visste vad det skulle bli' is now 'Ingen fattade vad det skulle bli'" in str(refused.value)
    assert state(material.project) == before


@pytest.mark.parametrize("act", TAKING)
def test_words_that_are_gone_are_told(
    material: Researcher, mia: Researcher, chosen: Passage, act: str
) -> None:
    corrections.replace(mia, "Intervju 1", chosen.start - 3, chosen.end + 1, "")
    with pytest.raises(StalePassage, match="is gone"):
        TAKING[act](material, chosen)


def test_a_print_version_is_cleared_where_its_words_stand_now(
    material: Researcher, mia: Researcher, chosen: Passage
) -> None:
    print_versions.write(material, chosen, "Ingen visste vad det blev")
    correct(mia, "Det var otydligt.", "Det var mycket otydligt.")
    print_versions.clear(material, chosen)
    with material.project.reading() as connection:
        assert print_versions.print_versions(connection) == {}


def test_a_source_that_is_gone(material: Researcher, mia: Researcher, chosen: Passage) -> None:
    sources.delete_source(mia, "Intervju 1")
    codes.create(mia, "kod 2")
    with pytest.raises(NotFound, match="the source is gone"):
        codings.apply(material, chosen, ["kod 2"])


@pytest.mark.usefixtures("chosen")
def test_a_coding_stays_in_its_source(material: Researcher) -> None:
    import_transcript(material, transcript_of(), name="Intervju 2")
    with material.project.reading() as connection:
        other = passage_quoted(connection, "Intervju 2", WORDS)
    with pytest.raises(BadPassage, match="stays in its source"):
        codings.move_edges(material, 1, other)


def test_a_turn_is_the_one_that_was_seen(material: Researcher, mia: Researcher) -> None:
    """Turn 3 on screen is turn 4 by the time the speaker is chosen."""
    shown = keys(material)
    turn_borders.split_turn(mia, "Intervju 1", turns(mia)[1].start + 7)
    people.set_turn_speaker(material, "Intervju 1", [3], "Eva", shown)
    assert [turn.number for turn in turns(material).values() if turn.speaker == "Eva"] == [4]
    questions.place_from(material, "Intervju 1", 3, "Papper", shown=shown, create=True)
    assert [turn.number for turn in turns(material).values() if turn.question == "Papper"] == [4, 5, 6]


def test_a_turn_that_is_gone_is_told(material: Researcher, mia: Researcher) -> None:
    shown = keys(material)
    turn_borders.join_turns(mia, "Intervju 1", 2)
    for act in (
        lambda: people.set_turn_speaker(material, "Intervju 1", [3], "Eva", shown),
        lambda: questions.place_from(material, "Intervju 1", 3, None, shown=shown),
    ):
        with pytest.raises(NotFound, match="no turn 3"):
            act()


def test_a_question_placed_by_another_meanwhile_stays(material: Researcher, mia: Researcher) -> None:
    shown = keys(material)
    questions.place_from(mia, "Intervju 1", 1, "Början", create=True)
    questions.place_from(material, "Intervju 1", 4, "Skratt", shown=shown, create=True)
    asked = [turn.question for turn in turns(material).values()]
    assert asked == ["Början", "Början", "Början", "Skratt", "Skratt"]
    questions.place_from(material, "Intervju 1", 5, None, shown=shown)
    assert [turn.question for turn in turns(material).values()] == [*asked[:4], ""]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.tuples(st.integers(0, 150), st.integers(0, 150)),
    st.lists(
        st.tuples(st.integers(0, 170), st.integers(0, 12), st.sampled_from(["", "ny", "å ä", "\n"])),
        max_size=4,
    ),
)
def test_whatever_is_corrected_the_passage_has_its_words_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
    span: tuple[int, int],
    edits: list[tuple[int, int, str]],
) -> None:
    with new_project(tmp_path_factory.mktemp("stale") / "a.qwb") as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1")
        with project.reading() as connection:
            try:
                chosen = passage_at(connection, "Intervju 1", min(span), max(span))
            except BadPassage:
                return
        for start, length, text in edits:
            try:
                corrections.replace(researcher, "Intervju 1", start, start + length, text)
            except QualwbError:
                continue
        with project.reading() as connection:
            text = transcript(connection, "Intervju 1").text
            try:
                found = as_it_stands(connection, chosen)
            except StalePassage:
                return
        assert text[found.start : found.end] == chosen.text
