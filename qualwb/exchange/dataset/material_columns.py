"""The tables of the material: what stands in each of their columns."""

from collections.abc import Sequence
from dataclasses import replace

from qualwb.analysis.dataset.material import FlatGroup, FlatParticipant, FlatQuestion, FlatSource, FlatTurn
from qualwb.exchange.dataset.attributes import AttributeColumns
from qualwb.exchange.dataset.columns import (
    DataColumn,
    DataTable,
    cells_of,
    id_in,
    integer,
    moment,
    own_id,
    real,
    string,
)
from qualwb.localization import gettext as _
from qualwb.portable.records import ROLES


def group_columns() -> tuple[DataColumn, ...]:
    """The columns of a group, but for attributes."""
    return (
        own_id("group_uid"),
        string("group", _("Name of the group.")),
        integer("position", _("Its place in the order of the groups, from 1.")),
    )


def groups_data(groups: Sequence[FlatGroup], attributes: AttributeColumns) -> DataTable:
    """The table of groups."""
    columns = group_columns()
    cells = cells_of(FlatGroup, columns)
    rows = [(*cells(one), *attributes.cells(one.attributes)) for one in groups]
    meaning = _("A focus group, the case that results are reported by.")
    return DataTable("groups", meaning, ("group_uid",), (*columns, *attributes.columns), rows)


def source_columns() -> tuple[DataColumn, ...]:
    """The columns of a source, but for attributes."""
    text = string("text", _("The whole text, in which positions count; not in the workbook."))
    none = _("made without a file")
    return (
        own_id("source_uid"),
        string("source", _("Name of the source.")),
        id_in("groups", "group_uid"),
        string("group", _("Name of its group.")),
        integer("position", _("Its place in the order of the sources, from 1.")),
        string("reader", _("The format that the file was read as."), missing=none),
        string("file_name", _("Name of the file that it came from."), missing=none),
        moment("imported_at", _("When it was imported.")),
        integer("text_version", _("The version of the text: each correction makes a new one.")),
        integer("characters", _("Length of the text."), _("code points")),
        replace(text, missing=_("an empty text"), in_workbook=False),
    )


def sources_data(sources: Sequence[FlatSource], attributes: AttributeColumns) -> DataTable:
    """The table of sources."""
    columns = source_columns()
    cells = cells_of(FlatSource, columns)
    rows = [(*cells(one), *attributes.cells(one.attributes)) for one in sources]
    meaning = _("A transcript or document of a group, with its text.")
    return DataTable("sources", meaning, ("source_uid",), (*columns, *attributes.columns), rows)


def participant_columns() -> tuple[DataColumn, ...]:
    """The columns of a participant, but for attributes."""
    return (
        own_id("participant_uid"),
        string("participant", _("Alias of the person; the same alias in two groups is two people.")),
        id_in("groups", "group_uid"),
        string("group", _("Name of the group.")),
        string("role", _("The person's role in the group."), allowed=ROLES),
    )


def participants_data(people: Sequence[FlatParticipant], attributes: AttributeColumns) -> DataTable:
    """The table of participants."""
    columns = participant_columns()
    cells = cells_of(FlatParticipant, columns)
    rows = [(*cells(one), *attributes.cells(one.attributes)) for one in people]
    meaning = _("A person under an alias in a group; moderators and observers too.")
    return DataTable("participants", meaning, ("participant_uid",), (*columns, *attributes.columns), rows)


def turn_columns() -> tuple[DataColumn, ...]:
    """The columns of a turn."""
    nobody, no_question, no_time = _("nobody is named"), _("under no question"), _("not known")
    no_person = _("nobody is named, or a label like 'Flera' for several")
    return (
        id_in("sources", "source_uid"),
        string("source", _("Name of the source.")),
        integer("turn", _("Number of the turn in its source, from 1.")),
        integer("start", _("Where the turn begins in the source's text, from 0."), _("code points")),
        integer("end", _("Where it ends: the first position after it."), _("code points")),
        string("kind", _("Whether somebody speaks, or it is written text."), allowed=("speech", "text")),
        string("speaker", _("Label of the speaker in this source."), missing=nobody),
        id_in("participants", "participant_uid", missing=no_person),
        string("participant", _("Alias of the person who speaks."), missing=no_person),
        string("role", _("The person's role in the group."), missing=no_person, allowed=ROLES),
        id_in("questions", "question_uid", missing=no_question),
        string("question", _("The question of the guide that it stands under."), missing=no_question),
        real("time_start", _("When it begins in the recording."), _("seconds"), missing=no_time),
        real("time_end", _("When it ends in the recording."), _("seconds"), missing=no_time),
        integer("words", _("Words of the turn."), _("words")),
        string("text", _("What is said, without the label."), missing=_("an empty turn")),
    )


def turns_data(turns: Sequence[FlatTurn]) -> DataTable:
    """The table of turns."""
    columns = turn_columns()
    cells = cells_of(FlatTurn, columns)
    meaning = _("A turn of a source: one contribution, with its text.")
    return DataTable("turns", meaning, ("source_uid", "turn"), columns, list(map(cells, turns)))


def question_columns() -> tuple[DataColumn, ...]:
    """The columns of a question."""
    return (
        own_id("question_uid"),
        string("question", _("Label of the question.")),
        integer("position", _("Its place in the guide, from 1.")),
        string("text", _("The question as it is put."), missing=_("not written")),
    )


def questions_data(questions: Sequence[FlatQuestion]) -> DataTable:
    """The table of the interview guide."""
    columns = question_columns()
    cells = cells_of(FlatQuestion, columns)
    meaning = _("An item of the interview guide.")
    return DataTable("questions", meaning, ("question_uid",), columns, list(map(cells, questions)))
