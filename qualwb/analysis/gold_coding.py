"""A project held against a gold coding: what was found, what was missed, and how far the two agree."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from qualwb.analysis.agreement.coefficients import cohen_kappa
from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import hands_of, notes_of
from qualwb.analysis.talk import Talk, talk_by_source
from qualwb.analysis.trees import code_tree, codes_of_themes, theme_tree
from qualwb.analysis.who_counts import is_left_out
from qualwb.same_name import same_name
from qualwb.store.texts import current_texts

Span = tuple[int, int]
"""Code points [start, end)."""

ENOUGH = 0.5
"""The share of a passage that must be covered for it to count as found."""


@dataclass(frozen=True, slots=True)
class GoldMark:
    """A passage as those who know coded it: the group, its words, and the themes."""

    group: str
    quote: str
    themes: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage stands."""

    group: str
    source: str
    start: int
    end: int
    turns: tuple[int, int]
    """Numbers of its first and last turn."""
    text: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A passage of the gold coding that the project does not have under the theme."""

    theme: str
    codes: tuple[str, ...]
    place: PassagePlace


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """One theme in the project and in the gold coding."""

    theme: str
    known: bool
    """Whether the project has the theme."""
    gold: int
    """Passages of the gold coding."""
    here: int
    """Passages of the project."""
    found: int
    """Gold passages of which at least half is covered here."""
    extra: int
    """Passages here of which less than half is covered by the gold coding."""
    kappa: float | None
    """Cohen's kappa over turns; None where it is undefined."""
    turns: int
    """Turns that kappa rests on."""
    groups_missing: tuple[str, ...]
    """Groups in which the gold coding has the theme and the project has not."""
    groups_extra: tuple[str, ...]

    @property
    def missed(self) -> int:
        """Gold passages that were not found."""
        return self.gold - self.found


@dataclass(frozen=True, slots=True)
class GoldComparison:
    """A project beside the gold coding, theme by theme."""

    themes: tuple[ThemeAgreement, ...]
    missed: tuple[Missed, ...]
    unplaced: tuple[GoldMark, ...]
    """Gold passages whose words do not stand in the project's texts."""
    turns: int
    notes: tuple[str, ...] = ()
    """Whose codings of the project these are, and what was left out of them."""


def compare_with_gold(
    connection: Connection,
    themes: Sequence[str],
    marks: Sequence[GoldMark],
    selection: Selection = EVERYTHING,
) -> GoldComparison:
    """Compare the passages of each of the themes with a gold coding.

    A gold passage is found when at least half of its characters lie in passages of the theme; a passage here
    is extra when less than half of its characters lie in the theme's gold passages. The units of kappa are
    the turns of those who are not left out; a turn has the theme when a passage of the theme
    shares text with it. Kappa is undefined when both have the theme in no turn or in every turn.
    """
    scope = resolve(connection, selection)
    talk = talk_by_source(connection, scope.places)
    gold, codes, unplaced = _placed(connection, scope, marks)
    ours = _passages_by_theme(connection, scope)
    units = {source: _units(talk[source]) for source in scope.places if source in talk}
    texts = current_texts(connection)
    rows, missed = [], []
    for theme in themes:
        wanted, here = gold.get(theme, {}), ours.get(same_name(theme))
        rows.append(_agreement(theme, wanted, here, scope, units))
        for source, span in _uncovered(wanted, here or {}):
            place = _place(scope, talk, source, span, texts[source])
            missed.append(Missed(theme, codes[theme, source, span], place))
    n = sum(len(spans) for spans in units.values())
    return GoldComparison(tuple(rows), tuple(missed), unplaced, n, notes_of(connection, scope))


def without_those_of(connection: Connection, selection: Selection, gold_coders: Collection[str]) -> Selection:
    """The selection without the codings of the gold coders, which would be held against themselves.

    As it is where coders are asked for, and where nobody else has coded.
    """
    if selection.coders:
        return selection
    coders = {hand.coder_name for hand in hands_of(connection, resolve(connection, selection))}
    others = coders - set(gold_coders)
    return replace(selection, coders=tuple(sorted(others))) if others and others != coders else selection


def covered(span: Span, by: Iterable[Span]) -> float:
    """The share of a span's characters that lie in at least one of the others."""
    start, end = span
    total, at = 0, start
    for left, right in sorted(by):
        left, right = max(left, at), min(right, end)
        if right > left:
            total, at = total + right - left, right
    return total / (end - start)


