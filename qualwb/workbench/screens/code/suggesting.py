"""Suggestions beside the passage: asked for while the reader moves on, taken by number, or turned down."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from qualwb.acts import suggestions
from qualwb.acts.colleagues import NoConnection
from qualwb.acts.passages import Passage
from qualwb.acts.suggestions import Offer
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.suggestions import SuggestionLines
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.inspector import SuggestionLine

if TYPE_CHECKING:
    from qualwb.suggest.background_meanings import BackgroundMeanings

Asked = tuple[str, int, int]
"""A source and code points [start, end) in it."""

Known = tuple[int, bool]
"""How often all there was to read of meaning had been read, and whether that of the passage was known."""
Show = Callable[[Asked, tuple[SuggestionLine, ...], str, Known], None]

PATIENCE = 0.3
"""Seconds that suggestions wait at most for what the passage means; then words are enough at first."""
MOST = 9
"""Suggestions with a number: as many as there are digits."""


class Suggesting:
    """The suggestions for the passage at hand, and what the reader does with them."""

    def __init__(self, screen: CodeSurface, coding: CodingActs) -> None:
        self._screen, self._coding = screen, coding
        self._suggester: SuggestionLines | None = None
        self._note = ""
        self._told_failure: Exception | None = None
        self._known: Known | None = None
        """What was known of meaning when the suggestions were made; None while they are being made."""
        self._taken: list[tuple[int, Asked]] = []
        """Keys of the codings that were suggested, with the passages, latest last."""
        self.shown: tuple[SuggestionLine, ...] = ()
        """What stands in the inspector, number 1 first."""
        self._asked_about: object = None
        self._shown_for: Asked | None = None
        """The passage that it was found for."""
        self._told_hidden = False
        """Whether it was said that there are suggestions where none is on screen."""
        coding.suggested = self

    def ask(self) -> None:
        """Ask for suggestions for the passage selected; none while the material is only read."""
        screen = self._screen
        asked, self._asked_about = self._place(), self._about()
        if asked is None or screen.read_through or not screen.app.settings.suggestions:
            self._known = None
            wanted = not screen.read_through and screen.app.settings.suggestions
            self._offer((), _("select a passage: s takes the sentence") if wanted else "")
            return
        self.shown, self._note, self._known = (), _("thinking ..."), None
        self._screen.set_timer(PATIENCE, lambda: self._still_thinking(asked))
        self._begin(asked, self._show)

    def _still_thinking(self, asked: Asked) -> None:
        """Say that it takes a while; what was suggested for another passage stands there till then."""
        if self._known is None and not self.shown and self._place() == asked:
            self._show_all()

    def ask_if_changed(self) -> None:
        """Ask where the passage, its codes or the codebook are others than what was asked about last."""
        if self._asked_about != self._about():
            self.ask()

    def _about(self) -> object:
        """What the suggestions go by: who asks, the passage, the codes that there are, and those on it."""
        screen, place = self._screen, self._place()
        if place is None or screen.source is None:
            return None
        researcher = screen.app.researcher
        whose = researcher.coder, researcher.round
        return whose, place, tuple(code.name for code in screen.codebook.codes), self._given(place)

    def _given(self, place: Asked) -> frozenset[str]:
        """The codes that the coder at work has given to the passage, or to a part of it."""
        _name, start, end = place
        return frozenset(one.name for one in self._coding.own_over(start, end))

    def meaning_told(self) -> None:
        """Show how far the reading of what texts mean has come; ask again where that may add something."""
        self._show_all()
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        """Ask again where more is known of meaning than when the suggestions were made.

        While they are being made that waits until they stand.
        """
        asked = self._place()
        if asked is None or self._known is None:
            return
        if self._known != _known_of(self._text(asked), self._screen.app.meaning.begun()):
            self._known = None
            self._begin(asked, self._add)

    def take(self, number: int) -> None:
        """Give the passage the suggested code of this number; one that is not on screen is shown first."""
        if self._opened() or self._say_what_lacks(number) or not self._on_screen(number):
            return
        passage = self._coding.passage()
        if passage is None:
            return
        app, offered = self._screen.app, self.shown[number - 1]

        def act() -> None:
            done = suggestions.accept(app.researcher, passage, offered.offer(number))
            self._taken += [(key, (passage.source, passage.start, passage.end)) for key in done.codings]
            self._coding.coded(done, (offered.name,))

        app.attempt(act)

    def refuse(self) -> None:
        """Say that none of the suggestions fits the passage; they are shown first where they are not."""
        if self._opened() or self._say_what_lacks(1) or not self._on_screen(1):
            return
        passage = self._coding.passage()
        if passage is None:
            return
        app = self._screen.app
        offers = [line.offer(rank) for rank, line in enumerate(self.shown, 1)]
        if app.attempt(lambda: suggestions.refuse_all(app.researcher, passage, offers)):
            if not self._screen.follows():
                app.changed()
            self._known = None
            self._offer((), _("Noted: none fits."))

    def turned(self) -> None:
        """Select the passage again whose suggestion was taken last, where that has just been undone."""
        source = self._screen.source
        if not self._taken or source is None:
            return
        key, (name, start, end) = self._taken[-1]
        if name == source.name and key not in source.codings:
            self._taken.pop()
            self._screen.view.select(start, end)

    def _say_what_lacks(self, number: int) -> bool:
        """Tell why there is no suggestion of this number to answer, if there is none; whether it told so."""
        screen = self._screen
        if screen.read_through:
            told = _("Read-through: press L to end it before coding.")
        elif not screen.app.settings.suggestions:
            told = _("Suggestions are off; F12 turns them on.")
        elif self._place() is None:
            told = _("Select a passage first: s takes the sentence, v begins a selection.")
        elif not self.shown:
            told = _("No suggestion: {why}.").format(why=self._note.rstrip("."))
        elif number > len(self.shown):
            told = _("There is no suggestion {n}.").format(n=number)
        else:
            return False
        screen.app.notify(told, markup=False, timeout=3)
        return True

    def read(self) -> frozenset[str]:
        """The suggested codes that can be read where the coder looks now."""
        screen, names = self._screen, [line.name for line in self.shown]
        if not screen.inspector.has_class("-hidden"):
            return frozenset(
                name for number, name in enumerate(names, 1) if screen.inspector.shows_suggestion(number)
            )
        return frozenset(names[: screen.strip.shown] if screen.strip.has_class("-open") else ())

    def offers(self, passage: Passage, read: Collection[str]) -> tuple[Offer, ...]:
        """What was suggested for a passage, told apart by what was ``read`` before the coder chose."""
        if self._shown_for != (passage.source, passage.start, passage.end):
            return ()
        return tuple(
            line.offer(rank, shown_before=line.name in read) for rank, line in enumerate(self.shown, 1)
        )

    def _place(self) -> Asked | None:
        source = self._screen.source
        start, end = self._coding.selected()
        return (source.name, start, end) if source is not None and start < end else None

    def _begin(self, asked: Asked, show: Show) -> None:
        self._screen.run_worker(
            self._work(asked, show), group="suggest", thread=True, exclusive=True, exit_on_error=False
        )

    def _work(self, asked: Asked, show: Show) -> Callable[[], None]:
        """What asks, in a thread, and has the answer shown unless a newer question came between."""
        screen = self._screen
        text, meaning = self._text(asked), screen.app.meaning.begun()
        given = self._given(asked)

        def suggest() -> None:
            worker = get_current_worker()
            meaning.ready(PATIENCE)
            meaning.ask_for(text, PATIENCE)
            known = _known_of(text, meaning)
            lines = self._suggester
            if (
                lines is None
                or lines.project is not meaning.project
                or lines.meanings is not meaning.meanings
            ):
                lines = self._suggester = SuggestionLines(meaning.project, meaning.meanings)
            found, note = _suggested(lines, asked, text, given)
            meaning.look_again()
            if worker.is_cancelled:
                return
            screen.app.call_from_thread(show, asked, found, note, known)
            screen.app.call_from_thread(self._tell_failure, lines.failure)
            if not (found and lines.learns_first):
                return
            while lines.learns_first and not worker.is_cancelled:
                lines.wait_until_learnt(PATIENCE)
            if not worker.is_cancelled:
                screen.app.call_from_thread(self._learnt, asked, *_suggested(lines, asked, text, given))

        return suggest

    def _learnt(self, asked: Asked, found: tuple[SuggestionLine, ...], note: str) -> None:
        """Beside what stands there it is known now how sure it is; a number keeps its code."""
        if asked == self._place():
            known = {line.name: line for line in found}
            self._offer(tuple(known.get(line.name, line) for line in self.shown), note)

    def _tell_failure(self, failure: Exception | None) -> None:
        """Say once why nothing was learnt from the codings, if something was wrong."""
        if failure is not None and failure is not self._told_failure:
            said = _("How suggestions are to be weighed, and how sure they are, could not be learnt: {why}")
            self._screen.app.notify(said.format(why=failure), markup=False, severity="warning", timeout=8)
        self._told_failure = failure

    def _text(self, asked: Asked) -> str:
        source = self._screen.source
        assert source is not None
        return source.document.text[asked[1] : asked[2]]

    def _show(self, asked: Asked, found: tuple[SuggestionLine, ...], note: str, known: Known) -> None:
        if asked == self._place():
            self._known, self._shown_for = known, asked
            self._offer(found, note)
            self._tell_hidden()
            self._ask_for_more()

    def _tell_hidden(self) -> None:
        """Say once that there are suggestions, where the screen has room for none till they are asked for."""
        screen = self._screen
        hidden = screen.inspector.has_class("-hidden") and not screen.strip.has_class("-open")
        if self.shown and hidden and not self._told_hidden:
            self._told_hidden = True
            told = _("There are suggestions: 1 shows them on a line, and then takes the first.")
            screen.app.notify(told, markup=False, timeout=6)

    def _add(self, asked: Asked, found: tuple[SuggestionLine, ...], note: str, known: Known) -> None:
        """What was found later comes below what stands there: a number keeps its code while it is read."""
        if asked != self._place():
            return
        self._known = known
        standing = {line.name for line in self.shown}
        more = (*self.shown, *(line for line in found if line.name not in standing))
        self._offer(more[:MOST], note if found or not more else self._note)
        self._ask_for_more()

    def _offer(self, found: tuple[SuggestionLine, ...], note: str) -> None:
        self.shown, self._note = found, note
        self._show_all()

    def _show_all(self) -> None:
        """Put what is suggested on the screen, with how far the reading of meaning has come."""
        screen, share = self._screen, self._screen.app.meaning.share
        screen.inspector.show_suggestions(self.shown, self._note, share)
        if screen.strip.has_class("-open"):
            screen.strip.offer(self.shown, self._note, share)

    def _opened(self) -> bool:
        """Open the line that shows suggestions, or why there are none, where nothing does; whether it did."""
        screen = self._screen
        shows = not screen.inspector.has_class("-hidden") or screen.strip.has_class("-open")
        if shows or screen.read_through or not screen.app.settings.suggestions:
            return False
        screen.strip.add_class("-open")
        self._show_all()
        return True

    def _on_screen(self, number: int) -> bool:
        """Whether the suggestion of this number can be read; if not, let it come in view."""
        screen = self._screen
        if not screen.inspector.has_class("-hidden"):
            return screen.inspector.suggestion_in_view(number)
        return number <= screen.strip.shown


def _suggested(
    lines: SuggestionLines, asked: Asked, text: str, given: Collection[str]
) -> tuple[tuple[SuggestionLine, ...], str]:
    """The suggestions and what is noted of them, or why there are none."""
    try:
        return lines.suggest(*asked, text, given)
    except NoConnection:
        return (), _("No connection to the server: suggestions come when it is back.")
    except QualwbError as error:
        return (), str(error)


def _known_of(text: str, meaning: "BackgroundMeanings") -> Known:
    meanings = meaning.meanings
    return meaning.times_read, meanings is not None and not meanings.missing([text])
