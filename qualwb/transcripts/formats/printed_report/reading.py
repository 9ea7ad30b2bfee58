"""Printed reports: quotes under theme headings, cited by group, back to what they were before the print.

A quote is a run of turns, each begun by a dash at the start of a line, and ends with its tag: '(Grupp 2)'.
Where a report has no tags at all, quotes are paragraphs of their own in ”…” (individual interviews).
What cannot be placed is listed with line and reason; nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualwb.localization import gettext as _
from qualwb.transcripts.assemble import Piece, build
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.formats.printed_report.line_joining import HyphenatedWords, join_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, TurnKind, Verdict


@dataclass(frozen=True, slots=True)
class PrintedQuote:
    """A quoted passage: its turns' texts, verbatim but for line joins, and where it stands.

    ``group`` is the tag ('Grupp 2'), None where the report names none. ``path`` holds the headings
    above it, main theme first. ``line`` and ``end_line`` are its printed lines, from 1.
    """

    turns: tuple[str, ...]
    group: str | None
    path: tuple[str, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class ThemeHeading:
    """A heading with quotes under it: ``path`` ends with its own name; ``quotes`` counts those right
    under it.
    """

    path: tuple[str, ...]
    number: str
    line: int
    printed: str
    quotes: int
    total: int
    """With the quotes under the headings below it."""

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What looks like a quote or a tag and could not be placed, and why."""

    text: str
    line: int
    reason: str
    chapter: str = ""
    """The number of the chapter it stands in, '' where that is unknown."""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A printed report as read. ``quotes`` and ``headings`` stand in printed order."""

    quotes: tuple[PrintedQuote, ...]
    headings: tuple[ThemeHeading, ...]
    unplaced: tuple[Unplaced, ...]
    left_aside: tuple[LeftAside, ...]
    warnings: tuple[str, ...] = ()
    title: str = ""

    @property
    def groups(self) -> dict[str | None, tuple[PrintedQuote, ...]]:
        """The quotes by group tag, tags in natural order ('Grupp 2' before 'Grupp 10')."""
        tags = sorted({quote.group for quote in self.quotes}, key=_natural)
        return {tag: tuple(quote for quote in self.quotes if quote.group == tag) for tag in tags}


def _natural(tag: str | None) -> tuple[str, int, str]:
    match = re.fullmatch(r"(\D*)(\d*)(.*)", tag or "", re.S)
    assert match is not None
    return match[1], int(match[2] or 0), match[3]


TAG = re.compile(
    r"\(\s*(?P<word>grupp|fokusgrupp|fokusgr|gr|fg|intervju|intervjuperson|ip|respondent|informant|deltagare|group|"
    r"focus\s+group|team)\.?\s*(?P<number>\d{1,3}|[a-zåäö])\s*\)",
    re.IGNORECASE,
)
_TAG_BYTES = re.compile(
    rb"\(\s*(?:grupp|fokusgrupp|fg|intervju|ip|respondent|informant|group|focus\s+group)\.?\s*\d+\s*\)", re.I
)
_DASH = re.compile(r"[-–—‐−](?:[ \u00a0\t]+(?=\S)|(?=[….”\"A-ZÅÄÖ]))")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>[^\W\d_].*)")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_SENTENCE_END = re.compile(r"[.:?!…”\")\]»]['”\"»]?$")
_LITERATURE = re.compile(
    r"\((?:[^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*|[^()]*\b(?:s|p|pp|sid)\.\s*\d[^()]*)\)\.?$"
)
_QUOTE_MARKS = '”“"»'
LONGEST_HEADING = 80
FEWEST_BLOCK_WORDS = 8
"""A paragraph in ”…” with fewer words is a saying in the prose, not a quoted passage."""
SNIFFED_TAGS = 2


def sniff(head: bytes, name: str) -> str | None:  # noqa: ARG001
    """Group tags after quotes, as '(Grupp 2)'."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode("utf-8")
    if b"(" not in head or head.count(b"(") < SNIFFED_TAGS:
        return None
    tags = _TAG_BYTES.findall(head)
    dashes = head.count(b"\n- ") + head.count("\n– ".encode())
    if len(tags) < SNIFFED_TAGS or dashes < len(tags) // 2:
        return None
    return _("dash turns with {n} tags such as '{tag}'").format(
        n=len(tags), tag=" ".join(tags[0].decode("utf-8", errors="replace").split())
    )


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """The report's headings and quotes as one transcript: headings as TEXT, turns without a speaker."""
    report = read_report(data, name, encoding=encoding)
    pieces: list[Piece] = []
    above: tuple[str, ...] = ()
    headings = {heading.path: heading for heading in report.headings}
    for quote in report.quotes:
        for depth in range(1, len(quote.path) + 1):
            if quote.path[:depth] != above[:depth]:
                heading = headings[quote.path[:depth]]
                pieces.append(Piece(heading.printed, kind=TurnKind.TEXT))
        above = quote.path
        pieces += [Piece(turn) for turn in quote.turns]
    warnings = list(report.warnings)
    warnings += [
        _("line {line}: {reason}").format(line=place.line, reason=place.reason) for place in report.unplaced
    ]
    in_text = {heading.line for heading in report.headings}
    left_aside = [
        aside for aside in report.left_aside if not (aside.reason == _("heading") and aside.line in in_text)
    ]
    return build(
        pieces, reader="report", speakers=[], warnings=warnings, left_aside=left_aside, title=report.title
    )


