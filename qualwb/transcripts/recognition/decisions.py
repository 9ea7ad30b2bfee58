"""The file as a whole: which labels are speakers, whether times and dashes at line starts count."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwb.transcripts.recognition import headings
from qualwb.transcripts.recognition.judging import FileEvidence, Judgement, LabelEvidence, judge
from qualwb.transcripts.recognition.labels import LabelCandidate, Shape
from qualwb.transcripts.recognition.lines import FileLine, Survey
from qualwb.transcripts.recognition.roles import is_collective, role_word
from qualwb.transcripts.transcript import Role, Verdict


@dataclass(slots=True)
class Decided:
    survey: Survey
    head: int
    judgements: dict[str, Judgement]
    speakers: frozenset[str]
    names_alone: frozenset[int]
    bare_times: bool
    tail_times: bool
    dash_turns: bool
    legend: dict[str, str]
    paragraphs: bool
    """Blank lines divide paragraphs in a file where nobody is named."""
    lone: str = ""
    """The only label of a file in which somebody else speaks without one between its turns."""


def decide(lines: Sequence[FileLine], survey: Survey, overrides: Mapping[str, Verdict]) -> Decided:
    names_alone = _names_alone(lines, survey, overrides)
    head, legend = _read_head(lines, survey, names_alone)
    for label, words in legend.items():
        if label in survey.labels:
            survey.labels[label].legend = words
    joined: list[str] = []

    def whole_text() -> str:
        if not joined:
            joined.append("\n".join(line.text for line in lines))
        return joined[0]

    labels = {label: evidence for label, evidence in survey.labels.items() if evidence.count}
    file = FileEvidence(labels, whole_text)
    judgements = {label: judge(evidence, file, overrides) for label, evidence in labels.items()}
    speakers = frozenset(label for label, (verdict, _why) in judgements.items() if verdict is Verdict.SPEAKER)
    alone = frozenset(index for index in names_alone if survey.alone[index] in speakers)
    dash_turns = _dash_turns(survey, speakers)
    bare_times = _rising(survey.bare_times, survey.filled)
    return Decided(
        survey=survey,
        head=head,
        judgements=judgements,
        speakers=speakers,
        names_alone=alone,
        bare_times=bare_times,
        tail_times=survey.tail_times >= 2,
        dash_turns=dash_turns,
        legend=legend,
        paragraphs=survey.blank and not bare_times,
        lone="" if dash_turns else _lone_label(lines, survey, speakers, alone),
    )


def _read_head(
    lines: Sequence[FileLine], survey: Survey, names_alone: Sequence[int]
) -> tuple[int, dict[str, str]]:
    """The transcript's own head; its labels are no evidence, but may explain others."""
    first: list[str] = []
    candidates: list[LabelCandidate | None] = []
    for index, line in enumerate(lines[: headings.LONGEST_HEAD]):
        mark = survey.marks.get(index)
        if line.speaker is not None or index in names_alone or (mark and (mark.dash or mark.lead)):
            break
        first.append(line.text)
        candidates.append(mark.candidate if mark else None)
    head = headings.head_length(first, candidates)
    legend: dict[str, str] = {}
    for index in range(head):
        candidate = candidates[index]
        if candidate is not None:
            evidence = survey.labels[candidate.label]
            evidence.count -= 1
            if candidate.shape is Shape.TIGHT:
                evidence.tight -= 1
            if not headings.is_metadata(candidate):
                legend.setdefault(candidate.label, first[index][candidate.start :])
        else:
            legend.update(headings.legend(first[index]))
    return head, legend


