"""One change of the journal, row by row: what was there before and what is there after."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from qualwb.analysis.blindness import hidden_changes
from qualwb.model import Change, Coder, Coding, Memo, PrintVersion, Record, Round, Source, TextVersion
from qualwb.store import images as row_images
from qualwb.store.blindness import VIEWS, Blindfold, blindfold
from qualwb.store.driver import rows_of_keys
from qualwb.store.errors import NotFound
from qualwb.store.images import Image, Part, Row, RowKeys, Run, count, keys_of
from qualwb.store.journal import ASIDE, OLD_ASIDE
from qualwb.store.texts import hash_of_version, text_of_version

NAMES = ("name", "alias", "label", "quote", "text", "number")
"""Columns that tell a person which row is meant, the most telling first."""
SHORT_NAMES = ("name", "alias", "label", "number")
"""Those that are always told whole by the name."""
NAMED = 5
"""Rows that are named of many."""
LOOKED_AT = 20
"""Rows of one image among which a passage is sought."""
Passage = Coding | Memo | PrintVersion
_PASSAGES: Mapping[str, type[Passage]] = {
    record.__tablename__: record for record in (Coding, Memo, PrintVersion)
}
LONGEST = 2_000_000
"""Code points of two texts together whose words are compared."""
SILENT = ("id", "uid", "digest", "created_at", "updated_at", "position", "sha256")
"""Columns that tell a person nothing."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happened to one row, or to ``count`` rows of one table at once.

    ``happened`` is 'new', 'changed', 'moved' or 'gone'. ``fields`` are (column, before, after); references to
    other rows are given by those rows' names. Rows that moved have (column, None, by how much).
    """

    table: str
    happened: str
    name: str
    count: int = 1
    fields: tuple[tuple[str, Any, Any], ...] = ()


def row_changes(connection: Connection, number: int) -> tuple[RowChange, ...]:
    """What the change of that number did, in order, without what a blind round hides. Raises ``NotFound``."""
    names = _Names(connection)
    images = json.loads(_images(connection, number))
    if hidden_changes(connection, number):
        return ()
    worn = blindfold(connection)
    hidden = _hidden_rows(connection, images, worn)
    told = [_seen(image, worn) for image in images if _changed_alone(image) not in hidden]
    seen = [image for image in told if image is not None]
    for image in (*seen, *_images_of_turnings(connection, number)):
        names.note(image)
    for image in seen:
        _of_image(image, names)
    names.read()
    if lacking := names.lacking():
        for image in _images_that_took(connection, number):
            names.note(image, lacking)
    return tuple(change for image in seen for change in _of_image(image, names))


def place_of_change(connection: Connection, number: int) -> tuple[str, int, int] | None:
    """A passage that the change of that number was about: its source and code points, as it stands now.

    None where none of its passages stands in a text any more, or may be seen. Raises ``NotFound``.
    """
    if hidden_changes(connection, number):
        return None
    written = [image for image in json.loads(_images(connection, number)) if image["op"] != "past"]
    places = (
        _place_of_row(connection, record, key)
        for image in written
        if (record := _PASSAGES.get(image["table"])) is not None
        for key in islice(keys_of(image), LOOKED_AT)
    )
    return next(filter(None, places), None)


def _place_of_row(connection: Connection, record: type[Passage], key: int) -> tuple[str, int, int] | None:
    found = connection.execute(
        select(Source.name, record.start, record.end)
        .join(Source, Source.id == record.source_id)
        .where(record.id == key, record.orphaned_from.is_(None), record.start.is_not(None))
    ).first()
    return None if found is None else (found.name, found.start, found.end)


def only_rows_of(
    connection: Connection, number: int, table: str, besides: frozenset[str] = frozenset()
) -> RowKeys | None:
    """The rows of one table that the change of that number brought and took; None when it did anything else.

    Rows that came or went in the tables ``besides`` are passed over. Raises ``NotFound``.
    """
    return row_images.only_rows_of(_images(connection, number), table, besides)


def texts_before_and_after(connection: Connection, number: int) -> list[tuple[str, str]]:
    """By source the text that the change of that number replaced, and the one that it wrote.

    None of a change that is undone or whose texts were erased, and none of very long texts. Raises
    ``NotFound``.
    """
    written: dict[int, list[Mapping[str, Any]]] = {}
    for image in json.loads(_images(connection, number)):
        if image["table"] == TextVersion.__tablename__ and image["op"] == "insert":
            written.setdefault(image["after"]["source_id"], []).append(image["after"])
    pairs = []
    for source, versions in written.items():
        first, last = versions[0]["number"], versions[-1]
        if hash_of_version(connection, source, last["number"]) == last["sha256"]:
            old, new = (text_of_version(connection, source, one) for one in (first - 1, last["number"]))
            if old is not None and new is not None and len(old) + len(new) <= LONGEST:
                pairs.append((old, new))
    return pairs


def _images_of_turnings(connection: Connection, number: int) -> Iterator[Image]:
    """What undoing and redoing a change did: what it made is held there while it is undone."""
    turnings = select(Change.images).where(Change.target == number).order_by(Change.id)
    for images in connection.execute(turnings).scalars():
        yield from json.loads(images)


def _images_that_took(connection: Connection, number: int) -> Iterator[Image]:
    """What was deleted or merged away after a change: the names of rows that it tells of lie there."""
    took = Change.act.endswith(".delete") | Change.act.endswith(".merge")
    later = select(Change.images).where(Change.id > number, took).order_by(Change.id)
    for images in connection.execute(later).scalars():
        yield from json.loads(images)


def _images(connection: Connection, number: int) -> str:
    images = connection.execute(select(Change.images).where(Change.id == number)).scalar()
    if images is None:
        raise NotFound(str(number))
    return images


def _hidden_rows(connection: Connection, images: Iterable[Image], worn: Blindfold) -> set[Row | None]:
    """The rows that images changed one by one and that are hidden: the images hold words of them."""
    changed = {row for row in map(_changed_alone, images) if row is not None and row[0] in VIEWS}
    hidden: set[Row | None] = set()
    for name in sorted({table for table, _key in changed}) if worn.rounds else ():
        table = Record.metadata.tables[name]
        keys = {key for of, key in changed if of == name}
        seen = {row[0] for row in rows_of_keys(connection, table, sorted(keys))}
        hidden |= {(name, key) for key in keys - seen}
    return hidden


def _changed_alone(image: Image) -> Row | None:
    return (image["table"], image["id"]) if image["op"] == "update" else None


def _seen(image: Image, worn: Blindfold) -> Image | None:
    """An image without the whole rows that are hidden; None where none is left. Keys alone tell nothing."""
    rows = row_images.rows_in(image)
    seen = [row for row in rows if worn.lets_see(image["table"], row)]
    if len(seen) == len(rows):
        return image
    return {**image, "before": seen} if seen else None


def _of_image(image: Image, names: "_Names") -> tuple[RowChange, ...]:
    table = image["table"]
    match image["op"]:
        case "insert":
            return (_whole(table, "new", image["after"], names),)
        case "delete":
            return (_whole(table, "gone", image["before"], names),)
        case "insert_many":
            keys = [[image["first"], image["last"]]]
            return (RowChange(table, "new", names.some(table, keys), count(keys)),)
        case "update_many":
            keys = image["keys"]
            fields = _changed(table, image, names)
            return (RowChange(table, "changed", names.some(table, keys), count(keys), fields),)
        case "shift":
            moved = (_moved(table, image["columns"], part, names) for part in image["parts"])
            return tuple(one for one in moved if one.fields)
        case "delete_many":
            rows = image["before"]
            return (RowChange(table, "gone", _some(map(_name_of, rows[:NAMED]), len(rows)), len(rows)),)
        case "past":
            return ()
    return (RowChange(table, "changed", names.row(table, image["id"]), 1, _changed(table, image, names)),)


def _changed(table: str, image: Image, names: "_Names") -> tuple[tuple[str, Any, Any], ...]:
    return tuple(
        (
            column,
            names.value(table, column, image["before"][column]),
            names.value(table, column, image["after"][column]),
        )
        for column in image["after"]
        if column not in SILENT
    )


def _moved(table: str, columns: Sequence[str], part: Part, names: "_Names") -> RowChange:
    by = map(_told_move, part["by"])
    steps = ((column, None, f"{n:+}") for column, n in zip(columns, by, strict=True) if n)
    keys = part["keys"]
    return RowChange(table, "moved", names.some(table, keys), count(keys), tuple(steps))


def _told_move(by: int) -> int:
    """By how much a row moved: not far aside, where it waits while others come to their places."""
    for aside in (OLD_ASIDE, ASIDE):
        if abs(by) > aside // 2:
            return by - aside if by > 0 else by + aside
    return by


def _whole(table: str, happened: str, row: Mapping[str, Any], names: "_Names") -> RowChange:
    fields = []
    for column, value in row.items():
        if column in SILENT or column in SHORT_NAMES or value in (None, "", {}, []):
            continue
        told = names.value(table, column, value)
        fields.append((column, None, told) if happened == "new" else (column, told, None))
    return RowChange(table, happened, _name_of(row), 1, tuple(fields))


def _name_of(row: Mapping[str, Any]) -> str:
    return next((str(row[column]) for column in NAMES if row.get(column)), "")


def _some(names: Iterable[str], of: int) -> str:
    """The names there are among the first of so many rows, with dots for those after them."""
    named = ", ".join(filter(None, names))
    return f"{named} ..." if named and of > NAMED else named


class _Names:
    """Names of rows by key; '#12' for one that is gone and that neither the change nor what took it holds.

    What is asked for is noted first, and then read together: one question a table.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[Row, str] = {}
        self._held: dict[Row, str] = {}

    def note(self, image: Image, wanted: frozenset[Row] | None = None) -> None:
        """Keep the names of rows that an image brought or took, or of those that are ``wanted``."""
        for row in row_images.rows_in(image):
            here = image["table"], row["id"]
            if wanted is None or here in wanted:
                self._held[here] = _name_of(row)

    def lacking(self) -> frozenset[Row]:
        """The rows that are gone and whose names are not known; none of what a blind round may hide."""
        return frozenset(
            row
            for row, name in self._known.items()
            if not name and row not in self._held and row[0] not in VIEWS
        )

    def read(self) -> None:
        """Read the names of the rows that were asked for; of codings also whose they are and which round."""
        codings = {row["id"]: row for row in self._rows(Coding.__tablename__)}
        for row in codings.values():
            self._whose(row)
        for name in sorted({table for table, _key in self._known} - {Coding.__tablename__}):
            for row in self._rows(name):
                self._known[name, row["id"]] = _name_of(row)
        for key, row in codings.items():
            self._known[Coding.__tablename__, key] = f"{row['quote']} ({', '.join(self._whose(row))})"

    def _whose(self, coding: Mapping[str, Any]) -> tuple[str, str]:
        coder, round_ = Coder.__tablename__, Round.__tablename__
        return self.known(coder, coding["coder_id"]), self.known(round_, coding["round_id"])

    def _rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table that were asked for."""
        table = Record.metadata.tables[name]
        keys = sorted(key for of, key in self._known if of == name)
        found = rows_of_keys(self._connection, table, keys) if keys else ()
        return [dict(zip(table.columns.keys(), row, strict=True)) for row in found]

    def value(self, table_name: str, column: str, value: Any) -> Any:
        for reference in Record.metadata.tables[table_name].c[column].foreign_keys:
            if isinstance(value, int):
                return self.row(reference.column.table.name, value)
        return value

    def row(self, table_name: str, key: int) -> str:
        return self.known(table_name, key) or self._held.get((table_name, key)) or f"#{key}"

    def some(self, table_name: str, keys: Iterable[Run]) -> str:
        """The names of the first rows."""
        runs = tuple(keys)
        each = (key for first, last in runs for key in range(first, last + 1))
        return _some((self.known(table_name, key) for key in islice(each, NAMED)), count(runs))

    def known(self, table_name: str, key: int) -> str:
        """The name of a row, '' where it has none, is gone or was not read yet."""
        return self._known.setdefault((table_name, key), "")
