"""Every number equals a slow, obvious recount, on random projects."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.analysis.codes import codebook
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.extent import extents
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.query_language import parse_query
from qualwb.analysis.quotes import ORDERS, Query, find_quotes
from qualwb.analysis.quotes_to_show import find_quotes_to_show
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import source_list
from qualwb.analysis.themes import theme_list
from tests.analysis.random_projects import LEFT_OUT, Plain, random_plain, stored

few = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10**9)
Passages = set[tuple[str, int, int]]
HandPassage = tuple[str, str, str, int, int]
"""Coder, round, source, start, end."""


def row_codes(plain: Plain, rows: str, name: str) -> set[str]:
    return plain.codes_of_theme(name) if rows == "themes" else {name}


def asked(plain: Plain, source: str) -> set[str]:
    return {turn.question for turn in plain.turns[source] if turn.question}


def check_by_source(matrix: Matrix, plain: Plain, column_of: dict[str, str]) -> None:
    """``column_of``: the column's name by source."""
    for row in matrix.rows:
        passages = plain.passages(row_codes(plain, matrix.rows_kind, row.name))
        belongs = {
            turn.question for passage in passages for turn in plain.touching(*passage) if turn.question
        }
        for column, value in zip(matrix.columns, row.values, strict=True):
            here = [source for source, name in column_of.items() if name == column]
            expected = measured(matrix.count, plain, {one for one in passages if one[0] in here})
            put = [asked(plain, source) for source in here]
            if (
                not expected and belongs and put and all(put) and not set().union(*put) & belongs
            ) or is_uncoded(plain, here):
                assert value is None
            else:
                assert value == expected
        assert row.total == measured(matrix.count, plain, passages)
        assert row.groups_with == len({plain.sources[source] for source, _start, _end in passages})
    everything: Passages = set()
    for row in matrix.rows:
        everything |= plain.passages(row_codes(plain, matrix.rows_kind, row.name))
    assert matrix.total == measured(matrix.count, plain, everything)
    for column, value in zip(matrix.columns, matrix.column_totals, strict=True):
        here = {one for one in everything if column_of[one[0]] == column}
        assert value == measured(matrix.count, plain, here)


def is_uncoded(plain: Plain, sources: list[str]) -> bool:
    """Whether nobody has coded any of these sources, though others are coded."""
    coded = {coding.source for coding in plain.codings if not coding.orphaned}
    return bool(sources) and bool(coded) and not coded & {*sources}


def measured(count: str, plain: Plain, passages: Passages) -> int:
    match count:
        case "participants":
            return len(plain.people_in(passages))
        case "groups":
            return len({plain.sources[source] for source, _start, _end in passages})
        case "words":
            return plain.words_in(passages)
        case "presence":
            return min(len(passages), 1)
    return len(passages)


@few
@given(seeds)
def test_matrices_by_source(seed: int) -> None:
    plain = random_plain(seed)
    with stored(plain) as project, project.reading() as connection:
        for count in ("passages", "participants", "groups", "words", "presence"):
            groups = theme_matrix(connection, "themes", "groups", count)
            assert groups.columns == tuple(plain.groups)
            check_by_source(groups, plain, plain.sources)
            sources = theme_matrix(connection, "codes", "sources", count)
            check_by_source(sources, plain, {source: source for source in plain.sources})
        if any(plain.groups.values()):
            kommun = theme_matrix(connection, "themes", "kommun")
            check_by_source(
                kommun, plain, {source: plain.groups[group] or "–" for source, group in plain.sources.items()}
            )


@few
@given(seeds)
def test_matrices_by_turn(seed: int) -> None:
    plain = random_plain(seed)
    with stored(plain) as project, project.reading() as connection:
        people = theme_matrix(connection, "themes", "participants")
        groups = theme_matrix(connection, "themes", "groups")
        words = theme_matrix(connection, "themes", "speakers", "words")
        questions = theme_matrix(connection, "themes", "questions")
    shown = [
        (group, alias) for group, alias in sorted(plain.roles) if plain.roles[group, alias] not in LEFT_OUT
    ]
    shown.sort(key=lambda person: (list(plain.groups).index(person[0]), person[1]))
    assert len(people.columns) == len(shown)
    nowhere = {groups.columns[column] for column in groups.uncoded}
    assert people.uncoded == {place for place, (group, _alias) in enumerate(shown) if group in nowhere}
    for row in people.rows:
        passages = plain.passages(plain.codes_of_theme(row.name))
        for person, value in zip(shown, row.values, strict=True):
            assert (value or 0) == sum(person in plain.people_in({one}) for one in passages)
            assert (value is None) is (person[0] in nowhere)
    for row in words.rows:
        passages = plain.passages(plain.codes_of_theme(row.name))
        speakers = [(s, t.speaker) for s in plain.sources for t in plain.turns[s] if t.speaker]
        spoken = [
            plain.words_in(passages, speaker)
            for speaker in dict.fromkeys(speakers)
            if plain.role(*speaker) not in LEFT_OUT
        ]
        assert sorted(spoken) == sorted(value or 0 for value in row.values)
        assert row.total == plain.words_in(passages)
    put = {turn.question for turns in plain.turns.values() for turn in turns}
    for row in questions.rows:
        passages = plain.passages(plain.codes_of_theme(row.name))
        for question, value in zip(("F1", "F2", "F3"), row.values, strict=True):
            here = sum(
                any(
                    turn.question == question and plain.role(passage[0], turn.speaker) not in LEFT_OUT
                    for turn in plain.touching(*passage)
                )
                for passage in passages
            )
            assert value == (None if question not in put and put != {None} else here)