def read_report(data: bytes, name: str, *, encoding: str | None = None) -> PrintedReport:
    """Read a printed report. Raises TranscriptError for what is no text."""
    decoded = decode(data, name, encoding)
    lines = _printed_lines(decoded.text)
    pages = _page_heads(lines)
    tagged = TAG.search(decoded.text) is not None
    reader = _Tagged(lines, pages, decoded.text) if tagged else _Blocks(lines, pages, decoded.text)
    reader.run()
    report = reader.report()
    if not report.quotes:
        warning = _(
            "No quotes were found: neither dash turns with a tag such as (Grupp 2) nor paragraphs in ”…”."
        )
        return _with(report, (*decoded.notices, warning), decoded.left_aside)
    return _with(report, decoded.notices, decoded.left_aside)


def _with(report: PrintedReport, warnings: Iterable[str], left_aside: Iterable[LeftAside]) -> PrintedReport:
    return PrintedReport(
        report.quotes,
        report.headings,
        report.unplaced,
        (*left_aside, *report.left_aside),
        (*warnings, *report.warnings),
        report.title,
    )


@dataclass(slots=True)
class _PrintedPart:
    """A printed line: its text without outer blanks, and what the blanks told."""

    text: str
    number: int
    page_break: bool
    """Begins with one blank, as the first line of a page does."""
    tab: bool
    hyphen: bool
    """Ends in a hyphen right at the line's end: the word goes on."""


def _printed_lines(text: str) -> list[_PrintedPart]:
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        lines.append(
            _PrintedPart(
                stripped,
                number,
                raw[:1] == " " and raw[1:2] not in ("", " "),
                raw[:1] == "\t",
                raw.endswith(("-", "‐")) and len(stripped) > 1 and stripped[-2].isalnum(),
            )
        )
    return lines


def _page_heads(lines: Sequence[_PrintedPart]) -> set[int]:
    """Indices of page numbers and the running heads beside them.

    A page number is a number alone between blank lines (or at a page break); a running head is a
    short line next to it that is a chapter's title already seen, or stands beside several page numbers.
    """
    numbers = [
        index
        for index, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line.text)
        and (index == 0 or not lines[index - 1].text or line.page_break)
        and (index + 1 == len(lines) or not lines[index + 1].text or lines[index + 1].page_break)
    ]
    beside: dict[str, list[int]] = {}
    for index in numbers:
        for neighbour in (_next_filled(lines, index, 1), _next_filled(lines, index, -1)):
            if neighbour is not None and _could_be_running_head(lines, neighbour):
                beside.setdefault(lines[neighbour].text, []).append(neighbour)
    heads = set(numbers)
    chapter = 0
    for text, places in sorted(beside.items(), key=lambda item: item[1]):
        match = _NUMBERED.fullmatch(text)
        is_chapter = match is not None and "." not in match["number"]
        if len(places) > 1 or is_chapter:
            first_of_chapter = is_chapter and match is not None and int(match["number"]) > chapter
            heads.update(places)
            if first_of_chapter and match is not None:
                chapter = int(match["number"])
    return heads


