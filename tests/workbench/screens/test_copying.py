"""Copying: a quote with who says it and where, on every screen that has one; and the way out in words."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import codings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from tests.workbench.screens.coded_material import TALK, coded, lines, press, shown

__all__ = ["coded"]

UNCLEAR = "Åsa: Det var otydligt. (Grupp 1, Intervju 1, turn 2)"


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No meanings."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")


def told(pilot: Pilot[int]) -> str:
    return " ".join(notice.message for notice in pilot.app._notifications)


@pytest.mark.parametrize(
    ("screen", "keys", "copied"),
    [
        ("f2", ("J", "s", "y"), UNCLEAR),
        (
            "f2",
            ("J", "t", "t", "y"),
            f"– Åsa: {TALK[1][1]}\n– Björn: {TALK[2][1]}\n(Grupp 1, Intervju 1, turns 2–3)",
        ),
        ("f6", ("y",), UNCLEAR),
        ("like", ("<Var det otydligt från början?>", "enter", "y"), "Åsa: Det var otydligt. "),
        ("search", ("<otydligt>", "enter", "y"), f"Åsa: {TALK[1][1]} (Grupp 1, Intervju 1, turn 2)"),
        ("words", ("slash", "<otydlig>", "enter", "y"), f"Åsa: {TALK[1][1]} (Grupp 1, Intervju 1, turn 2)"),
        ("participation", ("down", "enter", "y"), f"Björn: {TALK[2][1]} (Grupp 1, Intervju 1, turn 3)"),
        ("f5", ("down", "enter", "y"), UNCLEAR),
        ("f3", ("right", "enter", "y"), UNCLEAR),
        ("autocode", ("<otydligt>", "enter", "y"), UNCLEAR),
    ],
)
async def test_a_quote_is_copied_with_speaker_and_place(
    coded: Researcher, screen: str, keys: tuple[str, ...], copied: str
) -> None:
    async with shown(coded, screen) as pilot:
        await press(pilot, *keys)
        assert pilot.app.clipboard.startswith(copied)
        assert told(pilot).startswith("Copied: ")


async def test_in_tmux_what_is_copied_is_in_its_buffer(
    coded: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmux = tmp_path / "tmux"  # one that is too old for the clipboard
    tmux.write_text(f'#!/bin/sh\n[ "$2" = - ] && exec cat > "{tmp_path}/buffer"\nexit 1\n')
    tmux.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "s", "ctrl+c")
        await pilot.app.workers.wait_for_complete()
        assert (tmp_path / "buffer").read_text(encoding="utf-8") == "Det var otydligt."


async def test_nothing_selected_says_how_to(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard == ""
        assert "Select something first" in told(pilot)


async def test_ctrl_c_copies_the_words_alone_and_else_tells_the_way_out(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "s", "ctrl+c")
        assert pilot.app.clipboard == "Det var otydligt."
        await press(pilot, "escape", "ctrl+c")
        assert pilot.app.clipboard == "Det var otydligt."
        assert "^q quits" in told(pilot)


async def test_lists_of_quotes_say_who_speaks(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        start = len(TALK[0][1]) + 1
        passage = passage_at(connection, "Intervju 1", start, start + len(TALK[1][1]) + 1 + len(TALK[2][1]))
    codings.apply(coded, passage, ["samtal"], create=True)
    async with shown(coded, "f6") as pilot:
        shown_now = lines(pilot)
        assert any("Åsa: Det var otydligt." in line for line in shown_now)
        assert any("– Åsa: Det var otydligt. Ingen visste" in line for line in shown_now)
