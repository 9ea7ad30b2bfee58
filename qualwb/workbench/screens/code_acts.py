"""Acts on codes that a screen other than the transcript's offers, with the dialogs that they need."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualwb.acts import codes, memos, themes
from qualwb.analysis.codes import CodeRow
from qualwb.analysis.themes import ThemeRow
from qualwb.colours import CODE_COLOURS
from qualwb.localization import gettext as _
from qualwb.workbench.screens.dialogs import Choice, ChoiceDialog, FormDialog, LineDialog, TextDialog

if TYPE_CHECKING:
    from qualwb.workbench.app import Workbench

NEW = "+"
"""What a choice of themes gives for a theme that is yet to be made; no theme's name, for it has a blank."""


class Acts:
    """Asks, acts, and shows what came of it. ``after`` is called when an act went well."""

    def __init__(self, app: "Workbench", after: Callable[[], None]) -> None:
        self._app, self._after = app, after

    def do(self, act: Callable[[], object]) -> bool:
        """Do an act and show what it changed; whether it went well."""

        def run() -> None:
            act()

        done = self._app.attempt(run)
        if done:
            self._after()
            self._app.changed()
        return done

    def ask_line(
        self, title: str, then: Callable[[str], object], value: str = "", *, empty: bool = False
    ) -> None:
        """Ask for a line and act with it."""

        def take(text: str | None) -> None:
            if text is not None:
                self.do(lambda: then(text))

        self._app.push_screen(LineDialog(title, value, empty=empty), take)

    def ask_into(self, title: str, names: Sequence[str], merge: Callable[[str, str], object]) -> None:
        """Ask what a merge or split is to be called, and why; then ``merge(name, reason)``."""

        def why(into: str | None) -> None:
            if into:
                self.ask_line(_("Why? (kept in the journal)"), lambda reason: merge(into, reason), empty=True)

        self._app.push_screen(LineDialog(title, names[0] if names else ""), why)

    def ask_form(
        self, title: str, fields: Sequence[tuple[str, str, str]], then: Callable[[dict[str, str]], object]
    ) -> None:
        """Ask for several texts and act with those that were changed."""
        before = {name: value.strip() for name, _label, value in fields}

        def take(found: dict[str, str] | None) -> None:
            changed = {name: text for name, text in (found or {}).items() if text != before[name]}
            if changed:
                self.do(lambda: then(changed))

        self._app.push_screen(FormDialog(title, fields), take)

    # Codes

    def new_code(self) -> None:
        """A code without a passage yet."""
        self.ask_line(_("New code"), lambda name: codes.create(self._app.researcher, name))

    def rename_code(self, name: str) -> None:
        """Another name for a code."""
        self.ask_line(_("New name"), lambda new: codes.rename(self._app.researcher, name, new), name)

    def edit_code(self, row: CodeRow) -> None:
        """A code's rule."""
        fields = [
            ("definition", _("Definition"), row.definition),
            ("include", _("Use it when"), row.include),
            ("exclude", _("Do not use it when"), row.exclude),
            ("examples", _("Examples"), row.examples),
        ]
        self.ask_form(row.name, fields, lambda found: codes.describe(self._app.researcher, row.name, **found))

    def merge_codes(self, names: Sequence[str]) -> None:
        """Several codes into one, with the reason."""
        if len(names) < 2:
            self._app.notify(_("Mark at least two codes with space."), timeout=3)
            return
        title = _("Merge {n} codes into").format(n=len(names))
        researcher = self._app.researcher
        self.ask_into(title, names, lambda into, reason: codes.merge(researcher, names, into, reason))

    def move_codes(self, names: Sequence[str], all_names: Sequence[str]) -> None:
        """Codes beneath another one."""
        choices = [Choice("", _("to the top"))]
        choices += [Choice(name, name) for name in all_names if name not in names]

        def take(parent: str | None) -> None:
            if parent is not None:
                self.do(lambda: codes.move(self._app.researcher, names, parent or None))

        self._app.push_screen(ChoiceDialog(_("Beneath which code?"), choices), take)

    def colour_code(self, name: str) -> None:
        """Another colour for a code."""

        def take(colour: str | None) -> None:
            if colour:
                self.do(lambda: codes.describe(self._app.researcher, name, colour=colour))

        choices = [Choice(colour, colour) for colour in CODE_COLOURS]
        self._app.push_screen(ChoiceDialog(_("Colour"), choices), take)

    def delete_codes(self, names: Sequence[str]) -> None:
        """Delete codes with their codings; undo brings them back."""
        if names and self.do(lambda: codes.delete(self._app.researcher, names)):
            self._app.notify(_("Deleted; u brings it back."), timeout=3)

    # Themes

    def choose_theme(self, title: str, paths: dict[str, str], then: Callable[[str], None]) -> None:
        """Choose one of the themes, named with those above it, or a new one; then act with its name."""
        choices = [Choice(name, path) for name, path in paths.items()]
        choices.append(Choice(NEW + " ", _("+ new theme")))

        def take(name: str | None) -> None:
            if name == NEW + " ":
                self._app.push_screen(LineDialog(_("New theme")), lambda new: self._make(new, then))
            elif name is not None:
                then(name)

        self._app.push_screen(ChoiceDialog(title, choices), take)

    def _make(self, name: str | None, then: Callable[[str], None]) -> None:
        if name and self._app.attempt(lambda: _nothing(themes.create(self._app.researcher, name))):
            then(name)

    def edit_theme(self, row: ThemeRow) -> None:
        """What a theme says, where it ends, and what the report claims of it."""
        fields = [
            ("definition", _("Central idea"), row.definition),
            ("boundary", _("Boundary"), row.boundary),
            ("counter_examples", _("Counter-examples"), row.counter_examples),
            ("claim", _("Claim of how widely it holds"), row.claim),
        ]
        self.ask_form(
            row.name, fields, lambda found: themes.describe(self._app.researcher, row.name, **found)
        )

    # Memos

    def memo(self, target: str, name: str, context: str = "") -> None:
        """A memo on a code or theme; ``context`` are those that stand there."""

        def take(text: str | None) -> None:
            if text:
                self.do(lambda: memos.write(self._app.researcher, text, target=target, name=name))

        title = _("Memo on '{name}'").format(name=name)
        self._app.push_screen(TextDialog(title, context=context), take)


def _nothing(_key: object) -> None:
    """What an act gives back is not wanted."""