def _could_be_running_head(lines: Sequence[_PrintedPart], index: int) -> bool:
    """A short line by itself between blank lines, with nothing of a sentence at its end."""
    line = lines[index]
    alone = (index == 0 or not lines[index - 1].text) and (
        index + 1 == len(lines) or not lines[index + 1].text
    )
    return alone and len(line.text) < 60 and line.text[-1] not in ".:?!,)" and _DASH.match(line.text) is None


def _next_filled(lines: Sequence[_PrintedPart], index: int, step: int) -> int | None:
    """The next line with text, at most three lines off."""
    for _n in range(3):
        index += step
        if not 0 <= index < len(lines):
            return None
        if lines[index].text:
            return index
    return None


@dataclass(slots=True)
class _OpenQuote:
    """A quote that is still growing: lines by turn, all lines, where it began."""

    line: int
    turns: list[list[_PrintedPart]] = field(default_factory=list)
    end_line: int = 0

    def add(self, line: _PrintedPart, text: str) -> None:
        self.turns[-1].append(_PrintedPart(text, line.number, line.page_break, line.tab, line.hyphen))
        self.end_line = line.number

    def raw(self) -> str:
        return "\n".join(line.text for turn in self.turns for line in turn)


class _ReportReader:
    """What both kinds of report share: headings above, prose aside, quotes found so far."""

    def __init__(self, lines: list[_PrintedPart], pages: set[int], text: str) -> None:
        self.lines = lines
        self.pages = pages
        self.words = HyphenatedWords(text)
        self.quotes: list[PrintedQuote] = []
        self.unplaced: list[Unplaced] = []
        self.asides: list[LeftAside] = []
        self.counted: dict[tuple[str, str], LeftAside] = {}
        self.chain: list[tuple[str, str, int]] = []
        """Headings above the line at hand: (number, title, line); the last may be without number."""
        self.lines_of: dict[tuple[str, ...], tuple[str, int, str]] = {}
        self.quoting_chapters: set[str] = set()
        self.width = _width(lines)

    def run(self) -> None:
        raise NotImplementedError

    def report(self) -> PrintedReport:
        unplaced = [place for place in self.unplaced if not self._is_list(place)]
        lists = [place for place in self.unplaced if self._is_list(place)]
        return PrintedReport(
            tuple(self.quotes),
            tuple(self._headings()),
            tuple(sorted(unplaced, key=lambda place: place.line)),
            (*self.counted.values(), *self.asides),
            warnings=self._about_lists(lists),
            title=next((line.text for line in self.lines if line.text), "") if self.lines else "",
        )

    def chapter(self) -> str:
        """The number of the chapter at hand, '' before the first numbered heading."""
        return self.chain[0][0].partition(".")[0] if self.chain else ""

    def _is_list(self, place: Unplaced) -> bool:
        """Whether dash lines are a list of the prose: they stand in a chapter that quotes nobody."""
        return bool(place.chapter) and place.chapter not in self.quoting_chapters

    def _about_lists(self, lists: Sequence[Unplaced]) -> tuple[str, ...]:
        return tuple(
            _("Line {line}: dash lines in a chapter without quotes are taken for a list.").format(
                line=place.line
            )
            for place in lists
        )

    def _headings(self) -> list[ThemeHeading]:
        right_under: dict[tuple[str, ...], int] = {}
        below: dict[tuple[str, ...], int] = {}
        for quote in self.quotes:
            right_under[quote.path] = right_under.get(quote.path, 0) + 1
            for depth in range(1, len(quote.path) + 1):
                path = quote.path[:depth]
                below[path] = below.get(path, 0) + 1
        found = [
            ThemeHeading(path, *self.lines_of[path], right_under.get(path, 0), total)
            for path, total in below.items()
        ]
        return sorted(found, key=lambda heading: (heading.line, len(heading.path)))

    def path(self) -> tuple[str, ...]:
        """The headings above, without a chapter's title where numbered sections stand below it."""
        chain = self.chain
        while len(chain) > 1 and chain[0][0] and "." not in chain[0][0] and chain[1][0]:
            chain = chain[1:]
        path = tuple(title for _number, title, _line in chain)
        for depth in range(1, len(path) + 1):
            number, _title, line = chain[depth - 1]
            self.lines_of.setdefault(path[:depth], (number, line, self.lines[line - 1].text))
        return path

    def is_heading(self, index: int) -> bool:
        """Whether a line outside a quote is a heading: it stands apart, is short, ends without stop."""
        line = self.lines[index]
        text = line.text
        if len(text) > LONGEST_HEADING or text[-1] in ".:;,!…-" or _DASH.match(text):
            return False
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        if _NUMBERED.fullmatch(text):
            return self._stands_apart(index, after_sentence=True) and not after[:1].islower()
        if not text[0].isupper() or TAG.search(text) or not self._stands_apart(index, after_sentence=False):
            return False
        if not after:
            return True
        return len(text) <= 0.85 * self.width and (after[0].isupper() or after[0] in '-–”“"0123456789([')

    def _stands_apart(self, index: int, after_sentence: bool) -> bool:
        """Whether a line does not go on with the line before: after a blank line, a page head, a heading or a
        quote's tag, at a page break after a whole sentence, or (``after_sentence``) after any whole sentence.
        """
        before = self.lines[index - 1].text if index else ""
        if not before or index - 1 in self.pages or self.was_heading(index - 1) or TAG.search(before[-14:]):
            return True
        return (after_sentence or self.lines[index].page_break) and bool(_SENTENCE_END.search(before))

    def was_heading(self, index: int) -> bool:
        return bool(self.chain) and self.chain[-1][2] == self.lines[index].number

    def take_heading(self, index: int) -> None:
        line = self.lines[index]
        match = _NUMBERED.fullmatch(line.text)
        if match is None:
            self.chain = [entry for entry in self.chain if entry[0]]
            self.chain.append(("", _heading_title(line.text), line.number))
            return
        number = match["number"]
        depth = number.count(".")
        self.chain = [
            entry
            for entry in self.chain
            if entry[0] and entry[0].count(".") < depth and number.startswith(entry[0] + ".")
        ]
        self.chain.append((number, _heading_title(match["title"]), line.number))

    def place(self, turns: tuple[str, ...], group: str | None, line: int, end_line: int) -> None:
        """A quote is found: it goes under the headings above it."""
        self.quotes.append(PrintedQuote(turns, group, self.path(), line, end_line))
        self.quoting_chapters.add(self.chapter())

    def aside(self, text: str, reason: str, line: int) -> None:
        if text:
            self.asides.append(LeftAside(text, reason, line))

    def count_aside(self, text: str, reason: str, line: int) -> None:
        """The same text for the same reason is kept once, counted."""
        if not text:
            return
        known = self.counted.get((text, reason))
        self.counted[text, reason] = LeftAside(
            text, reason, known.line if known else line, known.count + 1 if known else 1
        )

    def turn_text(self, lines: Sequence[_PrintedPart]) -> str:
        """A turn's lines joined; hyphens that only the line end called for are taken out."""
        text, dropped = join_lines([(line.text, line.hyphen) for line in lines], self.words)
        for hyphen in dropped:
            self.count_aside(hyphen, _("hyphen at a line's end"), lines[0].number)
        return text


