"""Whole codebooks: what one holds, and how it joins the codebook of a project."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.lookup import clean_name
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import BadTree, Tree, refuse_loop
from qualwb.colours import code_colour, parsed_colour
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Theme, ThemeCode
from qualwb.same_name import same_name
from qualwb.store.journal import Act, table_of
from qualwb.store.project_file import now
from qualwb.store.tree_faults import readable

CODE_FIELDS = ("definition", "include", "exclude", "examples", "colour")
THEME_FIELDS = ("definition", "boundary", "counter_examples", "claim")


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code with the rule for its use and the codes beneath it. ``english`` is a gloss, not stored."""

    name: str
    english: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    codes: tuple["CodeEntry", ...] = ()

    @property
    def is_reference(self) -> bool:
        """Whether it only names a code that is written elsewhere, or one without any rule."""
        return self == CodeEntry(self.name)

    def fields(self) -> dict[str, str]:
        """The columns that it fills."""
        given = {name: getattr(self, name) for name in CODE_FIELDS if name != "examples"}
        given["examples"] = "\n".join(self.examples)
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme, the themes beneath it and the codes that it gathers."""

    name: str
    english: str = ""
    definition: str = ""
    boundary: str = ""
    counter_examples: str = ""
    claim: str = ""
    themes: tuple["ThemeEntry", ...] = ()
    codes: tuple[CodeEntry, ...] = ()

    def fields(self) -> dict[str, str]:
        """The columns that it fills."""
        return {name: value for name in THEME_FIELDS if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook: themes with the codes they gather, and codes that no theme gathers."""

    name: str
    title: str = ""
    english: str = ""
    reference: str = ""
    licence: str = ""
    themes: tuple[ThemeEntry, ...] = ()
    codes: tuple[CodeEntry, ...] = ()

    def all_themes(self) -> Iterator[tuple[ThemeEntry, ThemeEntry | None]]:
        """Each theme with the one above it, above before beneath."""
        return _themes(self.themes, None)

    def all_codes(self) -> Iterator[tuple[CodeEntry, CodeEntry | None]]:
        """Each mention of a code with the code above it, in the order written."""
        for theme, _above in self.all_themes():
            yield from _codes(theme.codes, None)
        yield from _codes(self.codes, None)


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
    there = _links(act.connection)
    wanted = dict.fromkeys(
        (themes.keys[same_name(theme.name)], codes.keys[same_name(code.name)])
        for theme, _above in codebook.all_themes()
        for code in theme.codes
    )
    rows = [{"theme_id": theme, "code_id": code} for theme, code in wanted if (theme, code) not in there]
    if rows:
        act.insert_many(ThemeCode, rows)
    return len(rows)


def _links(connection: Connection) -> set[tuple[int, int]]:
    """(theme key, code key) pairs."""
    rows = connection.execute(select(ThemeCode.theme_id, ThemeCode.code_id))
    return {(theme, code) for theme, code in rows}


def _has_codings(researcher: Researcher) -> bool:
    with researcher.project.reading_whole() as connection:
        return connection.execute(select(Coding.id).limit(1)).first() is not None


def _themes(
    themes: tuple[ThemeEntry, ...], above: ThemeEntry | None
) -> Iterator[tuple[ThemeEntry, ThemeEntry | None]]:
    for theme in themes:
        yield theme, above
        yield from _themes(theme.themes, theme)


def _codes(
    codes: tuple[CodeEntry, ...], above: CodeEntry | None
) -> Iterator[tuple[CodeEntry, CodeEntry | None]]:
    for code in codes:
        yield code, above
        yield from _codes(code.codes, code)


def codebook_of(connection: Connection, name: str, title: str = "") -> Codebook:
    """The project's codes and themes as a codebook.

    A code is written out beneath the code above it, else in the first theme that gathers it; further themes
    name it alone.
    """
    codes = connection.execute(select(table_of(Code)).order_by(Code.position, Code.id)).mappings().all()
    themes = connection.execute(select(table_of(Theme)).order_by(Theme.position, Theme.id)).mappings().all()
    gathered: dict[int, list[int]] = {}
    links = _links(connection)
    for code in codes:
        for theme in themes:
            if (theme["id"], code["id"]) in links:
                gathered.setdefault(theme["id"], []).append(code["id"])
    by_key = {code["id"]: code for code in codes}
    code_above = readable({code["id"]: code["parent_id"] for code in codes})
    theme_above = readable({theme["id"]: theme["parent_id"] for theme in themes})
    written: set[int] = set()

    def code_entry(key: int) -> CodeEntry:
        row = by_key[key]
        if key in written:
            return CodeEntry(row["name"])
        written.add(key)
        fields = {column: row[column] for column in CODE_FIELDS if column != "examples"}
        beneath = tuple(code_entry(code["id"]) for code in codes if code_above[code["id"]] == key)
        examples = tuple(line for line in row["examples"].split("\n") if line)
        return CodeEntry(row["name"], examples=examples, codes=beneath, **fields)

    def gathered_entry(key: int) -> CodeEntry:
        row = by_key[key]
        return CodeEntry(row["name"]) if code_above[key] is not None else code_entry(key)

    def theme_entry(row: Any) -> ThemeEntry:
        return ThemeEntry(
            row["name"],
            themes=tuple(theme_entry(below) for below in themes if theme_above[below["id"]] == row["id"]),
            codes=tuple(gathered_entry(key) for key in gathered.get(row["id"], ())),
            **{column: row[column] for column in THEME_FIELDS},
        )

    tops = tuple(theme_entry(theme) for theme in themes if theme_above[theme["id"]] is None)
    loose = tuple(
        code_entry(code["id"])
        for code in codes
        if code_above[code["id"]] is None and code["id"] not in written
    )
    return Codebook(name, title, themes=tops, codes=loose)
