"""Codes for turns that were found: chosen in the palette, several turns looked over first, given at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualwb.acts import codings
from qualwb.acts.passages import Passage, StalePassage, passage_at
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.code.source_state import load_codebook

if TYPE_CHECKING:
    from qualwb.suggest.project_turns import SearchedTurn
    from qualwb.workbench.widgets.code_palette import Chosen

LISTED = 12
"""Turns that are listed before they are coded."""
BEGINNING = 60
"""Characters of each."""


class CodingTurns:
    """What the key for coding does with turns of a list."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen

    def choose(self, turns: Sequence[SearchedTurn]) -> None:
        """Let the reader choose codes for the turns."""
        from qualwb.workbench.widgets.code_palette import CodePalette, PaletteCode

        if not turns:
            return
        app = self._screen.app
        with app.researcher.project.reading() as connection:
            book = load_codebook(connection)
        palette = [PaletteCode(c.name, c.colour, c.themes, book.rules.get(c.name, "")) for c in book.codes]
        title = ngettext("Code {n} turn", "Code {n} turns", len(turns)).format(n=len(turns))
        if len(turns) == 1:  # one is coded without being looked over: let it be told here
            title = f"{title}: {_beginning(turns[0])}"

        def take(chosen: Chosen | None) -> None:
            if chosen is not None:
                self._look_over(turns, chosen.names)

        app.push_screen(CodePalette(palette, app.state.recent_codes, title=title), take)

    def _look_over(self, turns: Sequence[SearchedTurn], names: tuple[str, ...]) -> None:
        """One turn is in view; several are shown again before they are coded."""
        if len(turns) == 1:
            self._code(turns, names)
            return
        lines = [_beginning(turn) for turn in turns[:LISTED]]
        if rest := len(turns) - len(lines):
            lines.append(_("and {n} more").format(n=rest))
        codes = ", ".join(_("'{words}'").format(words=name) for name in names)
        question = ngettext(
            "Give these {n} turns the code {codes}?", "Give these {n} turns the codes {codes}?", len(names)
        ).format(codes=codes, n=len(turns))
        self._screen.app.push_screen(
            ConfirmDialog(question, "\n".join(lines)), lambda yes: self._code(turns, names) if yes else None
        )

    def _code(self, turns: Sequence[SearchedTurn], names: tuple[str, ...]) -> None:
        researcher = self._screen.app.researcher

        def act() -> None:
            with researcher.project.reading() as connection:
                passages = [_passage(connection, turn) for turn in turns]
            codings.apply_to_all(researcher, passages, names, create=True)

        coded = ngettext("Coded {n} turn: {codes}", "Coded {n} turns: {codes}", len(turns))
        self._screen.do(act, coded.format(n=len(turns), codes=", ".join(names)))


def _beginning(turn: SearchedTurn) -> str:
    line = shortened(turn.text, BEGINNING)
    return f"{turn.place.source} · {turn.number}  {turn.speaker}: {line}" if turn.speaker else line


def _passage(connection: Connection, turn: SearchedTurn) -> Passage:
    """The turn as a passage; its words must be those that were found."""
    place = turn.place
    passage = passage_at(connection, place.source, place.start, place.end)
    if passage.text != turn.text.strip():
        said = _("{source}, turn {n}: the text was changed meanwhile.")
        raise StalePassage(said.format(source=place.source, n=turn.number), _("Look for it again."))
    return passage
