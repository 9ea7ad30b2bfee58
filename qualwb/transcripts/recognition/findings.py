"""The table of labels that a person corrects: verdict, role, reason, whose alias a label may be."""

from collections.abc import Iterable, Mapping, Sequence

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.aliases import with_aliases
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.label_evidence import LabelEvidence
from qualwb.transcripts.recognition.roles import guess_roles, is_collective
from qualwb.transcripts.recognition.verdicts import Judgement
from qualwb.transcripts.transcript import Role, SpeakerFinding, Verdict


def judged_findings(
    judgements: Mapping[str, Judgement],
    said: Mapping[str, Sequence[str]],
    evidence: Mapping[str, LabelEvidence],
    legend: Mapping[str, str],
) -> list[SpeakerFinding]:
    """The labels of a file as they were judged: speakers first, with what they said; of the others, where
    they stand. Words are counted when the text is there.
    """
    roles = guess_roles(said, legend)
    findings = []
    for label, judgement in judgements.items():
        is_speaker, texts = judgement[0] is Verdict.SPEAKER, said.get(label, ())
        shown = texts[0] if texts else evidence[label].first_line
        turns = len(texts) if is_speaker else evidence[label].count
        findings.append(_finding(label, judgement, roles.get(label), turns, shown))
    findings.sort(key=lambda finding: finding.verdict is not Verdict.SPEAKER)
    return with_aliases(findings, legend)


def named_findings(
    said: Mapping[str, Sequence[str]], described: Mapping[str, dict[str, str]]
) -> list[SpeakerFinding]:
    """The labels of a file whose format itself names the speakers, with what it tells about each."""
    roles = guess_roles(said)
    judgement = Verdict.SPEAKER, _("the file's format names the speaker")
    return with_aliases(
        _finding(label, judgement, roles.get(label), len(texts), texts[0], described.get(label))
        for label, texts in said.items()
    )


def texts_by_label(pieces: Iterable[Piece]) -> dict[str, list[str]]:
    """What each label says, in order; what nobody says is left out."""
    said: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.speaker is not None:
            said.setdefault(piece.speaker, []).append(piece.text)
    return said


def _finding(
    label: str,
    judgement: Judgement,
    role: tuple[Role, str] | None,
    turns: int,
    shown: str,
    attributes: dict[str, str] | None = None,
) -> SpeakerFinding:
    verdict, reason = judgement
    guessed, role_reason = role or (Role.UNKNOWN, "")
    return SpeakerFinding(
        label=label,
        turns=turns,
        counted=0,
        first_line=shown.partition("\n")[0],
        verdict=verdict,
        role=guessed,
        reason=f"{reason}; {role_reason}" if role_reason not in ("", reason) else reason,
        collective=is_collective(label),
        attributes=attributes or {},
    )
