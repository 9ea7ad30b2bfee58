"""Printed reports: quotes under theme headings, cited by group, back to what they were before the print.

A quote is a run of turns, each begun by a dash at the start of a line, and ends with its tag: '(Grupp 2)'.
Where a report has no tags at all, quotes are paragraphs of their own in ”…” (individual interviews).
Quotes inside the authors' sentences are found too, and taken where a person asks for them.
What cannot be placed is listed with line and reason; nothing is guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.formats.printed_report import quoted_paragraphs, tagged_quotes
from qualwb.transcripts.formats.printed_report.group_tags import TAG, tags_in
from qualwb.transcripts.formats.printed_report.report_contents import (
    ALL_BLOCKS,
    PrintedReport,
    QuoteChoice,
    ReportTranscript,
)
from qualwb.transcripts.formats.printed_report.report_draft import ReportDraft
from qualwb.transcripts.recognition.assemble import Piece, build
from qualwb.transcripts.transcript import TurnKind, Verdict

SNIFFED_TAGS = 2
"""So many tags tell a report."""


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    """Group tags after quotes, as '(Grupp 2)'."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode("utf-8")
    if head.count(b"(") < SNIFFED_TAGS:
        return None
    tags = tags_in(head)
    dashes = head.count(b"\n- ") + head.count("\n– ".encode())
    if len(tags) < SNIFFED_TAGS or dashes < len(tags) // 2:
        return None
    return _("dash turns with {n} tags such as '{tag}'").format(n=len(tags), tag=tags[0])


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
    choice: QuoteChoice = ALL_BLOCKS,
) -> ReportTranscript:
    """The report's headings and quotes as one transcript: headings as TEXT, turns without a speaker.

    ``choice`` is a person's word on which quotes are taken.
    """
    report = read_report(data, name, encoding=encoding, choice=choice)
    in_text = {heading.line for heading in report.headings}
    transcript = build(_pieces(report), reader="report", speakers=[])
    return ReportTranscript(
        text=transcript.text,
        turns=transcript.turns,
        reader="report",
        warnings=(
            *report.warnings,
            *(_("line {line}: {reason}").format(line=p.line, reason=p.reason) for p in report.unplaced),
        ),
        left_aside=tuple(
            aside
            for aside in report.left_aside
            if not (aside.reason == _("heading") and aside.line in in_text)
        ),
        report=report,
    )


def _pieces(report: PrintedReport) -> Iterator[Piece]:
    """Each quote's turns, after the headings that begin with it."""
    headings = {heading.path: heading for heading in report.headings}
    above: tuple[str, ...] = ()
    for quote in report.quotes:
        for depth in range(1, len(quote.path) + 1):
            if quote.path[:depth] != above[:depth]:
                yield Piece(headings[quote.path[:depth]].printed, kind=TurnKind.TEXT)
        above = quote.path
        for turn in quote.turns:
            yield Piece(turn)


def read_report(
    data: bytes, name: str, *, encoding: str | None = None, choice: QuoteChoice = ALL_BLOCKS
) -> PrintedReport:
    """Read a printed report with the quotes chosen. Raises TranscriptError for what is no text."""
    decoded = decode(data, name, encoding)
    draft = ReportDraft(decoded.text)
    find_quotes = tagged_quotes.find if TAG.search(decoded.text) else quoted_paragraphs.find
    find_quotes(draft)
    report = draft.finished(choice)
    notices = list(decoded.notices)
    if not report.candidates:
        notices.append(
            _("No quotes were found: neither dash turns with a tag such as (Grupp 2) nor paragraphs in ”…”.")
        )
    return replace(
        report,
        left_aside=(*decoded.left_aside, *report.left_aside),
        warnings=(*notices, *report.warnings),
    )
