"""``qualwb import``: transcripts, printed reports, and projects of other programs into the project."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session
from qualwb.cli.import_projects import ArrivalChoices, import_arrivals, parted, refuse_of_transcripts
from qualwb.cli.import_transcripts import TranscriptChoices, import_transcripts
from qualwb.localization import gettext as _


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", default="auto", help=_("auto, txt, report, docx ...; auto looks at the content."))
@click.option("--group", help=_("The group of the sources."))
@click.option(
    "--group-from", type=BilingualChoice(["name", "folder"]), help=_("A group per file name or per folder.")
)
@click.option("--name", help=_("The source's name, for one file; else the file's."))
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    metavar="LABEL=ALIAS",
    help=_("Who a label is; labels with one alias are one participant. May be given again."),
)
@click.option(
    "--guide", type=click.Path(path_type=Path), help=_("An interview guide whose questions are placed.")
)
@click.option("--encoding", help=_("The encoding, when the file doesn't tell."))
@click.option(
    "--accept-unsure",
    type=BilingualChoice(["yes", "no", "ask"]),
    default=None,
    help=_("Take labels that may be no speakers; asks on a terminal, else no."),
)
@click.option("--inline", is_flag=True, help=_("Of a printed report, the quotes inside sentences too."))
@click.option(
    "--refuse",
    metavar="NUMBERS@SIGN",
    help=_("Quotes of a printed report to leave out, as --dry-run lists them: 3,7-9@9c41."),
)
@click.option(
    "--replace", help=_("The file is a changed version of this source: show the change and re-anchor.")
)
@click.option(
    "--speakers",
    type=BilingualChoice(["keep", "find"]),
    default="keep",
    help=_("Of a project: keep labels such as 'Anna: ' in the texts, or find the speakers in them."),
)
@click.option(
    "--offsets",
    default="",
    metavar="HOW",
    help=_("Of a project: how positions count, if not as found: codepoint, utf16,crlf1 ..."),
)
@click.option("--which", default="", metavar="NAME", help=_("The project, where a file holds several."))
@click.option("--dry-run", is_flag=True, help=_("Show what would be stored, store nothing."))
@output_options
@pass_session
def command(
    session: Session,
    files: tuple[Path, ...],
    speakers: str,
    offsets: str,
    which: str,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
    **of_transcripts: Any,
) -> int:
    """Read transcripts, a printed report, or projects and codebooks of other programs into the project.

    Each file is stored whole or not at all. Exit status 1 when a transcript, or a part of any file, could not
    be stored; 2 when a project or codebook could not be read, or is damaged.

    Projects: .qdpx and .qde (NVivo, MAXQDA, ATLAS.ti ...), .qda (QualCoder), .sqlite3 (Taguette), folders
    of coded Markdown ('import folder DIR'); codebooks: .qdc, .yaml. For each kind it is told how many were
    found, are new, are here already, or were refused and why; 'qualwb help exchange' says what is carried.

    Example: qualwb import intervju1.docx --group "Grupp 1" --dry-run
    """
    choices = TranscriptChoices(**of_transcripts)
    arriving, transcripts = parted(files, choices.reader)
    status = 0
    if arriving:
        refuse_of_transcripts(choices.given())
        if transcripts and (format_ or output):
            raise click.UsageError(_("Import transcripts and projects in two goes to have tables of them."))
        wanted = ArrivalChoices(speakers == "find", offsets, which, dry_run, format_, output)
        status = import_arrivals(session, arriving, wanted)
    if transcripts:
        lost = import_transcripts(
            session, transcripts, choices, dry_run=dry_run, format_=format_, output=output
        )
        status = max(status, lost)
    return status
