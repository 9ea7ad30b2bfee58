"""A folder of coded Markdown as a project, whoever wrote or edited it."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualwb.exchange.folder.bad_folder import BadFolder
from qualwb.exchange.folder.codebook_yaml import read_codebook
from qualwb.exchange.folder.columns import Untold
from qualwb.exchange.folder.entries import FileEntry, plain, tell_unknown_keys
from qualwb.exchange.folder.folder_files import FolderFiles, is_project_folder, refuse_unfinished
from qualwb.exchange.folder.forms import (
    CODEBOOK,
    CODEBOOK_HISTORY,
    CSV_FORMS,
    PROJECT,
    PROJECT_FORMS,
    SOURCE_FILES,
    YAML_FORMS,
    Form,
    file_of,
)
from qualwb.exchange.folder.manifest import listed
from qualwb.exchange.folder.newcomers import Newcomers
from qualwb.exchange.folder.passages_by_hand import codings_by_hand, tell_marks_without_rows
from qualwb.exchange.folder.places import MarkedPlace, ReadPlaces
from qualwb.exchange.folder.project_files import HISTORY, PROVENANCE, PROVENANCE_MAPPINGS, names_of
from qualwb.exchange.folder.rows import read_rows
from qualwb.exchange.folder.source_markdown import ReadSource, SourceFileReader
from qualwb.exchange.folder.untold import untold_fields
from qualwb.exchange.folder.yaml_text import mappings, read_list, read_mapping
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Wishes, stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.record_rules import fault_of, marks_of
from qualwb.portable.records import PortableProject, Source
from qualwb.portable.soundness import KINDS, count, sound
from qualwb.safe_text import cleaned, cleaned_within, one_line

FORMAT = "Markdown"


def read_folder(folder: Path, wishes: Wishes) -> Arrival:
    """The project in a folder that an export wrote, edited or not, or that was made by hand.

    Marks in the Markdown say where passages are, ``codings.csv`` says all else. Raises ``QualwbError`` for a
    folder that is none, too large, not finished, or in which git left a conflict.
    """
    if not is_project_folder(folder):
        raise BadFolder(
            str(folder), None, _("this is no project as coded Markdown."), _("It has no 'project.yaml'.")
        )
    refuse_unfinished(folder)
    return _FolderReader(folder, wishes).read()


class _FolderReader:
    def __init__(self, folder: Path, wishes: Wishes) -> None:
        self._files = FolderFiles(folder)
        self._wishes = wishes
        self._ledger = Ledger()
        self._project = PortableProject()
        self._places = ReadPlaces()
        self._names = names_of(self._project)
        self._used: set[str] = set()
        """The marks that some record names."""
        self._missing = [path for path in sorted(listed(folder)) if not (folder / path).exists()]

    def read(self) -> Arrival:
        for path in self._missing:
            self._ledger.notices.append(
                _("{file} is not here, though the export wrote it.").format(file=path)
            )
        self._read_project()
        self._read_codebook()
        newcomers = Newcomers(self._names, has_codebook=bool(self._project.codes))
        self._names.missing = newcomers.made
        read = self._read_sources()
        self._read_codings(read)
        for collection in (*YAML_FORMS, *CSV_FORMS):
            if collection != "codings":
                self._take(collection, self._entries(collection), {**YAML_FORMS, **CSV_FORMS}[collection])
        tell_marks_without_rows(read, self._used, self._ledger)
        project = newcomers.joined(self._project)
        for name, place in newcomers.told:
            self._ledger.notices.append(_("{what} is new: {name}.").format(what=place, name=name))
        count(project, self._ledger)
        return Arrival(sound(project, self._ledger), self._ledger, FORMAT, "qualwb", edited=True)

    def _read_project(self) -> None:
        told = read_mapping(self._files.text(PROJECT) or "", PROJECT)
        known = ("project", "description", "language", "settings", *PROJECT_FORMS)
        tell_unknown_keys([told], known, self._ledger)
        settings = told.get("settings")
        self._project = replace(
            self._project,
            name=cleaned(told.text("project")),
            description=cleaned(told.text("description")),
            language=cleaned(told.text("language")),
            settings=cleaned_within(plain(settings)) if isinstance(settings, dict) else {},
        )
        for collection, form in PROJECT_FORMS.items():
            self._take(collection, mappings(told.get(collection), PROJECT, told.line), form)
            self._names.by_collection = names_of(self._project).by_collection

    def _read_codebook(self) -> None:
        codes, themes = read_codebook(self._files.text(CODEBOOK) or "", self._ledger)
        history = self._rows(CODEBOOK_HISTORY, HISTORY)
        made: dict[str, dict[str, str]] = {"code": {}, "theme": {}}
        for row in history:
            made.setdefault(row.text("kind"), {})[row.text("uid")] = cleaned(row.text("created_at"))
        self._project = replace(
            self._project,
            codes=tuple(_as_made(codes, made["code"])),
            themes=tuple(_as_made(themes, made["theme"])),
        )
        self._names.by_collection = names_of(self._project).by_collection

    def _read_sources(self) -> list[ReadSource]:
        reader = SourceFileReader(self._project, self._names, self._ledger)
        read: dict[str, ReadSource] = {}
        paths: dict[str, str] = {}
        for path in self._files.sources():
            try:
                one = reader.read(self._files.text(path) or "", path)
            except Untold as error:
                self._ledger.found["source"] += 1
                self._ledger.refuse("source", path, str(error))
                continue
            uid = one.source.uid
            if uid in read:
                self._ledger.found["source"] += 1
                why = _("its id is that of {file}").format(file=paths[uid])
                self._ledger.refuse("source", path, why)
                continue
            read[uid], paths[uid] = one, path
        known = list(read_list(self._files.text(SOURCE_FILES) or "", SOURCE_FILES))
        order = [entry for entry in known if entry.text("uid") in read]
        sources = [_with_provenance(read.pop(entry.text("uid")), entry) for entry in _first_of_each(order)]
        sources.extend(read.values())
        self._ledger.found["source"] += len(sources)
        self._project = replace(self._project, sources=tuple(one.source for one in sources))
        for one in sources:
            self._note_places(one)
        self._names.by_collection["sources"] = names_of(self._project).by_collection["sources"]
        return sources

    def _note_places(self, one: ReadSource) -> None:
        self._places.texts[one.source.uid] = one.source.text
        for mark, passage in one.marks.by_id.items():
            place = MarkedPlace(one.source.uid, passage.start, passage.end)
            self._places.by_mark.setdefault(mark, []).append(place)
            self._places.lines[mark, one.source.uid] = f"{one.file}:{passage.line}"
        for mark, (line, why) in one.marks.broken.items():
            self._places.broken[mark] = f"{one.file}:{line}: {why} ('{mark}')"
            if not mark:
                self._ledger.found["coding"] += 1
                self._ledger.refuse("coding", f"{one.file}:{line}", why)

    def _read_codings(self, read: Sequence[ReadSource]) -> None:
        rows = (self._as_wished(row) for row in self._entries("codings"))
        self._take("codings", rows, CSV_FORMS["codings"])
        there = self._files.has(file_of("codings"))
        by_hand = codings_by_hand(read, self._names, self._wishes, self._ledger, also_with_ids=not there)
        self._project = replace(self._project, codings=(*self._project.codings, *by_hand))

    def _as_wished(self, row: FileEntry) -> FileEntry:
        """A row with the coder and round that it does not say."""
        row["coder"] = row.text("coder").strip() or self._wishes.coder or _("Unknown")
        row["round"] = row.text("round").strip() or self._wishes.round
        return row

    def _entries(self, collection: str) -> Iterable[FileEntry]:
        file = file_of(collection)
        if collection in CSV_FORMS:
            return self._rows(file, CSV_FORMS[collection].names)
        return read_list(self._files.text(file) or "", file)

    def _rows(self, file: str, names: Sequence[str]) -> Iterable[FileEntry]:
        text = self._files.text(file)
        return read_rows(text, file, names) if text and text.strip() else ()

    def _take(self, collection: str, entries: Iterable[FileEntry], form: Form) -> None:
        """The records of entries; those that can't be told are refused with their line."""
        taken: list[Any] = []
        lines: dict[Hashable, str] = {}
        kind = KINDS[collection]
        entries = list(entries)
        tell_unknown_keys(entries, form.names, self._ledger)
        self._used.update(entry.text("passage").strip() for entry in entries)
        for entry in entries:
            self._ledger.found[kind] += 1
            try:
                record = self._record(collection, entry, form)
                if why := fault_of(record):
                    raise Untold(why)
            except Untold as error:
                self._ledger.refuse(kind, _what(entry), one_line(str(error)))
                continue
            except (ValueError, TypeError, OverflowError):
                self._ledger.refuse(kind, _what(entry), _("one of its values is none of its kind"))
                continue
            if any(mark in lines for mark in marks_of(record)):
                why = _("it stands in {place} already").format(
                    place=next(lines[mark] for mark in marks_of(record) if mark in lines)
                )
                self._ledger.refuse(kind, _what(entry), why)
                continue
            lines |= dict.fromkeys(marks_of(record), entry.place)
            taken.append(record)
        changed: dict[str, Any] = {collection: tuple(taken)}
        self._project = replace(self._project, **changed)

    def _record(self, collection: str, entry: FileEntry, form: Form) -> Any:
        if entry.fault:
            raise Untold(entry.fault)
        kind = KINDS[collection]
        fields: dict[str, Any] = {}
        for column in form.columns:
            fields.update(column.take(entry, self._names, self._places))
        needed = form.record._fields if hasattr(form.record, "_fields") else form.record.__dataclass_fields__
        fields = {name: value for name, value in fields.items() if name in needed}
        if "uid" in needed and not fields.get("uid"):
            fields["uid"] = stable_id(kind, *(f"{name}={value}" for name, value in sorted(fields.items())))
        fields = {**_DEFAULTS.get(kind, {}), **fields}
        if untold := untold_fields(collection, form.record, fields):
            raise Untold(_("it does not say: {names}").format(names=", ".join(untold)))
        return form.record(**fields)


