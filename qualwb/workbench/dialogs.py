"""Small dialogs: ask for a line, a longer text, a choice, a key; show a text or what went wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.read_first import ReadFirst


class LineDialog(ModalScreen[str | None]):
    """Asks for one line; Enter takes it, Escape gives None. An empty line is taken only when allowed.

    ``hint`` stands in the empty line, ``context`` above it, ``keys`` beneath it.
    """

    BINDINGS = [Binding("escape", "dismiss(None)", _("Cancel"))]  # noqa: RUF012
    INPUT: ClassVar[type[Input]] = Input

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        context: str = "",
        empty: bool = False,
        keys: str = "",
    ) -> None:
        super().__init__()
        self._title, self._value, self._about = title, value, context
        self._hint, self._empty = hint, empty
        self._keys = keys or _("Enter takes it, Escape cancels")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            if self._about:
                yield Static(self._about, classes="dialog-context", markup=False)
            yield self.INPUT(self._value, placeholder=self._hint)
            yield Label(self._keys, classes="dialog-hint", markup=False)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() or self._empty:
            self.dismiss(event.value.strip())


class SecretDialog(LineDialog):
    """Asks for a line that is not shown."""

    def on_mount(self) -> None:
        """Hide what is typed."""
        self.query_one(Input).password = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a choice: what it gives, and how it is shown, behind a patch of its colour."""

    key: str
    label: str
    colour: str = ""

    @property
    def shown(self) -> str | Text:
        """The line."""
        return Text.assemble(("    ", f"on {self.colour}"), " ", self.label) if self.colour else self.label


class ChoiceDialog(ModalScreen[str | None]):
    """A list to choose from, filtered while typing; Escape gives None.

    With ``new``, words for a ``{name}`` that is not there yet, what is typed is offered too: as NEW and name.
    """

    NEW = "new:"

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", _("Cancel")),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice], *, hint: str = "", new: str = "", at: str = ""
    ) -> None:
        """``at``: the key of the line that the cursor begins on, else it is the first."""
        super().__init__()
        self._title, self._choices, self._hint, self._new, self._at = title, choices, hint, new, at

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
        if options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % options.option_count

    def _show(self, text: str) -> None:
        options = self.query_one(OptionList)
        wanted = text.casefold().split()
        found = [c for c in self._choices if all(word in c.label.casefold() for word in wanted)]
        if wanted:  # what is called just that, and what begins so, before what only has it somewhere
            typed = " ".join(wanted)
            found.sort(key=lambda c: (c.label.casefold() != typed, not c.label.casefold().startswith(typed)))
        options.clear_options()
        rows = [Option(choice.shown, id=choice.key) for choice in found]
        name = text.strip()
        if self._new and name and all(choice.label.casefold() != name.casefold() for choice in self._choices):
            new = Option(self._new.format(name=name), id=self.NEW + name)
            rows.insert(len(rows) if _begins_a_word(name, found) else 0, new)
        nothing = [Option(_("Nothing fits the filter."), disabled=True)] if wanted and not rows else []
        options.add_options([*rows, *nothing])
        begin = next((n for n, row in enumerate(rows) if self._at and row.id == self._at), 0)
        options.highlighted = (0 if wanted else begin) if rows else None


def _begins_a_word(typed: str, found: Sequence[Choice]) -> bool:
    """Whether it may be meant for one of the lines: 'skol' for 'Ny skola', but not 'skola' for 'Förskola'."""
    begins = re.compile(rf"(?<!\w){re.escape(typed.casefold())}")
    return any(begins.search(choice.label.casefold()) for choice in found)


READ_ON = (
    Binding("down", "scroll_told(1)", show=False),
    Binding("up", "scroll_told(-1)", show=False),
    Binding("pagedown", "scroll_told(5)", show=False),
    Binding("pageup", "scroll_told(-5)", show=False),
)


class Told(VerticalScroll, can_focus=False):
    """What a dialog says, however long; the dialog's own keys scroll it, and its answers stay in view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(self._text, markup=False)


class ReadsOn(ModalScreen[ScreenResultType]):
    """A dialog whose keys of ``READ_ON`` scroll what it tells, while the focus stays where it is."""

    def action_scroll_told(self, lines: int) -> None:
        """Read on."""
        for told in self.query(Told):
            told.scroll_relative(y=lines, animate=False)


class FailureDialog(ReadsOn[None], ReadFirst[None]):
    """What went wrong, to be read in peace. No key of a text closes it: the rest would act beneath."""

    BINDINGS = [Binding("escape,enter", "dismiss", _("Close")), *READ_ON]  # noqa: RUF012

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__()
        self._message, self._hint = message, hint

    def says(self, failure: QualwbError) -> bool:
        """Whether it is this that went wrong."""
        return (self._message, self._hint) == (failure.message, failure.hint)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -failure"):
            yield Label(_("That did not work"), classes="dialog-title")
            yield Told(self._message)
            if self._hint:
                yield Static(self._hint, markup=False, classes="dialog-context")
            yield Label(_("Enter closes"), classes="dialog-hint")


class ConfirmDialog(ReadsOn[bool]):
    """Asks yes or no. No letter answers: it may have been typed as an act or a motion of the screen."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "dismiss(True)", _("Yes")),
        Binding("escape", "dismiss(False)", _("No")),
        *READ_ON,
    ]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-title", markup=False)
            if self._text:
                yield Told(self._text)
            yield Label(_("Enter: yes, Escape: no"), classes="dialog-hint")

    def on_resize(self) -> None:
        """Say that there is more to read, once it is known."""
        self.call_after_refresh(self._tell_keys)

    def _tell_keys(self) -> None:
        more = any(told.max_scroll_y for told in self.query(Told))
        keys = _("Enter: yes, Escape: no, Page Down reads on") if more else _("Enter: yes, Escape: no")
        self.query_one(".dialog-hint", Label).update(keys)


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


class TypedDialog(ReadsOn[bool]):
    """Tells of what can't be undone, however long, and lets a word be typed before it is done."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(False)", _("Cancel")),
        *READ_ON,
    ]

    def __init__(self, title: str, text: str, word: str) -> None:
        super().__init__()
        self._title, self._text, self._word = title, text, word

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Told(self._text)
            yield Input(placeholder=_("Type '{word}'").format(word=self._word))
            yield Label(
                _("Enter does it, Escape cancels, Page Down reads on"), classes="dialog-hint", markup=False
            )

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip().casefold() == self._word.casefold():
            self.dismiss(True)
        else:
            event.input.value = ""


class WaitingDialog(ModalScreen[None]):
    """Stands while work is done that nothing may come between; whoever began the work takes it away."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._text, markup=False)


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
