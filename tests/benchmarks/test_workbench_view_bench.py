"""Speed and memory of the transcript view at 120x50, with each key's repaint down to terminal codes.

Times are CPU time of a process of its own. The raw limit for a key is one that is bound to nothing,
measured in the same run: what Textual itself needs.
"""

import asyncio
import gc
import multiprocessing
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from textual._compositor import CompositorUpdate

from qualwb.workbench.widgets.transcript import TranscriptDocument
from tests.workbench.transcript.transcript_material import ViewApp, make_long, mark_at

pytestmark = pytest.mark.bench

KEYS = {
    "unbound": ["f12"],
    "move": ["j"],
    "word": ["w"],
    "extend": ["shift+right", "shift+down"],
    "page": ["pagedown"],
    "far jump": ["g", "G"],
    "sentence": ["s"],
    "next uncoded": ["a"],
}
PRESSES = 100


class PaintingApp(ViewApp):
    """Also makes the terminal codes, which Textual leaves out when it runs without a terminal."""

    painted = 0

    def _display(self, screen, renderable) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.painted += len(renderable.render_segments(self.console))
        super()._display(screen, renderable)


def resident_megabytes() -> float:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 2**20


async def timed(act: Callable) -> float:
    """CPU milliseconds of an act."""
    start = time.process_time()
    await act()
    return (time.process_time() - start) * 1000


async def measure(turns: int, marks: int) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile of milliseconds by act; megabytes under 'memory'."""
    app = PaintingApp(TranscriptDocument(""))
    found: dict[str, tuple[float, float]] = {}
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        gc.collect()
        empty = resident_megabytes()
        document, given = make_long(turns, marks)

        async def load() -> None:
            app.view.set_document(document, given)
            await pilot.pause()

        found["first paint"] = (await timed(load),) * 2
        for name, keys in KEYS.items():
            app.view.goto(len(document.text) // 3)
            await pilot.pause()
            times = [await timed(lambda key=key: pilot.press(key)) for key in keys * (PRESSES // len(keys))]
            found[name] = statistics.median(times), statistics.quantiles(times, n=100)[98]
        for name, change in (("set_marks", app.view.set_marks), ("add_mark", app.view.add_mark)):
            times = []
            for _ in range(30):
                mark = mark_at(app.view.cursor, app.view.cursor + 60, 3, len(given) + 1)
                given = (*given, mark)

                async def code(change=change, mark=mark, given=given) -> None:
                    change(mark if change == app.view.add_mark else given)
                    await pilot.pause()

                times.append(await timed(code))
            found[name] = statistics.median(times), max(times)
        widths = [
            await timed(lambda width=width: pilot.resize_terminal(width, 50)) for width in (90, 110, 70)
        ]
        found["resize"] = statistics.median(widths), max(widths)
        gc.collect()
        found["memory"] = (resident_megabytes() - empty,) * 2
        assert app.painted
    return found


def measure_apart(turns: int, marks: int) -> dict[str, tuple[float, float]]:
    """The same in a fresh process."""
    return asyncio.run(measure(turns, marks))


@pytest.fixture(scope="module")
def in_fresh_process() -> Callable:
    def run(turns: int, marks: int) -> dict[str, tuple[float, float]]:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            return pool.submit(measure_apart, turns, marks).result(timeout=300)

    return run


def test_workbench_view_20_000_turns_with_30_000_codings(benchmark, in_fresh_process):
    found = benchmark.pedantic(in_fresh_process, args=(20_000, 30_000), rounds=1)
    benchmark.extra_info.update({name: [round(value, 1) for value in pair] for name, pair in found.items()})
    print({name: tuple(round(value, 1) for value in pair) for name, pair in found.items()})
    assert found["first paint"][0] < 1000
    for name in KEYS:
        median, p99 = found[name]
        assert median < 20, name
        assert p99 < 50, name
        assert median < 20 * max(found["unbound"][0], 0.5), name
    assert found["set_marks"][0] < 20
    assert found["add_mark"][0] < 20
    assert found["resize"][1] < 300
    assert found["memory"][0] < 150


def test_workbench_view_keys_cost_the_same_with_100_000_turns(benchmark, in_fresh_process):
    small = in_fresh_process(20_000, 30_000)
    large = benchmark.pedantic(in_fresh_process, args=(100_000, 150_000), rounds=1)
    print({name: (round(small[name][0], 1), round(large[name][0], 1)) for name in large})
    for name in KEYS:
        assert large[name][0] < 1.3 * small[name][0] + 0.5, name  # half a millisecond of noise
