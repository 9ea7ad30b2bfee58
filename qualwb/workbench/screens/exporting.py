"""Export of what a screen shows: to a file whose name says the format."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.screens.dialogs import Choice, ChoiceDialog, LineDialog

if TYPE_CHECKING:
    from qualwb.exchange.tables.table import Table
    from qualwb.workbench.app import Workbench

FORMATS = {".csv": "csv", ".md": "md", ".html": "html", ".tex": "latex", ".xlsx": "xlsx", ".docx": "docx"}
FORMATS |= {".json": "json", ".txt": "table"}


def ask_export(app: "Workbench", name: str, write: Callable[[Path], None], *, formats: str = "") -> None:
    """Ask for a file, which lies beside the project unless a folder is named, and write it.

    A file that is there already is written over only when that is confirmed.
    """
    folder = app.researcher.project.path.resolve().parent
    hint = formats or ", ".join(suffix.removeprefix(".") for suffix in FORMATS)
    title = _("Export to a file ({formats}), in {folder}").format(formats=hint, folder=folder)

    def save(path: Path) -> None:
        if app.attempt(lambda: write(path)):
            app.notify(_("Written: {file}").format(file=path), markup=False, timeout=4)

    def take(text: str | None) -> None:
        if not text:
            return
        path = folder / Path(text).expanduser()
        if not path.exists():
            save(path)
            return
        choices = [Choice("no", _("No, leave it")), Choice("yes", _("Yes, write over it"))]
        question = _("There is a {file} already. Write over it?").format(file=path.name)
        app.push_screen(ChoiceDialog(question, choices), lambda yes: save(path) if yes == "yes" else None)

    app.push_screen(LineDialog(title, name), take)


def ask_export_table(app: "Workbench", name: str, table: Callable[[], "Table"]) -> None:
    """Ask for a file and write a table to it; the table is made when the file is known."""
    ask_export(app, name, lambda path: write_table(table(), path))


def write_table(table: "Table", path: Path) -> None:
    """Write a table in the format that the file's name says. Raises ``QualwbError`` for an unknown one."""
    from qualwb.exchange.rendering import write

    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise QualwbError(
            _("{file}: '{suffix}' is no format that can be written.").format(
                file=path.name, suffix=path.suffix
            ),
            _("There are: {names}.").format(names=", ".join(FORMATS)),
        )
    write(table, path, format_)
