"""Where places of erased texts stand in the texts that followed: positions alone, no words.

A withdrawal erases the older texts of a source. What is known by its place in one of them, as the names that
a key gives back, is found by the edits that led on from it, which are kept as [start, end) and a new length.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.text_edits import Edit, Edits, edits_between
from qualwb.model import Source, TextContent, TextVersion
from qualwb.store.journal import Act

MOVED = "moved"
"""The fact of privacy under which it is kept."""


@dataclass(frozen=True, slots=True)
class Way:
    """The edits that lead from one text to another, in order, and how many of them erased texts left."""

    edits: Sequence[Edits]
    erased: int = 0


def note_moved(act: Act, made: Mapping[int, Edits]) -> None:
    """Within an act, before the older texts of the sources go: how places moved from each to the next.

    ``made`` are the edits by which the act came from the last but one text of each source to the last. What
    differs between these is no answer: a word may be in both texts that was taken out and put in.
    """
    found = [one for source, edits in made.items() for one in _moves(act.connection, source, edits)]
    known = privacy.told(act.connection).get(MOVED, [])
    privacy.put(act, **{MOVED: [*known, *(one for one in found if one not in known)]})


def way(connection: Connection, source: str, start: str, end: str, edits: Sequence[Edit] = ()) -> Way | None:
    """How places of the text ``start`` come to stand in ``end``, both by SHA-256; None: nobody knows it.

    ``source`` is a stable id. ``edits`` are what is known to have led to ``end`` from the last text before it
    that was not erased when they were made.
    """
    left = [one for one in privacy.told(connection).get(MOVED, ()) if one["source"] == source]
    steps = {one["before"]: one for one in left}
    found: list[Edits] = []
    while start != end and start in steps:
        step = steps.pop(start)
        found.append(Edits(Edit(a, b, " " * length) for a, b, length in step["edits"]))
        start = step["after"]
    erased = len(found)
    if start != end:
        rest = Edits(edits) if edits else _between_stored(connection, start, end)
        if rest is None:
            return None
        found.append(rest)
    return Way(found, erased)


def last_known(connection: Connection, source: str, start: str) -> str:
    """SHA-256 of the text in which places of the text ``start`` stand once all erased texts are passed."""
    steps = {
        one["before"]: one["after"]
        for one in privacy.told(connection).get(MOVED, ())
        if one["source"] == source
    }
    while start in steps:
        start = steps.pop(start)
    return start


def _moves(connection: Connection, source: int, last: Edits) -> Iterable[dict[str, Any]]:
    uid = connection.execute(select(Source.uid).where(Source.id == source)).scalar_one()
    rows = (
        select(TextVersion.sha256, TextContent.text)
        .join(TextContent, TextContent.sha256 == TextVersion.sha256)
        .where(TextVersion.source_id == source)
        .order_by(TextVersion.number)
    )
    texts = connection.execute(rows).all()
    for n, ((before, was), (after, became)) in enumerate(pairwise(texts), 2):
        if before != after:
            found = last if n == len(texts) else edits_between(was, became)
            edits = [[one.start, one.end, len(one.text)] for one in found.edits]
            yield {"source": uid, "before": before, "after": after, "edits": edits}


def _between_stored(connection: Connection, start: str, end: str) -> Edits | None:
    """The edits between two texts, where the project has both."""
    rows = select(TextContent.sha256, TextContent.text).where(TextContent.sha256.in_((start, end)))
    texts = dict(connection.execute(rows).all())
    return edits_between(texts[start], texts[end]) if len(texts) == 2 else None
