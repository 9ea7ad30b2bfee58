"""Whole codebooks: what one holds, and how it joins the codebook of a project."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace

from sqlalchemy import select

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.codebook_shelf import CodebookShelf
from qualwb.acts.project_codebook import codebook_of, theme_links
from qualwb.acts.researcher import Researcher
from qualwb.colours import code_colour, parsed_colour
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Theme, ThemeCode
from qualwb.safe_text import one_line
from qualwb.store.engines.backend import backend_of
from qualwb.store.journal import Act

__all__ = [
    "CodeEntry",
    "Codebook",
    "CodebookAdded",
    "MemoEntry",
    "ThemeEntry",
    "TriedCodebook",
    "add_codebook",
    "codebook_of",
    "put_codebook",
    "try_codebook",
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
    memos: int = 0
    """Memos that were not there."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Known by their stable id under another name: the name here, which is kept, and the one in the file."""
    taken_as: tuple[tuple[str, str], ...] = ()
    """Names that could not be given as they stand, and those given instead."""

    @property
    def notices(self) -> list[str]:
        """What was not taken as it stands, a sentence each."""
        said = [
            _("'{name}' is called '{new}' in the file; the name is left as it is.").format(
                name=here, new=there
            )
            for here, there in self.renamed
        ]
        said += [
            _("'{name}' could not be called so; taken as '{new}'.").format(name=one_line(name)[:80], new=new)
            for name, new in self.taken_as
        ]
        if self.unread_colours:
            names = ", ".join(f"'{name}'" for name in self.unread_colours)
            said.append(_("Colours that can't be read were left aside: {codes}.").format(codes=names))
        return said

    @property
    def notice(self) -> str:
        """The same in one paragraph; empty where all was taken as it stands."""
        return " ".join(self.notices)


@dataclass(frozen=True, slots=True)
class TriedCodebook:
    """What adding a codebook would bring, and the project's codebook before and after."""

    added: CodebookAdded
    before: Codebook
    after: Codebook


def add_codebook(researcher: Researcher, codebook: Codebook) -> CodebookAdded:
    """Add a codebook to the project, as one act.

    Codes and themes that the project has, by their stable id or else by name, are joined: empty fields are
    filled, themes gather the codes, what has no place in the tree gets one, memos are added. Nothing that is
    written is changed. A project with codings is backed up first, unless a server hides something of it, so
    that a copy would not be whole. Raises ``BadName`` for a name that can't be given.
    """
    backed_up = researcher.project.backed_up("codebook") if _is_worth_a_copy(researcher) else nullcontext()
    with backed_up, researcher.act("codebook.add") as act:
        added = put_codebook(act, codebook, coder=researcher.coder)
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


def try_codebook(researcher: Researcher, codebook: Codebook) -> TriedCodebook:
    """What ``add_codebook`` would do; nothing is kept of it."""
    tried: list[TriedCodebook] = []
    with suppress(_NotKept), researcher.act("codebook.add") as act:
        before = codebook_of(act.connection, codebook.name)
        added = put_codebook(act, codebook, coder=researcher.coder)
        tried.append(TriedCodebook(added, before, codebook_of(act.connection, codebook.name)))
        raise _NotKept
    return tried[0]


class _NotKept(Exception):
    """Takes back what was only tried."""


def put_codebook(act: Act, codebook: Codebook, *, coder: str = "") -> CodebookAdded:
    """Within an act: join a codebook to the project's.

    Its memos are written as the ``coder``'s; without one they are left to the caller.
    """
    book = codebook.written_out()
    codes = CodebookShelf(act, Code, [code for code, _above in _written(book)])
    themes = CodebookShelf(act, Theme, [theme for theme, _above in book.all_themes()])
    unread = []
    for code, above in _written(book):
        colour = parsed_colour(code.colour)
        if code.colour and colour is None:
            unread.append(code.name)
        default = {} if colour else {"colour": code_colour(len(codes))}
        codes.put(code, above, replace(code, colour=colour or "").fields(), default)
    for theme, higher in book.all_themes():
        themes.put(theme, higher, theme.fields(), {})
    linked = _link(act, book, codes, themes)
    return CodebookAdded(
        tuple(codes.new),
        tuple(codes.known),
        tuple(themes.new),
        tuple(themes.known),
        linked,
        codes.filled + themes.filled,
        tuple(unread),
        codes.put_memos("code_id", coder) + themes.put_memos("theme_id", coder) if coder else 0,
        (*codes.renamed, *themes.renamed),
        (*codes.taken_as, *themes.taken_as),
    )


def _written(book: Codebook) -> Iterator[tuple[CodeEntry, CodeEntry | None]]:
    """Each code of a codebook that is ``written_out``, with the one above it."""
    return replace(book, themes=()).all_codes()


def _link(act: Act, book: Codebook, codes: CodebookShelf, themes: CodebookShelf) -> int:
    there = theme_links(act.connection)
    wanted = dict.fromkeys(
        (themes.key_of(theme), codes.key_of(code))
        for theme, _above in book.all_themes()
        for code in theme.codes
    )
    rows = [{"theme_id": theme, "code_id": code} for theme, code in wanted if (theme, code) not in there]
    if rows:
        act.insert_many(ThemeCode, rows)
    return len(rows)


def _is_worth_a_copy(researcher: Researcher) -> bool:
    with researcher.project.reading_whole() as connection:
        has_codings = connection.execute(select(Coding.id).limit(1)).first() is not None
        return has_codings and backend_of(connection).sees_everything(connection)
