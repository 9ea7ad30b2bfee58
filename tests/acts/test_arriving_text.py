"""Other programs' texts as a project keeps them: each position is accounted for."""

from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.transcripts.decoding import clean

raw_texts = st.text(alphabet="aåe\u0301\u0308\r\n\f\u200b\ufeff😀 한ㄱ\u1100\u1161\u11a8", max_size=30)

MARKS = set("\u0301\u0308\u1161\u11a8")


@given(raw_texts, st.data())
def test_a_passage_between_whole_letters_keeps_its_words(raw: str, data: st.DataObject) -> None:
    text, alignment = canonical(raw)
    assert text == clean(raw)[0]
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    words = clean(raw[start:end])[0]
    if clean(raw[:start])[0] + words + clean(raw[end:])[0] != text or not {
        raw[start : start + 1],
        raw[end : end + 1],
    }.isdisjoint(MARKS):
        return  # it cuts through a letter or a line end
    span = alignment.span(start, end)
    assert words == (text[slice(*span)] if span else "")


def test_a_cut_letter_is_taken_whole() -> None:
    text, alignment = canonical("ne\u0301j")
    assert text == "néj"
    assert alignment.span(2, 4) == (1, 3)
    assert alignment.span(0, 2) == (0, 2)


def test_a_passage_of_nothing_but_what_is_gone_has_no_place() -> None:
    assert canonical("a\u200bb")[1].span(1, 2) is None


@given(raw_texts)
def test_paragraphs_cover_the_text(raw: str) -> None:
    text, _alignment = canonical(raw)
    turns = paragraphs_as_turns(text)
    assert "\n".join(text[turn.start : turn.end] for turn in turns) == text
