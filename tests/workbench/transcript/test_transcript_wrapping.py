"""Rows and cells: every character has one place on the screen."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from qualwb.workbench.widgets.transcript.cells import DisplayText, displayable
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex

TEXTS = st.text(
    st.sampled_from("aåäöÅ, .-–\n[]é\t\u0301\u200d\ufe0f\u00ad\u202e👩学習🇸\x1b")
    | st.characters(codec="utf-8"),
    max_size=200,
)
SWEDISH = st.lists(
    st.sampled_from(["mandat", "otydligt,", "t.ex.", "å", "[skratt]", "", "学習", "\n"]), max_size=60
)
WIDTHS = st.integers(1, 40)


def wrap(text: str, width: int) -> tuple[DisplayText, WrapIndex]:
    display = DisplayText(text)
    return display, WrapIndex(display, width, [(0, len(text))])


@given(TEXTS | SWEDISH.map(" ".join), WIDTHS)
def test_rows_cover_the_text_and_every_offset_has_one_row(text, width):
    _, rows = wrap(text, width)
    position = 0
    for row in range(len(rows)):
        start, end = rows[row]
        assert start == position
        for offset in range(start, end):
            assert rows.row_of(offset) == row
        ends_line = end == len(text) or text[end] == "\n"
        if ends_line:
            assert rows.row_of(end) == row
            position = end + 1
        else:
            assert end > start
            position = end
    assert position == len(text) + 1


@given(TEXTS | SWEDISH.map(" ".join), WIDTHS)
@example(" ⺀⺀", 3)
def test_rows_fit_but_for_spaces_at_the_break(text, width):
    display, rows = wrap(text, width)
    for row in range(len(rows)):
        start, end = rows[row]
        visible = display.text[start:end].rstrip(" ")
        assert "\n" not in visible
        assert cell_len(visible) <= width or len(visible.rstrip("\u0301\u200d\ufe0f")) <= 1 or width == 1


@given(SWEDISH.map(" ".join), st.integers(10, 40))
def test_no_word_is_cut_that_fits_on_a_row(text, width):
    display, rows = wrap(text, width)
    for row in range(1, len(rows)):
        start = rows[row][0]
        assert start == 0 or display.text[start - 1] in " \n"


@given(TEXTS, WIDTHS, st.data())
def test_columns_and_offsets_agree_on_each_row(text, width, data):
    display, rows = wrap(text, width)
    start, end = rows[data.draw(st.integers(0, len(rows) - 1))]
    cells = display.row(start, end)
    offset = data.draw(st.integers(start, end))
    column = cells.column_of(offset)
    assert column == cell_len(display.text[start : cells.grapheme_start(offset)])
    assert start <= cells.offset_at(column) <= end
    assert cells.column_of(cells.offset_at(column)) == column
    assert cells.grapheme_start(offset) <= offset <= max(cells.grapheme_end(offset), offset)


@given(TEXTS)
def test_what_is_displayed_is_as_long_and_has_no_controls(text):
    shown = displayable(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(map(chr, [*range(10), *range(11, 32), 127, 0x202E, 0xAD]))


@given(TEXTS)
def test_simple_lines_have_one_cell_a_character(text):
    display = DisplayText(text)
    for line, content in enumerate(display.text.split("\n")):
        if display.is_simple(line):
            assert all(get_character_cell_size(character) == 1 for character in content)
        assert display.line_of(display.line_starts[line] + len(content)) == line


def test_a_swedish_row_wraps_at_spaces():
    _, rows = wrap("Jag tyckte att det var otydligt.", 14)
    assert [rows[row] for row in range(len(rows))] == [(0, 15), (15, 23), (23, 32)]


def test_a_long_word_is_cut_at_the_width():
    _, rows = wrap("ja kompetensutvecklingsdagar ja", 10)
    assert [rows[row] for row in range(len(rows))] == [(0, 3), (3, 13), (13, 23), (23, 31)]


def test_wide_characters_are_not_cut_in_two():
    _, rows = wrap("学習学習", 5)
    assert [rows[row] for row in range(len(rows))] == [(0, 2), (2, 4)]


def test_only_shown_blocks_have_rows():
    text = "ett\ntvå\ntre\nfyra"
    rows = WrapIndex(DisplayText(text), 10, [(0, 3), (8, 16)])
    assert [rows[row] for row in range(len(rows))] == [(0, 3), (8, 11), (12, 16)]
    assert rows.row_of(5) == 0
