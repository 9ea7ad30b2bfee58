"""Moments as a person reads them."""

from datetime import datetime
from functools import lru_cache

from qualwb.localization import gettext as _


@lru_cache(maxsize=4096)
def local_time(at: str) -> str:
    """A moment (ISO 8601 in UTC) in the time of this place, to the minute; as it stands where it is none."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def when_told(at: str) -> str:
    """A moment as ``local_time``, of today with the hour alone: '10:32 today'."""
    told = local_time(at)
    day, _blank, hour = told.partition(" ")
    if hour and day == datetime.now().astimezone().strftime("%Y-%m-%d"):
        return _("{hour} today").format(hour=hour)
    return told