_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "print_version": {"text": "", "verbatim": "", "edits": ()},
    "memo": {"text": ""},
    "summary": {"text": ""},
    "suggestion": {"outcome": "refused", "rank": 0, "score": None, "shown_before": False, "suggester": ""},
    "saved_query": {"query": {}},
}
"""What an entry says by leaving it out, where a record has no such default."""


def _what(entry: FileEntry) -> str:
    """What a person calls an entry, with its place."""
    keys = ("name", "alias", "label", "quote", "code", "text")
    told = next((entry.text(key) for key in keys if entry.text(key)), "")
    return f"{entry.place}: {told[:60]}" if told else entry.place


def _as_made(records: Sequence[Any], made: Mapping[str, str]) -> list[Any]:
    """Codes or themes with when they were made, in that order; those that nobody dated last."""
    by_uid = {one.uid: one for one in records}
    order = [uid for uid in made if uid in by_uid] + [uid for uid in by_uid if uid not in made]
    return [replace(by_uid[uid], created_at=made.get(uid, "")) for uid in order]


def _first_of_each(entries: Iterable[FileEntry]) -> list[FileEntry]:
    found: dict[str, FileEntry] = {}
    for entry in entries:
        found.setdefault(entry.text("uid"), entry)
    return list(found.values())


def _with_provenance(one: ReadSource, entry: FileEntry) -> ReadSource:
    elsewhere = ("uid", "file", *PROVENANCE_MAPPINGS)
    told: dict[str, Any] = {key: cleaned(entry.text(key)) for key in PROVENANCE if key not in elsewhere}
    for key in PROVENANCE_MAPPINGS:
        found = entry.get(key)
        told[key] = cleaned_within(plain(found)) if isinstance(found, dict) else {}
    source: Source = replace(one.source, **told)
    return replace(one, source=source)
