"""The dialog that asks for files: typed, pasted or dragged in, with paths lengthened on the way."""

from collections.abc import Collection
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders, OutsideFolders
from qualwb.workbench.paths import LISTED, before_last, chosen, complete, exists, files_in, listed, quoted


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
        text = quoted(found) if found and all(map(exists, found)) else event.text.strip()
        before = self.value[: self.cursor_position]
        self.insert_text_at_cursor((" " if before and not before.endswith(" ") else "") + text)
        event.prevent_default()
        event.stop()


class FilesDialog(ModalScreen[list[Path] | None]):
    """Asks for files; folders stand for the files in them. Escape gives None.

    Below the line stands what its folder holds: arrows go through it, Enter goes into a folder or takes a
    file into the line.
    """

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", _("Cancel")),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        *,
        single: bool = False,
        allowed: AllowedFolders = ANYWHERE,
        kinds: Collection[str] = LISTED,
        besides: Path | None = None,
    ) -> None:
        """``kinds``: the suffixes of the files that are listed; ``besides``: one that is not."""
        super().__init__()
        self._title, self._single, self._allowed, self._kinds = title, single, allowed, kinds
        self._besides = besides
        self._gap: int | None = None
        """Where the file stood that was taken last: the arrows go on from there."""
        self._led_to = ""
        """The line as the list led into a folder last."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield PathInput(self._allowed, _("Type, paste or drag files or a folder here"))
            yield OptionList(markup=False)
            yield Static(markup=False, classes="dialog-context")
            hint = _("Arrows choose, Tab lengthens the path, Enter reads, Escape cancels")
            if not self._single:
                hint = _("Arrows choose, Enter takes a file; then Enter reads all that the line names")
            yield Label(hint, classes="dialog-hint")

    def on_mount(self) -> None:
        self._browse()

    @property
    def _line(self) -> PathInput:
        return self.query_one(PathInput)

    @on(Input.Changed)
    def _browse(self) -> None:
        """Show what the folder of the last path holds; nothing of it is chosen yet."""
        options = self.query_one(OptionList)
        options.can_focus = False
        options.clear_options()
        names = listed(self._line.value, self._allowed, self._kinds, self._besides)
        options.add_options([Option(name, id=name) for name in names])
        options.highlighted = None
        if self._gap is not None:
            self.call_after_refresh(self._show_gap)
        self._tell(self._chosen_in_words())

    def _show_gap(self) -> None:
        """Bring the neighbours of the file that was taken last in sight."""
        options = self.query_one(OptionList)
        if self._gap is not None and options.highlighted is None:
            options.scroll_to(y=max(self._gap - options.size.height // 2, 0), animate=False)

    def _chosen_in_words(self) -> str:
        """How many files the line names."""
        try:
            files = [path for path in files_in(self._meant(self._line.value), self._allowed) if exists(path)]
        except OutsideFolders:  # it is told when it is taken
            files = []
        if self._single or not files:
            return ""
        return ngettext("{n} file chosen", "{n} files chosen", len(files)).format(n=len(files))

    def _tell(self, text: str) -> None:
        self.query_one(".dialog-context", Static).update(text)

    def action_step(self, by: int) -> None:
        """Go through what the folder holds, from the line and back to it."""
        options = self.query_one(OptionList)
        places = [None, *range(options.option_count)]
        now = places.index(options.highlighted)
        if options.highlighted is None and self._gap is not None:
            now = min(self._gap, options.option_count) + (by < 0)
        options.highlighted = places[(now + by) % len(places)]

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option.id or "")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        options = self.query_one(OptionList)
        if options.highlighted is None:
            self._take(event.value)
        else:
            self._choose(options.get_option_at_index(options.highlighted).id or "")

    def _choose(self, name: str) -> None:
        """Into a folder; a file into the line, which one more Enter reads, or at once where one is wanted."""
        self._gap = None if name.endswith("/") else self.query_one(OptionList).get_option_index(name)
        value = chosen(self._line.value, name)
        self._led_to = value if name.endswith("/") else ""
        self._line.value = value
        self._line.cursor_position = len(value)
        if self._single and not name.endswith("/"):
            self._take(value)

    def _meant(self, text: str) -> str:
        """What the line names; a folder behind files that the list only led into is looked at, no more."""
        return (before_last(text).strip() if text == self._led_to else "") or text

    def _take(self, text: str) -> None:
        try:
            files = files_in(self._meant(text), self._allowed)
        except OutsideFolders as error:
            self._tell(str(error))
            return
        missing = [path for path in files if not exists(path)]
        options = self.query_one(OptionList)
        begun = options.option_count if missing and missing == files[-1:] else 0
        if begun == 1:
            self._choose(options.get_option_at_index(0).id or "")
        elif begun:
            options.highlighted = 0
            self._tell(_("Several begin so: arrows choose, Enter takes the marked one."))
        elif missing:
            self._tell(_("There is no file {path}.").format(path=missing[0]))
        elif not files and text.endswith("/") and options.option_count > 1:  # beside the folder above
            options.highlighted = 0
            self._tell(_("That is a folder: arrows choose, Enter takes the marked one."))
        elif not files:
            self._tell(_("No file that can be read is named here."))
        elif self._single and len(files) > 1:
            self._tell(_("Name one file."))
        else:
            self.dismiss(files)
