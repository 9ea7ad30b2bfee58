"""The turns behind what is counted of voices: each a person, or a label that is no person."""

from dataclasses import replace
from itertools import groupby, pairwise

from sqlalchemy import Connection

from qualwb.analysis.found_passages import TurnText, turns_with_text
from qualwb.analysis.heard_turns import heard_by_source, members_by_key
from qualwb.analysis.participation import without_backchannels
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked


def voice_turns(connection: Connection, case: str, by: str, name: str, role: str) -> tuple[TurnText, ...]:
    """What a voice says in a case of ``participation`` by 'groups' or 'sources', in the order of the text.

    ``name`` and ``role`` as a ``Voice`` has them. Raises ``NotFound`` for a name that is no more.
    """
    selection = replace(_selection(case, by), moderator=True)
    asked = TurnsAsked(replace(selection, participants=(name,))) if role else TurnsAsked(selection, (name,))
    keys = turns_asked(connection, asked) or frozenset()
    sources = {place.name for place in resolve(connection, selection).places.values()}
    return tuple(turn for turn in turns_with_text(connection, sources) if turn.key in keys)


def turns_after(
    connection: Connection, case: str, by: str, speaker: str, follower: str, *, backchannels: bool = True
) -> tuple[TurnText, ...]:
    """The turns that hold text in which one voice speaks directly after another, in the order of the text.

    They are what a ``Following`` of ``participation`` observes in a case by 'groups' or 'sources': of
    continued turns of one voice the first. Raises ``NotFound`` for a case that is no more.
    """
    scope = resolve(connection, _selection(case, by))
    heard = heard_by_source(connection, scope, members_by_key(connection), texts=not backchannels)
    places = set()
    for run in (run for source in heard.values() for run in source.runs):
        turns = run if backchannels else without_backchannels(run)
        firsts = [next(same) for _actor, same in groupby(turns, key=lambda turn: turn.actor)]
        places |= {
            (later.source, later.start)
            for earlier, later in pairwise(firsts)
            if (earlier.name, later.name) == (speaker, follower)
        }
    sources = {place.name for place in scope.places.values()}
    found = turns_with_text(connection, sources)
    return tuple(turn for turn in found if (turn.source_id, turn.start) in places)


def _selection(case: str, by: str) -> Selection:
    return Selection(groups=(case,)) if by == "groups" else Selection(sources=(case,))
