"""What a terminal would obey comes into no transcript, and the import report says what was taken out."""

import json
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.safe_text import cleaned, unsafe_count
from qualwb.transcripts import reading
from qualwb.transcripts.decoding import INVISIBLE, clean, is_clean, normal
from qualwb.transcripts.door import clean_passages
from qualwb.transcripts.recognition.recognising import FileLine, from_lines
from qualwb.transcripts.transcript import Comment, Transcript
from tests.transcripts.formats.samples import assert_sound
from tests.transcripts.formats.test_documents import open_document, rich
from tests.transcripts.formats.test_docx import document, labelled, p
from tests.transcripts.formats.test_survey import HEAD, ROWS, workbook

ESCAPE, STEER, TURN = "\x1b", "\x9b", "\u202e"
TAKEN = f"{STEER}31m{TURN}"
SYMBOL = '<w:r><w:sym w:char="001B"/></w:r>'
OPEN = (
    "<text:p>Anna: hej{taken}<office:annotation office:name='1'><dc:creator>E{taken}va</dc:creator>"
    "<text:p>kolla{taken}</text:p></office:annotation> du</text:p>"
)


def spoken(text: str) -> bytes:
    return json.dumps({"segments": [{"text": text, "speaker": f"An{TURN}na", "start": 0, "end": 1}]}).encode()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "docx": ("a.docx", lambda: document(p("Anna: hej", SYMBOL, TAKEN) + labelled())),
    "docx label": ("a.docx", lambda: document(p(f"An{STEER}na: hej{TURN}") + labelled())),
    "odt": ("a.odt", lambda: open_document(OPEN.format(taken=TAKEN) * 3)),
    "rtf": ("a.rtf", lambda: rich(r"Anna: hej\u155?\u8238? du.\par Bo: ja.\par ")),
    "json": ("a.json", lambda: spoken(f"hej{ESCAPE}{STEER}{TURN} du")),
    "json surrogate": ("a.json", lambda: spoken("hej").replace(b"hej", b"hej\\ud800\\u009b\\u202e du")),
    "otr": ("a.otr", lambda: json.dumps({"text": f"<p>Anna: hej{STEER}{TURN} du</p>", "media": ""}).encode()),
    "vtt": ("a.vtt", lambda: f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>hej{STEER}&#8238; du\n".encode()),
    "eaf": (
        "a.eaf",
        lambda: (
            "<ANNOTATION_DOCUMENT><TIME_ORDER/><TIER TIER_ID='An\u202ena'><ANNOTATION><REF_ANNOTATION>"
            "<ANNOTATION_VALUE>hej\x9b\u202e du</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
            "</ANNOTATION_DOCUMENT>"
        ).encode(),
    ),
    "exb": (
        "a.exb",
        lambda: (
            "<basic-transcription><basic-body><common-timeline><tli id='T0' time='0'/></common-timeline>"
            "<tier id='1' type='t' speaker='A\u202ena'><event start='T0' end='T1'>hej\x9b\u202e du</event>"
            "</tier></basic-body></basic-transcription>"
        ).encode(),
    ),
    "tei": ("a.xml", lambda: "<TEI><u who='#an\u202ena'>hej\x9b\u202e du</u></TEI>".encode()),
    "cha": ("a.cha", lambda: "@UTF8\n@Begin\n*ANN:\thej\x9b\u202e du .\n@End\n".encode()),
    "survey": (
        "a.xlsx",
        lambda: workbook([HEAD, *[[f"{cell}{TURN}{STEER}" for cell in row] for row in ROWS]]),
    ),
    "txt": ("a.txt", lambda: f"Anna: hej{STEER}{TURN} du\nBo: ja\nAnna: nej\nBo: jo\n".encode()),
    "md": ("a.md", lambda: f"**Anna:** hej{STEER}{TURN} du\n\n**Bo:** ja\n".encode()),
}


def strings_of(transcript: Transcript) -> list[str]:
    """Every string of a transcript that somebody may see."""
    found = [transcript.text, transcript.why, *transcript.warnings]
    found += [turn.speaker or "" for turn in transcript.turns]
    for finding in transcript.speakers:
        found += [finding.label, finding.first_line, finding.reason, finding.alias, finding.alias_reason]
        found += [*finding.attributes, *finding.attributes.values()]
    for comment in transcript.comments:
        found += [comment.text, comment.author]
    return [*found, *(aside.reason for aside in transcript.left_aside)]


@pytest.mark.parametrize("kind", FILES)
def test_nothing_that_a_terminal_obeys_comes_in(kind: str) -> None:
    name, data = FILES[kind]
    transcript = reading.read_bytes(data(), name)
    assert_sound(transcript)
    assert "hej" in transcript.text or kind == "survey"
    for string in strings_of(transcript):
        assert cleaned(string) == string
    told = {
        aside.reason: aside.count for aside in transcript.left_aside if "control character" in aside.reason
    }
    assert any("U+009B" in reason for reason in told)
    assert any("U+202E" in reason for reason in told)
    assert any("U+202E" in warning and "taken out" in warning for warning in transcript.warnings)


def test_a_label_written_with_a_control_character_is_one_speaker() -> None:
    body = p("Anna: ett") + p("Bo: två") + p(f"An{TURN}na: tre") + p("Bo: fyra")
    transcript = reading.read_bytes(document(body), "a.docx")
    assert [(finding.label, finding.turns) for finding in transcript.speakers] == [("Anna", 2), ("Bo", 2)]


def test_comments_stay_on_their_words() -> None:
    line = FileLine(f"Anna: {ESCAPE}[2Jdet var{TURN} bra", 1)
    words = line.text.index("bra")
    line.comments = (Comment(words, words + 3, "x"), Comment(0, len(line.text), "y"))
    found = from_lines([line, FileLine("Bo: ja", 2), FileLine("Anna: nej", 3), FileLine("Bo: jo", 4)])
    piece = found.pieces[0]
    assert piece.text == "[2Jdet var bra"
    assert [piece.text[comment.start : comment.end] for comment in piece.comments] == ["bra", piece.text]


@given(
    st.lists(st.text(alphabet=st.sampled_from("ab:\n\r \x1b\x9b\x85\u202e\ud800\uffff\u0301e"), max_size=12))
)
def test_what_is_taken_out_of_lines_is_counted(texts: list[str]) -> None:
    lines = [FileLine(text) for text in texts]
    taken = clean_passages(lines)
    assert all(is_clean(line.text) for line in lines)
    count = sum(len(INVISIBLE.findall(text)) for text in texts)
    counted = sum(aside.count for aside in taken.left_aside())
    # CR and NEL end lines and are not taken out.
    assert counted == count - sum(text.count("\r") + text.count("\x85") for text in texts)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_one_set_of_unsafe_characters(text: str) -> None:
    whole = clean(text)[0]
    assert cleaned(whole) == whole
    assert unsafe_count(whole) == 0
    assert is_clean(whole)
    assert is_clean(text) == (whole == text)
    kept = normal(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert clean(kept)[0] == (whole if kept else "") or not whole.strip()
