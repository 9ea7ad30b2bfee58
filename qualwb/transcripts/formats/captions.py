"""Caption cues, as WebVTT and SRT share them: time lines, voices, and which cues make one turn.

The cues are cut here rather than by a library because nothing may be dropped in silence (a library
skips what it does not understand), each line keeps its number, and the time is linear on any input.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.clock import joined_end
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, TurnKind, Verdict

_STAMP = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,9}))?"
TIMING = re.compile(rf"\s*{_STAMP}\s*-+>\s*{_STAMP}(?:\s+.*|\s*)")

# The length of a tag is bounded so that a thousand opened ones cost a thousand short looks.
_VOICE = re.compile(r"<v(?:\.[^\s.<>]{1,40}){0,5}(?:[ \t]{1,9}([^<>]{0,200}))?>|</v>")
_MARKUP = re.compile(r"</?(?:[ibu]|c|lang|ruby|rt|font)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{0,20}>|\{\\an?\d\}")
_BLANKS = re.compile(r"[ \t\n]+")
_DASH = re.compile(r"\s*[-–—]\s*\S")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: its lines as written, its times in seconds, the line number of its times."""

    lines: tuple[str, ...]
    start: float
    end: float | None
    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a cue by one voice; ``speaker`` is None where no voice is marked."""

    text: str
    speaker: str | None
    cue: Cue


def cut(text: str, *, blank_ends: bool) -> tuple[list[Cue], list[tuple[int, list[str]]]]:
    """The cues of a file, and the blocks of lines outside them as (number of the first line, lines).

    ``blank_ends``: a blank line always ends a cue (WebVTT); otherwise a cue goes on to the next one (SRT).
    """
    lines = text.split("\n")
    timings = [index for index, line in enumerate(lines) if "->" in line and TIMING.fullmatch(line)]
    starts = [_with_identifier(lines, index, blank_ends) for index in timings]
    cues: list[Cue] = []
    outside = _blocks(lines, 0, starts[0] if starts else len(lines))
    for timing, limit in zip(timings, [*starts, len(lines)][1:], strict=False):
        end = limit
        if blank_ends:
            end = next((i for i in range(timing + 1, limit) if not lines[i].strip()), limit)
            outside.extend(_blocks(lines, end, limit))
        content = tuple(line.strip() for line in lines[timing + 1 : end] if line.strip())
        start, stop = _span(lines[timing])
        cues.append(Cue(content, start, stop, timing + 1))
    return cues, outside


def _with_identifier(lines: Sequence[str], timing: int, blank_ends: bool) -> int:
    """Where the cue begins: at its number or name, if the line above its times is one."""
    above = timing - 1
    if above < 0 or not lines[above].strip() or "->" in lines[above]:
        return timing
    if above > 0 and "->" in lines[above - 1]:  # a number that is all the words of the cue before
        return timing
    stands_alone = above == 0 or not lines[above - 1].strip()
    if lines[above].strip().isdigit() or (blank_ends and stands_alone and above > 0):
        return above
    return timing


def _blocks(lines: Sequence[str], start: int, end: int) -> list[tuple[int, list[str]]]:
    """The lines in [start, end) parted at blank ones, each block with the number of its first line."""
    found: list[tuple[int, list[str]]] = []
    fresh = True
    for index in range(start, end):
        if not lines[index].strip():
            fresh = True
        elif fresh:
            found.append((index + 1, [lines[index]]))
            fresh = False
        else:
            found[-1][1].append(lines[index])
    return found


def _span(line: str) -> tuple[float, float | None]:
    match = TIMING.fullmatch(line)
    assert match is not None
    fields = match.groups()
    start, end = _seconds(*fields[:4]), _seconds(*fields[4:])
    return start, end if end >= start else None


def _seconds(hours: str | None, minutes: str, whole: str, fraction: str | None) -> float:
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
    return round(total + (float(f"0.{fraction}") if fraction else 0.0), 6)


def plain(text: str) -> str:
    """The words of a caption: no markup, character references resolved, blanks and tabs as one blank.

    Captions are shown with their white space collapsed (CSS white-space: pre-line in the WebVTT standard).
    """
    if "<" in text or "{" in text:
        text = _MARKUP.sub("", _VOICE.sub("", text))
    if "&" in text:
        text = decoding.normal(html.unescape(text))
    return _BLANKS.sub(" ", text)


def voices(cue: Cue) -> Iterator[Said]:
    """What each voice says in the cue; the lines of a cue are joined by a blank, being layout."""
    text = " ".join(cue.lines)
    position, speaker = 0, None
    for match in _VOICE.finditer(text):
        yield from _said(text[position : match.start()], speaker, cue)
        if match[0] != "</v>":
            speaker = plain(match[1] or "").strip() or None
        else:
            speaker = None
        position = match.end()
    yield from _said(text[position:], speaker, cue)


def _said(text: str, speaker: str | None, cue: Cue) -> Iterator[Said]:
    text = plain(text).strip()
    if text:
        yield Said(text, speaker, cue)


def has_voices(cues: Iterable[Cue]) -> bool:
    return any(match[1] for cue in cues for line in cue.lines for match in _VOICE.finditer(line))


def turns_of_voices(cues: Iterable[Cue]) -> tuple[list[Piece], list[str]]:
    """Turns from cues that name their voices, and what to warn of.

    Captions are cut for the screen: what one voice says in cues one after the other is one turn.
    """
    pieces: list[Piece] = []
    nameless = joined = 0
    for cue in cues:
        for said in voices(cue):
            nameless += said.speaker is None
            last = pieces[-1] if pieces else None
            if last is not None and said.speaker is not None and last.speaker == said.speaker:
                last.text += f" {said.text}"
                last.time_end = joined_end(last.time_start, last.time_end, cue.end)
                joined += 1
            else:
                pieces.append(Piece(said.text, said.speaker, TurnKind.SPEECH, cue.start, cue.end))
    warnings = [joined_notice(joined)] if joined else []
    if nameless:
        warnings.append(
            ngettext(
                "{n} caption names no voice though the others do; its turn has no speaker.",
                "{n} captions name no voice though others do; their turns have no speaker.",
                nameless,
            ).format(n=nameless)
        )
    return pieces, warnings


def joined_notice(joined: int) -> str:
    """What to say of captions or segments that were joined to the turn before them."""
    return ngettext(
        "{n} caption by the same speaker as the one before was joined to it; turns keep their outer times.",
        "{n} captions by the same speaker as the one before were joined to it; turns keep their outer times.",
        joined,
    ).format(n=joined)


def lines_of(cues: Iterable[Cue]) -> list[FileLine]:
    """A line for each cue, for speakers to be recognised in; dashes in one cue part two people's words."""
    lines: list[FileLine] = []
    for cue in cues:
        texts = [text for line in cue.lines if (text := plain(line).strip())]
        if not (len(texts) > 1 and all(_DASH.match(text) for text in texts)):
            texts = [" ".join(texts)]
        lines.extend(
            FileLine(text, number=cue.number + 1, time_start=cue.start, time_end=cue.end)
            for text in texts
            if text
        )
    return lines