@few
@given(seeds)
def test_filters(seed: int) -> None:
    plain = random_plain(seed)
    with stored(plain) as project, project.reading() as connection:
        coders = theme_matrix(connection, "codes", "coders")
        names = coders.columns
        for row in coders.rows:
            assert row.values == tuple(len(plain.passages({row.name}, coder=name)) for name in names)
            assert row.total == len(plain.passages({row.name}))
        rounds = {coding.round for coding in plain.codings}
        for round_ in rounds:
            matrix = theme_matrix(connection, "codes", "groups", selection=Selection(rounds=(round_,)))
            assert [row.total for row in matrix.rows] == [
                len(plain.passages({code}, round=round_)) for code in (row.name for row in matrix.rows)
            ]
        with_moderator = theme_matrix(connection, "codes", selection=Selection(moderator=True))
        for row in with_moderator.rows:
            assert row.total == len(plain.passages({row.name}, moderator=True))
        cited = theme_matrix(connection, "codes", selection=Selection(cited=True))
        for row in cited.rows:
            assert row.total == len(plain.passages({row.name}, cited=True))
        rolled = theme_matrix(connection, "codes", selection=Selection(roll_up=True))
        for row in rolled.rows:
            assert row.total == len(plain.passages(plain.codes_beneath(row.name)))
        group = next(iter(plain.groups))
        one_group = theme_matrix(connection, "codes", "sources", selection=Selection(groups=(group,)))
        assert one_group.columns == tuple(s for s, g in plain.sources.items() if g == group)


@few
@given(seeds)
def test_lists_agree_with_the_matrix(seed: int) -> None:
    plain = random_plain(seed)
    with stored(plain) as project, project.reading() as connection:
        for code in codebook(connection):
            passages = plain.passages({code.name})
            assert code.passages == len(passages)
            assert code.sources == len({source for source, _start, _end in passages})
            assert code.codings == sum(one.code == code.name for one in plain.codings)
        for theme in theme_list(connection):
            groups = {plain.sources[one[0]] for one in plain.passages(plain.codes_of_theme(theme.name))}
            assert set(theme.group_names) == groups
            assert theme.groups == len(groups)
        for row in extents(connection):
            passages = plain.passages(plain.codes_of_theme(row.name))
            assert row.whole.passages == len(passages)
            assert row.whole.participants == len(plain.people_in(passages))
            assert row.whole.of_groups == len(plain.groups)
        for used in theme_matrix(connection, "codes").rows:
            assert used.total == len(plain.passages({used.name}))
        for said in theme_matrix(connection, "codes", count="words").rows:
            assert said.total == plain.words_in(plain.passages({said.name}))
        for source in source_list(connection):
            passages = {one for one in plain.passages(set(plain.codes)) if one[0] == source.name}
            covered = {place for _source, start, end in passages for place in range(start, end)}
            assert source.passages == len(passages)
            assert source.coded == pytest.approx(len(covered) / len(plain.texts[source.name]))


@few
@given(seeds)
def test_cooccurrence(seed: int) -> None:
    plain = random_plain(seed)
    with stored(plain) as project, project.reading() as connection:
        found = {frozenset((pair.first, pair.second)): pair for pair in cooccurrence(connection).pairs}
        turns = [cooccurrence(connection, within=k) for k in (0, 1)]
    hands = {(coding.coder, coding.round) for coding in plain.codings if not coding.orphaned}
    every = {
        code: {
            (*hand, *passage)
            for hand in hands
            for passage in plain.passages({code}, coder=hand[0], round=hand[1])
        }
        for code in plain.codes
    }
    for a, b in combinations(plain.codes, 2):
        near_b = {one for one in every[a] if any(shares_text(one, other) for other in every[b])}
        near_a = {one for one in every[b] if any(shares_text(one, other) for other in every[a])}
        both = min(len(near_a), len(near_b))
        if not both:
            assert frozenset((a, b)) not in found
            continue
        pair = found[frozenset((a, b))]
        assert (pair.n1, pair.n2) == (len(every[pair.first]), len(every[pair.second]))
        assert pair.both == both
        assert pair.c == pytest.approx(both / (pair.n1 + pair.n2 - both))
        assert pair.c <= 1
        assert pair.same_passage == len(every[a] & every[b])
        assert pair.jaccard == pytest.approx(len(every[a] & every[b]) / len(every[a] | every[b]))
        letters = [
            {(*hand, p) for *hand, start, end in every[one] for p in range(start, end)} for one in (a, b)
        ]
        assert pair.characters == len(letters[0] & letters[1])
        assert pair.character_overlap == pytest.approx(
            len(letters[0] & letters[1]) / len(letters[0] | letters[1])
        )
    for k, result in enumerate(turns):
        marked = {code: counted_turns(plain, every[code]) for code in plain.codes}
        for pair in result.pairs:
            a, b = marked[pair.first], marked[pair.second]
            near_b = [one for one in a if any(one[:-1] == o[:-1] and abs(one[-1] - o[-1]) <= k for o in b)]
            near_a = [one for one in b if any(one[:-1] == o[:-1] and abs(one[-1] - o[-1]) <= k for o in a)]
            assert (pair.n1, pair.n2) == (len(a), len(b))
            assert pair.both == min(len(near_a), len(near_b))
        assert result.units == max(len(hands), 1) * sum(
            plain.role(source, turn.speaker) not in LEFT_OUT
            for source, found_turns in plain.turns.items()
            for turn in found_turns
        )


