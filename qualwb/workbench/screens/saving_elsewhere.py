"""What is offered when the open project file is no longer where it lay: to save what is open elsewhere."""

from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from qualwb.acts.projects import ProjectMoved, as_file, open_project
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.project_app import ProjectApp


class MovedDialog(LineDialog):
    """Tells that the file is gone and asks for a new place; Enter takes it, Escape gives None."""

    def __init__(self, moved: ProjectMoved, suggested: Path) -> None:
        super().__init__(_("The project file is not where it was"), str(suggested))
        self._moved = moved

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -failure"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Static(self._moved.message, markup=False)
            yield Static(self._moved.hint, markup=False, classes="dialog-context")
            yield Label(_("Save what is open as:"), markup=False)
            yield Input(self._value)
            yield Label(
                _("Enter saves and goes on there, Escape leaves it"), classes="dialog-hint", markup=False
            )


def offer_to_save(app: ProjectApp, moved: ProjectMoved) -> None:
    """Ask for a new place, save what is open there and go on with the new file."""
    lay = as_file(app.researcher.project).path

    def take(text: str | None) -> None:
        if not text:
            return
        target = lay.resolve().parent / Path(text).expanduser()
        target = target if target.suffix else target.with_suffix(".qwb")
        if app.attempt(lambda: _go_on_at(app, target)):
            app.notify(_("Saved; you work on {file} now.").format(file=target), markup=False, timeout=8)

    app.push_screen(MovedDialog(moved, suggested_place(lay)), take)


def suggested_place(lay: Path) -> Path:
    """A free name beside where the file lay; in the home folder when that folder is gone too."""
    folder = lay.resolve().parent
    folder = folder if folder.is_dir() else Path.home()
    names = (f"{lay.stem}-{_('saved')}{number or ''}{lay.suffix}" for number in range(1000))
    return next((folder / name for name in names if not (folder / name).exists()), folder / lay.name)


def _go_on_at(app: ProjectApp, target: Path) -> None:
    """The old file stays open until the workbench ends: a question may still be asking it."""
    app.folders.refuse(target)
    as_file(app.researcher.project).save_elsewhere(target)
    app.researcher = replace(app.researcher, project=open_project(target))
    app.sub_title = target.name
    app.changed()
