"""Print versions among quotes, their log, and citations."""

import pytest

from qualwb.acts.print_versions import print_versions, untraceable
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.exchange.printed_quotes import citation, printed_texts, short_group
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


def test_citations_name_the_group_alone_unless_asked(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        quote = find_quotes(connection, Query(where='text:"Chefen"'))[0]
    assert citation(quote) == "(Grupp 1)"
    assert citation(quote, full=True) == "(FG1, Åsa, Björn, lines 2–3)"


@pytest.mark.parametrize(
    ("name", "short"), [("Grupp 12", "FG12"), ("Norra gruppen", "Norra gruppen"), ("G3", "FG3")]
)
def test_short_names_of_groups(name: str, short: str) -> None:
    assert short_group(name) == short
