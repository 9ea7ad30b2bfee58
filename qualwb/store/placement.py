"""Where acts meet that wrote no row in common: the text of a source, and what stands in it.

A passage is a place in the text as it was then. An act that changed the text moved what stood in it at that
time, and nothing that was placed there later; and what an act took away or moved had its place in the text of
that time. So neither is turned over the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Change, Coding, Memo, PrintVersion, Record, TextVersion, Turn
from qualwb.store.driver import Asked, ask_ahead, fetch
from qualwb.store.errors import StateForbidden
from qualwb.store.images import WHOLE, Image, keys_of, rows_in
from qualwb.store.standing import Standing, standing_since
from qualwb.store.texts import words_at

_VERSION, _TURN = TextVersion.__tablename__, Turn.__tablename__
LAYOUT = frozenset({_VERSION, _TURN})
"""Tables that say what the text of a source is, and how it falls into turns."""
PLACED = frozenset(
    name
    for name, table in Record.metadata.tables.items()
    if {"source_id", "start", "end"} <= set(table.columns.keys()) and name not in LAYOUT
)
"""Tables of what stands in a text."""
_QUOTED = {
    record.__tablename__: words
    for record, words in ((Coding, "quote"), (Memo, "quote"), (PrintVersion, "verbatim"))
}
"""Which column of a table holds the words of its passages."""
_OF_TURN = frozenset({"source_id", "number", "start", "end"})
OF_PLACE = frozenset({"source_id", "start", "end", "orphaned_from"})
"""Columns that say where a row has its place."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The sources whose text an act changed, and those in which it placed, moved or removed something."""

    laid_out: frozenset[int]
    placed: frozenset[int]

    def hinders(self, later: "Placement") -> bool:
        """Whether an act of this placement can't be turned after the other one."""
        return bool(self.laid_out & (later.laid_out | later.placed) or self.placed & later.laid_out)


def placement(connection: Connection, images: Iterable[Image], *, turning: bool = False) -> Placement:
    """Which sources images are about; for ``turning`` without what they brought, which turning takes away."""
    laid_out: set[int] = set()
    placed: set[int] = set()
    for image in images:
        table, operation = image["table"], image["op"]
        if table == _VERSION or (table == _TURN and _writes(image, _OF_TURN)):
            laid_out |= _sources(connection, image)
        elif table in PLACED and _writes(image, OF_PLACE) and not (turning and "insert" in operation):
            placed |= _sources(connection, image)
    return Placement(frozenset(laid_out), frozenset(placed))


def over_other_places(
    connection: Connection, change: Change, images: Sequence[Image]
) -> tuple[Standing, ...]:
    """The acts after a change over which its images can't be turned, since they are about the same texts."""
    here = placement(connection, images, turning=True)
    tables = LAYOUT | PLACED if here.laid_out else LAYOUT if here.placed else frozenset()
    if not tables:
        return ()
    later = standing_since(connection, change, tables=tables)
    return tuple(one for one in later if here.hinders(placement(connection, one.images)))


def refuse_other_places(connection: Connection, change: Change, images: Sequence[Image]) -> None:
    """Raise ``StateForbidden`` when the images can't be turned over what was done in their texts since."""
    for one in over_other_places(connection, change, images):
        raise StateForbidden(one.summary)


def words_asked_of(images: Sequence[Image]) -> list[Asked]:
    """What ``refuse_other_words`` asks."""
    return [words_at(source, start, end) for source, start, end, _words in _coming_back(images)]


def refuse_other_words(connection: Connection, images: Sequence[Image]) -> None:
    """Raise ``StateForbidden`` when passages would come back where other words stand by now.

    It asks the texts and no journal: a blind round may hide the act that changed them. Of an act that
    changed a text itself, the text comes back too.
    """
    asked = words_asked_of(images)
    ask_ahead(connection, *asked)
    for (constant, values), (_source, _start, _end, words) in zip(asked, _coming_back(images), strict=True):
        if [found for _version, found in fetch(connection, constant, **values)] != [words]:
            raise StateForbidden(words[:60])


def _coming_back(images: Sequence[Image]) -> list[tuple[int, int, int, str]]:
    """Source, start, end and words of the passages that images put into texts again; none with the texts."""
    if any(image["table"] in LAYOUT for image in images):
        return []
    return [passage for image in images for passage in _brought_back(image)]


def _brought_back(image: Image) -> Iterator[tuple[int, int, int, str]]:
    """Those that an image puts into texts again when it is turned."""
    words = _QUOTED.get(image["table"])
    if words is not None and image["op"] in ("delete", "delete_many"):
        for row in rows_in(image):
            if row["start"] is not None and row["orphaned_from"] is None:
                yield row["source_id"], row["start"], row["end"], row[words]


def _writes(image: Image, columns: frozenset[str]) -> bool:
    """Whether an image brings or takes rows, or writes one of these columns."""
    match image["op"]:
        case "past":
            return False
        case "update" | "update_many":
            return not columns.isdisjoint(image["after"])
        case "shift":
            return not columns.isdisjoint(image["columns"])
    return image["op"] in WHOLE


def _sources(connection: Connection, image: Image) -> set[int]:
    """The keys of the sources that the rows of an image belong to, or belonged to."""
    found = {row["source_id"] for row in rows_in(image)}
    if not found:
        found = {image[side].get("source_id") for side in ("before", "after") if side in image}
        table, keys = Record.metadata.tables[image["table"]], list(keys_of(image))
        for first in range(0, len(keys), 500):
            there = select(table.c.source_id).where(table.c.id.in_(keys[first : first + 500])).distinct()
            found |= set(connection.execute(there).scalars())
    return found - {None}
