"""A project in a Taguette database: documents in HTML, tags, highlights counted in bytes, who made them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.errors import QualwbError
from qualwb.exchange.content_ids import ContentIds
from qualwb.exchange.evidence import bare
from qualwb.exchange.foreign_database import (
    ForeignDatabase,
    Row,
    is_database,
    moment_told,
    opened,
    text_of,
    whole_number,
)
from qualwb.exchange.signatures import Signatures, own_group
from qualwb.exchange.taguette.html_text import HtmlText, Utf8Positions, plain_text
from qualwb.localization import gettext as _
from qualwb.portable.alignment import Alignment
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, Coding, Memo, PortableProject, Source, Uid
from qualwb.portable.soundness import sound
from qualwb.safe_text import one_line
from qualwb.same_name import same_name

FORMAT = "Taguette"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "projects": ("id", "name"),
    "documents": ("id", "project_id", "contents"),
    "tags": ("id", "project_id", "path"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "highlight_tags": ("highlight_id", "tag_id"),
}


def is_taguette(path: Path) -> bool:
    """Whether a file is a Taguette database, by its tables."""
    if not path.is_file() or not is_database(path):
        return False
    try:
        with opened(path, checked=False) as database:
            return _fits(database)
    except QualwbError:
        return False


def read_taguette(path: Path, wishes: Wishes) -> Arrival:
    """The project in a Taguette database. Raises ``QualwbError`` for none, or several and no wish for one."""
    with opened(path) as database:
        if not _fits(database):
            raise QualwbError(_("{file}: this is no Taguette project.").format(file=path))
        project = _chosen(
            list(database.rows("projects", "id", "name", "description", "created")), wishes, path
        )
        reading = _Reading(database, project, wishes)
        told = reading.told()
    return Arrival(sound(told, reading.ledger), reading.ledger, _("Taguette project"), FORMAT)


def _fits(database: ForeignDatabase) -> bool:
    return all(database.has(table, *columns) for table, columns in _TABLES.items())


def _chosen(projects: list[Row], wishes: Wishes, path: Path) -> Row:
    if not projects:
        raise QualwbError(_("{file}: it holds no project.").format(file=path))
    wished = same_name(wishes.project)
    found = [one for one in projects if wished in ("", same_name(text_of(one["name"])), text_of(one["id"]))]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{text_of(one['id'])} '{one_line(text_of(one['name']))}'" for one in projects[:50])
    if found or not wished:
        what = _("{file}: it holds several projects: {names}.")
    else:
        what = _("{file}: it holds no project of that name, but {names}.")
    raise QualwbError(what.format(file=path, names=names), _("Choose one by its name or number."))


class _Document:
    """A document as a source, and where its bytes are in it."""

    def __init__(self, uid: Uid, row: Row) -> None:
        html = HtmlText(text_of(row["contents"]))
        text, settled = canonical(html.text)
        self.raw = html.raw
        self._bytes = Utf8Positions(html.raw)
        self._alignment: Alignment = html.alignment.then(settled)
        self.group = own_group(uid, text_of(row["name"]))
        self.source = Source(
            uid,
            text_of(row["name"]),
            self.group.uid,
            text,
            paragraphs_as_turns(text),
            reader="taguette",
            file_name=one_line(text_of(row["filename"])),
            imported_at=moment_told(row["created"]),
        )

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage of the source in those bytes, and None where there is nothing of it."""
        if not 0 <= start < end <= self._bytes.length:
            return None
        return self._alignment.span(*self._bytes.span(start, end))

    def words(self, start: int, end: int) -> str:
        """What those bytes say, without anything that only parts words."""
        first, last = self._bytes.span(start, end)
        return bare(self.raw[first:last])


