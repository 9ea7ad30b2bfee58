"""A project that came in another format becomes part of this one, as one act after a verified backup.

It joins as a project that is merged does: by stable ids, else by names and places; nothing here is lost. What
comes back is the matter of ``returning``; of strangers that say otherwise the weightier is in use and the
other stays beside.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from qualwb import model
from qualwb.act_words import RECEIVE
from qualwb.acts.merging.findings import Conflict, Tally, Unplaced
from qualwb.acts.merging.history import History, read_history
from qualwb.acts.merging.planning import Plan, Progress, newest_change, plan_of
from qualwb.acts.merging.state import KINDS, State, read_state
from qualwb.acts.merging.writing import Writer
from qualwb.acts.portable_state import portable_project, state_of
from qualwb.acts.researcher import Researcher
from qualwb.acts.returning import as_edited, completed, keep_blind, keep_positions, missing
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Project, Record
from qualwb.portable.ledger import Refusal
from qualwb.portable.records import PortableProject
from qualwb.store.blindness import VIEWS, Blindfold
from qualwb.store.journal import Act, table_of

__all__ = ["Incoming", "Progress", "Received", "plan_receiving", "receive"]

_SAID_ONCE = ("name", "description", "language")
_MADE_WITH_A_FILE: tuple[type[Record], ...] = (model.Coder, model.Round)
"""What a project has as soon as it is made."""
_HELD = tuple(kind for kind in KINDS if kind not in _MADE_WITH_A_FILE)


@dataclass(frozen=True, slots=True)
class Received:
    """What a project from a file brought, or would bring."""

    file: str
    tallies: tuple[Tally, ...]
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[Unplaced, ...]
    settings: tuple[str, ...]
    """Settings that the file has otherwise; ours stay."""
    changes: bool
    """Whether anything is written at all."""
    backup: Path | None = None
    """The state before, where there was one to lose."""
    notices: tuple[str, ...] = ()
    """What a person should know, a line each."""
    lost: tuple[Refusal, ...] = ()
    """Passages of the file whose words our texts don't have."""
    themes_as_codes: int = 0
    """Codes of the file that stand for themes of the project."""
    known_sources: frozenset[str] = frozenset()
    """Sources, by stable id, that the project had: their texts and speakers stay."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A sound project from a file."""

    project: PortableProject
    file: str
    """What it is called in the journal."""
    edited: bool = False
    """Whether it tells all that a project holds, as a copy that a person edits does."""


def plan_receiving(
    researcher: Researcher, incoming: Incoming, progress: Progress = lambda _step: None
) -> Received:
    """What ``receive`` would do; nothing is written."""
    return _planned(researcher, incoming, progress)[1]


