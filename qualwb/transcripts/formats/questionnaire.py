"""Survey answers in csv or xlsx: a row a respondent, a column an attribute or a question.

Answers to a question become turns under it, each said by its respondent. A table whose columns are
named speaker and text is a transcript, and its rows are turns.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import mean
from typing import Any

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.assemble import Piece, build
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.archive import OLE_SIGNATURE, ZIP_SIGNATURE, Archive
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.clock import finite, seconds, span
from qualwb.transcripts.recognition.speakers import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, TurnKind, Verdict

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 400
WORDS_OF_AN_ANSWER = 4
"""Mean words in a column's cells from which it holds answers in people's own words."""
WORDS_OF_A_LONG_ANSWER = 8

_DELIMITERS = ";,\t|"
_IDENTIFIER = re.compile(
    r"(?:svars?|respondent|deltagar\w*|participant|response|löp)?[ _-]*"
    r"(?:id|nr|no|nummer|number|kod|code|namn|name|alias)"
    r"|respondent|deltagare|participant|informant",
    re.IGNORECASE,
)
_SPEAKER_HEADS = frozenset({"speaker", "talare", "name", "namn", "deltagare", "participant"})
_WORDS_HEADS = frozenset({"text", "replik", "yttrande", "utterance", "transcript", "content", "caption"})
_START_HEADS = frozenset({"start", "start time", "start_time", "time", "tid", "timestamp", "begin"})
_END_HEADS = frozenset({"end", "end time", "end_time", "slut", "stop"})


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column with what it was taken for ('question', 'attribute', 'label', 'empty') and why."""

    name: str
    place: int
    kind: str
    reason: str


def sniff(head: bytes, name: str) -> str | None:
    lower = name.lower()
    if head.startswith(ZIP_SIGNATURE):
        return _("an Excel workbook") if b"xl/" in head or lower.endswith(".xlsx") else None
    if lower.endswith((".xlsx", ".xlsm", ".xls")):
        return _("the suffix says Excel")
    if lower.endswith((".csv", ".tsv")) and not head.startswith(OLE_SIGNATURE):
        return _("a table of values parted by {sign}").format(sign=repr(_delimiter(text_of(head))))
    return None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """Answers as turns, question by question; the other columns are attributes of the respondents."""
    notices: list[str] = []
    left_aside: list[LeftAside] = []
    if data.startswith(ZIP_SIGNATURE) or name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        rows, notices = _workbook(data, name)
    else:
        decoded = decoding.decode(data, name, encoding)
        notices, left_aside = list(decoded.notices), list(decoded.left_aside)
        rows = _values(decoded.text, name)
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise TranscriptError(name, _("the table has no rows below its head."))
    head, *body = rows
    if _is_transcript(head):
        return transcript_from_lines(
            _spoken(head, body), reader="survey", verdicts=verdicts, warnings=notices, left_aside=left_aside
        )
    columns = _columns(head, body)
    questions = [column for column in columns if column.kind == "question"]
    if not questions:
        raise TranscriptError(
            name,
            _("no column holds answers in words (columns: {columns}).").format(
                columns=_described(columns)[:300]
            ),
            _("Import the columns as attributes of participants instead."),
        )
    labels = _labels(columns, body)
    pieces = list(_answers(questions, labels, body))
    attributes = _attributes(columns, labels, body)
    answered = {piece.speaker for piece in pieces if piece.text}
    silent = [label for label in dict.fromkeys(labels) if label not in answered]
    if silent:
        notices.append(_("Left out, as they answered nothing: {labels}.").format(labels=", ".join(silent)))
    return build(
        pieces,
        reader="survey",
        warnings=[*notices, _("Columns: {columns}.").format(columns=_described(columns))],
        left_aside=[*left_aside, *_not_stored(silent, attributes)],
        described=attributes,
    )


