"""A QualCoder project: its texts, categories and codes, codings by their owners, memos, cases, journals."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qualwb.exchange.content_ids import ContentIds
from qualwb.exchange.foreign_database import ForeignDatabase, Row, moment_told, text_of, whole_number
from qualwb.exchange.qualcoder.cases import Cases, File
from qualwb.exchange.qualcoder.codes import code_tree
from qualwb.exchange.qualcoder.folder import opened_project
from qualwb.exchange.qualcoder.positions import CodedText
from qualwb.exchange.signatures import Signatures
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Coding, Memo, PortableProject, Source, Uid
from qualwb.portable.soundness import sound
from qualwb.safe_text import one_line

_MEDIA = ("/images", "images:", "/audio", "audio:", "/video", "video:")


def read_qualcoder(path: Path, wishes: Wishes) -> Arrival:
    """The project in a QualCoder folder, or in its database. Raises ``QualwbError`` for what is none."""
    with opened_project(path) as database:
        head: Row = next(iter(database.rows("project", "databaseversion", "date", "memo", "about")), {})
        reading = _Reading(database, head, wishes)
        told = reading.told(path.stem if path.is_dir() else path.absolute().parent.stem)
    origin = one_line(text_of(head.get("about"))) or "QualCoder"
    return Arrival(sound(told, reading.ledger), reading.ledger, _("QualCoder project"), origin)


class _Noted(NamedTuple):
    """What is noted of something, by whom and when."""

    text: str
    owner: str = ""
    moment: str = ""


class _Reading:
    """One project as it is read."""

    def __init__(self, database: ForeignDatabase, head: Row, wishes: Wishes) -> None:
        self.ledger = Ledger()
        self._database = database
        self._head = head
        self._ids = ContentIds("qualcoder", text_of(head.get("date")))
        self._signatures = Signatures(wishes)
        self._memos: list[Memo] = []

    def told(self, name: str) -> PortableProject:
        tree = code_tree(self._database, self._ids)
        files = {file.number: file for file in self._files()}
        cases = Cases(self._database, self._ids, self.ledger)
        sources = cases.sources(files.values())
        codings = tuple(self._codings(files, tree.by_number))
        self._pictured()
        self._annotations(files)
        self._journals()
        for kind, uid, text in cases.memos:
            self._note(_Noted(text), kind, uid)
        self.ledger.found.update(
            code=len(tree.codes),
            coder=len(self._signatures.coders),
            memo=len(self._memos) + len(self.ledger.refusals("memo")),
        )
        if tree.categories:
            self.ledger.notices.append(
                ngettext(
                    "{n} of the codes is a category, which codes lie beneath.",
                    "{n} of the codes are categories, which codes lie beneath.",
                    tree.categories,
                ).format(n=tree.categories)
            )
        return PortableProject(
            name=name,
            description=text_of(self._head.get("memo")),
            coders=self._signatures.coders,
            rounds=(self._signatures.round,),
            groups=tuple(cases.groups.values()),
            participants=tuple(cases.people.values()),
            sources=sources,
            codes=tree.codes,
            codings=codings,
            memos=tuple(self._memos),
        )

    def _files(self) -> Iterator[File]:
        noted: dict[Any, list[tuple[int, int, str]]] = {}
        for row in self._database.rows("code_text", "fid", "pos0", "pos1", "seltext"):
            start, end = whole_number(row["pos0"]), whole_number(row["pos1"])
            if start is not None and end is not None and row["seltext"]:
                noted.setdefault(row["fid"], []).append((start, end, text_of(row["seltext"])))
        columns = ("id", "name", "fulltext", "mediapath", "memo", "owner", "date")
        for row in self._database.rows("source", *columns):
            self.ledger.found["source"] += 1
            name, stored = text_of(row["name"]), text_of(row["fulltext"])
            if not stored and text_of(row["mediapath"]).startswith(_MEDIA):
                self.ledger.refuse("source", one_line(name), _("it has no text"))
                continue
            text = CodedText(stored, noted.get(row["id"], ()))
            moment = moment_told(row["date"])
            source = Source(
                self._ids.new("source", name, stored),
                name,
                "",
                text.text,
                text.turns,
                reader="qualcoder",
                file_name=one_line(name),
                imported_at=moment,
            )
            told = _Noted(text_of(row["memo"]), text_of(row["owner"]), moment)
            self._note(told, "source", source.uid)
            yield File(row["id"], source, text)

    def _codings(self, files: Mapping[Any, File], codes: Mapping[Any, Uid]) -> Iterator[Coding]:
        columns = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important")
        for row in self._database.rows("code_text", *columns):
            self.ledger.found["coding"] += 1
            span = self._span("coding", row, files, text_of(row["seltext"]))
            moment, owner = moment_told(row["date"]), text_of(row["owner"])
            memo = _Noted(text_of(row["memo"]), owner, moment)
            if span is None:
                if memo.text.strip():
                    self.ledger.refuse("memo", one_line(memo.text)[:60], _("its passage is not taken"))
                continue
            source, coder = files[row["fid"]].source.uid, self._signatures.coder(owner)
            code = codes.get(row["cid"]) or self._ids.missing("code", row["cid"])
            self._note(memo, "source", source, span)
            yield Coding(
                self._ids.new("coding", source, *span, code, coder, moment),
                source,
                *span,
                code,
                coder,
                self._signatures.round.uid,
                cited=bool(whole_number(row["important"])),
                created_at=moment,
            )

    def _span(
        self, kind: str, row: Row, files: Mapping[Any, File], words: str = ""
    ) -> tuple[int, int] | None:
        file, start, end = files.get(row["fid"]), whole_number(row["pos0"]), whole_number(row["pos1"])
        if file is None:
            self.ledger.refuse(kind, f"{row['pos0']}-{row['pos1']}", _("its source is not taken"))
            return None
        place = f"{one_line(file.source.name)} {row['pos0']}-{row['pos1']}"
        passage = file.text.passage(start, end, words) if start is not None and end is not None else None
        if passage is None:
            self.ledger.refuse(kind, place, _("there is no text at its place"))
            return None
        if not passage.sure:
            self.ledger.change(kind, place, _("the words there are not those noted beside it"))
        return passage.start, passage.end

    def _pictured(self) -> None:
        pictured = {
            "code_image": _("it is on a part of an image"),
            "code_av": _("it is on a time of a recording"),
        }
        for table, why in pictured.items():
            for row in self._database.rows(table, "cid", "id"):
                self.ledger.found["coding"] += 1
                self.ledger.refuse("coding", f"{table} {row['id']}", why)

    def _annotations(self, files: Mapping[Any, File]) -> None:
        for row in self._database.rows("annotation", "anid", "fid", "pos0", "pos1", "memo", "owner", "date"):
            if not text_of(row["memo"]).strip():
                continue
            span = self._span("memo", row, files)
            if span is not None:
                noted = _Noted(text_of(row["memo"]), text_of(row["owner"]), moment_told(row["date"]))
                self._note(noted, "source", files[row["fid"]].source.uid, span)

    def _journals(self) -> None:
        for row in self._database.rows("journal", "jid", "name", "jentry", "date", "owner"):
            text = "\n\n".join(filter(None, (text_of(row[name]).strip() for name in ("name", "jentry"))))
            self._note(_Noted(text, text_of(row["owner"]), moment_told(row["date"])))

    def _note(
        self,
        noted: _Noted,
        on: str = "project",
        thing: Uid | None = None,
        span: tuple[int, int] | None = None,
    ) -> None:
        if not noted.text.strip():
            return
        start, end = span or (None, None)
        text, coder = noted.text.strip(), self._signatures.coder(noted.owner)
        uid = self._ids.new("memo", on, thing, start, end, coder, text)
        self._memos.append(Memo(uid, text, coder, on, thing, start, end, created_at=noted.moment))
