"""EXMARaLDA basic transcriptions (.exb): events of each speaker on a common timeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import xmltree
from qualwb.transcripts.formats.beginnings import root_name
from qualwb.transcripts.formats.clock import finite, span
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class _Stretch:
    """Events of one speaker that follow on each other without a gap; places on the timeline."""

    text: str
    speaker: str | None
    first: int
    last: int


def sniff(head: bytes, name: str) -> str | None:
    if root_name(head) == "basic-transcription":
        return _("EXMARaLDA's XML (basic-transcription)")
    return _("the suffix says EXMARaLDA") if name.lower().endswith(".exb") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """Events of a tier of words that follow on each other make a turn; turns in the timeline's order.

    The order on the timeline counts, not the order in the document. Annotation tiers are left aside.
    """
    root = xmltree.parse(data, name)
    if xmltree.local_name(root) != "basic-transcription":
        raise TranscriptError(name, _("this is XML, but not an EXMARaLDA basic transcription."))
    timeline = list(root.iter("tli"))
    place = {point.get("id", ""): index for index, point in enumerate(timeline)}
    times = [finite(point.get("time")) for point in timeline]
    names = _speakers(root)
    stretches: list[_Stretch] = []
    left_aside: list[LeftAside] = []
    for tier in root.iter("tier"):
        found = list(_stretches(tier, place, names))
        if tier.get("type") == "t":
            stretches.extend(found)
        else:
            title = tier.get("display-name") or tier.get("category") or tier.get("id") or ""
            reason = _("tier of annotations or descriptions ({tier})").format(tier=title)
            left_aside.extend(LeftAside(stretch.text.strip(), reason) for stretch in found)
    stretches.sort(key=lambda stretch: (stretch.first, stretch.last))
    pieces = [_piece(stretch, times) for stretch in stretches if stretch.text.strip()]
    if not pieces:
        raise TranscriptError(name, _("there is no tier of words (type 't') with text."))
    return named_transcript(pieces, reader="exb", left_aside=[aside for aside in left_aside if aside.text])


def _speakers(root: "_Element") -> dict[str, str]:
    names = {}
    for speaker in root.iter("speaker"):
        label = decoding.clean(speaker.findtext("abbreviation") or "")[0].replace("\n", " ").strip()
        names[speaker.get("id", "")] = label or speaker.get("id", "")
    return names


def _stretches(tier: "_Element", place: dict[str, int], names: dict[str, str]) -> Iterator[_Stretch]:
    speaker = names.get(tier.get("speaker", ""), tier.get("speaker")) or None
    events = [
        (place.get(event.get("start", ""), -1), place.get(event.get("end", ""), -1), _words(event))
        for event in tier.iter("event")
    ]
    current: _Stretch | None = None
    for first, last, text in sorted(events, key=lambda event: event[:2]):
        if current is not None and current.last == first and tier.get("type") == "t":
            current.text += text
            current.last = last
            continue
        if current is not None:
            yield current
        current = _Stretch(text, speaker, first, last)
    if current is not None:
        yield current


def _words(event: "_Element") -> str:
    return decoding.normal("".join(str(text) for text in event.itertext())).replace("\n", " ")


def _piece(stretch: _Stretch, times: list[float | None]) -> Piece:
    start, end = span(_at(times, stretch.first), _at(times, stretch.last))
    return Piece(stretch.text.strip(), stretch.speaker, time_start=start, time_end=end)


def _at(times: list[float | None], place: int) -> float | None:
    return times[place] if 0 <= place < len(times) else None
