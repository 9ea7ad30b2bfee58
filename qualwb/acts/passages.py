"""Passages: a span of a source, given by positions or by its words."""

import re
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find
from qualwb.acts.text_edits import edits_between
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source, Turn
from qualwb.store.driver import Asked, fetch
from qualwb.store.errors import NotFound
from qualwb.store.texts import current_text, newest_version_of, text_of_version, words_at

LONGEST_IN_VIVO = 50
"""Characters of a passage that are proposed as the name of a code."""


class BadPassage(QualwbError):
    """A span or quote that is no passage of the source."""


class StalePassage(BadPassage):
    """A passage whose words no longer stand in the source: the text was changed after it was chosen."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points [start, end) of one version of a source's text, and the words there.

    It may be kept while a person decides: the act that takes it finds the words in the text of that moment.
    """

    source_id: int
    source: str
    start: int
    end: int
    text: str
    version: int
    """The number of the text version that the positions count in."""

    @property
    def name_in_vivo(self) -> str:
        """As many whole words from the passage's beginning as name a code that can be read in a list."""
        words = self.own_words
        if len(words) <= LONGEST_IN_VIVO:
            return words
        return words[: LONGEST_IN_VIVO + 1].rpartition(" ")[0] or words[:LONGEST_IN_VIVO]

    @property
    def own_words(self) -> str:
        """The words in one line, without what the transcriber added: a name for a code in vivo."""
        from qualwb.language.transcription_marks import without_marks

        return " ".join(without_marks(self.text).split()) or " ".join(self.text.split())


def passage_at(connection: Connection, source: str, start: int, end: int) -> Passage:
    """The passage [start, end), without blanks at its edges.

    Raises ``BadPassage`` when the span is not in the text or holds nothing but blanks, ``NotFound`` when
    there is no such source.
    """
    row = find(connection, Source, source)
    text = current_text(connection, row["id"])
    if not 0 <= start < end <= len(text):
        raise BadPassage(
            _("{source} {start}-{end}: no such span.").format(source=row["name"], start=start, end=end),
            _("Positions run from 0 to {length} and the end lies after the start.").format(length=len(text)),
        )
    version = newest_version_of(connection, row["id"])
    return passage_in(text, start, end, source_id=row["id"], source=row["name"], version=version)


def passage_in(text: str, start: int, end: int, *, source_id: int, source: str, version: int) -> Passage:
    """The passage [start, end) of a text as it was read, without blanks at its edges.

    Raises ``BadPassage`` when the span holds nothing but blanks.
    """
    start, end = trimmed(text, start, end)
    if start == end:
        raise BadPassage(_("{source}: the span holds nothing but blanks.").format(source=source))
    return Passage(source_id, source, start, end, text[start:end], version)


def as_it_stands(connection: Connection, passage: Passage) -> Passage:
    """The passage in the text in use: where its words stand after corrections made since it was chosen.

    To be called within the act that takes the passage. Raises ``StalePassage``, with the words of then and
    now, when the words were changed, and ``NotFound`` when the source is gone.
    """
    constant, values = words_asked(passage)
    found = fetch(connection, constant, **values)
    if not found:
        raise NotFound(_("{source}: the source is gone.").format(source=passage.source))
    ((version, words),) = found
    if version == passage.version:
        if words != passage.text:
            raise _stale(passage, words)
        return passage
    return _moved(connection, passage, version)


def words_asked(passage: Passage) -> Asked:
    """What ``as_it_stands`` asks first."""
    return words_at(passage.source_id, passage.start, passage.end)


def _moved(connection: Connection, passage: Passage, version: int) -> Passage:
    """The passage in a newer version of its text. Raises ``StalePassage``."""
    text = current_text(connection, passage.source_id)
    before = text_of_version(connection, passage.source_id, passage.version)
    span = edits_between(before, text).move_span(passage.start, passage.end) if before else None
    if span is None or text[slice(*span)] != passage.text:
        raise _stale(passage, "" if span is None else text[slice(*span)])
    return replace(passage, start=span[0], end=span[1], version=version)


def _stale(passage: Passage, now: str) -> StalePassage:
    where = _("{source} {start}-{end}").format(source=passage.source, start=passage.start, end=passage.end)
    then, now = (" ".join(text.split())[:80] for text in (passage.text, now))
    if now:
        said = _("{where}: the text was changed meanwhile; '{then}' is now '{now}'.")
    else:
        said = _("{where}: the text was changed meanwhile; '{then}' is gone.")
    return StalePassage(said.format(where=where, then=then, now=now), _("Choose the passage again."))


def passage_quoted(connection: Connection, source: str, quote: str) -> Passage:
    """The only place in the source where these words stand; blanks and line breaks may differ.

    Raises ``BadPassage`` with the places when there are several, or when there is none.
    """
    row = find(connection, Source, source)
    text = current_text(connection, row["id"])
    words = [re.escape(word) for word in quote.split()]
    if not words:
        raise BadPassage(_("The quote is empty."))
    places = [match.span() for match in re.finditer(r"\s+".join(words), text)]
    if not places:
        raise BadPassage(
            _("{source}: these words are not there: '{quote}'.").format(source=row["name"], quote=quote[:60]),
            _("Quote the words exactly as they stand, without speaker labels."),
        )
    if len(places) > 1:
        turns = connection.execute(
            select(Turn.start, Turn.number).where(Turn.source_id == row["id"]).order_by(Turn.start)
        ).all()
        where = ", ".join(
            _("{start}-{end} (turn {turn})").format(
                start=start, end=end, turn=max((n for s, n in turns if s <= start), default=0)
            )
            for start, end in places[:8]
        )
        raise BadPassage(
            _("{source}: these words stand in {n} places: {places}.").format(
                source=row["name"], n=len(places), places=where
            ),
            _("Quote more of it, or give START END."),
        )
    start, end = places[0]
    version = newest_version_of(connection, row["id"])
    return Passage(row["id"], row["name"], start, end, text[start:end], version)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its edges; empty when there is nothing else in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
