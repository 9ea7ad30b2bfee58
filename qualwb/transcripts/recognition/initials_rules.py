"""Whether a short code is a speaker: 'D5', 'IP1', 'M', or initials, which may be an abbreviation."""

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.label_evidence import FileEvidence, LabelEvidence
from qualwb.transcripts.recognition.label_forms import code_family, first_name, is_initials
from qualwb.transcripts.recognition.label_shapes import Shape
from qualwb.transcripts.recognition.roles import role_code
from qualwb.transcripts.recognition.verdicts import (
    Judgement,
    Rule,
    first_answer,
    no_speaker,
    speaker,
    times,
    unsure,
)


def judge_initials(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    """The verdict on a label that is written as a code; None for any other."""
    label = evidence.label
    if not is_initials(label):
        return None
    return first_answer(_SHORT_CODE if len(label) == 1 or _is_numbered(label) else _INITIALS, evidence, file)


def _is_numbered(label: str) -> bool:
    return any(char.isdigit() for char in label)


def _kin(evidence: LabelEvidence, file: FileEvidence) -> int:
    """How many codes of the same kind the file has, this one among them."""
    return file.families.get(code_family(evidence.label), 0)


def _kin_occurrences(evidence: LabelEvidence, file: FileEvidence) -> int:
    """How often these stand at the start of a line."""
    return file.words.get(code_family(evidence.label), 0)


def _recurs(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if evidence.firm >= 2 or (Shape.TIME_CODE in evidence.shapes and evidence.count >= 2):
        return speaker(_("a short code that recurs {times}").format(times=times(evidence.firm)))
    return None


def _has_recurring_kin(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    kin = _kin(evidence, file)
    if kin >= 2 and _kin_occurrences(evidence, file) > kin:
        return speaker(_("one of {n} codes of the same kind").format(n=kin))
    return None


def _stands_for_a_role(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    label = evidence.label
    role = role_code(label, file.labels) if _is_numbered(label) and label[0].isupper() else None
    if role is not None and not evidence.lower_after and not file.in_running_text(label):
        return speaker(role[1])
    return None


def _follows_a_time(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if _is_numbered(evidence.label) and evidence.timed and not evidence.lower_after:
        return speaker(_("a short code behind a time stamp"))
    return None


def _stands_once(_evidence: LabelEvidence, _file: FileEvidence) -> Judgement:
    return unsure(_("a short code that stands once"))


_SHORT_CODE: tuple[Rule, ...] = (
    _recurs,
    _has_recurring_kin,
    _stands_for_a_role,
    _follows_a_time,
    _stands_once,
)


def _is_short_name(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if first_name(evidence.label) and evidence.firm >= 1:
        return speaker(_("a common first name"))
    return None


def _is_abbreviation(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    if file.in_running_text(evidence.label) and evidence.firm < 4:
        return no_speaker(_("an abbreviation that also stands in the running text"))
    return None


def _initials_recur(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    if evidence.firm >= 3 or (evidence.firm >= 2 and _kin(evidence, file) >= 2):
        return speaker(_("initials that recur {times}").format(times=times(evidence.firm)))
    return None


def _initials_have_recurring_kin(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    kin = _kin(evidence, file)
    if kin >= 2 and _kin_occurrences(evidence, file) >= 2 * kin:
        return speaker(_("one of {n} codes of the same kind").format(n=kin))
    return None


def _capitals(_evidence: LabelEvidence, _file: FileEvidence) -> Judgement:
    return unsure(_("capitals: initials or an abbreviation"))


_INITIALS: tuple[Rule, ...] = (
    _is_short_name,
    _is_abbreviation,
    _initials_recur,
    _initials_have_recurring_kin,
    _capitals,
)
