"""Speakers by evidence: from a file's lines to labelled turns, with a verdict and a reason for each label.

First each line is looked at by itself (``lines``), then the whole file decides (``decisions``, by
``label_rules``), then the lines are dealt out (``turns``). What is not surely a label stays in the
text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualwb.localization import gettext as _
from qualwb.localization import ngettext, one_language
from qualwb.shortening import shortened
from qualwb.transcripts.door import TakenOut, clean_passages
from qualwb.transcripts.recognition import headings
from qualwb.transcripts.recognition.assemble import Piece, build
from qualwb.transcripts.recognition.decisions import Decided, decide
from qualwb.transcripts.recognition.findings import judged_findings, texts_by_label
from qualwb.transcripts.recognition.lines import FileLine, Survey, survey_lines
from qualwb.transcripts.recognition.turns import Dealer
from qualwb.transcripts.transcript import (
    LeftAside,
    Role,
    SpeakerFinding,
    Transcript,
    Verdict,
)

__all__ = ["FileLine", "Recognised", "from_lines", "transcript_from_lines"]


MOST_NAMED, WORDS = 4, 30
"""So many lines are named in a warning, each by so many characters."""
MOST_CARRIED = 3
"""So many paragraphs without label may go on with the only label's words before a warning is due."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the lines hold: pieces in order, the table of labels, what is not part of anybody's words."""

    pieces: list[Piece]
    findings: list[SpeakerFinding]
    left_aside: list[LeftAside]
    warnings: list[str]


def from_lines(
    lines: Sequence[FileLine], verdicts: Mapping[str, Verdict] | None = None, *, decoded: bool = False
) -> Recognised:
    """Recognise the speakers of the lines; ``verdicts`` (label -> verdict) overrides what is found.

    ``decoded`` says that ``decode`` gave the lines as they are, so that they are clean already.

    Every character of the lines that is no blank is either in a piece or in ``left_aside``.
    """
    with one_language():
        taken = TakenOut() if decoded else clean_passages(lines)
        return _recognised(lines, verdicts or {}, taken)


def _recognised(lines: Sequence[FileLine], verdicts: Mapping[str, Verdict], taken: TakenOut) -> Recognised:
    survey = survey_lines(lines)
    decided = decide(lines, survey, verdicts)
    dealer = Dealer(decided)
    dealer.deal(lines)
    said = texts_by_label(dealer.pieces)
    judged = judged_findings(decided.judgements, said, survey.labels, decided.legend)
    findings = _described(judged, lines[: decided.head], survey)
    return Recognised(
        dealer.pieces,
        findings,
        [*taken.left_aside(), *dealer.left_aside()],
        [*taken.notices(), *_warnings(findings, dealer, decided)],
    )


def transcript_from_lines(
    lines: Sequence[FileLine],
    *,
    reader: str,
    verdicts: Mapping[str, Verdict] | None = None,
    warnings: Sequence[str] = (),
    left_aside: Sequence[LeftAside] = (),
    decoded: bool = False,
) -> Transcript:
    """``from_lines`` and ``build`` in one: what a reader of paragraphs (docx, odt, rtf, pdf) ends with."""
    found = from_lines(lines, verdicts, decoded=decoded)
    return build(
        found.pieces,
        reader=reader,
        speakers=found.findings,
        warnings=[*warnings, *found.warnings],
        left_aside=[*left_aside, *found.left_aside],
    )


def _described(
    findings: Sequence[SpeakerFinding], head: Sequence[FileLine], survey: Survey
) -> list[SpeakerFinding]:
    """The only one who takes part gets what the transcript's head tells about a person ('Kommun: Vasa')."""
    told: dict[str, str] = {}
    for index, line in enumerate(head):
        mark = survey.marks.get(index)
        if mark is not None and mark.candidate is not None and headings.describes(mark.candidate):
            told[mark.candidate.label] = line.text[mark.lead + mark.candidate.start :]
    taking_part = [
        finding.label
        for finding in findings
        if finding.verdict is Verdict.SPEAKER
        and not finding.collective
        and finding.role not in (Role.MODERATOR, Role.OBSERVER)
    ]
    if not told or len(taking_part) != 1:
        return list(findings)
    return [
        replace(finding, attributes=told) if finding.label in taking_part else finding for finding in findings
    ]


def _warnings(findings: Sequence[SpeakerFinding], dealer: Dealer, decided: Decided) -> list[str]:
    warnings = []
    unsure = [finding.label for finding in findings if finding.verdict is Verdict.UNSURE]
    if unsure:
        warnings.append(
            _("Unsure whether these are speakers, so they stay in the text: {labels}.").format(
                labels=", ".join(unsure)
            )
        )
    if not any(finding.verdict is Verdict.SPEAKER for finding in findings):
        warnings.append(_("No speaker was found."))
    if dealer.unnamed:
        warnings.append(
            ngettext(
                "'{label}' is the only label; {n} paragraph without one may be another's words "
                "and is nobody's.",
                "'{label}' is the only label; {n} paragraphs without one may be another's words "
                "and are nobody's.",
                dealer.unnamed,
            ).format(label=decided.lone, n=dealer.unnamed)
        )
    elif dealer.carried >= MOST_CARRIED and len(decided.speakers) == 1 and not decided.dash_turns:
        warnings.append(
            _("'{label}' is the only label; {n} paragraphs without one went on with these words.").format(
                label=next(iter(decided.speakers)), n=dealer.carried
            )
        )
    if dealer.resumed:
        warnings.append(
            ngettext(
                "{n} line without label after a heading or an event was given to the speaker before it: "
                "{where}.",
                "{n} lines without label after a heading or an event were given to the speaker before it: "
                "{where}.",
                len(dealer.resumed),
            ).format(n=len(dealer.resumed), where=_named_lines(dealer.resumed))
        )
    return warnings


def _named_lines(lines: Sequence[tuple[str, str]]) -> str:
    """The first lines by their first words, each with whose it became."""
    told = ", ".join(f"”{shortened(text, WORDS)}” ({label})" for text, label in lines[:MOST_NAMED])
    return told + " …" * (len(lines) > MOST_NAMED)
