"""Whether names that were replaced are in a finished copy, as names or as ordinary words."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.material import strings
from qualwb.acts.sharing.wishes import FoundOriginal
from qualwb.language.names.standing import KnownNames
from qualwb.model import NameVerdict, Record
from qualwb.store.connection import engine_for
from qualwb.store.engines.detection import engine_of
from qualwb.store.leak_search import search
from qualwb.store.leak_search.words import Words
from qualwb.store.project_file import ProjectFile

Progress = Callable[[int, int], None]


def replaced_names(connection: Connection) -> set[str]:
    """The names that the project itself knows as replaced; none once it is sealed."""
    gone = NameVerdict.verdict.in_((Verdict.REPLACE, Verdict.GENERALISE))
    names = select(NameVerdict.name).where(gone, NameVerdict.source_id.is_(None))
    return set(connection.execute(names).scalars())


def originals_in(
    copy: Path, words: Collection[str], progress: Progress
) -> tuple[list[FoundOriginal], list[str]]:
    """Which of the words are in the copy, and where; and which are in it as ordinary words alone."""
    if not words:
        return [], []
    with ProjectFile(copy, engine_for(copy)) as made, made.reading_whole() as connection:
        if engine_of(copy).key is None:
            found = [FoundOriginal(leak.word, leak.where) for leak in search([copy], words, progress).leaks]
        else:  # its bytes tell nothing, and nothing but its rows lies in it
            found = list(_in_rows(connection, words))
        ordinary = only_ordinary({one.word for one in found}, strings(connection))
    return [one for one in found if one.word not in ordinary], sorted(ordinary)


def only_ordinary(words: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Those of the words that are no names in these texts: 'björn' for the animal, when Björn was replaced.

    A word counts so only when it is an ordinary one in lower case, and stands in no text as a name.
    """
    by_word = {word: KnownNames([word]) for word in words}
    ordinary = {word: names for word, names in by_word.items() if not names.standing(word.lower())}
    for text in texts:
        for word in [word for word, names in ordinary.items() if names.standing(text)]:
            del ordinary[word]
    return set(ordinary)


def _in_rows(connection: Connection, words: Iterable[str]) -> Iterator[FoundOriginal]:
    """Each word once a column."""
    looked_for = Words(words)
    for table in Record.metadata.sorted_tables:
        found: set[tuple[str, str]] = set()
        for row in connection.execute(select(table)).mappings():
            for column, value in row.items():
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                found |= {(place.word, column) for place in looked_for.places(text)}
        yield from (FoundOriginal(word, f"{table.name}.{column}") for word, column in sorted(found))
