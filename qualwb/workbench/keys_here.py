"""What can be done where the focus is, by key and by name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action
from qualwb.workbench.registry.actions import SCREENS, ScreenRow
from qualwb.workbench.registry.keymap import SCREEN_TABLES

if TYPE_CHECKING:
    from qualwb.workbench.project_app import ProjectApp

_MOVES = re.compile(r"(step|page|edge|move|extend|scroll_by|scroll_detail|cursor)\(|scroll_|cursor_")
"""Actions that only move the cursor or the view."""
_UNNAMED = re.compile(rf"{_MOVES.pattern}|second_letter")
"""Actions that nobody calls by their names."""
ASKS = frozenset(
    (
        *("accept", "add_missed", "agreement", "apply", "columns", "count", "encryption", "export", "filter"),
        *(
            "find",
            "give_back",
            "how",
            "import",
            "in_groups",
            "leaks",
            "load",
            "measure",
            "narrow",
            "nearness",
            "new",
        ),
        *("one_group", "only", "order", "passphrase", "proposals", "purge", "query", "recurring", "round"),
        *("rows", "rule", "saturation", "seal", "share", "way", "whose"),
    )
)
"""Acts, by the end of their ids, that ask first, and for which it is no matter where the cursor is."""
SHOWS = frozenset(
    (
        *("all_groups", "backchannels", "by", "cells", "cited", "clear", "counted", "everybody"),
        *("function_words", "grid", "lemmas", "marks", "moderator", "roll_up", "shade", "uncoded"),
        *("unfilter", "units", "widen"),
    )
)
"""Acts that only change what a screen shows, wherever the cursor is."""


def key_sections(app: App[int]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys that work where the focus is, nearest first: (title, [(keys, description)]).

    Those that only move the cursor or the view come last: what can be done is told on the first screenful.
    """
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    motions: dict[str, list[str]] = {}
    chain = _nearest_first(app)
    if app.screen.is_modal:  # the keys of the whole workbench wait until the dialog is left
        chain = chain[:-1]
    for node in chain:
        rows: dict[str, list[str]] = {}
        for _key, binding in node._bindings:
            if binding.id and binding.description and not binding.system:
                if binding.id.endswith(".extend"):  # one row says it for all motions
                    motions[_("Select while moving")] = ["shift+…"]
                    continue
                told = motions if _MOVES.match(binding.action) else rows
                told.setdefault(binding.description, []).append(app.get_key_display(binding))
        if rows:
            sections.append((_title_of(node), _keys_of(rows)))
    return [*sections, (_("Moving about"), _keys_of(motions))] if motions else sections


def _keys_of(rows: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(", ".join(dict.fromkeys(keys)), what) for what, keys in rows.items()]


def _nearest_first(app: App[int]) -> list[DOMNode]:
    """From the widget in focus up to the app; but a screen with one pane alone before that pane."""
    if app.focused is None:
        return [app.screen, app]
    chain = list(app.focused.ancestors_with_self)
    if len(app.screen.focus_chain) == 1 and app.screen in chain:
        chain.remove(app.screen)
        chain.insert(0, app.screen)
    return chain


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act that can be called by its name; ``told`` are its keys, and its screen where that is another."""

    id: str
    name: str
    told: str
    call: Callable[[], object]
    here: bool = True


def acts_by_name(app: "ProjectApp", screen: Screen) -> Iterator[NamedAct]:
    """Every act of the workbench once, those of the screen first; what only moves is none.

    An act of another screen goes there and begins, where it asks before it does anything or only changes
    what is shown; else its key is told.
    """

    def call(node: object, action: str) -> Callable[[], object]:
        return lambda: app.call_next(app.run_action, action, node)

    seen = set()
    active = sorted(screen.active_bindings.values(), key=lambda one: not one.binding.show)
    for node, binding, enabled, _tooltip in active:  # those of the footer first
        if not enabled or not binding.description or _UNNAMED.match(binding.action):
            continue
        if binding.id and binding.id not in seen:
            seen.add(binding.id)
            keys = app.get_key_display(binding)
            yield NamedAct(binding.id, binding.description, keys, call(node, binding.action))
    for row in SCREENS:
        for action in SCREEN_TABLES.get(row.name.upper(), ()):
            if action.id not in seen and not _UNNAMED.match(action.method):
                seen.add(action.id)
                yield NamedAct(
                    action.id, action.description, row.title, partial(_begin, app, row, action), here=False
                )


def _begin(app: "ProjectApp", row: ScreenRow, action: Action) -> None:
    """Go to a screen and begin an act there."""

    def begin(screen: Any) -> None:
        if action.id.partition(".")[2] in ASKS | SHOWS:
            screen.when_read(lambda: app.call_next(app.run_action, action.method, screen))
        else:
            keys = ", ".join(app.get_key_display(Binding(key, "")) for key in action.keys.split(","))
            app.notify(f"{keys}  {action.description}", markup=False, timeout=6)

    app.jump(row.name, begin)


def _title_of(node: DOMNode) -> str:
    return node.BINDING_GROUP_TITLE or (_("Everywhere") if isinstance(node, App) else type(node).__name__)
