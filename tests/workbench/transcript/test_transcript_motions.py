"""Motions: pure functions of text and offset."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualwb.analysis.sentences import sentence_starts
from qualwb.workbench.widgets.transcript import motions
from tests.workbench.transcript.transcript_material import make_document

PIECES = st.sampled_from(
    [
        "Jag",
        "tyckte",
        "t.ex.",
        "bl.a.",
        "...",
        ".",
        "?",
        "!",
        " ",
        "  ",
        "\n",
        "[skratt]",
        "å",
        "e\u0301",
        "👩\u200d👧",
        "3.",
        "…",
        '"',
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)

FORWARD = [
    motions.next_character,
    motions.next_word,
    motions.word_end,
    motions.next_sentence,
    motions.sentence_end,
]
BACKWARD = [motions.previous_character, motions.previous_word, motions.previous_sentence]


def sentences(line: str) -> list[str]:
    starts = [*sentence_starts(line), len(line)]
    return [line[start:end].strip() for start, end in pairwise(starts)]


@pytest.mark.parametrize("motion", FORWARD)
@given(text=TEXTS, data=st.data())
def test_forward_motions_go_on_and_come_to_the_end(motion, text, data):
    offset = data.draw(st.integers(0, len(text)))
    while offset < len(text):
        target = motion(text, offset)
        assert offset < target <= len(text)
        offset = target
    assert motion(text, len(text)) == len(text)


@pytest.mark.parametrize("motion", BACKWARD)
@given(text=TEXTS, data=st.data())
def test_backward_motions_go_back_and_come_to_the_start(motion, text, data):
    offset = data.draw(st.integers(0, len(text)))
    while offset > 0:
        target = motion(text, offset)
        assert 0 <= target < offset
        offset = target
    assert motion(text, 0) == 0


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        (motions.next_character, motions.previous_character),
        (motions.next_word, motions.previous_word),
        (motions.next_sentence, motions.previous_sentence),
    ],
)
@given(text=TEXTS)
@example(text=" Jag\n ")
def test_backward_stops_where_forward_stopped(forward, backward, text):
    stops, offset = [0], 0
    while offset < len(text):
        offset = forward(text, offset)
        stops.append(offset)
    while len(stops) > 2:
        offset = stops.pop()
        assert backward(text, offset) == stops[-1]


@pytest.mark.parametrize("span", [motions.word_span, motions.sentence_span, motions.line_span])
@given(text=TEXTS, data=st.data())
def test_spans_lie_in_the_line_of_the_offset(span, text, data):
    offset = data.draw(st.integers(0, len(text)))
    start, end = span(text, offset)
    line_start, line_end = motions.line_span(text, offset)
    assert line_start <= start <= end <= line_end or (start, end) == (offset, offset)


@given(TEXTS)
def test_sentences_cover_the_line_and_begin_with_something(text):
    line = text.replace("\n", " ")
    starts = [*sentence_starts(line), len(line)]
    assert starts[0] == 0
    assert all(first < last and not line[last].isspace() for first, last in pairwise(starts[:-1]))


def test_characters_are_graphemes():
    text = "e\u0301👩\u200d👩\u200d👧x\n\u0301"
    stops = [0]
    while stops[-1] < len(text):
        stops.append(motions.next_character(text, stops[-1]))
    assert stops == [0, 2, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jag tyckte, att.", ["Jag", "tyckte", "att"]),
        ("Vi tog t.ex. upp EU:s e-post", ["Vi", "tog", "t.ex.", "upp", "EU:s", "e-post"]),
        ("[skratt] – Ja… nej", ["skratt", "Ja", "nej"]),
        ("åäö ÅÄÖ é 10 000", ["åäö", "ÅÄÖ", "é", "10", "000"]),
    ],
)
def test_words(text, words):
    found, offset = [], -1
    while (offset := motions.next_word(text, offset) if offset >= 0 else motions.word_end(text, 0)) < len(
        text
    ):
        found.append(text[slice(*motions.word_span(text, offset))])
    found.append(text[slice(*motions.word_span(text, offset))])
    assert list(dict.fromkeys(found))[: len(words)] == words


@pytest.mark.parametrize(
    "expected",
    [
        ["Jag tyckte det.", "Sen gick vi."],
        ["Vi tog t.ex. Stockholm och bl.a. Malmö.", "Sen åkte vi hem."],
        ["Det var kl. 10.30 den 3. maj.", "Ja."],
        ["Det fanns bord, stolar osv.", "Sen åt vi."],
        ["Det fanns bord, stolar m.m. och det räckte."],
        ["Jag vet inte... men det kändes fel.", "Jo."],
        ["Jag vet inte...", "Men det kändes fel."],
        ["Det var roligt. [skratt]", "Sen gick vi."],
        ["[skratt] Ja det var det. [paus]", "Nej."],
        ["Va?", "Nej!", "Jo!!"],
        ["'Gör som ni vill!' sa chefen.", "Och det gjorde vi."],
        ["ja.", "det tyckte jag."],
        ["... Och sedan kom A. Svensson, dvs. chefen.", "Hen sa 'nej'."],
        ["1. Inledning om syftet.", "Den andra frågan?"],
        [""],
        ["utan punkt"],
    ],
)
def test_sentences_in_swedish(expected):
    assert sentences(" ".join(expected)) == expected


def test_sentence_motions_cross_turns():
    text = "Ja. Nej.\n\nVisst. Absolut"
    stops = [0]
    while stops[-1] < len(text):
        stops.append(motions.next_sentence(text, stops[-1]))
    assert [text[stop : stop + 3] for stop in stops] == ["Ja.", "Nej", "Vis", "Abs", ""]


def test_turn_motions():
    document = make_document([("Åsa", "Ja.\nOch nej."), ("Bo", ""), ("Åsa", "Visst.")])
    assert motions.next_turn(document, 5) == document.turns[1].start
    assert motions.next_turn(document, document.turns[1].start) == document.turns[2].start
    assert motions.next_turn(document, document.turns[2].start) == len(document.text)
    assert motions.previous_turn(document, 5) == 0
    assert motions.previous_turn(document, document.turns[2].start) == document.turns[1].start
    assert motions.previous_turn(document, document.turns[2].end) == document.turns[1].start
    assert motions.turn_span(document, 5) == (0, 12)


@pytest.mark.parametrize(
    ("offset", "edge", "expected"),
    [
        *((1, "start", 0), (1, "end", 3), (3, "start", 3), (4, "start", 4)),
        *((7, "start", 6), (7, "end", 8), (0, "end", 0), (8, "end", 8)),
    ],
)
def test_an_edge_takes_whole_words(offset: int, edge: str, expected: int) -> None:
    assert motions.word_edge("hej å då", offset, edge) == expected
