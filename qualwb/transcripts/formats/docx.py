"""Word documents: paragraphs, tables, soft breaks and tabs; comments kept, tracked deletions left aside."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import note_anchors, xmltree
from qualwb.transcripts.formats.archive import OLE_SIGNATURE, ZIP_SIGNATURE, Archive, preview
from qualwb.transcripts.formats.word_changes import settle
from qualwb.transcripts.formats.word_markup import (
    IDENTIFIER,
    MAIN_PART,
    PARAGRAPH,
    STRICT,
    TRANSITIONAL,
    plain_text,
    w,
)
from qualwb.transcripts.formats.word_paragraphs import WordDocument, WordReader
from qualwb.transcripts.recognition.recognising import transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND = "docx"


def sniff(head: bytes, name: str) -> str | None:
    """A zip with Word's main part; an old or locked Office file with the suffix is taken too, to say so."""
    if head.startswith(ZIP_SIGNATURE) and (b"word/" in head or preview(head, MAIN_PART)):
        return _("a Word document (zip with word/document.xml)")
    beginnings = (OLE_SIGNATURE, ZIP_SIGNATURE, b"<")
    if name.lower().endswith((".docx", ".docm", ".doc")) and head.startswith(beginnings):
        return _("the suffix says Word")
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The document's paragraphs and tables, with speakers recognised from them."""
    document = paragraphs(data, name)
    transcript = transcript_from_lines(
        document.lines,
        reader="docx",
        verdicts=verdicts,
        warnings=document.warnings,
        left_aside=document.left_aside,
    )
    return note_anchors.resolve(transcript, document.notes)


def paragraphs(data: bytes, name: str) -> WordDocument:
    """The document's paragraphs as lines. Raises TranscriptError for what is no readable Word file."""
    archive = Archive(data, name, KIND)
    root = _parse(archive, _main_part(archive))
    body = root.find(w("body"))
    if body is None:
        raise TranscriptError(
            name, _("the Word document has no body."), _("Open it in Word and save it anew.")
        )
    document = WordDocument([])
    if archive.has("word/comments.xml"):
        document.notes.update(_comments(_parse(archive, "word/comments.xml")))
    for kind, part in (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml")):
        if archive.has(part):
            document.notes.update(_footnotes(_parse(archive, part), kind))
    document.left_aside.extend(_page_heads(archive))
    document.left_aside.extend(settle(root))
    WordReader(document, root).read(body)
    return document


def _main_part(archive: Archive) -> str:
    if archive.has(MAIN_PART):
        return MAIN_PART
    relations = archive.read_if_there("_rels/.rels")
    if relations is not None:
        for relation in xmltree.parse(relations, archive.name):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
    return MAIN_PART


def _parse(archive: Archive, part: str) -> "_Element":
    data = archive.read(part)
    if STRICT in data[:4096]:
        data = data.replace(STRICT, TRANSITIONAL)
    return xmltree.parse(data, archive.name)


def _comments(root: "_Element") -> Iterator[tuple[str, note_anchors.Note]]:
    for comment in root.iter(w("comment")):
        text = "\n".join(plain_text(p) for p in comment.iter(PARAGRAPH)).strip()
        yield f"comment {comment.get(IDENTIFIER)}", note_anchors.Note(text, comment.get(w("author"), ""))


def _footnotes(root: "_Element", kind: str) -> Iterator[tuple[str, note_anchors.Note]]:
    for note in root.iter(w(kind)):
        if note.get(w("type")) in (None, "normal"):  # the others are separator lines
            text = "\n".join(plain_text(p) for p in note.iter(PARAGRAPH)).strip()
            if text:
                yield f"{kind} {note.get(IDENTIFIER)}", note_anchors.Note(text)


_PAGE_HEADS = ("word/header", "word/footer")
_PAGE_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")


def _page_heads(archive: Archive) -> Iterator[LeftAside]:
    for part in archive.names():
        if part.startswith(_PAGE_HEADS) and _PAGE_HEAD.fullmatch(part):
            text = "\n".join(plain_text(p) for p in _parse(archive, part).iter(PARAGRAPH)).strip()
            if text:
                reason = _("page header") if "header" in part else _("page footer")
                yield LeftAside(text, reason)
