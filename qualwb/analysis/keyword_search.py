"""One search over all sources, whichever way the words are meant: every match in its context."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualwb.alphabetical_order import alphabetical
from qualwb.analysis.connection import Connection
from qualwb.analysis.heard import heard, resolve_talk
from qualwb.analysis.pattern_search import keywords_by_pattern
from qualwb.analysis.search import Keyword, kwic
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.turns_asked import ALL_TURNS, TurnsAsked, turns_asked
from qualwb.store.open_project import OpenProject

WAYS = ("words", "forms", "compounds", "phrase", "pattern")
"""All of the words; all forms of each; compounds with them too; one after the other; a regular expression."""

ORDERS = ("text", "left", "match", "right", "speaker")
"""As they stand in the material; by the words before, those found, those after; by who speaks."""

_UNFINISHED = re.compile(r"\w$")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and in which turns."""

    words: str
    way: str = "words"
    turns: TurnsAsked = ALL_TURNS

    def begun(self) -> "Sought | None":
        """The same where the last word is only how a word begins; None where that can't be asked for."""
        if self.way != "words" or not _UNFINISHED.search(self.words):
            return None
        return replace(self, words=self.words + "*")


def find_keywords(
    project: OpenProject, sought: Sought, limit: int | None = None, codings: Selection = EVERYTHING
) -> tuple[Keyword, ...]:
    """Every match, or the first of them, in the order of the text. Raises ``BadQuery`` and ``NotFound``.

    Where the selection of the turns names themes or codes, only what is said in their passages. Which turns
    bear a code is told by the ``codings``.
    """
    selection = sought.turns.selection
    if selection.themes or selection.codes:
        found = find_keywords(
            project, replace(sought, turns=replace(sought.turns, selection=_talk(selection))), None, codings
        )
        with project.reading() as connection:
            return _in_passages(connection, found, selection)[:limit]
    with project.reading() as connection:
        among = turns_asked(connection, sought.turns, codings)
        if sought.way == "pattern":
            return keywords_by_pattern(connection, sought.words, limit=limit, among=among)
    words = sought.words
    if sought.way == "phrase":
        words = '"' + re.sub(r'["”“]', " ", words) + '"'
    all_forms, compounds = sought.way == "forms", sought.way == "compounds"
    return kwic(project, words, all_forms=all_forms, compounds=compounds, limit=limit, among=among)


def _talk(selection: Selection) -> Selection:
    """The selection without what asks about codings."""
    return replace(selection, themes=(), codes=(), rounds=())


def _in_passages(
    connection: Connection, keywords: Sequence[Keyword], selection: Selection
) -> tuple[Keyword, ...]:
    """The matches that a passage of the selection holds, or cuts."""
    scope = resolve_talk(connection, selection)
    passages = {scope.places[source].name: stretches for source, stretches in heard(connection, scope)}
    return tuple(
        one
        for one in keywords
        if any(start < one.end and end > one.start for start, end, _turn in passages.get(one.source, ()))
    )


def in_order(keywords: Sequence[Keyword], order: str) -> tuple[Keyword, ...]:
    """The matches of a search in one of the ``ORDERS``; alike, they stay as they stand in the text.

    What stands before a match is compared from its nearest word on.
    """
    if order == "text":
        return tuple(keywords)
    return tuple(sorted(keywords, key=lambda one: _rank(one, order)))


def _rank(one: Keyword, order: str) -> list[str]:
    if order == "left":
        return _words(one.left)[::-1]
    if order == "right":
        return _words(one.right)
    return [alphabetical(one.match if order == "match" else one.speaker)]


def _words(text: str) -> list[str]:
    return [alphabetical(word) for word in re.findall(r"\w+", text)]


def count_by_source(keywords: Sequence[Keyword]) -> Counter[str]:
    """How many matches each source has, by its name."""
    return Counter(keyword.source for keyword in keywords)
