"""Which records stand in which file, with which columns."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from qualwb.exchange.folder.columns import (
    Flag,
    FolderColumn,
    Free,
    Hung,
    Measure,
    Moment,
    OneOf,
    OnPassage,
    Refer,
    Several,
    Text,
    Whole,
)
from qualwb.portable import records

README = "README.md"
MARKER = ".qualwb-folder"
"""Lists the files that an export wrote, and so says that the folder is one."""
GIT_ATTRIBUTES = ".gitattributes"
PROJECT = "project.yaml"
CODEBOOK = "codebook.yaml"
CODEBOOK_HISTORY = "codebook_history.csv"
SOURCES = "sources"
SOURCE_FILES = "source_files.yaml"
"""Where the sources came from, in their order."""


class Form(NamedTuple):
    """How the records of a collection are written."""

    record: Any
    columns: tuple[FolderColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The keys or headings in the file."""
        return tuple(name for column in self.columns for name in column.names)


_UID = Text("uid")
_SOURCE = Refer("source", "sources")
_CODER = Refer("coder", "coders")
_ROUND = Refer("round", "rounds")

PROJECT_FORMS: Mapping[str, Form] = {
    "coders": Form(records.Coder, (Text("name"), _UID)),
    "rounds": Form(records.Round, (Text("name"), _UID, Flag("blind"), Moment("released_at"))),
    "groups": Form(records.Group, (Text("name"), _UID, Free("attributes"))),
    "participants": Form(
        records.Participant,
        (
            Text("alias"),
            _UID,
            Refer("group", "groups"),
            OneOf("role", records.ROLES),
            Free("attributes"),
        ),
    ),
    "questions": Form(records.Question, (Text("label"), _UID, Text("text"))),
    "queries": Form(records.SavedQuery, (Text("name"), _UID, Free("query"))),
}
"""Lists within the project's own file, those first that others refer to."""

YAML_FORMS: Mapping[str, Form] = {
    "memos": Form(
        records.Memo,
        (
            _UID,
            OnPassage(Hung(), "thing", "quote"),
            _CODER,
            Text("kind"),
            Text("created_at"),
            Text("updated_at"),
            Text("quote"),
            Text("text"),
        ),
    ),
    "prints": Form(
        records.PrintVersion,
        (
            _UID,
            OnPassage(_SOURCE, words="verbatim"),
            _CODER,
            Text("updated_at"),
            Text("verbatim"),
            Text("text"),
            Several("edits"),
        ),
    ),
    "summaries": Form(
        records.Summary,
        (
            _UID,
            Refer("theme", "themes", id_beside=True),
            Refer("group", "groups"),
            Refer("participant", "participants"),
            _CODER,
            Text("updated_at"),
            Text("text"),
            Several("codings"),
        ),
    ),
}
"""Lists of texts, a file each."""

CSV_FORMS: Mapping[str, Form] = {
    "codings": Form(
        records.Coding,
        (
            _UID,
            OnPassage(_SOURCE, words="quote"),
            Refer("code", "codes", id_beside=True),
            _CODER,
            _ROUND,
            Flag("cited"),
            Text("origin"),
            Text("created_at"),
            Text("quote"),
        ),
    ),
    "suggestions": Form(
        records.SuggestionEvent,
        (
            _UID,
            OnPassage(_SOURCE, can_be_lost=False),
            Refer("code", "codes", id_beside=True),
            Refer("chosen", "codes", id_beside=True),
            OneOf("outcome", ("accepted", "changed", "refused")),
            Whole("rank"),
            Measure("score"),
            Flag("shown_before"),
            Text("suggester"),
            Text("reason"),
            Measure("probability"),
            Text("encoder"),
            _CODER,
            Text("created_at"),
        ),
    ),
    "adjudications": Form(
        records.Adjudication,
        (
            _UID,
            _SOURCE,
            _ROUND,
            OneOf("outcome", ("one", "both", "neither", "new")),
            _CODER,
            Several("codings"),
            Several("result"),
            Refer("taken_from", "coders"),
            Text("reason"),
            Text("decided_at"),
        ),
    ),
    "readings": Form(records.Reading, (_SOURCE, _CODER, Text("read_at"))),
    "finished": Form(records.Finished, (_SOURCE, _CODER, _ROUND, Text("finished_at"))),
}
"""Rows, a file each."""


def file_of(collection: str) -> str:
    """The file of a list of texts or of rows."""
    return f"{collection}.csv" if collection in CSV_FORMS else f"{collection}.yaml"
