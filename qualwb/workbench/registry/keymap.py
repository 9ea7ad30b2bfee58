"""Which key does what: the registry's keys with the user's own over them, and where two would clash."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from textual.binding import Binding

from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.workbench.registry import (
    actions,
    answer_actions,
    import_actions,
    list_actions,
    listening_actions,
    pane_actions,
)
from qualwb.workbench.registry import transcript_keys as transcript_keys
from qualwb.workbench.registry.action import Action


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


SCREEN_TABLES = {
    "CODE": actions.CODE,
    "LISTENING": listening_actions.LISTENING,
    "THEMES": actions.THEMES,
    "CODEBOOK": actions.CODEBOOK,
    "MATRIX": actions.MATRIX,
    "CROSSTABS": actions.CROSSTABS,
    "QUOTES": actions.QUOTES,
    "PARTICIPANTS": list_actions.PARTICIPANTS,
    "SOURCES": list_actions.SOURCES,
    "SPEAKER_TABLE": import_actions.SPEAKER_TABLE,
    "REPORT_TABLE": import_actions.REPORT_TABLE,
    "ARRIVAL_TABLE": import_actions.ARRIVAL_TABLE,
    "ATTRIBUTES": list_actions.ATTRIBUTES,
    "QUESTIONS": list_actions.QUESTIONS,
    "MEMOS": list_actions.MEMOS,
    "JOURNAL": list_actions.JOURNAL,
    "ACCEPTANCE": list_actions.ACCEPTANCE,
    "LIKE": actions.LIKE,
    "AUTOCODE": actions.AUTOCODE,
    "GUIDE": actions.GUIDE,
    "SETTINGS": list_actions.SETTINGS,
    "CHECKLISTS": list_actions.CHECKLISTS,
    "REPORT": list_actions.REPORT,
    "COMPARE": actions.COMPARE,
    "NAMES": list_actions.NAMES,
    "PRIVACY": list_actions.PRIVACY,
    "SEARCH": answer_actions.SEARCH,
    "WORDS": answer_actions.WORDS,
    "COOCCURRENCE": answer_actions.COOCCURRENCE,
    "PARTICIPATION": answer_actions.PARTICIPATION,
    "AGREEMENT": answer_actions.AGREEMENT,
    "SATURATION": answer_actions.SATURATION,
}
PANE_TABLES = {
    "CODEBOOK_TABLE": pane_actions.CODEBOOK_TABLE,
    "CODES_PANE": pane_actions.CODES_PANE,
    "THEME_BOARD": pane_actions.THEME_BOARD,
    "MATRIX_GRID": pane_actions.MATRIX_GRID,
    "ATTRIBUTE_GRID": pane_actions.ATTRIBUTE_GRID,
    "QUERY_LINE": pane_actions.QUERY_LINE,
    "QUOTE_LIST": pane_actions.QUOTE_LIST,
    "LISTING": pane_actions.LISTING,
    "SEARCH_LINE": answer_actions.SEARCH_LINE,
    "IMPORT_LIST": pane_actions.IMPORT_LIST,
    "ARRIVAL_LIST": pane_actions.ARRIVAL_LIST,
}


def tables() -> dict[str, tuple[Action, ...]]:
    """Every table of the registry by its name; an action stands under the first table that holds it."""
    seen: set[str] = set()
    result = {}
    shared = {"APP": actions.APP, "LISTS": list_actions.LISTS, "IMPORTING": import_actions.IMPORTING}
    for name, table in {**shared, **SCREEN_TABLES, **PANE_TABLES}.items():
        result[name] = tuple(action for action in table if action.id not in seen)
        seen |= {action.id for action in table}
    return result


def key_rows(keymap: Mapping[str, str]) -> list[KeyRow]:
    """All actions of the registry and of the transcript view with the keys that the keymap leaves them."""
    rows = [
        KeyRow(action.id, table, action.description, keymap.get(action.id, action.keys), action.keys)
        for table, found in tables().items()
        for action in found
    ]
    return rows + [
        KeyRow(b.id, "TRANSCRIPT", b.description, keymap.get(b.id, b.key), b.key)
        for b in transcript_keys.BINDINGS
        if isinstance(b, Binding) and b.id
    ]


def clashes(rows: list[KeyRow], row: KeyRow, key: str) -> list[KeyRow]:
    """The other actions that have the key where the action holds: on its screen, its panes, or everywhere."""
    return [
        other
        for other in rows
        if other.id != row.id and key in other.keys.split(",") and hold_together(row.table, other.table)
    ]


PANES: dict[str, tuple[str, ...]] = {
    "CODE": ("TRANSCRIPT", "CODES_PANE", "LISTENING"),
    "COMPARE": ("TRANSCRIPT",),
    "CODEBOOK": ("CODEBOOK_TABLE",),
    "LISTENING": ("TRANSCRIPT", "CODES_PANE"),
    "THEMES": ("THEME_BOARD", "QUOTE_LIST"),
    "MATRIX": ("MATRIX_GRID", "QUOTE_LIST"),
    "CROSSTABS": ("MATRIX_GRID", "QUOTE_LIST"),
    "QUOTES": ("QUERY_LINE", "QUOTE_LIST"),
    **dict.fromkeys(("SPEAKER_TABLE", "REPORT_TABLE"), ("IMPORTING", "IMPORT_LIST", "LISTING")),
    "LISTS": ("LISTING",),
    "LIKE": ("LISTING",),
    "SEARCH": ("SEARCH_LINE", "LISTING"),
    "WORDS": ("LISTING",),
    "COOCCURRENCE": ("MATRIX_GRID", "QUOTE_LIST"),
    "PARTICIPATION": ("LISTING", "MATRIX_GRID"),
    "AGREEMENT": ("LISTING",),
    "SATURATION": ("LISTING", "QUOTE_LIST"),
    "AUTOCODE": ("LISTING",),
    "IMPORTING": ("IMPORT_LIST", "LISTING"),
    "IMPORT_LIST": ("LISTING",),
    "ARRIVAL_TABLE": ("ARRIVAL_LIST", "LISTING"),
    "ARRIVAL_LIST": ("LISTING",),
    **dict.fromkeys(
        (
            "SOURCES",
            "PARTICIPANTS",
            "MEMOS",
            "JOURNAL",
            "SETTINGS",
            "CHECKLISTS",
            "REPORT",
            "NAMES",
            "ACCEPTANCE",
        ),
        ("LISTS", "LISTING"),
    ),
}
"""The tables of the panes of a screen: with the focus in a pane, its keys and those of the screen hold."""

NEARER = frozenset(
    {
        "attributes.help",
        "transcript.search",
        "transcript.deselect",
        "codes.give",
        "codes.find",
        "codes.autocode",
        "codes.show_only",
        "codes.back",
        "codes.merge",
        "codes.split",
        "codes.memo",
        "codes.delete",
        "themes.unmark",
        "quote_list.leave",
        "query.leave",
        "import.store",
        "arrival.store",
        "arrival.help",
        "attributes.undo",
        "search.way",
        "search_line.switch",
    }
)
"""Actions of a pane that answer in place of their screen's: they do for the pane what that does for all."""

