"""What is looked for to be coded: words, an expression, who speaks, what a question was answered by."""

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection

from qualwb.analysis.found_passages import FoundPassage, PlaceFound, Unit, passages_at, turns_with_text
from qualwb.analysis.pattern_search import keywords_by_pattern
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.search import keywords_in, reading_index
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked
from qualwb.analysis.who_counts import left_out_note, role_name
from qualwb.localization import gettext as _
from qualwb.store.open_project import OpenProject

How = Literal["words", "forms", "compounds", "pattern", "turns", "like"]
"""By words as they stand, all their forms, compounds too, a regular expression, turns alone, or likeness."""

Among = frozenset[int] | None
"""Keys of the turns that are asked about; None for all."""

UNITS: tuple[Unit, ...] = ("words", "sentence", "turn")

WITHOUT_MODERATOR = TurnsAsked(counted=True)


@dataclass(frozen=True, slots=True)
class AutocodeQuery:
    """What is looked for, in whose turns, and how much around a hit is coded."""

    how: How = "words"
    text: str = ""
    """The words, the expression, or what was written in own words; '' for turns alone."""
    asked: TurnsAsked = WITHOUT_MODERATOR
    unit: Unit = "sentence"

    def describe(self) -> str:
        """The whole query on a line, as the journal keeps it."""
        unit = {"words": _("the words"), "sentence": _("sentences"), "turn": _("turns")}[self.unit]
        return "; ".join([self.describe_text(), *self.describe_turns(), unit])

    def describe_text(self) -> str:
        """What is looked for, in words."""
        told = {
            "words": _("the words {text}"),
            "forms": _("all forms of {text}"),
            "compounds": _("all forms of {text} and compounds with it"),
            "pattern": _("the expression {text}"),
            "turns": _("whole turns"),
            "like": _("like '{text}'"),
        }
        return told[self.how].format(text=self.text)

    def describe_turns(self) -> tuple[str, ...]:
        """In whose turns it is looked for, in words: a line for each filter."""
        asked = self.asked
        named = (
            (_("Speakers: {names}"), asked.speakers),
            (_("Roles: {names}"), tuple(map(role_name, asked.roles))),
            (_("Questions: {names}"), asked.questions),
        )
        lines = [line.format(names=", ".join(names)) for line, names in named if names]
        if asked.uncoded:
            lines.append(_("without a code"))
        if asked.counted and not asked.roles:
            lines.append(left_out_note())
        return (*asked.selection.describe(), *lines)


def find_passages(
    project: OpenProject, query: AutocodeQuery, codings: Selection = EVERYTHING
) -> tuple[FoundPassage, ...]:
    """The passages that a query by words, expression or turns finds, in the order of the text.

    Their codes, and what is without one, are told by these ``codings``.
    What is ``like`` something is found elsewhere, and goes through ``passages_at``. Raises ``BadQuery`` for
    what can't be looked for, and ``NotFound`` for an unknown name.
    """
    if query.how in ("words", "forms", "compounds"):
        with reading_index(project) as connection:
            among = turns_asked(connection, query.asked, codings)
            places = _by_words(connection, project, query, among)
            return passages_at(connection, places, query.unit, codings)
    with project.reading() as connection:
        among = turns_asked(connection, query.asked, codings)
        if query.how == "pattern":
            places = _by_pattern(connection, query, among)
        else:
            places = _by_turns(connection, query, among)
        return passages_at(connection, places, query.unit, codings)


def whole_turns_only(query: AutocodeQuery) -> AutocodeQuery:
    """The query with turns as its unit where its hits are turns."""
    return replace(query, unit="turn") if query.how in ("turns", "like") else query


def _by_words(
    connection: Connection, project: OpenProject, query: AutocodeQuery, among: Among
) -> list[PlaceFound]:
    all_forms, compounds = query.how == "forms", query.how == "compounds"
    found = keywords_in(
        connection, project, query.text, all_forms=all_forms, compounds=compounds, width=0, among=among
    )
    return [PlaceFound(one.source, one.turn, one.start, one.end) for one in found]


def _by_pattern(connection: Connection, query: AutocodeQuery, among: Among) -> list[PlaceFound]:
    found = keywords_by_pattern(connection, query.text, width=0, among=among)
    return [PlaceFound(one.source, one.turn, one.start, one.end) for one in found]


def _by_turns(connection: Connection, query: AutocodeQuery, among: Among) -> list[PlaceFound]:
    if not _narrows(query.asked):
        raise BadQuery(
            _("That would be every turn there is."), _("Say whose: a speaker, a group, a role or a question.")
        )
    return [
        PlaceFound(turn.source, turn.number, turn.start, turn.start + len(turn.text))
        for turn in turns_with_text(connection)
        if among is None or turn.key in among
    ]


def _narrows(asked: TurnsAsked) -> bool:
    """Whether it is said whose turns are meant, or which."""
    return replace(asked, counted=False, uncoded=False) != TurnsAsked()
