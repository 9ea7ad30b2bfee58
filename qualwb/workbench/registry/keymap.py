"""Which key does what: the registry's keys with the user's own over them, and where two would clash."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.binding import Binding

from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions
from qualwb.workbench.widgets.transcript import keys as transcript_keys


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action that has keys: where it holds, what it does, its keys now and at first."""

    id: str
    table: str
    description: str
    keys: str
    first: str

    @property
    def changed(self) -> bool:
        """Whether the user chose other keys."""
        return self.keys != self.first


def key_rows(keymap: Mapping[str, str]) -> list[KeyRow]:
    """All actions of the registry and of the transcript view with the keys that the keymap leaves them."""
    rows = [
        KeyRow(action.id, table, action.description, keymap.get(action.id, action.keys), action.keys)
        for table, found in actions.tables().items()
        for action in found
    ]
    return rows + [
        KeyRow(b.id, "TRANSCRIPT", b.description, keymap.get(b.id, b.key), b.key)
        for b in transcript_keys.BINDINGS
        if isinstance(b, Binding) and b.id
    ]


def clashes(rows: list[KeyRow], row: KeyRow, key: str) -> list[KeyRow]:
    """The other actions that have the key where the action holds, or everywhere."""
    near = NEIGHBOURS.get(row.table, {row.table})
    return [
        other
        for other in rows
        if other.id != row.id
        and key in other.keys.split(",")
        and (other.table == "APP" or row.table == "APP" or other.table in near)
    ]


LIST_TABLES = ("SOURCES", "PARTICIPANTS", "MEMOS", "JOURNAL", "SETTINGS")
NEIGHBOURS: dict[str, set[str]] = {
    table: group
    for group in (
        {"CODE", "TRANSCRIPT"},
        {*LIST_TABLES, "LISTS", "LISTING"},
    )
    for table in group
    if table not in ("SOURCES", "PARTICIPANTS", "MEMOS", "JOURNAL", "SETTINGS")
} | {
    table: {table, "LISTS", "LISTING"}
    for table in ("SOURCES", "PARTICIPANTS", "MEMOS", "JOURNAL", "SETTINGS")
}
"""Tables whose keys hold at the same time."""


def without_defaults(keymap: Mapping[str, str]) -> dict[str, str]:
    """The keymap without what is as it was at first, and without actions that are no more."""
    first = {row.id: row.first for row in key_rows({})}
    return {id_: keys for id_, keys in keymap.items() if id_ in first and keys != first[id_]}


def table_title(table: str) -> str:
    """Where the actions of a table hold, in words."""
    return {
        "APP": _("Everywhere"),
        "LISTS": _("Lists"),
        "LISTING": _("Lists"),
        "CODE": _("Code"),
        "TRANSCRIPT": _("Transcript"),
        "CODES_PANE": _("Codes beside the transcript"),
        "QUOTE_LIST": _("Quotes below"),
        "THEME_BOARD": _("Themes"),
        "THEMES": _("Themes"),
        "MATRIX": _("Matrix"),
        "QUOTES": _("Quotes"),
        "CODEBOOK": _("Codebook"),
        "SOURCES": _("Sources"),
        "SPEAKER_LIST": _("Import"),
        "SPEAKER_TABLE": _("Import"),
        "PARTICIPANTS": _("Participants"),
        "MEMOS": _("Memos"),
        "JOURNAL": _("Journal"),
        "GUIDE": _("Guide"),
        "SETTINGS": _("Settings"),
    }.get(table, table.replace("_", " ").capitalize())
