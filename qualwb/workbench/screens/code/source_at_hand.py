"""Which source is read, and where in it: chosen, stepped through, come back to."""

from collections.abc import Callable

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.searching import Searching
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.transcript import ReadingPlace, TranscriptDocument


class SourceAtHand:
    """Loads the source that the screen shows; the place in each is kept between starts."""

    def __init__(self, screen: CodeSurface, searching: Searching) -> None:
        self._screen, self._searching = screen, searching
        self._names: tuple[str, ...] = ()
        self._wanted: Callable[[], object] | None = None
        """Shows the passage that was asked for before there was a view."""
        self._when_shown: Callable[[], object] | None = None
        """What is to be done when the source that was gone to is there."""

    def read(self) -> None:
        """Show codes and sources as they are now: the one gone to or read last, else the first."""
        self._ask(self._screen.app.state.source)

    def show(self, name: str, then: Callable[[], object] = lambda: None) -> None:
        """Read another source, now or when the screen is first shown; the place in this one is kept.

        ``then`` is called when it is shown.
        """
        self.remember()
        self._screen.app.state.source = name
        if self._screen.is_mounted:
            self._when_shown = then
            self._ask(name, self._screen.codebook)

    def call_speakers_as_wanted(self) -> None:
        """Call the speakers by their aliases, or by their labels again."""
        source, wanted = self._screen.source, self._screen.app.settings.aliases
        if source is not None and source.aliases != wanted:
            self.read()

    def remember(self) -> None:
        """Keep the place in the source at hand."""
        source = self._screen.source
        if source is not None:
            place = self._screen.view.place
            self._screen.app.state.places[source.name] = [place.top, place.cursor]

    def reveal(self, source: str, start: int, end: int, *, found: bool) -> None:
        """Show code points [start, end) of a source, selected; as soon as there is a view to show them in.

        Words that were ``found`` are no passage that anybody chose.
        """
        screen = self._screen
        if not screen.is_mounted:
            self._wanted = lambda: self.reveal(source, start, end, found=found)
            return

        def go_there() -> None:
            screen.view.show_only(None)
            screen.view.reveal(start, end, chosen=False, found=found)
            screen.view.focus()

        if screen.source is None or screen.source.name != source:
            self.show(source, go_there)
        else:
            go_there()

    def show_turn(self, source: str, number: int) -> None:
        """Show a source at the start of a turn, by its number from 1."""
        screen = self._screen

        def go_there() -> None:
            numbered = screen.view.document.turns
            turns = [turn for turn in numbered if (turn.number or 0) <= number] or numbered[:1]
            screen.view.show_only(None)
            screen.view.goto(turns[-1].start if turns else 0)
            screen.view.focus()

        if screen.source is None or screen.source.name != source:
            self.show(source, go_there)
        else:
            go_there()

    def come_back(self, source: str, place: ReadingPlace) -> None:
        """Show a source at a place that was left."""
        screen = self._screen

        def go_there() -> None:
            screen.view.place = place
            screen.view.focus()

        if screen.source is None or screen.source.name != source:
            self.show(source, go_there)
        else:
            go_there()

    def reveal_wanted(self) -> None:
        """Show the passage that was asked for before there was a view."""
        if self._wanted is not None:
            self._screen.call_after_refresh(self._wanted)

    def choose(self) -> None:
        """Choose another source from a list."""
        choices = [Choice(name, name) for name in self._names]
        self._screen.app.push_screen(
            ChoiceDialog(_("Source"), choices), lambda name: self._go_on_to(name) if name else None
        )

    def step(self, by: int) -> None:
        """The next or previous source."""
        source = self._screen.source
        if source is not None:
            at = self._names.index(source.name) + by
            if 0 <= at < len(self._names):
                self._go_on_to(self._names[at])
            else:
                said = _("This is the last source.") if by > 0 else _("This is the first source.")
                self._screen.app.notify(said, timeout=3)

    def _go_on_to(self, name: str) -> None:
        self._screen.app.leave_place()
        self.show(name)

    def _ask(self, name: str, codes: source_state.ShownCodebook | None = None) -> None:
        """Read a source, or the first where there is none of that name; the codes too unless given.

        What is asked of far away counts for more than what was asked before: the codes come with each source.
        """
        researcher = self._screen.app.researcher
        known = None if researcher.project.far else codes

        def show(found: source_state.Found) -> None:
            if known is None:
                self._screen.show_codebook(found.codes)
            self._show(found)
            then, self._when_shown = self._when_shown, None
            if then is not None:
                then()

        self._screen.ask_soonest(
            "source", lambda connection: source_state.find(connection, name, researcher, known), show
        )

    def _show(self, found: source_state.Found) -> None:
        screen, before, loaded = self._screen, self._screen.source, found.source
        if loaded is not None and screen.app.settings.aliases:
            loaded = loaded.called(aliases=True)
        self._names = found.names
        if loaded is None:
            screen.source = None
            screen.view.set_document(source_state.empty_document())
            screen.show_bar()
            screen.source_shown()
            return
        name, marks = loaded.name, () if screen.read_through else loaded.marks
        if before is None or before.transcript.key != loaded.transcript.key:
            top, cursor = screen.app.state.places.get(name, (0, 0))
            screen.view.set_document(loaded.document, marks, ReadingPlace(top, cursor))
            self._searching.only = ""
        elif before.document != loaded.document:
            place = _followed(screen.view.place, before.document, loaded.document)
            screen.view.set_document(loaded.document, marks, place)
            if before.document.text != loaded.document.text:
                self._searching.only = ""
        else:
            screen.view.set_marks(marks)
        screen.source = loaded
        if before is None or before.document != loaded.document:
            screen.share_out()
            # When the view knows of its room: what it is told comes behind that.
            screen.call_after_refresh(screen.view.call_later, screen.tell_shortened_speakers)
        screen.source_shown()
        screen.finished = found.finished
        screen.app.state.source = name
        screen.app.company.be_at_place()
        screen.show_bar()
        screen.inspect(anew=before is None or before.document != loaded.document)


def _followed(place: ReadingPlace, before: TranscriptDocument, now: TranscriptDocument) -> ReadingPlace:
    """The reader's place after the document changed; what was selected stays so."""
    cursor, anchor = place.cursor, place.anchor
    if anchor is None:
        return ReadingPlace(now.place_of(before, place.top), now.place_of(before, cursor))
    return ReadingPlace(
        now.place_of(before, place.top),
        now.place_of(before, cursor, ends=cursor > anchor),
        now.place_of(before, anchor, ends=anchor > cursor),
    )