def _heading_title(text: str) -> str:
    """The heading with a spaced hyphen set as the dash it stands for."""
    return re.sub(r" [-‐] ", " – ", text)


def _width(lines: Sequence[_PrintedPart]) -> int:
    """The printed width: nine of ten lines with text are not longer."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else LONGEST_HEADING


class _Tagged(_ReportReader):
    """Dash turns that end with the group's tag."""

    def run(self) -> None:
        self.quote: _OpenQuote | None = None
        for index, line in enumerate(self.lines):
            if not line.text:
                continue
            if index in self.pages:
                self._page_head(index)
            elif self.quote is not None:
                self._inside(index)
            else:
                self._outside(index)
        if self.quote is not None:
            self._give_up(_("a quote without a tag"))

    def _page_head(self, index: int) -> None:
        line = self.lines[index]
        match = _NUMBERED.fullmatch(line.text)
        self.aside(line.text, _("page head or number"), line.number)
        if match is not None and self.chain and not self._same_chapter(match["number"]):
            self.chain = [(match["number"], _heading_title(match["title"]), line.number)]

    def _same_chapter(self, number: str) -> bool:
        numbered = [entry[0] for entry in self.chain if entry[0]]
        return not numbered or numbered[0].partition(".")[0] == number

    def _outside(self, index: int) -> None:
        line = self.lines[index]
        if self._starts_quote(index):
            self.quote = _OpenQuote(line.number)
            self._new_turn(line)
        elif self.is_heading(index):
            self.take_heading(index)
            self.aside(line.text, _("heading"), line.number)
        else:
            self._prose(line, line.text)

    def _prose(self, line: _PrintedPart, text: str) -> None:
        self.aside(text, _("prose of the report"), line.number)
        joined = text
        if re.search(r"\(\s*\w+\.?\s*$", text) and line.number < len(self.lines):
            joined = f"{text}\n{self.lines[line.number].text}"
        match = TAG.search(joined)
        if match is not None and match.start() < len(text):
            self.unplaced.append(
                Unplaced(" ".join(match[0].split()), line.number, _("a tag without a quote"))
            )

    def _starts_quote(self, index: int) -> bool:
        """A dash at the start of a line, unless it stands in the midst of a prose sentence."""
        text = self.lines[index].text
        match = _DASH.match(text)
        if match is None or match.end() >= len(text):
            return False
        before = self.lines[index - 1].text if index else ""
        if (
            not before
            or _SENTENCE_END.search(before)
            or self.was_heading(index - 1)
            or index - 1 in self.pages
        ):
            return True
        return text[0] in "-‐−" and not text[match.end()].islower()

    def _new_turn(self, line: _PrintedPart) -> None:
        assert self.quote is not None
        match = _DASH.match(line.text)
        assert match is not None
        self.count_aside(line.text[: match.end()].strip(), _("dash of a turn"), line.number)
        self.quote.turns.append([])
        self._grow(line, line.text[match.end() :])

    def _inside(self, index: int) -> None:
        line = self.lines[index]
        before = self.lines[index - 1].text
        dash = _DASH.match(line.text)
        if dash is not None and dash.end() < len(line.text) and self._is_turn(index, dash.end()):
            self._new_turn(line)
            return
        if ((not before or index - 1 in self.pages) and not self._goes_on_after_gap(index)) or (
            _NUMBERED.fullmatch(line.text) and self.is_heading(index)
        ):
            self._give_up(_("a quote without a tag"))
            self._outside(index)
        else:
            self._grow(line, line.text)

    def _goes_on_after_gap(self, index: int) -> bool:
        """Whether text after a blank line or a page head still belongs to the quote.

        Its tag must follow before the next break, and it must go on with a sentence or stand on a new page.
        """
        text = self.lines[index].text
        if TAG.match(text):
            return True
        if not self._tag_before_next_break(index):
            return False
        assert self.quote is not None
        last = self.quote.turns[-1][-1].text if self.quote.turns[-1] else ""
        new_page = self.lines[index].page_break or any(
            n in self.pages for n in range(max(index - 4, 0), index)
        )
        return new_page or text[0].islower() or not _SENTENCE_END.search(last)

    def _is_turn(self, index: int, after_dash: int) -> bool:
        """Whether a dash inside a quote begins a turn; an en dash in the midst of a sentence does not."""
        text = self.lines[index].text
        before = self.lines[index - 1].text
        if text[0] in "-‐−" or not before:
            return True
        return bool(_SENTENCE_END.search(before)) or not text[after_dash].islower()

    def _tag_before_next_break(self, index: int) -> bool:
        """Whether a tag closes the lines from ``index`` before the next blank line, dash turn or heading."""
        collected = []
        for position in range(index, len(self.lines)):
            text = self.lines[position].text
            if position in self.pages:
                continue
            if not text or (position > index and _DASH.match(text)):
                break
            collected.append(text)
            if len(collected) > 1 and TAG.search("\n".join(collected[-2:])):
                return True
        return TAG.search("\n".join(collected)) is not None

    def _grow(self, line: _PrintedPart, text: str) -> None:
        """Add a line to the quote; close the quote when its tag is complete."""
        quote = self.quote
        assert quote is not None
        last = quote.turns[-1][-1].text if quote.turns[-1] else ""
        match = TAG.search(f"{last}\n{text}", 0)
        if match is None or match.end() <= len(last):
            quote.add(line, text)
            return
        start, end = match.start() - len(last) - 1, match.end() - len(last) - 1
        if start < 0:  # the tag began on the line before
            shortened = last[: match.start()].rstrip()
            if shortened:
                quote.turns[-1][-1].text = shortened
                quote.turns[-1][-1].hyphen = False
            else:
                quote.turns[-1].pop()
        elif text[:start].strip():
            quote.add(line, text[:start].rstrip())
        quote.end_line = line.number
        self.count_aside(" ".join(match[0].split()), _("tag of a quote"), line.number)
        self._close(_group(match))
        rest = text[end:].lstrip(" .")
        if text[end:].strip(" "):
            if rest:
                self._prose(line, text[end:].strip())
            else:
                self.count_aside(text[end:].strip(), _("stop after a tag"), line.number)

    def _close(self, group: str) -> None:
        quote = self.quote
        assert quote is not None
        self.quote = None
        turns = tuple(text for text in (self.turn_text(turn) for turn in quote.turns if turn) if text)
        if not turns:
            self.unplaced.append(Unplaced(f"({group})", quote.line, _("a tag without a quote")))
            return
        self.place(turns, group, quote.line, quote.end_line)

    def _give_up(self, reason: str) -> None:
        """The quote has no tag: it is listed, and its words are left aside."""
        quote = self.quote
        assert quote is not None
        self.quote = None
        text = quote.raw()
        self.unplaced.append(Unplaced(text, quote.line, reason, self.chapter()))
        self.aside(text, reason, quote.line)


