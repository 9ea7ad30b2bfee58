"""Giving actions other keys: asked for, checked for clashes, kept for the next start."""

from collections.abc import Callable

from textual.binding import Binding

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import ConfirmDialog, KeyDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.registry.action import is_two_keys
from qualwb.workbench.registry.keymap import KeyRow, clashes, key_rows, table_title, without_defaults


class Rebinding:
    """The user's keys. ``changed`` is called when any was given, taken or set back."""

    def __init__(self, app: ProjectApp, changed: Callable[[], None]) -> None:
        self._app, self._changed = app, changed

    @property
    def rows(self) -> list[KeyRow]:
        """All actions with the keys they have now."""
        return key_rows(self._app.settings.keymap)

    def row(self, id_: str) -> KeyRow:
        """The action of this id."""
        return next(row for row in self.rows if row.id == id_)

    def shown(self, keys: str) -> str:
        """Keys as they are printed on a keyboard."""
        return ", ".join(self._app.get_key_display(Binding(key, "")) for key in keys.split(",") if key)

    def ask(self, id_: str) -> None:
        """Ask for another key of an action."""
        row = self.row(id_)

        def take(key: str | None) -> None:
            if key is not None:
                self._give(row, key)

        self._app.push_screen(KeyDialog(row.description, self.shown(row.keys)), take)

    def reset(self, id_: str) -> None:
        """Give an action the keys that it had at first."""
        self._use({one: keys for one, keys in self._app.settings.keymap.items() if one != id_})

    def ask_reset_all(self) -> None:
        """Set all keys back, after a question."""

        def take(yes: bool | None) -> None:
            if yes:
                self._use({})

        self._app.push_screen(ConfirmDialog(_("All keys as they were at first?")), take)

    def _give(self, row: KeyRow, key: str) -> None:
        """Give an action a key; where others have it, after a question, for it is taken from them."""
        taken = clashes(self.rows, row, key)
        if not taken:
            self._use({**self._app.settings.keymap, row.id: _beside_two(row, key)})
            return

        def take(yes: bool | None) -> None:
            if yes:
                left = {one.id: ",".join(k for k in one.keys.split(",") if k != key) for one in taken}
                self._use({**self._app.settings.keymap, **left, row.id: _beside_two(row, key)})

        question = _("Give {key} to '{what}'?").format(key=self.shown(key), what=row.description)
        self._app.push_screen(ConfirmDialog(question, _told(taken, key)), take)

    def _use(self, keymap: dict[str, str]) -> None:
        settings = self._app.settings
        settings.keymap = without_defaults(keymap)
        self._app.set_keymap(settings.keymap)
        settings.save()
        self._changed()


def _beside_two(row: KeyRow, key: str) -> str:
    """A key that was given takes the place of single ones; two keys one after the other stay."""
    return ",".join([key, *(one for one in row.keys.split(",") if is_two_keys(one))])


def _told(taken: list[KeyRow], key: str) -> str:
    names = "\n".join(f"{table_title(other.table)}: {other.description}" for other in taken)
    text = _("Taken by:\n{names}\nIt is taken from there.").format(names=names)
    only = [other.description for other in taken if other.keys == key]
    if only:
        text += "\n" + _("Without any key then: {names}").format(names=", ".join(only))
    return text
