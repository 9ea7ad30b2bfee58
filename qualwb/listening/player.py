"""The player: an mpv of our own, spoken to by JSON over a socket pair.

The pair has no name in any folder, so nobody else can speak to it. mpv ends when our end closes, also
when this process is killed.
"""

import contextlib
import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any

from qualwb.errors import QualwbError
from qualwb.listening.playing import Playing
from qualwb.localization import gettext as _

PROGRAM = "mpv"
SLOWEST, FASTEST = 0.5, 2.0
"""Times the speed of the recording: within these, speech can be followed."""
PATIENCE = 2.0
"""Seconds that the player is given to end by itself."""
TENTHS = 1
"""Decimals of the seconds that are known."""
TELL_EVERY = 0.5
"""Seconds of the recording after which is told where it is: mpv itself tells of more than anybody can see."""

_ALONE = (
    # Nothing of the user's own mpv, nothing of a network, no window, no trace of what was played.
    *("--no-config", "--no-terminal", "--load-scripts=no", "--ytdl=no", "--input-default-bindings=no"),
    *("--no-video", "--audio-display=no", "--sub-auto=no", "--audio-file-auto=no"),
    *("--no-resume-playback", "--demuxer=lavf", "--demuxer-lavf-o=protocol_whitelist=file"),
    # It waits, paused, for a file, and at its end for what comes next.
    *("--idle=yes", "--pause=yes", "--keep-open=always", "--hr-seek=yes"),
    "--audio-fallback-to-null=yes",
)
_OBSERVED = ("time-pos", "pause", "speed", "current-ao", "eof-reached")


_SEEK, _LENGTH = 1, 2
"""What an answer is about."""


class NoPlayer(QualwbError):
    """There is no player on this computer, or it does not work."""


class Player:
    """An mpv for as long as it is not closed; ``told`` is called in a thread with what it is doing.

    ``playing`` knows the time more closely than it is told.
    """

    def __init__(self, told: Callable[[Playing], object], options: Sequence[str] = ()) -> None:
        """Start it, with more ``options`` of mpv's. Raises ``NoPlayer``."""
        if os.name == "nt":
            raise NoPlayer(_("Recordings can't be played on Windows yet."))
        self.playing = Playing()
        self._seen = self.playing
        """What was told last, its seconds as whole ``TELL_EVERY``."""
        self._told, self._writing, self._telling = told, Lock(), RLock()
        self._seeking = False
        """Whether it goes to another time: until it is there, it tells of the one before."""
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = _started(theirs, options)
        self._reader = Thread(target=self._read, name="player", daemon=True)
        self._reader.start()
        for number, name in enumerate(_OBSERVED, 1):
            self._send("observe_property", number, name)

    @property
    def process_id(self) -> int:
        """The number of mpv's process."""
        return self._process.pid

    # What it is told to do

    def open(self, file: Path) -> None:
        """Open a recording, paused; ``Playing.opened`` or ``Playing.failure`` tell how it went."""
        self._now(
            file=file,
            opened=False,
            failure="",
            seconds=0.0,
            duration=None,
            loop=None,
            paused=True,
            at_end=False,
        )
        self.pause()
        self._send("loadfile", str(file.absolute()))

    def play(self, seconds: float) -> None:
        """Play from a time on; what was played over and over is let go."""
        self._now(loop=None)
        self._go_to(seconds)

    def pause(self, paused: bool = True) -> None:
        """Pause, or go on."""
        self._set("pause", paused)

    def back(self, seconds: float) -> None:
        """Go back so many seconds of the recording."""
        self._send("seek", -seconds, "relative+exact")

    def speed(self, factor: float) -> None:
        """Play so many times as fast, within what can be followed; the pitch stays."""
        self._set("speed", min(max(factor, SLOWEST), FASTEST))

    def loop(self, between: tuple[float, float] | None) -> None:
        """Play what lies between two times over and over, from its beginning; None goes on after it."""
        self._now(loop=between)
        if between:
            self._go_to(between[0])

    def close(self) -> None:
        """End it; it is gone when this returns."""
        with contextlib.suppress(OSError):
            self._ours.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(PATIENCE)
        self._ours.close()

    def _go_to(self, seconds: float) -> None:
        self._seeking = True
        self._now(seconds=round(max(seconds, 0.0), TENTHS), at_end=False)
        self._send("seek", max(seconds, 0.0), "absolute+exact", about=_SEEK)
        self.pause(False)

    def _set(self, name: str, value: object) -> None:
        self._send("set_property", name, value)

    def _send(self, *command: object, about: int = 0) -> None:
        """Tell mpv, which answers ``about`` it; one that has ended is told of by the reader."""
        line = json.dumps({"command": command, "request_id": about}).encode() + b"\n"
        with self._writing, contextlib.suppress(OSError):
            self._ours.sendall(line)

    # What it tells

    def _read(self) -> None:
        for message in self._messages():
            self._now(**self._changes(message))
        self._now(gone=True, paused=True)

    def _now(self, **changes: Any) -> None:
        """Tell what it is doing, where that is something else than was told before."""
        with self._telling:
            self.playing = now = replace(self.playing, **changes)
            seen = replace(now, seconds=now.seconds // TELL_EVERY)
            if seen != self._seen:
                self._seen = seen
                self._told(now)

    def _messages(self) -> Iterator[dict[str, Any]]:
        with contextlib.suppress(OSError), self._ours.makefile("rb") as lines:
            for line in lines:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)

    def _changes(self, message: dict[str, Any]) -> dict[str, Any]:
        """What is another than before, by what mpv told."""
        match message:
            case {"event": "property-change", "name": str(name)}:
                return self._property(name, message.get("data"))
            case {"event": "file-loaded"}:
                self._send("get_property", "duration", about=_LENGTH)
            case {"request_id": int(about)} if about == _LENGTH:
                return {"opened": True, "duration": message.get("data")}
            case {"event": "playback-restart"}:
                self._seeking = False
            case {"request_id": int(about), "error": str(error)} if about == _SEEK and error != "success":
                self._seeking = False
            case {"event": "end-file", "reason": "error"}:
                why = str(message.get("file_error", "")) or "?"
                return {"failure": why, "opened": False, "paused": True}
        return {}

    def _property(self, name: str, value: Any) -> dict[str, Any]:
        match name:
            case "time-pos" if value is not None and not self._seeking:
                self._turn_back(value)
                return {"seconds": round(value, TENTHS)}
            case "pause":
                return {"paused": bool(value)}
            case "speed":
                return {"speed": value}
            case "current-ao":
                return {"silent": value == "null"}
            case "eof-reached" if not self._seeking:
                if value:
                    self._turn_back(inf)
                return {"at_end": bool(value)}
        return {}

    def _turn_back(self, seconds: float) -> None:
        """Go back at the end of what is played over and over.

        mpv's own loop is not used: its time goes wrong at each turn, by what its buffer still holds.
        """
        if (loop := self.playing.loop) is not None and seconds >= loop[1]:
            self._go_to(loop[0])


def _started(theirs: socket.socket, options: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [PROGRAM, *_ALONE, f"--input-ipc-client=fd://{theirs.fileno()}", *options]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    except OSError as error:
        raise NoPlayer(
            _("Recordings are played by mpv, which is not installed."),
            _("Install it: 'apt install mpv' on Debian and Ubuntu, 'brew install mpv' on macOS."),
        ) from error
