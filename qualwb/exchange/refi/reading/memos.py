"""Notes, and descriptions of what has no field for them, become memos on what they are about."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualwb.exchange.hardened_xml import child
from qualwb.exchange.refi.reading.coders import Coders
from qualwb.exchange.refi.reading.file_context import FileContext, first_moment, moment
from qualwb.exchange.refi.reading.package import Package
from qualwb.exchange.refi.reading.texts import NoText, stored_text_of
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import Memo, Uid
from qualwb.safe_text import cleaned

if TYPE_CHECKING:
    from lxml.etree import _Element


class Place(NamedTuple):
    """What a memo is on, as ``Memo`` has it."""

    on: str = "project"
    thing: Uid | None = None
    start: int | None = None
    end: int | None = None


PROJECT = Place()


class MemoShelf:
    """Memos while a file is read: each note waits until it is known what refers to it."""

    def __init__(self, context: FileContext, coders: Coders) -> None:
        self._context = context
        self._coders = coders
        self._said: list[Memo] = []
        self._places: dict[str, dict[Place, None]] = {}
        """By the id of a note, bare: what it is on."""

    def describe(self, element: "_Element", place: Place) -> None:
        """Take the description of an element as a memo on a place, if it says anything."""
        self.say(description_of(element), place, element)

    def say(self, text: str, place: Place, element: "_Element", kind: str = "memo") -> None:
        """Add a memo with the author and time of an element."""
        if text := cleaned(text).strip():
            uid = self._context.new_uid("memo", None, *place, element.get("guid"), text)
            coder = self._coders.who(element.get("creatingUser"), element.get("modifyingUser"))
            made, changed = first_moment(element.attrib), moment(element.get("modifiedDateTime"))
            memo = Memo(uid, text, coder, *place, kind=kind, created_at=made, updated_at=changed or made)
            self._said.append(memo)

    def refer(self, element: "_Element", place: Place) -> None:
        """Hang the notes that an element refers to on a place."""
        for reference in element.iterchildren("{*}NoteRef", "{*}MemberNote"):
            self.hang(reference.get("targetGUID") or reference.get("guid"), place)

    def hang(self, note: str | None, place: Place) -> None:
        """Hang the note of that id on a place."""
        self._places.setdefault(bare_guid(note), {})[place] = None

    def records(self, root: "_Element", package: Package) -> tuple[Memo, ...]:
        """All memos: a note is one on each thing that refers to it, and on the project where nothing does."""
        memos = list(self._said)
        notes = [note for notes in root.iterchildren("{*}Notes") for note in notes.iterchildren("{*}Note")]
        for number, note in enumerate(notes):
            self._context.seen["note"] += 1
            guid = bare_guid(note.get("guid"))
            text = self._text_of(note, package)
            if text is None:
                continue
            coder = self._coders.who(note.get("creatingUser"), note.get("modifyingUser"))
            made, changed = first_moment(note.attrib), moment(note.get("modifiedDateTime"))
            first = Memo("", text, coder, created_at=made, updated_at=changed or made)
            for place in self._places.get(guid) or {PROJECT: None}:
                uid = self._context.new_uid("memo", note.get("guid"), number, *place)
                memos.append(replace(first, uid=uid, **place._asdict()))
        self._refuse_unknown({bare_guid(note.get("guid")) for note in notes})
        return tuple(memos)

    def _text_of(self, note: "_Element", package: Package) -> str | None:
        name = note.get("name", "").strip()
        try:
            text = cleaned(stored_text_of(note, package).text)
        except NoText as error:
            text = ""
            why = str(error)
        else:
            why = _("it says nothing")
        if not self._context.own:
            text = "\n\n".join(filter(None, (text.strip(), cleaned(description_of(note)))))
            text = f"{cleaned(name)}\n\n{text}" if text and name and not text.startswith(name) else text
        if not text.strip():
            self._context.ledger.refuse("note", name or note.get("guid", ""), why)
            return None
        return text

    def _refuse_unknown(self, known: set[str]) -> None:
        for guid, places in self._places.items():
            if guid not in known:
                for _place in places:
                    self._context.ledger.refuse("note_reference", guid, _("the note is not in the file"))


def description_of(element: "_Element") -> str:
    """What an element says of itself, in an element of its own or in an attribute; '' for nothing."""
    described = child(element, "Description")
    text = "".join(described.itertext()) if described is not None else element.get("description", "")
    return text.strip()
