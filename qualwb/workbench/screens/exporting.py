"""Export of what a screen shows: to a file whose name says the format."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.exchange.rendering import SUFFIXES, write
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.project_app import ProjectApp

if TYPE_CHECKING:
    from qualwb.exchange.figures.picture import Picture

PICTURES = (".svg", ".png")
"""How names of files end that hold a figure."""


def ask_export(
    app: ProjectApp, name: str, write_file: Callable[[Path], None], *, formats: str = "", title: str = ""
) -> None:
    """Ask for a file as ``ask_path`` does, and write it."""

    def save(path: Path) -> None:
        if app.attempt(lambda: write_file(path)):
            app.notify(_("Written: {file}").format(file=path), markup=False, timeout=4)

    ask_path(app, name, save, formats=formats, title=title)


def ask_path(
    app: ProjectApp, name: str, save: Callable[[Path], None], *, formats: str = "", title: str = ""
) -> None:
    """Ask for a file, which lies beside the project unless a folder is named, and have it saved.

    A file that is there already is written over only when that is confirmed. ``title``
    heads the question, with {formats} and {folder} in it.
    """
    folder = app.researcher.project.folder
    hint = formats or ", ".join(suffix.removeprefix(".") for suffix in SUFFIXES)
    heading = (title or _("Export to a file ({formats}), in {folder}")).format(formats=hint, folder=folder)

    def take(text: str | None) -> None:
        if not text:
            return
        path = folder / Path(text).expanduser()
        if not app.attempt(lambda: app.folders.refuse(path)):
            return
        if not path.exists():
            save(path)
            return
        choices = [Choice("no", _("No, leave it")), Choice("yes", _("Yes, write over it"))]
        question = _("There is a {file} already. Write over it?").format(file=path.name)
        app.push_screen(ChoiceDialog(question, choices), lambda yes: save(path) if yes == "yes" else None)

    app.push_screen(LineDialog(heading, name), take)


def ask_export_table(
    app: ProjectApp, name: str, table: Callable[[], Table], picture: "Callable[[], Picture] | None" = None
) -> None:
    """Ask for a file and write a table to it, or where its name says so the ``picture`` of the same.

    Either is made when the file is known.
    """

    def write_file(path: Path) -> None:
        if picture is not None and path.suffix.lower() in PICTURES:
            from qualwb.exchange.figure_files import write_figure

            write_figure(picture(), path)
        else:
            write(table(), path)

    suffixes = (*SUFFIXES, *PICTURES) if picture is not None else SUFFIXES
    ask_export(app, name, write_file, formats=", ".join(suffix.removeprefix(".") for suffix in suffixes))
