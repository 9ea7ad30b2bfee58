"""A codebook read back from the lines of its page, as a colleague may have edited it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualwb.acts.codebook_entries import PLAIN_MEMO, Codebook, MemoEntry
from qualwb.acts.memos import KINDS
from qualwb.exchange.codebooks.codebook_page import IN_ORDER, LABELS, LOOSE, LineKind, PageLine
from qualwb.exchange.codebooks.drafts import Draft, Shelf, assemble
from qualwb.exchange.codebooks.findings import Findings
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

MENTIONED = "→ "
"""Stands before the name of a code that is written out elsewhere."""
_COLUMNS = {word: column for column, words in LABELS.items() for word in words}
_FIELD = re.compile(rf"({'|'.join(map(re.escape, _COLUMNS))})(?: \(({'|'.join(KINDS)})\))?: ?(.*)", re.DOTALL)


def field_line(text: str, depth: int = 0) -> PageLine:
    """A text with the label of a field before it; without one it belongs to the definition."""
    found = _FIELD.fullmatch(text)
    if found is None:
        return PageLine(LineKind.FIELD, text, depth=depth, column="definition")
    column = _COLUMNS[found[1]]
    return PageLine(LineKind.FIELD, found[3], depth=depth, column=column, memo_kind=found[2] or PLAIN_MEMO)


def heading_kind(text: str, guid: str) -> LineKind:
    """Whether a heading is a theme's, or begins one of the page's own lists."""
    if guid:
        return LineKind.THEME
    return LineKind.LOOSE if text in LOOSE else LineKind.IN_ORDER if text in IN_ORDER else LineKind.THEME


def codebook_from_page(lines: Iterable[tuple[int, PageLine]], findings: Findings) -> Codebook:
    """The codebook that a page's lines tell, each with its line number. Raises ``BadCodebook``."""
    reader = _PageReader(findings)
    for number, line in lines:
        reader.read(line, number)
    return reader.codebook()


class _PageReader:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.codes, self.themes = Shelf(findings), Shelf(findings)
        self.about: dict[str, str] = {}
        """What is said of the codebook itself, by column."""
        self.theme_stack: list[Draft] = []
        self.code_stack: list[Draft] = []
        self.target: Draft | None = None
        self.theme: Draft | None = None
        self.in_order = False
        self.order: dict[str, int] = {}
        self.mentions: list[tuple[int, Draft, str]] = []

    def read(self, line: PageLine, number: int) -> None:
        """Take one line in."""
        if line.kind is LineKind.TITLE:
            self.about.setdefault("title", self.findings.clean(line.text).strip())
        elif line.kind is LineKind.FIELD:
            self._field(line, number)
        elif line.kind is LineKind.CODE:
            self._code(line, number)
        elif line.kind is LineKind.MENTION:
            self._mention(line, number)
        elif line.kind is LineKind.THEME:
            self._theme(line, number)
        else:
            self.theme = self.target = None
            self.in_order = line.kind is LineKind.IN_ORDER

    def codebook(self) -> Codebook:
        """What was read, with the codes in the order of their list."""
        by_name = {same_name(draft.name): draft for draft in self._all(self.codes.tops)}
        for number, theme, name in self.mentions:
            draft = by_name.get(same_name(name))
            if draft is None:
                self.findings.refuse(
                    number, _("'{name}' is not described anywhere; left aside.").format(name=name)
                )
            else:
                theme.gathered[draft] = None
        for drafts in (self.codes.tops, *(draft.beneath for draft in by_name.values())):
            drafts.sort(key=lambda draft: self.order.get(same_name(draft.name), len(self.order)))
        book = assemble(self.findings.file, self.codes, self.themes)
        title = self.about.pop("title", "")
        about = {column: self.about.get(column, "") for column in ("english", "reference", "licence")}
        return replace(book, title="" if title == book.name else title, **about)  # type: ignore[arg-type]

    def _theme(self, line: PageLine, number: int) -> None:
        del self.theme_stack[len(line.path) - 1 :]
        above = self.theme_stack[-1] if self.theme_stack else None
        self.theme = self.target = self.themes.add(line.text, above, number)
        self.themes.fill(self.theme, {"guid": line.guid}, number)
        self.theme_stack.append(self.theme)
        self.in_order = False

    def _code(self, line: PageLine, number: int) -> None:
        del self.code_stack[line.depth :]
        above = self.code_stack[-1] if self.code_stack else None
        draft = self.target = self.codes.add(line.text, above, number)
        self.codes.fill(draft, {"guid": line.guid, "colour": line.colour}, number)
        self.code_stack.append(draft)
        if above is None and self.theme is not None:
            self.theme.gathered[draft] = None

    def _mention(self, line: PageLine, number: int) -> None:
        if self.in_order:
            self.order.setdefault(same_name(line.text), len(self.order))
        elif self.theme is not None:
            self.mentions.append((number, self.theme, line.text))

    def _field(self, line: PageLine, number: int) -> None:
        if line.column == "use" or not line.text.strip():
            return
        text = self.findings.clean(line.text).strip()
        if self.target is None:
            if line.column in ("english", "reference", "licence"):
                self.about[line.column] = text
            return
        values = self.target.values
        if line.column == "memos":
            self.target.memos.append(MemoEntry(text, line.memo_kind))
        elif line.column == "colour":
            self.codes.fill(self.target, {"colour": text}, number)
        else:
            values[line.column] = "\n".join(filter(None, (values.get(line.column, ""), text)))

    def _all(self, drafts: list[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            yield draft
            yield from self._all(draft.beneath)
