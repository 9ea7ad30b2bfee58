"""``qualwb import``: transcripts and printed reports into the project."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.exchange.importing import Reading
    from qualwb.transcripts.report import Report
    from qualwb.transcripts.transcript import Transcript, Verdict


@dataclass
class Import:
    """One file on its way into the project, and what became of it."""

    file: Path
    reading: "Reading | None" = None
    error: str = ""
    stored: int = 0
    source: str = ""
    refused: list[str] = field(default_factory=list)

    @property
    def transcript(self) -> "Transcript | None":
        """The file as a transcript."""
        return self.reading.transcript if self.reading else None

    @property
    def report(self) -> "Report | None":
        """The file as a printed report, where it is one."""
        return self.reading.report if self.reading else None


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", default="auto", help=_("auto, txt, report, docx ...; auto looks at the content."))
@click.option("--group", help=_("The group of the sources."))
@click.option(
    "--group-from", type=click.Choice(["name", "folder"]), help=_("A group per file name or per folder.")
)
@click.option("--name", help=_("The source's name, for one file; else the file's."))
@click.option(
    "--guide", type=click.Path(path_type=Path), help=_("An interview guide whose questions are placed.")
)
@click.option("--encoding", help=_("The encoding, when the file doesn't tell."))
@click.option(
    "--accept-unsure",
    type=click.Choice(["yes", "no", "ask"]),
    default=None,
    help=_("Take labels that may be no speakers; asks on a terminal, else no."),
)
@click.option(
    "--replace", help=_("The file is a changed version of this source: show the change and re-anchor.")
)
@click.option("--dry-run", is_flag=True, help=_("Show what would be stored, store nothing."))
@output_options
@pass_session
def command(
    session: Session,
    files: tuple[Path, ...],
    reader: str,
    group: str | None,
    group_from: str | None,
    name: str | None,
    guide: Path | None,
    encoding: str | None,
    accept_unsure: str | None,
    replace: str | None,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
) -> int:
    """Read transcripts or a printed report into the project. Each file is stored whole or not at all.

    Exit status 1 when a file or a part of it could not be stored.

    Example: qualwb import intervju1.docx --group "Grupp 1" --dry-run
    """
    from qualwb.exchange.views import imports_table

    if name and len(files) > 1:
        raise click.UsageError(_("--name goes with one file."))
    readings = []
    with click.progressbar(files, label=_("Reading"), file=_progress_stream(len(files))) as progress:
        for file in progress:
            reading = _read(file, reader, encoding, accept_unsure)
            if not dry_run and not reading.error:
                _store(session, reading, name=name, group=_group(file, group, group_from), replace=replace)
            readings.append(reading)
    if guide is not None and not dry_run:
        _place_questions(session, guide, [r for r in readings if r.stored and not r.report])
    if dry_run or format_ or output:
        print_table(imports_table([_row(r) for r in readings], detailed=dry_run), format_, output)
    for reading in readings:
        _tell(session, reading, dry_run)
    return int(any(reading.error or reading.refused for reading in readings))


def _progress_stream(files: int) -> Any:
    import io
    import sys

    return sys.stderr if files > 1 and sys.stderr.isatty() else io.StringIO()


def _group(file: Path, group: str | None, group_from: str | None) -> str | None:
    if group_from == "folder":
        return file.resolve().parent.name
    return file.stem if group_from == "name" else group


def _read(file: Path, reader: str, encoding: str | None, accept_unsure: str | None) -> Import:
    from qualwb.exchange import importing

    reading = importing.read_file(file, reader, encoding)
    result = Import(file, error=reading.error, refused=list(reading.unplaced))
    try:
        result.reading = importing.settled(reading, _verdicts(reading, accept_unsure))
    except QualwbError as error:
        result.error = str(error)
    return result


def _verdicts(reading: "Reading", accept_unsure: str | None) -> "dict[str, Verdict]":
    """A person's word on the labels that the reader was not sure of."""
    import sys

    from qualwb.transcripts.transcript import Verdict

    ask = accept_unsure == "ask" or (accept_unsure is None and sys.stdin.isatty() and sys.stderr.isatty())
    verdicts = {}
    for finding in reading.unsure:
        question = _("{file}: is '{label}' a speaker? ({reason}; '{line}')").format(
            file=reading.file.name,
            label=finding.label,
            reason=finding.reason,
            line=finding.first_line[:50],
        )
        yes = click.confirm(question, err=True) if ask else accept_unsure == "yes"
        verdicts[finding.label] = Verdict.SPEAKER if yes else Verdict.NOT_A_SPEAKER
    return verdicts


