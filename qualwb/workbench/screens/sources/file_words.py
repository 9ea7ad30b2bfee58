"""What a file was read as, in words: its labels or headings as rows, and how much there is of it."""

from qualwb.acts.files import FileReading, Role, SpeakerFinding, Verdict
from qualwb.analysis.who_counts import role_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.widgets.listing import ListColumn, Row

SIGNS = {Verdict.SPEAKER: "✓", Verdict.NOT_A_SPEAKER: "✗", Verdict.UNSURE: "?"}
SPEAKERS = (
    ListColumn(_("Label"), 8, 24),
    ListColumn(_("Speaker"), 7, 12),
    ListColumn(_("Turns"), 5, 7, right=True),
    ListColumn(_("Words"), 5, 8, rank=1, right=True),
    ListColumn(_("Role"), 11, 14),
    ListColumn(_("Alias"), 9, 20),
    ListColumn(_("First line"), 14, 40, rank=2),
    ListColumn(_("Reason"), 12, 40, rank=3),
)
HEADINGS = (
    ListColumn(_("Heading"), 24, 80),
    ListColumn(_("Quotes"), 6, 8, right=True),
    ListColumn(_("With those below"), 6, 16, rank=1, right=True),
    ListColumn(_("Line"), 4, 7, rank=2, right=True),
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
    turns = len(transcript.turns)
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


def heading_rows(reading: FileReading) -> list[Row]:
    """The headings of a printed report with their quotes, then what could not be placed."""
    report = reading.report
    assert report is not None
    rows = [
        Row(
            ("heading", n),
            (
                "  " * (len(heading.path) - 1) + heading.name,
                str(heading.quotes or ""),
                str(heading.total),
                str(heading.line),
            ),
        )
        for n, heading in enumerate(report.headings)
    ]
    return rows + [
        Row(
            ("unplaced", n),
            (_("not placed: {reason}: {text}").format(reason=p.reason, text=p.text), "", "", str(p.line)),
            "warn",
        )
        for n, p in enumerate(report.unplaced)
    ]


def _verdict_name(verdict: Verdict) -> str:
    return {Verdict.SPEAKER: _("yes"), Verdict.NOT_A_SPEAKER: _("no"), Verdict.UNSURE: _("unsure")}[verdict]
