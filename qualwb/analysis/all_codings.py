"""Every coding of a project as a plain row: what other programs take in."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.model import Code, Coder, Coding, Group, Participant, Round, Source, Speaker, Turn


class CodingRow(NamedTuple):
    """A coding at code points [start, end) of its source.

    ``turn``, ``speaker`` and ``role`` are those of the turn in which it begins: None before the first turn,
    the latter two also where nobody is named.
    """

    uid: str
    group: str
    source: str
    start: int
    end: int
    turn: int | None
    speaker: str | None
    role: str | None
    code: str
    coder: str
    round: str
    cited: bool
    origin: str
    orphaned: bool
    created_at: str
    quote: str


Begun = tuple[int | None, str | None, str | None]
"""Number, speaker and role of a turn."""


def all_codings(connection: Connection) -> Iterator[CodingRow]:
    """The codings of every coder and round, orphans too, by group, source and place.

    They are sorted and joined with their turns here: SQLite takes half as long again for it.
    """
    found, turns = _by_source(connection), _turns(connection)
    for key, group, source in _sources(connection):
        starts, begun = turns[key]
        for coding in sorted(found.pop(key, ())):
            start, end, _key, _source, uid, *rest = coding
            turn, speaker, role = begun[bisect_right(starts, start)]
            yield CodingRow(uid, group, source, start, end, turn, speaker, role, *rest)


def _sources(connection: Connection) -> list[tuple[int, str, str]]:
    """Key, group and name of each source, in order."""
    sources = select(Source.id, Group.name, Source.name).join(Group, Group.id == Source.group_id)
    sources = sources.order_by(Group.position, Group.id, Source.position, Source.id)
    return [(key, group, name) for key, group, name in connection.execute(sources)]


def _by_source(connection: Connection) -> dict[int, list[tuple[Any, ...]]]:
    """Start, end, key, source and stable id of each coding, then what ``CodingRow`` has after its role."""
    codings = (
        select(
            *(Coding.start, Coding.end, Coding.id, Coding.source_id, Coding.uid),
            *(Code.name, Coder.name, Round.name, Coding.cited, Coding.origin),
            *(Coding.orphaned_from.is_not(None), Coding.created_at, Coding.quote),
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in connection.execute(codings):
        found[row[3]].append(tuple(row))
    return found


def _turns(connection: Connection) -> dict[int, tuple[list[int], list[Begun]]]:
    """By source: where its turns start, and what each is, after what there is before the first."""
    turns = (
        select(Turn.source_id, Turn.start, Turn.number, Speaker.label, Participant.role)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .order_by(Turn.source_id, Turn.start)
    )
    found: dict[int, tuple[list[int], list[Begun]]] = defaultdict(lambda: ([], [(None, None, None)]))
    for source, start, number, label, role in connection.execute(turns):
        starts, begun = found[source]
        starts.append(start)
        begun.append((number, label, role))
    return found
