"""The tables of coders, rounds and memos: what stands in each of their columns."""

from collections.abc import Sequence

from qualwb.analysis.dataset.work import FlatCoder, FlatMemo, FlatRound
from qualwb.exchange.dataset.columns import (
    DataColumn,
    DataTable,
    cells_of,
    id_in,
    integer,
    moment,
    own_id,
    string,
    truth,
)
from qualwb.localization import gettext as _

TARGETS = ("project", "group", "source", "passage", "participant", "code", "theme", "question")


def coder_columns() -> tuple[DataColumn, ...]:
    """The columns of a coder."""
    return own_id("coder_uid"), string("coder", _("Name of the coder."))


def coders_data(coders: Sequence[FlatCoder]) -> DataTable:
    """The table of coders."""
    columns = coder_columns()
    cells = cells_of(FlatCoder, columns)
    meaning = _("Somebody who works in the project.")
    return DataTable("coders", meaning, ("coder_uid",), columns, list(map(cells, coders)))


def round_columns() -> tuple[DataColumn, ...]:
    """The columns of a round."""
    return (
        own_id("round_uid"),
        string("round", _("Name of the round.")),
        integer("position", _("Its place in the order of the rounds, from 1.")),
        truth("blind", _("Whether coders were hidden from each other until it was released.")),
        moment("released_at", _("When a blind round was released."), missing=_("not released, or not blind")),
    )


def rounds_data(rounds: Sequence[FlatRound]) -> DataTable:
    """The table of rounds."""
    columns = round_columns()
    cells = cells_of(FlatRound, columns)
    meaning = _("A pass through the material.")
    return DataTable("rounds", meaning, ("round_uid",), columns, list(map(cells, rounds)))


def memo_columns() -> tuple[DataColumn, ...]:
    """The columns of a memo."""
    elsewhere, no_passage = _("it hangs on something else"), _("it hangs on no passage")
    return (
        own_id("memo_uid"),
        string("kind", _("What kind of memo it is, as memo, question or decision.")),
        string("target", _("What it hangs on."), allowed=TARGETS),
        id_in("groups", "group_uid", missing=elsewhere),
        id_in("sources", "source_uid", missing=elsewhere),
        id_in("participants", "participant_uid", missing=elsewhere),
        id_in("codes", "code_uid", missing=elsewhere),
        id_in("themes", "theme_uid", missing=elsewhere),
        id_in("questions", "question_uid", missing=elsewhere),
        integer(
            "start",
            _("Where the passage begins in the source's text, from 0."),
            _("code points"),
            missing=no_passage,
        ),
        integer(
            "end", _("Where it ends: the first position after it."), _("code points"), missing=no_passage
        ),
        integer(
            "text_version", _("The version of the text that the positions count in."), missing=no_passage
        ),
        string(
            "quote",
            _("The passage itself, as it stands in the text; line breaks are kept."),
            missing=no_passage,
        ),
        truth("orphaned", _("Whether its place was lost when the text was corrected.")),
        string("text", _("The memo.")),
        id_in("coders", "coder_uid"),
        string("coder", _("Who wrote it.")),
        moment("created_at", _("When it was made.")),
        moment("updated_at", _("When it was changed last.")),
    )


def memos_data(memos: Sequence[FlatMemo]) -> DataTable:
    """The table of memos."""
    columns = memo_columns()
    cells = cells_of(FlatMemo, columns)
    meaning = _("A memo on the project or on something in it.")
    return DataTable("memos", meaning, ("memo_uid",), columns, list(map(cells, memos)))
