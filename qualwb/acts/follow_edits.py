"""Within an act: a source gets another text, and what hangs on the text follows the edits.

Turns, codings, memos, print versions and answers to suggestions move. A passage that can't be placed becomes
an orphan: listed, never guessed, never dropped. Of codings or print versions that come to stand on one place,
one is kept, and each that joined it is listed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from qualwb.acts.repointing import keep_one
from qualwb.acts.source_rows import new_version
from qualwb.acts.text_edits import Edits, stored_form
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, Memo, NameVerdict, PrintVersion, SuggestionEvent, Turn
from qualwb.store.driver import Asked, ask_ahead, fetch, fetch_whole, given
from qualwb.store.journal import Act, table_of
from qualwb.store.texts import current_text, newest_version_of, texts_asked

_EVENTS = select(SuggestionEvent.id, SuggestionEvent.start, SuggestionEvent.end).where(
    SuggestionEvent.source_id == given("source")
)
_TURNS = select(table_of(Turn)).where(Turn.source_id == given("source")).order_by(Turn.number)

PassageRecord = type[Coding] | type[Memo] | type[PrintVersion] | type[NameVerdict]

QUOTED: Mapping[PassageRecord, str] = {
    Coding: "quote",
    Memo: "quote",
    PrintVersion: "verbatim",
    NameVerdict: "quote",
}
"""Where the words of the passage are kept."""
ALONE: Mapping[PassageRecord, tuple[str, ...]] = {
    Coding: ("code_id", "coder_id", "round_id"),
    PrintVersion: (),
}
"""What two rows on one passage may not have in common. Memos may stand together."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A coding, memo or print version whose passage is gone from the text; kept, never counted."""

    kind: str
    key: int
    quote: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A coding or print version that came to stand where one like it stands, which is kept in its place."""

    kind: str
    key: int
    into: int
    quote: str
    """The words of the passage before the correction."""

    def in_words(self) -> str:
        """What happened, as one line for the user."""
        return _("{kind} {key} came to stand on {other} and joined it: '{quote}'").format(
            kind=self.kind, key=self.key, other=self.into, quote=self.quote[:60]
        )


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did: its edits, how many passages have another place or wording, which have none."""

    edits: int
    moved: int
    orphans: tuple[Orphan, ...]
    joined: tuple[Joined, ...] = ()


def asked_to_edit(source_id: int) -> Iterator[Asked]:
    """What ``edit_text`` asks; a turn's passages and words are in it."""
    of_source = {"source": source_id}
    yield from texts_asked(source_id)
    yield _TURNS, of_source
    for record in QUOTED:
        yield _placed(record), of_source
    yield _EVENTS, of_source


def turns_in(connection: Connection, source_id: int) -> list[dict[str, Any]]:
    """The turns of a source, whole, in their order."""
    return fetch_whole(connection, table_of(Turn), _TURNS, source=source_id)


@cache
def _placed(record: PassageRecord) -> Select[*tuple[Any, ...]]:
    """The rows of that kind that stand in a source."""
    table = table_of(record)
    standing = table.c.start.is_not(None), table.c.orphaned_from.is_(None)
    return select(table).where(table.c.source_id == given("source"), *standing).order_by(table.c.id)


def edit_text(
    act: Act, source_id: int, edits: Edits, *, with_turns: bool = True, by_way_of: str | None = None
) -> Corrected:
    """Give a source the text after the edits, and let everything follow; turns only when asked.

    ``by_way_of`` is kept as a version before it: the text of a file that corrections were carried into.
    Raises ``QualwbError`` when the text would not be as texts are stored.
    """
    if not edits.edits:
        return Corrected(0, 0, ())
    ask_ahead(act.connection, *asked_to_edit(source_id))
    text = edits.apply(current_text(act.connection, source_id))
    if text != stored_form(text):
        raise QualwbError(_("The correction would split a letter from its accent."))
    version = newest_version_of(act.connection, source_id)
    on_the_way = [] if by_way_of is None else [by_way_of]
    for number, one in enumerate([*on_the_way, text], version + 1):
        new_version(act, source_id, one, number)
    if with_turns:
        _move_turns(act, source_id, edits, len(text))
    moved = 0
    orphans: list[Orphan] = []
    joined: list[Joined] = []
    for record in QUOTED:
        places = _NewPlaces(act, record, source_id, edits, text)
        places.write(version)
        moved += places.moved
        orphans += places.orphans
        joined += places.joined
    _move_events(act, source_id, edits)
    return Corrected(len(edits.edits), moved, tuple(orphans), tuple(joined))


