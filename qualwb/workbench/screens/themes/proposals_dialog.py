"""Proposals to read, and to take, change or refuse one by one."""

from collections.abc import Sequence
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.themes.proposal_words import Proposal, line_of, told_of


class ProposalAnswers(Protocol):
    """What can be done with a proposal; ``done`` is called once it was."""

    def take(self, proposal: Proposal, done: "Done") -> None: ...
    def change(self, proposal: Proposal, done: "Done") -> None: ...
    def refuse(self, proposal: Proposal, done: "Done") -> None: ...
    def undo(self) -> bool: ...
    def renew(self, show: "Shown") -> None: ...


class Done(Protocol):
    """Is told of codes that are no more; proposals with them go too."""

    def __call__(self, gone: Sequence[str] = ()) -> None: ...


class Shown(Protocol):
    """Is told of the proposals as they are now."""

    def __call__(self, proposals: Sequence[Proposal], nothing: str, remark: str) -> None: ...


class ProposalsDialog(ModalScreen[None]):
    """A list of proposals; beneath it what speaks for the one under the cursor."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", _("Close")),
        Binding("e", "change", _("Change")),
        Binding("x,delete", "refuse", _("Refuse")),
        Binding("u,ctrl+z", "undo", _("Undo")),
        Binding("r", "renew", _("Renew")),
        Binding("space,pagedown", "read(1)", show=False, priority=True),
        Binding("b,pageup", "read(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        proposals: Sequence[Proposal],
        answers: ProposalAnswers,
        nothing: str,
        remark: str = "",
        *,
        refuses: bool = True,
    ) -> None:
        """``refuses``: whether who reads them may have one proposed no more."""
        super().__init__()
        self._proposals = list(proposals)
        self._answers, self._nothing, self._remark = answers, nothing, remark
        self._refuses = refuses
        self._before: list[list[Proposal]] = []
        """What was listed before each answer that was given here."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall -wide proposals"):
            yield Label(_("Proposed from the codes"), classes="dialog-title", markup=False)
            yield OptionList(markup=False)
            with VerticalScroll(classes="proposal-told", can_focus=False):
                yield Static(id="proposal-told", markup=False)
            yield Label(self._keys(), classes="dialog-hint")

    def on_mount(self) -> None:
        """Show the first."""
        self._list()

    @property
    def proposal(self) -> Proposal | None:
        """What the cursor is on."""
        at = self._options.highlighted
        return self._proposals[at] if at is not None and at < len(self._proposals) else None

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        proposal = self.proposal
        self.query_one("#proposal-told", Static).update(told_of(proposal) if proposal else self._nothing)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Do what is proposed."""
        if (proposal := self.proposal) is not None:
            self._answers.take(proposal, self._done(proposal))

    def action_change(self) -> None:
        """Do it in another way: under another name, without some of the codes."""
        if (proposal := self.proposal) is not None:
            self._answers.change(proposal, self._done(proposal))

    def action_refuse(self) -> None:
        """Have it proposed no more."""
        if not self._refuses:
            self.app.notify(_("To refuse a proposal for all is for the project's leads."), timeout=4)
        elif (proposal := self.proposal) is not None:
            self._answers.refuse(proposal, self._done(proposal))

    def action_undo(self) -> None:
        """Undo the answer that was given last, and list again what it took away."""
        if not self._before:
            self.app.notify(_("Nothing has been answered here that could be undone."), timeout=3)
        elif self._answers.undo():
            self._proposals = self._before.pop()
            self._list()

    def action_renew(self) -> None:
        """Have it all proposed again, by what is known now."""
        self._answers.renew(self.show)

    def show(self, proposals: Sequence[Proposal], nothing: str, remark: str) -> None:
        """List other proposals; the cursor stays on the one it is on where that is still proposed."""
        here = self.proposal
        self._proposals, self._nothing, self._remark = list(proposals), nothing, remark
        self._before = []
        self._list()
        keys = [(one.kind, one.key) for one in self._proposals]
        if here is not None and (here.kind, here.key) in keys:
            self._options.highlighted = keys.index((here.kind, here.key))

    def tell(self, remark: str) -> None:
        """Say before the number of proposals how far the reading has come."""
        self._remark = remark
        self._show_title()

    def action_read(self, pages: int) -> None:
        """Read on in what speaks for the proposal, or back."""
        told = self.query_one(VerticalScroll)
        told.scroll_relative(y=pages * max(told.size.height - 1, 1), animate=False)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    def _done(self, proposal: Proposal) -> Done:
        def take_away(gone: Sequence[str] = ()) -> None:
            self._before.append(self._proposals)
            self._proposals = [
                one for one in self._proposals if one is not proposal and not _is_about(one, gone)
            ]
            self._list()

        return take_away

    def _list(self) -> None:
        at = self._options.highlighted or 0
        self._options.clear_options()
        self._options.add_options([Option(line_of(proposal)) for proposal in self._proposals])
        self._options.highlighted = min(at, len(self._proposals) - 1) if self._proposals else None
        self._show_title()
        self._options.focus()
        self._tell()

    def _show_title(self) -> None:
        count = ngettext("{n} proposal", "{n} proposals", len(self._proposals))
        told = _("Proposed from the codes") + ": " + count.format(n=len(self._proposals))
        self.query_one(".dialog-title", Label).update(" · ".join(filter(None, (self._remark, told))))

    def _keys(self) -> str:
        """The keys, each to be clicked."""
        acts = (
            ("take", _("Enter takes")),
            ("change", _("e changes")),
            *([("refuse", _("x refuses"))] if self._refuses else []),
            ("undo", _("u undoes")),
            ("read(1)", _("space: more")),
            ("dismiss(None)", _("Esc closes")),
        )
        return " · ".join(f"[@click=screen.{act}]{said}[/]" for act, said in acts)


def _is_about(proposal: Proposal, codes: Sequence[str]) -> bool:
    return bool(set(proposal.all_codes) & set(codes))
