"""Asking by which column a list is sorted."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.list_order import ListOrder
from qualwb.workbench.widgets.listing import ListColumn


def ask_order(
    screen: Screen[None],
    order: ListOrder,
    columns: Sequence[ListColumn],
    then: Callable[[ListOrder], object],
) -> None:
    """Ask for the column; the one that the list is sorted by already turns it round."""
    titled = [column for column in columns if column.title]
    choices = [Choice(column.title, order.in_words(column)) for column in titled]

    def take(title: str | None) -> None:
        if title is not None:
            then(order.turned(title) if title else ListOrder())

    screen.app.push_screen(ChoiceDialog(_("Sort by"), [*choices, Choice("", _("as it was"))]), take)
