"""The file as a whole: which labels are speakers, whether times and dashes at line starts count."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwb.transcripts.recognition import headings
from qualwb.transcripts.recognition.label_evidence import FileEvidence, LabelEvidence
from qualwb.transcripts.recognition.label_forms import is_metadata
from qualwb.transcripts.recognition.label_rules import judge
from qualwb.transcripts.recognition.label_shapes import LabelCandidate, Shape
from qualwb.transcripts.recognition.lines import FileLine, Survey
from qualwb.transcripts.recognition.roles import is_collective, role_word
from qualwb.transcripts.recognition.verdicts import Judgement
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
            if not is_metadata(candidate.label):
                legend.setdefault(candidate.label, first[index][candidate.start :])
        else:
            legend.update(headings.legend(first[index]))
    return head, legend


def _names_alone(lines: Sequence[FileLine], survey: Survey, overrides: Mapping[str, Verdict]) -> list[int]:
    """Lines that hold nothing but a name, where that is how the file names its speakers."""
    found = [index for index in survey.alone if _words_follow(lines, survey, index)]
    times_seen = Counter(survey.alone[index] for index in found)
    known = {label for label, evidence in survey.labels.items() if evidence.count >= 2 or evidence.timed}
    named_so = _is_grammar(times_seen, survey.filled)
    kept = []
    for index in found:
        label = survey.alone[index]
        if not (named_so or label in known or overrides.get(label) is Verdict.SPEAKER):
            continue
        if label not in known and times_seen[label] == 1 and not _begins_paragraph(lines, index):
            continue
        evidence = survey.labels.setdefault(label, LabelEvidence(label, first_line=lines[index + 1].text))
        evidence.count += 1
        evidence.shapes.add(Shape.ALONE)
        kept.append(index)
    return kept


def _words_follow(lines: Sequence[FileLine], survey: Survey, index: int) -> bool:
    """Whether words stand below a line that could be a name: text, and no such line itself.

    Behind a time the words follow on a line without one; else the name is what is said then.
    """
    below = index + 1
    if below == len(lines) or not lines[below].text or below in survey.alone:
        return False
    return not (_begins_with_time(survey, index) and _begins_with_time(survey, below))


def _is_grammar(times_seen: Counter[str], filled: int) -> bool:
    """Whether names alone on their lines are how the file names its speakers: several recur, and they make up
    an eighth of the lines with text.
    """
    recurring = [n for n in times_seen.values() if n >= 2]
    return len(recurring) >= 2 and sum(recurring) >= 4 and times_seen.total() * 8 >= filled


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
    followed = _turns_followed(lines, survey, named[0], names_alone)
    return named[0] if len(followed) >= 2 and sum(followed) * 2 >= len(followed) else ""


def _turns_followed(
    lines: Sequence[FileLine], survey: Survey, label: str, names_alone: frozenset[int]
) -> list[bool]:
    """For each turn of the label, whether a paragraph without one follows it that may be another's words."""
    followed: list[bool] = []
    after_blank = words_follow = False
    for index, line in enumerate(lines):
        text = line.text
        if not text:
            after_blank = True
            continue
        said = _said_from(survey, index, label)
        if said is not None or index in names_alone:
            followed.append(False)
            words_follow = said is None or said >= len(text)
        else:
            going_on = words_follow or goes_on(text, survey.blank, after_blank)
            if followed and not going_on and not headings.is_event_line(text):
                followed[-1] = True
            words_follow = False
        after_blank = False
    return followed


def _said_from(survey: Survey, index: int, label: str) -> int | None:
    """Where the words of a line begin that has this label; None for any other line."""
    mark = survey.marks.get(index)
    if mark is None or mark.candidate is None or mark.candidate.label != label:
        return None
    return mark.lead + mark.candidate.start


def goes_on(text: str, blank_lines: bool, after_blank: bool) -> bool:
    """Whether a line without label surely goes on with the one above: in lower case, or in its paragraph
    in a file that divides paragraphs by blank lines.
    """
    return (text[0].islower() and text[1:2] not in (".", ")")) or (blank_lines and not after_blank)