def _placed(
    connection: Connection, scope: Scope, marks: Sequence[GoldMark]
) -> tuple[
    dict[str, dict[int, list[Span]]], dict[tuple[str, int, Span], tuple[str, ...]], tuple[GoldMark, ...]
]:
    """Gold spans by theme and source, the codes of each, and what stands in no text."""
    texts = current_texts(connection)
    spans: dict[str, dict[int, list[Span]]] = {}
    codes: dict[tuple[str, int, Span], tuple[str, ...]] = {}
    unplaced = []
    for mark in marks:
        near = sorted(scope.places, key=lambda key: scope.places[key].group_name != mark.group)
        found = next((key for key in near if mark.quote in texts[key]), None)
        if found is None:
            unplaced.append(mark)
            continue
        start = texts[found].index(mark.quote)
        span = (start, start + len(mark.quote))
        for theme in mark.themes:
            spans.setdefault(theme, {}).setdefault(found, []).append(span)
            codes[theme, found, span] = mark.codes
    return spans, codes, tuple(unplaced)


def _passages_by_theme(connection: Connection, scope: Scope) -> dict[str, dict[int, list[Span]]]:
    """The project's passages by theme (its compared name) and source; a theme without any is there too."""
    themes = theme_tree(connection)
    gathered = codes_of_themes(connection, themes, code_tree(connection), roll_up=True)
    names = {node.key: same_name(node.name) for node in themes.nodes}
    of_code: dict[int, list[str]] = {}
    for theme, codes in gathered.items():
        for code in codes:
            of_code.setdefault(code, []).append(names[theme])
    passages: dict[str, dict[int, list[Span]]] = {name: {} for name in names.values()}
    for passage in coded_passages(connection, scope):
        for theme_name in {name for code in passage.codes for name in of_code.get(code, ())}:
            passages[theme_name].setdefault(passage.source, []).append((passage.start, passage.end))
    return passages


def _units(talk: Talk) -> tuple[Span, ...]:
    return tuple(
        (turn.start, turn.end)
        for turn in talk.turns
        if turn.speaker is not None and not is_left_out(turn.role) and turn.end > turn.start
    )


def _agreement(
    theme: str,
    gold: Mapping[int, list[Span]],
    here: Mapping[int, list[Span]] | None,
    scope: Scope,
    units: Mapping[int, tuple[Span, ...]],
) -> ThemeAgreement:
    ours = here or {}
    found = _count(gold) - len(_uncovered(gold, ours))
    said = Counter[tuple[bool, bool]]()
    for source, turns in units.items():
        for turn in turns:
            said[_touches(turn, gold.get(source, ())), _touches(turn, ours.get(source, ()))] += 1
    groups_gold, groups_here = _groups(gold, scope), _groups(ours, scope)
    return ThemeAgreement(
        theme=theme,
        known=here is not None,
        gold=_count(gold),
        here=_count(ours),
        found=found,
        extra=len(_uncovered(ours, gold)),
        kappa=cohen_kappa(said),
        turns=said.total(),
        groups_missing=tuple(name for name in groups_gold if name not in groups_here),
        groups_extra=tuple(name for name in groups_here if name not in groups_gold),
    )


def _count(spans: Mapping[int, Sequence[Span]]) -> int:
    return sum(len(found) for found in spans.values())


def _uncovered(
    spans: Mapping[int, Sequence[Span]], by: Mapping[int, Sequence[Span]]
) -> list[tuple[int, Span]]:
    """Spans of which less than half is covered, by source and place."""
    return [
        (source, span)
        for source, found in spans.items()
        for span in found
        if covered(span, by.get(source, ())) < ENOUGH
    ]


def _touches(turn: Span, spans: Sequence[Span]) -> bool:
    return any(start < turn[1] and turn[0] < end for start, end in spans)


def _groups(spans: Mapping[int, Sequence[Span]], scope: Scope) -> list[str]:
    names = (place.group_name for key, place in scope.places.items() if spans.get(key))
    return list(dict.fromkeys(names))


def _place(scope: Scope, talk: Mapping[int, Talk], source: int, span: Span, text: str) -> PassagePlace:
    turns = talk[source].touching(*span) if source in talk else ()
    numbers = (turns[0].number, turns[-1].number) if turns else (0, 0)
    place = scope.places[source]
    return PassagePlace(place.group_name, place.name, *span, numbers, text[span[0] : span[1]])
