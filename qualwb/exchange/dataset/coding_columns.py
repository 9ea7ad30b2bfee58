"""The table of codings: what stands in each of its columns."""

from collections.abc import Mapping, Sequence
from functools import cache

from qualwb.analysis.dataset.codings import FlatCoding
from qualwb.analysis.dataset.material import FlatGroup, FlatParticipant, FlatSource
from qualwb.exchange.codebooks.codebook_paths import ARROW
from qualwb.exchange.dataset.attributes import AttributeColumns
from qualwb.exchange.dataset.columns import (
    DataCell,
    DataColumn,
    DataTable,
    cells_of,
    id_in,
    integer,
    listed,
    moment,
    own_id,
    real,
    string,
    truth,
)
from qualwb.localization import gettext as _

ORIGINS = ("manual", "suggestion", "in vivo", "autocode", "report", "import", "merge", "consensus")


def coding_columns() -> tuple[DataColumn, ...]:
    """The columns of a coding, but for attributes."""
    no_turn = _("no turn there, or an orphan")
    nobody = _("nobody is named there, or an orphan")
    no_question = _("no question there, or an orphan")
    no_theme = _("no theme gathers the code")
    characters = _("code points")
    return (
        own_id("coding_uid"),
        id_in("sources", "source_uid"),
        string("source", _("Name of the source.")),
        id_in("groups", "group_uid"),
        string("group", _("Name of the source's group.")),
        id_in("codes", "code_uid"),
        string("code", _("Name of the code.")),
        listed("code_path", _("The codes above it and its own name."), missing="", separator=ARROW),
        id_in("themes", "theme_uids", missing=no_theme, several="themes"),
        listed("themes", _("The themes that gather the code itself, in tree order."), missing=no_theme),
        id_in("coders", "coder_uid"),
        string("coder", _("Who coded.")),
        id_in("rounds", "round_uid"),
        string("round", _("The round of coding.")),
        integer("start", _("Where the passage begins in the source's text, from 0."), characters),
        integer("end", _("Where it ends: the first position after it."), characters),
        integer("text_version", _("The version of the text that the positions count in.")),
        integer("characters", _("Length of the passage."), characters),
        integer("words", _("Words of the passage; one that its edge cuts counts."), _("words")),
        string("quote", _("The passage itself, as it stands in the text; line breaks are kept.")),
        integer("turn_first", _("Number of the first turn that the passage touches."), missing=no_turn),
        integer("turn_last", _("Number of the last turn that it touches."), missing=no_turn),
        listed("speakers", _("Labels of those who speak in it, in order, each once."), missing=nobody),
        id_in("participants", "participant_uids", missing=nobody, several="participants, roles"),
        listed("participants", _("Aliases of the people who speak in it, in order."), missing=nobody),
        listed("roles", _("The role of each of them."), missing=nobody),
        id_in("questions", "question_uids", missing=no_question, several="questions"),
        listed("questions", _("The questions of the guide that its turns stand under."), missing=no_question),
        real("time_start", _("When its first turn begins."), _("seconds"), missing=_("not known")),
        real("time_end", _("When its last turn ends."), _("seconds"), missing=_("not known")),
        truth("cited", _("Whether it is a key quote, chosen for print.")),
        string("origin", _("How the coding came about."), allowed=ORIGINS),
        truth("orphaned", _("Whether its place was lost when the text was corrected.")),
        moment("created_at", _("When it was made.")),
    )


def codings_data(
    codings: Sequence[FlatCoding],
    bearers: tuple[Sequence[FlatGroup], Sequence[FlatSource], Sequence[FlatParticipant]],
    attributes: tuple[AttributeColumns, AttributeColumns, AttributeColumns],
) -> DataTable:
    """The table of codings, with the attributes of group, source and participants behind."""
    columns = coding_columns()
    cells = cells_of(FlatCoding, columns)
    of_group, of_source, of_people = attributes
    groups = {one.group_uid: of_group.cells(one.attributes) for one in bearers[0]}
    sources = {one.source_uid: of_source.cells(one.attributes) for one in bearers[1]}
    people = {one.participant_uid: one.attributes for one in bearers[2]}

    @cache
    def together(uids: tuple[str, ...]) -> tuple[DataCell, ...]:
        known: list[Mapping[str, object]] = [people[uid] for uid in uids if uid in people]
        return of_people.cells_together(known)

    return DataTable(
        "codings",
        _("A coding: a code on a passage, by a coder, in a round."),
        ("coding_uid",),
        (*columns, *of_group.columns, *of_source.columns, *of_people.together()),
        [
            (
                *cells(coding),
                *groups[coding.group_uid],
                *sources[coding.source_uid],
                *together(coding.participant_uids),
            )
            for coding in codings
        ],
    )
