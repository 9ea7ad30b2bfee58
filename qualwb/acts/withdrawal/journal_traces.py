"""What the journal holds of a person: changes whose images go, and what the log says that is reworded."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, select

from qualwb.acts.json_strings import strings_in
from qualwb.acts.withdrawal.mentions import PersonNames, names_of
from qualwb.acts.withdrawal.own_words import OwnWords
from qualwb.acts.withdrawal.person import Withdrawing
from qualwb.model import Change, Memo, Participant, Record, SavedQuery, Source, Speaker, Summary
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.journal import NO_IMAGES
from qualwb.store.rewording import Said, what_is_said

_PARTICIPANT, _SPEAKER, _SOURCE = (r.__tablename__ for r in (Participant, Speaker, Source))
_TOLD_IN_SUMMARIES = (Memo.__tablename__, Summary.__tablename__)
_QUERY = SavedQuery.__tablename__
_WITHOUT_WORDS = ("shift", "insert_many")
"""Images that hold numbers and digests alone."""


@dataclass
class JournalTraces:
    """The changes that hold something of a person, found in one journal."""

    person: Withdrawing
    words: OwnWords
    gone: Mapping[type[Record], set[int]]
    mentions: bool
    """Whether the name goes wherever it stands."""
    names: PersonNames
    """How the person is named, before and since; known in full when the journal was looked through."""
    changes: set[int] = field(default_factory=set)
    """Numbers of the changes whose images go."""
    about: set[int] = field(default_factory=set)
    """Those that are about the person or their labels."""
    repeating: set[int] = field(default_factory=set)
    """Those whose summary begins with the text of a note or summary that is about the person."""
    _owners: dict[tuple[str, int], int] = field(default_factory=dict)
    """The source of each row that the journal ever wrote down, by table and key."""

    def look(self, connection: Connection) -> None:
        """Go through the journal."""
        self._find_owners(connection)
        former = self._find_about(connection)
        living = set(connection.execute(select(Participant.alias)).scalars())
        self.names = names_of(connection, self.person, former - living)
        for number, images in _images(connection):
            if any(map(self._repeats, images)):
                self.repeating.add(number)
            if number in self.about or any(map(self._concerns, images)):
                self.changes.add(number)

    def _find_owners(self, connection: Connection) -> None:
        for table in Record.metadata.tables.values():
            if "source_id" in table.c:
                theirs = table.c.source_id.in_(list(self.person.sources))
                rows = connection.execute(select(table.c.id, table.c.source_id).where(theirs))
                self._owners |= {(table.name, key): source for key, source in rows}
        for _number, images in _images(connection):
            self._note_owners(images)

    def _find_about(self, connection: Connection) -> set[str]:
        """Note the changes that are about the person; returns the names that these tell of."""
        former: set[str] = set()
        for number, images in _images(connection):
            if any(map(self._is_about, images)):
                self.about.add(number)
                former |= {name for image in images for name in self._names_in(image)}
        return former

    def _note_owners(self, images: Iterable[Image]) -> None:
        for image in images:
            for row in rows_in(image):
                if row.get("source_id") is not None:
                    self._owners[image["table"], row["id"]] = row["source_id"]

    def _is_about(self, image: Image) -> bool:
        """Whether the image is of the person's own row, or of one of their labels."""
        keys: Mapping[str, Iterable[int]] = {_PARTICIPANT: [self.person.key], _SPEAKER: self.person.speakers}
        wanted = keys.get(image["table"])
        return wanted is not None and not set(wanted).isdisjoint(keys_of(image))

    def _repeats(self, image: Image) -> bool:
        """Whether the image is of a note or summary that goes, or of one that was deleted before."""
        if image["table"] not in _TOLD_IN_SUMMARIES:
            return False
        return not self._gone(image["table"]).isdisjoint(keys_of(image)) or any(
            row.get("participant_id") == self.person.key or self._is_quoted(row.get("quote"))
            for row in rows_in(image)
        )

    def _is_quoted(self, quote: str | None) -> bool:
        return quote is not None and quote != "" and any(quote in said for said in self._said)

    @cached_property
    def _said(self) -> list[str]:
        return [said for share in self.person.shares for said in share.said()]

    def _gone(self, table: str) -> set[int]:
        return next((keys for record, keys in self.gone.items() if record.__tablename__ == table), set())

    def _concerns(self, image: Image) -> bool:
        """Whether the image has rows of the person's sources, rows that go, their words or their name."""
        table = image["table"]
        if image["op"] in _WITHOUT_WORDS:
            return False
        keys = set(keys_of(image))
        if table == _SOURCE and not keys.isdisjoint(self.person.sources):
            return True
        if any(self._owners.get((table, key)) in self.person.sources for key in keys):
            return True
        if not keys.isdisjoint(self._gone(table)) or any(
            r.get("participant_id") == self.person.key for r in rows_in(image)
        ):
            return True
        named = self.mentions or table == _QUERY
        return any(
            self.words.stand_in(text) or (named and self.names.spans(text, at_home=False))
            for text in strings_in(image)
        )

    def _names_in(self, image: Image) -> Iterator[str]:
        """Former aliases and labels of the person, and aliases of participants that became one with them."""
        if image["table"] == _SPEAKER:
            wanted: Iterable[int] = self.person.speakers
        elif image["table"] == _PARTICIPANT and image["op"].startswith("delete"):
            wanted = keys_of(image)
        elif image["table"] == _PARTICIPANT:
            wanted = [self.person.key]
        else:
            return
        theirs = set(wanted)
        values = [row for row in rows_in(image) if row["id"] in theirs]
        if image["op"].startswith("update") and not theirs.isdisjoint(keys_of(image)):
            values += [image["before"], image["after"]]
        yield from (row[name] for row in values for name in ("alias", "label") if row.get(name))


def reworded(connection: Connection, traces: JournalTraces, by: str, mark: str) -> dict[int, Said]:
    """What the log says without the person's words and names, of the changes that said any, by number.

    A name that others have too is replaced where the change is about the person, or names their group or
    sources.
    """
    homes = (traces.person.group, *(share.name for share in traces.person.shares))
    found = {}
    for number, said in what_is_said(connection).items():
        at_home = number in traces.about or any(home in said[0] for home in homes)

        def cleared(text: str, at_home: bool = at_home) -> str:
            blanked = traces.words.blanked(text, mark)
            return traces.names.replaced(blanked, by, at_home=at_home, lower_case=True)

        now = (mark if number in traces.repeating else cleared(said[0]), cleared(said[1]))
        if now != said:
            found[number] = now
    return found


def _images(connection: Connection) -> Iterator[tuple[int, list[Image]]]:
    """The images of each change, one change at a time."""
    rows = select(Change.id, Change.images).where(Change.images != NO_IMAGES).order_by(Change.id)
    for key, images in connection.execute(rows):
        yield key, json.loads(images)
