"""What a player is doing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Playing:
    """A player at one moment; times are seconds from the beginning of the recording."""

    seconds: float = 0.0
    duration: float | None = None
    """None until it is known."""
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
