"""Listening to a recording beside its text, with a real mpv: what it does is waited for, by no clock."""

import asyncio
import os
import select
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.pilot import Pilot

from qualwb.acts import recordings
from qualwb.acts.researcher import Researcher
from qualwb.acts.turn_times import stamp
from qualwb.listening import player
from qualwb.listening.playing import Playing
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.correcting import ListeningDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listening_strip import ListeningStrip, PlayerTold
from tests.listening.speech import TEXT, needs_player, spoken
from tests.workbench.screens.coded_material import coded, lines, press, rows
from tests.workbench.settling import rested, settle

__all__ = ["coded"]

LONG = 60.0
"""Seconds after which a player tells nothing more."""
TIMES = "SELECT number, time_start FROM turn WHERE source_id = 1 AND time_start IS NOT NULL ORDER BY number"


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken(tmp_path_factory.mktemp("speech") / "grupp 1.ogg", TEXT * 8)


async def test_of_a_source_without_a_recording_it_is_said(coded: Researcher) -> None:
    async with Workbench(coded).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "shift+f4")
        (told,) = [note.message for note in pilot.app._notifications]
        assert "No recording is tied to this source" in told


@pytest.fixture
def tied(coded: Researcher, speech: Path) -> Researcher:
    """'Intervju 1' with its recording, of more than a minute, and two of its six turns stamped."""
    recordings.tie(coded, "Intervju 1", speech)
    stamp(coded, "Intervju 1", 2, 2.0)
    stamp(coded, "Intervju 1", 5, 6.5)
    return coded


