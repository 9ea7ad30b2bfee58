"""How each column is settled where two projects differ in it, and where a value hangs that is not in use."""

from collections.abc import Mapping
from enum import Enum, auto

from qualwb.acts.merging.state import Kind
from qualwb.localization import gettext as _
from qualwb.model import (
    Adjudication,
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Group,
    Memo,
    Participant,
    PrintVersion,
    Question,
    Reading,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    Theme,
)


class Rule(Enum):
    """How two values become one; whichever project is merged into the other, the result is the same."""

    CHOICE = auto()
    """The newer one where a journal tells which that is; else the weightier, and the other one is told."""
    TEXT = auto()
    """As CHOICE, but no text gives way to an empty one."""
    NEWER = auto()
    """As CHOICE, but the other one is not told."""
    QUIET = auto()
    """The weightier one; nothing that a researcher wrote."""
    FIRST = auto()
    """The smaller one; None is none."""
    LAST = auto()
    EITHER = auto()
    """True where one of them is."""
    ATTRIBUTES = auto()
    """Name by name as TEXT."""
    UNION = auto()
    """Both lists."""


RULES: Mapping[Kind, Mapping[str, Rule]] = {
    Coder: {"name": Rule.CHOICE},
    Round: {
        "name": Rule.CHOICE,
        "position": Rule.FIRST,
        "blind": Rule.EITHER,
        "released_at": Rule.FIRST,
    },
    Group: {"name": Rule.CHOICE, "position": Rule.FIRST, "attributes": Rule.ATTRIBUTES},
    Participant: {
        "group_id": Rule.CHOICE,
        "alias": Rule.CHOICE,
        "role": Rule.CHOICE,
        "attributes": Rule.ATTRIBUTES,
    },
    Source: {
        "name": Rule.CHOICE,
        "group_id": Rule.CHOICE,
        "position": Rule.FIRST,
        "reader": Rule.NEWER,
        "file_name": Rule.NEWER,
        "file_sha256": Rule.NEWER,
        "imported_at": Rule.FIRST,
        "attributes": Rule.ATTRIBUTES,
        "import_report": Rule.NEWER,
        "recording": Rule.NEWER,
    },
    Speaker: {"label": Rule.CHOICE, "participant_id": Rule.TEXT},
    Question: {"label": Rule.CHOICE, "text": Rule.TEXT, "position": Rule.FIRST},
    Code: {
        "name": Rule.CHOICE,
        "parent_id": Rule.CHOICE,
        "position": Rule.FIRST,
        "definition": Rule.TEXT,
        "include": Rule.TEXT,
        "exclude": Rule.TEXT,
        "examples": Rule.TEXT,
        "colour": Rule.TEXT,
        "created_at": Rule.FIRST,
    },
    Theme: {
        "name": Rule.CHOICE,
        "parent_id": Rule.CHOICE,
        "position": Rule.FIRST,
        "definition": Rule.TEXT,
        "boundary": Rule.TEXT,
        "counter_examples": Rule.TEXT,
        "claim": Rule.TEXT,
        "created_at": Rule.FIRST,
    },
    Coding: {
        "cited": Rule.EITHER,
        "origin": Rule.QUIET,
        "coder_id": Rule.QUIET,
        "round_id": Rule.QUIET,
        "created_at": Rule.FIRST,
    },
    Memo: {"kind": Rule.QUIET, "coder_id": Rule.QUIET, "created_at": Rule.FIRST},
    PrintVersion: {},
    Summary: {"codings": Rule.UNION},
    SavedQuery: {"name": Rule.CHOICE, "query": Rule.CHOICE},
    SuggestionEvent: {"code_id": Rule.TEXT, "chosen_id": Rule.TEXT},
    Adjudication: {"codings": Rule.UNION, "result": Rule.UNION, "reason": Rule.TEXT, "decided_at": Rule.LAST},
    Reading: {"read_at": Rule.LAST},
    FinishedCoding: {"finished_at": Rule.FIRST},
}
"""The columns of each record but those that are settled together (places, and what was written when)."""

WRITTEN: Mapping[Kind, tuple[str, ...]] = {
    Memo: ("text",),
    PrintVersion: ("text", "edits"),
    Summary: ("text",),
}
"""What was written at ``updated_at`` by ``coder_id``, settled as one: the later is in use, the other kept."""

MEMO_COLUMN: Mapping[Kind, str] = {
    Group: "group_id",
    Source: "source_id",
    Participant: "participant_id",
    Code: "code_id",
    Theme: "theme_id",
    Question: "question_id",
}
"""The memo's column for a row of that record."""

AUTHORED = frozenset((*MEMO_COLUMN, Memo, SavedQuery, Speaker))
"""Records whose texts are told with who wrote them, where two are in conflict."""


def column_in_words(column: str) -> str:
    """What a column is called in a memo."""
    words = {
        "alias": _("Alias"),
        "boundary": _("Boundary"),
        "claim": _("Claim"),
        "colour": _("Colour"),
        "counter_examples": _("Counter-examples"),
        "definition": _("Definition"),
        "examples": _("Examples"),
        "exclude": _("Exclude"),
        "group_id": _("Group"),
        "include": _("Include"),
        "label": _("Label"),
        "name": _("Name"),
        "parent_id": _("Beneath"),
        "participant_id": _("Participant"),
        "role": _("Role"),
        "text": _("Text"),
        "turns": _("Turns"),
    }
    return words.get(column, column)
