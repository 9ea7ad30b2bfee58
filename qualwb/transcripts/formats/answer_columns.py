"""What the columns of a survey hold: answers in people's own words, attributes, or who answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.spreadsheet import COLUMNS_LIMIT, cell_of

WORDS_OF_AN_ANSWER = 4
"""Mean words in a column's cells from which it holds answers in people's own words."""
WORDS_OF_A_LONG_ANSWER = 8
_MOST_WORDS_OF_A_NAME = 4

_IDENTIFIER = re.compile(
    r"(?:svars?|respondent|deltagar\w*|participant|response|löp)?[ _-]*"
    r"(?:id|nr|no|nummer|number|kod|code|namn|name|alias)"
    r"|respondent|deltagare|participant|informant",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column with what it was taken for ('question', 'attribute', 'label', 'empty') and why."""

    name: str
    place: int
    kind: str
    reason: str


def columns_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[AnswerColumn]:
    """What each column holds, by its cells first and its head second."""
    width = min(max(len(row) for row in (head, *rows)), COLUMNS_LIMIT)
    columns: list[AnswerColumn] = []
    for place in range(width):
        name = cell_of(head, place).replace("\n", " ").strip() or _("column {n}").format(n=place + 1)
        cells = [cell for row in rows if (cell := cell_of(row, place))]
        kind, reason = _kind(name, cells, len(rows))
        if kind == "label" and any(column.kind == "label" for column in columns):
            kind = "attribute"
        columns.append(AnswerColumn(name, place, kind, reason))
    return columns


def _kind(name: str, cells: Sequence[str], rows: int) -> tuple[str, str]:
    """What a column holds, and why; ``cells`` are those that are filled, of ``rows``."""
    if not cells:
        return "empty", _("no values")
    words = [len(cell.split()) for cell in cells]
    if _names_respondents(name, cells, words, rows):
        return "label", _("one short value a row, and its head names people or numbers")
    counts = _("{distinct} different values, {mean} words on average").format(
        distinct=len(set(cells)), mean=f"{mean(words):.0f}"
    )
    return ("question" if _holds_answers(name, cells, words) else "attribute"), counts


def _names_respondents(name: str, cells: Sequence[str], words: Sequence[int], rows: int) -> bool:
    """Whether the head says so and each row has a short value of its own."""
    return (
        _IDENTIFIER.fullmatch(name.strip()) is not None
        and len(set(cells)) == len(cells) == rows
        and max(words) <= _MOST_WORDS_OF_A_NAME
    )


def _holds_answers(name: str, cells: Sequence[str], words: Sequence[int]) -> bool:
    """Whether the cells are long and seldom the same, or all different below a question."""
    distinct, asks = len(set(cells)), name.rstrip().endswith("?")
    if distinct * 2 >= len(cells) and (
        max(words) >= WORDS_OF_A_LONG_ANSWER or (mean(words) >= WORDS_OF_AN_ANSWER and (distinct > 1 or asks))
    ):
        return True
    return asks and 1 < distinct == len(cells) and mean(words) >= 2


def described(columns: Sequence[AnswerColumn]) -> str:
    """The columns in words, as a person checks them."""
    names = {
        "question": _("question"),
        "attribute": _("attribute"),
        "label": _("names the respondent"),
        "empty": _("empty"),
    }
    return "; ".join(f"'{column.name[:40]}' {names[column.kind]} ({column.reason})" for column in columns)
