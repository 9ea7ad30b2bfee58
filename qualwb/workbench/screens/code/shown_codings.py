"""The codings on screen: found at the cursor, and kept up with each act without reading the source anew."""

from collections.abc import Callable

from qualwb.acts.codings import Coded
from qualwb.acts.passages import Passage
from qualwb.analysis.change_rows import only_rows_of
from qualwb.analysis.connection import Connection
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.source_state import CodingAt
from qualwb.workbench.screens.code.surface import CodeSurface

Turned = tuple[frozenset[int], list[CodingAt]]
"""Keys of the codings that are gone, and the codings that are back."""


class ShownCodings:
    """Marks in the text, counts in the pane and lines in the inspector, one coding at a time."""

    def __init__(self, screen: CodeSurface) -> None:
        self._screen = screen
        self._coded: tuple[Passage, int] | None = None
        """The passage that was coded last, and where the cursor stood then."""

    def just_coded(self) -> tuple[int, int] | None:
        """Code points [start, end) of what was coded last, as long as the reader has not gone on."""
        source = self._screen.source
        if self._coded is None or source is None:
            return None
        passage, cursor = self._coded
        as_read = passage.source, passage.version, cursor
        if as_read != (source.name, source.transcript.version, self._screen.view.cursor):
            return None
        return passage.start, passage.end

    def forget_coded(self) -> None:
        """Nothing has just been coded: the reader has gone on, or somebody else is at work."""
        self._coded = None

    def here(self) -> list[CodingAt]:
        """The codings at hand: one's own first, the shortest of them first.

        Those that touch the selection, or else what has just been coded, or else the cursor.
        """
        screen = self._screen
        if screen.source is None:
            return []
        cursor, (start, end) = screen.view.cursor, screen.view.passage
        if start == end:
            start, end = self.just_coded() or (cursor, cursor + 1)
        codings = screen.source.codings.values()
        found = [c for c in codings if c.start < end and c.end > start]
        # The cursor stands behind a passage once it was coded, also when its source is read anew.
        found = found or [c for c in codings if c.end == cursor]
        coder = screen.app.researcher.coder
        return sorted(found, key=lambda c: (c.coder != coder, c.end - c.start, -c.key))

    def nearest(self, cursor: int) -> list[CodingAt]:
        """The coding whose edge lies nearest to the cursor, within its turn; none where there is none."""
        source = self._screen.source
        turn = None if source is None else source.document.turn_at(cursor)
        if source is None or turn is None:
            return []
        near = [c for c in source.codings.values() if c.start <= turn.end and c.end >= turn.start]
        return sorted(near, key=lambda c: min(abs(c.start - cursor), abs(c.end - cursor)))[:1]

    def coded(self, done: Coded) -> None:
        """Show new codings; a new code is read with its colour, what others did meanwhile anew."""
        screen = self._screen
        self._coded = done.passage, screen.view.cursor
        if screen.source is None:
            return
        if done.passage.version != screen.source.transcript.version or not screen.follows():
            screen.app.changed()
            return
        if done.new_codes:
            screen.read_codebook(lambda: self._put_new(done))
        else:
            self._put_new(done)

    def _put_new(self, done: Coded) -> None:
        """Show the codings that were made, unless another source is read meanwhile."""
        screen = self._screen
        if screen.source is None or screen.source.name != done.passage.source:
            return
        already = {name.casefold() for name in done.already}
        names = [self._known(name) for name in done.names if name.casefold() not in already]
        for key, name in zip(done.codings, names, strict=True):
            if key in screen.source.codings:
                continue
            self._put(self._of(key, name, done.passage))
            if not done.new_codes:
                screen.pane.count(name, 1)
        self._settle()

    def removed(self, found: CodingAt) -> None:
        """Show one coding less."""
        if not self._screen.follows():
            self._screen.app.changed()
            return
        self._drop(found)
        self._settle()

    def turned(
        self, number: int, *, undone: bool, then: Callable[[], object], otherwise: Callable[[], object]
    ) -> None:
        """Show an undone or redone change that only brought or took codings, and go on with ``then``.

        ``otherwise`` is called instead for a change that did more.
        """
        screen = self._screen
        source = screen.source
        if source is None or not screen.follows():
            otherwise()
            return
        name, codes = source.name, screen.codebook

        def ask(connection: Connection) -> Turned | None:
            rows = only_rows_of(connection, number, "coding", frozenset({"suggestion_event"}))
            if rows is None:
                return None
            gone, back = (rows.brought, rows.taken) if undone else (rows.taken, rows.brought)
            return frozenset(gone), source_state.codings_at(connection, name, back, codes)

        def show(turned: Turned | None) -> None:
            source = screen.source
            if turned is None or source is None or source.name != name:
                otherwise()
                return
            gone, back = turned
            for key in gone & source.codings.keys():
                self._drop(source.codings[key])
            for coded in back:
                if coded.key not in source.codings:
                    self._put(coded)
                    screen.pane.count(coded.name, 1)
            self._settle()
            then()

        screen.ask_soonest(f"codings of {number}", ask, show)

    def _of(self, key: int, name: str, passage: Passage) -> CodingAt:
        researcher = self._screen.app.researcher
        return CodingAt(
            key,
            passage.start,
            passage.end,
            name,
            self._screen.codebook.colour(name),
            self._screen.codebook.letter(name),
            researcher.coder,
            researcher.round,
            False,
        )

    def _put(self, found: CodingAt) -> None:
        screen = self._screen
        assert screen.source is not None
        mark = source_state.mark_of(found, screen.codebook.number(found.name), self._whose(found.coder))
        screen.source = screen.source.with_coding(found, mark)
        screen.view.add_mark(mark)

    def _whose(self, coder: str) -> str:
        """A coder in a few letters; '' for the one at work."""
        screen, at_work = self._screen, self._screen.app.researcher.coder
        if coder == at_work or screen.source is None:
            return ""
        known = {coding.coder for coding in screen.source.codings.values()}
        return source_state.initials({*known, coder}, at_work)[coder]

    def _drop(self, found: CodingAt) -> None:
        screen = self._screen
        assert screen.source is not None
        screen.view.remove_mark(found.key)
        screen.source = screen.source.without_coding(found.key)
        screen.pane.count(found.name, -1)

    def _known(self, name: str) -> str:
        """The name of a code as it is written in the codebook."""
        folded = name.casefold()
        return next((c.name for c in self._screen.codebook.codes if c.name.casefold() == folded), name)

    def _settle(self) -> None:
        self._screen.show_bar()
        self._screen.inspect()
