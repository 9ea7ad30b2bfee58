"""The view by keys and mouse, through Textual's Pilot: what is selected, in view, and told."""

import random

import pytest
from textual.geometry import Offset

from qualwb.workbench.widgets.transcript import (
    BINDINGS,
    ReadingPlace,
    TranscriptDocument,
    TranscriptView,
    TurnSpan,
)
from tests.workbench.transcript.transcript_material import (
    ViewApp,
    make_document,
    make_long,
    make_mark,
    make_marks,
    mark_at,
    screen_text,
)

DOCUMENT = make_document()
TEXT = DOCUMENT.text
MARKS = make_marks(DOCUMENT)


def cell_of(view: TranscriptView, offset: int) -> Offset:
    """Where a character is drawn in the view."""
    scene = view._scene
    row = scene.rows.row_of(offset)
    column = scene.display.row(*scene.rows[row]).column_of(offset)
    return Offset(scene.layout.text_at + column, row - view.scroll_offset.y)


def of_kind(told: list, kind: type) -> list:
    """The messages of a kind, each once: the hook sees a message at every stop of its way up."""
    return list({id(message): message for message in told if isinstance(message, kind)}.values())


def selected(view: TranscriptView) -> str:
    return view.document.text[slice(*view.selection)]


def top_row_text(view: TranscriptView) -> str:
    start, end = view._scene.rows[view.scroll_offset.y]
    return view.document.text[start:end]


async def test_cursor_keys_move_and_tell():
    told = []
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24), message_hook=told.append) as pilot:
        await pilot.press("l", "right", "j")
        assert app.view.cursor == DOCUMENT.turns[1].start + 2
        await pilot.press("w", "w", "b", "h", "k", "left")
        assert app.view.cursor == 1
        await pilot.press("J", "right_curly_bracket", "e")
        assert TEXT[app.view.cursor - 3 : app.view.cursor] == "Jag"
        await pilot.press("right_parenthesis")
        assert TEXT[app.view.cursor :].startswith("Det blev bl.a.")
        await pilot.press("left_parenthesis", "K")
        assert app.view.cursor == DOCUMENT.turns[1].start
        await pilot.press("G")
        assert app.view.cursor == len(TEXT)
        await pilot.press("ctrl+home", "end")
        assert app.view.cursor == DOCUMENT.turns[0].end
        moves = of_kind(told, TranscriptView.CursorMoved)
        assert (moves[-1].offset, moves[-1].turn_number) == (DOCUMENT.turns[0].end, 1)
        assert moves[-1].control is app.view
        assert not of_kind(told, TranscriptView.SelectionChanged)


async def test_rows_keep_their_column():
    app = ViewApp(DOCUMENT)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.goto(TEXT.index("otydligt"))
        column = cell_of(app.view, app.view.cursor).x
        await pilot.press(*"jjjjj")
        assert TEXT[app.view.cursor] == "\n"  # after 'Ja.'
        await pilot.press(*"jj")
        assert cell_of(app.view, app.view.cursor).x == column


async def test_selecting_with_shift_and_visual_mode():
    told = []
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24), message_hook=told.append) as pilot:
        app.view.goto(TEXT.index("otydligt"))
        await pilot.press("shift+right", "shift+right")
        assert selected(app.view) == "ot"
        await pilot.press("right")
        assert selected(app.view) == ""
        await pilot.press("left", "left", "left", "v", "e", "w")
        assert app.view.visual
        assert selected(app.view) == "otydligt, "
        assert TEXT[slice(*app.view.passage)] == "otydligt,"
        await pilot.press("o", "b")
        assert selected(app.view) == "var otydligt, "
        await pilot.press("escape")
        assert not app.view.visual
        assert selected(app.view) == ""
        spans = [TEXT[m.start : m.end] for m in of_kind(told, TranscriptView.SelectionChanged)]
        # That motions select from now on is told too, though nothing is selected yet.
        assert spans == ["o", "ot", "", "", "otydligt", "otydligt, ", "var otydligt, ", ""]


