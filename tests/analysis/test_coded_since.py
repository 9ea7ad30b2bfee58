"""Summaries that have fallen behind what is coded."""

from qualwb.acts import codings, rounds, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import grounds_of, set_summary, summaries
from qualwb.analysis.coded_since import Cell, coded_since
from qualwb.analysis.framework import codings_to_sum_up
from qualwb.analysis.selection import Selection
from tests.conftest import transcript_of

TALK = (("Moderator", "Hur var det?"), ("Åsa", "Det var bra. Resan var lång."), ("Bo", "Jag höll med."))


def code(researcher: Researcher, quote: str, name: str) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "s", quote)
    codings.apply(researcher, passage, [name], create=True)


def sum_up(researcher: Researcher, person: str | None = None) -> None:
    with researcher.project.reading() as connection:
        keys = codings_to_sum_up(connection, "T", "G", person, rounds=(researcher.round,))
    set_summary(researcher, "T", "G", "Som det är.", participant=person, codings=keys)


def behind(researcher: Researcher) -> set[Cell]:
    with researcher.project.reading() as connection:
        grounds = grounds_of(summaries(connection))
        return set(coded_since(connection, grounds, Selection(rounds=(researcher.round,))))


def test_what_counts_and_is_new_to_the_theme_makes_a_summary_old(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(TALK), name="s", group="G")
    code(researcher, "Det var bra.", "k")
    themes.create(researcher, "Över")
    themes.create(researcher, "T", parent="Över", codes=["k"])
    sum_up(researcher)
    sum_up(researcher, "Åsa")
    assert behind(researcher) == set()
    code(researcher, "Hur var det?", "k")  # the moderator's: it does not count
    code(researcher, "Resan var lång.", "annan")  # of no theme
    code(researcher, "Det var bra.", "annan")  # on a passage that it rests on
    assert behind(researcher) == set()
    code(researcher, "Jag höll med.", "k")
    assert behind(researcher) == {("T", "G", "")}
    code(researcher, "Resan var lång.", "k")
    assert behind(researcher) == {("T", "G", ""), ("T", "G", "Åsa")}
    sum_up(researcher)
    assert behind(researcher) == {("T", "G", "Åsa")}


def test_a_summary_that_rests_on_nothing_known_tells_no_age(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(TALK), name="s", group="G")
    code(researcher, "Det var bra.", "k")
    themes.create(researcher, "T", codes=["k"])
    set_summary(researcher, "T", "G", "Som det är.")
    assert behind(researcher) == set()


def test_a_summary_rests_on_the_codings_of_the_round_in_which_it_is_written(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(TALK), name="s", group="G")
    code(researcher, "Det var bra.", "k")
    themes.create(researcher, "T", codes=["k"])
    second = Researcher(researcher.project, researcher.coder, rounds.new_round(researcher, "två"))
    code(second, "Resan var lång.", "k")
    sum_up(second)
    assert behind(second) == set()
    assert behind(researcher) == {("T", "G", "")}
