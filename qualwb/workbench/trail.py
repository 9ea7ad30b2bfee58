"""Back and forward through the places where the reader was, as in a browser."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A screen by name, and where in it, as the screen itself says and understands it."""

    screen: str
    at: Any = None


class Trail:
    """The places left behind, and those that were gone back from."""

    LONGEST = 100
    """Places that are kept."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Keep a place that is left for another one; there is nothing ahead then."""
        self._ahead.clear()
        self._put(self._behind, place)

    @property
    def last_screen(self) -> str:
        """The screen of the place left last; '' where there is none."""
        return self._behind[-1].screen if self._behind else ""

    def back(self, now: Place) -> Place | None:
        """The place left last, None where there is none; ``now`` lies ahead then."""
        return self._turn(now, self._behind, self._ahead)

    def forward(self, now: Place) -> Place | None:
        """The place that was gone back from last."""
        return self._turn(now, self._ahead, self._behind)

    def forget(self) -> None:
        """Forget all places: what they name may be called otherwise now."""
        self._behind.clear()
        self._ahead.clear()

    def _turn(self, now: Place, these: list[Place], others: list[Place]) -> Place | None:
        while these:
            place = these.pop()
            if place != now:
                self._put(others, now)
                return place
        return None

    def _put(self, places: list[Place], place: Place) -> None:
        if not places or places[-1] != place:
            places.append(place)
            del places[: -self.LONGEST]
