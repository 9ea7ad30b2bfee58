"""``qualwb export``: quotes, codings, codebook, memos, journal and more, to a file."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.export_project import project
from qualwb.cli.export_refi import refi
from qualwb.cli.export_taguette import taguette
from qualwb.cli.options import PEOPLE_BY, data_options, selection_from, selection_options
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.connection import Connection
    from qualwb.analysis.dataset.whole import Dataset
    from qualwb.exchange.tables.table import Table


@click.group("export")
def command() -> None:
    """What the project holds as tables, or the whole of it for other programs.

    Tables are csv unless --format or the file's suffix says another.

    Example: qualwb export codings -o kodningar.xlsx
    """


@command.command("quotes")
@click.option("--print", "printed", is_flag=True, help=_("The print versions where there are any."))
@selection_options
@output_options
@pass_session
def quotes(session: Session, printed: bool, format_: str | None, output: Path | None, **chosen: Any) -> None:
    """Quotes with group, place, themes and codes."""
    from qualwb.analysis.quotes import Query, find_quotes
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.exchange.printed_quotes import printed_texts
    from qualwb.exchange.tables.quotes import quotes_table

    selection = selection_from(session, chosen)
    with session.project.reading() as connection:
        found, notes = find_quotes(connection, Query(selection=selection)), scope_notes(connection, selection)
        if printed:
            found = printed_texts(connection, found)
    _print(quotes_table(found, printed=printed).with_notes(notes), format_, output)


@command.command("codings")
@click.option("--speakers", is_flag=True, help=_("With who speaks; else by group alone."))
@output_options
@pass_session
def codings(session: Session, speakers: bool, format_: str | None, output: Path | None) -> None:
    """Every coding of every coder and round, with its place in the text."""
    from qualwb.analysis.all_codings import all_codings
    from qualwb.analysis.blindness import blind_notes
    from qualwb.exchange.tables.codings import codings_table

    def table(connection: "Connection") -> "Table":
        table = codings_table(all_codings(connection), speakers=speakers)
        return table.with_notes(blind_notes(connection))

    _write(session, table, format_, output)


@command.command("codebook")
@output_options
@pass_session
def codebook(session: Session, format_: str | None, output: Path | None) -> None:
    """The codes and themes with their rules; 'qualwb codebook export' writes yaml too."""
    from qualwb.acts.codebooks import codebook_of
    from qualwb.exchange.codebooks.codebook_columns import codebook_table

    name = session.project.title
    _write(session, lambda connection: codebook_table(codebook_of(connection, name)), format_, output)


@command.command("memos")
@output_options
@pass_session
def memos(session: Session, format_: str | None, output: Path | None) -> None:
    """All memos with what they hang on."""
    from qualwb.analysis.blindness import blind_memo_notes
    from qualwb.analysis.memos import memo_list
    from qualwb.exchange.tables.memos import memos_table

    def table(connection: "Connection") -> "Table":
        return memos_table(memo_list(connection)).with_notes(blind_memo_notes(connection))

    _write(session, table, format_, output)


@command.command("log")
@output_options
@pass_session
def log(session: Session, format_: str | None, output: Path | None) -> None:
    """The whole journal."""
    from qualwb.analysis.blindness import blind_notes
    from qualwb.analysis.log import log_entries
    from qualwb.exchange.tables.journal import log_table

    def table(connection: "Connection") -> "Table":
        return log_table(log_entries(connection)).with_notes(blind_notes(connection))

    _write(session, table, format_, output)


@command.command("prints")
@output_options
@pass_session
def prints(session: Session, format_: str | None, output: Path | None) -> None:
    """The print versions beside what was said, with every edit and its kind."""
    from qualwb.acts.print_versions import print_versions, untraceable
    from qualwb.analysis.blindness import blind_notes
    from qualwb.exchange.tables.prints import prints_table

    def table(connection: "Connection") -> "Table":
        table = prints_table(list(print_versions(connection).values()), untraceable(connection))
        return table.with_notes(blind_notes(connection))

    _write(session, table, format_, output)


@command.command("graneheim")
@selection_options
@output_options
@pass_session
def graneheim(session: Session, format_: str | None, output: Path | None, **chosen: Any) -> None:
    """Meaning unit, condensation, codes, sub-category, category, theme of each passage (Graneheim & Lundman).

    Example: qualwb export graneheim -o analys.docx
    """
    from qualwb.analysis.meaning_units import meaning_units
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.exchange.tables.graneheim import graneheim_table

    selection = selection_from(session, chosen)

    def table(connection: "Connection") -> "Table":
        notes = scope_notes(connection, selection)
        return graneheim_table(meaning_units(connection, selection)).with_notes(notes)

    _write(session, table, format_, output)


@command.command("workbook")
@click.argument("output", type=click.Path(path_type=Path))
@selection_options
@pass_session
def workbook(session: Session, output: Path, **chosen: Any) -> None:
    """Everything in one Excel file, a sheet each: matrix, quotes, codings, codebook, memos, journal.

    Example: qualwb export workbook studien.xlsx
    """
    from qualwb.exchange.output_file import write_file
    from qualwb.exchange.rendering import SUFFIXES

    if SUFFIXES.get(output.suffix.lower()) != "xlsx":
        raise click.UsageError(_("A workbook is an xlsx file: name it OUT.xlsx."))
    from qualwb.exchange.workbook import sheets
    from qualwb.exchange.writers.xlsx import render_book

    with session.project.reading() as connection:
        tables = sheets(connection, selection_from(session, chosen), session.project.title)
    write_file(output, render_book(tables))


@command.command("figures")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@PEOPLE_BY
@selection_options
@pass_session
def figures(session: Session, folder: Path, people_by: tuple[str, ...], **chosen: Any) -> int:
    """All figures of the report into FOLDER, each as .svg and as .png of 300 dpi, with index.md of captions.

    Files of these names that are there are replaced. The exit status is 1 when there is nothing to draw.

    Example: qualwb export figures figurer
    """
    from qualwb.exchange.figure_files import write_figures
    from qualwb.exchange.report.answers import Wishes, answers
    from qualwb.exchange.report.figures import all_figures

    wishes = Wishes(selection_from(session, chosen), people_by=people_by)
    with session.project.reading() as connection:
        drawn = list(all_figures(answers(connection, wishes)))
    if not drawn:
        session.say(_("There is nothing to draw yet: no themes, no participants, no speakers."))
        return 1
    _say_written(session, write_figures(drawn, folder))
    return 0


@command.command("data")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format", "written", type=BilingualChoice(["csv", "jsonl"]), help=_("csv (the default) or json lines.")
)
@data_options
@pass_session
def data(session: Session, out: Path, written: str | None, **chosen: Any) -> None:
    """The project as tables for R, pandas and databases, into a folder OUT, or as sheets of OUT.xlsx.

    codings.csv has a coding a line; beside it stand sources, turns, people, codes, themes and memos with
    stable ids, dictionary.csv of what each column means, and README.md of how to read them. All rounds and
    all talk are in it unless you choose. Files of these names that are there are replaced.

    Example: qualwb export data dataset
    """
    from dataclasses import replace

    from qualwb.analysis.dataset.whole import dataset
    from qualwb.exchange.rendering import SUFFIXES

    selection = replace(selection_from(session, chosen), moderator=True)
    is_workbook = out.suffix.lower() == ".xlsx"
    if is_workbook and written:
        raise click.UsageError(_("A workbook has one format: leave --format out."))
    if out.suffix.lower() in SUFFIXES and not is_workbook:
        raise click.UsageError(_("{name}: name a folder, or OUT.xlsx.").format(name=out.name))
    with session.project.reading() as connection:
        found = dataset(connection, selection)
    for note in found.notes:
        session.say(note)
    if is_workbook:
        _write_workbook(session, found, out)
        return
    from qualwb.exchange.dataset.data_files import data_files
    from qualwb.exchange.output_file import write_into

    _say_written(session, write_into(out, data_files(found, session.project.title, written or "csv")))


def _write_workbook(session: Session, found: "Dataset", out: Path) -> None:
    from qualwb.exchange.dataset.data_files import dataset_workbook
    from qualwb.exchange.output_file import write_file

    book = dataset_workbook(found)
    write_file(out, book.content)
    for place, n in book.cut.items():
        said = ngettext(
            "{place}: {n} text is longer than Excel takes and ends with '…'; the csv has it whole.",
            "{place}: {n} texts are longer than Excel takes and end with '…'; the csv has them whole.",
            n,
        )
        session.say(said.format(place=place, n=n))


def _say_written(session: Session, files: "Iterable[tuple[Path, bool]]") -> None:
    for path, was_there in files:
        told = _("Wrote {path} (in place of the one there).") if was_there else _("Wrote {path}.")
        session.say(told.format(path=path))


@command.command("folder")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def folder(session: Session, folder: Path) -> None:
    """The whole project as Markdown, yaml and csv in DIR, to be read and kept in git.

    DIR is new, empty, or one that this command wrote before; files of others in it are left alone. What the
    journal says, and earlier texts, are not in it.

    Example: qualwb export folder ../studien
    """
    from qualwb.acts.portable_state import portable_project
    from qualwb.analysis.blindness import blind_project_notes
    from qualwb.exchange.folder.writing import write_folder

    with session.project.reading() as connection:
        told, notes = portable_project(connection), blind_project_notes(connection)
    changed, taken_away = write_folder(told, folder)
    said = ngettext("{path}: {n} file new or changed", "{path}: {n} files new or changed", changed)
    sources = ngettext("{n} source", "{n} sources", len(told.sources)).format(n=len(told.sources))
    codings = ngettext("{n} coding", "{n} codings", len(told.codings)).format(n=len(told.codings))
    session.say(f"{said.format(path=folder, n=changed)}; {sources}, {codings}.")
    if taken_away:
        gone = ngettext(
            "{n} file that the project has no more was taken away.",
            "{n} files that the project has no more were taken away.",
            taken_away,
        )
        session.say(gone.format(n=taken_away))
    for note in notes:
        session.say(note)


command.add_command(project)
command.add_command(refi)
command.add_command(taguette)


def _write(
    session: Session, table: "Callable[[Connection], Table]", format_: str | None, output: Path | None
) -> None:
    with session.project.reading() as connection:
        made = table(connection)
    _print(made, format_, output)


def _print(table: "Table", format_: str | None, output: Path | None) -> None:
    print_table(table, format_ or (None if output else "csv"), output)
