"""A command in a terminal of its own, up to the moment when certain words stand on its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

ROWS, COLUMNS = 50, 120
MOST_SECONDS = 60


class NeverPaintedError(AssertionError):
    """The words did not come; what was painted last is told."""


def cpu_until_painted(words: str, arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """Processor seconds of Python with these arguments until it has painted the words; then it is killed."""
    pid, terminal = pty.fork()
    if pid == 0:
        _set_size(0)
        os.execve(sys.executable, [sys.executable, *arguments], {**environment, "TERM": "xterm-256color"})
    _set_size(terminal)
    painted, wanted, until = b"", words.encode(), time.monotonic() + MOST_SECONDS
    while wanted not in painted and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            try:
                painted += os.read(terminal, 65536)
            except OSError:  # the process has ended
                break
    os.kill(pid, signal.SIGKILL)
    _pid, _status, used = os.wait4(pid, 0)
    os.close(terminal)
    if wanted not in painted:
        raise NeverPaintedError(painted[-2000:].decode(errors="replace"))
    return used.ru_utime + used.ru_stime


def _set_size(terminal: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