def _group(match: re.Match[str]) -> str:
    word = " ".join(match["word"].split())
    return f"{word if word.isupper() else word.capitalize()} {match['number'].upper()}"


class _Blocks(_ReportReader):
    """Quotes as paragraphs of their own in ”…”, without any tag."""

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not line.text:
                pass
            elif index in self.pages:
                self.aside(line.text, _("page head or number"), line.number)
            elif (end := self._block_end(index)) is not None:
                self._take_block(index, end)
                index = end
            elif self.is_heading(index):
                self.take_heading(index)
                self.aside(line.text, _("heading"), line.number)
            else:
                self.aside(line.text, _("prose of the report"), line.number)
            index += 1

    def _block_end(self, index: int) -> int | None:
        """The last line of a block quote that begins at ``index``, or None if none does."""
        if self.lines[index].text[0] not in _QUOTE_MARKS or not self._begins_paragraph(index):
            return None
        for position in range(index, min(index + 80, len(self.lines))):
            text = self.lines[position].text
            if position in self.pages:
                continue
            if not text:
                if self._goes_on_after_gap(position):
                    continue
                return None
            if self._closes(text, first=position == index) and self._paragraph_ends(position):
                words = sum(len(self.lines[n].text.split()) for n in range(index, position + 1))
                return position if words >= FEWEST_BLOCK_WORDS else None
        return None

    def _begins_paragraph(self, index: int) -> bool:
        before = self.lines[index - 1].text if index else ""
        if not before or index - 1 in self.pages or self.was_heading(index - 1):
            return True
        return bool(re.search(r"[.:?!…]$|[.?!…][”\"»)]$", before))

    def _goes_on_after_gap(self, blank: int) -> bool:
        """A page's end inside the block: after the blank a page head or a sentence that goes on in lower
        case.
        """
        following = _next_filled(self.lines, blank, 1)
        return following is not None and (following in self.pages or self.lines[following].text[0].islower())

    def _closes(self, text: str, first: bool) -> bool:
        bare = text.rstrip(". ")
        return len(bare) > 1 and bare[-1] in _QUOTE_MARKS and not (first and len(bare) < 3)

    def _paragraph_ends(self, index: int) -> bool:
        """Whether a paragraph ends here: a blank, a new paragraph, a page break or a capital follows."""
        if index + 1 >= len(self.lines):
            return True
        after = self.lines[index + 1]
        return (
            not after.text
            or after.tab
            or index + 1 in self.pages
            or after.text[0].isupper()
            or after.text[0] in _QUOTE_MARKS
        )

    def _take_block(self, start: int, end: int) -> None:
        lines = []
        for index in range(start, end + 1):
            line = self.lines[index]
            if index in self.pages:
                self.aside(line.text, _("page head or number"), line.number)
            elif line.text:
                lines.append(_PrintedPart(line.text, line.number, line.page_break, line.tab, line.hyphen))
        self.count_aside(lines[0].text[0], _("quotation mark"), lines[0].number)
        lines[0].text = lines[0].text[1:].lstrip()
        last = lines[-1].text
        bare = last.rstrip(". ")
        self.count_aside(bare[-1], _("quotation mark"), lines[-1].number)
        lines[-1].text = bare[:-1].rstrip() + last[len(bare) :].strip()
        self.place((self.turn_text(lines),), None, lines[0].number, lines[-1].number)
