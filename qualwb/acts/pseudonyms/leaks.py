"""Whether originals of a key lie anywhere still: in the project, beside it, in caches, in exports.

Files are searched byte by byte by ``store.leak_search``. Whether a word may stand there is told by where it
stands in the project: kept by a verdict, within an alias, an ordinary word ('björn'), or a coder's name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import JSON, Connection, String, select

from qualwb.acts import privacy, tracing
from qualwb.acts.json_strings import strings_within
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.material import FORMER, KEY_TO_NAMES, Piece, Spot, texts
from qualwb.language.compounds import parts
from qualwb.language.lemmas import lemma
from qualwb.language.names.lists import is_only_a_name
from qualwb.language.names.stems import is_word
from qualwb.localization import gettext as _
from qualwb.model import Change, Coder, Record, Source
from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.progress import Progress, untold
from qualwb.store.leak_search import Unread, search
from qualwb.store.leak_search.words import FoundWord, WantedWords, normalised
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.traces import Kind

_SEALED = frozenset(
    {Kind.PROJECT, Kind.LOG, Kind.AUTOMATIC, Kind.PART, Kind.UNFINISHED, Kind.PARSED, Kind.VECTORS}
)
"""Kinds of files that hold no original any more once the project is sealed, but for what it shows."""
_REWORDED = re.compile(rf"{Change.__tablename__} \d+, \w+|{Source.__tablename__} \d+, import_report")
"""Where stands what sealing writes in other words."""
LEAST = 2
"""Characters of a word that is looked for: a single letter stands everywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """An original in a file, where, and why it may stand there; '' for a leak."""

    path: Path
    where: str
    word: str
    why: str = ""
    shown: bool = False
    """Whether it stands in what the project shows, and not only in what it keeps or left behind."""
    until_sealed: bool = False
    """Whether it is a leak that sealing the project removes."""

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
    """Files that were searched."""
    sealed: bool = True

    @property
    def leaks(self) -> tuple[Found, ...]:
        """What should not be there."""
        return tuple(one for one in self.found if one.is_leak)


def check_leaks(
    project: OpenProject, key: Key, paths: Iterable[Path] = (), progress: Progress = untold
) -> LeakCheck:
    """Look for every original of the key where the project's text lies, and in files or folders at ``paths``.

    The project is closed for it and opens itself again: reading an open file would undo its locks.
    """
    traces = tracing.places(project)
    found = leaks_in(as_file(project), key, [*(trace.path for trace in traces), *paths], progress)
    with project.reading() as connection:
        if privacy.sealed(connection) is not None:
            return found
    going = {trace.path for trace in traces if trace.kind in _SEALED}
    marked = [
        replace(one, until_sealed=one.is_leak and one.path in going and (not one.shown or _is_reworded(one)))
        for one in found.found
    ]
    return replace(found, found=tuple(marked), sealed=False)


def _is_reworded(found: Found) -> bool:
    """Whether it stands in what sealing writes anew: what the journal tells, and reports of imports."""
    return _REWORDED.fullmatch(found.where) is not None


def leaks_in(project: ProjectFile, key: Key, paths: Iterable[Path], progress: Progress = untold) -> LeakCheck:
    """The same in these files or folders alone, and in what the project shows."""
    words = WantedWords(word for word in key.originals() if len(word) >= LEAST)
    with project.reading_whole() as connection:
        standing = list(_standing(connection, words, key))
    project.close()
    searched = search(paths, words.words, progress)
    project.revision()  # opened again, it takes along the log that the search left beside it
    unexplained = [Found(project.path, where, word, shown=True) for word, where, why in standing if not why]
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


def _standing(connection: Connection, words: WantedWords, key: Key) -> Iterator[tuple[str, str, str]]:
    """Every original that stands in what the project shows: the word, where, and why it may; '' for none."""
    reasons = _Reasons(key, words, connection)
    names = dict(connection.execute(select(Source.id, Source.name)).all())
    told: set[tuple[str, str, str]] = set()
    for spot, text in _shown(connection):
        for place in words.hits(text):
            where = (
                _("text of {source}").format(source=names[spot.key])
                if spot.is_text
                else f"{spot.table} {spot.key}, {spot.column}"
            )
            found = (place.word, where, reasons.why(spot, text, place))
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

    def __init__(self, key: Key, words: WantedWords, connection: Connection) -> None:
        self._kept = {word.casefold() for word in key.kept}
        aliases = {one.alias for one in key.names} | set(key.originals().values())
        self._within: dict[str, set[str]] = defaultdict(set)
        for alias in map(normalised, aliases):
            for place in words.hits(alias):
                self._within[place.word].add(alias)
        self._coders = {normalised(name) for name in connection.execute(select(Coder.name)).scalars()}

    def why(self, spot: Spot, text: str, place: FoundWord) -> str:
        """The reason in words why the word of the place may stand in the text there; '' for none."""
        compared = normalised(text)
        if place.word.casefold() in self._kept:
            return _("kept by a verdict")
        if any(_covers(compared, alias, place) for alias in self._within.get(place.word, ())):
            return _("within an alias")
        if _in_lower_case(place.word, text) and not is_only_a_name(place.word.casefold()):
            if _is_of_language(place.word.casefold()):
                return _("an ordinary word")
            if spot.is_text or _is_of_text(spot):
                return _("in lower case, taken for no name")
        if spot.table in (Coder.__tablename__, Change.__tablename__) and compared in self._coders:
            return _("a coder's name")
        return ""


def _in_lower_case(word: str, text: str) -> bool:
    """Whether the text has the word in lower case alone."""
    written = re.findall(rf"(?<![^\W\d_]){re.escape(word)}s?(?![^\W\d_])", text, re.IGNORECASE)
    return bool(written) and all(one.islower() for one in written)


def _is_of_text(spot: Spot) -> bool:
    """Whether the column repeats words of a text, in which names were looked for word by word."""
    return Record.metadata.tables[spot.table].c[spot.column].info == WORDS_OF_A_TEXT


def _is_of_language(low: str) -> bool:
    compound = parts(low)
    return is_word(low) or is_word(lemma(low)) or (len(compound) > 1 and all(map(is_word, compound)))


def _covers(text: str, alias: str, place: FoundWord) -> bool:
    """Whether the alias stands in the normalised text around the place."""
    first = text.find(alias, max(0, place.end - len(alias)), place.start + len(alias))
    return 0 <= first <= place.start and place.end <= first + len(alias)
