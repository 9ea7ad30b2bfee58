"""What a codebook holds, whatever it is written in: codes as a tree, themes as a tree, memos. Pure values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualwb.same_name import same_name
from qualwb.store.tree_faults import in_cycles

CODE_FIELDS = ("definition", "include", "exclude", "examples", "colour")
THEME_FIELDS = ("definition", "boundary", "counter_examples", "claim")
PLAIN_MEMO = "memo"
"""The kind of a memo that says none."""


@dataclass(frozen=True, slots=True)
class MemoEntry:
    """A memo on a code or theme: its words and kind. Who wrote it, and when, stays in the project."""

    text: str
    kind: str = PLAIN_MEMO


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
    memos: tuple[MemoEntry, ...] = ()
    guid: str = ""
    """The stable id of the code in the project that it comes from; '' where that is not known."""
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
    memos: tuple[MemoEntry, ...] = ()
    guid: str = ""
    """The stable id of the theme in the project that it comes from; '' where that is not known."""
    themes: tuple["ThemeEntry", ...] = ()
    codes: tuple[CodeEntry, ...] = ()

    def fields(self) -> dict[str, str]:
        """The columns that it fills."""
        return {name: value for name in THEME_FIELDS if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook: themes with the codes they gather, and codes.

    A code may be written out within a theme or among the codes; ``written_out`` gives the form in which two
    codebooks that say the same are equal.
    """

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

    def without_memos(self) -> "Codebook":
        """The same codebook, ``written_out``, without a memo."""

        def code(entry: CodeEntry) -> CodeEntry:
            return replace(entry, memos=(), codes=tuple(map(code, entry.codes)))

        def theme(entry: ThemeEntry) -> ThemeEntry:
            return replace(entry, memos=(), themes=tuple(map(theme, entry.themes)))

        book = self.written_out()
        return replace(book, themes=tuple(map(theme, book.themes)), codes=tuple(map(code, book.codes)))

    def written_out(self) -> "Codebook":
        """The same codebook with each code once, as a tree under ``codes``; the themes only name theirs.

        Codes stand in the order in which they are written out; one that is named alone, where it is named
        outside the themes if anywhere. What lies beneath itself comes to the top.
        """
        tree = _CodeTree(self)
        return replace(
            self,
            themes=tuple(tree.naming(theme) for theme in self.themes),
            codes=tuple(tree.written(key) for key in tree.beneath.get(None, ())),
        )


class _CodeTree:
    """The codes of a codebook by name, each with its own entry and those beneath it."""

    def __init__(self, codebook: Codebook) -> None:
        within_themes = sum(
            1 for theme, _above in codebook.all_themes() for _code in _codes(theme.codes, None)
        )
        parents: dict[str, str | None] = {}
        places: dict[str, tuple[int, int]] = {}
        self.entries: dict[str, CodeEntry] = {}
        for number, (code, above) in enumerate(codebook.all_codes()):
            key = same_name(code.name)
            if parents.setdefault(key, None) is None and above is not None:
                parents[key] = same_name(above.name)
            worth = 2 * (not code.is_reference) + (above is not None or number >= within_themes)
            if key not in places or worth > places[key][0]:
                places[key], self.entries[key] = (worth, number), code
        looped = in_cycles(parents)
        order = sorted(parents, key=lambda key: places[key][1])
        self.beneath: dict[str | None, list[str]] = {}
        for key in order:
            self.beneath.setdefault(None if key in looped else parents[key], []).append(key)
        self.order = {key: number for number, key in enumerate(self._down(None))}

    def written(self, key: str) -> CodeEntry:
        """The code of that name with the codes beneath it."""
        return replace(self.entries[key], codes=tuple(map(self.written, self.beneath.get(key, ()))))

    def naming(self, theme: ThemeEntry) -> ThemeEntry:
        """The theme with the names alone of the codes it gathers, in the order of the tree."""
        gathered = sorted({same_name(code.name) for code in theme.codes}, key=self.order.__getitem__)
        return replace(
            theme,
            themes=tuple(map(self.naming, theme.themes)),
            codes=tuple(CodeEntry(self.entries[key].name) for key in gathered),
        )

    def _down(self, above: str | None) -> Iterator[str]:
        for key in self.beneath.get(above, ()):
            yield key
            yield from self._down(key)


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
