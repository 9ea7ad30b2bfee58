"""Who has worked, and what they wrote, as flat rows: coders, rounds, memos."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, select

from qualwb.analysis.dataset.material import FlatGroup, FlatParticipant, FlatSource
from qualwb.model import MEMO_TARGETS, Coder, Memo, Record, Round
from qualwb.store.journal import table_of


class FlatCoder(NamedTuple):
    """A coder."""

    coder_uid: str
    coder: str


class FlatRound(NamedTuple):
    """A round; ``position`` counts from 1."""

    round_uid: str
    round: str
    position: int
    blind: bool
    released_at: str | None


class FlatMemo(NamedTuple):
    """A memo and what it hangs on: one id of those after ``target`` is there, of the project's memos none.

    A passage is [start, end) of the source in ``text_version``.
    """

    memo_uid: str
    kind: str
    target: str
    group_uid: str | None
    source_uid: str | None
    participant_uid: str | None
    code_uid: str | None
    theme_uid: str | None
    question_uid: str | None
    start: int | None
    end: int | None
    text_version: int | None
    quote: str
    orphaned: bool
    text: str
    coder_uid: str
    coder: str
    created_at: str
    updated_at: str


def flat_coders(connection: Connection) -> dict[int, FlatCoder]:
    """The coders by name, by key."""
    rows = select(Coder.id, Coder.uid, Coder.name).order_by(Coder.name, Coder.id)
    return {key: FlatCoder(uid, name) for key, uid, name in connection.execute(rows)}


def flat_rounds(connection: Connection) -> dict[int, FlatRound]:
    """The rounds in order, by key."""
    rows = connection.execute(select(Round.__table__).order_by(Round.position, Round.id))
    return {
        row.id: FlatRound(row.uid, row.name, position, row.blind, row.released_at)
        for position, row in enumerate(rows, 1)
    }


def flat_memos(
    connection: Connection,
    groups: Mapping[int, FlatGroup],
    sources: Mapping[int, FlatSource],
    participants: Mapping[int, FlatParticipant],
) -> list[FlatMemo]:
    """The memos in the order they were written; of those on material, the ones on what is asked about."""
    coders = flat_coders(connection)
    uids = {kind: _uids(connection, target.record) for kind, target in MEMO_TARGETS.items()}
    asked: dict[str, Mapping[int, Any]] = {
        **uids,
        "group": groups,
        "source": sources,
        "participant": participants,
    }
    memos = select(table_of(Memo)).order_by(Memo.id)
    found = []
    for memo in connection.execute(memos).mappings():
        hangs_on = {kind: memo[target.column] for kind, target in MEMO_TARGETS.items()}
        if all(key is None or key in asked[kind] for kind, key in hangs_on.items()):
            ids = {f"{kind}_uid": uids[kind].get(key) for kind, key in hangs_on.items()}
            found.append(_memo(memo, ids, sources, coders[memo["coder_id"]]))
    return found


def _memo(
    memo: RowMapping, ids: Mapping[str, str | None], sources: Mapping[int, FlatSource], coder: FlatCoder
) -> FlatMemo:
    passage = memo["start"] is not None
    kind = next((kind for kind, target in MEMO_TARGETS.items() if memo[target.column] is not None), "project")
    lost = memo["orphaned_from"]
    stands = sources[memo["source_id"]].text_version if passage else None
    return FlatMemo(
        memo_uid=memo["uid"],
        kind=memo["kind"],
        target="passage" if passage else kind,
        **ids,
        start=memo["start"],
        end=memo["end"],
        text_version=stands if lost is None else lost,
        quote=memo["quote"],
        orphaned=lost is not None,
        text=memo["text"],
        coder_uid=coder.coder_uid,
        coder=coder.coder,
        created_at=memo["created_at"],
        updated_at=memo["updated_at"],
    )


def _uids(connection: Connection, record: type[Record]) -> dict[int, str]:
    table = table_of(record)
    return dict(connection.execute(select(table.c.id, table.c.uid)).all())
