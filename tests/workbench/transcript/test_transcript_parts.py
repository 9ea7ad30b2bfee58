"""Growing selections, search, filter, margin and colours, each alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.color import Color

from qualwb.workbench.widgets.transcript import BINDINGS, BadPattern
from qualwb.workbench.widgets.transcript.cells import keeping_number
from qualwb.workbench.widgets.transcript.filtering import Shown
from qualwb.workbench.widgets.transcript.finding import find
from qualwb.workbench.widgets.transcript.growing import grow, shrink, trimmed
from qualwb.workbench.widgets.transcript.look import Look, Run, contrast, parse_colour
from qualwb.workbench.widgets.transcript.margin import (
    MarginLayout,
    clock,
    fitted,
    overflow_label,
    speaker_labels,
)
from qualwb.workbench.widgets.transcript.mouse import dragged
from tests.workbench.transcript.transcript_material import COLOURS, make_document

DOCUMENT = make_document()
LENGTH = len(DOCUMENT.text)


def test_a_selection_grows_by_word_sentence_turn_and_turns():
    origin = DOCUMENT.text.index("otydligt") + 3
    steps, selected = [], (origin, origin)
    for _ in range(5):
        selected = grow(DOCUMENT, origin, selected)
        steps.append(DOCUMENT.text[slice(*selected)])
    assert steps[0] == "otydligt"
    assert steps[1].startswith("Jag tyckte")
    assert steps[1].endswith("mandat. [skratt]")
    assert steps[2].endswith("hela våren.")
    assert steps[3].endswith("hela våren.\nJa.")
    assert steps[4].endswith("mer om mandatet?")
    for step in reversed(steps[:-1]):
        selected = shrink(DOCUMENT, origin, selected)
        assert DOCUMENT.text[slice(*selected)] == step
    assert shrink(DOCUMENT, origin, selected) == (origin, origin)


@given(st.integers(0, LENGTH), st.integers(0, LENGTH), st.data())
def test_growing_holds_what_was_selected_and_shrinking_lies_in_it(one, other, data):
    selected = min(one, other), max(one, other)
    origin = data.draw(st.integers(*selected))
    larger = grow(DOCUMENT, origin, selected)
    assert larger[0] <= selected[0] <= selected[1] <= larger[1]
    assert larger != selected or larger[1] == LENGTH
    smaller = shrink(DOCUMENT, origin, selected)
    assert selected[0] <= smaller[0] <= smaller[1] <= selected[1]
    assert smaller != selected or one == other


def test_a_passage_has_no_white_space_at_its_ends():
    assert trimmed("a  ordet \n b", (1, 10)) == (3, 8)
    assert trimmed("a   b", (1, 4)) == (4, 4)


def test_search_finds_text_and_patterns():
    text = "Mandat, mandatet och MANDAT? [skratt] Ål ÅL al"
    assert len(find(text, "mandat")) == 3
    assert list(find(text, "Mandat", ignore_case=False)) == [(0, 6)]
    assert [text[s:e] for s, e in find(text, "[skratt]")] == ["[skratt]"]
    assert [text[s:e] for s, e in find(text, "ål")] == ["Ål", "ÅL"]
    assert [text[s:e] for s, e in find(text, r"mandat\w+", regex=True)] == ["mandatet"]
    assert len(find(text, "")) == 0
    assert len(find(text, "x*", regex=True)) == 0


def test_hits_are_found_by_place():
    hits = find("ja nej ja nej ja", "ja")
    assert hits.within(0, 2) == [(0, 2)]
    assert hits.within(1, 8) == [(0, 2), (7, 9)]
    assert hits.within(2, 7) == []
    assert [hits.from_offset(offset) for offset in (0, 1, 7, 15)] == [0, 1, 1, 0]
    assert [hits.before_offset(offset) for offset in (0, 1, 7, 15)] == [2, 0, 0, 2]


def test_a_pattern_that_cannot_be_read_says_why():
    with pytest.raises(BadPattern) as caught:
        find("text", "(", regex=True)
    assert "missing )" in caught.value.message
    assert caught.value.hint


def test_a_pattern_without_an_end_keeps_no_key_waiting():
    with pytest.raises(BadPattern, match="takes too long"):
        find("ord och ord " * 20, "(.|..)+[#%]", regex=True)


def test_a_filter_shows_the_turns_that_hold_an_interval():
    turns = DOCUMENT.turns
    shown = Shown.turns_with(
        DOCUMENT, [(turns[2].start + 4, turns[3].start + 1), (turns[7].end - 1, turns[7].end)]
    )
    assert shown.blocks == ((turns[2].start, turns[3].end), (turns[7].start, turns[7].end))
    assert shown.block_of(turns[3].end) == shown.blocks[0]
    assert shown.block_of(turns[4].start) is None
    assert shown.nearest(0) == turns[2].start
    assert shown.nearest(turns[5].start) == turns[7].start
    assert shown.nearest(LENGTH) == turns[7].end
    assert shown.end_before(turns[5].start) == turns[3].end


@given(st.integers(10, 250), st.integers(1, 6), st.integers(0, 40), st.booleans())
def test_the_margin_leaves_room_for_text(width, number, speaker, times):
    layout = MarginLayout.fit(width, number=number, speaker=speaker, times=times)
    assert layout.text_width >= min(width // 2 - 2, 4)
    assert layout.text_at + layout.text_width + 1 <= max(width, layout.text_at + 5)
    lanes = [layout.lane_at(column) for column in range(width)]
    assert [lane for lane in lanes if lane is not None] == list(range(layout.lanes))[::-1]


def test_the_margin_folds():
    wide, narrow = (MarginLayout.fit(width, number=4, speaker=14, times=True) for width in (120, 42))
    assert (wide.number, wide.time, wide.speaker, wide.lanes) == (4, 8, 14, 6)
    assert (narrow.number, narrow.time, narrow.speaker, narrow.lanes) == (4, 0, 5, 2)


@given(st.text(max_size=20), st.integers(1, 12))
def test_labels_fill_their_column(label, width):
    assert cell_len(fitted(label, width)) == width


def test_labels():
    assert [overflow_label(n) for n in (0, 1, 9, 10)] == ["  ", "+1", "+9", "+*"]
    assert [clock(seconds) for seconds in (0, 75.9, 3661)] == ["0:00", "1:15", "1:01:01"]
    assert fitted("Birgitta-Karin", 9) == "Birgitta…"


@pytest.mark.parametrize(
    ("background", "ink"),
    [("#1e1e1e", "#e0e0e0"), ("#d8d8d8", "#1f1f1f"), ("#000000", "#ffffff"), ("#eee8d5", "#586e75")],
)
@pytest.mark.parametrize("colour", [*COLOURS, "#ffffff", "#000000", "#ffff00", "not a colour"])
def test_text_on_a_code_colour_can_be_read(background, ink, colour):
    look = Look(Style.parse(f"{ink} on {background}"), Color.parse(background), Color.parse(ink))
    style = look.run(Run(colour=colour))
    assert contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)) >= 4.5
    letter = look.stripe(colour, letter=True)
    assert contrast(Color.from_rich_color(letter.color), parse_colour(colour)) >= 4.5


def test_without_colours_every_state_looks_different():
    look = Look(Style(), Color(0, 0, 0), Color(255, 255, 255), monochrome=True)
    runs = [
        Run(),
        Run(colour="#ff0000"),
        Run(colour="#ff0000", overlapping=True),
        Run(selected=True),
        Run(hit=True),
        Run(colour="#ff0000", selected=True),
    ]
    styles = {str(look.run(run)) for run in runs}
    assert len(styles) == len(runs)
    assert look.run(Run(selected=True)) != look.run(Run(selected=True, cursor=True))


def test_contrast_agrees_with_the_standard():
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_a_drag_takes_the_characters_under_both_ends():
    assert dragged("abc\ndef", 1, 2) == (1, 3)
    assert dragged("abc\ndef", 2, 0) == (3, 0)
    assert dragged("abc\ndef", 0, 3) == (0, 3)
    assert dragged("abc\ndef", 0, 7) == (0, 7)


def test_a_drag_over_more_than_one_word_takes_whole_words():
    text = "Det var otydligt, sa hon."
    assert dragged(text, 6, 10) == (4, 16)
    assert dragged(text, 10, 6) == (16, 4)
    assert dragged(text, 9, 12) == (9, 13)


def test_names_that_end_with_a_number_keep_it():
    assert keeping_number("PARTICIPANT 12", 12) == "PARTICIP… 12"
    assert keeping_number("PARTICIPANT 12", 20) == "PARTICIPANT 12"
    assert keeping_number("Grupp 1, turns 12–14", 14) == "Grupp 1… 12–14"
    assert keeping_number("Anna Andersson", 6) == "Anna Andersson"
    labels = speaker_labels(["PARTICIPANT 12", "PARTICIPANT 3", "MODERATOR"], 9)
    assert labels == {"PARTICIPANT 12": "PARTI… 12", "PARTICIPANT 3": "PARTIC… 3", "MODERATOR": "MODERATOR"}


def test_bindings_have_ids_and_leave_keys_to_the_screen():
    keys = [key for binding in BINDINGS for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))
    free = {
        "c",
        "enter",
        "i",
        "full_stop",
        "x",
        "m",
        "exclamation_mark",
        "q",
        "u",
        "ctrl+r",
        "question_mark",
        "tab",
    }
    free |= {"left_square_bracket", "right_square_bracket", *"0123456789"}
    assert not free & set(keys)
    ids = [binding.id for binding in BINDINGS]
    assert all(ids)
    assert len(ids) == len(set(ids))
    assert all(binding.description for binding in BINDINGS)
