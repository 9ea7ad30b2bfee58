"""A selection with its names looked up: the sources, groups, people and codes that are asked about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, select

from qualwb.analysis.blindness import refuse_others
from qualwb.analysis.lookup import keys_of, match, named_keys, names_asked
from qualwb.analysis.project_settings import project_settings, settings_asked
from qualwb.analysis.selection import Selection
from qualwb.analysis.slices import both, members_of
from qualwb.analysis.trees import code_tree, codes_of_themes, theme_tree, trees_asked
from qualwb.analysis.who_counts import left_out_note, left_out_roles, roles_asked
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Coding, Group, Participant, Round, Source, Theme
from qualwb.store.driver import Asked, ask_ahead, fetch
from qualwb.store.naming import kind_of
from qualwb.store.together import together

_GROUPS = select(Group.id, Group.name).order_by(Group.position, Group.id)
_PLACES = (
    select(Source.id, Source.name, Group.id, Group.name)
    .join(Group, Group.id == Source.group_id)
    .order_by(Group.position, Group.id, Source.position, Source.id)
)

Bearer = type[Group] | type[Source] | type[Participant]
"""Records that have attributes."""

BEARERS: dict[str, Bearer] = {"group": Group, "source": Source, "participant": Participant}
"""The same by the name of the level that a table has."""


class SpokenTurn(Protocol):
    """A turn as far as it says who speaks."""

    @property
    def role(self) -> str | None:
        """The speaker's role; None where no one is named."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A source that is asked about, and its group."""

    key: int
    name: str
    group: int
    group_name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of a group."""

    key: int
    alias: str
    group: int
    role: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A selection with its names looked up. None lets everything through."""

    selection: Selection
    places: Mapping[int, SourcePlace]
    """The sources asked about, by key, in the order of groups and sources."""
    all_places: bool
    groups: Mapping[int, str]
    """The groups asked about, in order; also those without a source."""
    participants: frozenset[int] | None
    """Of these one must have a turn in the passage; likewise of the next two."""
    speakers: frozenset[int] | None
    questions: frozenset[int] | None
    codes: frozenset[int] | None
    coders: frozenset[int] | None
    rounds: frozenset[int] | None
    left_out: tuple[str, ...]
    """Roles that are left out and that somebody has."""
    filters: tuple[str, ...]
    """The filters in words, with the round that the project asks for."""

    @property
    def voices(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """What a passage must have a turn of: a field of turns, and the keys that it may hold."""
        asked = (
            ("participant", self.participants),
            ("speaker", self.speakers),
            ("question", self.questions),
        )
        return tuple((field, keys) for field, keys in asked if keys is not None)

    def heard_in(self, turns: Sequence[SpokenTurn]) -> bool:
        """Whether a turn of each of the ``voices`` is among the turns of a passage, by one who counts."""
        return all(
            any(getattr(turn, field) in keys and turn.role not in self.left_out for turn in turns)
            for field, keys in self.voices
        )


def resolve(connection: Connection, selection: Selection, *, default_round: bool = True) -> Scope:
    """Look the names up; without a round, with ``default_round``, the project's setting stands in.

    Raises ``NotFound`` for a name that the project does not hold, and ``BlindRound`` for coders whose work a
    round asked for hides from whoever asks.
    """
    ask_ahead(connection, *scope_asked(selection))
    if default_round and not selection.rounds:
        selection = _with_round(connection, selection)
    attributes = _attribute_levels(connection, selection)
    every = _places(connection)
    groups, places = _where(connection, selection, every, attributes)
    left_out = left_out_roles(connection, moderator=selection.moderator)
    people = _participants(connection, selection, groups, left_out, attributes.get("participant", {}))
    slices, coders = selection.slices, keys_of(connection, Coder, selection.coders) or None
    rounds = keys_of(connection, Round, selection.rounds) or None
    refuse_others(connection, coders or (), rounds)
    return Scope(
        selection=selection,
        places=places,
        all_places=len(places) == len(every),
        groups=groups,
        participants=both(people, members_of(slices, "participants")),
        speakers=members_of(slices, "speakers"),
        questions=members_of(slices, "questions"),
        codes=both(_codes(connection, selection), members_of(slices, "themes", "codes")),
        coders=both(coders, members_of(slices, "coders")),
        rounds=rounds,
        left_out=left_out,
        filters=(*selection.describe(), *([left_out_note(left_out)] if left_out else [])),
    )


def scope_asked(selection: Selection) -> tuple[Asked, ...]:
    """What ``resolve`` asks that does not hang on answers."""
    named = {Group: selection.groups, Source: selection.sources, Coder: selection.coders}
    return (
        *((_PLACES, {}), (_GROUPS, {}), roles_asked(), names_asked(Round), settings_asked()),
        *(names_asked(record) for record, names in named.items() if names),
        *((*trees_asked(), *map(names_asked, (Theme, Code))) if selection.themes or selection.codes else ()),
    )


def coding_conditions(scope: Scope) -> list[ColumnElement[bool]]:
    """What a coding must fulfil to be in the selection, as far as its own columns say."""
    return [Coding.orphaned_from.is_(None), *in_selection(scope)]


def in_selection(scope: Scope) -> list[ColumnElement[bool]]:
    """The same, of codings that lost their place too."""
    return [getattr(Coding, name).in_(sorted(kept)) for name, kept in coding_filters(scope).items()]


def coding_filters(scope: Scope) -> dict[str, Collection[int]]:
    """What the columns of a coding in the selection hold, by name, but for those that may hold anything."""
    cited = scope.selection.cited
    filters: dict[str, Collection[int] | None] = {
        "source_id": None if scope.all_places else scope.places.keys(),
        "code_id": scope.codes,
        "coder_id": scope.coders,
        "round_id": scope.rounds,
        "cited": None if cited is None else (cited,),
    }
    return {name: kept for name, kept in filters.items() if kept is not None}


def people_in(connection: Connection, scope: Scope) -> dict[int, Person]:
    """The participants of the groups asked about who count, by key, in the order of groups and aliases."""
    people = _people(connection, scope.groups, scope.left_out)
    if scope.participants is None:
        return people
    return {key: person for key, person in people.items() if key in scope.participants}


def _with_round(connection: Connection, selection: Selection) -> Selection:
    name = project_settings(connection).get("round")
    return replace(selection, rounds=(name,)) if name in named_keys(connection, Round) else selection


def _attribute_levels(connection: Connection, selection: Selection) -> dict[str, dict[str, set[str]]]:
    """The wanted values by level (group, source, participant) and attribute name."""
    wanted: dict[str, dict[str, set[str]]] = {}
    if not selection.attributes:
        return wanted
    levels = attribute_names(connection)
    known = [name for names in levels.values() for name in names]
    for asked, value in selection.attributes:
        name = match(asked, dict.fromkeys(known), _("attribute"))
        level = next(level for level, names in levels.items() if name in names)
        wanted.setdefault(level, {}).setdefault(name, set()).add(value.casefold())
    return wanted


def attribute_names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Names of the attributes in use, by what bears them: group, source, participant."""
    found = together(
        connection,
        lambda asked: _attributes_of(asked, Group),
        lambda asked: _attributes_of(asked, Source),
        lambda asked: _attributes_of(asked, Participant),
    )
    return dict(zip(BEARERS, found, strict=True))


def _attributes_of(connection: Connection, record: Bearer) -> tuple[str, ...]:
    borne = connection.execute(select(record.attributes)).scalars()
    return tuple(sorted({name for attributes in borne for name in attributes or {}}))


def _holding(connection: Connection, record: Bearer, wanted: dict[str, set[str]]) -> frozenset[int]:
    return frozenset(
        key
        for key, attributes in connection.execute(select(record.id, record.attributes))
        if all(str((attributes or {}).get(name, "")).casefold() in values for name, values in wanted.items())
    )


def _where(
    connection: Connection,
    selection: Selection,
    every: Mapping[int, SourcePlace],
    wanted: Mapping[str, dict[str, set[str]]],
) -> tuple[dict[int, str], dict[int, SourcePlace]]:
    """The groups and sources asked about; where sources are asked for, only their groups."""
    named = _wanted(connection, Group, selection.groups, wanted.get("group"))
    in_groups = both(named, members_of(selection.slices, "groups"))
    rows = fetch(connection, _GROUPS)
    groups = {key: name for key, name in rows if in_groups is None or key in in_groups}
    named = _wanted(connection, Source, selection.sources, wanted.get("source"))
    in_sources = both(named, members_of(selection.slices, "sources"))
    places = {
        key: place
        for key, place in every.items()
        if place.group in groups and (in_sources is None or key in in_sources)
    }
    if in_sources is not None:
        kept = {place.group for place in places.values()}
        groups = {key: name for key, name in groups.items() if key in kept}
    return groups, places


def _wanted(
    connection: Connection, record: Bearer, names: tuple[str, ...], attributes: dict[str, set[str]] | None
) -> frozenset[int] | None:
    """The keys of these names that have these attributes; None where neither is asked for."""
    holding = _holding(connection, record, attributes) if attributes else None
    return both(keys_of(connection, record, names) or None, holding)


def _places(connection: Connection) -> dict[int, SourcePlace]:
    return {row[0]: SourcePlace(*row) for row in fetch(connection, _PLACES)}


def _people(
    connection: Connection, groups: Mapping[int, str], left_out: tuple[str, ...]
) -> dict[int, Person]:
    rows = connection.execute(
        select(Participant.id, Participant.alias, Participant.group_id, Participant.role)
        .join(Group, Group.id == Participant.group_id)
        .order_by(Group.position, Group.id, Participant.alias, Participant.id)
    )
    people = (Person(*row) for row in rows)
    return {person.key: person for person in people if person.group in groups and person.role not in left_out}


def _participants(
    connection: Connection,
    selection: Selection,
    groups: Mapping[int, str],
    left_out: tuple[str, ...],
    wanted: dict[str, set[str]],
) -> frozenset[int] | None:
    if not selection.participants and not wanted:
        return None
    people = _people(connection, groups, left_out)
    found = frozenset(people)
    if selection.participants:
        names: dict[str, set[int]] = {}
        for person in people.values():
            names.setdefault(person.alias, set()).add(person.key)
            names.setdefault(f"{groups[person.group]}/{person.alias}", set()).add(person.key)
        asked = (names[match(name, names, kind_of(Participant))] for name in selection.participants)
        found = found.intersection(set().union(*asked))
    return found & _holding(connection, Participant, wanted) if wanted else found


def _codes(connection: Connection, selection: Selection) -> frozenset[int] | None:
    if not selection.themes and not selection.codes:
        return None
    codes = code_tree(connection) if selection.themes or selection.roll_up else None
    kept: list[frozenset[int]] = []
    if selection.themes:
        assert codes is not None
        themes = theme_tree(connection)
        gathered = codes_of_themes(connection, themes, codes, selection.roll_up)
        named = keys_of(connection, Theme, selection.themes)
        kept.append(frozenset().union(*(gathered[theme] for theme in named)))
    if selection.codes:
        named = keys_of(connection, Code, selection.codes)
        kept.append(codes.with_beneath(named) if codes is not None and selection.roll_up else named)
    return frozenset.intersection(*kept)