async def test_sentences_turns_growing_and_shrinking():
    app = ViewApp(DOCUMENT)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.goto(TEXT.index("mandat") - 3)
        await pilot.press("s")
        assert selected(view).startswith("Jag tyckte")
        assert selected(view).endswith("[skratt]")
        await pilot.press("s")
        assert selected(view).endswith("hela våren.")
        await pilot.press("minus")
        assert selected(view).endswith("[skratt]")
        await pilot.press("minus", "minus")
        assert selected(view) == ""
        await pilot.press("plus")
        assert selected(view) == "hade"
        await pilot.press("plus", "plus", "plus")
        assert selected(view).endswith("hela våren.\nJa.")
        await pilot.press("escape", "t", "t")
        assert selected(view).endswith("\nKan du säga mer om mandatet?")


async def test_pages_half_pages_and_far_jumps_keep_the_cursor_in_view():
    document, marks = make_long(300, 200)
    app = ViewApp(document, marks)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        for key in (
            "pagedown",
            "ctrl+d",
            "pageup",
            "ctrl+u",
            "G",
            "ctrl+home",
            "p",
            "a",
            "P",
            "A",
        ):
            await pilot.press(key)
            assert 0 <= cell_of(view, view.cursor).y < view.size.height, key
        view.goto(0)
        await pilot.press("pagedown")
        assert view.scroll_offset.y == 20  # two rows stay, and two more above the cursor
        await pilot.press("pageup")
        assert (view.cursor, view.scroll_offset.y) == (0, 0)
        view.reveal(len(document.text) // 2, len(document.text) // 2 + 5)
        assert cell_of(view, view.cursor).y == 8
        assert len(selected(view)) == 5


async def test_passages_and_uncoded_turns():
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        starts = sorted(mark.start for mark in MARKS)
        for start in starts:
            await pilot.press("p")
            assert view.cursor == start
        await pilot.press("p")
        assert view.cursor == starts[-1]
        await pilot.press("P")
        assert view.cursor == starts[-2]
        view.set_focus_code(1)
        await pilot.press("ctrl+home", "p")
        assert TEXT[view.cursor :].startswith("ingen visste")
        await pilot.press("p")
        assert TEXT[view.cursor :].startswith("Vi fick")
        await pilot.press("ctrl+home")
        uncoded = []
        for _ in range(6):
            await pilot.press("a")
            uncoded.append(view.document.turn_index(view.cursor))
        assert uncoded == [1, 3, 4, 6, 8, 9]
        await pilot.press("A")
        assert view.document.turn_index(view.cursor) == 8


async def test_a_passage_is_activated_by_key_and_by_its_stripe():
    told = []
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24), message_hook=told.append) as pilot:
        view = app.view
        view.goto(TEXT.index("otydligt"))
        await pilot.press("space")
        assert view.selection == (MARKS[2].start, MARKS[2].end)
        view.goto(TEXT.index("otydligt"))
        await pilot.press("space", "space", "space", "space")
        stripe = Offset(view.layout_columns.text_at - 2, cell_of(view, MARKS[3].start).y)
        await pilot.click(view, offset=stripe)
        assert view.selection == (MARKS[3].start, MARKS[3].end)
        activated = [m.mark.coding_id for m in of_kind(told, TranscriptView.PassageActivated)]
        assert activated == [3, 3, 1, 3, 1, 4]