def set_aside(blocks: Iterable[tuple[int, list[str]]]) -> list[LeftAside]:
    """Blocks of lines outside the cues: the file's head, notes, styles, and what was not understood."""
    reasons = {
        "WEBVTT": _("head of the file"),
        "NOTE": _("note in the file"),
        "STYLE": _("style of the captions"),
        "REGION": _("style of the captions"),
        "X-TIMESTAMP-MAP": _("head of the file"),
    }
    found = []
    for number, lines in blocks:
        first = re.split(r"[\s=:]", lines[0].lstrip("\ufeff"), maxsplit=1)[0]
        text = "\n".join(lines)
        if text.strip() != "WEBVTT":
            found.append(LeftAside(text, reasons.get(first, _("line outside any caption")), number))
    return found


def read(
    data: bytes,
    name: str,
    reader: str,
    *,
    blank_ends: bool,
    encoding: str | None,
    verdicts: Mapping[str, Verdict] | None,
) -> Transcript:
    """Captions as a transcript; ``blank_ends`` as in ``cut``. Raises TranscriptError when there are none."""
    decoded = decoding.decode(data, name, encoding)
    cues, outside = cut(decoded.text, blank_ends=blank_ends)
    if not cues:
        raise TranscriptError(name, _("there are no captions in the file."))
    left_aside = [*decoded.left_aside, *set_aside(outside)]
    if has_voices(cues):
        pieces, warnings = turns_of_voices(cues)
        return named_transcript(
            pieces, reader=reader, warnings=[*decoded.notices, *warnings], left_aside=left_aside
        )
    return transcript_from_lines(
        lines_of(cues), reader=reader, verdicts=verdicts, warnings=decoded.notices, left_aside=left_aside
    )
