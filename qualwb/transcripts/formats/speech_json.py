"""Speech recognition as JSON: Whisper, WhisperX, faster-whisper, whisper.cpp, easytranscriber, Amberscript.

They differ in names, not in shape: a list of segments with words, times and perhaps a speaker.
Also a list of paragraphs, as tools that unpack documents write it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import headed_turns
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.captions import joined_notice
from qualwb.transcripts.formats.clock import finite, joined_end, seconds, span
from qualwb.transcripts.formats.soft_breaks import parted
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

_LISTS = (
    "segments",
    "speeches",
    "utterances",
    "transcription",
    "speakers",
    "chunks",
    "results",
    "monologues",
)
_TEXTS = ("text", "transcript", "sentence", "value")
_SPEAKERS = ("speaker", "speaker_label", "speaker_id", "speakerId", "spkid")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech as a recogniser cut it."""

    text: str
    speaker: str | None
    start: float | None
    end: float | None


def sniff(head: bytes, name: str) -> str | None:
    text = text_of(head).lstrip()
    if not text.startswith(("{", "[")):
        return None
    if name.lower().endswith(".json"):
        return _("JSON")
    keys = ('"segments"', '"speeches"', '"chunks"', '"transcription"', '"utterances"')
    return _("JSON with segments of speech") if any(key in text for key in keys) else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """Segments as turns with times; what one named speaker says in a row is one turn."""
    value = load(data, name, encoding)
    if isinstance(value, dict) and isinstance(value.get("paragraphs"), list):
        return _paragraphs(value, name, verdicts)
    segments = list(_segments(value))
    if not segments:
        raise TranscriptError(
            name,
            _("the JSON holds no segments of speech that qualwb knows."),
            _("Save the transcript as VTT, SRT or text."),
        )
    if any(segment.speaker for segment in segments):
        pieces = _turns(segments)
        return named_transcript(
            pieces, reader="json", warnings=_warnings(segments, len(segments) - len(pieces))
        )
    lines = [FileLine(s.text, number, None, s.start, s.end) for number, s in enumerate(segments, 1)]
    return transcript_from_lines(lines, reader="json", verdicts=verdicts)


def load(data: bytes, name: str, encoding: str | None = None) -> Any:
    """The value in a JSON file. Raises TranscriptError for what is no JSON."""
    decoded = decoding.decode(data, name, encoding)
    try:
        return json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise TranscriptError(
            name,
            _("the JSON is damaged: {problem}.").format(problem=error.msg),
            _("Copy the file again from where it came."),
            error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:
        raise TranscriptError(
            name, _("the JSON is nested too deeply, or its numbers are too long.")
        ) from error


def _segments(value: Any, inherited: str | None = None) -> Iterator[Segment]:
    items = _list_in(value)
    for item in items:
        if not isinstance(item, dict):
            continue
        speaker = _speaker(item) or inherited
        # easytranscriber: a stretch of speech without text of its own, cut into chunks or sentences
        inner = next((item[key] for key in ("chunks", "alignments") if _has_texts(item.get(key))), None)
        text = _text(item)
        if not text and inner is not None:
            yield from _segments(inner, speaker)
        elif text:
            start, end = _times(item)
            yield Segment(text, speaker, start, end)


def _list_in(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in _LISTS:
            if _has_texts(value.get(key)):
                return list(value[key])
            if isinstance(value.get(key), dict):
                for inner in _LISTS:
                    if _has_texts(value[key].get(inner)):
                        return list(value[key][inner])
    return []


def _has_texts(value: Any) -> bool:
    """Whether it is a list in which something is said (a list of speakers' names is not)."""
    return isinstance(value, list) and any(
        isinstance(item, dict)
        and (_text(item) or any(_has_texts(item.get(k)) for k in ("chunks", "alignments")))
        for item in value
    )


def _text(item: Mapping[str, Any]) -> str:
    text = next((item[key] for key in _TEXTS if isinstance(item.get(key), str)), None)
    if text is None and isinstance(item.get("words"), list):
        words = [_text(word) for word in item["words"] if isinstance(word, dict)]
        text = " ".join(filter(None, words))
    return decoding.normal(text).strip() if text else ""


def _speaker(item: Mapping[str, Any]) -> str | None:
    for key in _SPEAKERS:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("id")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return decoding.clean(str(value))[0].strip() or None
    return None


def _times(item: Mapping[str, Any]) -> tuple[float | None, float | None]:
    start, end = finite(item.get("start")), finite(item.get("end"))
    pair = item.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:  # transformers: [start, end], the last may be null
        start, end = finite(pair[0]), finite(pair[1])
    stamps = item.get("timestamps")
    if isinstance(stamps, dict):  # whisper.cpp: clocks as text
        start, end = seconds(str(stamps.get("from", ""))), seconds(str(stamps.get("to", "")))
    words = item.get("words")
    if start is None and isinstance(words, list) and words:  # Amberscript: times on the words alone
        first, last = words[0], words[-1]
        if isinstance(first, dict) and isinstance(last, dict):
            start, end = finite(first.get("start")), finite(last.get("end"))
    return span(start, end)


def _turns(segments: list[Segment]) -> list[Piece]:
    pieces: list[Piece] = []
    for segment in segments:
        last = pieces[-1] if pieces else None
        if last is not None and segment.speaker is not None and last.speaker == segment.speaker:
            last.text += f" {segment.text}"
            last.time_end = joined_end(last.time_start, last.time_end, segment.end)
        else:
            pieces.append(
                Piece(segment.text, segment.speaker, time_start=segment.start, time_end=segment.end)
            )
    return pieces


def _warnings(segments: list[Segment], joined: int) -> list[str]:
    found = [joined_notice(joined)] if joined else []
    nameless = sum(segment.speaker is None for segment in segments)
    if nameless:
        found.append(_("{n} segments have no speaker though others do.").format(n=nameless))
    return found


def _paragraphs(value: Mapping[str, Any], name: str, verdicts: Mapping[str, Verdict] | None) -> Transcript:
    texts = [decoding.normal(text).strip() for text in value["paragraphs"] if isinstance(text, str)]
    if not any(texts):
        raise TranscriptError(name, _("the paragraphs in the JSON hold no text."))
    aside = [
        LeftAside(str(key), _("a field of the JSON beside the paragraphs"))
        for key in value
        if key != "paragraphs"
    ]
    blocks = [headed_turns.Block(text, number) for number, text in enumerate(texts, 1)]
    if any(headed_turns.header(block.text.partition("\n")[0]) for block in blocks if "\n" in block.text):
        from qualwb.transcripts.formats.teams import SWITCHED

        found = headed_turns.turns_of(blocks, SWITCHED)
        return named_transcript(found.pieces, reader="json", left_aside=[*aside, *found.left_aside])
    lines = [line for block in blocks for line in parted(FileLine(block.text, block.number))]
    return transcript_from_lines(lines, reader="json", verdicts=verdicts, left_aside=aside)