async def test_searching():
    told = []
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24), message_hook=told.append) as pilot:
        view = app.view
        await pilot.press("slash")
        assert len(of_kind(told, TranscriptView.SearchRequested)) == 1
        assert view.find("mandat") == 3
        places = [view.cursor]
        for key in "nnn":
            await pilot.press(key)
            places.append(view.cursor)
        assert all(TEXT[place:].startswith("mandat") for place in places)
        assert places[0] == places[3] < places[1] < places[2]
        await pilot.press("N")
        assert view.cursor == places[2]
        numbers = [m.number for m in of_kind(told, TranscriptView.SearchChanged)]
        assert numbers == [1, 2, 3, 1, 3]
        view.goto(0)
        await pilot.press("v", "n")
        assert selected(view).endswith("visste vem som hade ")
        await pilot.press("escape", "escape")
        assert view.hit_count == 0
        assert view.find(r"\[\w+\]", regex=True) == 2


async def test_escape_reaches_the_screen_when_there_is_nothing_to_give_up():
    app = ViewApp(DOCUMENT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        assert "escape" in app.screen.active_bindings
        assert app.screen.active_bindings["escape"].node is app.view
        await pilot.press("escape")
        binding = app.screen.active_bindings.get("escape")
        assert binding is None or binding.node is not app.view


async def test_dragging_over_wrapped_rows():
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.view
        start, end = TEXT.index("otydligt"), TEXT.index("hände")
        word_end = end + len("hände")
        assert cell_of(view, end).y > cell_of(view, start).y + 2
        await pilot.mouse_down(view, offset=cell_of(view, start))
        await pilot.hover(view, offset=cell_of(view, start + 40))
        await pilot.hover(view, offset=cell_of(view, end))
        await pilot.mouse_up(view, offset=cell_of(view, end))
        assert view.selection == (start, word_end)
        await pilot.hover(view, offset=(50, 20))
        assert view.selection == (start, word_end)
        await pilot.mouse_down(view, offset=cell_of(view, end))
        await pilot.hover(view, offset=cell_of(view, start))
        await pilot.mouse_up(view, offset=cell_of(view, start))
        assert view.selection == (start, word_end)
        assert view.cursor == start
        await pilot.click(view, offset=cell_of(view, end))
        assert view.selection == (end, end)
        await pilot.click(view, offset=cell_of(view, start), shift=True)
        assert view.selection == (start, end)


async def test_dragging_from_a_wide_character_and_after_resize_and_scroll():
    document, _ = make_long(60, 0)
    document = make_document(
        [("Åsa", "学習 " * 60), *((t.speaker, document.text[t.start : t.end]) for t in document.turns)]
    )
    app = ViewApp(document)
    async with app.run_test(size=(90, 24)) as pilot:
        view = app.view
        await pilot.resize_terminal(50, 20)
        view.scroll_to(y=3, animate=False)
        await pilot.pause()
        start = view._scene.rows[4][0]
        second_cell = cell_of(view, start + 31) + Offset(1, 0)
        await pilot.mouse_down(view, offset=cell_of(view, start))
        await pilot.hover(view, offset=second_cell)
        await pilot.mouse_up(view, offset=cell_of(view, start + 31))
        assert view.selection == (start, start + 32)


async def test_a_drag_beyond_the_view_scrolls():
    document, _ = make_long(100, 0)
    app = ViewApp(document)
    async with app.run_test(size=(80, 30)) as pilot:
        view = app.view
        view.styles.height = 10
        await pilot.pause()
        await pilot.mouse_down(view, offset=(40, 5))
        await pilot.hover(None, offset=(40, 15))
        assert view._dragging is not None
        while view.scroll_offset.y < 3:
            await pilot.pause(0.01)
        await pilot.mouse_up(None, offset=(40, 15))
        assert view._dragging is None
        assert view.selection[1] > view._scene.rows[10][0]


async def test_clicking_twice_three_and_four_times():
    app = ViewApp(DOCUMENT)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        at = cell_of(view, TEXT.index("otydligt") + 2)
        await pilot.click(view, offset=at, times=2)
        assert selected(view) == "otydligt"
        await pilot.click(view, offset=at, times=3)
        assert selected(view).endswith("[skratt]")
        await pilot.click(view, offset=at, times=4)
        assert selected(view).endswith("hela våren.")
        await pilot.click(view, offset=(3, cell_of(view, TEXT.index("Jag håller")).y))
        assert selected(view).startswith("Jag håller")
        assert selected(view).endswith("läste ingen.")


@pytest.mark.parametrize("widths", [(60, 120, 80), (33, 200, 80), (20, 80, 24, 80)])
async def test_a_resize_keeps_what_is_on_top(widths):
    document, marks = make_long(400, 300)
    app = ViewApp(document, marks)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.goto(len(document.text) // 2)
        place, top = view.place, top_row_text(view)
        assert place.top > 0
        for width in widths:
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            start, end = view._scene.rows[view.scroll_offset.y]
            row_of = view._scene.rows.row_of
            # A cursor that was in view stays there, though what was on top has to go for it.
            room = row_of(view.cursor) - row_of(place.top) < view.size.height - 3
            assert start <= place.top <= end if room else view._is_in_view(row_of(view.cursor))
            assert view.place == place
        assert widths[-1] != 80 or top_row_text(view) == top


async def test_a_cursor_in_view_stays_there_when_the_view_becomes_lower():
    document, marks = make_long(400, 300)
    app = ViewApp(document, marks)
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.view
        view.goto(view.document.turn_starts[200])
        await pilot.press(*["j"] * 25)
        for size in ((120, 24), (80, 12), (80, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert view._is_in_view(view._scene.rows.row_of(view.cursor))


async def test_a_place_is_restored_in_another_view():
    document, marks = make_long(400, 300)
    app = ViewApp(document, marks)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.goto(20_000)
        await pilot.press("v", "w", "j")
        app.view.scroll_relative(y=5, animate=False)
        await pilot.pause()
        place, top = app.view.place, top_row_text(app.view)
    again = ViewApp(TranscriptDocument(""))
    async with again.run_test(size=(80, 24)) as pilot:
        again.view.set_document(document, marks, place)
        await pilot.pause()
        assert again.view.place == place
        assert top_row_text(again.view) == top
        await pilot.press("ctrl+home")
        again.view.place = place
        assert again.view.place == place
        assert top_row_text(again.view) == top
        again.view.place = ReadingPlace(10**9, 10**9, 10**9)
        assert again.view.cursor == len(document.text)


async def test_marks_come_and_go_in_place():
    document, marks = make_long(300, 300)
    app = ViewApp(document, marks)
    async with app.run_test(size=(100, 30)) as pilot:
        view = app.view
        view.goto(20_000)
        await pilot.pause()
        place, before = view.place, screen_text(app)
        mark = mark_at(20_000, 20_080, 25, 9999)
        view.add_mark(mark)
        await pilot.pause()
        assert "Z" in screen_text(app)
        assert view.marks_within(20_000, 20_000)[-1] == mark
        view.set_marks([*marks, mark])
        await pilot.pause()
        assert "Z" in screen_text(app)
        view.remove_mark(9999)
        await pilot.pause()
        assert screen_text(app) == before
        view.set_marks([*marks[:100], mark])
        view.set_marks(())
        await pilot.pause()
        assert "Z" not in screen_text(app)
        assert view.place == place


async def test_one_new_mark_paints_only_its_rows(monkeypatch):
    document, marks = make_long(300, 300)
    app = ViewApp(document, marks)
    async with app.run_test(size=(100, 30)) as pilot:
        view = app.view
        await pilot.pause()
        painted = []
        scene_type = type(view._scene)
        paint = scene_type.paint
        monkeypatch.setattr(
            scene_type, "paint", lambda scene, row, state: painted.append(row) or paint(scene, row, state)
        )
        start, end = view._scene.rows[5]
        view.add_mark(mark_at(start, end - 1, 1, 9999))
        await pilot.pause()
        assert painted == [5]
        painted.clear()
        await pilot.press("j")
        assert sorted(painted) == [0, 1]


async def test_a_filter_shows_some_turns_and_keeps_the_place():
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.goto(TEXT.index("Precis"))
        view.show_only([(turn.start, turn.end) for turn in DOCUMENT.turns if turn.speaker == "Åsa"])
        await pilot.pause()
        assert view.filtered
        assert view.shown_turns == 3
        assert "Örjan" not in screen_text(app)
        assert TEXT[view.cursor :].startswith("Precis")
        await pilot.press("J")
        assert TEXT[view.cursor :].startswith("Tid.")
        await pilot.press("K")
        assert TEXT[view.cursor :].startswith("Precis")
        await pilot.press("K")
        assert TEXT[view.cursor :].startswith("Jag tyckte")
        await pilot.press("v", "J", "J", "G")
        assert selected(view).endswith("hela våren.")
        await pilot.press("escape", "ctrl+home", "p", "p")
        assert TEXT[view.cursor :].startswith("ingen visste")
        assert view.find("mandat") == 1
        view.show_only(None)
        await pilot.pause()
        assert not view.filtered
        assert view.hit_count == 3
        assert "Örjan" in screen_text(app)


async def test_a_filter_that_nothing_passes():
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.show_only([])
        await pilot.press(*"jkwbsvtpaGn", "plus", "minus", "pagedown", "space", "shift+left")
        await pilot.click(app.view, offset=(40, 3), times=2)
        assert "No turn passes the filter." in screen_text(app)
        app.view.show_only(None)
        await pilot.pause()
        assert "Örjan" in screen_text(app)


async def test_turns_are_numbered_as_they_are_cited_and_lines_where_there_are_none():
    app = ViewApp(make_document([("Åsa", "Ja.\nOch nej."), ("Bo", "Visst.")]))
    async with app.run_test(size=(100, 5)) as pilot:
        app.view.show_times = True
        await pilot.pause()
        assert [line.split() for line in screen_text(app).splitlines()[:3]] == [
            ["1", "0:12", "Åsa", "Ja."],
            ["Och", "nej."],
            ["2", "0:25", "Bo", "Visst."],
        ]
        app.view.set_document(TranscriptDocument("Ja.\nOch nej.\nVisst."))
        await pilot.pause()
        assert [line.split()[0] for line in screen_text(app).splitlines()[:3]] == ["1", "2", "3"]


async def test_the_speaker_stays_known_when_a_long_turn_scrolls():
    app = ViewApp(make_document([("Åsa", "ord " * 2000), ("Bo", "Visst.")]), [])
    async with app.run_test(size=(80, 10)) as pilot:
        app.view.add_mark(mark_at(0, 7000, 2, 1))
        await pilot.press("pagedown", "pagedown")
        first, second = screen_text(app).splitlines()[:2]
        assert first.split()[:2] == ["Åsa", "C"]
        assert second.split()[0] == "┃"


async def test_a_stripe_goes_on_over_an_empty_row():
    document = make_document([("Åsa", "Ja.\n\nOch nej."), ("Bo", "Visst.")])
    app = ViewApp(document, [make_mark(document, "Ja.\n\nOch", 1, 1)])
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        column = app.view.layout_columns.text_at - 2
        assert [line[column] for line in screen_text(app).splitlines()[:3]] == ["B", "┃", "┃"]


async def test_copying_and_odd_documents():
    app = ViewApp(
        TranscriptDocument(
            "\tA\x1b[31m\u202e\nb\u0301\n\n学", (TurnSpan(0, 7, "[b]x[/b]"), TurnSpan(8, 13, "学習学習学習"))
        )
    )
    async with app.run_test(size=(80, 8)) as pilot:
        assert "\x1b" not in screen_text(app)
        assert "[b]x[/b]" in screen_text(app)
        assert "[31m" in screen_text(app)
        await pilot.press("t", "ctrl+c")
        assert app.clipboard == "\tA\x1b[31m"
        app.view.set_document(TranscriptDocument(""))
        await pilot.press(*"jkwbsvtpaGn", "pagedown")
        assert app.view.place == ReadingPlace()


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (24, 2), (200, 60)])
async def test_any_size_works(size):
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=size) as pilot:
        await pilot.press(
            "pagedown", "pagedown", "v", "G", "s", "ctrl+home", "t", "ctrl+d", "ctrl+u", "pageup"
        )
        assert app.view.cursor <= len(TEXT)


async def test_without_colours_letters_and_reverse_remain(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.goto(TEXT.index("Vi fick"))
        await pilot.press("v", "e")
        strips = {row: app.view.render_line(row) for row in range(20)}
        row = cell_of(app.view, TEXT.index("Vi fick")).y
        reversed_text = [segment.text for segment in strips[row] if segment.style.reverse]
        assert "Vi" in reversed_text
        assert {"B", "D"} <= set(reversed_text)
        underlined = "".join(
            segment.text for strip in strips.values() for segment in strip if segment.style.underline
        )
        assert "inget mandat" in underlined


async def test_themes_change_the_look():
    app = ViewApp(DOCUMENT, MARKS)
    async with app.run_test(size=(80, 24)) as pilot:
        dark = app.view.render_line(2)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.view.render_line(2) != dark
        assert app.view.render_line(2).text == dark.text


async def test_keys_can_be_bound_anew_by_id():
    app = ViewApp(DOCUMENT)
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_keymap({"transcript.select-sentence": "f5"})
        await pilot.press("s")
        assert selected(app.view) == ""
        await pilot.press("J", "f5")
        assert selected(app.view) == "Om vi börjar med syftet."


KEYS = [key for binding in BINDINGS for key in binding.key.split(",")]


@pytest.mark.parametrize("steps", [300, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("seed", range(2))
async def test_random_keys_never_break_the_view(seed, steps):
    draw = random.Random(seed)
    document, marks = make_long(40, 60, seed)
    document = make_document(
        [
            *((t.speaker, document.text[t.start : t.end]) for t in document.turns),
            ("Åsa", "👩‍👩‍👧 é 学習 " * 9),
        ]
    )
    app = ViewApp(document, marks)
    async with app.run_test(size=(70, 16)) as pilot:
        view = app.view
        for step in range(steps):
            app.simulate_key(draw.choice(KEYS))
            if step % 10 == 0:
                await pilot.pause()
            chance = draw.random()
            if chance < 0.03:
                await pilot.resize_terminal(draw.randint(12, 130), draw.randint(3, 40))
            elif chance < 0.06:
                view.find(draw.choice(["mandat", "e", "[skratt]", ""]))
            elif chance < 0.09:
                turns = draw.sample(document.turns, draw.randint(0, 20))
                view.show_only(draw.choice([None, [(turn.start, turn.end) for turn in turns]]))
            elif chance < 0.15:
                view.set_marks(draw.sample(marks, draw.randint(0, 60)))
            elif chance < 0.2:
                at = Offset(draw.randrange(view.size.width), draw.randrange(view.size.height))
                await pilot.click(view, offset=at, times=draw.randint(1, 4))
            start, end = view.selection
            assert 0 <= start <= end <= len(document.text), step
            if view._reader.shown.blocks:
                assert view._reader.shown.block_of(view.cursor)
                assert view._reader.shown.block_of(start) == view._reader.shown.block_of(end)
        await pilot.pause()
        assert view.document is document


async def test_a_mark_over_the_whole_document_is_added_at_once():
    document, marks = make_long(3000, 0)
    app = ViewApp(document, marks)
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.add_mark(mark_at(0, len(document.text), 3, 1))
        app.view.add_mark(make_mark(document, "mandat", 1, 2))
        await pilot.press("G", "space")
        assert app.view.selection == (0, 0) or app.view.cursor == len(document.text)
        await pilot.press("h", "space")
        assert app.view.selection == (0, len(document.text))
        app.view.remove_mark(1)
        await pilot.pause()
        assert app.view.marks_within(500, 600) == []
