"""Moments as files of other programs write them."""

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def in_utc(written: str) -> datetime | None:
    """The moment in UTC, which one without a time zone is taken for; None for what is none."""
    try:
        told = datetime.fromisoformat(written.strip())
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment_of(written: str) -> str:
    """The moment as records have it: ISO 8601 in UTC, to the second; '' for what is none."""
    told = in_utc(written)
    return told.isoformat(timespec="seconds") if told is not None else ""
