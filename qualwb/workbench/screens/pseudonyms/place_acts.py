"""What is decided of one place of a name alone."""

from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.contexts import PlaceInContext, in_context
from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.screens.pseudonyms.name_words import place_line

MOST_PLACES = 1000
"""Places that are listed to choose from."""


class PlaceActs:
    """Asks for a place of a name, and what becomes of it there."""

    def __init__(self, screen: ListScreen, name: Entity) -> None:
        self._screen, self._name = screen, name

    def choose(self) -> None:
        """Ask for the place."""
        with self._screen.app.researcher.project.reading() as connection:
            places = in_context(connection, self._name.places[:MOST_PLACES])
        choices = [Choice(str(n), place_line(here)) for n, here in enumerate(places)]
        title = _("Which place of '{name}'?").format(name=self._name.name)

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._ask(places[int(chosen)])

        self._screen.app.push_screen(ChoiceDialog(title, choices), take)

    def _ask(self, here: PlaceInContext) -> None:
        choices = [
            Choice("show", _("Show it in the transcript")),
            Choice(Verdict.KEEP, _("Keep it here")),
            Choice(Verdict.REPLACE, _("Replace it here")),
            Choice(Verdict.GENERALISE, _("Generalise it here")),
            Choice(Verdict.OPEN, _("As wherever the name stands")),
            Choice("other", _("It names somebody or something else here")),
        ]

        def take(chosen: str | None) -> None:
            if chosen == "show":
                self._show(here)
            elif chosen == "other":
                self._screen.app.push_screen(LineDialog(_("What is it called?"), empty=True), part)
            elif chosen is not None:
                self._decide(here, Verdict(chosen))

        def part(name: str | None) -> None:
            if name is not None:
                researcher = self._screen.app.researcher
                self._screen.do(lambda: verdicts.part(researcher, self._name, [here.place], name))

        self._screen.app.push_screen(ChoiceDialog(place_line(here), choices), take)

    def _decide(self, here: PlaceInContext, verdict: Verdict) -> None:
        researcher = self._screen.app.researcher
        self._screen.do(lambda: verdicts.decide_place(researcher, self._name, here.place, verdict))

    def _show(self, here: PlaceInContext) -> None:
        if here.source:
            self._screen.app.show_passage(here.source, here.place.start, here.place.end)
        else:
            self._screen.app.notify(_("This place lies outside the transcripts."), timeout=3)
