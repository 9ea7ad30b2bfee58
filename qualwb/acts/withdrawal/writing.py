"""Writing a withdrawal's plan, within one act."""

from collections.abc import Collection

from sqlalchemy import select

from qualwb.acts import privacy
from qualwb.acts.follow_edits import edit_text
from qualwb.acts.moved_places import note_moved
from qualwb.acts.passages import trimmed
from qualwb.acts.repointing import keep_one
from qualwb.acts.withdrawal.person import Withdrawing, free_name
from qualwb.acts.withdrawal.plan import WithdrawalPlan
from qualwb.acts.withdrawal.rows import QUOTES
from qualwb.model import (
    Adjudication,
    Coding,
    Memo,
    NameVerdict,
    Participant,
    PrintVersion,
    Speaker,
    SuggestionEvent,
    Summary,
    TextVersion,
)
from qualwb.store.journal import Act, table_of

IN_ORDER = (Adjudication, Summary, PrintVersion, SuggestionEvent, NameVerdict, Memo, Coding)
"""The records of rows that go; what names codings before these."""


def write(act: Act, plan: WithdrawalPlan) -> None:
    """Remove the rows that go, blank the texts, and give the person the name that stands in their place."""
    doomed = plan.doomed
    for (record, key), lists in doomed.resting.items():
        act.update(record, key, **lists)
    for record in IN_ORDER:
        act.delete(record, doomed.keys(record))
    for (record, key), quote in doomed.requoted.items():
        act.update(record, key, **{QUOTES[record]: quote})
    for source, edits in plan.edits.items():
        edit_text(act, source, edits)
    if privacy.applied(act.connection):
        note_moved(act, plan.edits)
    for record in (Coding, Memo):
        _trim(act, record, doomed.crossing.get(record, ()))
    act.delete(TextVersion, plan.versions)
    for (record, key), values in plan.rewritten.items():
        act.update(record, key, **values)
    _rename(act, plan.person, plan.alias)


def _trim(act: Act, record: type[Coding] | type[Memo], keys: Collection[int]) -> None:
    """Let passages that lost an end begin and end with words, as all do."""
    table = table_of(record)
    for key in sorted(keys):
        row = act.connection.execute(select(table).where(table.c.id == key)).mappings().first()
        if row is None or row["quote"] == row["quote"].strip():
            continue  # it joined one like it, or has words at its ends
        start, end = trimmed(row["quote"], 0, len(row["quote"]))
        place = {"start": row["start"] + start, "end": row["start"] + end}
        if record is Coding:
            same = {name: row[name] for name in ("source_id", "code_id", "coder_id", "round_id")}
            twin = act.connection.execute(
                select(Coding.id).filter_by(**same, **place, orphaned_from=None)
            ).scalar()
            if twin is not None:
                keep_one(act, {key: twin})
                continue
        act.update(record, key, **place, quote=row["quote"].strip())


def _rename(act: Act, person: Withdrawing, alias: str) -> None:
    act.update(Participant, person.key, alias=alias, attributes={})
    for key in person.speakers:
        source = act.connection.execute(select(Speaker.source_id).where(Speaker.id == key)).scalar_one()
        others = select(Speaker.label).where(Speaker.source_id == source, Speaker.id != key)
        taken = act.connection.execute(others).scalars().all()
        label = free_name(alias, taken, lambda n: f"{alias} ({n})")
        act.update(Speaker, key, label=label)
