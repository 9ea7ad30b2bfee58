"""What finds turns for the workbench: made ready once, and kept while the texts stay as they are."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from qualwb.acts.projects import OpenProject
from qualwb.analysis.connection import Connection
from qualwb.analysis.found_passages import FoundPassage, PlaceFound, best_first, passages_at
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked

if TYPE_CHECKING:
    from qualwb.suggest.background_meanings import BackgroundMeanings
    from qualwb.suggest.project_meanings import ProjectMeanings
    from qualwb.suggest.turn_search import AnsweringTurns, TurnSearch

PATIENCE = 1.0
"""Seconds that are waited for what a question or passage means."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What turns are looked for: a question in own words, or a passage of a source with its words."""

    text: str
    source: str = ""
    """Empty for a question."""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class FoundTurns:
    """What was found for what was sought."""

    sought: Sought
    answers: AnsweringTurns
    encoder: str | None
    """What read the meanings that were compared; None for words alone."""
    remark: str

    def passages(self, connection: Connection, codings: Selection) -> tuple[FoundPassage, ...]:
        """The turns as passages that may be coded, the best first, with the codes of these codings."""
        places = [
            PlaceFound(place.source, one.turn.number, place.start, place.end, one.because)
            for one in self.answers.found
            for place in [one.turn.place]
        ]
        return best_first(passages_at(connection, places, "turn", codings), places)


class TurnFinder:
    """Answers from any thread, one at a time; what it needs is slow to load, so ask it in a worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._search: TurnSearch | None = None

    def find(
        self,
        connection: Connection,
        sought: Sought,
        meaning: BackgroundMeanings,
        *,
        asked: TurnsAsked,
        codings: Selection,
        top: int,
    ) -> FoundTurns:
        """The best of the turns asked about for what is sought, by what is known now of what texts mean.

        Their codes, and what is without one, are told by these codings.
        """
        from qualwb.suggest.turn_search import in_parts, remark_on_question

        among = turns_asked(connection, asked, codings)
        meaning.ready(PATIENCE)
        for text in [sought.text] if sought.source else in_parts(sought.text):
            meaning.ask_for(text, PATIENCE)
        with self._lock:
            search = self._ready(connection, codings, meaning.meanings)
            answers = _answers(search, sought, top, among)
        encoder = meaning.meanings.encoder if meaning.meanings is not None and answers.by_meaning else None
        remark = "" if sought.source else remark_on_question(sought.text, by_meaning=answers.by_meaning)
        return FoundTurns(sought, answers, encoder, remark)

    def _ready(
        self, connection: Connection, codings: Selection, meanings: ProjectMeanings | None
    ) -> TurnSearch:
        """The turns as they are now."""
        from qualwb.suggest.project_turns import read_spoken_turns
        from qualwb.suggest.turn_search import TurnSearch

        turns = read_spoken_turns(connection, codes_on_text(connection, codings))
        if self._search is None or not self._search.follow(turns):
            self._search = TurnSearch(turns)
        self._search.compare_by(meanings)
        return self._search


def _answers(search: TurnSearch, sought: Sought, top: int, among: Collection[int] | None) -> AnsweringTurns:
    if sought.source:
        place = (sought.source, sought.start, sought.end)
        return search.like_passage(sought.text, place, top, among)
    return search.answers(sought.text, top, among)


_finders: WeakKeyDictionary[OpenProject, TurnFinder] = WeakKeyDictionary()


def finder_of(project: OpenProject) -> TurnFinder:
    """The finder of an open project, always the same."""
    return _finders.setdefault(project, TurnFinder())
