"""Names that name the same, joined: which ones, and which of them leads."""

from collections.abc import Sequence

from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.exchange.tables.names import kind_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.list_screen import ListScreen


class Joining:
    """Asks for what joining names needs, and joins them."""

    def __init__(self, screen: ListScreen, names: Sequence[Entity]) -> None:
        self._screen, self._names = screen, names

    def begin(self, chosen: Sequence[Entity]) -> None:
        """Join the chosen names; of a single one it is asked with which other of the project's."""
        if len(chosen) == 1:
            self._ask_other(chosen[0])
        elif chosen:
            self._ask_leading(chosen)

    def _ask_other(self, name: Entity) -> None:
        others = [one for one in self._names if one != name]
        choices = _choices(others)
        title = _("Which other name names the same as '{name}'?").format(name=name.name)

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._ask_leading([name, others[int(chosen)]])

        self._screen.app.push_screen(ChoiceDialog(title, choices), take)

    def _ask_leading(self, names: Sequence[Entity]) -> None:
        choices = _choices(names)
        researcher = self._screen.app.researcher

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._screen.do(lambda: verdicts.join(researcher, names, names[int(chosen)]))

        self._screen.app.push_screen(ChoiceDialog(_("Which name leads?"), choices), take)


def _choices(names: Sequence[Entity]) -> list[Choice]:
    """The names by their number; two may be written alike and be of different kinds."""
    return [Choice(str(n), f"{one.name} · {kind_in_words(one.kind)}") for n, one in enumerate(names)]
