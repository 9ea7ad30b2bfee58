"""Records of a project, as SQLAlchemy 2 typed declarative classes."""

from qualwb.model.base import Identified, Record
from qualwb.model.codebook import Code, Theme, ThemeCode
from qualwb.model.coding import (
    Adjudication,
    Coding,
    PrintVersion,
    Reading,
    SavedQuery,
    SuggestionEvent,
    Summary,
)
from qualwb.model.journal import Change
from qualwb.model.material import (
    Group,
    Participant,
    Question,
    Source,
    Speaker,
    TextContent,
    TextVersion,
    Turn,
)
from qualwb.model.memo import MEMO_TARGETS, Memo, MemoTarget
from qualwb.model.privacy import NameVerdict
from qualwb.model.project import Coder, FinishedCoding, Project, Round

__all__ = [
    "MEMO_TARGETS",
    "Adjudication",
    "Change",
    "Code",
    "Coder",
    "Coding",
    "FinishedCoding",
    "Group",
    "Identified",
    "Memo",
    "MemoTarget",
    "NameVerdict",
    "Participant",
    "PrintVersion",
    "Project",
    "Question",
    "Reading",
    "Record",
    "Round",
    "SavedQuery",
    "Source",
    "Speaker",
    "SuggestionEvent",
    "Summary",
    "TextContent",
    "TextVersion",
    "Theme",
    "ThemeCode",
    "Turn",
]
