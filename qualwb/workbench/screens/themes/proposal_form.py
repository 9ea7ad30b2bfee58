"""A form in which a proposal is answered in another way than as it stands; it stays until that went well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from qualwb.localization import gettext as _

Filled = dict[str, str]
"""What is written in the lines, by name, with ``choice`` as the key of what is chosen."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be written."""

    name: str
    label: str
    value: str = ""
    offered: tuple[str, ...] = ()
    """What the line is completed to while it is written."""


@dataclass(frozen=True, slots=True)
class ProposalQuestion:
    """What the form asks."""

    title: str
    lines: tuple[Line, ...]
    codes: tuple[str, ...] = ()
    """Codes of which some may be struck."""
    choices: tuple[str, ...] = ()
    """One of these is chosen; the first unless another is."""
    titles: tuple[str, ...] = ()
    """What the title is while each of the choices is chosen."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ProposalReply:
    """What was written, kept and chosen."""

    lines: Filled
    codes: tuple[str, ...]
    choice: int


class ProposalForm(ModalScreen[None]):
    """Asks; ``take`` says whether what was answered could be done, and the form stays as long as not."""

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s,ctrl+j", "take", _("Take"), priority=True),
        Binding("escape", "dismiss(None)", _("Cancel")),
    ]

    def __init__(self, question: ProposalQuestion, take: Callable[[ProposalReply], bool]) -> None:
        super().__init__()
        self._question, self._take = question, take

    def compose(self) -> ComposeResult:
        asked = self._question
        with Vertical(classes="dialog -wide proposal-form"):
            yield Label(asked.title, classes="dialog-title", markup=False)
            if asked.choices:
                yield OptionList(*(Option(choice) for choice in asked.choices), markup=False)
            for line in asked.lines:
                if line.name == "reason" and asked.codes:
                    yield from self._codes(asked.codes)
                yield Label(line.label, markup=False)
                offers = SuggestFromList(line.offered, case_sensitive=False) if line.offered else None
                yield Input(line.value, suggester=offers, id=f"field-{line.name}", select_on_focus=False)
            if asked.remark:
                yield Static(asked.remark, classes="dialog-context", markup=False)
            yield Label(self._keys(), classes="dialog-hint")

    def on_mount(self) -> None:
        """Begin with the choice; else in the first line."""
        if self._question.choices:
            self.query_one(OptionList).highlighted = 0
            self.query_one(OptionList).focus()
        else:
            self.query(Input).first().focus()

    def action_take(self) -> None:
        """Do what is answered, and close when that went well."""
        if self._take(self._reply()):
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if not isinstance(event.option_list, SelectionList):
            self.action_take()

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        if self._question.titles and not isinstance(event.option_list, SelectionList):
            self.query_one(".dialog-title", Label).update(self._question.titles[event.option_index])

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def _codes(self, codes: Sequence[str]) -> ComposeResult:
        yield Label(_("Codes: space strikes one, or takes it back"), markup=False)
        yield SelectionList(*(Selection(_plain(code), code, True) for code in codes), id="field-codes")

    def _reply(self) -> ProposalReply:
        asked = self._question
        written = {line.name: self.query_one(f"#field-{line.name}", Input).value for line in asked.lines}
        kept = self.query_one(SelectionList).selected if asked.codes else ()
        chosen = self.query_one(OptionList).highlighted if asked.choices else 0
        return ProposalReply(written, tuple(code for code in asked.codes if code in kept), chosen or 0)

    def _keys(self) -> str:
        if self._question.choices:
            return _("Up and down choose, Enter takes, Tab to the next field, Escape cancels")
        return _("Tab to the next field, Ctrl+S takes, Escape cancels")


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
