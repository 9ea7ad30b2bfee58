"""Import of a printed report: quotes become sources and codings, headings themes and codes."""

from dataclasses import dataclass

from sqlalchemy import select

from qualwb.acts.lookup import clean_name, refuse_taken
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin, ensure_group, insert_turns, new_source
from qualwb.acts.themes import link
from qualwb.acts.trees import new_code, new_theme
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Source, Theme
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, ensure_round, now
from qualwb.transcripts.formats.printed_report.report_contents import (
    PrintedQuote,
    PrintedReport,
    ReportTranscript,
)
from qualwb.transcripts.transcript import Turn


@dataclass(frozen=True, slots=True)
class ReportImported:
    """What the import of a report stored."""

    sources: tuple[str, ...]
    quotes: int
    turns: int
    themes: int


def import_report(
    researcher: Researcher, report: PrintedReport, *, name: str, origin: Origin
) -> ReportImported:
    """Store a report: a group and a source per tag, with its quotes in printed order and their turns.

    The headings become a theme tree, each heading with quotes also a code in its theme, each quote one cited
    coding. Themes and codes of the same name are used as they are. Quotes without any tag go to one source
    named ``name``. Raises ``QualwbError`` when there is no quote, ``BadName`` when a source name is taken.
    """
    if not report.quotes:
        file = origin.file_name or name
        if not report.candidates:
            raise QualwbError(_("{file}: no quotes were found.").format(file=file))
        raise QualwbError(
            _("{file}: of {n} quotes found none is taken.").format(file=file, n=len(report.candidates)),
            _("Those inside sentences are taken when they are asked for."),
        )
    with researcher.act("report.import") as act:
        codes = _codebook(act, report)
        coder, round_ = ensure_coder(act, researcher.coder), ensure_round(act, researcher.round)
        sources = []
        for tag, quotes in report.groups.items():
            sources.append(clean_name(tag or name))
            places = _source(act, sources[-1], quotes, report, origin)
            act.insert_many(
                Coding,
                [
                    {
                        "source_id": places.source_id,
                        "code_id": codes[quote.path],
                        "coder_id": coder,
                        "round_id": round_,
                        "start": start,
                        "end": end,
                        "quote": places.text[start:end],
                        "cited": True,
                        "origin": "report",
                        "created_at": now(),
                    }
                    for quote, (start, end) in zip(quotes, places.spans, strict=True)
                ],
            )
        act.summary = ngettext("{n} quote", "{n} quotes", len(report.quotes)).format(n=len(report.quotes))
    turns = sum(len(quote.turns) for quote in report.quotes)
    return ReportImported(tuple(sources), len(report.quotes), turns, len(report.headings))


@dataclass(frozen=True, slots=True)
class _Places:
    source_id: int
    text: str
    spans: tuple[tuple[int, int], ...]


def _source(
    act: Act, name: str, quotes: tuple[PrintedQuote, ...], report: PrintedReport, origin: Origin
) -> _Places:
    refuse_taken(act.connection, Source, name)
    turns: list[Turn] = []
    spans = []
    at = 0
    for quote in quotes:
        start = at
        for words in quote.turns:
            turns.append(Turn(at, at + len(words)))
            at += len(words) + 1
        spans.append((start, at - 1))
    text = "\n".join(words for quote in quotes for words in quote.turns)
    transcript = ReportTranscript(
        text,
        tuple(turns),
        reader="report",
        why=_("quotes cited by group"),
        warnings=report.warnings,
        report=report,
    )
    source_id = new_source(act, name, ensure_group(act, name), transcript, origin)
    insert_turns(act, source_id, transcript, {})
    return _Places(source_id, text, tuple(spans))


def _codebook(act: Act, report: PrintedReport) -> dict[tuple[str, ...], int]:
    """Codes by heading path. Headings without quotes of their own are themes only."""
    themes: dict[tuple[str, ...], int] = {}
    codes: dict[tuple[str, ...], int] = {}
    for heading in report.headings:
        parent = themes.get(heading.path[:-1])
        themes[heading.path] = _theme(act, clean_name(heading.name), parent)
    for quote in report.quotes:
        if quote.path not in codes:
            heading_name = clean_name(quote.path[-1]) if quote.path else _("without heading")
            codes[quote.path] = _code(act, heading_name)
            if quote.path in themes:
                link(act, themes[quote.path], codes[quote.path])
    return codes


def _theme(act: Act, name: str, parent_id: int | None) -> int:
    for key, known in act.connection.execute(select(Theme.id, Theme.name)):
        if known.casefold() == name.casefold():
            return int(key)
    return new_theme(act, name, parent_id=parent_id)


def _code(act: Act, name: str) -> int:
    for key, known in act.connection.execute(select(Code.id, Code.name)):
        if known.casefold() == name.casefold():
            return int(key)
    return new_code(act, name)
