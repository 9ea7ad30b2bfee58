"""Whether originals of a key lie anywhere still: in the project, beside it, in caches, in exports.

Files are searched byte by byte by ``store.leak_search``. Whether a word may stand there is told by where it
stands in the project: kept by a verdict, within an alias, as an ordinary word ('björn'), or as a coder's name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import JSON, Connection, String, select

from qualwb.acts import tracing
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.material import FORMER, KEY_TO_NAMES, Piece, Spot, strings_within, texts
from qualwb.language.vocabulary import vocabulary
from qualwb.localization import gettext as _
from qualwb.model import Change, Coder, Record, Source
from qualwb.store.leak_search import Unread, search
from qualwb.store.leak_search.words import Words, normalised
from qualwb.store.project_file import ProjectFile

Progress = Callable[[int, int], None]
LEAST = 2
"""Characters of a word that is looked for: a single letter stands everywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """An original in a file, where, and why it may stand there; '' for a leak."""

    path: Path
    where: str
    word: str
    why: str = ""

    @property
    def is_leak(self) -> bool:
        """Whether nothing tells why it stands there."""
        return not self.why


@dataclass(frozen=True, slots=True)
class LeakCheck:
    """What a search for all originals found, and how much it searched."""

    found: tuple[Found, ...]
    unread: tuple[Unread, ...]
    words: int
    files: int

    @property
    def leaks(self) -> tuple[Found, ...]:
        """What should not be there."""
        return tuple(one for one in self.found if one.is_leak)


def check_leaks(
    project: ProjectFile, key: Key, paths: Iterable[Path] = (), progress: Progress = lambda _done, _of: None
) -> LeakCheck:
    """Look for every original of the key where the project's text lies, and in files or folders at ``paths``.

    The project is closed for it and opens itself again: reading an open file would undo its locks.
    """
    words = Words(word for word in key.originals() if len(word) >= LEAST)
    with project.reading_whole() as connection:
        standing = list(_standing(connection, words, key))
    places = [trace.path for trace in tracing.places(project)]
    project.close()
    searched = search([*places, *paths], words.words, progress)
    unexplained = [Found(project.path, where, word) for word, where, why in standing if not why]
    leaking = {one.word for one in unexplained}
    reasons = {word: why for word, _where, why in standing if why and word not in leaking}
    told = {(one.path, one.where, one.word) for one in unexplained}
    in_bytes = [
        Found(leak.path, leak.where, leak.word, reasons.get(leak.word, ""))
        for leak in searched.leaks
        if not (leak.path == project.path and leak.word in leaking)
        and (leak.path, leak.where, leak.word) not in told
    ]
    return LeakCheck((*unexplained, *in_bytes), searched.unread, searched.words, searched.files)


def _standing(connection: Connection, words: Words, key: Key) -> Iterator[tuple[str, str, str]]:
    """Every original that stands in what the project shows: the word, where, and why it may; '' for none."""
    reasons = _Reasons(key, connection)
    names = dict(connection.execute(select(Source.id, Source.name)).all())
    told: set[tuple[str, str, str]] = set()
    for spot, text in _shown(connection):
        for place in words.places(text):
            where = (
                _("text of {source}").format(source=names[spot.key])
                if spot.is_text
                else f"{spot.table} {spot.key}, {spot.column}"
            )
            found = (place.word, where, reasons.why(spot, text, place.word, place.start, place.end))
            if found not in told:
                told.add(found)
                yield found


def _shown(connection: Connection) -> Iterator[Piece]:
    """Every string that the project shows; what is kept for undo alone is searched as bytes."""
    yield from texts(connection)
    former = {
        (record, column) for kept in (FORMER, KEY_TO_NAMES) for record in kept for column in kept[record]
    }
    for mapper in sorted(Record.registry.mappers, key=lambda one: one.class_.__tablename__):
        record = mapper.class_
        table = Record.metadata.tables[record.__tablename__]
        for column in table.columns:
            if isinstance(column.type, String | JSON) and (record, column.name) not in former:
                for key, value in connection.execute(select(table.c.id, column).order_by(table.c.id)):
                    for path, text in strings_within(value, with_keys=True):
                        yield Piece(Spot(table.name, column.name, key, path), text)


class _Reasons:
    """Why an original may stand somewhere."""

    def __init__(self, key: Key, connection: Connection) -> None:
        self._kept = {word.casefold() for word in key.kept}
        aliases = {one.alias for one in key.names} | set(key.originals().values())
        self._aliases = [normalised(alias) for alias in aliases if alias]
        self._within = {word: self._aliases_with(word) for word in key.originals()}
        self._coders = {normalised(name) for name in connection.execute(select(Coder.name)).scalars()}

    def why(self, spot: Spot, text: str, word: str, start: int, end: int) -> str:
        """The reason in words; '' for none. ``start`` and ``end`` count in the normalised text."""
        compared = normalised(text)
        as_written = text[start:end] if len(compared) == len(text) else ""
        if word.casefold() in self._kept:
            return _("kept by a verdict")
        if any(_covers(compared, alias, start, end) for alias in self._within[word]):
            return _("within an alias")
        if as_written.islower() and as_written in vocabulary():
            return _("an ordinary word")
        if spot.table in (Coder.__tablename__, Change.__tablename__) and compared in self._coders:
            return _("a coder's name")
        return ""

    def _aliases_with(self, word: str) -> list[str]:
        return [alias for alias in self._aliases if any(True for _one in Words([word]).places(alias))]


def _covers(text: str, alias: str, start: int, end: int) -> bool:
    """Whether the alias stands in the text around [start, end)."""
    first = text.find(alias, max(0, end - len(alias)), start + len(alias))
    return first >= 0 and first <= start and end <= first + len(alias)
