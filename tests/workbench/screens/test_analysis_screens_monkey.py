"""Random keys on the screens of analysis: no exception, and the project stays sound."""

import random

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from tests.workbench.screens.coded_material import coded, shown
from tests.workbench.settling import settle

__all__ = ["coded"]

MONKEY = [
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "g", "G", "space", "enter"),
    *(
        "escape",
        "R",
        "number_sign",
        "asterisk",
        "F",
        "m",
        "a",
        "x",
        "n",
        "r",
        "e",
        "M",
        "s",
        "v",
        "d",
        "w",
        "f",
        "slash",
        "E",
        "c",
        "k",
        "z",
        "o",
        "b",
        "t",
    ),
    *("p", "0", "q", "i", "tab", "backspace", "ctrl+s", "u", "ctrl+r", "exclamation_mark", "j", "å", "y"),
]
SCREENS = ["f3", "f4", "f5", "f6"]


@pytest.mark.parametrize("key", SCREENS)
async def test_random_keys(coded: Researcher, key: str) -> None:
    await monkey(coded, key, seed=3, keys=60)


@pytest.mark.parametrize("name", ["search", "words", "cooccurrence", "participation", "saturation"])
async def test_random_keys_on_the_answers_from_all_of_the_material(coded: Researcher, name: str) -> None:
    await monkey(coded, name, seed=5, keys=60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12])
async def test_two_thousand_random_keys(coded: Researcher, seed: int) -> None:
    await monkey(coded, "f3", seed, 2000)


async def monkey(researcher: Researcher, key: str, seed: int, keys: int) -> None:
    rng = random.Random(seed)
    async with shown(researcher, key) as pilot:
        for _n in range(keys):
            await pilot.press(rng.choice(SCREENS) if rng.random() < 0.02 else rng.choice(MONKEY))
        await settle(pilot)
        assert [problem for problem in check(researcher.project) if problem.kind != "orphan"] == []