class Listener:
    """The workbench with a player, and the way to wait for what that does."""

    def __init__(self, pilot: Pilot[int], told: asyncio.Event) -> None:
        self.pilot, self._told = pilot, told

    @property
    def screen(self) -> CodeScreen:
        screen = self.pilot.app.get_screen("code")
        assert isinstance(screen, CodeScreen)
        return screen

    @property
    def playing(self) -> Playing:
        """What the player told last."""
        return self.screen.listening.playing

    async def plays(self, since: float = 0.0) -> None:
        """Wait until it plays, and has come as far."""
        await self.until(lambda: not self.playing.paused and self.playing.seconds > since)

    async def pause(self) -> float:
        """Pause it with its key; returns how far it came, in seconds."""
        await self.press("shift+f3")
        await self.until(lambda: self.playing.paused)
        return self.screen.listening.seconds

    @property
    def strip(self) -> str:
        """What the line of the screen in view says; '' where it is hidden."""
        strip = self.pilot.app.screen.query_one(ListeningStrip)
        return str(strip.content).strip() if strip.display else ""

    @property
    def turn(self) -> int:
        """The number of the turn at the cursor."""
        assert self.screen.source is not None
        turn = self.screen.source.turn_at(self.screen.view.cursor)
        assert turn is not None
        return turn.number

    async def press(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until the player has told what makes it so."""
        await settle(self.pilot)
        while not true():
            await asyncio.wait_for(self._told.wait(), LONG)
            self._told.clear()
            await settle(self.pilot)


@asynccontextmanager
async def listening(
    researcher: Researcher, size: tuple[int, int] = (120, 40), *, times: bool = True
) -> AsyncIterator[Listener]:
    told = asyncio.Event()

    def hook(message: Message) -> None:
        if isinstance(message, PlayerTold):
            told.set()

    app = Workbench(researcher)
    app.player_options = ["--ao=null"]
    app.state.source, app.settings.times = "Intervju 1", times
    async with app.run_test(size=size, message_hook=hook, notifications=True) as pilot:
        await rested(pilot)
        yield Listener(pilot, told)


def footer(pilot: Pilot[int]) -> str:
    return " ".join(key.description for key in pilot.app.screen.query_one(FittingFooter).keys)


async def test_without_a_recording_there_is_no_line_and_no_key(coded: Researcher) -> None:
    async with listening(coded, (260, 40)) as at:
        assert at.strip == ""
        assert "Play" not in footer(at.pilot)
        before = lines(at.pilot)
        await at.press("shift+f3", "shift+f8", "shift+f5")
        assert lines(at.pilot) == before


@needs_player
async def test_times_are_shown_unasked_where_a_recording_is_tied(tied: Researcher) -> None:
    async with listening(tied, times=False) as at:
        text = "\n".join(lines(at.pilot))
        assert "0:02" in text
        assert "~0:0" in text
        recordings.untie(tied, "Intervju 1")
        at.screen.project_changed()
        await settle(at.pilot)
        assert "0:02" not in "\n".join(lines(at.pilot))


@needs_player
@pytest.mark.parametrize("correcting", [False, True])
async def test_shift_f3_pauses_as_a_terminal_sends_it(tied: Researcher, correcting: bool) -> None:
    """Most send the bytes with which a terminal also tells where its cursor is."""
    async with listening(tied) as at:
        await at.press("J", "shift+f4", *(("s", "ctrl+k") if correcting else ()))
        await at.plays()
        for event in XTermParser().feed("\x1b[1;2R"):
            at.pilot.app.post_message(event)
        await at.until(lambda: at.playing.paused)
        assert isinstance(at.pilot.app.screen, ListeningDialog) is correcting


@needs_player
async def test_it_plays_from_the_turn_and_the_cursor_follows(tied: Researcher) -> None:
    async with listening(tied, (260, 40)) as at:
        assert at.strip == "grupp 1.ogg: Shift+F4 plays from this turn"
        assert "Play or pause" in footer(at.pilot)
        await at.press("J", "shift+f4")
        await at.plays(since=2.0)
        assert at.strip.startswith("plays 0:")
        assert " / 1:" in at.strip
        assert " follows " in at.strip
        await at.press("shift+f7")
        await at.until(lambda: " 1.1 × " in at.strip)
        await at.until(lambda: at.turn >= 5)
        assert await at.pause() > 6.4
        assert at.strip.startswith("paused 0:")
        await at.press("shift+f6")
        await at.until(lambda: " × " not in at.strip)


@needs_player
async def test_the_cursor_stays_when_it_is_told_to_and_one_goes_back(tied: Researcher) -> None:
    async with listening(tied) as at:
        await at.press("J", "J", "J", "J", "shift+f9", "shift+f4")
        await at.plays(since=6.5)
        assert " follows " not in at.strip
        paused = await at.pause()
        await at.press("K", "K")
        await at.press("shift+f2")
        await at.until(lambda: abs(at.screen.listening.seconds - (paused - 3.0)) < 0.3)
        assert at.turn == 3


@needs_player
async def test_a_passage_comes_over_and_over(tied: Researcher) -> None:
    async with listening(tied) as at:
        await at.press("J", "J", "t", "shift+f5")
        await at.until(lambda: at.playing.loop is not None)
        assert " over and over " in at.strip
        assert at.playing.loop is not None
        begin, end = at.playing.loop
        assert 2.0 < begin < end < 6.5
        for _round in range(2):
            await at.until(lambda: at.playing.seconds > begin + 0.4)
            await at.until(lambda: at.playing.seconds <= begin + 0.4)
        await at.press("shift+f5")
        await at.plays(since=end + 0.3)
        assert " over and over " not in at.strip


@needs_player
async def test_turns_are_stamped_one_after_another(tied: Researcher) -> None:
    tied.project.undo(coder="Karin")
    async with listening(tied) as at:
        await at.press("J", "shift+f9", "shift+f4")
        await at.plays(since=3.0)
        third = await at.pause()
        await at.press("J", "shift+f8")
        assert at.turn == 4
        await at.press("shift+f3")
        await at.plays(since=third + 0.5)
        fourth = await at.pause()
        await at.press("shift+f8")
        assert at.turn == 5
        stamped = rows(tied, TIMES)
        assert stamped == [(2, 2.0), (3, third), (4, fourth)]
        await at.press("u")
        assert rows(tied, TIMES) == stamped[:2]


@needs_player
async def test_who_stamps_is_not_led_away_by_the_recording(tied: Researcher) -> None:
    tied.project.undo(coder="Karin")
    async with listening(tied) as at:
        await at.press("J", "shift+f4")
        await at.plays(since=2.0)
        await at.pause()
        assert " follows " in at.strip
        await at.press("shift+f8")
        assert " follows " not in at.strip


@needs_player
async def test_a_turn_can_t_be_stamped_before_one_that_came_earlier(tied: Researcher) -> None:
    stamp(tied, "Intervju 1", 5, 80.0)
    async with listening(tied) as at:
        await at.press("J", "shift+f9", "shift+f4")
        await at.plays(since=2.0)
        await at.pause()
        await at.press("J", "J", "J", "J", "shift+f8")
        assert isinstance(at.pilot.app.screen, FailureDialog)
        assert any("Turn 6 can't begin then" in line for line in lines(at.pilot))
        assert rows(tied, TIMES) == [(2, 2.0), (5, 80.0)]


async def test_times_between_stamps_are_estimated_and_marked_and_never_stored(tied: Researcher) -> None:
    async with listening(tied, (200, 40)) as at:
        shown = "\n".join(lines(at.pilot))
        assert " 0:02 " in shown
        assert " 0:06 " in shown
        assert shown.count(" ~0:0") == 2
        await at.press("c", "<ny kod>", "enter")
    assert rows(tied, TIMES) == [(2, 2.0), (5, 6.5)]


@needs_player
async def test_words_are_corrected_while_one_listens(tied: Researcher) -> None:
    async with listening(tied) as at:
        await at.press("J", "shift+f9", "shift+f4")
        await at.plays(since=2.0)
        paused = await at.pause()
        await at.press("w", "w", "v", "e", "ctrl+k")
        assert isinstance(at.pilot.app.screen, ListeningDialog)
        assert at.strip.startswith("paused ")
        await at.press("ctrl+space")
        await at.plays(since=paused + 0.5)
        assert at.strip.startswith("plays ")
        paused = await at.pause()
        await at.press("shift+f2")
        await at.until(lambda: at.playing.seconds < max(paused - 2.0, 1.0))
        await at.press(*"klart", "ctrl+s")
        assert not isinstance(at.pilot.app.screen, ListeningDialog)
        assert at.screen.source is not None
        assert "klart" in at.screen.source.transcript.text
        assert at.strip.startswith("paused ")


@needs_player
async def test_another_source_or_screen_ends_what_plays(tied: Researcher) -> None:
    async with listening(tied) as at:
        await at.press("shift+f4")
        await at.plays()
        await at.press("f3", "f2")
        await at.until(lambda: at.playing.paused)
        await at.press("shift+f3")
        await at.plays()
        await at.press("greater_than_sign")
        assert at.strip == ""
        await at.press("less_than_sign")
        assert at.strip == "grupp 1.ogg: Shift+F4 plays from this turn"
        await at.press("shift+f4")
        await at.plays()


@needs_player
async def test_the_player_ends_with_the_workbench(tied: Researcher) -> None:
    async with listening(tied) as at:
        await at.press("shift+f4")
        await at.plays()
        process = at.screen.listening.process_id
        assert process is not None
        watched = os.pidfd_open(process)
        await at.press("ctrl+q")
    assert select.select([watched], [], [], 0)[0]
    os.close(watched)


@pytest.mark.parametrize("happened", ["moved", "changed"])
async def test_one_that_moved_and_one_that_changed_are_told(
    coded: Researcher, tmp_path: Path, happened: str
) -> None:
    file = tmp_path / "inspelning.ogg"
    file.write_bytes(b"ljud")
    recordings.tie(coded, "Intervju 1", file)
    if happened == "moved":
        file.rename(tmp_path / "annat namn.ogg")
    else:
        file.write_bytes(b"annat")
    async with listening(coded) as at:
        await at.press("shift+f4")
        told = " ".join(lines(at.pilot))
        assert ("no longer there" if happened == "moved" else "another recording than") in told
        assert "Tie it anew among the sources (F8): Shift+F12." in told
        await at.press("enter")
        assert at.strip == "inspelning.ogg: Shift+F4 plays from this turn"


async def test_without_mpv_it_is_told_what_to_install(
    tied: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "PROGRAM", "no-such-player-anywhere")
    async with listening(tied) as at:
        await at.press("shift+f4")
        told = " ".join(lines(at.pilot))
        assert "mpv, which is not installed" in told
        assert "apt install mpv" in told


@needs_player
async def test_what_is_no_recording_is_told(coded: Researcher, tmp_path: Path) -> None:
    file = tmp_path / "utskrift.txt"
    file.write_text("Hur var det från början?", encoding="utf-8")
    recordings.tie(coded, "Intervju 1", file)
    async with listening(coded) as at:
        await at.press("shift+f4")
        await at.until(lambda: any("can't play the recording" in line for line in lines(at.pilot)))


async def test_a_recording_is_tied_and_untied_on_the_screen_of_sources(
    coded: Researcher, tmp_path: Path
) -> None:
    file = tmp_path / "inspelning å.ogg"
    file.write_bytes(b"ljud")
    async with listening(coded, (200, 50)) as at:
        await at.press("f8", "shift+f12", f"<{file}>", "enter")
        assert recordings.find_file(coded, "Intervju 1") == file
        await at.until(lambda: any("inspelning å.ogg" in line for line in lines(at.pilot)))
        await at.press("f2")
        assert at.strip == "inspelning å.ogg: Shift+F4 plays from this turn"
        await at.press("f8", "shift+f12", "<Untie>", "enter")
        with pytest.raises(recordings.NoRecording):
            recordings.find_file(coded, "Intervju 1")
        await at.press("f2")
        assert at.strip == ""


@needs_player
async def test_nothing_is_followed_before_a_turn_has_a_time(tied: Researcher) -> None:
    for _stamp in range(2):
        tied.project.undo(coder="Karin")
    async with listening(tied, (260, 40)) as at:
        await at.press("J", "shift+f4")
        before = at.turn
        await at.plays(since=2.0)
        assert " no turn has a time to follow yet" in at.strip
        await at.pause()
        assert at.turn == before
