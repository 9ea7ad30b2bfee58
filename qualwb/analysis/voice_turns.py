"""The turns behind what is counted of one voice: a person, or a label that is no person."""

from dataclasses import replace

from sqlalchemy import Connection

from qualwb.analysis.found_passages import TurnText, turns_with_text
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked


def voice_turns(connection: Connection, case: str, by: str, name: str, role: str) -> tuple[TurnText, ...]:
    """What a voice says in a case of ``participation`` by 'groups' or 'sources', in the order of the text.

    ``name`` and ``role`` as a ``Voice`` has them. Raises ``NotFound`` for a name that is no more.
    """
    selection = Selection(groups=(case,)) if by == "groups" else Selection(sources=(case,))
    selection = replace(selection, moderator=True)
    asked = TurnsAsked(replace(selection, participants=(name,))) if role else TurnsAsked(selection, (name,))
    keys = turns_asked(connection, asked) or frozenset()
    sources = {place.name for place in resolve(connection, selection).places.values()}
    return tuple(turn for turn in turns_with_text(connection, sources) if turn.key in keys)
