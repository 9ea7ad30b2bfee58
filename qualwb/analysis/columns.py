"""The columns of a matrix: which of them a source or a turn belongs to."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.analysis.coder_names import consensus_note, is_consensus
from qualwb.analysis.lookup import match
from qualwb.analysis.scope import BEARERS, Scope, attribute_names, people_in
from qualwb.analysis.slices import Slice
from qualwb.analysis.small_cells import is_small, small_cell_note
from qualwb.analysis.table_notes import hands_of
from qualwb.analysis.talk import Utterance
from qualwb.localization import gettext as _
from qualwb.model import Coder, Participant, Question, Speaker

KINDS = ("groups", "sources", "speakers", "participants", "questions", "coders")
"""Kinds of columns; any other name is the name of an attribute."""

NO_VALUE = "–"
"""The column of those for whom an attribute is not set."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in the columns. Of the three ways into them, one is filled."""

    slices: tuple[Slice, ...]
    by_source: Mapping[int, int] | None = None
    """Column by source key: each passage stands in one column."""
    by_turn: "TurnColumns | None" = None
    """A passage stands in the columns of its turns."""
    by_coder: Mapping[int, int] | None = None
    """Column by coder key: a passage stands in the columns of those who marked it."""
    attribute: str = ""
    """The name of the attribute whose values the columns are."""
    heard_in: tuple[frozenset[int], ...] = ()
    """Of columns of people, the sources in which each may be heard."""
    decided: bool = False
    """The columns are coders, and consensus alone is counted: what they decided, not what each saw."""

    @property
    def sources(self) -> tuple[frozenset[int], ...]:
        """The sources that each column is of; none where the columns are of something else."""
        if self.by_source is None:
            return self.heard_in
        found: list[set[int]] = [set() for _one in self.slices]
        for source, column in self.by_source.items():
            found[column].add(source)
        return tuple(map(frozenset, found))

    @property
    def by_person(self) -> bool:
        """Whether a turn must name its speaker to stand in a column."""
        return self.by_turn is not None and self.by_turn.by != "question"

    def warnings(self) -> tuple[str, ...]:
        """For the foot of the table: that an attribute's columns rest on few cases, coders' on decisions."""
        if self.decided:
            return (consensus_note(),)
        if not self.attribute or not any(is_small(len(one.members)) for one in self.slices):
            return ()
        return (small_cell_note(),)


@dataclass(frozen=True, slots=True)
class TurnColumns:
    """Column by what a turn has in one of its fields: speaker, participant or question."""

    by: str
    columns: Mapping[int, int]
    left_out: tuple[str, ...] = ()
    """Roles whose turns stand in no column."""

    def of(self, turn: Utterance) -> int | None:
        """The column of a turn, if any."""
        key = getattr(turn, self.by)
        return None if key is None or turn.role in self.left_out else self.columns.get(key)

    def share(self, turns: Iterable[Utterance]) -> dict[int, list[Utterance]]:
        """The turns by column."""
        shares: dict[int, list[Utterance]] = {}
        for turn in turns:
            column = self.of(turn)
            if column is not None:
                shares.setdefault(column, []).append(turn)
        return shares


def columns_for(connection: Connection, kind: str, scope: Scope) -> Columns:
    """The columns of a kind, or of an attribute of that name, within the selection.

    Raises ``NotFound`` when it is neither.
    """
    makers: dict[str, Callable[[Connection, Scope], Columns]] = {
        "groups": _groups,
        "sources": _sources,
        "speakers": _speakers,
        "participants": _participants,
        "questions": _questions,
        "coders": _coders,
    }
    if kind in makers:
        return makers[kind](connection, scope)
    levels = attribute_names(connection)
    known = [*KINDS, *(name for names in levels.values() for name in names)]
    name = match(kind, dict.fromkeys(known), _("kind of columns"))
    if name in makers:
        return makers[name](connection, scope)
    level = next(level for level, names in levels.items() if name in names)
    return _attribute(connection, name, level, scope)


def _groups(_connection: Connection, scope: Scope) -> Columns:
    slices = _each("groups", ((key, name, "") for key, name in scope.groups.items()))
    order = {key: column for column, key in enumerate(scope.groups)}
    return Columns(slices, by_source={key: order[place.group] for key, place in scope.places.items()})


def _sources(_connection: Connection, scope: Scope) -> Columns:
    slices = _each("sources", ((key, place.name, "") for key, place in scope.places.items()))
    return Columns(slices, by_source=_numbered(slices))


