"""Tables and lists of ten thousand rows in the workbench: opened, scrolled, sorted."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.slices import Slice
from qualwb.exchange.matrix_views import MatrixView, MatrixWishes
from qualwb.exchange.tables.matrix import matrix_table
from qualwb.workbench.screens.list_order import ListOrder
from qualwb.workbench.screens.matrix.matrix_choices import Counted, MatrixChoices
from qualwb.workbench.screens.matrix.screen import MatrixScreen
from tests.workbench.screens.coded_material import coded, shown
from tests.workbench.screens.test_sorting_lists import ManyRows, pushed
from tests.workbench.settling import settle

__all__ = ["coded"]

pytestmark = pytest.mark.bench

ROWS, GROUPS = 10_000, 8
GOAL_OPEN, GOAL_SCROLL = 0.150, 0.020
MOST_OF_UNBOUND = 12
"""A key that scrolls paints the screen; one that is bound to nothing costs what Textual itself needs."""


def many_rows() -> Counted:
    """A matrix of ten thousand codes by eight groups."""
    groups = tuple(Slice(f"Grupp {n}", "groups", n, frozenset({n})) for n in range(GROUPS))
    rows = []
    for place in range(ROWS):
        values = tuple(place * (n + 3) % 7 for n in range(GROUPS))
        part = Slice(f"Kod {place} om något som sades", "codes", place, frozenset({place}))
        rows.append(MatrixRow(part, None, place % 2, values, sum(values), sum(map(bool, values))))
    totals = (1,) * GROUPS
    matrix = Matrix("codes", "groups", groups, "passages", tuple(rows), totals, GROUPS, GROUPS, GROUPS)
    wishes = replace(MatrixWishes(), rows="codes")
    return Counted(MatrixChoices(rows="codes"), MatrixView(wishes, matrix, matrix_table(matrix)), ("groups",))


async def spent(pilot: Pilot[int], key: str, times: int = 30) -> list[float]:
    found = []
    for _time in range(times):
        begun = time.thread_time()
        await pilot.press(key)
        found.append(time.thread_time() - begun)
    await settle(pilot)
    return found


async def told(pilot: Pilot[int], what: str) -> None:
    """Print what scrolling takes, and hold it to a key that does nothing."""
    unbound = await spent(pilot, "f20")
    for key in ("down", "pagedown", "end", "home"):
        times = await spent(pilot, key)
        ratio = statistics.median(times) / statistics.median(unbound)
        median = f"{1000 * statistics.median(times):.1f} ms CPU"
        print(f"\n{what}, {key}: median {median}, {ratio:.1f} of an unbound key; goal {GOAL_SCROLL}")
        assert ratio < MOST_OF_UNBOUND, key


async def timed(pilot: Pilot[int], act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    await settle(pilot)
    return time.thread_time() - begun


async def test_a_matrix_of_ten_thousand_rows(coded: Researcher) -> None:
    async with shown(coded, "f5", (120, 50)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MatrixScreen)
        counted = many_rows()
        opened = statistics.median([await timed(pilot, lambda: screen._show(counted)) for _n in range(5)])
        print(f"\nmatrix opened: {1000 * opened:.0f} ms CPU, goal {GOAL_OPEN}")
        assert len(screen.table.rows) == ROWS + 1
        await told(pilot, "matrix")
        assert opened < 4 * GOAL_OPEN


async def test_a_list_of_ten_thousand_rows(coded: Researcher) -> None:
    async with shown(coded, "f8", (120, 50)) as pilot:
        screen = await pushed(pilot, ManyRows())
        opened = statistics.median([await timed(pilot, screen.fill) for _n in range(5)])
        by_size = ListOrder("Size")
        sorted_ = statistics.median([await timed(pilot, lambda: screen._sort(by_size)) for _n in range(5)])
        print(f"\nlist filled: {1000 * opened:.0f} ms CPU, sorted: {1000 * sorted_:.0f} ms; goal {GOAL_OPEN}")
        await told(pilot, "list")
        assert sorted_ < 4 * GOAL_OPEN
