"""What a file was read as, in words: its labels or headings as rows, and how much there is of it."""

from qualwb.acts.files import (
    FileReading,
    PrintedQuote,
    PrintedReport,
    QuoteChoice,
    Role,
    SpeakerFinding,
    Verdict,
)
from qualwb.analysis.who_counts import role_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.widgets.listing import ListColumn, Row

SIGNS = {Verdict.SPEAKER: "✓", Verdict.NOT_A_SPEAKER: "✗", Verdict.UNSURE: "?"}
SPEAKERS = (
    ListColumn(_("Label"), 14, 24),
    ListColumn(_("Speaker"), 7, 12),
    ListColumn(_("Turns"), 5, 7, right=True),
    ListColumn(_("Words"), 5, 8, rank=1, right=True),
    ListColumn(_("Role"), 11, 14),
    ListColumn(_("Alias"), 9, 20),
    ListColumn(_("First line"), 14, 40, rank=2),
    ListColumn(_("Reason"), 12, 40, rank=3),
)
QUOTES = (
    ListColumn(_("No."), 4, 5, right=True),
    ListColumn(_("Heading or quote"), 24, 80),
    ListColumn(_("Taken"), 7, 10),
    ListColumn(_("Quotes"), 6, 8, rank=1, right=True),
    ListColumn(_("Group"), 7, 14, rank=2),
    ListColumn(_("Line"), 4, 7, rank=3, right=True),
)


def amount(reading: FileReading) -> str:
    """How much of the file is stored, and how much is not. The file must have been read."""
    transcript, report = reading.transcript, reading.report
    assert transcript is not None
    if report is not None:
        quotes = ngettext("{n} quote", "{n} quotes", len(report.quotes)).format(n=len(report.quotes))
        turns = sum(len(quote.turns) for quote in report.quotes)
        said = ngettext("{n} turn", "{n} turns", turns).format(n=turns)
        lost = _("{n} places could not be placed").format(n=len(report.unplaced))
        return f"{quotes}, {said}; {lost}"
    turns = transcript.spoken
    aside = sum(len(part.text) * part.count for part in transcript.left_aside)
    return _("{turns}; {n} characters are stored, {aside} left aside (labels, times, page heads)").format(
        turns=ngettext("{n} turn", "{n} turns", turns).format(n=turns),
        n=len(transcript.text),
        aside=aside,
    )


def speaker_row(found: SpeakerFinding, verdict: Verdict, role: Role, alias: str) -> Row:
    """A label with what is to become of it."""
    speaker = verdict is Verdict.SPEAKER
    cells = (
        found.label,
        f"{SIGNS[verdict]} {_verdict_name(verdict)}",
        str(found.turns),
        str(found.words),
        role_name(role.value) if speaker and not found.collective else "",
        alias if speaker else "",
        found.first_line,
        found.reason,
    )
    tone = {Verdict.UNSURE: "warn", Verdict.NOT_A_SPEAKER: "muted"}.get(verdict, "")
    return Row(found.label, cells, tone)


def quote_rows(report: PrintedReport, choice: QuoteChoice) -> list[Row]:
    """The headings of a printed report with all that could be quotes by number, then what has no place."""
    headings = {heading.path: heading for heading in report.headings}
    rows: list[Row] = []
    above: tuple[str, ...] = ()
    for quote in report.candidates:
        for depth in range(1, len(quote.path) + 1):
            path = quote.path[:depth]
            if path != above[:depth]:
                heading = headings.get(path)
                total, line = (str(heading.total), str(heading.line)) if heading else ("0", "")
                name = "  " * (depth - 1) + path[-1]
                rows.append(Row(("heading", quote.number, depth), ("", name, "", total, "", line)))
        above = quote.path
        rows.append(_quote_row(quote, choice))
    return rows + [
        Row(
            ("unplaced", n),
            (
                "",
                _("not placed: {reason}: {text}").format(reason=p.reason, text=p.text),
                "",
                "",
                "",
                str(p.line),
            ),
            "warn",
        )
        for n, p in enumerate(report.unplaced)
    ]


def _quote_row(quote: PrintedQuote, choice: QuoteChoice) -> Row:
    text = " ".join(" ".join(quote.turns).split())
    shown = "  " * len(quote.path) + (_("in a sentence: {text}").format(text=text) if quote.inline else text)
    taken = choice.takes(quote)
    sign = f"✓ {_('yes')}" if taken else f"✗ {_('no')}"
    cells = (str(quote.number), shown, sign, "", quote.group or "", str(quote.line))
    return Row(quote.number, cells, "" if taken else "muted")


def _verdict_name(verdict: Verdict) -> str:
    return {Verdict.SPEAKER: _("yes"), Verdict.NOT_A_SPEAKER: _("no"), Verdict.UNSURE: _("unsure")}[verdict]
