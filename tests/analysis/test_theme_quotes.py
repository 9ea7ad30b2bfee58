"""The quotes that stand for a theme are among all of its quotes, whatever is asked for."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.analysis.quotes import Quote
from qualwb.analysis.selection import Selection
from qualwb.analysis.theme_quotes import key_quotes_by_theme, quotes_by_theme
from tests.analysis.random_projects import random_plain, stored

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def key_ones(quotes: list[Quote]) -> list[Quote]:
    """The key quotes; else the first one of each group, a group coming where its last one does."""
    if cited := [quote for quote in quotes if quote.cited]:
        return cited
    groups = sorted({quote.group for quote in quotes}, key=lambda name: last_place(quotes, name))
    return [next(quote for quote in quotes if quote.group == name) for name in groups]


def last_place(quotes: list[Quote], group: str) -> int:
    return max(place for place, quote in enumerate(quotes) if quote.group == group)


@given(st.integers(0, 10**9))
@few
def test_key_quotes_are_those_among_all_quotes(seed: int) -> None:
    plain = random_plain(seed)
    code, (source, group) = next(iter(plain.codes)), next(iter(plain.sources.items()))
    people = tuple(f"{home}/{alias}" for (home, alias), role in plain.roles.items() if role == "participant")
    selections = (
        Selection(),
        Selection(moderator=True),
        Selection(cited=True),
        Selection(cited=False),
        Selection(codes=(code,)),
        Selection(sources=(source,), rounds=tuple({one.round for one in plain.codings})),
        Selection(themes=(next(iter(plain.themes)),), roll_up=True),
        Selection(groups=(group,), text="a"),
        Selection(participants=people[:1]),
    )
    with stored(plain) as project, project.reading() as connection:
        for selection in selections:
            everything = quotes_by_theme(connection, selection)
            expected = {theme: key_ones(quotes) for theme, quotes in everything.items()}
            assert key_quotes_by_theme(connection, selection) == expected
