"""What became of the suggestions: by code, reason, time and coder, with how it went over time."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.analysis.acceptance import Acceptance, Answer, acceptance, grouped, in_all, read_answers, trend
from qualwb.exchange.acceptance_words import answers_in_words, heading_of, name_of, shown_in_words
from qualwb.exchange.numbers import UNDEFINED, bar, percent, sparkline
from qualwb.exchange.tables.acceptance import acceptance_table
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_screen import ListScreen, lines
from qualwb.workbench.widgets.listing import ListColumn, ReadListing, Row

BAR = 10
"""Cells of a bar that is full."""


def make() -> "AcceptanceScreen":
    """The screen, for the app's table of screens."""
    return AcceptanceScreen()


class AcceptanceScreen(ListScreen):
    """A row for each of what answers are counted by; the one under the cursor in full, over time."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.ACCEPTANCE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Answered suggestions")
    list_kind = ReadListing

    def __init__(self) -> None:
        super().__init__()
        self._answers: tuple[Answer, ...] = ()
        self._by = "code"
        self._found: dict[str, Acceptance] = {}
        self.columns = _columns(self._by)

    def read_project(self) -> None:
        self.ask("answers", read_answers, self._read)

    def _read(self, found: tuple[Answer, ...]) -> None:
        self._answers = found
        self._count()

    def _count(self) -> None:
        self._found = {row.of: row for row in acceptance(self._answers, self._by)}
        self.columns = _columns(self._by)
        self.fill()
        self.show_detail()

    def rows(self) -> list[Row]:
        return [
            Row(
                row.of,
                (
                    name_of(row, self._by),
                    str(row.offered),
                    str(row.accepted),
                    str(row.changed),
                    str(row.refused),
                    str(row.taken_instead),
                    f"{percent(row.rate):>5} {bar(row.rate, BAR)}".rstrip(),
                    percent(row.probability),
                ),
            )
            for row in self._found.values()
        ]

    def summary(self) -> str:
        whole = in_all(self._answers)
        told = [_("Answered suggestions")]
        if whole.offered:
            told.append(ngettext("{n} answer", "{n} answers", whole.offered).format(n=whole.offered))
            told.append(_("{share} accepted").format(share=percent(whole.rate)))
            told.append(_line(self._answers))
        return " · ".join(told)

    def empty_text(self) -> str:
        return _(
            "No suggestion has been answered yet. In the coding screen 1 to 9 take a suggested code, and 0 "
            "says that none fits."
        )

    def detail(self, key: Any) -> str:
        row = self._found.get(key)
        if row is None:
            return ""
        answers = grouped(self._answers, self._by).get(key, ())
        head = lines(
            [
                (heading_of(self._by).capitalize(), name_of(row, self._by)),
                (_("Suggested and answered"), row.offered),
                (_("Accepted"), f"{row.accepted}, {percent(row.rate)}"),
                (_("Changed for another code"), row.changed),
                (_("Refused"), row.refused),
                (_("Taken where another was suggested"), row.taken_instead or None),
                (_("Expected by the probabilities shown"), percent(row.probability)),
                (_("Accepted over time"), _line(answers) if answers else UNDEFINED),
            ]
        )
        if not answers:
            return head
        over_time = [
            _("Share accepted, oldest answers first:"),
            *(
                f"{stretch.of:>9}  {percent(stretch.rate):>5}  {bar(stretch.rate, BAR)}"
                for stretch in trend(answers)
            ),
        ]
        read = [answers_in_words(), "", shown_in_words(row)] if row.offered else []
        return "\n".join([head, "", *over_time, "", *read]).rstrip()

    def action_by(self) -> None:
        """Choose what answers are counted by."""
        choices = [
            Choice("code", _("Code")),
            Choice("reason", _("Reason that weighed most")),
            Choice("time", _("Week")),
            Choice("hundred", _("Each hundred answers")),
            Choice("coder", _("Coder")),
        ]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._by = chosen
                self._count()

        self.app.push_screen(ChoiceDialog(_("Counted by"), choices), take)

    def action_export(self) -> None:
        """Write the table to a file."""
        self.export(self._table, _("suggestions.xlsx"))

    def _table(self) -> Table:
        return acceptance_table(self._answers, self._by)


def _columns(by: str) -> tuple[ListColumn, ...]:
    return (
        ListColumn(heading_of(by).capitalize(), 12, 40),
        ListColumn(_("Answered"), 8, 9, right=True),
        ListColumn(_("Accepted"), 8, 9, rank=2, right=True),
        ListColumn(_("Changed"), 7, 9, rank=4, right=True),
        ListColumn(_("Refused"), 8, 9, rank=3, right=True),
        ListColumn(_("Instead"), 7, 9, rank=5, right=True),
        ListColumn(_("Share"), 6 + BAR, 6 + BAR),
        ListColumn(_("Expected"), 8, 8, rank=1, right=True),
    )


def _line(answers: Sequence[Answer]) -> str:
    """The share accepted in stretches of about as many answers, oldest first."""
    return sparkline(stretch.rate for stretch in trend(answers))
