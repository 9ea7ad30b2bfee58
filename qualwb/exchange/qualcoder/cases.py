"""Cases of QualCoder: one that has whole files is a group, one that has parts of files a person in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualwb.exchange.content_ids import ContentIds
from qualwb.exchange.foreign_database import ForeignDatabase, Row, text_of, whole_number
from qualwb.exchange.qualcoder.positions import CodedText, Marked
from qualwb.exchange.signatures import own_group
from qualwb.localization import gettext as _
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Attributes, Group, Participant, Source, Speaker, Turn, Uid
from qualwb.safe_text import one_line


@dataclass(frozen=True, slots=True)
class File:
    """A text in the file, as it is read before it is known whose it is."""

    number: Any
    source: Source
    text: CodedText


class Cases:
    """Groups, people and what they say, out of a project's cases."""

    def __init__(self, database: ForeignDatabase, ids: ContentIds, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows: dict[Any, Row] = {
            row["caseid"]: row for row in database.rows("cases", "caseid", "name", "memo")
        }
        self._ids = {case: ids.new("case", text_of(row["name"])) for case, row in self._rows.items()}
        self._links = list(database.rows("case_text", "caseid", "fid", "pos0", "pos1"))
        self._attributes = _attributes(database, ledger)
        self.groups: dict[Uid, Group] = {}
        self.people: dict[Uid, Participant] = {}
        self.memos: list[tuple[str, Uid, str]] = []
        """What is noted of a case: the kind of thing it became, its id, the text."""
        ledger.found["case"] = len(self._rows)

    def sources(self, files: Iterable[File]) -> tuple[Source, ...]:
        """The sources in their groups, with who speaks in them."""
        files = list(files)
        by_number = {one.number: one for one in files}
        parts: dict[Any, list[tuple[Any, Marked]]] = {}
        owners: dict[Any, Any] = {}
        for link in self._links:
            file = by_number.get(link["fid"])
            if file is None or link["caseid"] not in self._rows:
                continue
            start, end = whole_number(link["pos0"]) or 0, whole_number(link["pos1"]) or 0
            passage = file.text.passage(start, end)
            if start <= 0 and end >= len(file.text) - 1:
                owners.setdefault(file.number, link["caseid"])
            elif passage is not None:
                parts.setdefault(file.number, []).append((link["caseid"], passage))
        told = tuple(
            self._source(file, owners.get(file.number), parts.get(file.number, [])) for file in files
        )
        self._without_text(
            {case for spans in parts.values() for case, _passage in spans} | {*owners.values()}
        )
        return told

    def _source(self, file: File, owner: Any, parts: list[tuple[Any, Marked]]) -> Source:
        group = self._group(owner) if owner is not None else own_group(file.source.uid, file.source.name)
        self.groups.setdefault(group.uid, group)
        turns, speakers = list(file.source.turns), {}
        for case, passage in parts:
            person = self._person(case, group.uid)
            speakers[person.alias] = Speaker(person.alias, person.uid)
            if not _say(turns, passage, person.alias):
                place = f"{file.source.name} {passage.start}-{passage.end}"
                self._ledger.refuse("speaker", place, _("no whole paragraph lies in it"))
        attributes = {**self._attributes.get(("file", file.number), {})}
        return replace(
            file.source,
            group=group.uid,
            turns=tuple(turns),
            speakers=tuple(speakers.values()),
            attributes=attributes,
        )

    def _group(self, case: Any) -> Group:
        uid = self._ids[case]
        if uid not in self.groups:
            self.groups[uid] = Group(uid, self._name(case), self._attributes.get(("case", case), {}))
            self._note("group", uid, case)
        return self.groups[uid]

    def _person(self, case: Any, group: Uid) -> Participant:
        uid = stable_id(self._ids[case], group)
        if uid not in self.people:
            attributes = self._attributes.get(("case", case), {})
            self.people[uid] = Participant(uid, group, self._name(case), attributes=attributes)
            self._note("participant", uid, case)
        return self.people[uid]

    def _name(self, case: Any) -> str:
        return one_line(text_of(self._rows[case]["name"])) or str(case)

    def _note(self, kind: str, uid: Uid, case: Any) -> None:
        if memo := text_of(self._rows[case]["memo"]).strip():
            self.memos.append((kind, uid, memo))

    def _without_text(self, with_text: set[Any]) -> None:
        for case in self._rows:
            if case not in with_text:
                self._group(case)


def _say(turns: list[Turn], passage: Marked, label: str) -> bool:
    """Let a person say the paragraphs that lie in a passage, blanks at their ends aside."""
    said = False
    for at, turn in enumerate(turns):
        if turn.start < turn.end and passage.start <= turn.start and turn.end <= passage.end + 1:
            turns[at] = turn._replace(speaker=label, kind="speech")
            said = True
    return said


def _attributes(database: ForeignDatabase, ledger: Ledger) -> Mapping[tuple[str, Any], Attributes]:
    """By kind ('case', 'file') and number what is said of it; what is said of nothing is left out."""
    found: dict[tuple[str, Any], dict[str, str]] = {}
    for row in database.rows("attribute", "name", "attr_type", "value", "id"):
        name, value, kind = (text_of(row[column]).strip() for column in ("name", "value", "attr_type"))
        if not name or not value:
            continue
        ledger.found["attribute"] += 1
        if kind in ("case", "file"):
            found.setdefault((kind, row["id"]), {})[name] = value
        else:
            ledger.refuse("attribute", f"{name}: {value}"[:100], _("it belongs to no source and no case"))
    return found
