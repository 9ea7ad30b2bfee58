"""Any text with any passages becomes Markdown and itself again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from qualwb.exchange.folder.marks import MarkedPassage
from qualwb.exchange.folder.transcript_markdown import WrittenTurn, read_transcript, written_transcript
from qualwb.exchange.folder.turn_heads import TurnHead
from tests.benchmarks.measuring import cpu

pytestmark = pytest.mark.file_only

_SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab1.å😀 \t\n\n#>-+=*_`[]()^text{}|\\<&;:~()!\r\u2028\u2029\x85\u200b\ufeff"),
        st.characters(),
    )
)
_LABELS = st.text(alphabet="aÅ *:\\[]#&😀\n", min_size=1, max_size=5)
_MOMENTS = st.one_of(
    st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 10**7).map(lambda n: n / 10)
)


@st.composite
def _transcripts(draw: DrawFn) -> tuple[str, list[WrittenTurn], dict[str, MarkedPassage]]:
    turns, at, parts = [], 0, []
    for _n in range(draw(st.integers(1, 5))):
        words = draw(_SIGNS)
        kind = draw(st.sampled_from(["speech", "text"]))
        head = TurnHead(draw(st.one_of(st.none(), _LABELS)), draw(_MOMENTS), draw(_MOMENTS), kind)
        question = draw(st.sampled_from([None, "F1", "Hur *var* det?"]))
        turns.append(WrittenTurn(at, at + len(words), head, question))
        parts.append(words)
        at += len(words) + 1
    text = "\n".join(parts)
    passages = {}
    for n in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        names = tuple(draw(st.lists(st.sampled_from(["tid", "a; b", "c}d|", "e\\"]), max_size=2)))
        passages[f"p{n}"] = MarkedPassage(start, draw(st.integers(start + 1, len(text))), names)
    return text, turns, passages


@settings(max_examples=400)
@given(_transcripts())
def test_a_transcript_comes_back_as_it_was(
    given_: tuple[str, list[WrittenTurn], dict[str, MarkedPassage]],
) -> None:
    text, turns, passages = given_
    written = written_transcript(text, turns, passages)
    read = read_transcript(written)
    assert read.text == text
    assert list(read.turns) == turns
    assert {mark: one._replace(line=0) for mark, one in read.marks.by_id.items()} == passages
    assert not read.marks.broken
    assert not read.marks.unnamed


@given(_transcripts())
def test_it_comes_back_when_an_editor_took_blanks_off_the_line_ends(
    given_: tuple[str, list[WrittenTurn], dict[str, MarkedPassage]],
) -> None:
    text, turns, passages = given_
    written = written_transcript(text, turns, passages)
    assert read_transcript("\n".join(line.rstrip(" \t") for line in written.split("\n"))).text == text


def test_it_reads_well() -> None:
    text = "Hur var tiden?\nVi hade ingen tid alls.\n- nej\n[skratt]"
    turns = [
        WrittenTurn(0, 14, TurnHead("Moderator", 5.0, None, "speech"), "Tid"),
        WrittenTurn(15, 38, TurnHead("D1", kind="speech"), "Tid"),
        WrittenTurn(39, 44, TurnHead(kind="text")),
        WrittenTurn(45, 53, TurnHead(kind="text")),
    ]
    passages = {
        "a1": MarkedPassage(18, 32, ("tidsbrist",)),
        "b2": MarkedPassage(23, 38, ("tidsbrist", "stress")),
    }
    assert written_transcript(text, turns, passages) == (
        "### Tid\n\n**Moderator:** [00:00:05] Hur var tiden?\n\n"
        "**D1:** Vi {a1|hade {b2|ingen tid|a1 tidsbrist} alls.|b2 tidsbrist; stress}\n\n"
        "---\n\n\\- nej\n\n[skratt]\n"
    )


def test_it_reads_what_somebody_wrote_by_hand() -> None:
    read = read_transcript(
        "**Anna:** Det var\nmycket {|folk| trängsel} och *stoj*.\n**Bo**: Ja {x|då.\n\n[skratt] {i} & så|y}"
    )
    assert read.text == "Det var mycket folk och *stoj*.\nJa då.\n[skratt] {i} & så"
    assert [turn.head.speaker for turn in read.turns] == ["Anna", "Bo", None]
    assert [(one.names, read.text[one.start : one.end]) for one in read.marks.unnamed] == [
        (("trängsel",), "folk")
    ]
    assert {mark: line for mark, (line, _why) in read.marks.broken.items()} == {"x": 3, "y": 5}


@pytest.mark.parametrize("signs", ["| a ", "| \\| ", "{a|b", "{|x| a; ", "**a ", "{|b| c}"])
def test_a_line_eight_times_as_long_takes_about_eight_times_as_long(signs: str) -> None:
    spent = [min(cpu(lambda n=n: read_transcript(signs * n)) for _round in range(3)) for n in (2_500, 20_000)]
    assert spent[1] < 24 * spent[0] + 0.005
