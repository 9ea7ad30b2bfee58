"""Dialogs for what is written over several lines: a text, a form."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static, TextArea

from qualwb.localization import gettext as _
from qualwb.workbench.widgets.writing_area import WritingArea

Written = TypeVar("Written", str, dict[str, str])
"""What a dialog gives that is written in."""


class WritingDialog(ModalScreen[Written | None]):
    """Asks for what is written over several lines; ctrl+s takes it, Escape gives None.

    What was written and not saved takes a second Escape: one key alone throws away no text.
    """

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s,ctrl+j", "take", _("Save"), priority=True),
        Binding("escape", "leave", _("Cancel")),
        Binding("ctrl+home", "edge(-1)", show=False, priority=True),
        Binding("ctrl+end", "edge(1)", show=False, priority=True),
    ]

    AUTO_FOCUS = ""  # the first field is focused as it is shown, with what it is called above it

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
        self.query("TextArea, Input").first().focus(scroll_visible=False)
        if self._at_first is None:
            self._at_first = self.written()

    def action_edge(self, to: int) -> None:
        """To the beginning of the text that is written in, or to its end."""
        if isinstance(area := self.focused, TextArea):
            area.move_cursor((0, 0) if to < 0 else area.document.end)

    def action_take(self) -> None:
        """Give back what is written."""
        self.dismiss(self.written())

    def action_leave(self) -> None:
        """Leave without saving; what is new is thrown away only when that is asked for again."""
        if self.may_be_left(
            _("What you have written is not saved: Ctrl+S saves, Escape again throws it away")
        ):
            self.dismiss(None)

    def may_be_left(self, warning: str) -> bool:
        """Whether nothing would be lost, or the writer was warned already; else the ``warning`` is told."""
        if self._warned or self.written() == self._at_first:
            return True
        self._warned = True
        self._say(warning)
        return False

    @on(Input.Changed)
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
            yield WritingArea(self._value, soft_wrap=True)
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

    def __init__(
        self, title: str, fields: Sequence[tuple[str, str, str]], lines: Collection[str] = ()
    ) -> None:
        """``fields``: (name, label, value); those named in ``lines`` have one line alone."""
        super().__init__(title, _("Tab to the next field, Ctrl+S saves, Escape cancels"))
        self._fields, self._lines = fields, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                for name, label, value in self._fields:
                    yield Label(label, markup=False)
                    if name in self._lines:
                        yield Input(value, id=f"field-{name}", select_on_focus=False)
                        continue
                    area = WritingArea(value, soft_wrap=True, id=f"field-{name}", classes="form-field")
                    area.tab_behavior = "focus"
                    yield area
            yield Label(self._hint, classes="dialog-hint", markup=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What a field is called stays in sight above it."""
        siblings = list(event.widget.parent.children) if event.widget.parent else []
        if (place := siblings.index(event.widget) if event.widget in siblings else 0) > 0:
            label = siblings[place - 1]
            self.call_after_refresh(lambda: label.scroll_visible(animate=False))

    def written(self) -> dict[str, str]:
        return {name: self._written_in(name).strip() for name, _label, _value in self._fields}

    def _written_in(self, name: str) -> str:
        field = self.query_one(f"#field-{name}")
        return field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else ""

    @on(Input.Submitted)
    def _to_next(self) -> None:
        """Enter in a field of one line leads to the next, from the last one it saves."""
        if self.focused is not None and self.focused.id == f"field-{self._fields[-1][0]}":
            self.action_take()
        else:
            self.focus_next()
