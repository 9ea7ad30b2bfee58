"""``qualwb codebook``: codebooks listed, brought in, taken out."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.terminal import echo, echo_data
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


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
@pass_session
def import_(session: Session, what: str) -> None:
    """Add a codebook: the NAME of a bundled one, or a FILE (yaml, csv, tsv, xlsx, qdc, txt).

    Codes and themes that are there already are joined; nothing that is written is changed.

    Example: qualwb codebook import kodbok.xlsx
    """
    from qualwb.acts.bundled import bundled_codebooks
    from qualwb.acts.codebooks import add_codebook
    from qualwb.exchange.codebooks.codebook_formats import read_codebook

    bundled = bundled_codebooks()
    path = Path(what)
    if what in bundled:
        path = bundled[what]
    elif not path.suffix and not path.exists():
        raise QualwbError(
            _("There is no bundled codebook '{name}'.").format(name=what),
            _("There are: {names}.").format(names=", ".join(bundled)),
        )
    added = add_codebook(session.researcher, read_codebook(path, session.say))
    for new, known, one, many in (
        (
            added.new_codes,
            added.known_codes,
            _("{n} new code, {known} known."),
            _("{n} new codes, {known} known."),
        ),
        (
            added.new_themes,
            added.known_themes,
            _("{n} new theme, {known} known."),
            _("{n} new themes, {known} known."),
        ),
    ):
        session.say((one if len(new) == 1 else many).format(n=len(new), known=len(known)))
    if added.filled:
        session.say(
            ngettext("{n} empty field filled.", "{n} empty fields filled.", added.filled).format(
                n=added.filled
            )
        )
    if added.notice:
        session.say(added.notice)


@command.command("export")
@output_options
@pass_session
def export(session: Session, format_: str | None, output: Path | None) -> None:
    """Write the project's codebook: yaml (the form that 'import' reads), csv, xlsx, qdc (REFI-QDA), md ...

    Example: qualwb codebook export -o kodbok.yaml
    """
    from qualwb.acts.codebook_file import dump_codebook
    from qualwb.acts.codebooks import codebook_of
    from qualwb.exchange.codebooks.codebook_columns import codebook_table
    from qualwb.exchange.codebooks.codebook_formats import write_codebook
    from qualwb.exchange.codebooks.markdown_page import codebook_markdown

    with session.project.reading() as connection:
        codebook = codebook_of(connection, session.path.stem)
    if format_ not in (None, "md"):
        print_table(codebook_table(codebook), format_, output)
    elif output is None:
        if format_:
            echo(codebook_markdown(codebook), nl=False)
        else:
            echo_data(dump_codebook(codebook))
    else:
        write_codebook(codebook, output, suffix=".md" if format_ else "")


def _has_project(session: Session) -> bool:
    """Whether a project is meant, given or found in the folder."""
    try:
        return bool(session.path)
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
