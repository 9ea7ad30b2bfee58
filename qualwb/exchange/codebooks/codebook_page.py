"""A codebook as a page to read: themes as headings, codes with their rules beneath, all codes in order.

The page is the same whether it is Markdown or a Word document, and can be read back from either. Its labels
are known in both languages, so that a page of one is read in the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from qualwb.acts.codebook_entries import PLAIN_MEMO, Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.exchange.codebooks.codebook_paths import theme_paths
from qualwb.localization import language
from qualwb.same_name import same_name

LANGUAGES = ("en", "sv")
LABELS = {
    "english": ("English", "Engelska"),
    "reference": ("Reference", "Referens"),
    "licence": ("Licence", "Licens"),
    "definition": ("Definition", "Definition"),
    "include": ("Use when", "Använd när"),
    "exclude": ("Not when", "Använd inte när"),
    "examples": ("Example", "Exempel"),
    "boundary": ("Boundary", "Avgränsning"),
    "counter_examples": ("Counter-examples", "Motexempel"),
    "claim": ("Claim", "Påstående"),
    "colour": ("Colour", "Färg"),
    "memos": ("Memo", "Memo"),
    "use": ("Used", "Används"),
}
"""What the fields of a page are called, in English and in Swedish."""
LOOSE = ("Codes without a theme", "Koder utan tema")
IN_ORDER = ("All codes in order", "Alla koder i ordning")


class LineKind(Enum):
    """What a line of a page is."""

    TITLE = auto()
    THEME = auto()
    LOOSE = auto()
    """The heading of the codes that no theme gathers."""
    IN_ORDER = auto()
    """The heading of the list of all codes."""
    CODE = auto()
    MENTION = auto()
    """The name of a code that is written out elsewhere."""
    FIELD = auto()


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, which may have line breaks in it."""

    kind: LineKind
    text: str
    path: tuple[str, ...] = ()
    """Of a theme: the names from the top to its own."""
    depth: int = 0
    """Of a code and its fields: how many codes stand above it; -1 of fields of anything else."""
    column: str = ""
    """Of a field: what it holds."""
    guid: str = ""
    colour: str = ""
    memo_kind: str = PLAIN_MEMO

    @property
    def label(self) -> str:
        """What stands before a field, in the language of the program."""
        label = in_language(LABELS[self.column])
        return label if self.memo_kind == PLAIN_MEMO else f"{label} ({self.memo_kind})"


def in_language(words: tuple[str, str]) -> str:
    """The one of an English and a Swedish word that the program speaks."""
    return words[LANGUAGES.index("sv" if language() == "sv" else "en")]


def page_lines(codebook: Codebook, uses: Mapping[str, str] | None = None) -> Iterator[PageLine]:
    """The lines of the page; ``uses`` says how each code is used, by ``same_name`` of its name."""
    book = codebook.written_out()
    page = _Page(book, uses or {})
    yield PageLine(LineKind.TITLE, book.title or book.name)
    for column in ("english", "reference", "licence"):
        if value := getattr(book, column):
            yield PageLine(LineKind.FIELD, " ".join(value.split()), depth=-1, column=column)
    for path, theme in theme_paths(book.themes):
        yield PageLine(LineKind.THEME, theme.name, path, guid=theme.guid)
        yield from page.fields(theme, -1)
        for code in theme.codes:
            yield from page.gathered(same_name(code.name))
    loose = [code for code in book.codes if same_name(code.name) not in page.written]
    if loose and book.themes:
        yield PageLine(LineKind.LOOSE, in_language(LOOSE))
    for code in loose:
        yield from page.code(code, 0)
    if book.themes:
        yield PageLine(LineKind.IN_ORDER, in_language(IN_ORDER))
        yield from page.in_order(book.codes, 0)


class _Page:
    """A page while it is written: what of the codes stands on it."""

    def __init__(self, book: Codebook, uses: Mapping[str, str]) -> None:
        self.uses = uses
        self.tops = {same_name(code.name): code for code in book.codes}
        self.names = {same_name(code.name): code.name for code, _above in book.all_codes()}
        self.written: set[str] = set()

    def gathered(self, key: str) -> Iterator[PageLine]:
        """A code within a theme: written out the first time if it lies beneath no other."""
        if key in self.tops and key not in self.written:
            yield from self.code(self.tops[key], 0)
        else:
            yield PageLine(LineKind.MENTION, self.names[key])

    def code(self, code: CodeEntry, depth: int) -> Iterator[PageLine]:
        """A code written out, and those beneath it."""
        self.written.add(same_name(code.name))
        yield PageLine(LineKind.CODE, code.name, depth=depth, guid=code.guid, colour=code.colour)
        yield from self.fields(code, depth)
        if use := self.uses.get(same_name(code.name)):
            yield PageLine(LineKind.FIELD, use, depth=depth, column="use")
        for beneath in code.codes:
            yield from self.code(beneath, depth + 1)

    def fields(self, entry: CodeEntry | ThemeEntry, depth: int) -> Iterator[PageLine]:
        """What there is to say of a code or theme."""
        for column, value in {"english": entry.english, **entry.fields()}.items():
            if value and column not in ("examples", "colour"):
                yield PageLine(LineKind.FIELD, value, depth=depth, column=column)
        for example in entry.examples if isinstance(entry, CodeEntry) else ():
            yield PageLine(LineKind.FIELD, example, depth=depth, column="examples")
        for memo in entry.memos:
            yield _memo_line(memo, depth)

    def in_order(self, codes: tuple[CodeEntry, ...], depth: int) -> Iterator[PageLine]:
        """The names of codes, those beneath set in."""
        for code in codes:
            yield PageLine(LineKind.MENTION, code.name, depth=depth)
            yield from self.in_order(code.codes, depth + 1)


def _memo_line(memo: MemoEntry, depth: int) -> PageLine:
    return PageLine(LineKind.FIELD, memo.text, depth=depth, column="memos", memo_kind=memo.kind)
