"""Random keys on the screens with lists leave the project sound and raise nothing."""

import random
from pathlib import Path

import pytest

from qualwb.acts import memos
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from tests.workbench.screens.coded_material import shown
from tests.workbench.settling import settle

KEYS = (
    *("f7", "f8", "f9", "f10", "f11", "f12", "ctrl+a", "ctrl+x"),
    *"abcdefgiklmnprtuvwxyACEKJMNRX0123",
    *("enter", "escape", "space", "tab", "up", "down", "home", "end", "pagedown", "slash"),
    *("backspace", "delete", "ctrl+s", "ctrl+r", "ctrl+z"),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_random_keys(
    material: Researcher, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    memos.write(material, "[skratt] ett memo")
    chance = random.Random(seed)
    async with shown(material, "f8", (100, 30)) as pilot:
        for _n in range(400):
            await pilot.press(chance.choice(KEYS))
            errors = [worker.error for worker in pilot.app.workers if worker.error is not None]
            assert errors == []
        await settle(pilot)
    assert check(material.project) == []
