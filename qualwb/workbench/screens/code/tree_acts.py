"""What the keys of the codes pane do: acts on codes and themes, asked for and reported in dialogs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qualwb.acts import codes, themes
from qualwb.acts.trees import PALETTE
from qualwb.localization import gettext as _
from qualwb.workbench.screens.dialogs import Choice, ChoiceDialog, FormDialog, LineDialog
from qualwb.workbench.widgets.codes_pane import PaneCode, PaneTheme

if TYPE_CHECKING:
    from qualwb.workbench.app import Workbench
    from qualwb.workbench.screens.code.source_state import ShownCodebook
    from qualwb.workbench.widgets.codes_pane import CodesPane
    from qualwb.workbench.widgets.transcript import TranscriptView


class CodeTreeActs:
    """Mixed into the code screen, which owns the pane."""

    app: "Workbench"
    codebook: "ShownCodebook"

    if TYPE_CHECKING:

        @property
        def view(self) -> TranscriptView: ...
        @property
        def pane(self) -> CodesPane: ...
        def passage(self) -> Any: ...
        def code(self, passage: Any, names: tuple[str, ...]) -> None: ...
        def _filter(self, chosen: str | None) -> None: ...

    def act_on_codes(self, method: str) -> None:
        """Do what a key of the pane asks for."""
        getattr(self, f"_codes_{method}")()

    def _done(self, act: Callable[[], object]) -> None:
        """Do an act, show what it changed, keep the focus in the pane."""

        def run() -> None:
            act()

        if self.app.attempt(run):
            self.pane.clear_marks()
            self.app.changed()

    def _ask(self, title: str, then: Callable[[str], object], value: str = "") -> None:
        self.app.push_screen(
            LineDialog(title, value), lambda text: self._done(lambda: then(text)) if text else None
        )

    def _codes_apply(self) -> None:
        passage = self.passage()
        names = self.pane.chosen
        if passage is not None and names:
            self.code(passage, tuple(names))
            self.pane.clear_marks()
            self.view.focus()

    def _codes_back(self) -> None:
        self.view.focus()

    def _codes_show_only(self) -> None:
        if self.pane.current_code:
            self._filter(f"code:{self.pane.current_code}")

    def _codes_new(self) -> None:
        self._ask(_("New code"), lambda name: codes.create(self.app.researcher, name))

    def _codes_rename(self) -> None:
        row, researcher = self.pane.current, self.app.researcher
        if isinstance(row, PaneCode):
            self._ask(_("New name"), lambda name: codes.rename(researcher, row.name, name), row.name)
        elif isinstance(row, PaneTheme):
            self._ask(_("New name"), lambda name: themes.rename(researcher, row.name, name), row.name)

    def _codes_edit(self) -> None:
        name = self.pane.current_code
        if name is None:
            return
        rule = self.codebook.rule(name)
        fields = [
            ("definition", _("Definition"), rule.definition),
            ("include", _("Use it when"), rule.include),
            ("exclude", _("Do not use it when"), rule.exclude),
            ("examples", _("Examples"), rule.examples),
        ]

        def take(found: dict[str, str] | None) -> None:
            if found is not None:
                self._done(lambda: codes.describe(self.app.researcher, name, **found))

        self.app.push_screen(FormDialog(name, fields), take)

    def _codes_merge(self) -> None:
        names = self.pane.chosen
        if len(names) < 2:
            self.app.notify(_("Mark at least two codes with space."), timeout=3)
            return

        def with_reason(into: str, reason: str | None) -> None:
            if reason is not None:
                self._done(lambda: codes.merge(self.app.researcher, names, into, reason))

        def into(name: str | None) -> None:
            if name:
                title = _("Why? (kept in the journal)")
                self.app.push_screen(LineDialog(title, empty=True), lambda why: with_reason(name, why))

        title = _("Merge {n} codes into").format(n=len(names))
        self.app.push_screen(LineDialog(title, names[0]), into)

    def _codes_split(self) -> None:
        name = self.pane.current_code
        if name is None:
            return
        from qualwb.acts.codings import pick_codings

        def by_text(text: str) -> None:
            with self.app.researcher.project.reading() as connection:
                keys = pick_codings(connection, name, text=text)
            self._ask(
                _("{n} codings move; name of the new code").format(n=len(keys)),
                lambda new: codes.split(self.app.researcher, name, new, keys),
            )

        title = _("Move the codings whose quote holds")
        self.app.push_screen(LineDialog(title), lambda text: by_text(text) if text else None)

    def _codes_move(self) -> None:
        names = self.pane.chosen
        choices = [Choice("", _("to the top"))]
        choices += [Choice(c.name, c.name) for c in self.codebook.codes if c.name not in names]

        def take(parent: str | None) -> None:
            if parent is not None:
                self._done(lambda: codes.move(self.app.researcher, names, parent or None))

        if names:
            self.app.push_screen(ChoiceDialog(_("Beneath which code?"), choices), take)

    def _codes_colour(self) -> None:
        name = self.pane.current_code
        if name is None:
            return
        choices = [Choice(colour, colour) for colour in PALETTE]

        def take(colour: str | None) -> None:
            if colour:
                self._done(lambda: codes.describe(self.app.researcher, name, colour=colour))

        self.app.push_screen(ChoiceDialog(_("Colour"), choices), take)

    def _codes_gather(self) -> None:
        names = self.pane.chosen
        if not names:
            return
        choices = [Choice("", _("+ new theme"))]
        choices += [Choice(row.name, row.name) for row in self.codebook.themes]

        def take(theme: str | None) -> None:
            if theme == "":
                self._ask(_("New theme"), lambda name: themes.create(self.app.researcher, name, codes=names))
            elif theme is not None:
                self._done(lambda: themes.add_codes(self.app.researcher, theme, names))

        self.app.push_screen(ChoiceDialog(_("Gather in which theme?"), choices), take)

    def _codes_remove(self) -> None:
        row, researcher = self.pane.current, self.app.researcher
        if isinstance(row, PaneTheme):
            self._done(lambda: themes.delete(researcher, [row.name]))
        elif self.pane.chosen:
            names = self.pane.chosen
            self._done(lambda: codes.delete(researcher, names))
            self.app.notify(_("Deleted; u brings it back."), timeout=3)
