"""The journal: who did what, when and why; and back to a point in it."""

from collections import Counter
from typing import Any, ClassVar

from textual.binding import Binding
from textual.widgets import Static

from qualwb.act_words import act_in_words
from qualwb.acts.undoing import goes_back, undo_back_to
from qualwb.analysis.change_rows import RowChange, place_of_change, row_changes, texts_before_and_after
from qualwb.analysis.log import LogEntry, log_entries
from qualwb.exchange.journal_words import changes_in_words, texts_in_words
from qualwb.exchange.tables.journal import log_table
from qualwb.local_time import local_time
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_order import ListOrder
from qualwb.workbench.screens.list_screen import Job, ListScreen, lines
from qualwb.workbench.widgets.listing import ListColumn, Row

NOT_TURNED = ("undo", "redo", "purge", "names.unseal")
SHOWN = 300
"""Lines of a detail; the export has all."""


def make() -> "JournalScreen":
    """The screen, for the app's table of screens."""
    return JournalScreen()


class JournalScreen(ListScreen):
    """Every act, newest first; the rows it wrote beside it."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.JOURNAL)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Journal")
    columns = (
        ListColumn(_("No."), 4, 7, right=True),
        ListColumn(_("When"), 16, 16, rank=2),
        ListColumn(_("Who"), 5, 14, rank=1),
        ListColumn(_("Act"), 18, 24),
        ListColumn(_("What"), 16, 60),
        ListColumn(_("Why"), 8, 40, rank=3),
        ListColumn(_("State"), 6, 12, rank=1),
    )

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[int, LogEntry] = {}
        self._last_met = 0
        """The number of the newest act that the cursor has been on."""

    def read_project(self) -> None:
        self.ask("journal", log_entries, self._read)

    def change_turned(self, number: int, *, undone: bool) -> None:  # noqa: ARG002
        """The cursor stays: what is new is the line of the undoing itself."""
        self.project_changed()

    def _read(self, found: tuple[LogEntry, ...]) -> None:
        """Show the acts; a cursor that stood on the newest one goes to the newest now."""
        stood_on_newest = bool(self._entries) and self.listing.key == self._newest_shown()
        self._entries = {entry.number: entry for entry in found}
        self.fill()
        if stood_on_newest:
            self.listing.go_to(self._newest_shown())

    def _newest_shown(self) -> int | None:
        """The number of the newest act that the filter lets through, None where there is none."""
        return max((key for key in self.listing.keys if isinstance(key, int)), default=None)

    def rows(self) -> list[Row]:
        names = {act: act_in_words(act) for act in {entry.act for entry in self._entries.values()}}
        return [
            Row(
                entry.number,
                (
                    str(entry.number),
                    local_time(entry.at),
                    entry.coder,
                    names[entry.act],
                    entry.summary if entry.target is None else f"{entry.target}: {entry.summary}",
                    entry.reason,
                    _state(entry),
                ),
                "muted" if entry.undone or entry.act in NOT_TURNED else "",
            )
            for entry in self._entries.values()
        ]

    def summary(self) -> str:
        acts = [entry for entry in self._entries.values() if entry.act not in NOT_TURNED]
        undone = sum(entry.undone for entry in acts)
        told = [_("Journal"), ngettext("{n} act", "{n} acts", len(acts)).format(n=len(acts))]
        if undone:
            told.append(_("{n} undone").format(n=undone))
        new = sum(number > self._last_met for number in self._entries)
        if new and self._last_met:
            told.insert(1, self._new_in_words(new))
        return " · ".join(told)

    def _new_in_words(self, n: int) -> str:
        """How many acts are newer than those the cursor has been on, and where they stand."""
        if self.order == ListOrder():
            return ngettext("{n} new above", "{n} new above", n).format(n=n)
        return ngettext("{n} new", "{n} new", n).format(n=n)

    def empty_text(self) -> str:
        return _("Nothing has been done yet. Every act will stand here, and can be undone from here.")

    def detail(self, key: Any) -> str:
        return self._head(key)

    def show_detail(self) -> None:
        """The head of the act at once, the rows it wrote when they are read."""
        key = self.listing.key
        if isinstance(key, int) and key > self._last_met:
            self._last_met = key
            self.show_bar()
        if key != self.detailed:  # else its rows stand there until they are read anew
            super().show_detail()
        if isinstance(key, int):
            self.ask(
                "rows",
                lambda connection: (
                    key,
                    row_changes(connection, key),
                    texts_in_words(texts_before_and_after(connection, key)),
                ),
                lambda found: self._show_rows(*found),
            )

    def _show_rows(self, key: int, changes: tuple[RowChange, ...], texts: list[str]) -> None:
        if key == self.listing.key:
            told = [*texts, *changes_in_words(changes)]
            more = [_("... and {n} lines more").format(n=len(told) - SHOWN)] if len(told) > SHOWN else []
            text = "\n".join([self._head(key), "", *told[:SHOWN], *more])
            self.query_one(".list-detail-text", Static).update(text)

    def _head(self, key: Any) -> str:
        entry = self._entries.get(key)
        if entry is None:
            return ""
        return lines(
            [
                (_("Act"), f"{entry.number} {act_in_words(entry.act)} ({entry.act})"),
                (_("What"), entry.summary),
                (_("Why"), entry.reason),
                (_("Who"), entry.coder),
                (_("When"), local_time(entry.at)),
                (_("Turns back or forth"), entry.target),
                (_("State"), _state(entry)),
            ]
        )

    def open_row(self, _key: Any) -> None:
        """Read on in what the act wrote."""
        self.action_scroll_detail(1)

    def action_show_passage(self) -> None:
        """To a passage that the act was about, where it stands in its text now."""
        key = self.listing.key

        def go(place: tuple[str, int, int] | None) -> None:
            if place is None:
                self.app.notify(_("No passage of this act stands in a text now."), timeout=3)
            else:
                self.app.show_passage(*place)

        if isinstance(key, int):
            self.ask_for_dialog(lambda connection: place_of_change(connection, key), go)

    def action_undo_to(self) -> None:
        """Undo all acts from the newest back to this one, after a question with their number."""
        key = self.listing.key
        since = [
            entry
            for entry in self._entries.values()
            if isinstance(key, int)
            and entry.number >= key
            and entry.act not in NOT_TURNED
            and not entry.undone
        ]
        wanted = [entry for entry in since if goes_back(self.app.researcher, entry.coder)]
        if not wanted:
            self.app.notify(_("All from here on is undone already."), timeout=3)
            return
        oldest = wanted[-1]
        question = ngettext("Undo {n} act?", "Undo {n} acts?", len(wanted)).format(n=len(wanted))
        text = _(
            "From the newest back to no. {n}, {act} {what}, with that act. "
            "Ctrl+R brings them back, one by one."
        ).format(n=oldest.number, act=act_in_words(oldest.act), what=oldest.summary)
        by = Counter(entry.coder for entry in wanted)
        if by.keys() - {self.app.researcher.coder}:
            told = ", ".join(f"{coder} {n}" for coder, n in by.most_common())
            text = f"{text} {_('By whom: {coders}.').format(coders=told)}"
        if others := len(since) - len(wanted):
            stay = ngettext("{n} act of others stays.", "{n} acts of others stay.", others)
            text = f"{text} {stay.format(n=others)}"

        def take(yes: bool | None) -> None:
            if yes:
                self._undo_to(oldest.number, len(wanted))

        self.app.push_screen(ConfirmDialog(question, text), take)

    def action_undo_alone(self) -> None:
        """Undo the act under the cursor and none of those done since, after a question."""
        key = self.listing.key
        entry = self._entries.get(key) if isinstance(key, int) else None
        if entry is None:
            return
        if entry.undone or entry.act in NOT_TURNED:
            self.app.notify(_("This is undone already, or is no act that can be undone."), timeout=3)
            return

        def take(yes: bool | None) -> None:
            if yes:
                self.app.undo_alone(entry.number)

        told = (
            f"{entry.number} {act_in_words(entry.act)} {entry.summary}\n{entry.coder}, {local_time(entry.at)}"
        )
        stays = _("What was done since stays, and Ctrl+R brings the act back.")
        self.app.push_screen(ConfirmDialog(_("Undo this act alone?"), f"{told}\n{stays}"), take)

    def _undo_to(self, number: int, acts: int) -> None:
        researcher = self.app.researcher

        def undo(job: Job) -> int:
            def go_on(done: int) -> bool:
                job.tell(_("undoing {n} of {all}").format(n=done, all=acts))
                return not job.stopped

            return len(undo_back_to(researcher, number, go_on))

        def show(done: int, _job: Job) -> None:
            self.app.changed()
            said = ngettext("{n} act undone", "{n} acts undone", done).format(n=done)
            self.app.notify(said, markup=False, timeout=4)

        self.work(_("undoing"), undo, show)

    def action_export(self) -> None:
        """Write the journal to a file."""
        self.export(lambda: log_table(tuple(self._entries.values())), _("journal.xlsx"))


def _state(entry: LogEntry) -> str:
    """Whether an act is undone, or can't be undone or redone since a purge."""
    if entry.erased:
        return _("erased, can't be turned")
    return _("undone") if entry.undone else ""
