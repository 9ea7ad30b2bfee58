"""Merging another project into this one: planned, told, and written as one act after a verified backup."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from qualwb.act_words import MERGE
from qualwb.acts import privacy
from qualwb.acts.merging.done_there import as_reason, back_again, done_there, not_here_yet
from qualwb.acts.merging.findings import Conflict, Corrections, Followed, Returned, Tally, Unplaced
from qualwb.acts.merging.history import History, read_history
from qualwb.acts.merging.planning import Plan, Progress, newest_change, plan_of
from qualwb.acts.merging.set_aside import names_replaced
from qualwb.acts.merging.state import State, read_state
from qualwb.acts.merging.withdrawn_there import refuse_withdrawn
from qualwb.acts.merging.writing import Writer
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coder, Coding, Round
from qualwb.store.blindness import VIEWS, Blindfold
from qualwb.store.journal import table_of
from qualwb.store.reading_copy import copy_for_reading
from qualwb.store.server_backup import copies_lie_beside

__all__ = ["Conflict", "Merged", "Progress", "Returned", "Tally", "Unplaced", "merge", "plan_merge"]


class Recoded(NamedTuple):
    """How many codings of a coder in a round get another code."""

    coder: str
    round: str
    code: str
    becomes: str
    codings: int


class NewCodings(NamedTuple):
    """How many codings of a coder in a round are taken."""

    coder: str
    round: str
    codings: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging a project did, or would do."""

    other: Path
    acts: int
    """Acts in the other project's journal, which stays there."""
    tallies: tuple[Tally, ...]
    conflicts: tuple[Conflict, ...]
    unplaced: tuple[Unplaced, ...]
    returned: tuple[Returned, ...]
    followed: tuple[Followed, ...]
    settings: tuple[str, ...]
    """Settings that the other project has otherwise; ours stay."""
    changes: bool
    """Whether anything is written at all."""
    codings: tuple[NewCodings, ...]
    """Whose codings are taken, and into which rounds; nothing while a round is blind."""
    corrected: tuple[Corrections, ...]
    """Texts that were corrected there and are in use now."""
    recoded: tuple[Recoded, ...]
    """Whose codings, that are here already, get another code; nothing while a round is blind."""
    done_there: tuple[str, ...]
    """What was done to codes and themes in the other project; it comes along in the journal."""
    backup: Path | None = None
    """The state before, where something was written."""

    @property
    def to_look_at(self) -> bool:
        """Whether something is in conflict or has lost its place."""
        return bool(self.conflicts or self.unplaced)


def plan_merge(researcher: Researcher, other: Path, progress: Progress = lambda _step: None) -> Merged:
    """What merging the project at ``other`` would do; nothing is written. Raises as ``merge`` does."""
    with (
        _other_project(researcher, other, progress) as (theirs, past),
        researcher.project.reading_whole() as connection,
    ):
        refuse_withdrawn(read_state(connection), theirs, other)
        plan = plan_of(connection, researcher.coder, theirs, past, progress)
        done = _comes_along(connection, plan, theirs, past)
        return _told(other, plan, theirs, past, done, Blindfold.for_coder(connection, researcher.coder))


def merge(researcher: Researcher, other: Path, progress: Progress = lambda _step: None) -> Merged:
    """Bring what the project at ``other`` holds into this one, as one act; nothing here is lost.

    A verified backup is made first, unless there is nothing to bring. The other file is left as it is. Raises
    ``UnusableProject`` when it can't be read, ``QualwbError`` when it is this project or one of the two holds
    what a participant withdrew in the other.
    """
    project = researcher.project
    with _other_project(researcher, other, progress) as (theirs, past):
        with project.reading_whole() as connection:
            refuse_withdrawn(read_state(connection), theirs, other)
            plan = plan_of(connection, researcher.coder, theirs, past, progress)
            revision, worn = newest_change(connection), Blindfold.for_coder(connection, researcher.coder)
            done = _comes_along(connection, plan, theirs, past)
        if not plan.changes:
            return _told(other, plan, theirs, past, done, worn)
        progress(_("writing"))
        with project.backed_up("merge") as backup, researcher.act(MERGE) as act:
            if newest_change(act.connection) != revision:  # another process wrote meanwhile
                plan = plan_of(act.connection, researcher.coder, theirs, past, progress)
            Writer(act, plan, theirs.text).write()
            hidden = (table_of(Coding).name,) if _hides(plan) else ()
            back = (one for one in plan.findings.returned if one.kind not in hidden)
            lines = (*back_again(back), *done)
            act.summary, act.reason = _summary(other, plan), as_reason(other.name, lines)
        return replace(_told(other, plan, theirs, past, done, worn), backup=backup)


@contextmanager
def _other_project(
    researcher: Researcher, other: Path, progress: Progress
) -> Iterator[tuple[State, History]]:
    """The other project as it was read: from a copy, so that its file stays as it is."""
    other, ours = other.expanduser(), copies_lie_beside(researcher.project)
    if other.exists() and ours.exists() and other.samefile(ours):
        raise QualwbError(_("{path}: that is the project itself.").format(path=other))
    progress(_("reading the other project"))
    with copy_for_reading(other, ours) as project, project.reading() as connection:
        _refuse_other_seal(researcher, connection, other)
        state = read_state(connection)
        yield state, replace(read_history(connection, state), done=done_there(connection))


