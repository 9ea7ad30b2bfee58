"""Columns of records in the files: each writes a field or more of a record, and reads them back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Any, Protocol

from qualwb.exchange.folder.entries import FileEntry, plain
from qualwb.exchange.folder.places import MarkedPlace, ReadPlaces, WrittenPlaces, numbers_of
from qualwb.exchange.folder.references import References
from qualwb.localization import gettext as _
from qualwb.portable.soundness import KINDS, THINGS, word_for
from qualwb.safe_text import cleaned, cleaned_within, one_line

Fields = dict[str, Any]
_YES = ("yes", "true", "1", "x", "ja")
_NO = ("", "no", "false", "0", "nej")


class Untold(Exception):
    """What a record can't be taken for."""


@dataclass
class FolderNames:
    """The names of all that records refer to, by collection."""

    by_collection: dict[str, References] = field(default_factory=dict)
    missing: Callable[[str, str], str | None] = lambda _collection, _name: None
    """Makes a record of a collection for a name that nobody has, where that may be; else None."""

    def written(self, collection: str, uid: str | None) -> str:
        """How a record is called in the files."""
        return self.by_collection[collection].written(uid)

    def found(self, collection: str, written: str) -> str:
        """The stable id of what is called so. Raises ``Untold``."""
        uid = self.by_collection[collection].found(written) or self.missing(collection, written)
        if uid is None:
            kind = word_for(KINDS[collection])
            raise Untold(_("there is no {kind} '{name}'").format(kind=kind, name=written))
        return uid


class FolderColumn(Protocol):
    """One idea in a record: its names in the file, and how they are written and read."""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys in the file."""

    def put(self, record: Any, names: FolderNames, places: WrittenPlaces, /) -> Fields:
        """The values by key."""

    def take(self, entry: FileEntry, names: FolderNames, places: ReadPlaces, /) -> Fields:
        """The fields of the record that the entry tells. Raises ``Untold``, ``ValueError``."""


@dataclass(frozen=True)
class _Plain:
    """A field as it stands."""

    name: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def put(self, record: Any, _names: FolderNames, _places: WrittenPlaces, /) -> Fields:
        return {self.name: self.told(getattr(record, self.name))}

    def take(self, entry: FileEntry, _names: FolderNames, _places: ReadPlaces, /) -> Fields:
        value = entry.get(self.name)
        return {} if value is None else {self.name: self.meant(value)}

    def told(self, value: Any) -> Any:
        return value

    def meant(self, value: Any) -> Any:
        return value


class Text(_Plain):
    """A text."""

    def meant(self, value: Any) -> Any:
        if isinstance(value, dict | list):
            raise Untold(_("here a text is wanted"))
        return cleaned(str(value))


@dataclass(frozen=True)
class OneOf(_Plain):
    """One of a few words."""

    among: tuple[str, ...] = ()

    def meant(self, value: Any) -> Any:
        if value not in self.among:
            raise Untold(_("'{value}' is none of {names}").format(value=value, names=", ".join(self.among)))
        return value


class Moment(Text):
    """A moment, or nothing where it never came."""

    def meant(self, value: Any) -> Any:
        return super().meant(value) or None


class Flag(_Plain):
    """Yes or no."""

    def told(self, value: Any) -> Any:
        return bool(value)

    def meant(self, value: Any) -> Any:
        said = str(value).strip().casefold()
        if said not in (*_YES, *_NO):
            raise Untold(_("'{value}' is neither yes nor no").format(value=value))
        return said in _YES


class Whole(_Plain):
    """A whole number, or none."""

    def meant(self, value: Any) -> Any:
        try:
            return None if value == "" else int(value)
        except (ValueError, TypeError):
            raise Untold(_("'{value}' is no whole number").format(value=value)) from None


class Measure(_Plain):
    """A number, or none."""

    def meant(self, value: Any) -> Any:
        try:
            number = None if value == "" else float(value)
        except (ValueError, TypeError):
            number = inf
        if number is not None and not isfinite(number):
            raise Untold(_("'{value}' is no number").format(value=value))
        return number


class Free(_Plain):
    """Keys and values as somebody chose them."""

    def meant(self, value: Any) -> Any:
        if not isinstance(value, dict):
            raise Untold(_("here a mapping with keys is wanted"))
        return cleaned_within(plain(value))


class Several(_Plain):
    """A list: of stable ids in a row, of anything in yaml."""

    def told(self, value: Any) -> Any:
        return list(value)

    def meant(self, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list):
            raise Untold(_("here a list is wanted"))
        return tuple(cleaned_within(plain(value)))


@dataclass(frozen=True)
class Refer:
    """A record by its name; with its id beside where names are often changed."""

    name: str
    collection: str
    id_beside: bool = False
    usual: Callable[[], str] | None = None
    """The name where none is written."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, f"{self.name}_uid") if self.id_beside else (self.name,)

    def put(self, record: Any, names: FolderNames, _places: WrittenPlaces, /) -> Fields:
        uid = getattr(record, self.name)
        if self.id_beside:
            name = "" if uid is None else names.by_collection[self.collection].name(uid)
            return {self.name: name, f"{self.name}_uid": uid or ""}
        return {self.name: names.written(self.collection, uid)}

    def take(self, entry: FileEntry, names: FolderNames, _places: ReadPlaces, /) -> Fields:
        uid = entry.text(f"{self.name}_uid").strip()
        if uid and uid in names.by_collection[self.collection]:
            return {self.name: uid}
        name = entry.text(self.name).strip() or (self.usual() if self.usual else "")
        return {self.name: names.found(self.collection, name) if name else None}


