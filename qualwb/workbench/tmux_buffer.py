"""What is copied, for tmux too: it takes no copy that a program asks the terminal for, unless told to."""

import os
import shutil
import subprocess
from contextlib import suppress

PATIENCE = 2.0
"""Seconds that tmux may take."""


def to_tmux(text: str) -> None:
    """Put a text into tmux's buffer, and by tmux on the clipboard; does nothing outside tmux.

    An old tmux that knows no clipboard gets the buffer alone.
    """
    tmux = shutil.which("tmux") if os.environ.get("TMUX") else None
    if tmux is None:
        return
    with suppress(OSError, subprocess.SubprocessError):
        for options in (["-w"], []):
            command = [tmux, "load-buffer", *options, "-"]
            done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE)
            if done.returncode == 0:
                return
