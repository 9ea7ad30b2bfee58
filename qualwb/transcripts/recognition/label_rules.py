"""Is a label a speaker? What speaks for and against it is weighed by rules in order, each with its reason."""

from collections.abc import Mapping

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.initials_rules import judge_initials
from qualwb.transcripts.recognition.label_evidence import FileEvidence, LabelEvidence
from qualwb.transcripts.recognition.label_forms import (
    first_name,
    is_initials,
    is_metadata,
    is_name,
    lexicon_key,
    sentence_word,
)
from qualwb.transcripts.recognition.label_shapes import Shape
from qualwb.transcripts.recognition.lexicon import LEAD_INS, METADATA, QUESTION_AND_ANSWER
from qualwb.transcripts.recognition.name_rules import judge_name
from qualwb.transcripts.recognition.roles import is_collective, role_word
from qualwb.transcripts.recognition.verdicts import (
    Judgement,
    Rule,
    first_answer,
    no_speaker,
    speaker,
    times,
    unsure,
)
from qualwb.transcripts.transcript import Verdict


def judge(
    evidence: LabelEvidence, file: FileEvidence, overrides: Mapping[str, Verdict] | None = None
) -> Judgement:
    """The verdict on a label and its reason. ``overrides``: what a person has decided goes first."""
    if overrides and evidence.label in overrides:
        return overrides[evidence.label], _("decided by hand")
    return first_answer(RULES, evidence, file) or unsure(_("stands once before a colon and could be a name"))


def _named_by_format(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if Shape.VOICE in evidence.shapes:
        return speaker(_("the file's format names the speaker"))
    return None


def _only_tight(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """'EU:s', 'S:t Eriks': no blank after the colon."""
    if evidence.firm > 0:
        return None
    if (
        evidence.count >= 2
        and not evidence.lower_after
        and (is_name(evidence.label) or is_initials(evidence.label))
    ):
        if sentence_word(evidence.label) or lexicon_key(evidence.label) in LEAD_INS | METADATA:
            return no_speaker(_("leads a sentence in"))
        return speaker(_("recurs {times} at the start of a line").format(times=times(evidence.count)))
    if role_word(evidence.label) is not None and not evidence.lower_after:
        return speaker(_("the label names a role"))
    return no_speaker(_("no blank after the colon"))


def _in_legend(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if evidence.legend and not sentence_word(evidence.label):
        return speaker(_("the legend says '{words}'").format(words=evidence.legend))
    return None


def _question_and_answer(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    if evidence.label.lower() not in QUESTION_AND_ANSWER:
        return None
    recurring = [
        label
        for label, other in file.labels.items()
        if label.lower() in QUESTION_AND_ANSWER and other.firm >= 2
    ]
    if len(recurring) >= 2 and evidence.label in recurring:
        return speaker(_("question and answer take turns"))
    return None


def _observer_or_note(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    """'Obs:' is the observer or 'note well'."""
    if evidence.label.lower() != "obs":
        return None
    if evidence.firm >= 2 and evidence.label != "OBS":
        return speaker(_("recurs {times} at the start of a line").format(times=times(evidence.firm)))
    if evidence.label != "OBS" and any(label.lower() in ("m", "mod", "moderator") for label in file.labels):
        return speaker(_("short for observer, beside a moderator"))
    if evidence.firm >= 2:
        return unsure(_("the observer, or 'note well'"))
    return no_speaker(_("'note well', not a person"))


def _metadata(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if is_metadata(evidence.label):
        return no_speaker(_("a heading of the transcript's own data"))
    return None


def _preamble(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """'Seminarier 2021. Fokusgrupp: Grupp 3': a sentence ends before the key."""
    before, stop, last = evidence.label.rpartition(". ")
    if evidence.firm >= 3 or not stop or len(before.split()[-1]) < 4:
        return None
    if lexicon_key(last) in METADATA or role_word(last) is not None:
        return no_speaker(_("a heading of the transcript's own data"))
    return None


def _collective(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if is_collective(evidence.label):
        return speaker(_("stands for several or unknown people"))
    return None


def _role(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if role_word(evidence.label) is None:
        return None
    if evidence.label[0].islower() and evidence.firm < 2:
        return unsure(_("names a role, but in lower case and once"))
    return speaker(_("the label names a role"))


def _lead_in(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    words = lexicon_key(evidence.label)
    if words in LEAD_INS or words.rstrip(".") in LEAD_INS:
        return no_speaker(_("a word that leads a sentence in"))
    return None


def _sentence(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    word = sentence_word(evidence.label)
    if word:
        return no_speaker(_("a sentence: it holds '{word}'").format(word=word))
    return None


def _number(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if any(char.isalpha() for char in evidence.label):
        return None
    if evidence.firm >= 3:
        return unsure(_("a number before a colon, {times}").format(times=times(evidence.firm)))
    return no_speaker(_("a number, as in a list or a clock time"))


def _words(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """Several words, not all capitalised: a sentence's beginning unless it recurs."""
    label = evidence.label
    if is_name(label):
        return None
    if label[0].islower() and first_name(label) and evidence.firm >= 2:
        return speaker(_("a common first name"))
    if evidence.firm >= 3:
        return unsure(_("no name by its form, but recurs {times}").format(times=times(evidence.firm)))
    return no_speaker(_("no name by its form, and stands {times}").format(times=times(evidence.firm)))


RULES: tuple[Rule, ...] = (
    _named_by_format,
    _only_tight,
    _question_and_answer,
    _observer_or_note,
    _metadata,
    _preamble,
    _in_legend,
    _collective,
    _role,
    _lead_in,
    _sentence,
    _number,
    judge_initials,
    judge_name,
    _words,
)
"""Asked in this order; the first that has an answer decides."""
