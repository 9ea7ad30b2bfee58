"""Memos as ``Notes``, and as ``Links`` to what can't refer to a note."""

from typing import TYPE_CHECKING

from qualwb.exchange.refi.writing.elements import below, guid, refer, revised, text_below
from qualwb.exchange.refi.writing.layout import ProjectLayout
from qualwb.portable.arrival import stable_id

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKED = ("group", "participant")
"""Kinds of what a case is, which can't refer to a note."""


def write_notes(root: "_Element", layout: ProjectLayout) -> None:
    """Append ``Notes`` with every memo."""
    memos = layout.project.memos if layout.target.notes else ()
    if not memos:
        return
    notes = below(root, "Notes")
    for memo in memos:
        told = {"guid": guid(memo.uid), "name": layout.names[memo.uid]}
        note = below(notes, "Note", told | revised(memo.coder, memo.created_at, memo.updated_at))
        text_below(note, "PlainTextContent", memo.text)


def write_links(root: "_Element", layout: ProjectLayout) -> None:
    """Append ``Links`` from the notes on groups and participants to their cases."""
    memos = layout.project.memos if layout.target.notes else ()
    linked = [memo for memo in memos if memo.on in LINKED and memo.thing]
    if not linked:
        return
    links = below(root, "Links")
    for memo in linked:
        told = {"guid": stable_id("link", memo.uid), "direction": "OneWay"}
        told |= {"originGUID": guid(memo.uid), "targetGUID": guid(memo.thing or "")}
        below(links, "Link", told)


def refer_to_notes(element: "_Element", layout: ProjectLayout, kind: str, uid: str | None) -> None:
    """Append a ``NoteRef`` for each memo on a thing."""
    for memo in layout.memos.get((kind, uid), ()) if layout.target.notes else ():
        refer(element, "NoteRef", memo.uid)
