"""The list widget: how columns share the room, and that its size costs nothing."""

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from qualwb.workbench.widgets.listing import GAP, ListColumn, Listing, Row, fit

COLUMNS = st.lists(
    st.tuples(
        st.builds(ListColumn, st.just("T"), st.integers(1, 20), st.integers(1, 60), st.integers(0, 3)),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=8,
)


@given(COLUMNS, st.integers(10, 200))
def test_columns_share_the_width(columns: list[tuple[ListColumn, int]], width: int) -> None:
    sizes = fit([c for c, _w in columns], [w for _c, w in columns], width)
    shown = [i for i, size in enumerate(sizes) if size]
    used = sum(sizes) + GAP * max(len(shown) - 1, 0)
    wanted = [w for _c, w in columns]
    assert all(size <= want for size, want in zip(sizes, wanted, strict=True))
    # Room is left only when every column has what it wants.
    needed = sum(wanted[i] for i in shown) + GAP * max(len(shown) - 1, 0)
    if all(columns[i][0].rank for i in shown):
        assert used <= width or not shown
    assert used == needed or used >= width or len(shown) < sum(w > 0 for w in wanted)


def test_the_least_needed_column_goes_first() -> None:
    columns = [ListColumn("A", 10), ListColumn("B", 10, rank=1), ListColumn("C", 10, rank=2)]
    assert fit(columns, [10, 10, 10], 34) == [10, 10, 10]
    assert fit(columns, [10, 10, 10], 33) == [10, 10, 0]
    assert fit(columns, [10, 10, 10], 21) == [10, 0, 0]
    assert fit(columns, [10, 0, 10], 30) == [10, 0, 10]


class ListApp(App[None]):
    """A list of many rows."""

    opened: list[object]

    def compose(self) -> ComposeResult:
        yield Listing([ListColumn("No.", 4, right=True), ListColumn("Text", 10)])

    def on_mount(self) -> None:
        self.opened = []
        listing = self.query_one(Listing)
        listing.show([Row(n, (str(n), f"rad {n} [b]å[/b]")) for n in range(100_000)])
        listing.focus()

    def on_listing_opened(self, event: Listing.Opened) -> None:
        self.opened.append(event.key)


async def test_rows_in_another_order_hide_none_above_the_first_page() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        listing = app.query_one(Listing)
        rows = [Row(n, (str(n), f"rad {n}")) for n in range(100)]
        listing.show(rows)
        await pilot.pause()
        listing.show([*rows[1:3], rows[0], *rows[3:]])
        await pilot.pause()
        assert (listing.key, listing.scroll_offset.y) == (0, 0)
        listing.show([*rows[1:50], rows[0], *rows[50:]])
        await pilot.pause()
        assert (listing.key, listing.scroll_offset.y > 0) == (0, True)


async def test_keys_and_mouse_move_the_cursor_and_the_view() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 12)) as pilot:
        listing = app.query_one(Listing)
        await pilot.press("end")
        assert listing.key == 99_999
        assert "99999" in listing.render_line(listing.size.height - 1).text
        await pilot.press("pageup", "up")
        assert listing.key == 99_999 - 10 - 1
        await pilot.press("home", "enter")
        assert app.opened == [0]
        await pilot.click(Listing, offset=(5, 4))
        assert listing.key == 3
        await pilot.click(Listing, offset=(5, 6), times=2)
        assert app.opened[-1] == 5
        assert "[b]å[/b]" in listing.render_line(3).text


async def test_marks_and_the_cursor_stay_with_their_rows() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 12)):
        listing = app.query_one(Listing)
        listing.go_to(7)
        listing.toggle_mark()
        assert (listing.key, listing.chosen) == (7, [7])
        listing.go_to(8)
        listing.show([Row(n, (str(n), "x")) for n in (9, 8, 7)])
        assert (listing.key, listing.chosen) == (8, [7])
        listing.show([Row(n, (str(n), "x")) for n in (9, 10)], hidden=[7, 8])
        assert (listing.chosen, listing.hidden_marks) == ([7], {7})
        listing.show([Row(n, (str(n), "x")) for n in (9, 10)])
        assert listing.chosen == [10]


def test_short_columns_are_whole_before_long_ones_get_more() -> None:
    columns = [ListColumn("Replik", 3, 6), ListColumn("Text", 16, 60), ListColumn("Koder", 8, 28)]
    assert fit(columns, [6, 60, 28], 37) == [6, 17, 10]
