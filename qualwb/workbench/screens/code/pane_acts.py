"""What the keys of the codes beside the transcript do."""

from collections.abc import Callable

from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.searching import Searching
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.screens.codebook_acts import CodebookActs
from qualwb.workbench.widgets.codes_pane import PaneAct, PaneTheme


class PaneActs:
    """Acts on the code, theme or marked codes of the pane."""

    def __init__(self, screen: CodeSurface, coding: CodingActs, searching: Searching) -> None:
        self._screen, self._coding, self._searching = screen, coding, searching
        self._acts = CodebookActs(screen)
        self._answers: dict[PaneAct, Callable[[], None]] = {
            PaneAct.APPLY: self._apply,
            PaneAct.SHOW_ONLY: self._show_only,
            PaneAct.NEW: self._acts.new_code,
            PaneAct.RENAME: self._rename,
            PaneAct.EDIT: self._edit,
            PaneAct.MERGE: lambda: self._acts.merge_codes(screen.pane.chosen),
            PaneAct.AUTOCODE: self._autocode,
            PaneAct.SPLIT: self._split,
            PaneAct.MOVE: self._move,
            PaneAct.COLOUR: self._colour,
            PaneAct.GATHER: self._gather,
            PaneAct.MEMO: self._memo,
            PaneAct.DELETE: self._delete,
            PaneAct.BACK: self._back,
        }

    def do(self, act: PaneAct) -> None:
        """Do what a key of the pane asks for."""
        self._answers[act]()

    def _apply(self) -> None:
        pane, coding = self._screen.pane, self._coding
        names = pane.chosen
        passage = coding.passage()
        if passage is not None and names:
            coding.code(passage, tuple(names))
            pane.clear_marks()
            self._screen.view.focus()

    def _show_only(self) -> None:
        if name := self._screen.pane.current_code:
            self._searching.show_only("code", name)

    def _rename(self) -> None:
        row = self._screen.pane.current
        if isinstance(row, PaneTheme):
            self._acts.rename_theme(row.name)
        elif row is not None:
            self._acts.rename_code(row.name)

    def _edit(self) -> None:
        if name := self._screen.pane.current_code:
            self._acts.edit_code(name, self._screen.codebook.rule(name))

    def _autocode(self) -> None:
        if name := self._screen.pane.current_code:
            self._screen.app.show_autocode(code=name)

    def _split(self) -> None:
        if name := self._screen.pane.current_code:
            self._acts.split_code(name)

    def _move(self) -> None:
        all_names = [code.name for code in self._screen.codebook.codes]
        self._acts.move_codes(self._screen.pane.chosen, all_names)

    def _colour(self) -> None:
        if name := self._screen.pane.current_code:
            self._acts.colour_code(name)

    def _gather(self) -> None:
        paths = {theme.name: theme.name for theme in self._screen.codebook.themes}
        self._acts.gather_codes(self._screen.pane.chosen, paths)

    def _memo(self) -> None:
        row = self._screen.pane.current
        if row is not None:
            self._acts.memo_beside_others("theme" if isinstance(row, PaneTheme) else "code", row.name)

    def _delete(self) -> None:
        row = self._screen.pane.current
        if isinstance(row, PaneTheme):
            self._acts.delete_themes([row.name])
        else:
            self._acts.delete_codes(self._screen.pane.chosen)

    def _back(self) -> None:
        self._screen.view.focus()
