"""Where coders disagree: what each has there, what it costs, and how it was solved."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import Connection, func, select

from qualwb.analysis.agreement.coded_round import CodedRound, CodedSource, load_round
from qualwb.analysis.agreement.compared import Compared
from qualwb.analysis.agreement.cost import cost_of, cost_of_a_character
from qualwb.analysis.agreement.matching import THRESHOLD, PairKind, UnitPair, unit_pairs
from qualwb.analysis.agreement.units import CodedUnit
from qualwb.localization import gettext as _
from qualwb.model import Adjudication, Code, Coder, Coding, Group, Source
from qualwb.model.coding import DECIDED
from qualwb.store.told_turns import turns_of

ID_LENGTH = 10
"""Characters of the id by which a disagreement is named."""


@dataclass(frozen=True, slots=True)
class SeenCoding:
    """A coding as it stands when a decision is taken on it."""

    key: int
    uid: str
    code: str
    start: int
    end: int
    quote: str
    first_turn: int | None
    last_turn: int | None


@dataclass(frozen=True, slots=True)
class CoderSide:
    """What one coder has at a disagreement: nothing where ``codings`` is empty."""

    coder: str
    code: str | None
    start: int | None
    end: int | None
    codings: tuple[SeenCoding, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a disagreement was solved, by whom and when."""

    outcome: str
    """one, both, neither or new."""
    taken_from: str | None
    reason: str
    by: str
    at: str
    between: tuple[str, ...]
    """Whose codings were at stake, by name."""
    codings: frozenset[int]
    """Their keys."""
    made: tuple[tuple[str, str], ...] = ()
    """Code and words of what was coded instead of what the coders had."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two coders who do not have the same on a passage: code points [start, end) of the source."""

    id: str
    """Names it as long as the codings stay as they are."""
    kind: PairKind
    group: str
    source: str
    start: int
    end: int
    quote: str
    sides: tuple[CoderSide, CoderSide]
    characters: int
    """How many one coder has under a code and the other has not."""
    cost: float | None
    """What the mean of the codes' |u-alpha would gain, were the two equal; None where it is undefined."""
    decision: Decision | None
    """On these codings; else the last one on any of them, against those of another coder."""
    missed_too: tuple[str, ...] = ()
    """Further coders compared who have nothing there either."""

    @property
    def settled_with(self) -> tuple[str, ...]:
        """Between whom the place was settled, where that was on other codings than these; nobody else."""
        if self.decision is None or self.decision.codings == self.seen.keys():
            return ()
        return self.decision.between

    @property
    def turns(self) -> tuple[int, int] | None:
        """Numbers of the first and the last turn of all codings at stake; None before the first turn."""
        codings = [coding for side in self.sides for coding in side.codings]
        numbers = [n for coding in codings for n in (coding.first_turn, coding.last_turn) if n is not None]
        return (min(numbers), max(numbers)) if numbers else None

    @property
    def seen(self) -> dict[int, tuple[str, str]]:
        """Code and words of each coding at stake, by its key."""
        return {coding.key: (coding.code, coding.quote) for side in self.sides for coding in side.codings}


@dataclass(frozen=True, slots=True)
class CodeRule:
    """When a code is used, as the codebook has it."""

    definition: str
    include: str
    exclude: str
    examples: str


@dataclass(frozen=True, slots=True)
class Disagreements:
    """The disagreements in a round, the dearest first; what several coders missed is one."""

    round: str
    coders: tuple[str, ...]
    threshold: float
    found: tuple[Disagreement, ...]
    agreed: int
    """Units that two coders have alike, to the letter."""
    rules: Mapping[str, CodeRule]
    """The rules of the codes at stake, by name."""
    notes: tuple[str, ...]
    as_of: int
    """The key of the newest decision that had been taken, 0 where none had."""

    @property
    def decided(self) -> int:
        """How many of them are solved."""
        return sum(one.decision is not None for one in self.found)


