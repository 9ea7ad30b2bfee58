"""What a project holds, as values: records know each other by their stable ids, and nothing by a key.

Positions are code points of the source's text, intervals half-open. Moments are ISO 8601 in UTC, '' where
nobody knows; ``None`` where nothing happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ROLES = ("moderator", "participant", "observer", "unknown")
"""What a participant can be in a group."""

Uid = str
Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coder:
    """Who codes."""

    uid: Uid
    name: str


@dataclass(frozen=True, slots=True)
class Round:
    """A pass through the material; the order of the rounds is that of their tuple."""

    uid: Uid
    name: str
    blind: bool = False
    released_at: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A focus group."""

    uid: Uid
    name: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person under an alias in a group; ``role``: moderator, participant, observer, unknown."""

    uid: Uid
    group: Uid
    alias: str
    role: str = "participant"
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """An item of the interview guide; the order is that of their tuple."""

    uid: Uid
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label in one source, with the participant that it is, if it is one."""

    label: str
    participant: Uid | None = None


class Turn(NamedTuple):
    """One contribution; times are seconds from the start of the recording. ``kind``: speech, text."""

    start: int
    end: int
    speaker: str | None = None
    """Its label in the source."""
    question: Uid | None = None
    kind: str = "speech"
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript or document. Its turns lie in order, and their texts joined by '\\n' are its text."""

    uid: Uid
    name: str
    group: Uid
    text: str = field(repr=False)
    turns: tuple[Turn, ...] = field(default=(), repr=False)
    speakers: tuple[Speaker, ...] = ()
    reader: str = ""
    file_name: str = ""
    file_sha256: str = ""
    imported_at: str = ""
    attributes: Attributes = field(default_factory=dict)
    import_report: Attributes = field(default_factory=dict, repr=False)
    recording: Attributes = field(default_factory=dict)
    """``path`` and ``sha256`` of the recording that it was written down from; empty where none is tied."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its rule; ``examples`` has one a line. The order of siblings is that of their tuple."""

    uid: Uid
    name: str
    parent: Uid | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: str = ""
    colour: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the codes that it gathers."""

    uid: Uid
    name: str
    parent: Uid | None = None
    definition: str = ""
    boundary: str = ""
    counter_examples: str = ""
    claim: str = ""
    codes: tuple[Uid, ...] = ()
    created_at: str = ""


class Coding(NamedTuple):
    """A code on a passage of a source by a coder in a round.

    ``quote`` are its words; '' stands for those of the text. ``orphaned_from`` is the number of the text
    version that it was lost from; then its place means nothing and the words tell what was coded.
    """

    uid: Uid
    source: Uid
    start: int
    end: int
    code: Uid
    coder: Uid
    round: Uid
    cited: bool = False
    origin: str = "import"
    created_at: str = ""
    quote: str = ""
    orphaned_from: int | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A text on one thing: ``on`` is its kind (project, group, source, participant, code, theme, question).

    On a passage it is on the source, with ``start`` and ``end``.
    """

    uid: Uid
    text: str
    coder: Uid
    on: str = "project"
    thing: Uid | None = None
    start: int | None = None
    end: int | None = None
    quote: str = ""
    orphaned_from: int | None = None
    kind: str = "memo"
    created_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class PrintVersion:
    """How a passage is printed."""

    uid: Uid
    source: Uid
    start: int
    end: int
    verbatim: str
    text: str
    edits: tuple[Mapping[str, Any], ...]
    coder: Uid
    updated_at: str = ""
    orphaned_from: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A cell of the framework matrix: of a theme, in a group or for a participant."""

    uid: Uid
    theme: Uid
    text: str
    coder: Uid
    group: Uid | None = None
    participant: Uid | None = None
    codings: tuple[Uid, ...] = ()
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A retrieval to run again."""

    uid: Uid
    name: str
    query: Attributes


@dataclass(frozen=True, slots=True)
class SuggestionEvent:
    """What a coder did with a suggested code; ``outcome``: accepted, changed, refused.

    ``reason`` is the kind of the reason that weighed most, ``encoder`` what encoded meaning, if anything did.
    """

    uid: Uid
    source: Uid
    start: int
    end: int
    code: Uid | None
    chosen: Uid | None
    outcome: str
    rank: int
    score: float | None
    shown_before: bool
    suggester: str
    coder: Uid
    created_at: str = ""
    reason: str = ""
    probability: float | None = None
    encoder: str = ""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """How a disagreement was solved; ``outcome``: one, both, neither, new."""

    uid: Uid
    source: Uid
    round: Uid
    outcome: str
    coder: Uid
    codings: tuple[Uid, ...] = ()
    result: tuple[Uid, ...] = ()
    taken_from: Uid | None = None
    reason: str = ""
    decided_at: str = ""


class Reading(NamedTuple):
    """That a coder has read a source through."""

    source: Uid
    coder: Uid
    read_at: str


class Finished(NamedTuple):
    """That a coder has finished coding a source in a round."""

    source: Uid
    coder: Uid
    round: Uid
    finished_at: str


@dataclass(frozen=True, slots=True)
class PortableProject:
    """A whole project but its journal and the earlier versions of its texts."""

    name: str = ""
    description: str = ""
    language: str = ""
    settings: Attributes = field(default_factory=dict)
    coders: tuple[Coder, ...] = ()
    rounds: tuple[Round, ...] = ()
    groups: tuple[Group, ...] = ()
    participants: tuple[Participant, ...] = ()
    questions: tuple[Question, ...] = ()
    sources: tuple[Source, ...] = ()
    codes: tuple[Code, ...] = ()
    themes: tuple[Theme, ...] = ()
    codings: tuple[Coding, ...] = field(default=(), repr=False)
    memos: tuple[Memo, ...] = field(default=(), repr=False)
    prints: tuple[PrintVersion, ...] = field(default=(), repr=False)
    summaries: tuple[Summary, ...] = field(default=(), repr=False)
    queries: tuple[SavedQuery, ...] = ()
    suggestions: tuple[SuggestionEvent, ...] = field(default=(), repr=False)
    adjudications: tuple[Adjudication, ...] = field(default=(), repr=False)
    readings: tuple[Reading, ...] = ()
    finished: tuple[Finished, ...] = ()
