"""The dialog that asks for files: typed, pasted or dragged in, with paths lengthened on the way."""

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualwb.localization import gettext as _
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders, OutsideFolders
from qualwb.workbench.paths import complete, files_in, quoted

SHOWN = 12
"""How many possible continuations of a path are shown."""


class PathInput(Input):
    """A line for paths: Tab lengthens the last one; what is pasted or dragged in is quoted where needed."""

    BINDINGS = [Binding("tab", "complete", _("Lengthen the path"), show=False)]  # noqa: RUF012

    def __init__(self, allowed: AllowedFolders, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)
        self._allowed = allowed

    def action_complete(self) -> None:
        """Lengthen the last path by what lies in its folder."""
        self.value = complete(self.value, self._allowed).text
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        try:
            found = files_in(event.text, self._allowed)
        except OutsideFolders:  # it is told when it is taken
            found = []
        text = quoted(found) if found and all(path.exists() for path in found) else event.text.strip()
        before = self.value[: self.cursor_position]
        self.insert_text_at_cursor((" " if before and not before.endswith(" ") else "") + text)
        event.prevent_default()
        event.stop()


class FilesDialog(ModalScreen[list[Path] | None]):
    """Asks for files; folders stand for the files in them. Escape gives None."""

    BINDINGS = [Binding("escape", "dismiss(None)", _("Cancel"))]  # noqa: RUF012

    def __init__(self, title: str, *, single: bool = False, allowed: AllowedFolders = ANYWHERE) -> None:
        super().__init__()
        self._title, self._single, self._allowed = title, single, allowed

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield PathInput(self._allowed, _("Type, paste or drag files or a folder here"))
            yield Static(markup=False, classes="dialog-context")
            yield Label(_("Tab lengthens the path, Enter reads, Escape cancels"), classes="dialog-hint")

    def on_mount(self) -> None:
        self._tell()

    @on(Input.Changed)
    def _tell(self) -> None:
        names = complete(self.query_one(PathInput).value, self._allowed).candidates
        more = [_("and {n} more").format(n=len(names) - SHOWN)] if len(names) > SHOWN else []
        self.query_one(".dialog-context", Static).update("  ".join([*names[:SHOWN], *more]))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            files = files_in(event.value, self._allowed)
        except OutsideFolders as error:
            self.query_one(".dialog-context", Static).update(str(error))
            return
        missing = [path for path in files if not path.exists()]
        if missing:
            told = _("There is no file {path}.").format(path=missing[0])
        elif not files:
            told = _("No file that can be read is named here.")
        elif self._single and len(files) > 1:
            told = _("Name one file.")
        else:
            self.dismiss(files)
            return
        self.query_one(".dialog-context", Static).update(told)
