"""What can be gone to by its name: sources, codes, themes, people, kept queries, memos, turns, screens."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from qualwb.acts.saved_queries import saved_queries
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.shortening import shortened
from qualwb.workbench.registry.actions import SCREENS

if TYPE_CHECKING:
    from qualwb.workbench.project_app import ProjectApp

SHOWN = 60
"""Characters of a memo that are its name here."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Something with a name; ``go`` shows it. ``kind`` is what it is, in words; ``turns`` a source has."""

    kind: str
    name: str
    go: "Callable[[ProjectApp], object]"
    turns: int = 0


def destinations(connection: Connection) -> list[Destination]:
    """All of them, in the order of what is gone to most."""
    return [
        *_sources(connection),
        *_codes_and_themes(connection),
        *_people(connection),
        *_written(connection),
        *(Destination(_("screen"), row.title, _to_screen(row.name)) for row in SCREENS),
    ]


def turn_meant(typed: str, known: Sequence[Destination], at_hand: str | None) -> Iterator[Destination]:
    """The turns that a source's name, or its beginning, and a number mean: 'Grupp 1 412', 'Grupp 1, turn 4'.

    A number alone means that turn of the source ``at_hand``.
    """
    if at_hand is not None and typed.strip().isdecimal():
        typed = f"{at_hand} {typed.strip()}"
    match = re.fullmatch(
        rf"(?P<source>.+?),?\s+({re.escape(_('turn'))}\s+)?(?P<number>\d+)", typed.strip(), re.IGNORECASE
    )
    if match is None:
        return
    wanted, number = match["source"].casefold(), int(match["number"])
    for one in known:
        if one.name.casefold().startswith(wanted) and 0 < number <= one.turns:
            name = _("{source}, turn {n}").format(source=one.name, n=number)
            yield Destination(_("turn"), name, _to_turn(one.name, number))


def _sources(connection: Connection) -> Iterator[Destination]:
    from qualwb.analysis.sources import last_turns, source_names

    turns = last_turns(connection)
    for name in source_names(connection):
        yield Destination(_("source"), name, partial(_to_source, name), turns.get(name, 0))


def _codes_and_themes(connection: Connection) -> Iterator[Destination]:
    from qualwb.analysis.trees import code_tree, theme_tree

    for code in code_tree(connection).nodes:
        yield Destination(_("code"), code.name, _to_place("codebook", code.name))
    for theme in theme_tree(connection).nodes:
        yield Destination(_("theme"), theme.name, _to_place("themes", (theme.name, None)))


def _people(connection: Connection) -> Iterator[Destination]:
    from qualwb.analysis.people import participant_list
    from qualwb.analysis.who_counts import role_name

    for row in participant_list(connection, counted=False):
        name = f"{row.alias} ({row.group})"
        yield Destination(role_name(row.role), name, _to_place("participants", ("", (row.group, row.alias))))


def _written(connection: Connection) -> Iterator[Destination]:
    from qualwb.analysis.memos import memo_list
    from qualwb.analysis.saved_query import from_json

    for name, kept in saved_queries(connection).items():
        query = from_json(kept).query
        place = (str(query.where or ""), query.selection, 0)
        yield Destination(_("kept query"), name, _to_place("quotes", place))
    for memo in memo_list(connection):
        yield Destination(_("memo"), shortened(memo.text, SHOWN), _to_place("memos", ("", memo.key)))


def _to_screen(name: str) -> "Callable[[ProjectApp], object]":
    return lambda app: app.jump(name, lambda _screen: None)


def _to_source(name: str, app: "ProjectApp") -> None:
    app.show_source(name)


def _to_place(screen: str, at: Any) -> "Callable[[ProjectApp], object]":
    return lambda app: app.jump(screen, lambda shown: shown.go_to_place(at))


def _to_turn(source: str, number: int) -> "Callable[[ProjectApp], object]":
    def go(app: "ProjectApp") -> None:
        app.jump("code", lambda shown: shown.show_turn(source, number))

    return go
