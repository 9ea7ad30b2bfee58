"""The checklists COREQ and SRQR: what the project answers of itself, what the team answers, what is left."""

from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts.saturation_choice import SaturationChoice
from qualwb.exchange.checklists.checklists import TITLES, answer_shown, checklist_table, progress
from qualwb.exchange.checklists.items import ItemRow, Status, status_name
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.item_answers import SATURATION, FoundItems, ItemAnswers, find_items, item_detail
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.widgets.listing import ListColumn, Row

LEFT = "left"


def make() -> "ChecklistsScreen":
    """The screen, for the app's table of screens."""
    return ChecklistsScreen()


class ChecklistsScreen(ListScreen):
    """All items, with where the answer comes from; the one under the cursor in full."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.CHECKLISTS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Checklists")
    columns = (
        ListColumn(_("Item"), 8, 8),
        ListColumn(_("What"), 20, 34),
        ListColumn(_("Status"), 10, 22),
        ListColumn(_("Answer"), 20, 60),
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows_by_key: dict[str, ItemRow] = {}
        self._choice: SaturationChoice | None = None
        self._only = ""
        self.answers = ItemAnswers(self)

    def read_project(self) -> None:
        round_ = self.app.researcher.round
        self.ask("checklists", lambda connection: find_items(connection, round_), self._show)

    def _show(self, found: FoundItems) -> None:
        self._rows_by_key, self._choice = found.items, found.saturation
        self.fill()

    @property
    def _shown(self) -> list[ItemRow]:
        """The items that are asked for."""
        return [
            row
            for row in self._rows_by_key.values()
            if self._only in ("", row.item.checklist) or (self._only == LEFT and row.rest)
        ]

    def rows(self) -> list[Row]:
        return [
            Row(
                row.item.key,
                (
                    f"{TITLES[row.item.checklist]} {row.item.number}",
                    row.item.name,
                    status_name(row.status),
                    " ".join(answer_shown(row).split()),
                ),
                "warn" if row.status is Status.OPEN else "",
            )
            for row in self._shown
        ]

    def summary(self) -> str:
        told = [_("Checklists")]
        for name, title in TITLES.items():
            rows = [row for row in self._rows_by_key.values() if row.item.checklist == name]
            if rows and self._only in ("", LEFT, name):
                told.append(f"{title}: {progress(rows)}")
        if self._only:
            told.insert(1, _("only {what} (f changes that)").format(what=_only_name(self._only)))
        return " · ".join(told)

    def empty_text(self) -> str:
        return _("Nothing is left to tell. f shows all items.")

    def detail(self, key: Any) -> str:
        row = self._rows_by_key.get(key)
        if row is None:
            return ""
        return item_detail(row)

    @property
    def current(self) -> ItemRow | None:
        """The item under the cursor."""
        key = self.listing.key
        return self._rows_by_key.get(key) if isinstance(key, str) else None

    # Acts

    def open_row(self, key: Any) -> None:
        """Answer the item."""
        if row := self._rows_by_key.get(key):
            self.answers.answer(row, self._choice)

    def action_edit(self) -> None:
        """Answer the item under the cursor in the team's own words; an empty answer takes it away."""
        if row := self.current:
            self.answers.edit(row)

    def action_remove(self) -> None:
        """Take the team's answer away; undo brings it back."""
        if row := self.current:
            self.answers.remove(row)

    def action_only(self) -> None:
        """Show one checklist, or what is left to tell."""
        choices = [Choice(":", _("all items"))]
        choices += [Choice(name, _only_name(name)) for name in (*TITLES, LEFT)]

        def take(only: str | None) -> None:
            if only is not None:
                self._only = only.strip(":")
                self.fill()

        self.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

    def action_unfilter(self) -> None:
        """Show all again."""
        self._only = ""
        self.clear_filter()

    def action_export(self) -> None:
        """Write the items shown to a file."""
        title = TITLES.get(self._only, " · ".join(TITLES.values()))
        self.export(lambda: checklist_table(self._shown, title), _("checklists.docx"))

    def action_saturation(self) -> None:
        """Say whether saturation is used, by which rule, or why not."""
        if row := self._rows_by_key.get(SATURATION):
            self.answers.saturation(row, self._choice)

    def action_agreement(self) -> None:
        """Say whether the report tells how well the coders agree, and on what, or why not."""
        self.answers.agreement()


def _only_name(only: str) -> str:
    return TITLES.get(only, _("what is left to tell"))
