"""A changed file beside what was corrected in the project: what holds of both, and what is told of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts import codings, corrections, people
from qualwb.acts.changed_file import changed_file
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin
from qualwb.exchange.changed_file_words import changed_file_in_words
from qualwb.store.check import check
from qualwb.transcripts.transcript import Transcript
from tests.conftest import transcript_of
from tests.states import one_act, rows

TALK = (
    ("Moderator", "Hur var det?"),
    ("Åsa", "Det kändes som kontrol. Ingen visste."),
    ("Björn", "Vi fick ett papper i handen."),
    ("Åsa", "Resorna tog tid."),
)
CHANGED = (
    *TALK[:2],
    ("Björn", "Vi fick ett litet papper i händerna."),
    ("Ny", "Jaha."),
    ("Åsa", "Resorna tog mycket tid."),
)


def said(transcript: Transcript) -> list[str]:
    return [transcript.text[turn.start : turn.end] for turn in transcript.turns]


def test_corrections_of_other_words_stay_and_of_the_same_words_are_taken_back() -> None:
    first = transcript_of(TALK).text
    second = first.replace("kontrol.", "kontroll.")
    third = second.replace("papper i", "blad i")
    found = changed_file([first, second, third], (), transcript_of(CHANGED))
    assert said(found.transcript) == [
        "Hur var det?",
        "Det kändes som kontroll. Ingen visste.",
        *(text for _speaker, text in CHANGED[2:]),
    ]
    assert [(one.turn, one.takes_back) for one in found.changes] == [(3, True), (3, False), (5, False)]
    assert (found.changes[0].before, found.changes[0].after) == (
        "Vi fick ett blad i handen.",
        "Vi fick ett litet papper i händerna.",
    )
    assert [one.turn for one in found.kept] == [2]
    told = changed_file_in_words(found, 2)
    assert told[0] == (
        "3 places changed · 1 correction made here stays · "
        "! 1 correction made here is taken back: the file changed the same words"
    )
    assert told[1] == "! turn 3: ”Vi fick ett blad i handen.” → ”Vi fick ett litet papper i händerna.”"
    assert told[-1] == "... and 2 more"


def test_a_correction_stays_though_the_file_changed_other_words_of_its_turn() -> None:
    first = transcript_of([("Åsa", "Vi har en plan för ombyggnden i Tranås.")]).text
    second = first.replace("ombyggnden", "ombyggnaden")
    new = transcript_of([("Åsa", "Vi hade en plan för ombyggnden i Tranås.")])
    found = changed_file([first, second], (), new)
    assert said(found.transcript) == ["Vi hade en plan för ombyggnaden i Tranås."]
    assert [one.turn for one in found.kept] == [1]


def test_a_file_whose_every_turn_is_changed_is_compared_turn_by_turn() -> None:
    talk = [("Åsa", f"Sats {n} " + " ".join(["och så vidare"] * 30)) for n in range(400)]
    first = transcript_of(talk).text
    second = first.replace("Sats 7 ", "Mening 7 ")
    found = changed_file(
        [first, second], (), transcript_of([(who, text + "och slut.") for who, text in talk])
    )
    assert (len(found.changes), len(found.kept)) == (400, 1)


def test_a_file_made_from_the_corrected_text_changes_only_what_was_changed_in_it() -> None:
    first = transcript_of(TALK).text
    second = first.replace("kontrol.", "kontroll.")
    back = [(who, text.replace("kontrol.", "kontroll.").replace("tid.", "lång tid.")) for who, text in TALK]
    found = changed_file([first, second], (), transcript_of(back))
    assert (len(found.changes), found.kept) == (1, ())
    assert not found.changes[0].takes_back


def test_what_divides_turns_is_not_carried_into_the_file() -> None:
    first = transcript_of(TALK).text
    second = first.replace("kontrol. Ingen", "kontrol.\nIngen")
    found = changed_file([first, second], (), transcript_of(CHANGED))
    assert said(found.transcript) == [text for _speaker, text in CHANGED]


edges = st.integers(0, len(transcript_of(TALK).text))
corrected = st.lists(st.tuples(edges, edges, st.sampled_from(["", "ny", "ett ord", " 👍🏽 "])), max_size=4)


@settings(max_examples=200)
@given(corrected)
def test_turns_cover_the_text_whatever_was_corrected(made: list[tuple[int, int, str]]) -> None:
    versions = [transcript_of(TALK).text]
    for a, b, text in made:
        current = versions[-1]
        start, end = sorted((min(a, len(current)), min(b, len(current))))
        versions.append(current[:start] + text + current[end:])
    found = changed_file(versions, (), transcript_of(CHANGED))
    assert "\n".join(said(found.transcript)) == found.transcript.text
    assert all(said(found.transcript))
    if len(versions) == 1:
        assert said(found.transcript) == [text for _speaker, text in CHANGED]


@pytest.fixture
def source(researcher: Researcher) -> Researcher:
    """A source in which a word was corrected, a passage coded, and a turn given another speaker."""
    import_transcript(researcher, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
    at = transcript_of(TALK).text.index("kontrol")
    corrections.replace(researcher, "Intervju 1", at, at + len("kontrol"), "kontroll")
    people.set_turn_speaker(researcher, "Intervju 1", [4], "Eva")
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "kändes som kontroll")
    codings.apply(researcher, passage, ["kontroll"], create=True)
    return researcher


def test_a_changed_file_keeps_what_was_corrected_and_tells_of_speakers(source: Researcher) -> None:
    with one_act(source, "source.reimport"):
        done = corrections.reimport(source, "Intervju 1", transcript_of(CHANGED), Origin("ny.txt", "ab"))
    assert rows(source, "SELECT quote, orphaned_from IS NULL FROM coding") == [("kändes som kontroll", 1)]
    (summary,) = rows(source, "SELECT summary FROM change WHERE act = 'source.reimport'")
    assert summary.endswith("1 correction stays")
    assert [one[0] for one in done.file.speakers] == [5]
    assert "! turn 5: Eva → Åsa" in changed_file_in_words(done.file, 9)
    with source.project.reading() as connection:
        again = corrections.what_changes(connection, "Intervju 1", transcript_of(CHANGED))
    assert again.changes == ()
    assert check(source.project) == []