BEFORE_PANES = frozenset({"compare.agreed", "compare.example", "compare.counter"})
"""Actions of a screen that answer in place of its pane's: the deciding is done on the whole screen."""


def hold_together(one: str, other: str) -> bool:
    """Whether the keys of two tables hold at the same time."""
    return one == other or "APP" in (one, other) or other in PANES.get(one, ()) or one in PANES.get(other, ())


def without_defaults(keymap: Mapping[str, str]) -> dict[str, str]:
    """The keymap without what is as it was at first, and without actions that are no more."""
    first = {row.id: row.first for row in key_rows({})}
    return {id_: keys for id_, keys in keymap.items() if id_ in first and keys != first[id_]}


def table_title(table: str) -> str:
    """Where the actions of a table hold, in words."""
    return _titles(language()).get(table, table.replace("_", " ").capitalize())


@lru_cache(maxsize=2)
def _titles(_language: str) -> dict[str, str]:
    """The titles of all tables, in the language that is in use."""
    return {
        "APP": _("Everywhere"),
        "LISTS": _("Lists"),
        "LISTING": _("Lists"),
        "CODE": _("Code"),
        "LISTENING": _("Listening"),
        "TRANSCRIPT": _("Transcript"),
        "CODES_PANE": _("Codes beside the transcript"),
        "QUOTE_LIST": _("Quotes below"),
        "THEME_BOARD": _("Themes"),
        "THEMES": _("Themes"),
        "MATRIX": _("Matrix"),
        "CROSSTABS": _("Crosstabs"),
        "QUOTES": _("Quotes"),
        "CODEBOOK": _("Codebook"),
        "CODEBOOK_TABLE": _("Codebook"),
        "SOURCES": _("Sources"),
        "IMPORTING": _("Import"),
        "IMPORT_LIST": _("Import"),
        "SPEAKER_TABLE": _("Import"),
        "REPORT_TABLE": _("Import"),
        "ARRIVAL_LIST": _("Import"),
        "ARRIVAL_TABLE": _("Import"),
        "PARTICIPANTS": _("Participants"),
        "MEMOS": _("Memos"),
        "PRIVACY": _("Privacy"),
        "JOURNAL": _("Journal"),
        "ACCEPTANCE": _("Answered suggestions"),
        "LIKE": _("Find in own words"),
        "SEARCH": _("Search in all sources"),
        "SEARCH_LINE": _("Search line"),
        "WORDS": _("Words"),
        "COOCCURRENCE": _("What stands together"),
        "PARTICIPATION": _("Participation"),
        "AGREEMENT": _("Agreement"),
        "SATURATION": _("Saturation"),
        "AUTOCODE": _("Autocoding"),
        "GUIDE": _("Guide"),
        "SETTINGS": _("Settings"),
        "CHECKLISTS": _("Checklists"),
        "REPORT": _("Report"),
        "COMPARE": _("Compare coders"),
        "NAMES": _("Names"),
        "ATTRIBUTES": _("Attributes"),
        "ATTRIBUTE_GRID": _("Attributes"),
        "MATRIX_GRID": _("Table"),
        "QUERY_LINE": _("Query"),
        "QUESTIONS": _("Interview guide"),
    }
