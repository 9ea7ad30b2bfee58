"""Text folded into a number of lines of terminal cells."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from qualwb.workbench.widgets.transcript.cells import DisplayText, displayable
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex

ELLIPSIS = "…"


def folded(text: str, width: int, lines: int | None = None) -> list[str]:
    """The text broken at blanks into lines of ``width`` cells; beyond ``lines``, cut with an ellipsis."""
    display = DisplayText(text)
    rows = WrapIndex(display, width, ((0, len(text)),))
    shown = [display.text[start:end].rstrip() for start, end in (rows[i] for i in range(len(rows)))]
    if lines is None or len(shown) <= lines:
        return shown
    return [*shown[: lines - 1], cut(" ".join(filter(None, shown[lines - 1 :])), width)]


def cut(text: str, width: int) -> str:
    """One line of at most ``width`` cells, with an ellipsis where something is left away."""
    if len(text) <= width and text.isascii() and text.isprintable():
        return text  # as most cells of tables are: a cell a character
    line = displayable(text.replace("\n", " "))
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(width - 1, 0)).rstrip() + ELLIPSIS if width > 0 else ""


def cut_before(text: str, width: int) -> str:
    """The end of one line, at most ``width`` cells of it, with an ellipsis where something is left away."""
    if len(text) <= width and text.isascii() and text.isprintable():
        return text  # as most cells of tables are: a cell a character
    line = displayable(text.replace("\n", " "))
    if cell_len(line) <= width:
        return line
    kept = line[-max(width, 1) :]
    while cell_len(kept) >= max(width, 1):
        kept = kept[1:]
    return ELLIPSIS + kept if width > 0 else ""


def cut_after_word(text: str, width: int) -> str:
    """As ``cut``, between two words: no word is broken but the first."""
    shown = cut(text, width)
    kept, blank, _part = shown.removesuffix(ELLIPSIS).rpartition(" ")
    whole = not shown.endswith(ELLIPSIS) or text.startswith((shown.removesuffix(ELLIPSIS) + " ", shown))
    return shown if whole or not blank else kept.rstrip() + ELLIPSIS


def cut_before_word(text: str, width: int) -> str:
    """As ``cut_before``, between two words: no word is broken but the last."""
    shown = cut_before(text, width)
    _part, blank, kept = shown.removeprefix(ELLIPSIS).partition(" ")
    whole = not shown.startswith(ELLIPSIS) or text.endswith((" " + shown.removeprefix(ELLIPSIS), shown))
    return shown if whole or not blank else ELLIPSIS + kept.lstrip()


def strip_of(pieces: Iterable[tuple[str, Style]], width: int, rest: Style) -> Strip:
    """A row of styled pieces, filled up or cut to ``width`` cells."""
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width, rest)


def ink_of(style: Style) -> Style:
    """A style without its ground, to be laid over another."""
    return Style(color=style.color, bold=style.bold, italic=style.italic, underline=style.underline)
