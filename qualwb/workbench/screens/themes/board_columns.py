"""The columns of the board of themes as rows of text: headings with evidence, cards with counts."""

from dataclasses import dataclass

from rich.cells import cell_len

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.coverage import groups_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.themes.board import BoardColumn, Card
from qualwb.workbench.widgets.folding import cut, folded
from qualwb.workbench.widgets.transcript.cells import displayable

MAIN, THEME = -2, -1
"""Rows of the cursor above the cards: the main theme's heading, the theme's."""
NAME_LINES = 2
"""Rows that a name is folded to."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A row of a column below its heading: the card it belongs to and what stands there."""

    card: int
    first: bool
    text: str
    count: str


def title(column: BoardColumn) -> str:
    """What a column is called, with the themes between it and the main theme."""
    if column.theme is None:
        return _("without a theme")
    if column.main == column.name:
        return _("directly in it")
    return (f"{column.path} › " if column.path else "") + column.theme.name


def evidence(column: BoardColumn, wide: int) -> str:
    """How often and in how many groups a theme stands, in ``wide`` cells where that can be.

    Of a main theme's own column it is said that this counts what lies beneath it too.
    """
    if column.theme is None:
        return ngettext("{n} code", "{n} codes", len(column.cards)).format(n=len(column.cards))
    before = "✎ " if column.theme.memos else ""
    if column.main == column.name:
        before += _("in all:") + " "
    passages = ngettext("{n} passage", "{n} passages", column.theme.passages)
    theme = column.theme
    groups = groups_in_words(theme.groups, theme.of_groups, theme.uncoded_groups)
    whole = f"{before}{passages.format(n=theme.passages)} · {groups}"
    if cell_len(whole) <= wide:
        return whole
    brief = f"{before}{theme.passages} · {groups}"
    briefest = groups_in_words(theme.groups, theme.of_groups, 0)
    return brief if cell_len(brief) <= wide else f"{before}{theme.passages} · {briefest}"


def claim(column: BoardColumn, wide: int) -> str:
    """How widely the theme is claimed to hold, in ``wide`` cells where that can be.

    A sign stands before it where the codings do not bear it out.
    """
    if column.theme is None or not column.theme.claim:
        return ""
    sign = f"{NOT_BORNE_OUT} " if column.theme.is_overclaimed else ""
    whole = sign + _("claim: {claim}").format(claim=column.theme.claim)
    return whole if cell_len(whole) <= wide else f"{sign}{column.theme.claim}"


def card_lines(column: BoardColumn, wide: int, groups: int) -> list[CardLine]:
    """The rows of a column's cards in ``wide`` cells, with counts out of so many groups."""
    return [line for index, card in enumerate(column.cards) for line in _lines_of(index, card, wide, groups)]


def _lines_of(index: int, card: Card, wide: int, groups: int) -> list[CardLine]:
    """A name folded to two rows, its counts at the right of one of them."""
    count = f" {_count(card, groups)} "
    name = ("↳ " if card.beneath else "") + card.name
    whole = wide - 3
    room = max(whole - len(count), 1)
    if cell_len(max(name.split()[:1], default="")) <= room:
        first = folded(name, room)[0]
        rest = displayable(name)[len(first) :].strip()
        texts = [first, *(folded(rest, whole, NAME_LINES - 1) if rest else [])]
        counts = [count, *("" for _text in texts[1:])]
    else:  # a long first word gets the whole row, and the counts the row below
        first = folded(name, whole)[0]
        rest = displayable(name)[len(first) :].strip()
        texts = [first, cut(rest, room)]
        counts = ["", count]
    return [CardLine(index, row == 0, *pair) for row, pair in enumerate(zip(texts, counts, strict=True))]


def _count(card: Card, groups: int) -> str:
    return f"{card.passages} · {card.groups}/{groups}" if card.passages else "–"
