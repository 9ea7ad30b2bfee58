"""ELAN annotations (.eaf): each tier of words with its participant, all tiers in the order of time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import xmltree
from qualwb.transcripts.formats.beginnings import root_name
from qualwb.transcripts.formats.clock import LIMIT_HOURS, span
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class _Annotation:
    text: str
    speaker: str
    start: float | None
    end: float | None


def sniff(head: bytes, name: str) -> str | None:
    if root_name(head) == "ANNOTATION_DOCUMENT":
        return _("ELAN's XML (ANNOTATION_DOCUMENT)")
    return _("the suffix says ELAN") if name.lower().endswith(".eaf") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """A turn an annotation of the independent tiers; tiers that describe another tier are left aside."""
    root = xmltree.parse(data, name)
    if xmltree.local_name(root) != "ANNOTATION_DOCUMENT":
        raise TranscriptError(name, _("this is XML, but not ELAN's."))
    slots = _time_slots(root)
    annotations: list[_Annotation] = []
    left_aside: list[LeftAside] = []
    for tier in root.iterchildren("TIER"):
        found = list(_annotations(tier, slots))
        if tier.get("PARENT_REF"):
            reason = _("tier that describes tier {parent}").format(parent=tier.get("PARENT_REF"))
            left_aside.extend(LeftAside(a.text, f"{reason} ({tier.get('TIER_ID')})") for a in found)
        else:
            annotations.extend(found)
    if not annotations:
        raise TranscriptError(name, _("there are no annotations with text on an independent tier."))
    # Annotations without a time keep their place behind the one before them in their tier.
    annotations.sort(key=lambda annotation: (annotation.start is None, annotation.start or 0.0))
    pieces = [Piece(a.text, a.speaker, time_start=a.start, time_end=a.end) for a in annotations]
    return named_transcript(
        pieces, reader="eaf", left_aside=left_aside, warnings=_warnings(root, annotations)
    )


def _time_slots(root: "_Element") -> dict[str, float]:
    """Seconds of each time slot that has a time."""
    header = root.find("HEADER")
    unit = 0.001 if header is None or header.get("TIME_UNITS", "milliseconds") == "milliseconds" else 1.0
    slots = {}
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        if value.isascii() and value.isdigit() and len(value) < 12 and int(value) * unit < LIMIT_HOURS * 3600:
            slots[slot.get("TIME_SLOT_ID", "")] = round(int(value) * unit, 3)
    return slots


def _annotations(tier: "_Element", slots: dict[str, float]) -> Iterator[_Annotation]:
    speaker = tier.get("PARTICIPANT") or tier.get("TIER_ID") or _("unnamed tier")
    speaker = decoding.clean(speaker)[0].replace("\n", " ").strip() or _("unnamed tier")
    for annotation in tier.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        text = decoding.normal(annotation.findtext("ANNOTATION_VALUE") or "").strip()
        if text:
            start = slots.get(annotation.get("TIME_SLOT_REF1", ""))
            end = slots.get(annotation.get("TIME_SLOT_REF2", ""))
            yield _Annotation(text, speaker, *span(start, end))


def _warnings(root: "_Element", annotations: list[_Annotation]) -> list[str]:
    found = []
    unnamed = [t.get("TIER_ID", "?") for t in root.iterchildren("TIER") if not t.get("PARTICIPANT")]
    speakers = {annotation.speaker for annotation in annotations}
    unnamed = [tier for tier in unnamed if tier in speakers]
    if unnamed:
        found.append(
            _("Tiers without a participant give their own name as speaker: {tiers}.").format(
                tiers=", ".join(unnamed)
            )
        )
    untimed = sum(annotation.start is None for annotation in annotations)
    if untimed:
        found.append(_("{n} annotations have no time; they stand last.").format(n=untimed))
    return found