def disagreements(connection: Connection, compared: Compared, threshold: float = THRESHOLD) -> Disagreements:
    """All disagreements between the coders compared; ``threshold`` tells other codes from missed passages."""
    coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    reader = _Reader(connection, compared)
    found: dict[frozenset[int], Disagreement] = {}
    agreed = 0
    for first, second in combinations(compared.coders, 2):
        pair = coded.of_pair(first, second)
        costs = cost_of_a_character(pair)
        for source, units in pairs_of(pair, first, second, threshold):
            if units.kind is PairKind.AGREED:
                agreed += 1
                continue
            keys = frozenset(keys_of(units))
            if keys not in found:
                found[keys] = reader.read(source, units, (first, second), costs)
            else:
                found[keys] = _missed_by_another(found[keys], (first, second), units, compared)
    return Disagreements(
        compared.round,
        tuple(compared.coders.values()),
        threshold,
        tuple(sorted(found.values(), key=lambda one: -(one.cost or 0))),
        agreed,
        _rules(connection, found.values()),
        (*compared.notes, *_left_out_notes(coded)),
        connection.execute(select(func.max(Adjudication.id))).scalar_one() or 0,
    )


def _missed_by_another(
    found: Disagreement, coders: tuple[int, int], units: UnitPair, compared: Compared
) -> Disagreement:
    """The same codings, which one more coder lacks."""
    missing = coders[0] if units.a is None else coders[1]
    return replace(found, missed_too=(*found.missed_too, compared.coders[missing]))


def agreed_codings(
    connection: Connection, compared: Compared, threshold: float = THRESHOLD
) -> dict[int, tuple[str, str]]:
    """Code and words, by key, of codings that stand for what all the coders have alike, to the letter.

    Of the coders' codings those of the one who has it in the fewest pieces, else of the first coder. What a
    decision was taken on, against those of a coder who is not compared here, is left out: it is settled.
    """
    coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    reader = _Reader(connection, compared)
    first, *others = compared.coders
    taken: dict[int, tuple[str, str]] = {}
    for source in coded.sources:
        if any(coder not in source.by_coder for coder in compared.coders):
            continue
        alike: dict[CodedUnit, list[CodedUnit]] = {}
        for other in others:
            for units in unit_pairs(source, first, other, threshold):
                if units.kind is PairKind.AGREED and units.a is not None and units.b is not None:
                    alike.setdefault(units.a, [units.a]).append(units.b)
        for same in alike.values():
            settled = any(reader.is_settled(unit) for unit in same)
            if len(same) == len(compared.coders) and not settled:
                whole = min(same, key=lambda unit: len(unit.codings))
                taken |= {one.key: (one.code, one.quote) for one in reader.codings(whole)}
    return taken


def pairs_of(
    coded: CodedRound, first: int, second: int, threshold: float
) -> Iterator[tuple[CodedSource, UnitPair]]:
    """How the units of two coders meet, source by source."""
    for source in coded.sources:
        for units in unit_pairs(source, first, second, threshold):
            yield source, units


def keys_of(units: UnitPair) -> tuple[int, ...]:
    """Keys of the codings on both sides."""
    return tuple(key for unit in (units.a, units.b) if unit is not None for key in unit.codings)


def _left_out_notes(coded: CodedRound) -> tuple[str, ...]:
    """Which sources one coder alone has coded, so that there is nothing to hold against it."""
    alone = [f"{name} ({coded.coders[by[0]]})" for name, by in coded.left_out.items() if len(by) == 1]
    if not alone:
        return ()
    said = _("Left out, since one coder alone has coded there: {sources}.")
    return (said.format(sources=", ".join(alone)),)


