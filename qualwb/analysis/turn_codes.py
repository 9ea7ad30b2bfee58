"""Which codes stand on which turns."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, select

from qualwb.analysis.scope import coding_conditions, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, talk_by_source
from qualwb.model import Code, Coding
from qualwb.store.codes_on_text import CodesOnText
from qualwb.store.driver import plain_rows

TurnPlace = tuple[str, int]
"""The name of a source, and the number of a turn in it."""


def codes_on_text(
    connection: Connection, codings: Selection = EVERYTHING, *conditions: ColumnElement[bool]
) -> CodesOnText:
    """Which codes these codings, of those that fulfil the conditions, give to the places of the texts."""
    return CodesOnText(connection, *coding_conditions(resolve(connection, codings)), *conditions)


def codes_by_turn(
    connection: Connection, selection: Selection = EVERYTHING
) -> Mapping[TurnPlace, tuple[str, ...]]:
    """The codes that share text with each turn that bears any, by name, each once."""
    scope = resolve(connection, selection)
    talk = talk_by_source(connection, scope.places)
    codings = (
        select(Coding.source_id, Coding.start, Coding.end, Code.name)
        .join(Code, Code.id == Coding.code_id)
        .where(*coding_conditions(scope))
    )
    found: defaultdict[TurnPlace, set[str]] = defaultdict(set)
    for source, start, end, code in plain_rows(connection, codings):
        place = scope.places[source].name
        for turn in talk.get(source, SILENT).touching(start, end):
            found[place, turn.number].add(code)
    return {place: tuple(sorted(codes, key=str.casefold)) for place, codes in found.items()}
