"""PDF files with a text layer: printed lines put together to paragraphs, page furniture left aside."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.transcripts import times
from qualwb.transcripts.door import TakenOut
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.archive import password_protected
from qualwb.transcripts.recognition.label_shapes import scan
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

SIGNATURE = b"%PDF-"
PAGES_LIMIT = 3000
CHARACTERS_LIMIT = 20_000_000
NUMBERED_LINES = 5
"""So many numbers in a row, each one more than the last, are the numbers of lines and not an answer."""

_HYPHENS = "\x02\ufffe"
"""PDFium marks a hyphen that it takes for a word's division at the end of a line."""
_PAGE_NUMBER = re.compile(
    r"(?:(?:sida|sid\.?|page|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|av|of|\()\s*\d{1,4}\)?)?", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"\s*(?:[-–—•*▪◦·]\s|\d{1,3}[.)]\s)")


@dataclass(slots=True)
class _PdfLine:
    """A line as printed: its text, its left and right edge in points, and its page."""

    text: str
    left: float
    right: float
    page: int


def sniff(head: bytes, name: str) -> str | None:
    if SIGNATURE in head[:1024]:
        return _("begins with %PDF")
    return _("the suffix says PDF") if name.lower().endswith(".pdf") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,  # noqa: ARG001
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The paragraphs of the text layer, with speakers recognised from them."""
    if SIGNATURE not in data[:1024]:
        raise TranscriptError(name, _("this is not a PDF (it does not begin with %PDF)."))
    taken = TakenOut()
    pages = list(_pages(data, name, taken))
    if not any(line.text for page in pages for line in page):
        raise TranscriptError(
            name,
            _("the PDF has no text layer: its pages are pictures."),
            _("Run it through text recognition (OCR) first; qualwb does not do that."),
        )
    left_aside: list[LeftAside] = []
    repeated, numbered = _page_heads(pages), _line_numbers(pages)
    printed: list[_PdfLine] = []
    for page in pages:
        body, furniture = _without_furniture(page, repeated, numbered)
        printed.extend(body)
        left_aside.extend(furniture)
    lines, divided = _paragraphs(printed)
    return transcript_from_lines(
        lines,
        reader="pdf",
        verdicts=verdicts,
        warnings=[*_warnings(pages, len(printed) - len(lines), divided), *taken.notices()],
        left_aside=[*left_aside, *taken.left_aside()],
    )


def _pages(data: bytes, name: str, taken: TakenOut) -> Iterator[list[_PdfLine]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise password_protected(name) from error
        raise TranscriptError(
            name, _("the PDF is damaged and cannot be opened."), _("Copy it again from where it came.")
        ) from error
    try:
        count = len(document)
        if count > PAGES_LIMIT:
            raise TranscriptError(
                name,
                _("the PDF has {n} pages; more than {limit} are not read.").format(
                    n=count, limit=PAGES_LIMIT
                ),
            )
        characters = 0
        for number in range(count):
            lines = _page(document, number, taken)
            characters += sum(len(line.text) for line in lines)
            if characters > CHARACTERS_LIMIT:
                raise TranscriptError(name, _("the PDF holds more text than a transcript can."))
            yield lines
    except pypdfium2.PdfiumError as error:
        raise TranscriptError(
            name, _("a page of the PDF is damaged."), _("Print it to a new PDF and try again.")
        ) from error
    finally:
        document.close()


def _page(document: Any, number: int, taken: TakenOut) -> list[_PdfLine]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        total = textpage.count_chars()
        if total <= 0 or total > CHARACTERS_LIMIT:
            return []
        return [
            _PdfLine(words + hyphen, *_edges(textpage, start, end), number + 1)
            for start, end, text, hyphen in _spans(textpage.get_text_range())
            if (words := taken.clean(text).strip())
        ]
    finally:
        textpage.close()
        page.close()


def _spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each printed line that holds something: [start, end) in the page's characters, text, division mark."""
    for match in re.finditer(r"[^\r\n]+", text):
        line = match[0].rstrip()
        hyphen = _HYPHENS[0] if line.endswith(tuple(_HYPHENS)) else ""
        line = line.rstrip(_HYPHENS)
        if line.strip():
            indent = len(line) - len(line.lstrip())
            yield match.start() + indent, match.start() + len(line), line.replace("\ufffe", "-"), hyphen


def _edges(textpage: Any, start: int, end: int) -> tuple[float, float]:
    """The left edge of the first and the right edge of the last character; 0 where PDFium does not say.

    Characters beyond U+FFFF count one here and two in PDFium; the edges are only used to tell full lines.
    """
    import pypdfium2

    try:
        return textpage.get_charbox(start)[0], textpage.get_charbox(end - 1)[2]
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return 0.0, 0.0


def _page_heads(pages: Sequence[Sequence[_PdfLine]]) -> frozenset[str]:
    """Lines that stand first or last on at least three pages and on half of them."""
    ends = Counter(text for page in pages if page for text in {page[0].text, page[-1].text})
    filled = sum(bool(page) for page in pages)
    return frozenset(text for text, count in ends.items() if count >= 3 and count * 2 >= filled)


