"""Transcripts and printed reports among the files of ``qualwb import``."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, print_table
from qualwb.cli.options import numbers_and_sign
from qualwb.cli.terminal import confirmed, echo, progress_stream
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.files import FileReading, Verdict
    from qualwb.acts.questions import GuideQuestion
    from qualwb.acts.researcher import Researcher
    from qualwb.cli.import_tables import Import


@dataclass(frozen=True)
class TranscriptChoices:
    """What was asked for besides the files."""

    reader: str
    group: str | None
    group_from: str | None
    name: str | None
    aliases: tuple[str, ...]
    guide: Path | None
    encoding: str | None
    accept_unsure: str | None
    inline: bool
    refuse: str | None
    replace: str | None

    def given(self) -> dict[str, object]:
        """By option, what means nothing for a project of another program."""
        return {
            "--group": self.group,
            "--group-from": self.group_from,
            "--name": self.name,
            "--alias": self.aliases,
            "--guide": self.guide,
            "--encoding": self.encoding,
            "--accept-unsure": self.accept_unsure,
            "--inline": self.inline,
            "--refuse": self.refuse,
            "--replace": self.replace,
        }


def import_transcripts(
    session: Session,
    files: Sequence[Path],
    choices: TranscriptChoices,
    *,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
) -> int:
    """Read and store one file after the other and tell of all; the exit status, 1 where something is lost."""
    from qualwb.acts import questions
    from qualwb.cli.import_tables import Import

    _refuse_contrary(files, choices)
    named = _aliases(choices.aliases)
    refused = numbers_and_sign("--refuse", choices.refuse) if choices.refuse is not None else None
    asked = questions.read_guide(choices.guide) if choices.guide is not None else ()
    names = source_names(files) if choices.name is None else {files[0]: choices.name}
    settles = _settles(choices.accept_unsure, dry_run)
    imports = []
    researcher = None if dry_run else session.researcher
    with click.progressbar(
        files, label=_("Reading"), file=progress_stream(len(files)), item_show_func=_file_name
    ) as progress:
        for file in progress:
            reading = _read(file, choices.reader, choices.encoding, settles)
            reading = _quotes_chosen(reading, choices.inline, refused)
            one = Import.of(reading, named)
            if researcher is not None and not one.error:
                group = _group(file, choices.group, choices.group_from)
                _store(researcher, reading, one, names[file], group, choices.replace)
            imports.append(one)
    if asked and not dry_run:
        _place_questions(session, asked, imports)
    _show(session, imports, named, dry_run=dry_run, format_=format_, output=output)
    if choices.inline and not any(one.report for one in imports):
        session.say(_("  ! --inline: no file is a printed report."))
    return int(any(one.error or one.refused for one in imports))


def _show(
    session: Session,
    imports: "Sequence[Import]",
    aliases: Mapping[str, str],
    *,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Print what was asked for, and say what became of each file."""
    from qualwb.cli.import_tables import files_table, labels_table

    if dry_run or format_ or output:
        print_table(labels_table(imports) if dry_run else files_table(imports), format_, output)
    for one in imports:
        _tell(session, one, dry_run=dry_run)
    if dry_run:
        session.say(_("Nothing was stored: dry run."))
    _tell_unused(session, aliases, imports)


def _refuse_contrary(files: Sequence[Path], choices: TranscriptChoices) -> None:
    """Raise ``UsageError`` for options that do not go together, or not with several files."""
    of_one_file = {"--name": choices.name, "--replace": choices.replace, "--refuse": choices.refuse}
    given = [option for option, value in of_one_file.items() if value]
    if len(files) > 1 and given:
        raise click.UsageError(_("{option} goes with one file.").format(option=given[0]))
    if choices.group and choices.group_from:
        raise click.UsageError(_("Either --group or --group-from."))


def _quotes_chosen(
    reading: "FileReading", inline: bool, refused: tuple[list[int], str] | None
) -> "FileReading":
    """A printed report with the quotes asked for. Raises ``QualwbError`` for another text's numbers."""
    from qualwb.acts import files

    if refused is not None:
        files.refuse_other_numbers(reading, *refused)
    numbers = refused[0] if refused is not None else ()
    return files.choosing(reading, files.QuoteChoice(inline, frozenset(numbers)))


def _aliases(given: Sequence[str]) -> dict[str, str]:
    named = {}
    for pair in given:
        label, equals, alias = (part.strip() for part in pair.partition("="))
        if not (label and equals and alias):
            raise click.UsageError(_("--alias '{pair}': write LABEL=ALIAS.").format(pair=pair))
        named[label] = alias
    return named


