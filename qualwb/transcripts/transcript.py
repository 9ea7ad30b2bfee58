"""The common form that every reader gives: a text, its turns, its speakers, and what was noticed."""

import re
from collections.abc import Sequence
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


_WORD = re.compile(r"[^\W_]+")


class WordCounts:
    """How many words each label says in a text: counted for all of them when one is asked for first."""

    __slots__ = ("_counts", "_text", "_turns")

    def __init__(self, text: str, turns: Sequence[Turn]) -> None:
        self._text, self._turns = text, turns
        self._counts: dict[str | None, int] = {}

    def of(self, label: str) -> int:
        """Words of a label: runs of letters and digits, those of the transcriber's marks among them."""
        counts = self._counts
        if not counts:
            for turn in self._turns:
                words = len(_WORD.findall(self._text, turn.start, turn.end))
                counts[turn.speaker] = counts.get(turn.speaker, 0) + words
        return counts.get(label, 0)


@dataclass(frozen=True, slots=True)
class SpeakerFinding:
    """A candidate label with the verdict on it and the reason, for the table a person corrects."""

    label: str
    turns: int
    counted: "int | WordCounts" = field(compare=False)
    """``words``, or where they are counted."""
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

    @property
    def words(self) -> int:
        """How many words the label's turns hold; 0 for what is no speaker."""
        return self.counted if isinstance(self.counted, int) else self.counted.of(self.label)


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
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def spoken(self) -> int:
        """How many turns somebody speaks; of a document, where nobody does, all."""
        return sum(turn.kind == TurnKind.SPEECH for turn in self.turns) or len(self.turns)
