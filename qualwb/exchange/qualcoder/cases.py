"""Cases of QualCoder: one that has whole files is a group, one that has parts of files a person in them.

A file that belongs to several cases is no group's: it has one of its own, in which the cases are people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class _Links:
    """The cases that a file belongs to as a whole, in their order, and those that have parts of it."""

    whole: dict[Any, None] = field(default_factory=dict)
    parts: list[tuple[Any, Marked]] = field(default_factory=list)

    @property
    def cases(self) -> Iterable[Any]:
        """All of them."""
        return (*self.whole, *(case for case, _passage in self.parts))


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
        linked = self._linked({one.number: one for one in files})
        told = tuple(self._source(file, linked.get(file.number, _Links())) for file in files)
        self._without_text({case for links in linked.values() for case in links.cases})
        return told

    def _linked(self, files: Mapping[Any, File]) -> Mapping[Any, _Links]:
        """By the number of a file its cases; a link to nothing is refused."""
        found: dict[Any, _Links] = {}
        for link in self._links:
            self._ledger.found["case_passage"] += 1
            case, file = link["caseid"], files.get(link["fid"])
            start, end = whole_number(link["pos0"]) or 0, whole_number(link["pos1"]) or 0
            if file is None:
                self._refuse_link(link, None, _("its source is not taken"))
            elif case not in self._rows:
                self._refuse_link(link, file, _("its {kind} is not in the file").format(kind=_("case")))
            elif start <= 0 and end >= len(file.text) - 1:
                found.setdefault(file.number, _Links()).whole.setdefault(case)
            elif (passage := file.text.passage(start, end)) is not None:
                found.setdefault(file.number, _Links()).parts.append((case, passage))
            else:
                self._refuse_link(link, file, _("there is no text at its place"))
        return found

    def _refuse_link(self, link: Row, file: File | None, why: str) -> None:
        case = f"{self._name(link['caseid'])}: " if link["caseid"] in self._rows else ""
        source = f"{one_line(file.source.name)} " if file is not None else ""
        self._ledger.refuse("case_passage", f"{case}{source}{link['pos0']}-{link['pos1']}", why)

    def _group_of(self, file: File, cases: Iterable[Any]) -> Group:
        """The only case that has the whole file; where several do, a group in which they are people."""
        match [*cases]:
            case [only]:
                return self._group(only)
            case several:
                group = own_group(file.source.uid, file.source.name)
                for one in several:
                    self._person(one, group.uid)
                    why = _("a person in '{source}', which belongs to several cases")
                    self._ledger.change("case", self._name(one), why.format(source=file.source.name))
                return group

    def _source(self, file: File, links: _Links) -> Source:
        group = self._group_of(file, links.whole)
        self.groups.setdefault(group.uid, group)
        turns, speakers = list(file.source.turns), {}
        for case, passage in links.parts:
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
