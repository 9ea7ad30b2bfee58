"""Survey answers: which columns are questions, which attributes, and what comes of the rows."""

import io

import openpyxl
import pytest

from qualwb.transcripts import reading
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import questionnaire
from qualwb.transcripts.transcript import TurnKind
from tests.transcripts.formats.samples import assert_sound, said

HEAD = ["Respondent", "Kommun", "Ålder", "Vad var otydligt?", "Betyg", "Övrigt"]
ROWS: list[list[object]] = [
    ["A1", "Umeå", 34, "Syftet var inte klart för oss i gruppen.", 3, ""],
    [
        "A2",
        "Luleå",
        51,
        "Vi visste inte vem som hade mandat att besluta.",
        4,
        "Tack för att ni frågar oss om detta!",
    ],
    ["A3", "Umeå", 42, "Inget, det var tydligt från början.", 5, None],
    ["A4", "Piteå", 29, None, 5, "Mer tid för samtal hade varit bra."],
]
EXPECTED = [
    (None, "Vad var otydligt?"),
    ("A1", "Syftet var inte klart för oss i gruppen."),
    ("A2", "Vi visste inte vem som hade mandat att besluta."),
    ("A3", "Inget, det var tydligt från början."),
    (None, "Övrigt"),
    ("A2", "Tack för att ni frågar oss om detta!"),
    ("A4", "Mer tid för samtal hade varit bra."),
]


def comma(rows: list[list[object]], sign: str = ";", encoding: str = "utf-8-sig") -> bytes:
    lines = (sign.join("" if cell is None else f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def workbook(rows: list[list[object]], *more: str) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title in more:
        book.create_sheet(title).append(["x", "y"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (comma([HEAD, *ROWS]), "svar.csv"),
        (comma([HEAD, *ROWS], ",", "cp1252"), "svar.csv"),
        (comma([HEAD, *ROWS], "\t"), "svar.tsv"),
        (workbook([HEAD, *ROWS]), "svar.xlsx"),
    ],
    ids=["semicolon", "comma cp1252", "tab", "xlsx"],
)
def test_answers_are_turns_under_their_question(data: bytes, name: str) -> None:
    assert reading.detect(data, name)[0].name == "survey"
    transcript = questionnaire.read(data, name)
    assert said(transcript) == EXPECTED
    assert transcript.turns[0].kind is TurnKind.TEXT
    people = {finding.label: finding.attributes for finding in transcript.speakers}
    assert people["A2"] == {"Kommun": "Luleå", "Ålder": "51", "Betyg": "4"}
    report = " ".join(transcript.warnings)
    assert "'Respondent' names the respondent" in report
    assert "'Kommun' attribute" in report
    assert "'Övrigt' question" in report
    assert_sound(transcript)


def test_respondents_without_a_column_of_their_own_are_numbered() -> None:
    rows = [
        ["Svara fritt: hur var det?"],
        ["Det var ganska bra faktiskt."],
        ["Jag lärde mig inte så mycket."],
    ]
    transcript = questionnaire.read(workbook(rows), "x.xlsx")  # type: ignore[arg-type]
    assert [speaker for speaker, _text in said(transcript)] == [None, "R1", "R2"]


def test_line_breaks_in_a_cell_are_kept() -> None:
    data = comma(
        [
            ["id", "Hur var det?"],
            ["1", "Det var bra men långt.\nOch varmt var det."],
            ["2", "Ganska bra tyckte jag."],
        ]
    )
    assert said(questionnaire.read(data, "x.csv"))[1] == ("R1", "Det var bra men långt.\nOch varmt var det.")


def test_other_sheets_are_named() -> None:
    transcript = questionnaire.read(workbook([HEAD, *ROWS], "Kodbok"), "x.xlsx")
    assert any("Kodbok" in warning for warning in transcript.warnings)


def test_a_table_of_attributes_alone_is_refused() -> None:
    with pytest.raises(TranscriptError, match=r"no column holds answers.*Kommun"):
        questionnaire.read(comma([HEAD[:3], *[row[:3] for row in ROWS]]), "x.csv")


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(TranscriptError, match="no rows"):
        questionnaire.read(comma([HEAD]), "x.csv")


def test_rows_with_speaker_and_text_are_turns() -> None:
    rows: list[list[object]] = [
        ["Start", "Speaker", "Text"],
        ["00:00:01", "Anna", "Hej."],
        ["00:00:04", "Bo", "Hej hej."],
        ["00:01:00", "Anna", "Tack."],
    ]
    transcript = questionnaire.read(comma(rows, ","), "x.csv")
    assert said(transcript) == [("Anna", "Hej."), ("Bo", "Hej hej."), ("Anna", "Tack.")]
    assert [turn.time_start for turn in transcript.turns] == [1.0, 4.0, 60.0]


def test_whisper_tsv_is_in_milliseconds() -> None:
    transcript = questionnaire.read(b"start\tend\ttext\n0\t2500\tHej.\n2500\t4000\tJa.\n", "w.tsv")
    assert [(t.time_start, t.time_end) for t in transcript.turns] == [(0.0, 2.5), (2.5, 4.0)]
