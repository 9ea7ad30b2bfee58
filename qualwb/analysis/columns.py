"""The columns of a matrix: which of them a source or a turn belongs to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import match
from qualwb.analysis.selection import Scope, attribute_names, people_in
from qualwb.analysis.talk import Utterance
from qualwb.localization import gettext as _
from qualwb.model import Coder, Group, Participant, Question, Source, Speaker

KINDS = ("groups", "sources", "speakers", "participants", "questions", "coders")
"""Kinds of columns; any other name is the name of an attribute."""

NO_VALUE = "–"
"""The column of those for whom an attribute is not set."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Named columns. Of the three ways into them, one is filled."""

    names: tuple[str, ...]
    by_source: Mapping[int, int] | None = None
    """Column by source key: each passage stands in one column."""
    by_turn: "TurnColumns | None" = None
    """A passage stands in the columns of its turns."""
    by_coder: Mapping[int, int] | None = None
    """Column by coder key: a passage stands in the columns of those who marked it."""
    level: str = ""
    """Of an attribute, what bears it: group, source or participant."""


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
    match kind:
        case "groups":
            order = {key: column for column, key in enumerate(scope.groups)}
            return Columns(
                tuple(scope.groups.values()),
                by_source={key: order[place.group] for key, place in scope.places.items()},
            )
        case "sources":
            return Columns(
                tuple(place.name for place in scope.places.values()),
                by_source={key: column for column, key in enumerate(scope.places)},
            )
        case "speakers":
            return _speakers(connection, scope)
        case "participants":
            people = people_in(connection, scope)
            aliases = ((key, one.alias, scope.groups[one.group]) for key, one in people.items())
            names, columns = _told_apart(aliases)
            return Columns(names, by_turn=TurnColumns("participant", columns))
        case "questions":
            return _questions(connection, scope)
        case "coders":
            return _coders(connection, scope)
    return _attribute(connection, kind, scope)


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
    names, columns = _told_apart((key, label, scope.places[source].name) for source, key, label in found)
    return Columns(names, by_turn=TurnColumns("speaker", columns))


def _questions(connection: Connection, scope: Scope) -> Columns:
    rows = connection.execute(select(Question.id, Question.label).order_by(Question.position)).all()
    names, columns = _told_apart((key, label, str(number)) for number, (key, label) in enumerate(rows, 1))
    return Columns(names, by_turn=TurnColumns("question", columns, scope.left_out))


def _coders(connection: Connection, scope: Scope) -> Columns:
    rows = connection.execute(select(Coder.id, Coder.name).order_by(Coder.name)).all()
    kept = [(key, name) for key, name in rows if scope.coders is None or key in scope.coders]
    return Columns(
        tuple(name for _key, name in kept),
        by_coder={key: column for column, (key, _name) in enumerate(kept)},
    )


def _attribute(connection: Connection, asked: str, scope: Scope) -> Columns:
    levels = attribute_names(connection)
    known = [*KINDS, *(name for names in levels.values() for name in names)]
    name = match(asked, dict.fromkeys(known), _("kind of columns"))
    if name in KINDS:
        return columns_for(connection, name, scope)
    level = next(level for level, names in levels.items() if name in names)
    record = {"group": Group, "source": Source, "participant": Participant}[level]
    rows = connection.execute(select(record.id, record.attributes))  # type: ignore[attr-defined]
    values = {key: _shown((attributes or {}).get(name)) for key, attributes in rows}
    if level == "participant":
        mine = {key: values[key] for key in people_in(connection, scope)}
        names, columns = _by_value(mine)
        return Columns(names, by_turn=TurnColumns("participant", columns), level=level)
    bearer = {key: place.group if level == "group" else key for key, place in scope.places.items()}
    names, columns = _by_value({key: values[one] for key, one in bearer.items()})
    return Columns(names, by_source=columns, level=level)


def _shown(value: Any) -> str:
    return NO_VALUE if value is None or value == "" else str(value)


def _by_value(values: Mapping[int, str]) -> tuple[tuple[str, ...], dict[int, int]]:
    names = sorted(set(values.values()), key=lambda value: (value == NO_VALUE, _natural(value)))
    order = {name: column for column, name in enumerate(names)}
    return tuple(names), {key: order[value] for key, value in values.items()}


def _natural(value: str) -> tuple[int, float, str]:
    try:
        return (0, float(value.replace(",", ".")), value)
    except ValueError:
        return (1, 0.0, value)


def _told_apart(rows: Iterable[tuple[int, str, str]]) -> tuple[tuple[str, ...], dict[int, int]]:
    """Names for (key, name, whose): with their owner in brackets where several have the name."""
    rows = list(rows)
    times = Counter(name for _key, name, _owner in rows)
    names = tuple(name if times[name] == 1 else f"{name} ({owner})" for _key, name, owner in rows)
    return names, {key: column for column, (key, _name, _owner) in enumerate(rows)}