def _store(
    session: Session, one: Import, *, name: str | None, group: str | None, replace: str | None
) -> None:
    from qualwb.exchange import importing

    try:
        assert one.reading is not None
        done = importing.store(session.desk, one.reading, name=name, group=group, changed=replace)
    except QualwbError as error:
        if error.exit_code == 3:
            raise
        one.error = str(error)
        return
    one.stored, one.source = done.turns, done.sources[0]
    one.refused += [_("{kind} {key} lost its place").format(kind=o.kind, key=o.key) for o in done.lost]


def _place_questions(session: Session, guide_file: Path, readings: list[Import]) -> None:
    from qualwb.study import guide as guides
    from qualwb.transcripts import guide as guide_room

    questions = guide_room.read_guide(guide_file.read_bytes(), guide_file.name)
    labels = {question.number: guides.short_label(question.text) for question in questions}
    guides.ensure_questions(session.desk, [(labels[q.number], q.text) for q in questions])
    for reading in readings:
        assert reading.transcript is not None
        found = guide_room.match_questions(reading.transcript, questions)
        for match in found:
            session.say(
                _("  turn {turn}: '{question}' ({why})").format(
                    turn=match.turn + 1, question=labels[match.question], why=match.reason
                )
            )
        guides.place(session.desk, reading.source, {m.turn + 1: labels[m.question] for m in found})


def _row(reading: Import) -> dict[str, Any]:
    row: dict[str, Any] = {"file": str(reading.file)}
    if reading.error:
        return {**row, "error": reading.error}
    assert reading.transcript is not None
    transcript = reading.transcript
    words = sum(len(transcript.text[t.start : t.end].split()) for t in transcript.turns)
    turns = len(transcript.turns)
    if reading.report is not None:
        turns = sum(len(quote.turns) for quote in reading.report.quotes)
        words = sum(len(w.split()) for quote in reading.report.quotes for w in quote.turns)
    aside = sum(len(part.text) for part in transcript.left_aside)
    row |= {
        "reader": transcript.reader,
        "why": transcript.why,
        "turns": turns,
        "words": words,
        "speakers": [
            {
                "label": f.label,
                "turns": f.turns,
                "words": f.words,
                "first_line": f.first_line,
                "verdict": f.verdict.value,
                "role": f.role.value,
                "reason": f.reason,
            }
            for f in transcript.speakers
        ],
        "found": len(transcript.text) + aside,
        "stored": len(transcript.text),
        "left_aside": aside,
        "refused": reading.refused,
        "warnings": list(transcript.warnings),
    }
    if reading.report is not None:
        row["headings"] = [
            {"heading": " > ".join(h.path), "line": h.line, "quotes": h.quotes}
            for h in reading.report.headings
        ]
        row["quotes"] = len(reading.report.quotes)
    return row


def _tell(session: Session, reading: Import, dry_run: bool) -> None:
    if reading.error:
        click.echo(f"qualwb: {' '.join(reading.error.split())}", err=True)
        return
    assert reading.transcript is not None
    transcript = reading.transcript
    if reading.report is not None:
        for heading in reading.report.headings:
            indent = "  " * (len(heading.path) - 1)
            session.say(f"  {indent}{heading.name}: {heading.quotes or ''}".rstrip(": "))
        session.say(
            _("{file}: reader 'report' ({why}); {quotes} quotes, {turns} turns in {groups} groups.").format(
                file=reading.file.name,
                why=transcript.why,
                quotes=len(reading.report.quotes),
                turns=sum(len(q.turns) for q in reading.report.quotes),
                groups=len(reading.report.groups),
            )
        )
    else:
        people = [f for f in transcript.speakers if f.verdict.value == "speaker"]
        turns = ngettext("{n} turn", "{n} turns", len(transcript.turns)).format(n=len(transcript.turns))
        speakers = ngettext("{n} speaker", "{n} speakers", len(people)).format(n=len(people))
        aside = sum(len(part.text) for part in transcript.left_aside)
        session.say(
            _(
                "{file}: reader '{reader}' ({why}); {turns}, {speakers}; "
                "{n} characters stored, {aside} left aside."
            ).format(
                file=reading.file.name,
                reader=transcript.reader,
                why=transcript.why,
                turns=turns,
                speakers=speakers,
                n=len(transcript.text),
                aside=aside,
            )
        )
    for warning in transcript.warnings:
        session.say(f"  ! {warning}")
    for refused in reading.refused:
        session.say(_("  not placed, line {what}").format(what=refused))
    if dry_run:
        session.say(_("  (nothing stored: dry run)"))
