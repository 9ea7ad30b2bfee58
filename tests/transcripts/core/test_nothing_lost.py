"""Every character of a file that is no blank is in the text or is left aside with a reason."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.transcripts.decoding import LINE_ENDS, clean
from qualwb.transcripts.formats import markdown, txt, zoom
from qualwb.transcripts.formats.printed_report import report_reader as printed_report
from qualwb.transcripts.formats.printed_report.report_contents import QuoteChoice
from qualwb.transcripts.recognition.recognising import FileLine, from_lines
from qualwb.transcripts.transcript import Comment
from tests.transcripts.core.reconcile import accounted, check_form, filled

PARTS = [
    "”",
    "“",
    "ord och ",
    "Fler ord. ",
    "\n",
    "\n\n",
    "- ",
    "(Grupp 1)",
    "2.1 Rubrik\n",
    "av-\n",
    " ",
    ".",
]
HERE = Path(__file__).parent
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted((SHARED / "samples" / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", [*sorted((HERE / "traps").glob("*.txt")), *REAL], ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "reader", [txt, zoom, printed_report, markdown], ids=lambda module: module.__name__.split(".")[-1]
)
def test_files_reconcile(path: Path, reader) -> None:
    data = path.read_bytes()
    transcript = reader.read(data, path.name)
    check_form(transcript)
    assert accounted(transcript) == filled(unicodedata.normalize("NFC", data.decode()))
    assert all(aside.reason for aside in transcript.left_aside)


@pytest.mark.skipif(not (SHARED / "study").exists(), reason="the study's excerpt is not here")
def test_the_report_reconciles() -> None:
    data = (SHARED / "study" / "excerpt.txt").read_bytes()
    transcript = printed_report.read(data, "excerpt.txt")
    check_form(transcript)
    assert accounted(transcript) == filled(data.decode())


CHOICES = [
    QuoteChoice(inline=True),
    QuoteChoice(refused=frozenset({1, 3, 4})),
    QuoteChoice(inline=True, refused=frozenset({1, 2, 6})),
]


@pytest.mark.parametrize("choice", CHOICES, ids=("inline", "refused", "both"))
@pytest.mark.parametrize("path", sorted(HERE.glob("printed*.txt")), ids=lambda path: path.stem)
def test_reports_reconcile_whatever_quotes_are_taken(path: Path, choice: QuoteChoice) -> None:
    data = path.read_bytes()
    transcript = printed_report.read(data, path.name, choice=choice)
    check_form(transcript)
    assert accounted(transcript) == filled(unicodedata.normalize("NFC", data.decode()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join).filter(str.strip), st.sampled_from(CHOICES))
def test_any_report_reconciles(text: str, choice: QuoteChoice) -> None:
    transcript = printed_report.read(text.encode(), "x", choice=choice)
    check_form(transcript)
    assert accounted(transcript) == filled(text)


labels = st.sampled_from(
    [
        "Moderator",
        "Åsa",
        "D1",
        "[Örjan]",
        "Flera",
        "Obs",
        "@Bo",
        "Problemet är två saker",
        "T.ex",
        "I",
        "<v Ann>",
    ]
)
joints = st.sampled_from([": ", ":", "\t", " ", "\n", "  0:01:23\n", " (00:12): ", " = ", ":\t", "] "])
starts = st.sampled_from(["", "", "[00:01:02] ", "00:12 ", "- ", "–", "(", "#", "12 ", " ", "\t", "# ", "**"])
ends = st.sampled_from(
    ["", "", " #00:01:02-3#", " (Grupp 2)", "(Grupp", " [12:30]", "-", "**", "\u00ad", "\r"]
)
words = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\0"),
        st.sampled_from("aåäöe\u0301\u030a .:;-–…?!()[]<>*#_\n\t\r\u00a0\u200d\u00ad\ufeff"),
    ),
    max_size=40,
)
lines = st.builds("".join, st.tuples(starts, labels, joints, words, ends))
files = st.lists(st.one_of(lines, words, st.just("")), max_size=14).map("\n".join)


@settings(max_examples=400, deadline=None)
@given(files)
def test_any_text_reconciles(text: str) -> None:
    data = text.encode("utf-8")
    for module in (txt, printed_report, markdown):
        try:
            transcript = module.read(data, "x")
        except module_error():
            continue
        check_form(transcript)
        expected = filled(unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))))
        found = accounted(transcript)
        if found != expected:  # marks may meet across what was taken out; compare fully decomposed
            found, expected = decomposed(found), decomposed(expected)
        assert found == expected


def decomposed(counted):
    total = filled("")
    for char, count in counted.items():
        for part in unicodedata.normalize("NFD", char):
            total[part] += count
    return total


def module_error():
    from qualwb.transcripts.errors import TranscriptError

    return TranscriptError


@given(st.lists(st.tuples(lines, st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_comments_stay_on_their_words(items: list[tuple[str, int, int]]) -> None:
    given_lines = []
    for n, (text, a, b) in enumerate(items, 1):
        text = clean(text)[0].replace("\n", " ")
        start, end = sorted((min(a, len(text)), min(b, len(text))))
        given_lines.append(FileLine(text, n, comments=(Comment(start, end, text[start:end]),)))
    for piece in from_lines(given_lines).pieces:
        for comment in piece.comments:
            assert 0 <= comment.start <= comment.end <= len(piece.text)
            assert piece.text[comment.start : comment.end] in comment.text