def _names_alone(lines: Sequence[FileLine], survey: Survey, overrides: Mapping[str, Verdict]) -> list[int]:
    """Lines that hold nothing but a name, where that is how the file names its speakers."""
    found = [
        index
        for index in survey.alone
        if index + 1 < len(lines)
        and lines[index + 1].text
        and index + 1 not in survey.alone
        # Behind a time the words follow on a line without one; else the name is what is said then.
        and not (_begins_with_time(survey, index) and _begins_with_time(survey, index + 1))
    ]
    known = {label for label, evidence in survey.labels.items() if evidence.count >= 2 or evidence.timed}
    times_seen: dict[str, int] = {}
    for index in found:
        label = survey.alone[index]
        times_seen[label] = times_seen.get(label, 0) + 1
    recurring = {label for label, n in times_seen.items() if n >= 2}
    is_grammar = len(recurring) >= 2 and sum(times_seen[label] for label in recurring) >= 4
    is_grammar = is_grammar and len(found) * 8 >= survey.filled
    kept = []
    for index in found:
        label = survey.alone[index]
        if not (is_grammar or label in known or overrides.get(label) is Verdict.SPEAKER):
            continue
        if label not in known and times_seen[label] == 1 and not _begins_paragraph(lines, index):
            continue
        evidence = survey.labels.setdefault(label, LabelEvidence(label, first_line=lines[index + 1].text))
        evidence.count += 1
        evidence.shapes.add(Shape.ALONE)
        kept.append(index)
    return kept


def _begins_with_time(survey: Survey, index: int) -> bool:
    mark = survey.marks.get(index)
    return mark is not None and mark.lead > 0


def _begins_paragraph(lines: Sequence[FileLine], index: int) -> bool:
    return index == 0 or not lines[index - 1].text


def _rising(stamps: Sequence[float], filled: int) -> bool:
    """Bare times at line starts are stamps if there are several, they never fall, and many lines have one."""
    if len(stamps) < 3 or len(stamps) * 4 < filled:
        return False
    falls = sum(later < earlier for earlier, later in itertools.pairwise(stamps))
    return falls * 20 <= len(stamps)


def _dash_turns(survey: Survey, speakers: frozenset[str]) -> bool:
    """Whether dashes begin turns: in a file without labels, or where only the one who asks is labelled."""
    if survey.dashes < 2:
        return False
    labelled = sum(survey.labels[label].count for label in speakers)
    if not labelled:
        return True
    if all(
        (role_word(label) is not None and role_word(label) is not Role.PARTICIPANT) or label in "MI"
        for label in speakers
    ):
        return True
    return survey.dashes >= 3 and survey.dashes >= labelled


def _lone_label(
    lines: Sequence[FileLine], survey: Survey, speakers: frozenset[str], names_alone: frozenset[int]
) -> str:
    """The only person with a label, if paragraphs without one follow at least half of that label's turns.

    Nobody answers himself: where the same label stands again and again with paragraphs between, these
    are probably another's words ('MODERATOR:' before the questions, nothing before the answers).
    """
    named = [label for label in speakers if not is_collective(label)]
    if len(named) != 1 or Shape.VOICE in survey.labels[named[0]].shapes:
        return ""
    followed: list[bool] = []
    after_blank = words_follow = False
    for index, line in enumerate(lines):
        text = line.text
        if not text:
            after_blank = True
            continue
        mark = survey.marks.get(index)
        candidate = mark.candidate if mark is not None else None
        if mark is not None and candidate is not None and candidate.label == named[0]:
            followed.append(False)
            words_follow = mark.lead + candidate.start >= len(text)
        elif index in names_alone:
            followed.append(False)
            words_follow = True
        else:
            if followed and not (words_follow or goes_on(text, survey.blank, after_blank)):
                followed[-1] = followed[-1] or not headings.is_event_line(text)
            words_follow = False
        after_blank = False
    return named[0] if len(followed) >= 2 and sum(followed) * 2 >= len(followed) else ""


def goes_on(text: str, blank_lines: bool, after_blank: bool) -> bool:
    """Whether a line without label surely goes on with the one above: in lower case, or in its paragraph
    in a file that divides paragraphs by blank lines.
    """
    return (text[0].islower() and text[1:2] not in (".", ")")) or (blank_lines and not after_blank)
