"""Moments as a person reads them."""

from datetime import datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def local_time(at: str) -> str:
    """A moment (ISO 8601 in UTC) in the time of this place, to the minute; as it stands where it is none."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
