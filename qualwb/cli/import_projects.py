"""Projects and codebooks of other programs among the files of ``qualwb import``."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, print_table
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.merging.planning import Progress
    from qualwb.exchange.reconciliation import Reconciliation

FOLDER = "folder"
"""The word before a folder, as in 'import folder DIR'."""
NUMBERS_ALONE = ("csv", "csv-excel", "jsonl", "xlsx")
"""Formats for other programs, which get a row for each thing that was noted."""


@dataclass(frozen=True)
class ArrivalChoices:
    """What was asked for besides the files."""

    find_speakers: bool
    offsets: str
    which: str
    dry_run: bool
    format: str | None
    output: Path | None


def parted(files: Sequence[Path], reader: str) -> tuple[list[Path], list[Path]]:
    """The projects and codebooks among the files, and the others: transcripts, or what a reader is named for.

    Raises ``QualwbError`` for a project of our own, and for a folder that is no project.
    """
    from qualwb.exchange.arrivals.opened_file import is_arriving

    if reader != "auto":
        return [], list(files)
    folders_alone = len(files) > 1 and str(files[0]) == FOLDER and not files[0].exists()
    arriving: list[Path] = []
    others: list[Path] = []
    for file in files[1:] if folders_alone else files:
        is_one = is_arriving(file)
        if folders_alone and not os.path.lexists(file):
            raise QualwbError(_("{file}: is not there.").format(file=file))
        if (folders_alone and not file.is_dir()) or (file.is_dir() and not is_one):
            raise QualwbError(
                _("{file}: this is no folder with a project.").format(file=file),
                _("Name the transcripts in it one by one."),
            )
        (arriving if is_one else others).append(file)
    return arriving, others


def refuse_of_transcripts(given: Mapping[str, object]) -> None:
    """Raise ``UsageError`` for an option that means nothing for a project."""
    for option, value in given.items():
        if value:
            raise click.UsageError(
                _("{option} is for transcripts, not for projects of other programs.").format(option=option)
            )


def import_arrivals(session: Session, files: Sequence[Path], choices: ArrivalChoices) -> int:
    """Take in one file after the other and tell of all; the exit status: 2 where one could not be read."""
    from qualwb.cli.terminal import echo

    results, failed = [], []
    for file in files:
        try:
            results.append(_taken_in(session, file, choices))
        except QualwbError as error:
            if error.exit_code == 3 or len(files) == 1:
                raise
            failed.append(str(error))
    if results:
        _show(session, results, choices)
    for message in failed:
        echo(f"qualwb: {' '.join(message.split())}", err=True)
    return 2 if failed else int(any(one.is_lossy for one in results))


def _taken_in(session: Session, file: Path, choices: ArrivalChoices) -> "Reconciliation":
    from qualwb.exchange.arrivals.opened_file import opened_file
    from qualwb.portable.arrival import Wishes

    progress, researcher = _progress(session), session.researcher
    progress(_("reading {file}").format(file=file.name))
    wishes = Wishes(researcher.coder, researcher.round, choices.offsets, choices.which)
    opened = opened_file(file, wishes, researcher)
    return opened.take_in(
        researcher, find_speakers=choices.find_speakers, dry_run=choices.dry_run, progress=progress
    )


def _progress(session: Session) -> "Progress":
    if session.quiet or not sys.stderr.isatty():
        return lambda _step: None
    return lambda step: session.say(f"{step} ...")


def _show(session: Session, results: "Sequence[Reconciliation]", choices: ArrivalChoices) -> None:
    from qualwb.exchange import rendering
    from qualwb.exchange.tables.arrivals import arrivals_table, findings_table

    format_, output = choices.format, choices.output
    if format_ is None and output is not None and output.suffix:
        format_ = rendering.format_of(output)
    table = (findings_table if format_ in NUMBERS_ALONE else arrivals_table)(results)
    print_table(table, format_, output)
    for one in results:
        _tell(session, one)


def _tell(session: Session, one: "Reconciliation") -> None:
    from qualwb.exchange.tables.arrivals import arrival_in_words, speakers_in_words

    for line in arrival_in_words(one):
        session.say(f"  {line}")
    if said := speakers_in_words(one.speakers):
        session.say(_("  {said}: --speakers find takes them out of the text.").format(said=said))
    if one.dry_run:
        session.say(_("Nothing was written: dry run."))
    elif not one.changes:
        session.say(_("There is nothing new in {other}; nothing was written.").format(other=one.file.name))
    elif one.backup is not None:
        session.say(
            _("'undo' takes all of {other} back; the state before is kept as {kept}.").format(
                other=one.file.name, kept=one.backup.name
            )
        )
    else:
        session.say(_("'undo' takes all of {other} back.").format(other=one.file.name))
