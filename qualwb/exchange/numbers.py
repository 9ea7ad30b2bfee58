"""Numbers as a reader sees them: clocks, shares, bars; '–' for what is undefined."""

from collections.abc import Iterable

from qualwb.localization import decimal

UNDEFINED = "–"
"""What stands in a cell whose number is undefined."""
BLOCKS = " ▏▎▍▌▋▊▉█"
HEIGHTS = "▁▂▃▄▅▆▇█"


class Share(float):
    """A share, 0 to 1: shown as percent everywhere; a number of percent in csv, a formatted one in xlsx."""


class Count(int):
    """How often something is found: none is blank for a reader, and 0 in csv and xlsx."""


class Missing(str):
    """The sign for what there is no number of; ``in_files`` stands in csv and xlsx."""

    in_files: str

    def __new__(cls, sign: str, in_files: str = "NA") -> "Missing":
        """``sign`` is what a reader sees."""
        made = super().__new__(cls, sign)
        made.in_files = in_files
        return made


def clock(seconds: float | None) -> str:
    """Seconds as 'h:mm:ss'; '' when they are not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def defined(value: float | None) -> float | str:
    """The number for a cell, or the sign for an undefined one."""
    return UNDEFINED if value is None else value


def share(value: float | None) -> Share | str:
    """The share for a cell, or the sign for an undefined one."""
    return UNDEFINED if value is None else Share(value)


def number(value: float | None, digits: int = 2) -> str:
    """A number with so many decimals in the language in use."""
    return UNDEFINED if value is None else decimal(value, digits)


def percent(share: float | None, digits: int = 0) -> str:
    """A share (0 to 1) as percent."""
    return UNDEFINED if share is None else f"{decimal(100 * share, digits)} %"


def sparkline(shares: Iterable[float | None]) -> str:
    """Shares (0 to 1) in a row, a sign each: as high as the share is, a blank for one that is undefined."""
    return "".join(
        " " if share is None else HEIGHTS[round(min(max(share, 0.0), 1.0) * (len(HEIGHTS) - 1))]
        for share in shares
    )


def bar(share: float | None, width: int = 20) -> str:
    """A share (0 to 1) as a bar of at most ``width`` signs, to an eighth of a sign."""
    eighths = round(max(0.0, min(share or 0.0, 1.0)) * width * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (BLOCKS[rest] if rest else "")
