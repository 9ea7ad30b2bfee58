"""From the expression of a query to a test on a passage."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import keys_of, match
from qualwb.analysis.passage_facts import PassageFacts
from qualwb.analysis.query_language import All, Any, BadQuery, Expression, Near, Not, Term
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import ALL_GROUPS, Selection
from qualwb.analysis.table_rows import codes_in_groups
from qualwb.analysis.trees import Tree, code_tree, codes_of_themes, theme_tree
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Question, Round, Speaker, Theme

Condition = Callable[[PassageFacts], bool]
Finder = Callable[[Expression], Iterable[PassageFacts]]


class Lookup:
    """Names of a project, looked up when a query first asks for them."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope

    @cached_property
    def codes(self) -> Tree:
        """The codebook."""
        return code_tree(self.connection)

    @cached_property
    def themes(self) -> Tree:
        """The themes."""
        return theme_tree(self.connection)

    @cached_property
    def gathered(self) -> Mapping[int, set[int]]:
        """The codes that each theme stands for."""
        return codes_of_themes(self.connection, self.themes, self.codes, self.scope.selection.roll_up)

    def codes_of(self, term: Term) -> frozenset[int] | None:
        """The codes that a term on codes or themes asks for; None for any other term."""
        if term.field == "theme":
            return frozenset().union(
                *(self.gathered[key] for key in keys_of(self.connection, Theme, [term.value]))
            )
        if term.field == "code":
            named = keys_of(self.connection, Code, [term.value])
            return self.codes.with_beneath(named) if self.scope.selection.roll_up else named
        return None


def condition(expression: Expression, lookup: Lookup, find: Finder) -> Condition:
    """The test that an expression stands for. ``find`` gives the passages of another expression.

    Raises ``NotFound`` for a name that the project does not hold.
    """
    if isinstance(expression, Term):
        return _term(expression, lookup)
    if isinstance(expression, Not):
        inner = condition(expression.part, lookup, find)
        return lambda facts: not inner(facts)
    if isinstance(expression, Near):
        left = condition(expression.left, lookup, find)
        near = _near(find(expression.right), expression.turns)
        return lambda facts: left(facts) and near(facts)
    tests = [condition(part, lookup, find) for part in expression.parts]
    if isinstance(expression, All):
        return lambda facts: all(test(facts) for test in tests)
    return lambda facts: any(test(facts) for test in tests)


def narrowing(expression: Expression, lookup: Lookup) -> frozenset[int] | None:
    """Codes of which every passage found must bear one; None when the expression does not say."""
    if isinstance(expression, Term):
        return lookup.codes_of(expression)
    if isinstance(expression, Not):
        return None
    if isinstance(expression, Near):
        return narrowing(expression.left, lookup)
    found = [narrowing(part, lookup) for part in expression.parts]
    if isinstance(expression, Any):
        return None if None in found else frozenset().union(*(codes or () for codes in found))
    return min((codes for codes in found if codes is not None), key=len, default=None)


def _term(term: Term, lookup: Lookup) -> Condition:
    codes = lookup.codes_of(term)
    if codes is not None:
        return lambda facts: not codes.isdisjoint(facts.codes)
    connection, value = lookup.connection, term.value
    match term.field:
        case "text":
            words = value.casefold()
            return lambda facts: words in facts.text.casefold()
        case "group" | "source":
            selection = Selection(groups=(value,)) if term.field == "group" else Selection(sources=(value,))
            places = resolve(connection, selection).places
            return lambda facts: facts.source in places
        case "coder":
            coders = keys_of(connection, Coder, [value])
            return lambda facts: not coders.isdisjoint(facts.coders)
        case "round":
            rounds = keys_of(connection, Round, [value])
            return lambda facts: not rounds.isdisjoint(facts.rounds)
        case "question":
            question = _question(connection, value)
            return lambda facts: any(turn.question == question for turn in facts.turns)
        case "speaker":
            label = match(value, connection.execute(select(Speaker.label)).scalars(), _("speaker"))
            return lambda facts: any(turn.label == label for turn in facts.turns)
        case "participant":
            return _spoken_by(resolve(connection, Selection(participants=(value,), moderator=True)))
        case "attribute":
            return _attribute(connection, value)
        case "groups":
            recurring = _recurring(lookup, value)
            return lambda facts: not recurring.isdisjoint(facts.codes)
    wanted = _yes(value)
    return lambda facts: bool(facts.cited) is wanted


def _attribute(connection: Connection, value: str) -> Condition:
    name, equals, wanted = value.partition("=")
    if not equals:
        raise BadQuery(
            _("'{value}' names no value of an attribute.").format(value=value),
            _("Write it like {example}.").format(example='attribute:"kommun=Eksjö"'),
        )
    scope = resolve(connection, Selection(attributes=((name.strip(), wanted.strip()),), moderator=True))
    if scope.participants is not None:
        return _spoken_by(scope)
    return lambda facts: facts.source in scope.places


def _spoken_by(scope: Scope) -> Condition:
    people = scope.participants or frozenset()
    return lambda facts: any(turn.participant in people for turn in facts.turns)


def _question(connection: Connection, label: str) -> int:
    known: dict[str, int] = {
        row.label: row.id for row in connection.execute(select(Question.label, Question.id))
    }
    return known[match(label, known, _("question"))]


def _recurring(lookup: Lookup, value: str) -> frozenset[int]:
    """The codes of the themes found in so many groups at least."""
    everywhere = value.casefold() in ("all", "alla")
    if not everywhere and not value.isdecimal():
        raise BadQuery(
            _("'{value}' is no number of groups.").format(value=value),
            _("Write it like {example}.").format(example="groups:3, groups:all"),
        )
    selection = replace(lookup.scope.selection, in_groups=ALL_GROUPS if everywhere else int(value))
    return codes_in_groups(lookup.connection, replace(lookup.scope, selection=selection))


def _yes(value: str) -> bool:
    return value.casefold() in ("yes", "ja", "true", "sant", "1")


def _near(passages: Iterable[PassageFacts], turns: int | None) -> Condition:
    """Whether a passage shares text with one of these, or lies within so many turns of it."""

    def span(facts: PassageFacts) -> tuple[int, int]:
        if turns is None or not facts.turns:
            return facts.start, facts.end
        return facts.turns[0].number, facts.turns[-1].number + 1

    spans: dict[int, list[tuple[int, int]]] = {}
    for facts in passages:
        spans.setdefault(facts.source, []).append(span(facts))
    starts, furthest = {}, {}
    for source, found in spans.items():
        found.sort()
        starts[source] = [start for start, _end in found]
        furthest[source] = list(accumulate((end for _start, end in found), max))

    def near(facts: PassageFacts) -> bool:
        if facts.source not in starts:
            return False
        start, end = span(facts)
        before = bisect_left(starts[facts.source], end + (turns or 0))
        return before > 0 and furthest[facts.source][before - 1] > start - (turns or 0)

    return near
