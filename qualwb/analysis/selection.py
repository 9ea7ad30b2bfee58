"""What of a project is asked about: filters by name, and the same looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import keys_of, match, named_keys
from qualwb.analysis.trees import code_tree, codes_of_themes, theme_tree
from qualwb.analysis.who_counts import MODERATOR_COUNTS, left_out_note, left_out_roles
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Group, Participant, Project, Round, Source, Theme
from qualwb.store.naming import kind_of

Bearer = type[Group] | type[Source] | type[Participant]
"""Records that have attributes."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters by name; an empty one lets everything through. Filters of different kinds hold together.

    Themes stand for the themes beneath them too; codes do so with ``roll_up``. ``participants`` are aliases
    ('D1') or, to say whose, 'Grupp 2/D1'. ``attributes`` are (name, value) pairs of groups, sources or
    participants; values of one name are alternatives. ``cited`` keeps key quotes alone (or leaves them out).
    Unless ``moderator``, a passage counts when one of its turns at least is by somebody who is not left out.
    ``text`` keeps passages that hold these words, without regard to case.
    """

    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    cited: bool | None = None
    moderator: bool = MODERATOR_COUNTS
    roll_up: bool = False
    text: str = ""

    def describe(self) -> tuple[str, ...]:
        """One line a filter that is set, for the foot of a table."""
        named = (
            (_("Coders: {names}"), self.coders),
            (_("Rounds: {names}"), self.rounds),
            (_("Groups: {names}"), self.groups),
            (_("Sources: {names}"), self.sources),
            (_("Themes: {names}"), self.themes),
            (_("Codes: {names}"), self.codes),
            (_("Participants: {names}"), self.participants),
            (_("Attributes: {names}"), tuple(f"{name} = {value}" for name, value in self.attributes)),
        )
        lines = [line.format(names=", ".join(names)) for line, names in named if names]
        if self.cited is not None:
            lines.append(_("Key quotes only") if self.cited else _("Without key quotes"))
        if self.text:
            lines.append(_("Passages with '{text}'").format(text=self.text))
        return tuple(lines)


EVERYTHING = Selection()
"""All of the project, in the round that it asks for."""


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
    """Of these one must have a turn in the passage."""
    codes: frozenset[int] | None
    coders: frozenset[int] | None
    rounds: frozenset[int] | None
    left_out: tuple[str, ...]
    """Roles that are left out and that somebody has."""
    notes: tuple[str, ...]
    """The filters in words, with the round that the project asks for."""


def resolve(connection: Connection, selection: Selection, *, default_round: bool = True) -> Scope:
    """Look the names up; without a round, with ``default_round``, the project's setting stands in.

    Raises ``NotFound`` for a name that the project does not hold.
    """
    if default_round and not selection.rounds:
        selection = _with_round(connection, selection)
    attributes = _attribute_levels(connection, selection)
    groups = _groups(connection, selection, attributes.get("group", {}))
    every = _places(connection)
    sources = keys_of(connection, Source, selection.sources)
    wanted = attributes.get("source", {})
    holding = _holding(connection, Source, wanted) if wanted else None
    places = {
        key: place
        for key, place in every.items()
        if place.group in groups and (not sources or key in sources) and (holding is None or key in holding)
    }
    if sources or holding is not None:
        kept = {place.group for place in places.values()}
        groups = {key: name for key, name in groups.items() if key in kept}
    left_out = left_out_roles(connection, moderator=selection.moderator)
    participants = _participants(connection, selection, groups, left_out, attributes.get("participant", {}))
    return Scope(
        selection=selection,
        places=places,
        all_places=len(places) == len(every),
        groups=groups,
        participants=participants,
        codes=_codes(connection, selection),
        coders=keys_of(connection, Coder, selection.coders) or None,
        rounds=keys_of(connection, Round, selection.rounds) or None,
        left_out=left_out,
        notes=_notes(selection, left_out),
    )


def people_in(connection: Connection, scope: Scope) -> dict[int, Person]:
    """The participants of the groups asked about who count, by key, in the order of groups and aliases."""
    people = _people(connection, scope.groups, scope.left_out)
    if scope.participants is None:
        return people
    return {key: person for key, person in people.items() if key in scope.participants}


def _with_round(connection: Connection, selection: Selection) -> Selection:
    settings = connection.execute(select(Project.settings)).scalar() or {}
    name = settings.get("round")
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
    bearers: dict[str, Bearer] = {"group": Group, "source": Source, "participant": Participant}
    return {
        level: tuple(
            sorted(
                {
                    name
                    for attributes in connection.execute(select(record.attributes)).scalars()
                    for name in attributes or {}
                }
            )
        )
        for level, record in bearers.items()
    }


def _holding(connection: Connection, record: Bearer, wanted: dict[str, set[str]]) -> set[int]:
    return {
        key
        for key, attributes in connection.execute(select(record.id, record.attributes))
        if all(str((attributes or {}).get(name, "")).casefold() in values for name, values in wanted.items())
    }


def _groups(connection: Connection, selection: Selection, wanted: dict[str, set[str]]) -> dict[int, str]:
    named = keys_of(connection, Group, selection.groups)
    holding = _holding(connection, Group, wanted) if wanted else None
    rows = connection.execute(select(Group.id, Group.name).order_by(Group.position, Group.id))
    return {
        key: name for key, name in rows if (not named or key in named) and (holding is None or key in holding)
    }


def _places(connection: Connection) -> dict[int, SourcePlace]:
    rows = connection.execute(
        select(Source.id, Source.name, Group.id, Group.name)
        .join(Group, Group.id == Source.group_id)
        .order_by(Group.position, Group.id, Source.position, Source.id)
    )
    return {row[0]: SourcePlace(*row) for row in rows}


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
    groups: dict[int, str],
    left_out: tuple[str, ...],
    wanted: dict[str, set[str]],
) -> frozenset[int] | None:
    if not selection.participants and not wanted:
        return None
    people = _people(connection, groups, left_out)
    found = set(people)
    if selection.participants:
        names: dict[str, set[int]] = {}
        for person in people.values():
            names.setdefault(person.alias, set()).add(person.key)
            names.setdefault(f"{groups[person.group]}/{person.alias}", set()).add(person.key)
        asked = (names[match(name, names, kind_of(Participant))] for name in selection.participants)
        found &= set().union(*asked)
    if wanted:
        found &= _holding(connection, Participant, wanted)
    return frozenset(found)


def _codes(connection: Connection, selection: Selection) -> frozenset[int] | None:
    if not selection.themes and not selection.codes:
        return None
    codes = code_tree(connection)
    kept: list[frozenset[int]] = []
    if selection.themes:
        themes = theme_tree(connection)
        gathered = codes_of_themes(connection, themes, codes, selection.roll_up)
        named = keys_of(connection, Theme, selection.themes)
        kept.append(frozenset().union(*(gathered[theme] for theme in named)))
    if selection.codes:
        named = keys_of(connection, Code, selection.codes)
        kept.append(codes.with_beneath(named) if selection.roll_up else named)
    return frozenset.intersection(*kept)


def _notes(selection: Selection, left_out: tuple[str, ...]) -> tuple[str, ...]:
    notes = list(selection.describe())
    if left_out:
        notes.append(left_out_note(left_out))
    return tuple(notes)