def shares_text(one: tuple, other: tuple) -> bool:
    """Of passages of one source, and of one hand where that is told."""
    (*one_place, start, end), (*other_place, other_start, other_end) = one, other
    return one_place == other_place and start < other_end and end > other_start


def counted_turns(plain: Plain, passages: set[HandPassage]) -> set[tuple[str, str, str, int]]:
    return {
        (coder, round_name, source, turn.number)
        for coder, round_name, source, start, end in passages
        for turn in plain.touching(source, start, end)
        if plain.role(source, turn.speaker) not in LEFT_OUT
    }


@few
@given(seeds)
def test_quotes(seed: int) -> None:
    plain = random_plain(seed)
    codes = list(plain.codes)
    a, b = codes[0], codes[-1]
    every = {code: plain.passages({code}) for code in codes}
    all_passages = plain.passages(set(codes))
    group = next(iter(plain.groups))
    theme = next(iter(plain.themes))
    queries = {
        f'code:"{a}" AND code:"{b}"': every[a] & every[b],
        f'code:"{a}" OR code:"{b}"': every[a] | every[b],
        f'code:"{a}" NOT code:"{b}"': every[a] if a == b else every[a] - every[b],
        f'NOT group:"{group}"': {one for one in all_passages if plain.sources[one[0]] != group},
        f'theme:"{theme}"': plain.passages(plain.codes_of_theme(theme)),
        "syftet": {one for one in all_passages if "syftet" in plain.texts[one[0]][one[1] : one[2]]},
        f'code:"{a}" OVERLAPS code:"{b}"': {
            one for one in every[a] if any(shares_text(one, other) for other in every[b])
        },
        f'code:"{a}" NEAR/1 code:"{b}"': {
            one for one in every[a] if any(turns_apart(plain, one, other) <= 1 for other in every[b])
        },
    }
    if a == b:
        queries[f'code:"{a}" NOT code:"{b}"'] = set()
    with stored(plain) as project, project.reading() as connection:
        for query, expected in queries.items():
            quotes = find_quotes(connection, Query(where=parse_query(query)))
            found = [(quote.source, quote.start, quote.end) for quote in quotes]
            assert set(found) == expected
            assert len(found) == len(expected)
        for order in ORDERS:
            quotes = find_quotes(connection, Query(order=order, before=True))
            assert {(quote.source, quote.start, quote.end) for quote in quotes} == all_passages
            assert list(find_quotes_to_show(connection, Query(order=order, before=True))) == quotes
        for quote in quotes:
            check_quote(plain, quote)


def turns_apart(plain: Plain, one: tuple[str, int, int], other: tuple[str, int, int]) -> float:
    if one[0] != other[0]:
        return float("inf")
    mine, theirs = ([turn.number for turn in plain.touching(*span)] for span in (one, other))
    if not mine or not theirs:
        return 0 if shares_text(one, other) else float("inf")
    return max(mine[0] - theirs[-1], theirs[0] - mine[-1], 0)


def check_quote(plain: Plain, quote: object) -> None:
    span = (quote.source, quote.start, quote.end)
    codings = [one for one in plain.codings if (one.source, one.start, one.end) == span and not one.orphaned]
    turns = plain.touching(*span)
    assert quote.text == plain.texts[quote.source][quote.start : quote.end]
    assert set(quote.codes) == {one.code for one in codings}
    assert set(quote.coders) == {one.coder for one in codings}
    assert len(quote.codings) == len(codings)
    assert quote.cited == any(one.cited for one in codings)
    assert [turn.number for turn in quote.turns] == [turn.number for turn in turns]
    assert [turn.text for turn in quote.turns] == [
        plain.texts[quote.source][max(turn.start, quote.start) : min(turn.end, quote.end)] for turn in turns
    ]
    if turns and turns[0].number > 1:
        before = plain.turns[quote.source][turns[0].number - 2]
        assert quote.before.text == plain.texts[quote.source][before.start : before.end]
    else:
        assert quote.before is None
