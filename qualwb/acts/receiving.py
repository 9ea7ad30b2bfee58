"""A project that came in another format becomes part of this one, as one act after a verified backup.

It joins as a project that is merged does: by stable ids, else by names and places; nothing here is lost. It
brings no journal, so that where both say something else the weightier is in use and the other stays beside.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qualwb import model
from qualwb.acts.merging.findings import Conflict, Tally, Unplaced
from qualwb.acts.merging.history import RECEIVE, History
from qualwb.acts.merging.planning import Plan, Progress, newest_change, plan_of
from qualwb.acts.merging.state import State, read_state
from qualwb.acts.merging.writing import Writer
from qualwb.acts.portable_state import state_of
from qualwb.acts.researcher import Researcher
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Project, Record
from qualwb.portable.records import PortableProject
from qualwb.store.blindness import VIEWS, Blindfold
from qualwb.store.journal import Act, table_of

__all__ = ["Progress", "Received", "plan_receiving", "receive"]

_SAID_ONCE = ("name", "description", "language")
_MADE_WITH_A_FILE: tuple[type[Record], ...] = (model.Coder, model.Round)
"""What a project has as soon as it is made."""


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


def plan_receiving(
    researcher: Researcher, arriving: PortableProject, file: str, progress: Progress = lambda _step: None
) -> Received:
    """What ``receive`` would do; nothing is written."""
    return _planned(researcher, state_of(arriving), file, progress)[1]


def receive(
    researcher: Researcher, arriving: PortableProject, file: str, progress: Progress = lambda _step: None
) -> Received:
    """Take a sound project into this one; ``file`` is what it is called in the journal.

    A verified backup is made first where the project holds something. Raises ``UnusableProject``.
    """
    theirs, project = state_of(arriving), researcher.project
    with project.reading_whole() as connection:
        empty = _is_empty(read_state(connection))
    if empty:
        return _write(researcher, theirs, file, progress)
    plan, told = _planned(researcher, theirs, file, progress)
    if not told.changes:
        return told
    with project.backed_up("import") as backup:
        return replace(_write(researcher, theirs, file, progress, plan), backup=backup)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A plan, and the newest change of the journal that it was made after."""

    plan: Plan
    revision: int


def _planned(
    researcher: Researcher, theirs: State, file: str, progress: Progress
) -> tuple[_Planned, Received]:
    with researcher.project.reading_whole() as connection:
        plan = plan_of(connection, researcher.coder, theirs, History(), progress)
        worn = Blindfold.for_coder(connection, researcher.coder)
        return _Planned(plan, newest_change(connection)), _told(file, plan, theirs, worn)


def _write(
    researcher: Researcher, theirs: State, file: str, progress: Progress, planned: _Planned | None = None
) -> Received:
    """Write it as one act; planned anew where another process wrote since the plan was made."""
    with researcher.act(RECEIVE) as act:
        if planned is not None and planned.revision == newest_change(act.connection):
            plan = planned.plan
        else:
            if _is_empty(read_state(act.connection)):
                _take_ids(act, theirs)
            plan = plan_of(act.connection, researcher.coder, theirs, History(), progress)
        progress(_("writing"))
        Writer(act, plan, theirs.text).write()
        told = _told(file, plan, theirs, Blindfold.for_coder(act.connection, researcher.coder))
        _take_settings(act, plan.ours, theirs)
        act.summary = _summary(file, plan)
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
    return not any(rows for kind, rows in ours.rows.items() if kind not in _MADE_WITH_A_FILE)


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


def _told(file: str, plan: Plan, theirs: State, worn: Blindfold) -> Received:
    findings = plan.findings
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
    )


def _summary(file: str, plan: Plan) -> str:
    taken = sum(tally.taken for tally in plan.findings.tallies())
    return f"'{file}', " + ngettext("{n} row taken", "{n} rows taken", taken).format(n=taken)