class Hung:
    """What a memo hangs on: its kind, its name, its id."""

    names = ("about", "thing", "thing_uid")

    def put(self, record: Any, names: FolderNames, _places: WrittenPlaces, /) -> Fields:
        collection = THINGS.get(record.on)
        name = names.by_collection[collection].name(record.thing) if collection and record.thing else ""
        return {"about": record.on, "thing": name, "thing_uid": record.thing or ""}

    def take(self, entry: FileEntry, names: FolderNames, places: ReadPlaces, /) -> Fields:
        on = entry.text("about") or "project"
        collection = THINGS.get(on)
        if collection is None:
            if on != "project":
                raise Untold(_("a memo hangs on nothing of the kind '{kind}'").format(kind=on))
            return {"on": on, "thing": None}
        return {
            "on": on,
            "thing": Refer("thing", collection, id_beside=True).take(entry, names, places)["thing"],
        }


@dataclass(frozen=True)
class OnPassage:
    """The passage that a record stands on, checked against the words that it keeps."""

    source: FolderColumn
    key: str = "source"
    """The field of the source."""
    words: str = ""
    """The field of the words; '' where a record keeps none."""
    can_be_lost: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.source.names, "passage", *(("orphaned_from",) if self.can_be_lost else ()))

    def put(self, record: Any, names: FolderNames, places: WrittenPlaces, /) -> Fields:
        told = {**self.source.put(record, names, places), "passage": places.written(record)}
        return told | ({"orphaned_from": record.orphaned_from} if self.can_be_lost else {})

    def take(self, entry: FileEntry, names: FolderNames, places: ReadPlaces, /) -> Fields:
        written = entry.text("passage").strip()
        fields = self._source(entry, names, places, by_mark=bool(written) and numbers_of(written) is None)
        if not written:
            return fields
        numbers = numbers_of(written)
        if numbers and numbers[0] >= numbers[1]:
            raise Untold(_("'{passage}' ends before it begins").format(passage=written))
        if lost := entry.text("orphaned_from").strip():
            if numbers is None or fields.get("on", "source") != "source":
                raise Untold(_("'{passage}' is no place of a text that is gone").format(passage=written))
            lost_from = Whole("orphaned_from").meant(lost)
            return fields | {"start": numbers[0], "end": numbers[1], "orphaned_from": lost_from}
        try:
            place = places.place(written, fields.get(self.key))
        except LookupError as error:
            raise Untold(str(error)) from None
        text = places.texts.get(place.source)
        if self.can_be_lost and text is not None and place.end > len(text):
            raise Untold(_("the text has {n} characters").format(n=len(text)))
        words = entry.text(self.words) if self.words else ""
        if words and words != places.words(place):
            raise Untold(_other_words(written, place, places))
        return fields | {self.key: place.source, "start": place.start, "end": place.end}

    def _source(self, entry: FileEntry, names: FolderNames, places: ReadPlaces, *, by_mark: bool) -> Fields:
        try:
            return self.source.take(entry, names, places)
        except Untold:
            if not by_mark:
                raise
            return {"on": "source"} if isinstance(self.source, Hung) else {}


def _other_words(written: str, place: MarkedPlace, places: ReadPlaces) -> str:
    """What stands at a place, with its file and line first where a mark tells them."""
    said = _("at '{passage}' stands '{words}'")
    said = said.format(passage=written, words=one_line(places.words(place))[:80])
    line = places.lines.get((written, place.source))
    return f"{line}: {said}" if line else said


def values_of(
    record: Any, columns: tuple[FolderColumn, ...], names: FolderNames, places: WrittenPlaces, /
) -> Fields:
    """The values of a record by key, in the order of the columns."""
    values: Fields = {}
    for column in columns:
        values.update(column.put(record, names, places))
    return values


def cell_of(value: Any) -> str:
    """A value as a cell of a row."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return " ".join(value)
    return str(value)


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that say something, for yaml."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, False)}
