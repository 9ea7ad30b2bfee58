"""The common form that every reader gives: a text, its turns, its speakers, and what was noticed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class TurnKind(StrEnum):
    """SPEECH is said by somebody; TEXT is a heading, a preamble or any other line that nobody says."""

    SPEECH = "speech"
    TEXT = "text"


class Role(StrEnum):
    """What a person does in the group."""

    MODERATOR = "moderator"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """Whether a label that looks like a speaker is one."""

    SPEAKER = "speaker"
    NOT_A_SPEAKER = "not a speaker"
    UNSURE = "unsure"


class Turn(NamedTuple):
    """One contribution: ``text[start:end]`` (code points, half-open), without its label.

    ``speaker`` is the label as written, None where no one is named. Times are seconds from the
    start of the recording.
    """

    start: int
    end: int
    speaker: str | None = None
    kind: TurnKind = TurnKind.SPEECH
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True, slots=True)
class SpeakerFinding:
    """A candidate label with the verdict on it and the reason, for the table a person corrects."""

    label: str
    turns: int
    words: int
    first_line: str
    verdict: Verdict
    role: Role
    reason: str
    collective: bool = False
    """True for 'Flera', 'Alla', 'Okänd': turns without a participant."""
    alias: str = ""
    """The name under which this may be the same person as another label, '' where nothing says so ..."""
    alias_reason: str = ""
    """... and what says so."""
    attributes: dict[str, str] = field(default_factory=dict)
    """What the file tells about the person ('kommun', 'roll', a survey's columns)."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A note in the file about a place in the text; becomes a memo on the passage."""

    start: int
    end: int
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Text in the file that is not stored in the transcript's text, and why (label, time, page head ...).

    The same text for the same reason may stand once with its ``count``; ``line`` is then the first.
    """

    text: str
    reason: str
    line: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file as read.

    ``text`` is NFC with '\\n' line ends. The turns lie in order and cover it: the text equals the
    turns' texts joined by '\\n'. A turn may itself hold '\\n' between its paragraphs.
    """

    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[SpeakerFinding, ...] = ()
    reader: str = "txt"
    why: str = ""
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    left_aside: tuple[LeftAside, ...] = ()
    title: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
