"""``qualwb codebook``: codebooks listed, brought in, taken out."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.codebook_files import read_named, reading_options, reconcile, say_added
from qualwb.cli.context import Session, output_options, pass_session, print_table, template_given
from qualwb.cli.terminal import echo, echo_data
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.codebooks import Codebook
    from qualwb.analysis.connection import Connection
    from qualwb.exchange.codebooks.codebook_formats import ReadingChoices

TOOL_NAMES = ("taguette", "maxqda", "qualcoder", "atlasti", "nvivo", "qc")


@click.group("codebook")
def command() -> None:
    """Codebooks: those that come with qualwb, and the project's.

    Example: qualwb codebook import vedung
    """


@command.command("list")
@click.option("--bundled", is_flag=True, help=_("The codebooks that come with qualwb."))
@output_options
@pass_session
def list_(session: Session, bundled: bool, format_: str | None, output: Path | None) -> None:
    """The project's codes as a tree with their use; the codebooks that can be imported by name.

    The latter with --bundled, and where there is no project.

    Example: qualwb codebook list --bundled
    """
    if bundled or not _has_project(session):
        _list_bundled(format_, output)
        return
    from qualwb.analysis.codes import codebook
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.exchange.tables.codebook import codes_table

    with session.project.reading() as connection:
        rows, notes = codebook(connection), scope_notes(connection)
    print_table(codes_table(rows).with_notes(notes), format_, output)


@command.command("import")
@click.argument("what")
@click.option("--dry-run", is_flag=True, help=_("Only show what it would change."))
@reading_options
@output_options
@pass_session
def import_(
    session: Session,
    what: str,
    dry_run: bool,
    choices: "ReadingChoices",
    format_: str | None,
    output: Path | None,
) -> int:
    """Add a codebook: the NAME of a bundled one, or a FILE (yaml, csv, tsv, xlsx, qdc, txt, md, docx).

    Codes and themes that are there already, by their GUID or else by name, are joined; nothing that is
    written is changed. Exit status 1 when a part of the file could not be taken.

    Example: qualwb codebook import kodbok.xlsx --dry-run
    """
    from qualwb.acts.codebook_diff import codebook_changes
    from qualwb.acts.codebooks import add_codebook, try_codebook
    from qualwb.exchange.tables.codebook_diff import codebook_diff_table

    read = read_named(what, choices)
    if dry_run:
        tried = try_codebook(session.researcher, read.codebook)
        print_table(codebook_diff_table(codebook_changes(tried.before, tried.after)), format_, output)
        left = [one for one in codebook_changes(tried.after, read.codebook) if one.is_contrary]
        if left:
            session.say(
                ngettext(
                    "{n} difference is left as it is in the project; see: qualwb codebook diff {what}",
                    "{n} differences are left as they are in the project; see: qualwb codebook diff {what}",
                    len(left),
                ).format(n=len(left), what=quote(what))
            )
        added = tried.added
    else:
        added = add_codebook(session.researcher, read.codebook)
    say_added(session, added)
    return reconcile(session, read, added)


@command.command("export")
@click.option(
    "--for", "tool", type=BilingualChoice(TOOL_NAMES), help=_("In the form that this program reads.")
)
@click.option("--with-use", is_flag=True, help=_("Say how often each code is used (md, docx)."))
@click.option("--without-memos", is_flag=True, help=_("Leave the memos on codes and themes out."))
@output_options
@pass_session
def export(
    session: Session,
    tool: str | None,
    with_use: bool,
    without_memos: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Write the project's codebook: yaml, csv, xlsx, qdc (REFI-QDA), md and docx can be read again whole.

    Example: qualwb codebook export -o kodbok.docx --with-use
    """
    from qualwb.acts.codebook_file import dump_codebook
    from qualwb.acts.project_codebook import codebook_of
    from qualwb.analysis.project_title import project_title
    from qualwb.exchange.codebooks.codebook_columns import codebook_table
    from qualwb.exchange.codebooks.codebook_formats import write_codebook
    from qualwb.exchange.codebooks.markdown_page import codebook_markdown

    with session.project.reading() as connection:
        codebook = codebook_of(connection, session.project.title, project_title(connection).name)
        uses = _uses(connection) if with_use else None
    if without_memos:
        codebook = codebook.without_memos()
    if tool is not None:
        _export_for(session, tool, codebook, output)
    elif output is not None and format_ in (None, "md", "docx"):
        suffix = f".{format_}" if format_ else ""
        write_codebook(codebook, output, suffix, uses, template_given())
    elif format_ == "md":
        echo(codebook_markdown(codebook, uses), nl=False)
    elif format_ is None:
        echo_data(dump_codebook(codebook))
    else:
        print_table(codebook_table(codebook), format_, output)


