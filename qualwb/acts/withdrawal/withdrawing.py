"""The act of withdrawal: looked at beforehand, done, and finished.

All rows and the journal are written in one transaction, which also leaves a note in the file that the erased
words may still lie in its free pages, its log, copies beside it and caches. The note goes when these are
dealt with; where that was cut off, the next who opens the project goes on with it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from qualwb.acts import tracing
from qualwb.acts.purging import copies_with_other_text
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal.mentions import NamedPlace
from qualwb.acts.withdrawal.plan import WithdrawalPlan, plan_of
from qualwb.acts.withdrawal.withdrawn import InSource, Withdrawn, note_withdrawn, withdrawals
from qualwb.acts.withdrawal.writing import write
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import (
    Adjudication,
    Change,
    Coding,
    Group,
    Memo,
    NameVerdict,
    PrintVersion,
    Record,
    Source,
    SuggestionEvent,
    Summary,
)
from qualwb.store import erasing, traces, unfinished
from qualwb.store.conversion import erase_file
from qualwb.store.explaining import explained
from qualwb.store.journal import Act, write_change
from qualwb.store.open_project import OpenProject, now
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.rewording import reword_changes
from qualwb.store.search import refresh_index
from qualwb.store.special_acts import WITHDRAW
from qualwb.store.traces import Kind, Trace
from qualwb.store.unfinished import Work

__all__ = [
    "InSource",
    "NamedPlace",
    "Outlook",
    "Withdrawn",
    "finish",
    "is_unfinished",
    "outlook",
    "withdraw",
    "withdrawals",
]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a withdrawal would remove, as far as the researcher may see the project."""

    alias: str
    group: str
    removed: Withdrawn
    copies: tuple[Trace, ...]
    """Files beside the project that hold their words; they are deleted whole."""
    mentions: tuple[NamedPlace, ...]
    """Where others name the person in the transcripts."""
    named: tuple[NamedPlace, ...]
    """Where researchers and files name the person."""
    cells: tuple[tuple[str, str], ...]
    """Theme and group of summaries that stay, though they rested on the person's words alone."""
    revision: int
    """The newest act that was known."""


def outlook(
    researcher: Researcher, alias: str, group: str | None = None, *, mentions: bool = False, reason: str = ""
) -> Outlook:
    """What withdrawing a participant would remove; nothing is changed.

    With ``mentions``, also the name where others say it and researchers wrote it. Raises ``NotFound``, and
    ``QualwbError`` for an alias of several groups or somebody who has withdrawn.
    """
    project = researcher.project
    with project.reading() as connection:
        revision = _newest_change(connection)
        plan = plan_of(connection, alias, group, mentions=mentions)
        _refuse_withdrawn(connection, plan)
        kept = erasing.texts_in_use(connection).difference(plan.versions.values())
        erased = plan.changes | erasing.erased_changes(connection)
    copies = _copies(as_file(project), kept, erased, {plan.person.uid: plan.alias})
    return Outlook(
        alias=plan.person.alias,
        group=plan.person.group,
        removed=_facts(plan, researcher.coder, reason, [copy.path.name for copy in copies]),
        copies=copies,
        mentions=plan.mentions,
        named=plan.named,
        cells=tuple(plan.doomed.cells),
        revision=revision,
    )


def withdraw(
    researcher: Researcher, alias: str, group: str | None = None, *, reason: str, mentions: bool = False
) -> tuple[Withdrawn, bool]:
    """Withdraw a participant, for good; returns what was removed and whether nothing is left to be finished.

    Raises as ``outlook`` does, ``QualwbError`` without a reason, and ``ProjectLocked``.
    """
    if not reason.strip():
        raise QualwbError(_("A withdrawal needs a reason."), _("Say it with --reason TEXT."))
    seen = outlook(researcher, alias, group, mentions=mentions, reason=reason)
    project = as_file(researcher.project)
    with project.writing() as connection:
        if _newest_change(connection) != seen.revision:
            raise QualwbError(_("Something else was done meanwhile; nothing was withdrawn."), _("Try again."))
        plan = plan_of(connection, seen.alias, seen.group, mentions=mentions)
        tracing.forget(project, {*plan.versions.values(), *plan.unused})
        done = replace(seen.removed, at=now())
        _write(connection, plan, done)
    return done, finish(project)


def withdrawn_as(project: OpenProject, alias: str, group: str | None = None) -> Withdrawn | None:
    """The withdrawal after which somebody stands under that alias; None when nobody has withdrawn so."""
    with project.reading() as connection:
        for one in withdrawals(connection):
            if alias.casefold() in (one.alias.casefold(), f"{one.group}/{one.alias}".casefold()):
                return one if group is None or group.casefold() == one.group.casefold() else None
    return None


def is_unfinished(project: OpenProject) -> bool:
    """Whether words that were withdrawn may still lie in the file's free pages, copies and caches."""
    return unfinished.is_left(project, Work.WITHDRAWAL)


