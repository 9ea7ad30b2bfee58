"""What an import found: as rows for json, as a table of labels, and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.files import FileReading, PrintedQuote, PrintedReport, SpeakerFinding, Transcript

FIRST_LINE = 40
"""So many characters of a label's first line are shown."""


@dataclass
class Import:
    """One file on its way into the project, and what became of it. The file's bytes are not kept."""

    file: Path
    transcript: "Transcript | None" = None
    report: "PrintedReport | None" = None
    """The file as a printed report, where it is one."""
    error: str = ""
    stored: int = 0
    source: str = ""
    refused: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    """What a changed file did to its source, in words."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """The names given by hand, by label: nothing is suggested for these."""

    @classmethod
    def of(cls, reading: "FileReading", aliases: Mapping[str, str]) -> "Import":
        """A file as it was read."""
        return cls(
            reading.file,
            reading.transcript,
            reading.report,
            reading.error,
            refused=list(reading.unplaced),
            aliases=aliases,
        )

    @property
    def speakers(self) -> "Sequence[SpeakerFinding]":
        """The labels with their verdicts."""
        return self.transcript.speakers if self.transcript else ()

    @property
    def warnings(self) -> list[str]:
        """What a person should know or decide, suggestions for aliases among it."""
        found = list(self.transcript.warnings) if self.transcript else []
        return found + [
            _("'{label}' may be '{alias}' ({reason}): --alias '{label}={alias}' makes them one.").format(
                label=finding.label, alias=finding.alias, reason=finding.alias_reason
            )
            for finding in self.speakers
            if finding.alias and finding.label not in self.aliases
        ]


def row(one: Import) -> dict[str, Any]:
    """A file as json shows it. ``found`` and ``stored`` are characters; what is between was left aside."""
    if one.error or one.transcript is None:
        return {"file": str(one.file), "error": one.error}
    turns, words = _size(one)
    stored = len(one.transcript.text)
    shown = {
        "file": str(one.file),
        "reader": one.transcript.reader,
        "why": one.transcript.why,
        "turns": turns,
        "words": words,
        "speakers": [
            {
                "label": finding.label,
                "turns": finding.turns,
                "words": finding.words,
                "verdict": finding.verdict.value,
                "role": finding.role.value,
                "reason": finding.reason,
            }
            for finding in one.speakers
        ],
        "found": stored + _aside(one.transcript),
        "stored": stored,
        "refused": one.refused,
        "warnings": one.warnings,
    }
    if one.report is not None:
        shown["headings"] = [
            {"heading": " > ".join(h.path), "line": h.line, "quotes": h.quotes} for h in one.report.headings
        ]
        shown["quotes"] = len(one.report.quotes)
        shown["inline_left"] = one.report.inline_left
        shown["missing_chapters"] = list(one.report.missing_chapters)
        shown["sign"] = one.report.sign
        shown["candidates"] = [_candidate(one.report, quote) for quote in one.report.candidates]
    return shown


def _candidate(report: "PrintedReport", quote: "PrintedQuote") -> dict[str, Any]:
    return {
        "number": quote.number,
        "inline": quote.inline,
        "taken": report.choice.takes(quote),
        "heading": " > ".join(quote.path),
        "group": quote.group,
        "line": quote.line,
        "turns": list(quote.turns),
    }


def files_table(imports: Sequence[Import]) -> Table:
    """A line a file: what was stored of it."""
    rows = [row(one) for one in imports]
    keys = ("file", "reader", "turns", "words", "stored", "error")
    return Table(
        (_("file"), _("reader"), _("turns"), _("words"), _("stored"), _("error")),
        [[shown.get(key) for key in keys] for shown in rows],
        data=rows,
        numeric=frozenset({2, 3, 4}),
    )


def labels_table(imports: Sequence[Import]) -> Table:
    """A line a label, as a person looks it through before anything is stored."""
    several = len(imports) > 1
    columns: tuple[str, ...] = (_("label"), _("turns"), _("words"), _("first line"), _("verdict"))
    if all(one.report is not None for one in imports):
        columns = (*columns, _("group"), _("reason"))
        found = [(one, line[:5] + line[6:]) for one in imports for line in _label_lines(one)]
    else:
        columns = (*columns, _("role"), _("same as"), _("reason"))
        found = [(one, line) for one in imports for line in _label_lines(one)]
    return Table(
        (_("file"), *columns) if several else columns,
        [[one.file.name, *line] if several else list(line) for one, line in found],
        data=[row(one) for one in imports],
        numeric=frozenset({2, 3} if several else {1, 2}),
    )


def _label_lines(one: Import) -> Iterator[tuple[Cell, ...]]:
    if one.error or one.transcript is None:
        yield "", None, None, None, None, None, None, " ".join(one.error.split())
        return
    if one.report is not None:
        yield from _quote_lines(one.report)
        return
    for finding in one.speakers:
        yield (
            finding.label,
            finding.turns,
            finding.words,
            finding.first_line[:FIRST_LINE],
            _verdict(finding),
            _role(finding),
            one.aliases.get(finding.label, finding.alias) or None,
            finding.reason,
        )
    if not one.speakers:
        yield ("", *_size(one), None, None, None, None, _("no label"))


def _quote_lines(report: "PrintedReport") -> Iterator[tuple[Cell, ...]]:
    """The headings, each with all that could be quotes under it by number."""
    quotes = {heading.path: heading.quotes for heading in report.headings}
    above: tuple[str, ...] = ()
    for quote in report.candidates:
        for depth in range(1, len(quote.path) + 1):
            path = quote.path[:depth]
            if path != above[:depth]:
                yield " > ".join(path), quotes.get(path, 0), None, None, None, None, None, _("heading")
        above = quote.path
        text = " ".join(quote.turns)
        where = _("line {n}, inside a sentence") if quote.inline else _("line {n}")
        yield (
            f"  {quote.number}",
            len(quote.turns),
            len(text.split()),
            text[:FIRST_LINE],
            _taken(report, quote),
            None,
            quote.group,
            where.format(n=quote.line),
        )


def _taken(report: "PrintedReport", quote: "PrintedQuote") -> str:
    if report.choice.takes(quote):
        return _("taken")
    return _("refused") if quote.number in report.choice.refused else _("left")


def _verdict(finding: "SpeakerFinding") -> str:
    names = {"speaker": _("speaker"), "not a speaker": _("not a speaker"), "unsure": _("unsure")}
    return names[finding.verdict.value]


def _role(finding: "SpeakerFinding") -> str | None:
    names = {"moderator": _("moderator"), "participant": _("participant"), "observer": _("observer")}
    return names.get(finding.role.value)


def _size(one: Import) -> tuple[int, int]:
    """Turns and words."""
    if one.report is not None:
        said = [text for quote in one.report.quotes for text in quote.turns]
    else:
        assert one.transcript is not None
        said = [one.transcript.text[turn.start : turn.end] for turn in one.transcript.turns]
    return len(said), sum(len(text.split()) for text in said)


def _aside(transcript: "Transcript") -> int:
    """How many characters were left aside."""
    return sum(len(part.text) * part.count for part in transcript.left_aside)


def told(one: Import) -> Iterator[str]:
    """What is said about a file that was read."""
    assert one.transcript is not None
    yield from _report_told(one) if one.report is not None else [_transcript_told(one)]
    aside: dict[str, int] = {}
    for part in one.transcript.left_aside:
        aside[part.reason] = aside.get(part.reason, 0) + len(part.text) * part.count
    if aside:
        reasons = ", ".join(f"{reason} {n}" for reason, n in aside.items())
        yield _("  left aside: {reasons}").format(reasons=reasons)
    for warning in one.warnings:
        yield f"  ! {warning}"
    for change in one.changes:
        yield f"  {change}"
    for refused in one.refused:
        yield _("  not placed, line {what}").format(what=refused)


def _report_told(one: Import) -> Iterator[str]:
    assert one.report is not None
    assert one.transcript is not None
    for heading in one.report.headings:
        indent = "  " * (len(heading.path) - 1)
        yield f"  {indent}{heading.name}: {heading.quotes or ''}".rstrip(": ")
    yield _("{file}: reader 'report' ({why}); {quotes} quotes, {turns} turns in {groups} groups.").format(
        file=one.file.name,
        why=one.transcript.why,
        quotes=len(one.report.quotes),
        turns=_size(one)[0],
        groups=len(one.report.groups),
    )
    left = one.report.inline_left
    if left:
        yield ngettext(
            "  {n} quote inside the authors' sentences was found and left: "
            "--inline takes it, --dry-run lists it.",
            "  {n} quotes inside the authors' sentences were found and left: "
            "--inline takes them, --dry-run lists them.",
            left,
        ).format(n=left)
    refused = len(one.report.not_taken) - left
    if refused:
        yield ngettext("  {n} quote was refused.", "  {n} quotes were refused.", refused).format(n=refused)


def _transcript_told(one: Import) -> str:
    assert one.transcript is not None
    people = sum(finding.verdict.value == "speaker" for finding in one.speakers)
    turns = len(one.transcript.turns)
    return _(
        "{file}: reader '{reader}' ({why}); {turns}, {speakers}; {n} characters stored, {aside} left aside."
    ).format(
        file=one.file.name,
        reader=one.transcript.reader,
        why=one.transcript.why,
        turns=ngettext("{n} turn", "{n} turns", turns).format(n=turns),
        speakers=ngettext("{n} speaker", "{n} speakers", people).format(n=people),
        n=len(one.transcript.text),
        aside=_aside(one.transcript),
    )