def source_names(files: Sequence[Path]) -> dict[Path, str]:
    """The sources' names: the files' without suffix; with suffix or folder where these would be the same."""
    stems = Counter(file.stem.casefold() for file in files)
    names = Counter(file.name.casefold() for file in files)
    found = {}
    for file in files:
        if stems[file.stem.casefold()] == 1:
            found[file] = file.stem
        elif names[file.name.casefold()] == 1:
            found[file] = file.name
        else:
            found[file] = f"{file.resolve().parent.name}/{file.name}"
    return found


def _file_name(file: Path | None) -> str | None:
    return file.name if file is not None else None


def _group(file: Path, group: str | None, group_from: str | None) -> str | None:
    if group_from == "folder":
        return file.resolve().parent.name
    return file.stem if group_from == "name" else group


def _settles(accept_unsure: str | None, dry_run: bool) -> str | None:
    """Whether to ask about unsure labels, or what to answer; None leaves them unsure, in the text."""
    if accept_unsure is None and not dry_run and sys.stdin.isatty() and sys.stderr.isatty():
        return "ask"
    return accept_unsure


def _read(file: Path, reader: str, encoding: str | None, settles: str | None) -> "FileReading":
    """Read a file and settle its unsure labels; what prevents it is told in ``error``."""
    from qualwb.acts import files

    reading = files.read_file(file, reader, encoding)
    return files.settled(reading, _verdicts(reading, settles))


def _verdicts(reading: "FileReading", settles: str | None) -> "dict[str, Verdict]":
    """A person's word on the labels that the reader was not sure of."""
    from qualwb.acts.files import Verdict

    if settles is None:
        return {}
    verdicts = {}
    for finding in reading.unsure:
        question = _("{file}: is '{label}' a speaker? ({reason}; '{line}')").format(
            file=reading.file.name,
            label=finding.label,
            reason=finding.reason,
            line=finding.first_line[:50],
        )
        yes = confirmed(question) if settles == "ask" else settles == "yes"
        verdicts[finding.label] = Verdict.SPEAKER if yes else Verdict.NOT_A_SPEAKER
    return verdicts


def _store(
    researcher: "Researcher",
    reading: "FileReading",
    one: "Import",
    name: str,
    group: str | None,
    replace: str | None,
) -> None:
    """Store a file and note on ``one`` what became of it. Raises ``QualwbError`` for an unusable project."""
    from qualwb.acts import files

    try:
        done = files.store_file(
            researcher, reading, name=name, group=group, changed=replace, aliases=one.aliases
        )
    except QualwbError as error:
        if error.exit_code == 3:
            raise
        one.error = str(error)
        return
    one.stored, one.source = done.turns, done.sources[0]
    one.refused += [_("{kind} {key} lost its place").format(kind=o.kind, key=o.key) for o in done.lost]
    one.refused += [joined.in_words() for joined in done.joined]
    if done.changed is not None:
        from qualwb.exchange.changed_file_words import changed_file_in_words

        one.changes = changed_file_in_words(done.changed, len(done.changed.changes))


def _place_questions(session: Session, guide: "Sequence[GuideQuestion]", imports: "Sequence[Import]") -> None:
    """Place the guide's questions in the sources that were stored from transcripts, and say where."""
    from qualwb.acts.questions import place_guide

    sources = {
        one.source: one.transcript
        for one in imports
        if one.transcript is not None and one.stored and not one.report
    }
    for placed in place_guide(session.researcher, guide, sources).values():
        for begin in placed:
            session.say(
                _("  turn {turn}: '{question}' ({why})").format(
                    turn=begin.turn, question=begin.question, why=begin.reason
                )
            )


def _tell(session: Session, one: "Import", *, dry_run: bool) -> None:
    from qualwb.cli.import_tables import told

    if one.error:
        echo(f"qualwb: {' '.join(one.error.split())}", err=True)
        return
    for line in told(one):
        session.say(line)
    if dry_run and one.report is not None and one.report.candidates:
        session.say(_("  to leave quotes out: --refuse 1,3-4@{sign}").format(sign=one.report.sign))


def _tell_unused(session: Session, aliases: Mapping[str, str], imports: "Sequence[Import]") -> None:
    labels = {finding.label for one in imports for finding in one.speakers}
    for label in aliases:
        if label not in labels:
            session.say(_("  ! --alias: no file has the label '{label}'.").format(label=label))
