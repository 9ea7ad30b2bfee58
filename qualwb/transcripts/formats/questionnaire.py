"""Survey answers in csv or xlsx: a row a respondent, a column an attribute or a question.

Answers to a question become turns under it, each said by its respondent. A table whose columns are
named speaker and text is a transcript, and its rows are turns.
"""

from collections.abc import Iterator, Mapping, Sequence

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.answer_columns import AnswerColumn, columns_of, described
from qualwb.transcripts.formats.archive import OLE_SIGNATURE, ZIP_SIGNATURE
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.clock import finite, seconds, span
from qualwb.transcripts.formats.spreadsheet import (
    COLUMNS_LIMIT,
    WORKBOOKS,
    cell_of,
    delimiter,
    read_spreadsheet,
)
from qualwb.transcripts.recognition.assemble import Piece
from qualwb.transcripts.recognition.named import named_transcript
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, TurnKind, Verdict

_SPEAKER_HEADS = frozenset({"speaker", "talare", "name", "namn", "deltagare", "participant"})
_WORDS_HEADS = frozenset({"text", "replik", "yttrande", "utterance", "transcript", "content", "caption"})
_START_HEADS = frozenset({"start", "start time", "start_time", "time", "tid", "timestamp", "begin"})
_END_HEADS = frozenset({"end", "end time", "end_time", "slut", "stop"})


def sniff(head: bytes, name: str) -> str | None:
    lower = name.lower()
    if head.startswith(ZIP_SIGNATURE):
        return _("an Excel workbook") if b"xl/" in head or lower.endswith(".xlsx") else None
    if lower.endswith(WORKBOOKS):
        return _("the suffix says Excel")
    if lower.endswith((".csv", ".tsv")) and not head.startswith(OLE_SIGNATURE):
        return _("a table of values parted by {sign}").format(sign=repr(delimiter(text_of(head))))
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """Answers as turns, question by question; the other columns are attributes of the respondents."""
    sheet = read_spreadsheet(data, name, encoding)
    if len(sheet.rows) < 2:
        raise TranscriptError(name, _("the table has no rows below its head."))
    head, *body = sheet.rows
    if _is_transcript(head):
        return transcript_from_lines(
            _spoken(head, body),
            reader="survey",
            verdicts=verdicts,
            warnings=sheet.notices,
            left_aside=sheet.left_aside,
        )
    columns = columns_of(head, body)
    questions = [column for column in columns if column.kind == "question"]
    if not questions:
        raise TranscriptError(
            name,
            _("no column holds answers in words (columns: {columns}).").format(
                columns=described(columns)[:300]
            ),
            _("Import the columns as attributes of participants instead."),
        )
    labels = _labels(columns, body)
    pieces = list(_answers(questions, labels, body))
    attributes = _attributes(columns, labels, body)
    answered = {piece.speaker for piece in pieces if piece.text}
    silent = [label for label in dict.fromkeys(labels) if label not in answered]
    if silent:
        sheet.notices.append(
            _("Left out, as they answered nothing: {labels}.").format(labels=", ".join(silent))
        )
    return named_transcript(
        pieces,
        reader="survey",
        warnings=[*sheet.notices, _("Columns: {columns}.").format(columns=described(columns))],
        left_aside=[*sheet.left_aside, *_not_stored(silent, attributes)],
        described=attributes,
    )


def _is_transcript(head: Sequence[str]) -> bool:
    names = {name.strip().lower() for name in head}
    return bool(names & _WORDS_HEADS) and bool(names & (_SPEAKER_HEADS | _START_HEADS)) and len(names) <= 6


def _spoken(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[FileLine]:
    """Rows with the columns speaker, text, start, end as lines; whole times are Whisper's milliseconds."""
    names = [name.strip().lower() for name in head]

    def place(heads: frozenset[str]) -> int:
        return next((index for index, name in enumerate(names) if name in heads), COLUMNS_LIMIT)

    words, speaker, start, end = map(place, (_WORDS_HEADS, _SPEAKER_HEADS, _START_HEADS, _END_HEADS))
    ends = [
        int(cell)
        for row in rows
        if (cell := cell_of(row, end)).isascii() and cell.isdigit() and len(cell) < 12
    ]
    whole = all(cell_of(row, start).isdigit() and cell_of(row, end).isdigit() for row in rows)
    unit = 0.001 if whole and ends and ends[-1] > 100 * len(rows) else 1.0
    lines = []
    for number, row in enumerate(rows, 2):
        if text := cell_of(row, words):
            line = FileLine(text, number, cell_of(row, speaker) or None)
            line.time_start, line.time_end = span(
                _time(cell_of(row, start), unit), _time(cell_of(row, end), unit)
            )
            lines.append(line)
    return lines


def _time(text: str, unit: float) -> float | None:
    clock = seconds(text)
    number = finite(text) if clock is None and text else None
    return clock if number is None else number * unit


def _labels(columns: Sequence[AnswerColumn], rows: Sequence[Sequence[str]]) -> list[str]:
    place = next((column.place for column in columns if column.kind == "label"), None)
    if place is None:
        return [f"R{number}" for number in range(1, len(rows) + 1)]
    labels = [cell_of(row, place).replace("\n", " ") for row in rows]
    return [f"R{label}" if label.isdigit() else label for label in labels]


def _answers(
    questions: Sequence[AnswerColumn], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[Piece]:
    for question in questions:
        yield Piece(question.name, kind=TurnKind.TEXT)
        for label, row in zip(labels, rows, strict=True):
            yield Piece(cell_of(row, question.place), label)


def _attributes(
    columns: Sequence[AnswerColumn], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, dict[str, str]]:
    """What each respondent's row says but for the answers, by label and column."""
    found: dict[str, dict[str, str]] = {}
    for label, row in zip(labels, rows, strict=True):
        told = {
            column.name: value
            for column in columns
            if column.kind == "attribute" and (value := cell_of(row, column.place))
        }
        found.setdefault(label, {}).update(told)
    return found


def _not_stored(labels: Sequence[str], attributes: Mapping[str, dict[str, str]]) -> Iterator[LeftAside]:
    for label in labels:
        if told := "; ".join(attributes[label].values()):
            yield LeftAside(told, _("a respondent without answers"))
