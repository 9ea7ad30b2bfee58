"""Verdicts on a label with their reasons, and rules that are asked in order."""

from collections.abc import Callable, Iterable

from qualwb.localization import ngettext
from qualwb.transcripts.recognition.label_evidence import FileEvidence, LabelEvidence
from qualwb.transcripts.transcript import Verdict

Judgement = tuple[Verdict, str]
"""A verdict and its reason."""
Rule = Callable[[LabelEvidence, FileEvidence], Judgement | None]
"""A judgement on a label of a file, or None where the rule has nothing to say."""


def first_answer(rules: Iterable[Rule], evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    """What the first rule that has an answer says; None if none has."""
    for rule in rules:
        judgement = rule(evidence, file)
        if judgement is not None:
            return judgement
    return None


def speaker(reason: str) -> Judgement:
    """The label is a speaker's."""
    return Verdict.SPEAKER, reason


def no_speaker(reason: str) -> Judgement:
    """The label belongs in the text."""
    return Verdict.NOT_A_SPEAKER, reason


def unsure(reason: str) -> Judgement:
    """A person must say."""
    return Verdict.UNSURE, reason


def times(n: int) -> str:
    """'3 times'."""
    return ngettext("{n} time", "{n} times", n).format(n=n)
