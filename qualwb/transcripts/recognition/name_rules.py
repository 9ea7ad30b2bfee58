"""Whether a label that is written as a name is one, or a word that leads a sentence in."""

import re

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.label_evidence import FileEvidence, LabelEvidence
from qualwb.transcripts.recognition.label_forms import first_name, is_name
from qualwb.transcripts.recognition.label_shapes import Shape
from qualwb.transcripts.recognition.verdicts import (
    Judgement,
    Rule,
    first_answer,
    no_speaker,
    speaker,
    times,
    unsure,
)

_DEFINITE = re.compile(r".{3,}(?:en|et|an|na|arna|erna|orna|heten|ingen)")


def judge_name(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    """The verdict on a label that is written as a name; None for any other, or where nothing tells."""
    return first_answer(_RULES, evidence, file) if is_name(evidence.label) else None


def _common_first_name(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if first_name(evidence.label) and (evidence.firm >= 2 or not evidence.lower_after or evidence.bold):
        return speaker(_("a common first name"))
    return None


def _short_form(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    beginning = evidence.label + " "
    if any(other.startswith(beginning) and found.firm >= 2 for other, found in file.labels.items()):
        return speaker(_("the short form of another label"))
    return None


def _recurs_with_times(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if Shape.TIMED in evidence.shapes and evidence.firm >= 2:
        return speaker(_("recurs {times} with a time stamp").format(times=times(evidence.firm)))
    return None


def _word_of_the_text(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    label = evidence.label
    if len(label.split()) > 1 or label.isupper() or not file.in_running_text(label.lower()):
        return None
    if evidence.firm < 4:
        return no_speaker(_("the word also stands in lower case in the text"))
    return unsure(_("recurs, but also stands in lower case in the text"))


def _definite_noun(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """'Syftet: att vi ...', 'Chefen: ...'."""
    if not _DEFINITE.fullmatch(evidence.label.lower()) or evidence.firm >= 4 or evidence.bold:
        return None
    if evidence.firm == 1 and evidence.leads_in:
        return no_speaker(_("has the form of a noun and leads a sentence in"))
    if evidence.firm == 1 or evidence.leads_in:
        return unsure(_("may be a noun in definite form"))
    return None


def _recurs(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if evidence.firm >= 2:
        return speaker(_("recurs {times} at the start of a line").format(times=times(evidence.firm)))
    return None


def _bold(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    return speaker(_("set in bold before a colon")) if evidence.bold else None


def _mid_sentence(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    return no_speaker(_("stands once, in the midst of a sentence")) if evidence.leads_in else None


_RULES: tuple[Rule, ...] = (
    _common_first_name,
    _short_form,
    _recurs_with_times,
    _word_of_the_text,
    _definite_noun,
    _recurs,
    _bold,
    _mid_sentence,
)
"""Asked in this order; the first that has an answer decides."""
