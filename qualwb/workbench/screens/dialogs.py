"""Small dialogs: ask for a line, a longer text, a choice; show what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _


class LineDialog(ModalScreen[str | None]):
    """Asks for one line; Enter takes it, Escape gives None. An empty line is taken only when allowed."""

    BINDINGS = [Binding("escape", "dismiss(None)", _("Cancel"))]  # noqa: RUF012

    def __init__(self, title: str, value: str = "", *, hint: str = "", empty: bool = False) -> None:
        super().__init__()
        self._title, self._value, self._hint, self._empty = title, value, hint, empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(self._value, placeholder=self._hint)
            yield Label(_("Enter takes it, Escape cancels"), classes="dialog-hint")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() or self._empty:
            self.dismiss(event.value.strip())


class TextDialog(ModalScreen[str | None]):
    """Asks for a text of several lines; ctrl+s takes it, Escape gives None."""

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s,ctrl+j", "take", _("Save"), priority=True),
        Binding("escape", "dismiss(None)", _("Cancel")),
    ]

    def __init__(self, title: str, value: str = "", *, context: str = "") -> None:
        super().__init__()
        self._title, self._value, self._about = title, value, context

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            if self._about:
                yield Static(self._about, classes="dialog-context", markup=False)
            yield TextArea(self._value, soft_wrap=True)
            yield Label(_("Ctrl+S saves, Escape cancels"), classes="dialog-hint")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_take(self) -> None:
        """Give the text back."""
        self.dismiss(self.query_one(TextArea).text.strip())


class FormDialog(ModalScreen[dict[str, str] | None]):
    """Asks for several named texts at once; ctrl+s takes them, Escape gives None."""

    BINDINGS = TextDialog.BINDINGS

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str]]) -> None:
        """``fields``: (name, label, value)."""
        super().__init__()
        self._title, self._fields = title, fields

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            for name, label, value in self._fields:
                yield Label(label, markup=False)
                area = TextArea(value, soft_wrap=True, id=f"field-{name}", classes="form-field")
                area.tab_behavior = "focus"
                yield area
            yield Label(_("Tab to the next field, Ctrl+S saves, Escape cancels"), classes="dialog-hint")

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(TextArea).first().focus()

    def action_take(self) -> None:
        """Give the texts back by name."""
        self.dismiss(
            {name: self.query_one(f"#field-{name}", TextArea).text.strip() for name, _l, _v in self._fields}
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a choice: what it gives, and how it is shown."""

    key: str
    label: str


class ChoiceDialog(ModalScreen[str | None]):
    """A list to choose from, filtered while typing; Escape gives None."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", _("Cancel")),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, hint: str = "") -> None:
        super().__init__()
        self._title, self._choices, self._hint = title, choices, hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder=self._hint or _("Type to filter"))
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self._show("")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _take_first(self, event: Input.Submitted) -> None:
        event.stop()
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_step(self, by: int) -> None:
        """Move the highlight while the filter keeps the focus."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + by) % options.option_count

    def _show(self, text: str) -> None:
        options = self.query_one(OptionList)
        wanted = text.casefold().split()
        found = [c for c in self._choices if all(word in c.label.casefold() for word in wanted)]
        options.clear_options()
        options.add_options([Option(choice.label, id=choice.key) for choice in found])
        options.highlighted = 0 if found else None


class FailureDialog(ModalScreen[None]):
    """What went wrong, to be read in peace."""

    BINDINGS = [Binding("escape,enter,space", "dismiss", _("Close"))]  # noqa: RUF012

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__()
        self._message, self._hint = message, hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -failure"):
            yield Label(_("That did not work"), classes="dialog-title")
            yield Static(self._message, markup=False)
            if self._hint:
                yield Static(self._hint, markup=False, classes="dialog-context")
            yield Label(_("Enter closes"), classes="dialog-hint")
