"""Sources with their selections, codings and texts: ``Sources`` and the files beside it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from qualwb.exchange.refi.writing.cases import AttributeVariables, write_values
from qualwb.exchange.refi.writing.descriptions import remarked
from qualwb.exchange.refi.writing.elements import below, guid, refer, revised, signed, text_below
from qualwb.exchange.refi.writing.layout import ProjectLayout
from qualwb.exchange.refi.writing.notes import refer_to_notes
from qualwb.portable.alignment import Alignment
from qualwb.portable.arrival import stable_id
from qualwb.portable.records import Coding, Memo, Source, Uid
from qualwb.portable.spoken_text import spoken

if TYPE_CHECKING:
    from lxml.etree import _Element

FOLDER = "sources"


class PassageSelection(NamedTuple):
    """A passage of a source with what is on it."""

    uid: Uid
    start: int
    end: int
    codings: list[Coding]
    memos: list[Memo]


def write_sources(
    root: "_Element", layout: ProjectLayout, variables: AttributeVariables
) -> Iterator[tuple[str, bytes]]:
    """Append ``Sources``; gives the file of each text with its name within the container."""
    if not layout.project.sources:
        return
    parent = below(root, "Sources")
    for source in layout.project.sources:
        yield _write_source(parent, source, layout, variables)


def turns_of_people(layout: ProjectLayout) -> dict[Uid, list[Uid]]:
    """The selections of the turns of each participant, where they are wished."""
    found: dict[Uid, list[Uid]] = {}
    for source in layout.project.sources if layout.wishes.turns else ():
        people = layout.people_of[source.uid]
        for turn in source.turns:
            person = people.get(turn.speaker or "")
            if person and turn.start < turn.end:
                found.setdefault(person, []).append(selection_uid(source.uid, turn.start, turn.end))
    return found


def selection_uid(source: Uid, start: int, end: int, apart: Uid = "") -> Uid:
    """The id of the selection of a passage; ``apart`` tells those on one passage from each other."""
    return stable_id("selection", source, start, end, apart)


def _write_source(
    parent: "_Element", source: Source, layout: ProjectLayout, variables: AttributeVariables
) -> tuple[str, bytes]:
    target = layout.target
    text, alignment = _text(source, layout)
    name = f"{guid(source.uid)}.txt"
    told = {
        "guid": guid(source.uid),
        "name": layout.names[source.uid],
        "plainTextPath": f"internal://{name}",
        **revised("", source.imported_at),
    }
    element = below(parent, "TextSource", told)
    if not target.notes:
        text_below(element, "Description", remarked(layout.memos.get(("source", source.uid), ())))
    place = _placing(alignment, target.positions(text))
    for selection in _selections(source, layout):
        _write_selection(element, selection, place(selection), layout)
    refer_to_notes(element, layout, "source", source.uid)
    write_values(element, source.attributes, variables)
    return f"{FOLDER}/{name}", target.stored(text)


def _text(source: Source, layout: ProjectLayout) -> tuple[str, Alignment]:
    if layout.wishes.labels:
        return spoken(source)
    return source.text, Alignment.same(len(source.text))


def _placing(
    alignment: Alignment, counted: Callable[[int], int]
) -> Callable[[PassageSelection], tuple[int, int]]:
    """Where a selection is in the file's text, in the units of the program it is for."""
    return lambda one: (counted(alignment.start(one.start)), counted(alignment.end(one.end)))


def _selections(source: Source, layout: ProjectLayout) -> list[PassageSelection]:
    """The passages of a source by their place, each with what is on it."""
    found: dict[Uid, PassageSelection] = {}

    def on(start: int, end: int, apart: Uid = "") -> PassageSelection:
        uid = selection_uid(source.uid, start, end, apart)
        if uid not in found:
            found[uid] = PassageSelection(uid, start, end, [], [])
        return found[uid]

    for coding in layout.codings.get(source.uid, ()):
        on(coding.start, coding.end, _apart(coding, layout.target.selection_per)).codings.append(coding)
    for memo in layout.passage_memos.get(source.uid, ()):
        start, end = memo.start or 0, memo.end or 0
        on(start, end, "" if layout.target.notes else memo.uid).memos.append(memo)
    for turn in source.turns if layout.wishes.turns else ():
        if turn.speaker in layout.people_of[source.uid] and turn.start < turn.end:
            on(turn.start, turn.end)
    return sorted(found.values(), key=lambda one: (one.start, one.end))


def _apart(coding: Coding, selection_per: str) -> Uid:
    match selection_per:
        case "coder":
            return coding.coder
        case "coding":
            return coding.uid
    return ""


def _write_selection(
    parent: "_Element", selection: PassageSelection, place: tuple[int, int], layout: ProjectLayout
) -> None:
    told = {"guid": selection.uid, "startPosition": str(place[0]), "endPosition": str(place[1])}
    on_it: list[Coding | Memo] = [*selection.codings, *selection.memos]
    told |= revised(on_it[0].coder, on_it[0].created_at) if on_it else revised("", "")
    element = below(parent, "PlainTextSelection", told)
    if not layout.target.notes:
        text_below(element, "Description", remarked(selection.memos))
    for coding in selection.codings:
        made = {"guid": guid(coding.uid), **signed(coding.coder, coding.created_at)}
        refer(below(element, "Coding", made), "CodeRef", coding.code)
    for memo in selection.memos if layout.target.notes else ():
        refer(element, "NoteRef", memo.uid)
