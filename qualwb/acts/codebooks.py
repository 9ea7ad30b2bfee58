"""Whole codebooks: what one holds, and how it joins the codebook of a project."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.lookup import clean_name
from qualwb.acts.project_codebook import codebook_of, theme_links
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import BadTree, Tree, refuse_loop
from qualwb.colours import code_colour, parsed_colour
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Theme, ThemeCode
from qualwb.same_name import same_name
from qualwb.store.journal import Act, table_of
from qualwb.store.project_file import now

__all__ = [
    "CodeEntry",
    "Codebook",
    "CodebookAdded",
    "MemoEntry",
    "ThemeEntry",
    "add_codebook",
    "codebook_of",
    "put_codebook",
]


@dataclass(frozen=True, slots=True)
class CodebookAdded:
    """What a codebook brought to a project, by name."""

    new_codes: tuple[str, ...] = ()
    known_codes: tuple[str, ...] = ()
    new_themes: tuple[str, ...] = ()
    known_themes: tuple[str, ...] = ()
    links: int = 0
    """Codes newly gathered by a theme."""
    filled: int = 0
    """Fields of known codes and themes that were empty."""
    unread_colours: tuple[str, ...] = ()
    """Codes whose colour can't be read: a new one has the next of the palette."""

    @property
    def notice(self) -> str:
        """What was left aside, in a sentence; empty when nothing was."""
        if not self.unread_colours:
            return ""
        return _("Colours that can't be read were left aside: {codes}.").format(
            codes=", ".join(f"'{name}'" for name in self.unread_colours)
        )


def add_codebook(researcher: Researcher, codebook: Codebook) -> CodebookAdded:
    """Add a codebook to the project, as one act.

    Codes and themes whose name the project has are joined: empty fields are filled, themes gather the codes,
    what has no place in the tree gets one. Nothing that is written is changed. A project with codings is
    backed up first. Raises ``BadName`` for a name that can't be given.
    """
    backed_up = researcher.project.backed_up("codebook") if _has_codings(researcher) else nullcontext()
    with backed_up, researcher.act("codebook.add") as act:
        added = put_codebook(act, codebook)
        act.summary = _("'{name}': {codes}, {themes}").format(
            name=codebook.title or codebook.name,
            codes=ngettext("{n} new code", "{n} new codes", len(added.new_codes)).format(
                n=len(added.new_codes)
            ),
            themes=ngettext("{n} new theme", "{n} new themes", len(added.new_themes)).format(
                n=len(added.new_themes)
            ),
        )
    return added


def put_codebook(act: Act, codebook: Codebook) -> CodebookAdded:
    """Within an act: join a codebook to the project's."""
    codes, themes = _Shelf(act, Code), _Shelf(act, Theme)
    unread: dict[str, None] = {}
    for code, above in codebook.all_codes():
        colour = parsed_colour(code.colour)
        if code.colour and colour is None:
            unread[code.name] = None
        fields = replace(code, colour=colour or "").fields()
        default = {} if colour else {"colour": code_colour(len(codes.keys))}
        codes.put(code.name, above.name if above else None, fields, default)
    for theme, higher in codebook.all_themes():
        themes.put(theme.name, higher.name if higher else None, theme.fields(), {})
    linked = _link(act, codebook, codes, themes)
    return CodebookAdded(
        tuple(codes.new),
        tuple(codes.known),
        tuple(themes.new),
        tuple(themes.known),
        linked,
        codes.filled + themes.filled,
        tuple(unread),
    )


@dataclass
class _Shelf:
    """The codes or themes of the project while a codebook joins them."""

    act: Act
    record: Tree
    keys: dict[str, int] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    filled: int = 0

    def __post_init__(self) -> None:
        table = table_of(self.record)
        for key, name in self.act.connection.execute(select(table.c.id, table.c.name)):
            self.keys.setdefault(same_name(name), key)

    def put(self, name: str, above: str | None, fields: dict[str, str], default: dict[str, Any]) -> None:
        parent_id = self.keys[same_name(above)] if above else None
        key = self.keys.get(same_name(name))
        if key is not None:
            self._join(key, parent_id, fields)
            return
        cleaned = clean_name(name)
        self.keys[same_name(name)] = self.act.insert(
            self.record,
            name=cleaned,
            parent_id=parent_id,
            position=len(self.keys),
            created_at=now(),
            **default,
            **fields,
        )
        self.new.append(cleaned)

    def _join(self, key: int, parent_id: int | None, fields: dict[str, str]) -> None:
        table = table_of(self.record)
        row = self.act.connection.execute(select(table).where(table.c.id == key)).mappings().one()
        empty: dict[str, Any] = {column: value for column, value in fields.items() if not row[column]}
        if row["parent_id"] is None and parent_id is not None and self._fits(key, parent_id):
            empty["parent_id"] = parent_id
        if row["name"] not in self.new and row["name"] not in self.known:
            self.known.append(row["name"])
        if row["name"] in self.known:
            self.filled += len(empty)
        self.act.update(self.record, key, **empty)

    def _fits(self, key: int, parent_id: int) -> bool:
        try:
            refuse_loop(self.act, self.record, key, parent_id)
        except BadTree:
            return False
        return True


def _link(act: Act, codebook: Codebook, codes: _Shelf, themes: _Shelf) -> int:
    there = theme_links(act.connection)
    wanted = dict.fromkeys(
        (themes.keys[same_name(theme.name)], codes.keys[same_name(code.name)])
        for theme, _above in codebook.all_themes()
        for code in theme.codes
    )
    rows = [{"theme_id": theme, "code_id": code} for theme, code in wanted if (theme, code) not in there]
    if rows:
        act.insert_many(ThemeCode, rows)
    return len(rows)


def _has_codings(researcher: Researcher) -> bool:
    with researcher.project.reading_whole() as connection:
        return connection.execute(select(Coding.id).limit(1)).first() is not None
