"""The player is a real mpv, without a sound device; what it does is waited for, by no clock."""

import os
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition

import pytest

from qualwb.listening import player as player_module
from qualwb.listening.player import FASTEST, SLOWEST, NoPlayer, Player
from qualwb.listening.playing import Playing
from tests.listening.speech import needs_player, spoken

LONG = 60.0
"""Seconds after which nothing will come any more, however busy the machine is."""


class Heard:
    """What a player told, one after another, and a player to tell it."""

    def __init__(self) -> None:
        self._news, self._all = Condition(), deque([Playing()])
        self.player = Player(self._told, ["--ao=null"])

    def opened(self, file: Path) -> Playing:
        """Open a file and wait for it."""
        self.player.open(file)
        return self.until(lambda now: now.opened)

    def _told(self, playing: Playing) -> None:
        with self._news:
            self._all.append(playing)
            self._news.notify_all()

    def until(self, true: Callable[[Playing], bool]) -> Playing:
        """Wait for the next moment at which it is so, after the one that was waited for last."""
        with self._news:
            while True:
                assert self._news.wait_for(lambda: self._all, LONG), "nothing more is told"
                if true(now := self._all.popleft()):
                    return now


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken(tmp_path_factory.mktemp("speech") / "intervju å.ogg")


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    yield heard
    heard.player.close()


@needs_player
def test_it_plays_from_a_time_pauses_and_goes_back(heard: Heard, speech: Path) -> None:
    opened = heard.opened(speech)
    assert opened.paused
    assert opened.duration is not None
    assert opened.duration > 5
    heard.player.play(4.0)
    heard.until(lambda now: not now.paused and now.silent and now.seconds >= 4.2)
    heard.player.pause()
    paused = heard.until(lambda now: now.paused)
    heard.player.back(3.0)
    heard.until(lambda now: abs(now.seconds - (paused.seconds - 3.0)) < 0.3)
    heard.player.pause(False)
    heard.until(lambda now: not now.paused and now.seconds > paused.seconds - 2.5)


@needs_player
def test_its_speed_stays_within_what_can_be_followed(heard: Heard, speech: Path) -> None:
    heard.opened(speech)
    heard.player.speed(1.3)
    heard.until(lambda now: now.speed == 1.3)
    heard.player.speed(9.0)
    heard.until(lambda now: now.speed == FASTEST)
    heard.player.speed(0.01)
    heard.until(lambda now: now.speed == SLOWEST)


@needs_player
def test_a_passage_comes_again_until_it_is_let_go(heard: Heard, speech: Path) -> None:
    heard.opened(speech)
    heard.player.speed(2.0)
    heard.player.loop((1.0, 2.0))
    heard.until(lambda now: now.loop == (1.0, 2.0))
    for _round in range(2):
        heard.until(lambda now: now.seconds >= 1.5)
        heard.until(lambda now: 0.9 <= now.seconds < 1.5)
    heard.player.loop(None)
    heard.until(lambda now: now.loop is None and now.seconds > 2.2)


@needs_player
def test_at_the_end_it_waits_and_plays_again(heard: Heard, speech: Path) -> None:
    length = heard.opened(speech).duration
    assert length is not None
    heard.player.play(length - 0.3)
    heard.until(lambda now: now.at_end and now.paused)
    heard.player.play(1.0)
    heard.until(lambda now: not now.paused and not now.at_end and 1.0 <= now.seconds < 3.0)


@needs_player
def test_on_its_way_to_another_time_it_never_tells_of_the_one_before(heard: Heard, speech: Path) -> None:
    heard.opened(speech)
    heard.player.play(2.0)
    heard.until(lambda now: now.seconds > 2.2)
    heard.player.play(6.0)
    before: list[Playing] = []
    heard.until(lambda now: before.append(now) or now.seconds > 6.1)
    arrived = next(n for n, now in enumerate(before) if now.seconds == 6.0)
    assert all(now.seconds >= 6.0 for now in before[arrived:])


@needs_player
def test_what_is_no_recording_is_told_and_another_file_can_be_played(
    heard: Heard, speech: Path, tmp_path: Path
) -> None:
    text = tmp_path / "utskrift.txt"
    text.write_text("Hur var det från början?", encoding="utf-8")
    heard.player.open(text)
    assert heard.until(lambda now: bool(now.failure)).paused
    assert not heard.opened(speech).failure
    heard.player.play(1.0)
    heard.until(lambda now: now.seconds > 1.0)


@needs_player
@pytest.mark.parametrize("content", ["#EXTM3U\n{file}\n", "# mpv EDL v0\n{file}\n"])
def test_a_list_that_leads_elsewhere_is_not_followed(
    heard: Heard, speech: Path, tmp_path: Path, content: str
) -> None:
    listed = tmp_path / "lista.m3u"
    listed.write_text(content.format(file=speech), encoding="utf-8")
    heard.player.open(listed)
    heard.until(lambda now: bool(now.failure))


@needs_player
def test_closed_it_is_gone(speech: Path) -> None:
    heard = Heard()
    heard.opened(speech)
    heard.player.play(0.0)
    heard.until(lambda now: not now.paused)
    watched = os.pidfd_open(heard.player.process_id)
    heard.player.close()
    assert select.select([watched], [], [], 0)[0]
    os.close(watched)
    assert heard.until(lambda now: now.gone).paused
    heard.player.pause(False)  # telling it is no error


@needs_player
def test_one_that_ended_by_itself_is_told(heard: Heard) -> None:
    os.kill(heard.player.process_id, signal.SIGKILL)
    heard.until(lambda now: now.gone)


@needs_player
def test_it_ends_with_the_process_that_started_it_whatever_ended_that() -> None:
    script = (
        "from qualwb.listening.player import Player\n"
        "player = Player(lambda playing: None, ['--ao=null'])\n"
        "print(player.process_id, flush=True)\n"
        "input()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    watched = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    assert select.select([watched], [], [], LONG)[0]
    os.close(watched)


def test_without_mpv_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player_module, "PROGRAM", "no-such-player-anywhere")
    with pytest.raises(NoPlayer, match=r"mpv, which is not installed\. Install it"):
        Player(print)
