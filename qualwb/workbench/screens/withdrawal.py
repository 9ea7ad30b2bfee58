"""A participant's withdrawal: what it would remove is shown, and the alias typed before it is done."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from qualwb.acts.projects import as_file
from qualwb.acts.withdrawal.withdrawing import Outlook, Withdrawn, outlook, withdraw
from qualwb.exchange.certificate.certificate_file import SUFFIXES, certify
from qualwb.exchange.certificate.contents import not_reached
from qualwb.exchange.certificate.outlook_words import in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import ToldDialog
from qualwb.workbench.screens.exporting import ask_export
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.widgets.tick_box import TickBox

WIDTH = 88
"""Columns of the dialog's text where the screen has them."""
EDGES = 12
"""Columns that the dialog's border and margins take."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided in the dialog."""

    reason: str
    mentions: bool


class WithdrawalDialog(ModalScreen[Decided | None]):
    """Shows what goes, asks for the reason and for the alias, typed; Escape gives None."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss(None)", _("Cancel")),
        Binding("down", "scroll_outlook(1)", show=False),
        Binding("up", "scroll_outlook(-1)", show=False),
        Binding("pagedown", "scroll_outlook(5)", show=False),
        Binding("pageup", "scroll_outlook(-5)", show=False),
    ]

    def __init__(self, seen: Outlook) -> None:
        super().__init__()
        self._seen = seen

    def compose(self) -> ComposeResult:
        title = _("Withdrawal of {alias}: this can't be undone").format(alias=self._seen.alias)
        with Vertical(classes="dialog -tall -wide withdrawal"):
            yield Label(title, classes="dialog-title", markup=False)
            with VerticalScroll(classes="withdrawal-outlook"):
                width = min(self.app.size.width - EDGES, WIDTH)
                yield Static(in_words(self._seen, width=width, mentions=False), markup=False)
            yield Label("", id="more", classes="dialog-hint")
            yield Input(placeholder=_("Reason"), id="reason")
            yield TickBox(_("Blank the name too where others say it or researchers wrote it"), id="mentions")
            yield Label("", id="said", markup=False)
            yield Input(placeholder=_("Type '{alias}'").format(alias=self._seen.alias), id="alias")
            yield Label(
                _("Tab to the next field, Enter in the last one removes it, Escape cancels"),
                classes="dialog-hint",
            )

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#reason", Input).focus()
        self._show_reason("")
        outlook = self.query_one(VerticalScroll)
        for changed in ("scroll_y", "virtual_size", "size"):
            self.watch(outlook, changed, self._outlook_moved)

    def action_scroll_outlook(self, lines: int) -> None:
        """Move the list of what goes, while a field keeps the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _outlook_moved(self) -> None:
        self.call_after_refresh(self._show_more)  # size and scrolling agree then alone

    def _show_more(self) -> None:
        """Say that the list goes on, and by which keys."""
        outlook = self.query_one(VerticalScroll)
        below = round(outlook.max_scroll_y - outlook.scroll_y)
        if below > 0:
            said = ngettext("↓ {n} line more: Page Down", "↓ {n} lines more: Page Down", below).format(
                n=below
            )
        else:
            said = _("↑ the end of the list: Page Up goes back") if outlook.max_scroll_y else ""
        self.query_one("#more", Label).update(said)

    @on(Input.Changed, "#reason")
    def _reason_changed(self, event: Input.Changed) -> None:
        self._show_reason(event.value.strip())

    def _show_reason(self, reason: str) -> None:
        """What was typed as the reason is seen where the withdrawal is confirmed."""
        self.query_one("#said", Label).update(_("Reason: {reason}").format(reason=reason or "–"))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        """Go on to what is missing, or give what was decided back."""
        event.stop()
        reason, alias = (self.query_one(f"#{name}", Input) for name in ("reason", "alias"))
        if not reason.value.strip():
            reason.focus()
        elif alias.value.strip() != self._seen.alias:
            alias.focus()
        else:
            self.dismiss(Decided(reason.value.strip(), self.query_one(TickBox).value))


def ask_withdrawal(screen: ListScreen, group: str, alias: str) -> None:
    """Show what the withdrawal of a participant would remove, and do it when that is confirmed.

    Raises ``OnServer``.
    """
    researcher = screen.app.researcher
    as_file(researcher.project)

    def done(result: tuple[Withdrawn, bool]) -> None:
        screen.app.state.forget_names()
        screen.app.changed()
        removed, finished = result
        lines = not_reached(removed)
        if not finished:
            lines.append(_("the project's own log: another program reads the project; open it once more"))
        told = ToldDialog(_("Out of reach, for you to see to"), "\n".join(f"– {line}" for line in lines))
        screen.app.push_screen(told, lambda _closed: certificate(removed, finished))

    def certificate(removed: Withdrawn, finished: bool) -> None:
        ask_export(
            screen.app,
            _("certificate.docx"),
            lambda path: certify(researcher.project, path, alias, removed, finished=finished),
            formats=", ".join(suffix.removeprefix(".") for suffix in SUFFIXES),
            title=_("Certificate of the withdrawal ({formats}), in {folder}"),
        )

    def show(seen: Outlook) -> None:
        screen.app.push_screen(WithdrawalDialog(seen), take)

    def take(decided: Decided | None) -> None:
        if decided is not None:
            screen.work(
                _("removing"),
                lambda _job: withdraw(
                    researcher, alias, group, reason=decided.reason, mentions=decided.mentions
                ),
                lambda result, _job: done(result),
            )

    screen.work(
        _("looking what {alias} said").format(alias=alias),
        lambda _job: outlook(researcher, alias, group),
        lambda seen, _job: show(seen),
    )
