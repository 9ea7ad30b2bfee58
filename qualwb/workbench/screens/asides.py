"""More small dialogs: files to choose, a yes or no, something to read, a key to press."""

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualwb.localization import gettext as _
from qualwb.workbench.paths import complete, files_in, quoted

SHOWN = 12
"""How many possible continuations of a path are shown."""


class PathInput(Input):
    """A line for paths: Tab lengthens the last one; what is pasted or dragged in is quoted where needed."""

    BINDINGS = [Binding("tab", "complete", _("Lengthen the path"), show=False)]  # noqa: RUF012

    def action_complete(self) -> None:
        """Lengthen the last path by what lies in its folder."""
        self.value = complete(self.value).text
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        found = files_in(event.text)
        text = quoted(found) if found and all(path.exists() for path in found) else event.text.strip()
        before = self.value[: self.cursor_position]
        self.insert_text_at_cursor((" " if before and not before.endswith(" ") else "") + text)
        event.prevent_default()
        event.stop()


class FilesDialog(ModalScreen[list[Path] | None]):
    """Asks for files; folders stand for the files in them. Escape gives None."""

    BINDINGS = [Binding("escape", "dismiss(None)", _("Cancel"))]  # noqa: RUF012

    def __init__(self, title: str, *, single: bool = False) -> None:
        super().__init__()
        self._title, self._single = title, single

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield PathInput(placeholder=_("Type, paste or drag files or a folder here"))
            yield Static(markup=False, classes="dialog-context")
            yield Label(_("Tab lengthens the path, Enter reads, Escape cancels"), classes="dialog-hint")

    def on_mount(self) -> None:
        self._tell()

    @on(Input.Changed)
    def _tell(self) -> None:
        names = complete(self.query_one(PathInput).value).candidates
        more = [_("and {n} more").format(n=len(names) - SHOWN)] if len(names) > SHOWN else []
        self.query_one(".dialog-context", Static).update("  ".join([*names[:SHOWN], *more]))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        files = files_in(event.value)
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


class ConfirmDialog(ModalScreen[bool]):
    """Asks yes or no."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter,y,j", "dismiss(True)", _("Yes")),
        Binding("escape,n", "dismiss(False)", _("No")),
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-title", markup=False)
            if self._text:
                yield Static(self._text, markup=False)
            yield Label(_("Enter: yes, Escape: no"), classes="dialog-hint")


class ToldDialog(ModalScreen[None]):
    """Something to read in peace, however long."""

    BINDINGS = [Binding("escape,enter", "dismiss", _("Close"))]  # noqa: RUF012

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Static(self._text, markup=False)
            yield Label(_("Enter closes"), classes="dialog-hint")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


class KeyDialog(ModalScreen[str | None]):
    """Asks for a key by having it pressed; Escape gives None."""

    def __init__(self, what: str, now: str) -> None:
        super().__init__()
        self._what, self._now = what, now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._what, classes="dialog-title", markup=False)
            yield Label(_("Now: {keys}").format(keys=self._now), markup=False)
            yield Label(_("Press the new key; Escape leaves it as it is"), classes="dialog-hint")

    def on_key(self, event: events.Key) -> None:
        """Take whatever is pressed."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