def _values(text: str, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([" ".join(cell.split(" ")).strip() for cell in row[:COLUMNS_LIMIT]])
            if len(rows) > ROWS_LIMIT:
                raise _too_many(name)
    except csv.Error as error:
        raise TranscriptError(
            name,
            _("the table is damaged: {problem}.").format(problem=error),
            _("Save it anew as csv or xlsx."),
            reader.line_num,
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the head into most columns."""
    head = re.sub(r'"[^"]*"', "", text[:20_000]).lstrip("\r\n ").partition("\n")[0]
    return max(_DELIMITERS, key=head.count) if any(sign in head for sign in _DELIMITERS) else ","


def _too_many(name: str) -> TranscriptError:
    return TranscriptError(
        name,
        _("the table has more than {n} rows.").format(n=ROWS_LIMIT),
        _("Take out the rows that are not answers, or divide it."),
    )


def _workbook(data: bytes, name: str) -> tuple[list[list[str]], list[str]]:
    archive = Archive(data, name, "xlsx")
    for member in archive.names():
        if member.endswith((".xml", ".rels")):
            part = archive.read(member)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
                raise TranscriptError(
                    name, _("the workbook's XML declares a document type."), _("Save it anew from Excel.")
                )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not used
            return _sheet(data, name)
    except (TranscriptError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # openpyxl fails in many ways on damaged workbooks
        raise TranscriptError(
            name,
            _("the workbook is damaged: {problem}").format(problem=str(error).partition("\n")[0][:120]),
            _("Open it and save it anew, or save the sheet as csv."),
        ) from error


def _sheet(data: bytes, name: str) -> tuple[list[list[str]], list[str]]:
    """The first sheet with content, and which others were not read."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        rows: list[list[str]] = []
        others: list[str] = []
        for sheet in workbook.worksheets:
            if rows:
                others.append(sheet.title)
                continue
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_row=ROWS_LIMIT + 2, max_col=COLUMNS_LIMIT, values_only=True):
                rows.append([_written(value) for value in row])
                if len(rows) > ROWS_LIMIT + 1:
                    raise _too_many(name)
            rows = [row for row in rows if any(row)]
    finally:
        workbook.close()
    notices = (
        [_("Only the first sheet was read, not: {sheets}.").format(sheets=", ".join(others))]
        if others
        else []
    )
    return rows, notices


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return decoding.clean(str(value))[0].strip()


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


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
        int(cell) for row in rows if (cell := _cell(row, end)).isascii() and cell.isdigit() and len(cell) < 12
    ]
    whole = all(_cell(row, start).isdigit() and _cell(row, end).isdigit() for row in rows)
    unit = 0.001 if whole and ends and ends[-1] > 100 * len(rows) else 1.0
    lines = []
    for number, row in enumerate(rows, 2):
        if text := _cell(row, words):
            line = FileLine(text, number, _cell(row, speaker) or None)
            line.time_start, line.time_end = span(
                _time(_cell(row, start), unit), _time(_cell(row, end), unit)
            )
            lines.append(line)
    return lines


def _time(text: str, unit: float) -> float | None:
    clock = seconds(text)
    number = finite(text) if clock is None and text else None
    return clock if number is None else number * unit


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[AnswerColumn]:
    """What each column holds, by its cells first and its head second."""
    width = min(max(len(row) for row in (head, *rows)), COLUMNS_LIMIT)
    columns: list[AnswerColumn] = []
    for place in range(width):
        name = _cell(head, place).replace("\n", " ").strip() or _("column {n}").format(n=place + 1)
        cells = [cell for row in rows if (cell := _cell(row, place))]
        kind, reason = _kind(name, cells, len(rows))
        if kind == "label" and any(column.kind == "label" for column in columns):
            kind = "attribute"
        columns.append(AnswerColumn(name, place, kind, reason))
    return columns


def _kind(name: str, cells: Sequence[str], rows: int) -> tuple[str, str]:
    if not cells:
        return "empty", _("no values")
    words = [len(cell.split()) for cell in cells]
    distinct = len(set(cells))
    if _IDENTIFIER.fullmatch(name.strip()) and distinct == len(cells) == rows and max(words) <= 4:
        return "label", _("one short value a row, and its head names people or numbers")
    counts = _("{distinct} different values, {mean} words on average").format(
        distinct=distinct, mean=f"{mean(words):.0f}"
    )
    if (
        mean(words) >= WORDS_OF_AN_ANSWER
        and (distinct > 1 or name.endswith("?"))
        and distinct * 2 >= len(cells)
    ):
        return "question", counts
    if max(words) >= WORDS_OF_A_LONG_ANSWER and distinct * 2 >= len(cells):
        return "question", counts
    if name.rstrip().endswith("?") and distinct > 1 and distinct == len(cells) and mean(words) >= 2:
        return "question", counts
    return "attribute", counts


def _described(columns: Sequence[AnswerColumn]) -> str:
    names = {
        "question": _("question"),
        "attribute": _("attribute"),
        "label": _("names the respondent"),
        "empty": _("empty"),
    }
    return "; ".join(f"'{column.name[:40]}' {names[column.kind]} ({column.reason})" for column in columns)


def _labels(columns: Sequence[AnswerColumn], rows: Sequence[Sequence[str]]) -> list[str]:
    place = next((column.place for column in columns if column.kind == "label"), None)
    if place is None:
        return [f"R{number}" for number in range(1, len(rows) + 1)]
    labels = [_cell(row, place).replace("\n", " ") for row in rows]
    return [f"R{label}" if label.isdigit() else label for label in labels]


def _answers(
    questions: Sequence[AnswerColumn], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[Piece]:
    for question in questions:
        yield Piece(question.name, kind=TurnKind.TEXT)
        for label, row in zip(labels, rows, strict=True):
            yield Piece(_cell(row, question.place), label)


def _attributes(
    columns: Sequence[AnswerColumn], labels: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, dict[str, str]]:
    """What each respondent's row says but for the answers, by label and column."""
    found: dict[str, dict[str, str]] = {}
    for label, row in zip(labels, rows, strict=True):
        told = {
            column.name: value
            for column in columns
            if column.kind == "attribute" and (value := _cell(row, column.place))
        }
        found.setdefault(label, {}).update(told)
    return found


def _not_stored(labels: Sequence[str], attributes: Mapping[str, dict[str, str]]) -> Iterator[LeftAside]:
    for label in labels:
        if told := "; ".join(attributes[label].values()):
            yield LeftAside(told, _("a respondent without answers"))
