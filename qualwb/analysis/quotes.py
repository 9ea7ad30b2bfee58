"""Retrieval: the passages that a query asks for, each once, with who speaks and what is coded there."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import names_asked, names_by_key
from qualwb.analysis.passage_facts import PassageFacts, read_facts
from qualwb.analysis.query_conditions import Lookup, condition, narrowing
from qualwb.analysis.query_language import Expression, asked_throughout, parse_query, terms
from qualwb.analysis.scope import Scope, resolve, scope_asked
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.slices import both
from qualwb.analysis.table_rows import codes_in_groups
from qualwb.analysis.trees import GATHERED, trees_asked
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Coding, Participant, Round, Speaker, Theme, Turn
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.texts import texts_of_sources
from qualwb.store.together import together

ORDERS = ("text", "group", "source", "theme", "time", "length")


@dataclass(frozen=True, slots=True)
class Query:
    """What passages are asked for: an expression (or its text), within a selection, in an order.

    ``order``: text (by group, source and place), group, source, theme (of the tree), time (of the
    recording), length (longest first). ``before`` adds the turn before each passage.
    """

    where: Expression | str | None = None
    selection: Selection = EVERYTHING
    order: str = "text"
    before: bool = False


class QuoteTurn(NamedTuple):
    """The part of a turn that lies in a passage. ``speaker`` and ``role`` are '' where no one is named."""

    number: int
    speaker: str
    role: str
    text: str


class Quote(NamedTuple):
    """Code points [start, end) of a source, whoever coded them with whatever."""

    codings: tuple[int, ...]
    source: str
    group: str
    start: int
    end: int
    text: str
    turns: tuple[QuoteTurn, ...]
    codes: tuple[str, ...]
    themes: tuple[str, ...]
    """The themes that gather these codes themselves, in tree order."""
    coders: tuple[str, ...]
    rounds: tuple[str, ...]
    cited: bool
    lines: tuple[int, int] | None
    """Numbers of the first and last turn; the lines of the numbered transcript."""
    time_start: float | None
    """Seconds from the start of the recording, of the first turn."""
    before: QuoteTurn | None = None
    cited_codes: tuple[str, ...] = ()
    """The codes that it is a key quote for."""


def find_quotes(connection: Connection, query: Query = Query()) -> list[Quote]:
    """The passages that fulfil a query, each once.

    A passage is in the selection by one coding that fulfils all its filters; the expression then judges the
    passage as a whole, by all codings there of the asked rounds and coders, which are also told. A coder, or
    a round, that the whole expression asks for is such a filter: what others coded on the same words, or what
    was coded in other rounds, is not judged.
    Raises ``BadQuery``, ``NotFound`` for unknown names, ``QualwbError`` for an unknown order.
    """
    naming, found = judged_passages(connection, query, texts=True)
    return [naming.quote(facts, facts.text) for facts in found]


def judged_passages(
    connection: Connection, query: Query, *, texts: bool
) -> tuple["QuoteNaming", list[PassageFacts]]:
    """The passages that fulfil a query, in its order, and their names; with ``texts`` on request."""
    if query.order not in ORDERS:
        raise QualwbError(
            _("Quotes can't be sorted by '{order}'.").format(order=query.order),
            _("There are: {names}.").format(names=", ".join(ORDERS)),
        )
    where = parse_query(query.where) if isinstance(query.where, str) else query.where
    selection = _asked_throughout(query.selection, where)
    _ask_names(connection, selection)
    scope = resolve(connection, selection, default_round=not asks_round(where))
    if selection.in_groups is not None:
        scope = replace(scope, codes=both(scope.codes, codes_in_groups(connection, scope)))
    lookup = Lookup(connection, scope)
    found = _found(connection, scope, lookup, where, texts=texts)
    naming = QuoteNaming(connection, lookup)
    if query.before:
        naming.read_before(found)
    return naming, sorted(found, key=naming.in_order(query.order))


def _asked_throughout(selection: Selection, where: Expression | None) -> Selection:
    """The selection, of one coder's or one round's codings alone where the query as a whole asks for that."""
    coder, round_ = (asked_throughout(where, field) for field in ("coder", "round"))
    if coder is not None and not selection.coders:
        selection = replace(selection, coders=(coder,))
    if round_ is not None and not selection.rounds:
        selection = replace(selection, rounds=(round_,))
    return selection


def asks_round(where: Expression | str | None) -> bool:
    """Whether a query itself says in which round: that of the project's setting does not hold then.

    Raises ``BadQuery``.
    """
    where = parse_query(where) if isinstance(where, str) else where
    return where is not None and _asks(where, "round")


def _ask_names(connection: Connection, selection: Selection) -> None:
    """Ask together for all names that a query is understood by, and a quote told with."""
    names = map(names_asked, (Theme, Code, Coder, Round))
    ask_ahead(connection, *scope_asked(selection), *trees_asked(), *names)


def find_quotes_at_first(connection: Connection, query: Query = Query()) -> list[Quote]:
    """What ``find_quotes`` begins with, sooner: the quotes of the first source in the order of the text.

    Empty where the query has another order, or picks sources or groups of its own. Raises as it does.
    """
    selection = query.selection
    if query.order != "text" or selection.sources or selection.groups or selection.in_groups is not None:
        return []
    scope = resolve(connection, selection)
    with_codings = set(connection.execute(select(Coding.source_id).distinct()).scalars())
    first = next((place.name for key, place in scope.places.items() if key in with_codings), None)
    if first is None:
        return []
    return find_quotes(connection, replace(query, selection=replace(selection, sources=(first,))))


def quotes_with(
    connection: Connection, codings: Collection[int], selection: Selection, order: str
) -> list[Quote]:
    """The passages that bear one of these codings, told as those of a selection in that order."""
    _ask_names(connection, selection)
    scope = resolve(connection, selection)
    naming = QuoteNaming(connection, Lookup(connection, scope))
    facts = sorted(read_facts(connection, scope, all_on_passages(scope), codings), key=naming.in_order(order))
    return [naming.quote(passage, passage.text) for passage in facts]


def all_on_passages(scope: Scope) -> Scope:
    """What the codings are judged by that a passage is told with, once it is in the scope by one of them."""
    return replace(
        scope,
        codes=None,
        participants=None,
        speakers=None,
        questions=None,
        selection=replace(scope.selection, cited=None, text="", in_groups=None),
    )


def _found(
    connection: Connection, scope: Scope, lookup: Lookup, where: Expression | None, *, texts: bool
) -> list[PassageFacts]:
    """The passages of the selection that fulfil the expression.

    The expression narrows what is read only where no filter picks among the codings of a passage: else it
    would ask for one coding that is both, where it means the passage. ``texts``: with their texts, which
    are read in any case where the passages are judged by their words.
    """
    texts = texts or bool(scope.selection.text) or (where is not None and _asks(where, "text"))
    codes = scope.codes
    if where is not None and codes is None and scope.selection.cited is None:
        codes = narrowing(where, lookup)
    neighbours = all_on_passages(scope)
    facts = read_facts(connection, replace(scope, codes=codes), neighbours, texts=texts)
    kept = filter(_counts(scope), facts)
    if where is None:
        return list(kept)
    test = condition(where, lookup, lambda other: _found(connection, neighbours, lookup, other, texts=False))
    return [one for one in kept if test(one)]


def _asks(where: Expression, field: str) -> bool:
    return any(term.field == field for term in terms(where))


def _counts(scope: Scope) -> Callable[[PassageFacts], bool]:
    words, left_out = scope.selection.text.casefold(), scope.left_out
    voices = bool(scope.voices)

    def counts(facts: PassageFacts) -> bool:
        turns = facts.turns
        if left_out and turns and all(turn.role in left_out for turn in turns):
            return False
        if voices and not scope.heard_in(turns):
            return False
        return words in facts.text.casefold() if words else True

    return counts


def _time(facts: PassageFacts) -> float:
    time = facts.turns[0].time_start if facts.turns else None
    return float("inf") if time is None else time


class QuoteNaming:
    """From keys to the names that a quote shows."""

    def __init__(self, connection: Connection, lookup: Lookup) -> None:
        self.connection = connection
        self.places = lookup.scope.places
        self.order = {source: place for place, source in enumerate(self.places)}
        self.codes = names_by_key(connection, Code)
        self.themes = {node.key: node.name for node in lookup.themes.nodes}
        self.theme_order = {node.key: place for place, node in enumerate(lookup.themes.nodes)}
        self.coders = names_by_key(connection, Coder)
        self.rounds = names_by_key(connection, Round)
        self.gathering: dict[int, list[int]] = {}
        for theme, code in fetch(connection, GATHERED):
            self.gathering.setdefault(code, []).append(theme)
        self.names: dict[tuple[int, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.texts: dict[int, str] = {}
        """The texts in use of the sources that were read."""
        self.before: dict[tuple[int, int], tuple[int, int, str, str]] = {}
        """Place, speaker and role of the turn before the turn of a source and number."""

    def in_order(self, order: str) -> Callable[[PassageFacts], Any]:
        """What passages are sorted by in one of the ``ORDERS``."""
        return {
            "text": self.place,
            "group": self.place,
            "source": lambda facts: (self.places[facts.source].name, facts.start, facts.end),
            "theme": lambda facts: (self.first_theme(facts), self.place(facts)),
            "time": lambda facts: (self.order[facts.source], _time(facts), self.place(facts)),
            "length": lambda facts: (facts.start - facts.end, self.place(facts)),
        }[order]

    def place(self, facts: PassageFacts) -> tuple[int, int, int]:
        """Where a passage comes in the order of groups, sources and text."""
        return self.order[facts.source], facts.start, facts.end

    def first_theme(self, facts: PassageFacts) -> int:
        """The place in the tree of a passage's first theme; those without come last."""
        return min((self.theme_order[theme] for theme in self._themes(facts)), default=len(self.themes))

    def quote(self, facts: PassageFacts, text: str) -> Quote:
        """The passage with its names, and its text."""
        place, turns, start = self.places[facts.source], facts.turns, facts.start
        codes, themes = self._code_names(facts)
        return Quote(
            codings=facts.codings,
            source=place.name,
            group=place.group_name,
            start=facts.start,
            end=facts.end,
            text=text,
            turns=tuple(
                [
                    QuoteTurn(number, label or "", role or "", text[max(begins - start, 0) : ends - start])
                    for begins, ends, number, label, _speaker, _participant, role, _question, _time in turns
                ]
            ),
            codes=codes,
            themes=themes,
            coders=tuple(map(self.coders.__getitem__, facts.coders)),
            rounds=tuple(map(self.rounds.__getitem__, facts.rounds)),
            cited=bool(facts.cited),
            lines=(turns[0].number, turns[-1].number) if turns else None,
            time_start=turns[0].time_start if turns else None,
            before=self._before(facts.source, turns[0].number) if turns else None,
            cited_codes=tuple(map(self.codes.__getitem__, facts.cited)),
        )

    def read_texts(self, sources: Iterable[int]) -> None:
        """Read the texts of these sources, unless they were."""
        if unread := set(sources) - set(self.texts):
            self.texts.update(texts_of_sources(self.connection, unread))

    def read_before(self, found: list[PassageFacts]) -> None:
        """Read the turns before the passages."""
        wanted = {(facts.source, facts.turns[0].number - 1) for facts in found if facts.turns}
        sources = sorted({source for source, _number in wanted})
        turns = (
            select(Turn.source_id, Turn.number, Turn.start, Turn.end, Speaker.label, Participant.role)
            .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
            .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
            .where(Turn.source_id.in_(sources))
        )
        _read, rows = together(
            self.connection,
            lambda _asked: self.read_texts(sources),
            lambda asked: asked.execute(turns),
        )
        for source, number, start, end, label, role in rows:
            if (source, number) in wanted:
                self.before[source, number + 1] = start, end, intern(label or ""), intern(role or "")

    def _before(self, source: int, number: int) -> QuoteTurn | None:
        """The turn before the one of this number, whole; None where there is none or it was not read."""
        if (source, number) not in self.before:
            return None
        start, end, speaker, role = self.before[source, number]
        return QuoteTurn(number - 1, speaker, role, self.texts[source][start:end])

    def _code_names(self, facts: PassageFacts) -> tuple[tuple[str, ...], tuple[str, ...]]:
        key = facts.codes
        if key not in self.names:
            codes = tuple(self.codes[code] for code in key)
            self.names[key] = codes, tuple(self.themes[theme] for theme in self._themes(facts))
        return self.names[key]

    def _themes(self, facts: PassageFacts) -> list[int]:
        themes = {theme for code in facts.codes for theme in self.gathering.get(code, ())}
        return sorted(themes, key=self.theme_order.__getitem__)
