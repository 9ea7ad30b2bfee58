"""The codes or themes of a project while a codebook joins them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from qualwb.acts.codebook_entries import CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.lookup import clean_name
from qualwb.acts.trees import BadTree, Tree, refuse_loop
from qualwb.model import MEMO_TARGETS, Memo
from qualwb.portable.guid_text import as_guid
from qualwb.same_name import same_name
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import ensure_coder, now

Entry = CodeEntry | ThemeEntry
LONGEST_NAME = 255
"""Characters of a name that a project can hold."""
_NO_TARGET: dict[str, Any] = {
    **{target.column: None for target in MEMO_TARGETS.values()},
    **{"start": None, "end": None, "quote": "", "orphaned_from": None},
}


class CodebookShelf:
    """Entries of a codebook are put on it one by one, those above before those beneath."""

    def __init__(self, act: Act, record: Tree, entries: Sequence[Entry]) -> None:
        self.act, self.record = act, record
        self.new: list[str] = []
        self.known: list[str] = []
        self.renamed: list[tuple[str, str]] = []
        self.taken_as: list[tuple[str, str]] = []
        self.filled = 0
        table = table_of(record)
        known = select(table.c.id, table.c.name, table.c.uid).order_by(table.c.id)
        rows = act.connection.execute(known).all()
        self._by_name: dict[str, int] = {}
        for key, name, _uid in rows:
            self._by_name.setdefault(same_name(name), key)
        self._by_uid: dict[str, int] = {uid: key for key, _name, uid in rows}
        self._claimed = {
            self._by_uid[guid] for entry in entries if (guid := as_guid(entry.guid)) in self._by_uid
        }
        """Keys of what the codebook knows by its stable id: no other entry is joined to them."""
        self._key_of: dict[str, int] = {}
        self._memos: list[tuple[int, MemoEntry]] = []

    def __len__(self) -> int:
        return len(self._by_name)

    def key_of(self, entry: Entry) -> int:
        """The key of the row that an entry was put on or joined to."""
        return self._key_of[same_name(entry.name)]

    def put(self, entry: Entry, above: Entry | None, fields: dict[str, str], default: dict[str, Any]) -> None:
        """Join an entry to the row of its stable id, else of its name, or to a new with ``default``."""
        parent_id = self.key_of(above) if above else None
        key = self._known(entry)
        if key is None:
            key = self._make(entry, parent_id, {**default, **fields})
        else:
            self._join(key, entry, parent_id, fields)
        self._key_of[same_name(entry.name)] = key
        self._memos += [(key, memo) for memo in entry.memos if memo.text.strip()]

    def put_memos(self, column: str, coder: str) -> int:
        """Add the memos that are not there, as the coder's; how many they were."""
        table = table_of(Memo)
        rows = select(table.c[column], table.c.text).where(table.c[column].is_not(None))
        there = {(key, text) for key, text in self.act.connection.execute(rows)}
        added = [
            (key, memo) for key, memo in dict.fromkeys(self._memos) if (key, memo.text.strip()) not in there
        ]
        if added:
            moment = {"created_at": now(), "updated_at": now(), "coder_id": ensure_coder(self.act, coder)}
            self.act.insert_many(
                Memo,
                [
                    {**_NO_TARGET, column: key, "kind": memo.kind, "text": memo.text.strip(), **moment}
                    for key, memo in added
                ],
            )
        return len(added)

    def _known(self, entry: Entry) -> int | None:
        by_uid = self._by_uid.get(as_guid(entry.guid))
        if by_uid is not None:
            return by_uid
        by_name = self._by_name.get(same_name(_fitting(entry.name)))
        return None if by_name in self._claimed else by_name

    def _make(self, entry: Entry, parent_id: int | None, values: dict[str, Any]) -> int:
        wanted = clean_name(_fitting(entry.name))
        name = self._free_name(wanted)
        if name != wanted or len(entry.name) > LONGEST_NAME:
            self.taken_as.append((entry.name, name))
        if len(entry.name) > LONGEST_NAME:
            values["definition"] = "\n".join(filter(None, (entry.name, values.get("definition"))))
        guid = as_guid(entry.guid)
        own = {"uid": guid} if guid else {}
        key = self.act.insert(
            self.record, name=name, parent_id=parent_id, position=len(self), created_at=now(), **own, **values
        )
        self._by_name[same_name(name)] = key
        self._claimed.add(key)
        self.new.append(name)
        return key

    def _free_name(self, name: str) -> str:
        free, number = name, 1
        while same_name(free) in self._by_name:
            number += 1
            end = f" {number}"
            free = name[: LONGEST_NAME - len(end)] + end
        return free

    def _join(self, key: int, entry: Entry, parent_id: int | None, fields: dict[str, str]) -> None:
        table = table_of(self.record)
        row = self.act.connection.execute(select(table).where(table.c.id == key)).mappings().one()
        empty: dict[str, Any] = {column: value for column, value in fields.items() if not row[column]}
        if row["parent_id"] is None and parent_id is not None and self._fits(key, parent_id):
            empty["parent_id"] = parent_id
        if same_name(row["name"]) != same_name(_fitting(entry.name)):
            self.renamed.append((row["name"], entry.name))
        self.known.append(row["name"])
        self.filled += len(empty)
        self.act.update(self.record, key, **empty)

    def _fits(self, key: int, parent_id: int) -> bool:
        try:
            refuse_loop(self.act, self.record, key, parent_id)
        except BadTree:
            return False
        return True


def _fitting(name: str) -> str:
    """The name, or as much of it as a project can hold."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
