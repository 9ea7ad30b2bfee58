"""Dialogs for what is written over several lines: a text, a form."""

from collections.abc import Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static, TextArea

from qualwb.localization import gettext as _

Written = TypeVar("Written", str, dict[str, str])
"""What a dialog gives that is written in."""


class WritingDialog(ModalScreen[Written | None]):
    """Asks for what is written over several lines; ctrl+s takes it, Escape gives None.

    What was written and not saved takes a second Escape: one key alone throws away no text.
    """

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s,ctrl+j", "take", _("Save"), priority=True),
        Binding("escape", "leave", _("Cancel")),
    ]

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title, self._hint = title, hint
        self._at_first: Written | None = None
        self._warned = False

    def written(self) -> Written:
        """What stands there now."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin to write in the first field."""
        self.query(TextArea).first().focus()
        if self._at_first is None:
            self._at_first = self.written()

    def action_take(self) -> None:
        """Give back what is written."""
        self.dismiss(self.written())

    def action_leave(self) -> None:
        """Leave without saving; what is new is thrown away only when that is asked for again."""
        if self._warned or self.written() == self._at_first:
            self.dismiss(None)
            return
        self._warned = True
        self._say(_("What you have written is not saved: Ctrl+S saves, Escape again throws it away"))

    @on(TextArea.Changed)
    def _goes_on(self) -> None:
        self._warned = False
        self._say(self._hint)

    def _say(self, hint: str) -> None:
        label = self.query_one(".dialog-hint", Label)
        label.update(hint)
        label.set_class(self._warned, "-warn")


class TextDialog(WritingDialog[str]):
    """Asks for a text of several lines; ``saved`` is what is saved of it, where that is not its value."""

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+down", "read_on(1)", show=False, priority=True),
        Binding("ctrl+up", "read_on(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, value: str = "", *, context: str = "", saved: str | None = None) -> None:
        super().__init__(title, _("Ctrl+S saves, Escape cancels"))
        self._value, self._about, self._at_first = value, context, saved

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            if self._about:
                with VerticalScroll(classes="dialog-context -read", can_focus=False):
                    yield Static(self._about, markup=False)
            yield TextArea(self._value, soft_wrap=True)
            yield Label(self._hint, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        """Say how what stands above is read to its end, where it goes on."""
        if any(above.max_scroll_y for above in self.query(".-read")):
            self._hint = _("Ctrl+S saves, Escape cancels, Ctrl+Down reads on above")
            self._say(self._hint)

    def action_read_on(self, by: int) -> None:
        """Read on in what stands above, while the text keeps the focus."""
        for above in self.query(".-read"):
            above.scroll_relative(y=by * max(above.size.height - 1, 1), animate=False)

    def written(self) -> str:
        return self.query_one(TextArea).text.strip()


class FormDialog(WritingDialog[dict[str, str]]):
    """Asks for several named texts at once."""

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str]]) -> None:
        """``fields``: (name, label, value)."""
        super().__init__(title, _("Tab to the next field, Ctrl+S saves, Escape cancels"))
        self._fields = fields

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            for name, label, value in self._fields:
                yield Label(label, markup=False)
                area = TextArea(value, soft_wrap=True, id=f"field-{name}", classes="form-field")
                area.tab_behavior = "focus"
                yield area
            yield Label(self._hint, classes="dialog-hint", markup=False)

    def written(self) -> dict[str, str]:
        return {
            name: self.query_one(f"#field-{name}", TextArea).text.strip() for name, _l, _v in self._fields
        }
