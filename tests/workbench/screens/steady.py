"""What a screen shows once nothing moves any more."""

from textual.pilot import Pilot

from tests.workbench.screens.coded_material import lines
from tests.workbench.settling import settle


async def steady(pilot: Pilot[int]) -> list[str]:
    """The lines of the screen, when footer and scroll bars have come and stayed."""
    shown: list[str] = []
    same = 0
    for _n in range(200):
        await settle(pilot)
        await pilot.pause()
        now = lines(pilot)
        same = same + 1 if now == shown and now[-1].strip() else 0
        shown = now
        if same == 3:
            break
    return shown
