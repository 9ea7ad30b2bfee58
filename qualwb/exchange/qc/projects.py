"""A qc project: the texts of its corpus, its codebook, lines coded by coders, and memos."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from qualwb.acts.arriving_files import file_bytes, stored_text
from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.errors import QualwbError
from qualwb.exchange.qc.codebook import Codes
from qualwb.exchange.qc.coded_lines import Coded, CodedLine, from_code_files, from_database
from qualwb.exchange.qc.settings import Places, inside, places
from qualwb.exchange.signatures import Signatures, own_group
from qualwb.localization import gettext as _
from qualwb.portable.alignment import Alignment
from qualwb.portable.arrival import Arrival, Wishes, stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Coding, Group, Memo, PortableProject, Source
from qualwb.portable.soundness import sound
from qualwb.safe_text import one_line

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_MEMO_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d\d-\d\d_(.+)\.md")


class _Document(NamedTuple):
    """A text of the corpus with where its lines are in the file's own text."""

    source: Source
    group: Group
    lines: list[tuple[int, int]]
    alignment: Alignment

    def passage(self, line: int) -> tuple[int, int] | None:
        """The words of a line in the source; None where it has none."""
        start, end = self.lines[line] if 0 <= line < len(self.lines) else (0, 0)
        span = self.alignment.span(start, end) if start < end else None
        return span if span and self.source.text[span[0] : span[1]].strip() else None


def read_qc(path: Path, wishes: Wishes) -> Arrival:
    """The project in a qc folder. Raises ``QualwbError`` for what is none."""
    there = places(path)
    ledger, signatures = Ledger(), Signatures(wishes)
    codes = Codes(ledger)
    codes.read(there.codebook)
    coded = _coded(there, path)
    documents = dict(_documents(there, coded.documents, ledger))
    codings = tuple(_codings(coded.lines, documents, codes, signatures, ledger))
    memos = tuple(_memos(there.memos, signatures, ledger))
    ledger.found["coder"] = len(signatures.coders)
    told = PortableProject(
        name=path.resolve().name,
        coders=signatures.coders,
        rounds=(signatures.round,),
        groups=tuple(one.group for one in documents.values()),
        sources=tuple(one.source for one in documents.values()),
        codes=codes.all(),
        codings=codings,
        memos=memos,
    )
    return Arrival(sound(told, ledger), ledger, _("qc project"), f"qc {there.version}".strip())


def _coded(there: Places, path: Path) -> Coded:
    if there.database is not None and there.database.is_file():
        return from_database(there.database)
    if there.codes is not None and there.codes.is_dir():
        files = sorted(there.corpus.rglob("*")) if there.corpus.is_dir() else []
        names = [one.relative_to(there.corpus).as_posix() for one in files if one.is_file()]
        return from_code_files(there.codes, names)
    raise QualwbError(_("{folder}: its database is not there.").format(folder=path))


def _documents(there: Places, names: Mapping[str, str], ledger: Ledger) -> Iterator[tuple[str, _Document]]:
    for name, noted in names.items():
        ledger.found["source"] += 1
        try:
            data = file_bytes(inside(there.corpus, name))
            text = stored_text(data, name).text
        except QualwbError as error:
            ledger.refuse("source", one_line(name), error.message)
            continue
        mark = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if noted and noted != mark:
            ledger.notices.append(
                _("'{source}' was changed after qc took it in: its coded lines may have moved.").format(
                    source=one_line(name)
                )
            )
        yield name, _document(name, text, stable_id("qc", "document", name, noted or mark))


def _document(name: str, stored: str, uid: str) -> _Document:
    text, alignment = canonical(stored)
    group = own_group(uid, Path(name).stem)
    source = Source(
        uid,
        Path(name).stem,
        group.uid,
        text,
        paragraphs_as_turns(text),
        reader="qc",
        file_name=one_line(name),
    )
    lines = [
        (found.start(), found.start() + len(found[0].rstrip("\r\n"))) for found in _LINE.finditer(stored)
    ]
    return _Document(source, group, lines, alignment)


def _codings(
    lines: Iterable[CodedLine],
    documents: Mapping[str, _Document],
    codes: Codes,
    signatures: Signatures,
    ledger: Ledger,
) -> Iterator[Coding]:
    for document, line, coder, code in lines:
        ledger.found["coding"] += 1
        there = documents.get(document or "")
        place = one_line(f"{document or ''}:{line if line is None else line + 1} {code}")
        code_uid, coder_uid = codes.uid(code), signatures.coder(coder)
        if there is None:
            ledger.refuse("coding", place, _("its source is not taken"))
            continue
        span = there.passage(line) if line is not None else None
        if span is None:
            ledger.refuse("coding", place, _("there is no text on its line"))
            continue
        uid = stable_id("qc", there.source.uid, line, coder, code)
        yield Coding(uid, there.source.uid, span[0], span[1], code_uid, coder_uid, signatures.round.uid)


def _memos(folder: Path, signatures: Signatures, ledger: Ledger) -> Iterator[Memo]:
    """The memos on the project; the file's name says whose each is."""
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        ledger.found["memo"] += 1
        try:
            text = stored_text(file_bytes(inside(folder, path.name)), path.name).text.strip()
        except QualwbError as error:
            ledger.refuse("memo", one_line(path.name), error.message)
            continue
        if not text:
            ledger.refuse("memo", one_line(path.name), _("it holds no text"))
            continue
        signed = _MEMO_NAME.fullmatch(path.name)
        coder = _signer(signed[1], signatures) if signed else signatures.coder()
        yield Memo(stable_id("qc", "memo", path.name), text, coder)


def _signer(name: str, signatures: Signatures) -> str:
    """The coder in 'coder_title': the longest name of a known one that fits, else the first part."""
    known = [one for one in signatures.coders if f"{name}_".startswith(f"{one.name}_")]
    longest = max(known, key=lambda one: len(one.name), default=None)
    return longest.uid if longest else signatures.coder(name.partition("_")[0])
