"""The checklists of a project, filled, and as tables."""

from collections.abc import Iterable, Mapping, Sequence

from qualwb.exchange.checklists.coreq_analysis import held_of_analysis
from qualwb.exchange.checklists.coreq_items import coreq_items
from qualwb.exchange.checklists.coreq_material import held_of_design
from qualwb.exchange.checklists.items import ItemRow, Status, filled, status_name
from qualwb.exchange.checklists.known import Known
from qualwb.exchange.checklists.srqr_held import srqr_held
from qualwb.exchange.checklists.srqr_items import srqr_items
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

Checklists = Mapping[str, Sequence[ItemRow]]
"""The rows of each checklist by its name: coreq, srqr."""

TITLES = {"coreq": "COREQ", "srqr": "SRQR"}
"""What the checklists are called, in every language."""


def checklists(known: Known) -> Checklists:
    """Both checklists, every item a row."""
    coreq = filled(coreq_items(), held_of_design(known) | held_of_analysis(known), known.answers)
    items = srqr_items()
    return {"coreq": coreq, "srqr": filled(items, srqr_held(items, coreq, known), known.answers)}


def checklist_table(rows: Sequence[ItemRow], title: str = "") -> Table:
    """Each item with its status and answer; what is still asked stands in brackets.

    Where nothing is left to tell, the status is left out: that is the table that a journal takes.
    """
    several = len({row.item.checklist for row in rows}) > 1
    is_told = not any(row.rest for row in rows)
    cells = [
        (
            row.item.key if several else row.item.number,
            row.item.name,
            *(() if is_told else (status_name(row.status),)),
            answer_shown(row),
        )
        for row in rows
    ]
    return Table(
        (_("No."), _("Item"), *(() if is_told else (_("Status"),)), _("Answer")),
        cells,
        title=title,
        notes=() if is_told else (progress(rows),),
        data=[_data(row) for row in rows],
        numeric=frozenset() if several else frozenset({0}),
    )


def answer_shown(row: ItemRow) -> str:
    """The answer, and in brackets what is still asked."""
    return " ".join(filter(None, (row.answer, f"[{row.rest}]" if row.rest else "")))


def progress(rows: Iterable[ItemRow]) -> str:
    """How many items are answered, partly answered and left."""
    found = list(rows)
    partly = sum(row.status is Status.PARTLY for row in found)
    left = sum(row.status is Status.OPEN for row in found)
    told = _("{n} of {k} items answered, {partly} partly, {open} to fill in")
    return told.format(n=len(found) - partly - left, k=len(found), partly=partly, open=left)


def _data(row: ItemRow) -> dict[str, str]:
    return {
        "item": row.item.key,
        "part": row.item.part,
        "name": row.item.name,
        "status": str(row.status),
        "answer": row.answer,
        "asks": row.item.asks,
        "left": row.rest,
    }
