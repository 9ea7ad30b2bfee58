"""Print versions among quotes, their log, and citations."""

import pytest

from qualwb.acts.print_versions import print_versions, untraceable
from qualwb.analysis.framework import CodingPlace
from qualwb.analysis.quotes import Query, Quote, QuoteTurn, find_quotes
from qualwb.exchange.printed_quotes import citation, printed_texts, printed_turns, reference, short_group
from qualwb.exchange.tables.prints import prints_table
from qualwb.store.project_file import ProjectFile


def test_quotes_come_in_their_print_versions(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        quotes = find_quotes(connection, Query())
        printed = printed_texts(connection, quotes)
    changed = [
        (before.text, after.text) for before, after in zip(quotes, printed, strict=True) if before != after
    ]
    assert changed == [("Ingen visste liksom varför vi åkte. [skratt]", "Ingen visste varför vi åkte.")]


def test_the_log_shows_each_edit_with_its_kind(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        (row,) = prints_table(list(print_versions(connection).values()), untraceable(connection)).rows
    assert row[3] == "Ingen visste [-liksom -]varför vi åkte.[- [skratt]-]"
    assert row[4] == "Ingen visste varför vi åkte."
    assert row[5] == "filler: 'liksom ' -> ''; laughter: ' [skratt]' -> ''"
    assert row[6] is None


def test_references_tell_source_and_turns_and_no_speaker() -> None:
    first, later = (
        CodingPlace("Grupp 1", "Intervju 2", (12, 14)),
        CodingPlace("Grupp 1", "Intervju 2", (30, 30)),
    )
    same, bare = CodingPlace("Grupp 2", "Grupp 2", (3, 3)), CodingPlace("Grupp 2", "Dagbok", None)
    assert reference([same]) == "(Grupp 2, turn 3)"
    assert reference([later, first, first]) == "(Grupp 1, Intervju 2, turns 12–14, 30)"
    assert reference([first, same, bare], group=False) == "(Intervju 2, turns 12–14; Dagbok; turn 3)"
    assert reference([first], group=False, source=False) == "(turns 12–14)"
    assert reference([CodingPlace("Grupp 2", "Grupp 2", None)], group=False) == ""


def test_citations_name_the_group_alone_unless_asked(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        quote = find_quotes(connection, Query(where='text:"Chefen"'))[0]
    assert citation(quote) == "(Grupp 1)"
    assert citation(quote, full=True) == "(FG1, Åsa, Björn, turns 2–3)"


@pytest.mark.parametrize(
    ("name", "short"), [("Grupp 12", "FG12"), ("Norra gruppen", "Norra gruppen"), ("G3", "FG3")]
)
def test_short_names_of_groups(name: str, short: str) -> None:
    assert short_group(name) == short


def test_what_the_moderator_says_between_answers_is_marked() -> None:
    turns = (QuoteTurn(1, "Åsa", "participant", "Det var bra."), QuoteTurn(2, "M", "moderator", "Jaså?"))
    said = (1,), "s", "Grupp 1", 0, 19, "Det var bra.\nJaså?", turns
    quote = Quote(*said, (), (), (), (), cited=True, lines=(1, 2), time_start=None)
    assert printed_turns(quote) == ("Det var bra.", "Moderator: Jaså?")
    assert printed_turns(quote._replace(text="Det var bra.")) == ("Det var bra.",)
    assert printed_turns(quote._replace(text="Jaså?", turns=turns[1:])) == ("Jaså?",)
