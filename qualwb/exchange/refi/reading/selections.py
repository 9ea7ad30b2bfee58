"""Selections of a text become codings and memos on passages; what holds nothing is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualwb.exchange.hardened_xml import local_name
from qualwb.exchange.refi.reading.coders import Coders
from qualwb.exchange.refi.reading.file_context import FileContext, moment
from qualwb.exchange.refi.reading.memos import MemoShelf, Place
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import Coding, Uid

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT_SELECTIONS = ("{*}PlainTextSelection", "{*}TranscriptSelection")
_TEXT_SELECTION_NAMES = tuple(name.removeprefix("{*}") for name in TEXT_SELECTIONS)
OTHER_SELECTIONS = ("{*}PictureSelection", "{*}PDFSelection", "{*}AudioSelection", "{*}VideoSelection")


class TextSelection(NamedTuple):
    """A selection with its positions as the file counts them."""

    element: "_Element"
    span: tuple[int, int] | None
    """None where no numbers are there."""


def text_selections(text: "_Element") -> list[TextSelection]:
    """The selections of an element that holds a text."""
    points: dict[str, int] | None = None
    found = []
    for element in text.iterchildren(*TEXT_SELECTIONS):
        start, end = element.get("startPosition"), element.get("endPosition")
        if start is None and end is None:
            if points is None:
                points = {guid: at for guid, at, _time in sync_points(text)}
            ends = (points.get(bare_guid(element.get(name))) for name in ("fromSyncPoint", "toSyncPoint"))
            found.append(TextSelection(element, _pair(*ends)))
        else:
            found.append(TextSelection(element, _pair(number(start), number(end))))
    return found


def sync_points(text: "_Element") -> Iterator[tuple[str, int, int | None]]:
    """The points of a transcript that have a position: id, bare, position, milliseconds."""
    for point in text.iterchildren("{*}SyncPoint"):
        position = number(point.get("position"))
        if position is not None:
            yield bare_guid(point.get("guid")), position, number(point.get("timeStamp"))


def number(written: str | None) -> int | None:
    """A whole number as XML writes it; None for what is none."""
    try:
        return int(written) if written is not None and len(written) < 20 else None
    except ValueError:
        return None


def _pair(start: int | None, end: int | None) -> tuple[int, int] | None:
    return (start, end) if start is not None and end is not None else None


@dataclass
class Passages:
    """The codings and memos of all selections of a file."""

    context: FileContext
    coders: Coders
    memos: MemoShelf
    codes: Mapping[str, Uid]
    """By the ids, bare, that the file knows them by."""
    round: Uid
    wanted: frozenset[str]
    """The ids, bare, of selections and codings that others refer to."""
    codings: list[Coding] = field(default_factory=list)
    place_of: dict[str, tuple[str, Place]] = field(default_factory=dict)
    """Of those wanted, the source, by the file's id for it, and the place."""

    def take(self, selection: "_Element", place: Place, source: str) -> None:
        """Take what a selection holds as on a place of the source of that id."""
        self.context.seen["selection"] += 1
        if self.wanted:
            self._remember(selection, source, place)
        said = selection.get("description", "")
        holds = False
        for inside in selection:
            match local_name(inside):
                case "Coding":
                    self.take_coding(inside, selection, place, source)
                    holds = True
                case "NoteRef":
                    self.memos.hang(inside.get("targetGUID"), place)
                    holds = True
                case "Description":
                    said = "".join(inside.itertext()) or said
        if said := said.strip():
            self.memos.say(said, place, selection)
        elif not holds and bare_guid(selection.get("guid")) not in self.wanted:
            self.context.ledger.refuse(
                "selection", self._label(selection, place), _("it has no code, description or note")
            )

    def refuse(self, selection: "_Element", label: str, why: str) -> None:
        """Say that a selection can't be taken, and each of its codings."""
        self.context.seen["selection"] += 1
        self.context.ledger.refuse("selection", label, why)
        self.refuse_codings(selection, label, why)

    def refuse_codings(self, element: "_Element", label: str, why: str) -> None:
        """Say that the codings right beneath an element can't be taken."""
        for _coding in element.iterchildren("{*}Coding"):
            self.context.seen["coding"] += 1
            self.context.ledger.refuse("coding", label, why)

    def refuse_within(self, element: "_Element", label: str, why: str) -> None:
        """Say that the selections and codings anywhere beneath an element can't be taken."""
        for inside in element.iter(*TEXT_SELECTIONS):
            self.refuse(inside, label, why)
        for inside in element.iter("{*}Coding"):
            if inside.getparent() is None or local_name(inside.getparent()) not in _TEXT_SELECTION_NAMES:
                self.context.seen["coding"] += 1
                self.context.ledger.refuse("coding", label, why)

    def take_coding(self, coding: "_Element", selection: "_Element", place: Place, source: str) -> None:
        """Take a coding; ``selection`` is what it is beneath, which says who made it where it doesn't."""
        self.context.seen["coding"] += 1
        if self.wanted:
            self._remember(coding, source, place)
        made = coding.get("creationDateTime") or selection.get("creationDateTime")
        coder = self.coders.of_coding(coding.get("creatingUser"), selection.get("creatingUser"))
        code = None
        for inside in coding:
            match local_name(inside):
                case "CodeRef":
                    target = inside.get("targetGUID", "")
                    code = code or self.codes.get(target) or self.codes.get(bare_guid(target))
                case "NoteRef":
                    self.memos.hang(inside.get("targetGUID"), place)
        thing, start, end = place.thing, place.start, place.end
        if code is None or thing is None or start is None or end is None:
            self.context.ledger.refuse(
                "coding", self._label(selection, place), _("its code is not in the file")
            )
            return
        uid = self.context.new_uid("coding", coding.get("guid"), thing, start, end, len(self.codings))
        self.codings.append(Coding(uid, thing, start, end, code, coder, self.round, created_at=moment(made)))

    def _remember(self, element: "_Element", source: str, place: Place) -> None:
        if (guid := bare_guid(element.get("guid"))) in self.wanted:
            self.place_of.setdefault(guid, (source, place))

    def _label(self, selection: "_Element", place: Place) -> str:
        return f"{selection.get('name') or ''} {place.start}-{place.end}".strip()