def _participants(connection: Connection, scope: Scope) -> Columns:
    people = people_in(connection, scope)
    rows = ((key, one.alias, scope.groups[one.group]) for key, one in people.items())
    slices = _each("participants", rows)
    of_group: dict[int, set[int]] = {}
    for source, place in scope.places.items():
        of_group.setdefault(place.group, set()).add(source)
    heard_in = tuple(frozenset(of_group.get(one.group, ())) for one in people.values())
    return Columns(slices, by_turn=TurnColumns("participant", _numbered(slices)), heard_in=heard_in)


def _speakers(connection: Connection, scope: Scope) -> Columns:
    rows = connection.execute(
        select(Speaker.id, Speaker.label, Speaker.source_id, Speaker.participant_id, Participant.role)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .order_by(Speaker.id)
    )
    found = [
        (source, key, label)
        for key, label, source, participant, role in rows
        if source in scope.places
        and role not in scope.left_out
        and (scope.participants is None or participant in scope.participants)
    ]
    order = {source: place for place, source in enumerate(scope.places)}
    found.sort(key=lambda row: (order[row[0]], row[1]))
    slices = _each("speakers", ((key, label, scope.places[source].name) for source, key, label in found))
    heard_in = tuple(frozenset({source}) for source, _key, _label in found)
    return Columns(slices, by_turn=TurnColumns("speaker", _numbered(slices)), heard_in=heard_in)


def _questions(connection: Connection, scope: Scope) -> Columns:
    rows = connection.execute(select(Question.id, Question.label).order_by(Question.position)).all()
    slices = _each("questions", ((key, label, str(number)) for number, (key, label) in enumerate(rows, 1)))
    return Columns(slices, by_turn=TurnColumns("question", _numbered(slices), scope.left_out))


def _coders(connection: Connection, scope: Scope) -> Columns:
    rows = connection.execute(select(Coder.id, Coder.name).order_by(Coder.name)).all()
    found = hands_of(connection, scope)
    hands, decided = {hand.coder for hand in found}, all(is_consensus(hand.round_name) for hand in found)
    asked = scope.coders or ()
    kept = ((key, name, "") for key, name in rows if key in hands or key in asked)
    slices = _each("coders", kept)
    return Columns(slices, by_coder=_numbered(slices), decided=decided and bool(found))


def _attribute(connection: Connection, name: str, level: str, scope: Scope) -> Columns:
    """A column for each value that the groups, sources or participants in question have."""
    record = BEARERS[level]
    rows = connection.execute(select(record.id, record.attributes))
    values = {key: _shown((attributes or {}).get(name)) for key, attributes in rows}
    if level == "participant":
        bearers = list(people_in(connection, scope))
    else:
        bearers = [place.group if level == "group" else key for key, place in scope.places.items()]
    slices = _by_value(f"{level}s", {key: values[key] for key in bearers})
    columns = _numbered(slices)
    if level == "participant":
        return Columns(slices, by_turn=TurnColumns("participant", columns), attribute=name)
    by_source = {key: columns[one] for key, one in zip(scope.places, bearers, strict=True)}
    return Columns(slices, by_source=by_source, attribute=name)


def _each(kind: str, rows: Iterable[tuple[int, str, str]]) -> tuple[Slice, ...]:
    """A slice for each (key, name, whose): named with its owner in brackets where several have the name."""
    rows = list(rows)
    times = Counter(name for _key, name, _owner in rows)
    return tuple(
        Slice(name if times[name] == 1 else f"{name} ({owner})", kind, key, frozenset({key}))
        for key, name, owner in rows
    )


def _by_value(kind: str, values: Mapping[int, str]) -> tuple[Slice, ...]:
    bearers: dict[str, set[int]] = {}
    for key, value in values.items():
        bearers.setdefault(value, set()).add(key)
    names = sorted(bearers, key=lambda value: (value == NO_VALUE, _natural(value)))
    return tuple(Slice(name, kind, name, frozenset(bearers[name])) for name in names)


def _numbered(slices: Iterable[Slice]) -> dict[int, int]:
    """By member, the number of its column."""
    return {key: column for column, one in enumerate(slices) for key in one.members}


def _shown(value: Any) -> str:
    return NO_VALUE if value is None or value == "" else str(value)


def _natural(value: str) -> tuple[int, float, str]:
    try:
        return (0, float(value.replace(",", ".")), value)
    except ValueError:
        return (1, 0.0, value)
