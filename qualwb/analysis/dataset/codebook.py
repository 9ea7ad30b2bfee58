"""The codebook as flat rows: codes, themes, and which theme gathers which code."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Row, select

from qualwb.analysis.trees import Tree, code_tree, theme_tree
from qualwb.model import Code, Theme, ThemeCode

Path = tuple[str, ...]
"""The names from the top of a tree down to a code or theme, its own last."""


class FlatCode(NamedTuple):
    """A code and its rule; ``position`` counts from 1 in the order of the tree."""

    code_uid: str
    code: str
    parent_code_uid: str | None
    code_path: Path
    position: int
    definition: str
    include: str
    exclude: str
    examples: str
    colour: str
    created_at: str


class FlatTheme(NamedTuple):
    """A theme; ``position`` counts from 1 in the order of the tree."""

    theme_uid: str
    theme: str
    parent_theme_uid: str | None
    theme_path: Path
    position: int
    definition: str
    boundary: str
    counter_examples: str
    claim: str
    created_at: str


class FlatThemeCode(NamedTuple):
    """A code that a theme gathers itself."""

    theme_uid: str
    theme: str
    code_uid: str
    code: str


def flat_codes(connection: Connection) -> dict[int, FlatCode]:
    """The codes in tree order, by key."""
    rows = {row.id: row for row in connection.execute(select(Code.__table__))}
    found = {}
    for position, (key, parent, path) in enumerate(_placed(code_tree(connection), rows), 1):
        row = rows[key]
        found[key] = FlatCode(
            *(row.uid, row.name, parent, path, position),
            *(row.definition, row.include, row.exclude, row.examples, row.colour, row.created_at),
        )
    return found


def flat_themes(connection: Connection) -> dict[int, FlatTheme]:
    """The themes in tree order, by key."""
    rows = {row.id: row for row in connection.execute(select(Theme.__table__))}
    found = {}
    for position, (key, parent, path) in enumerate(_placed(theme_tree(connection), rows), 1):
        row = rows[key]
        found[key] = FlatTheme(
            *(row.uid, row.name, parent, path, position),
            *(row.definition, row.boundary, row.counter_examples, row.claim, row.created_at),
        )
    return found


def gathered_codes(
    connection: Connection, themes: Mapping[int, FlatTheme], codes: Mapping[int, FlatCode]
) -> dict[int, list[FlatTheme]]:
    """By key of a code, the themes that gather it themselves, in tree order."""
    pairs = connection.execute(select(ThemeCode.theme_id, ThemeCode.code_id)).all()
    found: dict[int, list[FlatTheme]] = {}
    for theme, code in sorted(pairs, key=lambda pair: (themes[pair[0]].position, codes[pair[1]].position)):
        found.setdefault(code, []).append(themes[theme])
    return found


def flat_theme_codes(
    codes: Mapping[int, FlatCode], gathered: Mapping[int, list[FlatTheme]]
) -> list[FlatThemeCode]:
    """Which theme gathers which code, by the order of themes and codes."""
    pairs = [(theme, codes[key]) for key, themes in gathered.items() for theme in themes]
    pairs.sort(key=lambda pair: (pair[0].position, pair[1].position))
    return [FlatThemeCode(theme.theme_uid, theme.theme, code.code_uid, code.code) for theme, code in pairs]


def _placed(tree: Tree, rows: Mapping[int, Row[*tuple[object, ...]]]) -> list[tuple[int, str | None, Path]]:
    """Key, stable id of the parent and path of each node, in tree order."""
    paths: dict[int | None, Path] = {None: ()}
    placed = []
    for node in tree.nodes:
        paths[node.key] = (*paths[node.parent], node.name)
        parent = rows[node.parent].uid if node.parent is not None else None
        placed.append((node.key, parent, paths[node.key]))
    return placed