def _move_turns(act: Act, source_id: int, edits: Edits, length: int) -> None:
    """A turn ends where the line break behind it stands; one whose break is gone joins the turn before."""
    turns = turns_in(act.connection, source_id)
    by: dict[int, tuple[int, int, int]] = {}
    joined: list[int] = []
    begun, start, number = None, 0, 1
    for turn in turns:
        if begun is None:
            begun = turn
        else:
            joined.append(turn["id"])
        last = turn is turns[-1]
        if last or edits.keeps(turn["end"]):
            end = length if last else edits.move_kept(turn["end"])
            by[begun["id"]] = (number - begun["number"], start - begun["start"], end - begun["end"])
            begun, start, number = None, end + 1, number + 1
    act.delete(Turn, joined)
    act.shift(Turn, ("number", "start", "end"), by)


class _NewPlaces:
    """Where the passages of one kind go, reckoned before anything is written."""

    def __init__(self, act: Act, record: PassageRecord, source_id: int, edits: Edits, text: str) -> None:
        self._act, self._record, self._text = act, record, text
        self.moved = 0
        self.orphans: list[Orphan] = []
        self.joined: list[Joined] = []
        self._by: dict[int, tuple[int, int]] = {}
        self._quotes: dict[int, str] = {}
        self._taken: dict[tuple[int, ...], int] = {}
        table = table_of(record)
        for row in fetch_whole(act.connection, table, _placed(record), source=source_id):
            span = edits.move_span(row["start"], row["end"])
            emptied = span is not None and not text[slice(*span)].strip() and row[QUOTED[record]].strip()
            if span is None or emptied:
                self.orphans.append(Orphan(table.name, row["id"], row[QUOTED[record]]))
            else:
                self._place(row, span)

    def write(self, version: int) -> None:
        """Write the new places. What became an orphan notes the text version that it had its place in."""
        act, record = self._act, self._record
        act.update_many(record, [orphan.key for orphan in self.orphans], orphaned_from=version)
        doubles = {one.key: one.into for one in self.joined}
        if record is Coding:
            keep_one(act, doubles)
        else:
            act.delete(record, doubles)
        for key, quote in self._quotes.items():
            act.update(record, key, **{QUOTED[record]: quote})
        act.shift(record, ("start", "end"), self._by)

    def _place(self, row: Mapping[str, Any], span: tuple[int, int]) -> None:
        key, (start, end) = row["id"], span
        quote = self._text[start:end]
        by = (start - row["start"], end - row["end"])
        reworded = quote != row[QUOTED[self._record]]
        self.moved += reworded or any(by)
        if self._record in ALONE:
            place = (start, end, *(row[name] for name in ALONE[self._record]))
            kept = self._taken.setdefault(place, key)
            if kept != key:
                self.joined.append(Joined(table_of(self._record).name, key, kept, row[QUOTED[self._record]]))
                return
        self._by[key] = by
        if reworded:
            self._quotes[key] = quote


def _move_events(act: Act, source_id: int, edits: Edits) -> None:
    by = {}
    for key, start, end in fetch(act.connection, _EVENTS, source=source_id):
        span = edits.move_span(start, end)
        if span is not None:
            by[key] = (span[0] - start, span[1] - end)
    act.shift(SuggestionEvent, ("start", "end"), by)
