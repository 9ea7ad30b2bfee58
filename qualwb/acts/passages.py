"""Passages: a span of a source, given by positions or by its words."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source, Turn
from qualwb.store.texts import current_text


class BadPassage(QualwbError):
    """A span or quote that is no passage of the source."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points [start, end) of a source, and the text there."""

    source_id: int
    source: str
    start: int
    end: int
    text: str


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
    start, end = trimmed(text, start, end)
    if start == end:
        raise BadPassage(_("{source}: the span holds nothing but blanks.").format(source=row["name"]))
    return Passage(row["id"], row["name"], start, end, text[start:end])


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
    return Passage(row["id"], row["name"], start, end, text[start:end])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its edges; empty when there is nothing else in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
