"""Links and graphs: a note linked to a thing is a memo on it; the rest has no place here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualwb.exchange.hardened_xml import children
from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.exchange.refi.reading.memos import MemoShelf, Place
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.safe_text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element


def referred_to(root: "_Element") -> frozenset[str]:
    """The ids, bare, of the selections and codings that links and cases refer to."""
    found = {bare_guid(one.get("targetGUID")) for one in root.iter("{*}SelectionRef")}
    for link in root.iter("{*}Link"):
        found |= {bare_guid(link.get("originGUID")), bare_guid(link.get("targetGUID"))}
    return frozenset(found - {""})


def take_links(root: "_Element", places: Mapping[str, Place], memos: MemoShelf, context: FileContext) -> None:
    """Hang notes on what they are linked to; ``places`` are those of things by their ids, bare."""
    notes = {bare_guid(note.get("guid")) for note in root.iterchildren("{*}Notes") for note in note}
    for within in children(root, "Links"):
        for link in children(within, "Link"):
            context.seen["link"] += 1
            origin, target = bare_guid(link.get("originGUID")), bare_guid(link.get("targetGUID"))
            note, thing = (origin, target) if origin in notes else (target, origin)
            if note in notes and thing in places and not _has_notes(link):
                memos.hang(note, places[thing])
            else:
                context.ledger.refuse("link", _label(link), _("links between things have no place here"))
    for graphs in children(root, "Graphs"):
        for graph in children(graphs, "Graph"):
            context.ledger.refuse("graph", _label(graph), _("drawn networks have no place here"))


def _has_notes(link: "_Element") -> bool:
    return next(children(link, "NoteRef"), None) is not None


def _label(element: "_Element") -> str:
    return one_line(element.get("name", "")) or bare_guid(element.get("guid"))
