"""A screen with a list that is sorted by any of its columns, by key or a click on the heading."""

from collections.abc import Sequence

from textual import on

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.list_order import ListOrder
from qualwb.workbench.widgets.listing import ListColumn, Listing


class SortingScreen(ProjectScreen):
    """Keeps what its list is sorted by while the workbench is open."""

    def __init__(self) -> None:
        super().__init__()
        self.order = ListOrder()
        """What the list is sorted by."""

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def columns_to_sort(self) -> Sequence[ListColumn]:
        """The columns as they are without the sign of an order; none where nothing is listed."""
        raise NotImplementedError

    def show_in_order(self) -> None:
        """List the rows in their order."""
        raise NotImplementedError

    def action_sort(self) -> None:
        """Choose the column that the list is sorted by; the same once more: the other way round."""
        titled = [column for column in self.columns_to_sort() if column.title]
        if not titled:
            return
        choices = [Choice(column.title, self.order.in_words(column)) for column in titled]

        def take(title: str | None) -> None:
            if title is not None:
                self._sort(self.order.turned(title) if title else ListOrder())

        self.app.push_screen(ChoiceDialog(_("Sort by"), [*choices, Choice("", _("as it was"))]), take)

    @on(Listing.HeadChosen)
    def _head_chosen(self, event: Listing.HeadChosen) -> None:
        event.stop()
        self._sort(self.order.clicked(event.title))

    def _sort(self, order: ListOrder) -> None:
        self.order = order
        self.show_in_order()
        self.listing.move_to(0)