def receive(researcher: Researcher, incoming: Incoming, progress: Progress = lambda _step: None) -> Received:
    """Take a project from a file into this one.

    What comes back is known by its ids; see ``returning``. A verified backup is made first where the project
    holds something. Raises ``UnusableProject``.
    """
    project = researcher.project
    with project.reading_whole() as connection:
        empty = _holds_nothing(connection)
    if empty:
        return _write(researcher, incoming, progress)
    planned, told = _planned(researcher, incoming, progress)
    if not told.changes:
        return told
    with project.backed_up("import") as backup:
        return replace(_write(researcher, incoming, progress, planned), backup=backup)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A plan, what it is made from, and the newest change of the journal that it was made after."""

    plan: Plan
    theirs: State
    revision: int
    known_sources: frozenset[str]
    notices: tuple[str, ...]
    lost: tuple[Refusal, ...]
    themes_as_codes: int


def _plan(connection: Connection, coder: str, incoming: Incoming, progress: Progress) -> _Planned:
    ours, arriving, past = read_state(connection), incoming.project, History()
    lost: tuple[Refusal, ...] = ()
    themes = 0
    known = frozenset(one.uid for one in arriving.sources if one.uid in ours.rows[model.Source])
    if known and not incoming.edited:
        arriving, lost, themes = completed(arriving, portable_project(connection))
    theirs = state_of(arriving)
    keep_positions(ours, theirs)
    notices = keep_blind(ours, theirs)
    if incoming.edited:
        past = as_edited(ours, read_history(connection, ours), theirs)
        notices += missing(ours, theirs) if known else ()
    plan = plan_of(connection, coder, theirs, past, progress)
    return _Planned(plan, theirs, newest_change(connection), known, notices, lost, themes)


def _planned(researcher: Researcher, incoming: Incoming, progress: Progress) -> tuple[_Planned, Received]:
    with researcher.project.reading_whole() as connection:
        planned = _plan(connection, researcher.coder, incoming, progress)
        return planned, _told(incoming.file, planned, Blindfold.for_coder(connection, researcher.coder))


def _write(
    researcher: Researcher, incoming: Incoming, progress: Progress, planned: _Planned | None = None
) -> Received:
    """Write it as one act; planned anew where another process wrote since the plan was made."""
    with researcher.act(RECEIVE) as act:
        if planned is None or planned.revision != newest_change(act.connection):
            if _holds_nothing(act.connection):
                _take_ids(act, state_of(incoming.project))
            planned = _plan(act.connection, researcher.coder, incoming, progress)
        plan, theirs = planned.plan, planned.theirs
        progress(_("writing"))
        Writer(act, plan, theirs.text).write()
        told = _told(incoming.file, planned, Blindfold.for_coder(act.connection, researcher.coder))
        _take_settings(act, plan.ours, theirs)
        act.summary = _summary(incoming.file, plan)
        return told


def _take_ids(act: Act, theirs: State) -> None:
    """Let coders and rounds of an empty project be those of the file where they are called alike."""
    for kind in _MADE_WITH_A_FILE:
        table = table_of(kind)
        named = {row["name"]: mark for mark, row in theirs.rows[kind].items()}
        for key, name in act.connection.execute(select(table.c.id, table.c.name)).all():
            if name in named:
                act.update(kind, key, uid=named[name])


def _is_empty(ours: State) -> bool:
    return not any(ours.rows[kind] for kind in _HELD)


def _holds_nothing(connection: Connection) -> bool:
    """The same, without reading what a large project holds."""
    return all(connection.execute(select(kind.id).limit(1)).first() is None for kind in _HELD)


def _settings_to_take(ours: State, theirs: State) -> dict[str, Any]:
    """Settings where ours has none; what an empty project is called and says of itself, too."""
    empty = _is_empty(ours)
    return {
        name: value
        for name, value in theirs.settings.items()
        if value and ours.settings.get(name) != value and (empty or not ours.settings.get(name))
    }


def _take_settings(act: Act, ours: State, theirs: State) -> None:
    taken = _settings_to_take(ours, theirs)
    columns = {name: taken.pop(name) for name in _SAID_ONCE if name in taken}
    kept = act.connection.execute(select(Project.settings)).scalar_one()
    if columns or taken:
        act.update(Project, 1, settings={**kept, **taken}, **columns)


def _told(file: str, planned: _Planned, worn: Blindfold) -> Received:
    plan, theirs, findings = planned.plan, planned.theirs, planned.plan.findings
    if worn.rounds:
        findings.hide(VIEWS, _("(hidden while a round is blind)"))
    taken = _settings_to_take(plan.ours, theirs)
    return Received(
        file,
        findings.tallies(),
        tuple(findings.conflicts),
        tuple(findings.unplaced),
        tuple(
            sorted(
                name
                for name, value in theirs.settings.items()
                if value and name not in taken and plan.ours.settings.get(name) != value
            )
        ),
        plan.changes or bool(taken),
        notices=(*planned.notices, *_called_otherwise(plan.ours, taken)),
        lost=planned.lost,
        themes_as_codes=planned.themes_as_codes,
        known_sources=planned.known_sources,
    )


def _called_otherwise(ours: State, taken: dict[str, Any]) -> tuple[str, ...]:
    """That an empty project that has a name gets that of the file."""
    if not (ours.settings.get("name") and "name" in taken):
        return ()
    told = _("The project is called '{name}' in the file, and so from then on; it was called '{before}'.")
    return (told.format(name=taken["name"], before=ours.settings["name"]),)


def _summary(file: str, plan: Plan) -> str:
    taken = sum(tally.taken for tally in plan.findings.tallies())
    return f"'{file}', " + ngettext("{n} row taken", "{n} rows taken", taken).format(n=taken)
