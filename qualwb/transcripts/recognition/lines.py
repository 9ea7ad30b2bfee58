"""Each line of a file by itself: what could be a label, a time stamp, a dash turn; nothing is decided
here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qualwb.transcripts import times
from qualwb.transcripts.recognition.label_evidence import LabelEvidence
from qualwb.transcripts.recognition.label_shapes import (
    LONGEST_LABEL,
    LabelCandidate,
    Shape,
    alone,
    scan,
    scan_after_time,
)
from qualwb.transcripts.transcript import Comment


@dataclass(slots=True)
class FileLine:
    """A line or paragraph of a file, before anything is known about speakers. NFC, may hold '\\n'.

    ``number`` is its line or paragraph number from 1. What a format knows goes into the hints:
    ``speaker`` (named by the format), times in seconds, ``heading`` (nobody says it),
    ``label_end`` (the line begins with a bold run of this length: likely a label).
    Positions of ``comments`` count from the start of ``text``.
    """

    text: str
    number: int | None = None
    speaker: str | None = None
    time_start: float | None = None
    time_end: float | None = None
    heading: bool = False
    label_end: int = 0
    comments: tuple[Comment, ...] = ()


@dataclass(slots=True)
class LineMark:
    """What one line shows: ``lead`` characters of a time stamp, a candidate after it, a dash, a stamp at
    the end.
    """

    lead: int = 0
    stamp: str = ""
    bare: bool = False
    candidate: LabelCandidate | None = None
    dash: int = 0
    tail: int = 0
    tail_stamp: str = ""
    plain: int = 0
    """The length of a head that is nothing but 'label: ': lines with the same head share this mark."""
    label: str = ""
    """The candidate's label."""


@dataclass(slots=True)
class Survey:
    marks: dict[int, LineMark] = field(default_factory=dict)
    labels: dict[str, LabelEvidence] = field(default_factory=dict)
    alone: dict[int, str] = field(default_factory=dict)
    """Lines that hold nothing but what could be a name, maybe behind a time stamp."""
    filled: int = 0
    bare_times: list[float] = field(default_factory=list)
    tail_times: int = 0
    dashes: int = 0
    blank: bool = False
    """Empty lines stand among the others."""


_DASHES = "-–—‐‑−•"
_STAMP_STARTS = "[(#<{0123456789"
_STAMP_ENDS = ")]#"
_AFTER_LABEL = "[(#<{ \t\u00a0"
"""What after 'label: ' needs a closer look: a time stamp or more blanks."""
_LONGEST_HEAD = LONGEST_LABEL + 8


def survey_lines(lines: Sequence[FileLine]) -> Survey:
    """Look at each line; strips the lines' texts of outer blanks on the way."""
    survey = Survey()
    marks = survey.marks
    known: dict[str, tuple[LineMark, LabelEvidence]] = {}
    previous, filled, last = "", 0, -1
    for index, line in enumerate(lines):
        text = line.text
        if len(text.strip()) < len(text):
            line.text = text = _strip(line)
        if not text:
            continue
        filled += 1
        last = index
        seen = known.get(text[: text.find(":", 0, _LONGEST_HEAD) + 2])
        if seen is None or text[-1] in _STAMP_ENDS or text[seen[0].plain : seen[0].plain + 1] in _AFTER_LABEL:
            _survey_line(survey, index, line, previous, known)
        else:
            mark, evidence = seen
            marks[index] = mark
            # As ``_gather`` does, without the call.
            evidence.count += 1
            if text[mark.plain].islower():
                evidence.lower_after += 1
            if previous[-1] not in _SENTENCE_ENDS:
                evidence.mid_sentence += 1
            if line.label_end and abs(line.label_end - mark.plain) <= 2:
                evidence.bold += 1
        previous = text
    survey.filled, survey.blank = filled, filled <= last
    return survey


def _survey_line(
    survey: Survey,
    index: int,
    line: FileLine,
    previous: str,
    known: dict[str, tuple[LineMark, LabelEvidence]],
) -> None:
    text = line.text
    mark = _named_by_format(line) if line.speaker is not None else _look(text)
    if mark is not None:
        survey.marks[index] = mark
        _note(survey, mark, text, line, previous)
        if mark.plain and mark.candidate is not None:
            known[text[: mark.plain]] = mark, survey.labels[mark.candidate.label]
    if mark is None or (mark.lead and mark.candidate is None and not (mark.dash or mark.tail)):
        rest = text[mark.lead :] if mark is not None else text
        label = alone(rest) if 0 < len(rest) <= _LONGEST_HEAD else ""
        if label:
            survey.alone[index] = label