class _Reader:
    """What stands behind units: names, words, decisions."""

    def __init__(self, connection: Connection, compared: Compared) -> None:
        self._coders = compared.coders
        self._codings = _codings(connection, compared)
        self._groups = dict(
            connection.execute(select(Source.id, Group.name).join(Group, Group.id == Source.group_id)).all()
        )
        self._decisions = decisions(connection, compared.round_key)

    def is_settled(self, unit: CodedUnit) -> bool:
        """Whether a decision was taken on a coding of the unit."""
        return self._decisions.on(unit.codings) is not None

    def codings(self, unit: CodedUnit | None) -> tuple[SeenCoding, ...]:
        """The codings that a unit was made of."""
        return tuple(self._codings[key] for key in unit.codings) if unit is not None else ()

    def read(
        self,
        source: CodedSource,
        units: UnitPair,
        coders: tuple[int, int],
        costs: Mapping[int, float],
    ) -> Disagreement:
        """The pair with its names and words."""
        sides = tuple(self._side(coder, unit) for coder, unit in zip(coders, (units.a, units.b), strict=True))
        return Disagreement(
            id=_named(one for side in sides for one in side.codings),
            kind=units.kind,
            group=self._groups[source.key],
            source=source.name,
            start=units.start,
            end=units.end,
            quote=source.text[units.start : units.end],
            sides=(sides[0], sides[1]),
            characters=units.characters_apart,
            cost=cost_of(units, costs),
            decision=self._decisions.on(keys_of(units)),
        )

    def _side(self, coder: int, unit: CodedUnit | None) -> CoderSide:
        codings = self.codings(unit)
        if unit is None:
            return CoderSide(self._coders[coder], None, None, None, ())
        return CoderSide(self._coders[coder], codings[0].code, unit.start, unit.end, codings)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions on disagreements of a round."""

    by_codings: Mapping[frozenset[int], Decision]
    """By the keys of all codings at stake."""
    by_coding: Mapping[int, Decision]
    """The last one by the key of each."""

    def on(self, codings: Iterable[int]) -> Decision | None:
        """The decision on these codings, else the last one on any of them."""
        keys = frozenset(codings)
        exact = self.by_codings.get(keys)
        if exact is not None:
            return exact
        found = (self.by_coding[key] for key in keys if key in self.by_coding)
        return max(found, key=lambda one: (one.at, sorted(one.codings)), default=None)


def decisions(connection: Connection, round_key: int) -> Decisions:
    """The decisions on disagreements of a round."""
    names = dict(connection.execute(select(Coder.id, Coder.name)).all())
    coders = _coders_of_codings(connection, round_key)
    rows = connection.execute(
        select(
            *(Adjudication.codings, Adjudication.outcome, Adjudication.taken_from_id),
            *(Adjudication.reason, Adjudication.coder_id, Adjudication.decided_at, Adjudication.result),
        )
        .where(Adjudication.round_id == round_key)
        .order_by(Adjudication.id)
    )
    by_codings: dict[frozenset[int], Decision] = {}
    found = rows.all()
    new = _code_and_words(connection, {key for row in found if row.outcome == "new" for key in row.result})
    for row in found:
        made = Decision(
            row.outcome,
            None if row.taken_from_id is None else names[row.taken_from_id],
            row.reason,
            names[row.coder_id],
            row.decided_at,
            tuple(sorted({names[coders[key]] for key in row.codings if key in coders})),
            frozenset(row.codings),
            tuple(new[key] for key in row.result if key in new),
        )
        by_codings[made.codings] = made
    return Decisions(by_codings, {key: one for keys, one in by_codings.items() for key in keys})


def _code_and_words(connection: Connection, keys: Collection[int]) -> dict[int, tuple[str, str]]:
    """Code and words, by key, of codings that decisions made."""
    if not keys:
        return {}
    made = select(Coding.id, Code.name, Coding.quote).join(Code, Code.id == Coding.code_id)
    rows = connection.execute(made.where(Coding.origin == DECIDED))
    return {key: (code, quote) for key, code, quote in rows if key in keys}


def _coders_of_codings(connection: Connection, round_key: int) -> dict[int, int]:
    rows = select(Coding.id, Coding.coder_id).where(Coding.round_id == round_key)
    return dict(connection.execute(rows).all())


def _rules(connection: Connection, found: Iterable[Disagreement]) -> dict[str, CodeRule]:
    named = {side.code for one in found for side in one.sides}
    rows = connection.execute(
        select(Code.name, Code.definition, Code.include, Code.exclude, Code.examples).order_by(Code.name)
    )
    return {name: CodeRule(*rule) for name, *rule in rows if name in named}


def _codings(connection: Connection, compared: Compared) -> dict[int, SeenCoding]:
    rows = connection.execute(
        select(
            *(Coding.id, Coding.uid, Code.name, Coding.start, Coding.end, Coding.quote),
            *turns_of(Coding.source_id, Coding.start, Coding.end),
        )
        .join(Code, Code.id == Coding.code_id)
        .where(Coding.round_id == compared.round_key, Coding.coder_id.in_(list(compared.coders)))
    )
    return {row[0]: SeenCoding(*row) for row in rows}


def _named(codings: Iterable[SeenCoding]) -> str:
    """The id of a disagreement on these codings: another one once a code or a border is changed."""
    parts: Sequence[str] = sorted(f"{one.uid} {one.code} {one.start} {one.end}" for one in codings)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]