@command.command("diff")
@click.argument("first")
@click.argument("second", required=False)
@reading_options
@output_options
@pass_session
def diff(
    session: Session,
    first: str,
    second: str | None,
    choices: "ReadingChoices",
    format_: str | None,
    output: Path | None,
) -> int:
    """Compare the project's codebook with a FILE, or a FILE with another: what leads from one to the other.

    Each is a file or the name of a bundled codebook. Exit status 1 when they differ.

    Example: qualwb codebook diff kodbok.xlsx
    """
    from qualwb.acts.codebook_diff import codebook_changes
    from qualwb.acts.project_codebook import codebook_of
    from qualwb.exchange.tables.codebook_diff import codebook_diff_table

    other = read_named(second or first, choices).codebook
    if second is not None:
        one = read_named(first, choices).codebook
    else:
        with session.project.reading() as connection:
            one = codebook_of(connection, session.project.title)
    changes = codebook_changes(one, other)
    print_table(codebook_diff_table(changes), format_, output)
    return 1 if changes else 0


def _uses(connection: "Connection") -> dict[str, str]:
    """How each code is used, in words, by ``same_name`` of its name."""
    from qualwb.analysis.codes import codebook
    from qualwb.same_name import same_name

    return {
        same_name(row.name): ", ".join(
            (
                ngettext("{n} passage", "{n} passages", row.passages).format(n=row.passages),
                ngettext("{n} source", "{n} sources", row.sources).format(n=row.sources),
                ngettext("{n} group", "{n} groups", row.groups).format(n=row.groups),
            )
        )
        for row in codebook(connection)
    }


def _export_for(session: Session, tool: str, codebook: "Codebook", output: Path | None) -> None:
    from qualwb.exchange.codebooks.for_tools import codebook_for
    from qualwb.exchange.output_file import write_file

    made = codebook_for(tool, codebook, output.suffix if output else "")
    for left in made.left_out:
        session.say(left)
    if output is not None:
        write_file(output, made.content)
    elif made.content.startswith(b"PK"):
        raise QualwbError(_("The file can't be printed here."), _("Name a file with -o."))
    else:
        echo_data(made.content.decode())


def _has_project(session: Session) -> bool:
    """Whether a project is meant, given or found in the folder."""
    try:
        return bool(session.place)
    except QualwbError:
        return False


def _list_bundled(format_: str | None, output: Path | None) -> None:
    from qualwb.acts.bundled import bundled_codebooks
    from qualwb.acts.codebook_file import load_codebook
    from qualwb.exchange.tables.table import Table

    rows = []
    for name, path in bundled_codebooks().items():
        book = load_codebook(path)
        codes = {code.name for code, _above in book.all_codes()}
        themes = sum(1 for _theme in book.all_themes())
        rows.append((name, book.title, themes, len(codes), " ".join(book.reference.split())))
    columns = (_("Name"), _("Title"), _("Themes"), _("Codes"), _("Reference"))
    print_table(Table(columns, rows, numeric=frozenset({2, 3})), format_, output)
