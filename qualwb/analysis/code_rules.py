"""The codebook as rules for coding, quickly read: nothing is counted."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.trees import code_tree
from qualwb.model import Code, Theme, ThemeCode
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A code with the rule for its use and its place in the codebook, without counts."""

    name: str
    parent: str | None
    colour: str
    definition: str
    include: str
    exclude: str
    examples: str
    themes: tuple[str, ...]


def code_rules(connection: Connection) -> tuple[CodeRule, ...]:
    """The codes in tree order with their rules: what a screen can show before anything is counted."""
    tree, records, themes = together(
        connection,
        code_tree,
        lambda asked: {row.id: row for row in asked.execute(select(Code.__table__))},
        themes_of_codes,
    )
    return tuple(
        CodeRule(
            name=node.name,
            parent=records[node.parent].name if node.parent is not None else None,
            colour=records[node.key].colour,
            definition=records[node.key].definition,
            include=records[node.key].include,
            exclude=records[node.key].exclude,
            examples=records[node.key].examples,
            themes=tuple(themes.get(node.key, ())),
        )
        for node in tree.nodes
    )


def themes_of_codes(connection: Connection) -> dict[int, list[str]]:
    """Names of the themes that gather each code, by its key, in the themes' order."""
    found: dict[int, list[str]] = {}
    rows = select(ThemeCode.code_id, Theme.name).join(Theme, Theme.id == ThemeCode.theme_id)
    for code, theme in connection.execute(rows.order_by(Theme.position, Theme.id)):
        found.setdefault(code, []).append(theme)
    return found
