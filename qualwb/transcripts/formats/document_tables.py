"""Tables in documents: a row a turn, where one column names the speaker and another holds the words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.clock import seconds
from qualwb.transcripts.recognition.recognising import FileLine
from qualwb.transcripts.transcript import Comment, LeftAside

LONGEST_LABEL = 40

_SPEAKER_HEADS = frozenset({"talare", "namn", "vem", "person", "speaker", "name", "who"})
_WORDS_HEADS = frozenset(
    {
        "text",
        "replik",
        "repliker",
        "yttrande",
        "utsaga",
        "transkription",
        "transkript",
        "transcript",
        "utterance",
    }
)


@dataclass(frozen=True, slots=True)
class DocumentCell:
    """A cell's text (paragraphs joined by '\\n') and the comments in it, with positions in that text."""

    text: str
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    label: int
    words: int
    time: int | None


def lines_of(
    rows: Sequence[Sequence[DocumentCell]], number: int | None = None
) -> tuple[list[FileLine], list[LeftAside]]:
    """The rows as lines. A label column becomes the speaker; other tables give their cells parted by tabs."""
    columns = _speaker_columns(rows)
    if columns is None:
        return [_joined(row, number) for row in rows if any(cell.text for cell in row)], []
    lines: list[FileLine] = []
    aside: list[LeftAside] = []
    for index, row in enumerate(rows):
        if index == 0 and _is_head(row, columns):
            aside.append(LeftAside("\t".join(cell.text for cell in row), _("head of the table"), number))
            continue
        line, extra = _spoken(row, columns, number)
        aside.extend(extra)
        if line.speaker is None and lines and lines[-1].speaker is not None:
            line = replace(line, speaker=lines[-1].speaker)
        if line.text:
            lines.append(line)
    return lines, aside


def _joined(row: Sequence[DocumentCell], number: int | None) -> FileLine:
    filled = [cell for cell in row if cell.text]
    comments: list[Comment] = []
    position = 0
    for cell in filled:
        comments.extend(replace(c, start=c.start + position, end=c.end + position) for c in cell.comments)
        position += len(cell.text) + 1
    return FileLine("\t".join(cell.text for cell in filled), number=number, comments=tuple(comments))


def _spoken(
    row: Sequence[DocumentCell], columns: _Columns, number: int | None
) -> tuple[FileLine, list[LeftAside]]:
    if len(row) <= max(columns.label, columns.words):
        return _joined(row, number), []
    words = row[columns.words]
    aside = [
        LeftAside(cell.text, _("another column of the table"), number)
        for index, cell in enumerate(row)
        if cell.text and index not in (columns.label, columns.words, columns.time)
    ]
    time = row[columns.time].text if columns.time is not None and columns.time < len(row) else ""
    line = FileLine(
        words.text,
        number=number,
        speaker=_label(row[columns.label]) or None,
        time_start=seconds(time) if time else None,
        comments=words.comments,
    )
    return line, aside


def _label(cell: DocumentCell) -> str:
    return cell.text.strip().rstrip(":").rstrip()


def _is_head(row: Sequence[DocumentCell], columns: _Columns) -> bool:
    cells = [cell.text.strip().rstrip(":").lower() for cell in row]
    return (
        len(cells) > columns.words
        and cells[columns.label] in _SPEAKER_HEADS
        and cells[columns.words] in _WORDS_HEADS
    )


def _speaker_columns(rows: Sequence[Sequence[DocumentCell]]) -> _Columns | None:
    """Which columns name the speaker, hold the words and the time; None unless labels are short and recur."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or not 2 <= width <= 6:
        return None
    by_column = [[row[i].text for row in rows if i < len(row) and row[i].text] for i in range(width)]
    words = max(range(width), key=lambda i: sum(map(len, by_column[i])))
    time = next((i for i in range(words) if _are_times(by_column[i])), None)
    for index in range(words):
        if index != time and _are_labels([row[index] for row in rows if index < len(row)]):
            return _Columns(index, words, time)
    return None


def _are_times(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(seconds(text) is not None for text in texts) >= max(1, len(texts) - 1)


def _are_labels(cells: Sequence[DocumentCell]) -> bool:
    labels = [label for cell in cells if (label := _label(cell))]
    if not labels or any(len(label) > LONGEST_LABEL or "\n" in label for label in labels):
        return False
    if all(label.isdigit() for label in labels):
        return False
    counts = Counter(labels)
    alternates = any(first != second for first, second in pairwise(labels))
    return alternates and sum(n for n in counts.values() if n > 1) * 2 >= len(labels)
