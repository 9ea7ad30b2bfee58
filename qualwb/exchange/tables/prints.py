"""Print versions as tables: those that are kept, and the edits proposed for a passage."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.acts.passages import Passage
from qualwb.acts.print_edits import PrintEdit, diff
from qualwb.acts.print_versions import Printed, Untraceable
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _


def prints_table(versions: Sequence[Printed], lost: Sequence[Untraceable]) -> Table:
    """The log of print versions: what was said and what is printed, each edit with its kind.

    The difference is marked as [-said-]{+printed+}. A version that does not lead back to the transcript as it
    stands, one of the ``lost``, is told in the last column.
    """
    amiss = {(one.source, one.start, one.end): one.why for one in lost}
    rows = [
        (
            *(one.source, one.start, one.end, diff(one.verbatim, one.edits), one.text),
            "; ".join(
                f"{edit.kind.value}: '{one.verbatim[edit.start : edit.end]}' -> '{edit.replacement}'"
                for edit in one.edits
                if edit.accepted
            ),
            amiss.get((one.source, one.start, one.end)),
        )
        for one in versions
    ]
    return Table(
        (
            *(_("Source"), _("Start"), _("End"), _("Difference"), _("Printed"), _("Edits")),
            _("Not traceable"),
        ),
        rows,
        title=_("Print versions"),
        data=[asdict(one) for one in versions],
        numeric=frozenset({1, 2}),
    )


def proposals_table(passage: Passage, proposals: Sequence[PrintEdit], printed: Printed | None) -> Table:
    """The proposed edits of a passage, numbered from 1, with what all of them would make of it.

    ``printed`` is the print version that stands, if any.
    """
    said = passage.text
    notes = [diff(said, proposals)]
    if printed is not None:
        notes.append(_("Printed now: {text}").format(text=printed.text))
    return Table(
        (_("No."), _("Kind"), _("Said"), _("Printed"), _("Why")),
        [
            (number, edit.kind.value, said[edit.start : edit.end], edit.replacement, edit.why)
            for number, edit in enumerate(proposals, 1)
        ],
        title=f"{passage.source} {passage.start}-{passage.end}",
        notes=tuple(notes),
        data={
            "source": passage.source,
            "start": passage.start,
            "end": passage.end,
            "verbatim": said,
            "proposals": [{"number": n, **asdict(edit)} for n, edit in enumerate(proposals, 1)],
            "diff": notes[0],
            "printed": printed.text if printed else None,
        },
        numeric=frozenset({0}),
    )
