"""The orders that the codes are listed in: as in the codebook, or by what they have come to."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from qualwb.alphabetical_order import alphabetical
from qualwb.analysis.codes import CodeRow
from qualwb.localization import gettext as _

BOOK = "book"
_KEYS: dict[str, Callable[[CodeRow], tuple[object, ...]]] = {
    "name": lambda row: (alphabetical(row.name),),
    "fewest": lambda row: (row.passages, row.codings),
    "most": lambda row: (-row.passages, -row.codings),
    "groups": lambda row: (-row.groups,),
    "themes": lambda row: (not row.themes, alphabetical("; ".join(row.themes))),
}
ORDERS = (BOOK, *_KEYS)


def in_order(rows: Iterable[CodeRow], order: str) -> list[CodeRow]:
    """The codes in an order; in another than that of the codebook none stands beneath another."""
    if order == BOOK:
        return list(rows)
    key = _KEYS[order]
    return sorted(
        (replace(row, depth=0) for row in rows), key=lambda row: (*key(row), alphabetical(row.name))
    )


def order_in_words(order: str) -> str:
    """What an order of codes is called."""
    return {
        BOOK: _("as in the codebook"),
        "name": _("by name"),
        "fewest": _("fewest passages first"),
        "most": _("most passages first"),
        "groups": _("most groups first"),
        "themes": _("by theme"),
    }[order]
