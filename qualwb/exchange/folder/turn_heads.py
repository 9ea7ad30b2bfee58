"""What stands before the words of a turn: ``**Speaker:** [00:01:02–00:01:05]``."""

import re
from math import isfinite
from typing import NamedTuple

from qualwb.exchange.folder.escaping import escape, unescape

_LABEL = re.compile(r"\*\*((?:[^\\*]|\\.)+?)(?::\*\*|\*\*:)[ \t]*")
_DETAILS = re.compile(r"\[([^\]\\]*)\][ \t]*")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d{1,3})?)")
_SECONDS = re.compile(r"(-?\d[\d.e+-]*)s")
_KINDS = ("speech", "text")
_TO = "–"


class TurnHead(NamedTuple):
    """Who speaks, when, and of what kind the turn is."""

    speaker: str | None = None
    time_start: float | None = None
    time_end: float | None = None
    kind: str = ""

    @property
    def usual_kind(self) -> str:
        """The kind of a turn that does not say it: speech where somebody speaks."""
        return "text" if self.speaker is None else "speech"


def written_head(head: TurnHead) -> str:
    """The head, with a blank after it; '' where there is nothing to say."""
    details = []
    if head.time_start is not None or head.time_end is not None:
        start = "" if head.time_start is None else _clock(head.time_start)
        details.append(start if head.time_end is None else f"{start}{_TO}{_clock(head.time_end)}")
    if head.kind != head.usual_kind:
        details.append(head.kind)
    label = f"**{escape(head.speaker)}:** " if head.speaker is not None else ""
    return label + (f"[{', '.join(details)}] " if details else "")


def read_head(line: str) -> tuple[TurnHead, str]:
    """The head of a turn's first line, and what stands after it."""
    speaker = None
    if label := _LABEL.match(line):
        speaker, line = unescape(label[1]), line[label.end() :]
    head = TurnHead(speaker)
    if (details := _DETAILS.match(line)) and (told := _with_details(head, details[1])) is not None:
        head, line = told, line[details.end() :]
    return head._replace(kind=head.kind or head.usual_kind), line


def names_speaker(line: str) -> bool:
    """Whether a line begins with a speaker's label."""
    return line.startswith("**") and _LABEL.match(line) is not None


def _with_details(head: TurnHead, details: str) -> TurnHead | None:
    """The head with its times and kind; None where the bracket holds something else."""
    for detail in details.split(", "):
        if detail in _KINDS:
            head = head._replace(kind=detail)
            continue
        start, to, end = detail.partition(_TO)
        times = [None if not moment else _seconds(moment) for moment in (start, end)]
        if (not start and not end) or (start and times[0] is None) or (to and times[1] is None):
            return None
        head = head._replace(time_start=times[0], time_end=times[1])
    return head


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds where they say it exactly; else the plain number."""
    if 0 <= seconds < 3_600_000:
        hours, rest = divmod(seconds, 3600)
        minutes, rest = divmod(rest, 60)
        made = f"{int(hours):02}:{int(minutes):02}:{rest:06.3f}".rstrip("0").removesuffix(".")
        if _seconds(made) == seconds:
            return made
    return f"{float(seconds)!r}s"


def _seconds(written: str) -> float | None:
    if clock := _CLOCK.fullmatch(written):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if plain := _SECONDS.fullmatch(written):
        try:
            seconds = float(plain[1])
        except ValueError:
            return None
        return seconds if isfinite(seconds) else None
    return None