def _refuse_other_seal(researcher: Researcher, theirs: Connection, other: Path) -> None:
    """A sealed project takes nothing in that may hold the names that left it, nor gives to one."""
    with researcher.project.reading() as ours:
        seals = [privacy.sealed(connection) or {} for connection in (ours, theirs)]
    if seals[0].get("id") != seals[1].get("id"):
        raise QualwbError(
            _("{path}: the one project is sealed and the other is not, or was sealed by itself.").format(
                path=other
            ),
            _("Merge first, then replace names and seal; or merge copies that were made after sealing."),
        )


def _comes_along(connection: Connection, plan: Plan, theirs: State, past: History) -> tuple[str, ...]:
    """What was done to codes and themes there and is not told here.

    Nothing where names were replaced in one of the two alone: the words may hold them.
    """
    apart = names_replaced(theirs) != names_replaced(plan.ours)
    return () if apart else not_here_yet(connection, past.done)


def _told(
    other: Path, plan: Plan, theirs: State, past: History, done: tuple[str, ...], worn: Blindfold
) -> Merged:
    """What is told; while a round is blind, of passages only that something happened there."""
    ours, findings = plan.ours.settings, plan.findings
    if worn.rounds:
        findings.hide(VIEWS, _("(hidden while a round is blind)"))
    # Who codes in a copy, and in which round, is the copy's own.
    of_copy = ("coder", "round") if theirs.settings.get("coder") else ("coder",)
    differing = (
        name for name, value in theirs.settings.items() if ours.get(name) != value and name not in of_copy
    )
    return Merged(
        other,
        past.acts,
        findings.tallies(),
        tuple(findings.conflicts),
        tuple(findings.unplaced),
        tuple(findings.returned),
        tuple(findings.followed),
        tuple(sorted(differing)),
        plan.changes,
        _new_codings(plan),
        tuple(findings.corrected),
        _recoded(plan),
        () if worn.rounds else done,
    )


def _new_codings(plan: Plan) -> tuple[NewCodings, ...]:
    """The codings that are not here yet, by coders and rounds, by name; nothing while a round is blind."""
    rows = plan.joined.rows
    if _hides(plan):
        return ()
    hands = Counter(
        (rows[Coder][row["coder_id"]]["name"], rows[Round][row["round_id"]]["name"])
        for mark, row in rows[Coding].items()
        if mark not in plan.ours.rows[Coding]
    )
    return tuple(NewCodings(*hand, n) for hand, n in sorted(hands.items()))


def _hides(plan: Plan) -> bool:
    """Whether a round is blind still."""
    rounds = plan.joined.rows[Round].values()
    return any(round_["blind"] and round_["released_at"] is None for round_ in rounds)


def _recoded(plan: Plan) -> tuple[Recoded, ...]:
    """Codings that are here and get another code, by coders and rounds; nothing while a round is blind."""
    rows, before = plan.joined.rows, plan.ours.rows
    if _hides(plan):
        return ()
    hands = Counter(
        (
            rows[Coder][row["coder_id"]]["name"],
            rows[Round][row["round_id"]]["name"],
            before[Code][before[Coding][mark]["code_id"]]["name"],
            rows[Code][row["code_id"]]["name"],
        )
        for mark, row in rows[Coding].items()
        if mark in before[Coding] and before[Coding][mark]["code_id"] != row["code_id"]
    )
    return tuple(Recoded(*hand, n) for hand, n in sorted(hands.items()))


def told_recoded(one: Recoded) -> str:
    """Whose codings get another code, how many, in which round, and which code."""
    codings = ngettext("{n} coding", "{n} codings", one.codings).format(n=one.codings)
    return _("{coder}: {codings} in round {round} from '{code}' to '{becomes}'").format(
        coder=one.coder, codings=codings, round=one.round, code=one.code, becomes=one.becomes
    )


def told_corrections(one: Corrections) -> str:
    """In which source words were corrected there, and by whom."""
    said = _("corrections in '{source}'").format(source=one.source)
    return f"{', '.join(one.coders)}: {said}" if one.coders else said


def told_codings(one: NewCodings) -> str:
    """Whose codings they are, how many, and in which round."""
    codings = ngettext("{n} coding", "{n} codings", one.codings).format(n=one.codings)
    return _("{coder}: {codings} in round {round}").format(coder=one.coder, codings=codings, round=one.round)


def _told_returned(returned: Sequence[Returned]) -> list[str]:
    """How much was deleted here and is back; nothing where nothing is."""
    told = ngettext("{n} deletion here taken back", "{n} deletions here taken back", len(returned))
    return [told.format(n=len(returned))] if returned else []


def _summary(other: Path, plan: Plan) -> str:
    tallies = plan.findings.tallies()
    taken, n = sum(tally.taken for tally in tallies), len(plan.findings.conflicts)
    return ", ".join(
        (
            f"'{other.name}'",
            ngettext("{n} row taken", "{n} rows taken", taken).format(n=taken),
            ngettext("{n} conflict", "{n} conflicts", n).format(n=n),
            *_told_returned(plan.findings.returned),
            *map(told_codings, _new_codings(plan)),
            *map(told_recoded, _recoded(plan)),
            *map(told_corrections, plan.findings.corrected),
        )
    )