def _note(survey: Survey, mark: LineMark, text: str, line: FileLine, previous: str) -> None:
    """Count what the line's mark speaks for."""
    if mark.candidate is not None:
        _count(survey, mark.candidate, mark.lead, text, line, previous)
    elif mark.bare:
        survey.bare_times.append(times.stamp_times(mark.stamp)[0])
    if mark.tail:
        survey.tail_times += 1
    if mark.dash:
        survey.dashes += 1


def _named_by_format(line: FileLine) -> LineMark:
    assert line.speaker is not None
    return LineMark(candidate=LabelCandidate(line.speaker, Shape.VOICE, 0))


def _strip(line: FileLine) -> str:
    """The line's text without outer blanks; its hints move along."""
    stripped = line.text.strip()
    cut = len(line.text) - len(line.text.lstrip())
    if cut:
        line.label_end = max(line.label_end - cut, 0)
    if line.comments:
        last = len(stripped)
        line.comments = tuple(
            replace(c, start=min(max(c.start - cut, 0), last), end=min(max(c.end - cut, 0), last))
            for c in line.comments
        )
    return stripped


def _look(text: str) -> LineMark | None:
    """What a line of a format that names no speakers shows, None where that is nothing."""
    lead, stamp = _lead(text) if text[0] in _STAMP_STARTS else (0, "")
    words = text[lead:] if lead else text
    candidate = _candidate(words, lead > 0)
    dash = _dash(words) if candidate is None else 0
    said = lead + (candidate.start if candidate is not None else 0)
    tail, tail_stamp = _tail(text, said) if text[-1] in _STAMP_ENDS else (0, "")
    if not (lead or candidate or dash or tail):
        return None
    mark = LineMark(lead, stamp, stamp[:1].isdigit(), candidate, dash, tail, tail_stamp)
    if candidate is not None:
        mark.label = candidate.label
        mark.plain = _plain(text, mark, candidate)
    return mark


def _plain(text: str, mark: LineMark, candidate: LabelCandidate) -> int:
    """The length of the line's head where that is nothing but 'label: ', else 0."""
    if candidate.shape is not Shape.COLON or mark.lead or mark.tail or candidate.stamp:
        return 0
    return candidate.start if text[candidate.start - 2 : candidate.start] == ": " else 0


def _lead(text: str) -> tuple[int, str]:
    """The length of a time stamp with its blanks at a line's start, and the stamp."""
    match = times.LEADING.match(text)
    return (match.end(), match["stamp"]) if match is not None else (0, "")


def _tail(text: str, said: int) -> tuple[int, str]:
    """The length of a time stamp with its blanks at a line's end, behind ``said``, and the stamp."""
    match = times.TRAILING.search(text, max(len(text) - times.TRAILING_REACH, said))
    return (len(text) - match.start(), match["stamp"]) if match is not None else (0, "")


def _candidate(text: str, after_time: bool) -> LabelCandidate | None:
    """What could be a label at the start of a line's words, with a time stamp that follows it."""
    candidate = scan(text)
    if candidate is None and after_time:
        candidate = scan_after_time(text)
    if candidate is not None and candidate.stamp == "" and candidate.start < len(text):
        match = times.BRACKETED_LEADING.match(text, candidate.start)
        if match is not None:  # Namn: [00:12] text
            candidate.stamp, candidate.start = match["stamp"], match.end()
    return candidate


def _dash(text: str) -> int:
    """The length of a dash with its blanks at the start of a turn ('- ja', '-…för'), else 0."""
    if text[:1] not in _DASHES or len(text) < 2:
        return 0
    if text[1] in " \u00a0\t":
        after = text.lstrip(_DASHES + " \u00a0\t")
        return len(text) - len(after) if after and text[1] not in _DASHES else 0
    return 1 if text[1] in '….”"' or text[1].isupper() else 0


_SENTENCE_ENDS = '.?!…:;"”»)]–-—#'


def _count(
    survey: Survey, candidate: LabelCandidate, lead: int, text: str, line: FileLine, previous: str
) -> None:
    evidence = survey.labels.get(candidate.label)
    if evidence is None:
        evidence = survey.labels[candidate.label] = LabelEvidence(candidate.label, first_line=text[:_QUOTED])
    evidence.shapes.add(candidate.shape)
    evidence.tight += candidate.shape is Shape.TIGHT
    evidence.timed += lead > 0
    _gather(evidence, lead + candidate.start, text, line, previous)


def _gather(evidence: LabelEvidence, start: int, text: str, line: FileLine, previous: str) -> None:
    """Count one more occurrence of a label; ``start``: where its words begin in the line."""
    evidence.count += 1
    if line.label_end and abs(line.label_end - start) <= 2:
        evidence.bold += 1
    if text[start : start + 1].islower():
        evidence.lower_after += 1
    if previous and previous[-1] not in _SENTENCE_ENDS:
        evidence.mid_sentence += 1


_QUOTED = 200
"""How much of a line is kept to show where a label stands."""