class _Reading:
    """One project of a database as it is read."""

    def __init__(self, database: ForeignDatabase, project: Row, wishes: Wishes) -> None:
        self.ledger = Ledger()
        self._database = database
        self._project = project
        self._ids = ContentIds("taguette", text_of(project["created"]))
        self._signatures = Signatures(wishes)
        self._memos: list[Memo] = []

    def told(self) -> PortableProject:
        log = _Log(self._of_project("commands", "id", "user_login", "document_id", "date", "payload"))
        documents = self._documents(log)
        codes = self._codes()
        codings = tuple(self._codings(documents, codes, log))
        self.ledger.found.update(
            source=len(documents), code=len(codes), coder=len(self._signatures.coders), memo=len(self._memos)
        )
        return PortableProject(
            name=one_line(text_of(self._project["name"])),
            description=text_of(self._project["description"]),
            coders=self._signatures.coders,
            rounds=(self._signatures.round,),
            groups=tuple(one.group for one in documents.values()),
            sources=tuple(one.source for one in documents.values()),
            codes=tuple(codes.values()),
            codings=codings,
            memos=tuple(self._memos),
        )

    def _of_project(self, table: str, *columns: str) -> list[Row]:
        rows = self._database.rows(table, "project_id", *columns)
        return sorted(
            (row for row in rows if row["project_id"] == self._project["id"]),
            key=lambda row: whole_number(row["id"]) or 0,
        )

    def _documents(self, log: "_Log") -> dict[Any, _Document]:
        found = {}
        columns = ("id", "name", "description", "filename", "created", "contents")
        for row in self._of_project("documents", *columns):
            uid = self._ids.new("document", text_of(row["name"]), text_of(row["contents"]))
            found[row["id"]] = _Document(uid, row)
            if text := text_of(row["description"]).strip():
                coder = self._signatures.coder(log.added.get(row["id"], ""))
                memo = self._ids.new("description", uid, coder, text)
                self._memos.append(Memo(memo, text, coder, "source", uid))
        return found

    def _codes(self) -> dict[Any, Code]:
        return {
            row["id"]: Code(
                self._ids.new("tag", text_of(row["path"])),
                text_of(row["path"]),
                definition=text_of(row["description"]),
            )
            for row in self._of_project("tags", "id", "path", "description")
        }

    def _codings(
        self, documents: Mapping[Any, _Document], codes: Mapping[Any, Code], log: "_Log"
    ) -> Iterator[Coding]:
        tagged = self._tags_of_highlights()
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in sorted(self._database.rows("highlights", *columns), key=_place):
            document = documents.get(row["document_id"])
            if document is None:
                continue
            tags = tagged.get(row["id"], [])
            place = f"{one_line(document.source.name)} {row['start_offset']}-{row['end_offset']}"
            if not tags:
                self.ledger.found["passage"] += 1
                self.ledger.refuse("passage", place, _("it has no tag"))
            self.ledger.found["coding"] += len(tags)
            span = self._span(row, document, place, len(tags))
            if span is None:
                continue
            for tag in tags:
                user, moment = log.signed.get((row["id"], tag), ("", ""))
                source, coder = document.source.uid, self._signatures.coder(user)
                code = codes[tag].uid if tag in codes else self._ids.missing("tag", tag)
                yield Coding(
                    self._ids.new("coding", source, *span, code, coder, moment),
                    source,
                    *span,
                    code,
                    coder,
                    self._signatures.round.uid,
                    created_at=moment,
                )

    def _span(self, row: Row, document: _Document, place: str, codings: int) -> tuple[int, int] | None:
        start, end = whole_number(row["start_offset"]), whole_number(row["end_offset"])
        span = document.span(start, end) if start is not None and end is not None else None
        if start is None or end is None or span is None:
            for _number in range(codings):
                self.ledger.refuse("coding", place, _("there is no text at its place"))
            return None
        snippet = row["snippet"]
        if snippet and bare(plain_text(text_of(snippet))) != document.words(start, end):
            self.ledger.change("coding", place, _("the words there are not those noted beside it"))
        return span

    def _tags_of_highlights(self) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        for row in self._database.rows("highlight_tags", "highlight_id", "tag_id"):
            found.setdefault(row["highlight_id"], []).append(row["tag_id"])
        return {highlight: sorted(tags, key=text_of) for highlight, tags in found.items()}


def _place(row: Row) -> tuple[int, ...]:
    return tuple(whole_number(row[name]) or 0 for name in ("document_id", "start_offset", "id"))


class _Log:
    """What the log of commands tells of who did what."""

    def __init__(self, commands: Iterable[Row]) -> None:
        self.added: dict[Any, str] = {}
        """The user who added a document."""
        self.signed: dict[tuple[Any, Any], tuple[str, str]] = {}
        """Of each highlight and tag the user who put it there last, and when."""
        self._tags: dict[Any, set[Any]] = {}
        for row in commands:
            told = _payload(row["payload"])
            if told.get("type") == "document_add":
                self.added.setdefault(row["document_id"], text_of(row["user_login"]))
            elif told.get("type") == "highlight_add":
                self._highlight(row, told.get("highlight_id"), told.get("tags"))

    def _highlight(self, row: Row, highlight: Any, tags: Any) -> None:
        if not isinstance(highlight, int) or not isinstance(tags, list):
            return
        there = {tag for tag in tags if isinstance(tag, int)}
        for tag in there - self._tags.get(highlight, set()):
            self.signed[highlight, tag] = text_of(row["user_login"]), moment_told(row["date"])
        self._tags[highlight] = there


def _payload(value: Any) -> Mapping[str, Any]:
    try:
        told = json.loads(text_of(value))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
