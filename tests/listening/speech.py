"""Speech made by a machine, for what is to be listened to."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAMS = ("mpv", "espeak-ng", "ffmpeg")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
needs_player = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

TEXT = "Hur var det från början? Det var otydligt, och ingen visste vad det skulle bli av det. " * 2


def spoken(file: Path, text: str = TEXT) -> Path:
    """A file with the text spoken in Swedish, in the format that the name ends with."""
    wave = file.with_suffix(".wav")
    subprocess.run(["espeak-ng", "-v", "sv", "-w", wave, text], check=True, capture_output=True)
    if file != wave:
        subprocess.run(["ffmpeg", "-loglevel", "error", "-y", "-i", wave, file], check=True)
        wave.unlink()
    return file
