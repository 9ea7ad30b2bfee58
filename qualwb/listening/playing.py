"""What a player is doing."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Playing:
    """A player at one moment; times are seconds from the beginning of the recording."""

    file: Path | None = None
    """What was opened last, even if it can't be played."""
    seconds: float = 0.0
    duration: float | None = None
    """None while no recording is open, and of one that does not tell it."""
    opened: bool = False
    """Whether a recording is there to be played."""
    paused: bool = True
    speed: float = 1.0
    """Times the speed of the recording."""
    loop: tuple[float, float] | None = None
    """What is played over and over."""
    silent: bool = False
    """Whether there is no device that the sound could go to."""
    at_end: bool = False
    failure: str = ""
    """Why a file could not be played, in the player's words."""
    gone: bool = False
    """Whether the player has ended."""
