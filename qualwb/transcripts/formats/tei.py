"""TEI and ParlaMint: ``<u who="#id">`` with ``<seg>``; headings and notes between them are TEXT."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.door import clean_passages
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import xmltree
from qualwb.transcripts.formats.beginnings import root_name
from qualwb.transcripts.formats.clock import finite, span
from qualwb.transcripts.recognition.assemble import Piece, build
from qualwb.transcripts.recognition.named import named_speakers
from qualwb.transcripts.transcript import SpeakerFinding, Transcript, TurnKind, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus", "teiCorpus.2", "text", "u"})
_NO_TEXT = frozenset({"teiHeader", "timeline", "back", "figure", "linkGrp", "spanGrp"})
_EVENTS = frozenset({"vocal", "kinesic", "incident", "gap", "pause", "event", "shift", "writing"})
_DIVISIONS = frozenset({"seg", "p", "l", "lg", "ab"})
_BLANKS = re.compile(r"\s+")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def sniff(head: bytes, name: str) -> str | None:
    root = root_name(head)
    if root in ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2"):
        return _("TEI's XML")
    return _("the suffix says TEI") if name.lower().endswith(".tei") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """A turn an utterance (``<u>``, or ``<sp>`` as in drama); its ``<seg>`` are its paragraphs."""
    root = xmltree.parse(data, name)
    if xmltree.local_name(root) not in _ROOTS:
        raise TranscriptError(name, _("this is XML, but not TEI."), _("Save the transcript as text or docx."))
    pieces = list(_pieces(root, _timeline(root)))
    if not any(piece.kind is TurnKind.SPEECH for piece in pieces):
        raise TranscriptError(name, _("there are no utterances (<u who=...>) in the TEI file."))
    taken = clean_passages(pieces)
    return build(
        pieces,
        reader="tei",
        speakers=_speakers(pieces, root),
        warnings=taken.notices(),
        left_aside=taken.left_aside(),
    )


def _pieces(root: "_Element", timeline: Mapping[str, float]) -> Iterator[Piece]:
    """The blocks in document order, without recursion: what is inside a block belongs to it."""
    from lxml import etree

    inside: _Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = xmltree.local_name(element)
        if event == "end":
            if element is inside:
                inside = None
            continue
        if inside is not None:
            continue
        if tag in _NO_TEXT:
            inside = element
        elif tag in ("u", "sp"):
            inside = element
            yield _utterance(element, timeline)
        elif tag in ("head", "note", "p", "stage", "ab", "l") or tag in _EVENTS:
            inside = element
            yield Piece(_text(element), kind=TurnKind.TEXT)


def _utterance(element: "_Element", timeline: Mapping[str, float]) -> Piece:
    label = _label(element.get("who") or "") or _clean("".join(_texts_of(element, "speaker")))
    start, end = (timeline.get((element.get(name) or "").lstrip("#")) for name in ("start", "end"))
    start, end = span(start, end)
    return Piece("\n".join(_paragraphs(element)), label or None, time_start=start, time_end=end)


def _paragraphs(element: "_Element") -> list[str]:
    """The segments of an utterance, each a paragraph; one paragraph where it is not divided."""
    if not any(xmltree.local_name(child) in _DIVISIONS for child in element):
        return [_text(element)]
    found = [_clean(element.text)]
    for child in element:
        if xmltree.local_name(child) != "speaker":
            found.append(_text(child))
        found.append(_clean(child.tail))
    return [text for text in found if text]


def _text(element: "_Element") -> str:
    """The words of an element. In annotated files each word is an element and blanks are not written."""
    words = [node for node in element.iter() if xmltree.local_name(node) in ("w", "pc")]
    if not words:
        return _clean("".join(str(text) for text in element.itertext()))
    return _clean(
        "".join(
            "".join(map(str, word.itertext())).strip()
            + ("" if word.get("join") in ("right", "both") else " ")
            for word in words
        )
    )


def _clean(text: str | None) -> str:
    return _BLANKS.sub(" ", decoding.normal(text)).strip() if text else ""


def _texts_of(element: "_Element", name: str) -> Iterator[str]:
    for child in element:
        if xmltree.local_name(child) == name:
            yield from (str(text) for text in child.itertext())


def _label(who: str) -> str:
    return " ".join(_clean(part).lstrip("#") for part in who.split())


def _timeline(root: "_Element") -> dict[str, float]:
    """Seconds of the points of a ``<timeline>``: an interval since another point, or the origin at 0."""
    times: dict[str, float] = {}
    for point in root.iter("{*}when", "when"):
        key = point.get(_XML_ID, "")
        since = times.get((point.get("since") or "").lstrip("#"), 0.0)
        interval = finite(point.get("interval"))
        if interval is not None:
            times[key] = since + (interval / 1000 if point.get("unit") == "ms" else interval)
        elif not times:
            times[key] = 0.0
    return times


def _speakers(pieces: list[Piece], root: "_Element") -> list[SpeakerFinding]:
    """The speakers with the name that the header, or the note before their first words, gives them."""
    names = {
        person.get(_XML_ID, ""): _text(name)
        for person in root.iter("{*}person", "person")
        if (name := next(person.iter("{*}persName", "persName"), None)) is not None
    }
    for before, piece in pairwise(pieces):
        if piece.speaker is not None and before.kind is TurnKind.TEXT and before.text.endswith(":"):
            names.setdefault(piece.speaker, before.text)
    return [
        replace(finding, reason=f"{finding.reason}; {names[finding.label]}")
        if finding.label in names
        else finding
        for finding in named_speakers(pieces)
    ]