def finish(project: ProjectFile) -> bool:
    """Let what was withdrawn leave the search index, free pages, the log, the copies beside and the caches.

    Returns whether all is done; not while another program reads the project. Raises ``UnusableProject`` when
    a copy can't be deleted, ``ProjectLocked``.
    """
    refresh_index(project)
    with project.reading_whole() as connection:
        in_use, erased = erasing.texts_in_use(connection), erasing.erased_changes(connection)
        done = withdrawals(connection)
    hashes = {sha256 for one in done for sha256 in one.text_hashes}
    with explained(project.path):
        for copy in _copies(project, in_use, erased, {one.participant: one.alias for one in done}):
            erase_file(copy.path)
        tracing.forget(project, hashes)
        tracing.forget(project)
        emptied = erasing.rewrite(project)
    if emptied:
        with project.writing() as connection:
            unfinished.end(connection, Work.WITHDRAWAL)
    project.close()
    return emptied


def _write(connection: Connection, plan: WithdrawalPlan, done: Withdrawn) -> None:
    act = Act(connection, reason=done.reason)
    write(act, plan)
    note_withdrawn(act, done)
    turns = ngettext("{n} turn", "{n} turns", done.turns).format(n=done.turns)
    act.summary = _("{group}: '{alias}', {turns}").format(group=done.group, alias=done.alias, turns=turns)
    number = write_change(connection, act, kind=WITHDRAW, coder=done.by, at=done.at)
    erasing.erase_images(connection, {*plan.changes, number})
    reword_changes(connection, lambda number, said: plan.reworded.get(number, said))
    erasing.erase_unused_texts(connection)
    unfinished.begin(connection, Work.WITHDRAWAL)


def _copies(
    project: ProjectFile, in_use: Collection[str], erased: Collection[int], aliases: Mapping[str, str]
) -> tuple[Trace, ...]:
    """Files beside the project with a text that is not in use, an erased change, or who had another alias."""
    others = copies_with_other_text(project.path, in_use, erased)
    beside = [trace for trace in traces.beside(project.path) if trace.kind is not Kind.LOG]
    return tuple(copy for copy in beside if copy in others or traces.holds_participant(copy.path, aliases))


def _facts(plan: WithdrawalPlan, by: str, reason: str, copies: Sequence[str]) -> Withdrawn:
    doomed, person = plan.doomed, plan.person
    in_texts, in_rows = (sum(one.count for one in told) for told in (plan.mentions, plan.named))
    return Withdrawn(
        at="",
        by=by,
        reason=plan.cleared(reason.strip()),
        alias=plan.alias,
        group=_name_afterwards(plan, Group, person.group_id, person.group),
        sources=tuple(_in_sources(plan)),
        notes=doomed.count(Memo) - sum(doomed.by_source.get(Memo, {}).values()),
        summaries=doomed.count(Summary),
        attributes=len(person.attributes),
        verdicts=doomed.count(NameVerdict),
        quoted=plan.quoted,
        texts=len({*plan.versions.values(), *plan.unused}),
        acts=len(plan.changes),
        said=len(plan.reworded),
        copies=tuple(copies),
        named=in_rows if plan.with_mentions else 0,
        mentions_left=0 if plan.with_mentions else in_texts + in_rows,
        hidden=plan.hidden,
        participant=person.uid,
        text_hashes=tuple(sorted(set(plan.versions.values()))),
    )


def _in_sources(plan: WithdrawalPlan) -> Iterator[InSource]:
    """By source in which the person speaks; then by others in which they are named."""
    turns = {share.key: len(share.spans) for share in plan.person.shares}
    for key in (*turns, *(key for key in plan.replaced if key not in turns)):
        yield _in_source(plan, key, plan.source_names[key], turns.get(key, 0))


def _in_source(plan: WithdrawalPlan, key: int, name: str, turns: int) -> InSource:
    def gone(record: type[Record]) -> int:
        return plan.doomed.by_source.get(record, {}).get(key, 0)

    return InSource(
        source=_name_afterwards(plan, Source, key, name),
        turns=turns,
        codings=gone(Coding),
        print_versions=gone(PrintVersion),
        memos=gone(Memo),
        answers=gone(SuggestionEvent),
        adjudications=gone(Adjudication),
        mentions=len(plan.replaced.get(key, ())),
    )


def _name_afterwards(plan: WithdrawalPlan, record: type[Record], key: int, name: str) -> str:
    """What a row is called once the person's name is blanked in it: the facts stay, and hold no name."""
    renamed: str = plan.rewritten.get((record, key), {}).get("name", name)
    return renamed


def _newest_change(connection: Connection) -> int:
    return connection.execute(select(func.max(Change.id))).scalar() or 0


def _refuse_withdrawn(connection: Connection, plan: WithdrawalPlan) -> None:
    for one in withdrawals(connection):
        if (one.alias, one.group) == (plan.person.alias, plan.person.group):
            raise QualwbError(
                _("'{alias}' has withdrawn already, {at}.").format(alias=one.alias, at=one.at[:10]),
                _("Nothing is left to remove."),
            )