def _without_furniture(
    page: Sequence[_PdfLine], repeated: frozenset[str], numbered: frozenset[int]
) -> tuple[list[_PdfLine], list[LeftAside]]:
    """The page's lines without line numbers, page numbers, and heads that are the same on most pages."""
    lines, aside = _without_line_numbers(page, numbered)
    for index in (-1, 0):
        if not lines:
            break
        line = lines[index]
        if _PAGE_NUMBER.fullmatch(line.text):
            aside.append(LeftAside(line.text, _("page number"), line.page))
        elif line.text in repeated and scan(line.text) is None:
            aside.append(LeftAside(line.text, _("page header or footer"), line.page))
        else:
            continue
        del lines[index]
    return lines, aside


def _number(line: _PdfLine) -> int | None:
    return int(line.text) if line.text.isascii() and line.text.isdigit() and len(line.text) < 7 else None


def _runs(page: Sequence[_PdfLine]) -> Iterator[list[_PdfLine]]:
    """The page's lines, those with nothing but numbers that count up by one together."""
    run: list[_PdfLine] = []
    for line in page:
        number = _number(line)
        last = _number(run[-1]) if run else None
        if run and (number is None or last is None or number != last + 1):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _line_numbers(pages: Sequence[Sequence[_PdfLine]]) -> frozenset[int]:
    """The numbers that stand in long runs somewhere: the file's lines are numbered with them."""
    long_runs = [run for page in pages for run in _runs(page) if len(run) >= NUMBERED_LINES]
    return frozenset(number for run in long_runs for line in run if (number := _number(line)) is not None)


def _without_line_numbers(
    page: Sequence[_PdfLine], numbered: frozenset[int]
) -> tuple[list[_PdfLine], list[LeftAside]]:
    kept: list[_PdfLine] = []
    aside: list[LeftAside] = []
    runs = list(_runs(page))
    for index, run in enumerate(runs):
        at_end = index == len(runs) - 1
        if len(run) >= NUMBERED_LINES or (at_end and numbered.issuperset(map(_number, run))):
            aside.append(
                LeftAside(" ".join(line.text for line in run), _("numbers of the lines"), run[0].page)
            )
        else:
            kept.extend(run)
    return kept, aside


def _paragraphs(printed: Sequence[_PdfLine]) -> tuple[list[FileLine], int]:
    """Lines for the paragraphs, numbered by page, and how many words were put together again."""
    margin = _right_margin(printed)
    recurring = _recurring_labels(printed)
    lines: list[FileLine] = []
    divided = 0
    previous: _PdfLine | None = None
    for line in printed:
        if previous is not None and _goes_on(previous, line, margin, recurring):
            text = lines[-1].text
            if previous.text.endswith(_HYPHENS[0]):
                divided += 1
                lines[-1].text = text + line.text.rstrip(_HYPHENS)
            else:
                lines[-1].text = f"{text} {line.text.rstrip(_HYPHENS)}"
        else:
            if previous is not None and previous.text.endswith(_HYPHENS[0]):
                lines[-1].text += "-"
            lines.append(FileLine(line.text.rstrip(_HYPHENS), line.page))
        previous = line
    if previous is not None and previous.text.endswith(_HYPHENS[0]):
        lines[-1].text += "-"
    return lines, divided


def _right_margin(printed: Sequence[_PdfLine]) -> float:
    """Where full lines end: nearly the rightmost, so that a few lines that stick out do not count."""
    edges = sorted(line.right for line in printed)
    return edges[int(len(edges) * 0.98)] if edges else 0.0


def _recurring_labels(printed: Sequence[_PdfLine]) -> frozenset[str]:
    counts = Counter(label for line in printed if (label := _label(line.text)))
    return frozenset(label for label, count in counts.items() if count > 1)


def _label(text: str) -> str:
    candidate = scan(text)
    return candidate.label if candidate is not None else ""


def _goes_on(previous: _PdfLine, line: _PdfLine, margin: float, recurring: frozenset[str]) -> bool:
    """Whether the paragraph goes on: the next line's first word had no more room on the line before."""
    if previous.text.endswith(_HYPHENS[0]):
        return True
    if _label(line.text) in recurring or times.LEADING.match(line.text) or _LIST_ITEM.match(line.text):
        return False
    width = (previous.right - previous.left) / max(len(previous.text), 1)
    first_word = line.text.split(maxsplit=1)[0]
    return previous.right + width * (len(first_word) + 1) > margin


def _warnings(pages: Sequence[Sequence[_PdfLine]], joined: int, divided: int) -> list[str]:
    found = []
    if joined:
        found.append(_("Printed lines were put together to paragraphs; look at the turns' borders."))
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if empty:
        found.append(_("No text on page {pages}: pictures, or empty.").format(pages=", ".join(empty[:20])))
    if divided:
        found.append(
            ngettext(
                "{n} word divided at the end of a line was put together.",
                "{n} words divided at the end of a line were put together.",
                divided,
            ).format(n=divided)
        )
    return found
