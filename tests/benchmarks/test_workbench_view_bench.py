"""Speed and memory of the transcript view at 120x50, with each key's repaint down to terminal codes.

Times are CPU time of a process of its own, held to limits measured in the same run: a key that is bound to
nothing, and the same text in Textual's own TextArea.
"""

import asyncio
import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualwb.workbench.widgets.transcript import TranscriptDocument
from tests.benchmarks.measuring import said_by_process
from tests.workbench.transcript.transcript_material import ViewApp, make_long, mark_at

pytestmark = pytest.mark.bench

KEYS = {
    "unbound": ["f12"],
    "move": ["j"],
    "word": ["w"],
    "extend": ["shift+right", "shift+down"],
    "page": ["pagedown"],
    "far jump": ["ctrl+home", "G"],
    "sentence": ["s"],
    "next uncoded": ["a"],
}
PRESSES = 100


class TextAreaApp(App[None]):
    """Textual's own view of a long text."""

    def compose(self) -> ComposeResult:
        yield TextArea(read_only=True, soft_wrap=True)


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
        found["resize"] = await measure_resizing(pilot)
        gc.collect()
        found["memory"] = (resident_megabytes() - empty,) * 2
        assert app.painted
    return found


async def measure_text_area(turns: int) -> dict[str, tuple[float, float]]:
    """The same text in a TextArea: first paint and resizing."""
    app = TextAreaApp()
    document, _marks = make_long(turns, 1)
    found: dict[str, tuple[float, float]] = {}
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()

        async def load() -> None:
            app.query_one(TextArea).load_text(document.text)
            await pilot.pause()

        found["area paint"] = (await timed(load),) * 2
        found["area resize"] = await measure_resizing(pilot)
    return found


async def measure_resizing(pilot: Pilot) -> tuple[float, float]:
    """Median and longest of three widths."""
    widths = [await timed(lambda width=width: pilot.resize_terminal(width, 50)) for width in (90, 110, 70)]
    return statistics.median(widths), max(widths)


def measure_apart(turns: int, marks: int) -> dict[str, tuple[float, float]]:
    """Our view, and the limits."""
    return asyncio.run(measure(turns, marks)) | asyncio.run(measure_text_area(turns))


def in_fresh_process(turns: int, marks: int) -> dict[str, tuple[float, float]]:
    """The same in a process of its own."""
    script = (
        "import json; from tests.benchmarks.test_workbench_view_bench import measure_apart; "
        f"print('FOUND', json.dumps(measure_apart({turns}, {marks})))"
    )
    found: dict[str, tuple[float, float]] = json.loads(said_by_process(script).rsplit("FOUND", 1)[1])
    return found


def test_workbench_view_20_000_turns_with_30_000_codings() -> None:
    found = in_fresh_process(20_000, 30_000)
    print({name: tuple(round(value, 1) for value in pair) for name, pair in found.items()})
    unbound = found["unbound"][0]
    for name in (*KEYS, "set_marks", "add_mark"):
        median, slowest = found[name]
        assert median < 12 * unbound, name
        assert slowest < 60 * unbound, name
    assert found["first paint"][0] < found["area paint"][0]
    assert found["resize"][0] < found["area resize"][0]
    assert found["memory"][0] < 150


def test_workbench_view_keys_cost_the_same_with_100_000_turns() -> None:
    small, large = in_fresh_process(20_000, 30_000), in_fresh_process(100_000, 150_000)
    print({name: (round(small[name][0], 1), round(large[name][0], 1)) for name in large})
    for name in KEYS:
        assert large[name][0] / large["unbound"][0] < 1.5 * small[name][0] / small["unbound"][0], name
