"""The passages that a query is judged on: who speaks in them, and what is coded there."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import aliased

from qualwb.analysis.scope import Scope, coding_filters
from qualwb.model import Coding, Participant, Speaker, Turn
from qualwb.store.driver import as_keys, ask_ahead, fetch, fetch_each, given_keys


class PassageTurn(NamedTuple):
    """A turn that a passage touches, with its own borders in the text."""

    start: int
    end: int
    number: int
    label: str | None
    speaker: int | None
    participant: int | None
    role: str | None
    question: int | None
    time_start: float | None


@dataclass(slots=True)
class PassageFacts:
    """What a passage is judged by."""

    source: int
    start: int
    end: int
    text: str
    """'' where the texts were not asked for."""
    codes: tuple[int, ...]
    coders: tuple[int, ...]
    rounds: tuple[int, ...]
    codings: tuple[int, ...]
    cited: tuple[int, ...]
    """The codes of those of its codings that are key quotes."""
    turns: tuple[PassageTurn, ...]


def read_facts(
    connection: Connection,
    scope: Scope,
    whole: Scope,
    codings_asked: Collection[int] | None = None,
    *,
    texts: bool = True,
) -> Iterator[PassageFacts]:
    """The passages with a coding in ``scope``, and all their codings in ``whole``, in text order.

    With ``codings_asked``, those that bear one of these, by key, and no others. Without ``texts`` they take a
    third of the memory.
    """
    asked, told = coding_filters(scope), coding_filters(whole)
    if codings_asked is not None:
        asked = {"id": codings_asked}
    values = {f"{_ASKED}{name}": as_keys(map(int, kept)) for name, kept in asked.items()}
    values |= {f"{_TOLD}{name}": as_keys(map(int, kept)) for name, kept in told.items()}
    spoken_in, coded = _spoken(tuple(asked)), _codings(tuple(asked), tuple(told), texts=texts)
    ask_ahead(connection, (spoken_in, values), (coded, values))
    turns = _turns(fetch_each(connection, spoken_in, **values))
    codings = fetch(connection, coded, **values)
    codings.sort()  # nearly in order: faster than by the database, which would move the quotes about
    alike = _Alike()
    for (source, start, end), there in groupby(codings, _SPAN):
        about = [row[3:] for row in there]
        keys, quotes, *several, chosen = zip(*about, strict=True)
        cited = tuple(dict.fromkeys(compress(several[0], chosen)))
        codes, coders, rounds = several if len(about) == 1 else map(tuple, map(dict.fromkeys, several))
        spoken = turns.get((source, start, end), ())
        names = alike[codes], alike[coders], alike[rounds]
        yield PassageFacts(source, start, end, quotes[0], *names, keys, alike[cited], spoken)


_SPAN = itemgetter(slice(3))


class _Alike(dict[Any, Any]):
    """Each value once, under itself: equal ones take the memory of one."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def _turns(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[int, int, int], tuple[PassageTurn, ...]]:
    """The turns that each span touches, in order. A turn that many touch is held once."""
    found: dict[tuple[int, int, int], tuple[PassageTurn, ...]] = {}
    known: dict[tuple[int, int], PassageTurn] = {}
    alike = _Alike()
    for row in rows:
        span, place = row[:3], (row[0], row[3])
        if place not in known:
            begins, ends, number, label, *speaker, role, question, time = row[3:]
            turn = (begins, ends, number, alike[label], *speaker, alike[role], question, time)
            known[place] = PassageTurn._make(turn)
        if span in found:
            found[span] = tuple(sorted((*found[span], known[place])))
        else:
            found[span] = (known[place],)
    return found


# The statements are made once for each kind of filters: making them took longer than a few hundred passages.
_ASKED, _TOLD = "asked_", "told_"


@cache
def _codings(asked: tuple[str, ...], told: tuple[str, ...], *, texts: bool) -> Select[*tuple[Any, ...]]:
    """All codings that ``told`` lets through on the spans of those that ``asked`` does; by column names."""
    spans = _spans(asked)
    on_span = and_(
        Coding.source_id == spans.c.source_id, Coding.start == spans.c.start, Coding.end == spans.c.end
    )
    return (
        select(
            Coding.source_id,
            Coding.start,
            Coding.end,
            Coding.id,
            Coding.quote if texts else literal_column("''"),
            Coding.code_id,
            Coding.coder_id,
            Coding.round_id,
            Coding.cited,
        )
        .join(spans, on_span)
        .where(*_conditions(_TOLD, told))
    )


@cache
def _spoken(asked: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """The turns on each span. Turns follow each other, so the first is the last to begin before."""
    spans, earlier = _spans(asked), aliased(Turn)
    first = (
        select(func.max(earlier.start))
        .where(earlier.source_id == spans.c.source_id, earlier.start <= spans.c.start)
        .scalar_subquery()
    )
    touched = and_(
        Turn.source_id == spans.c.source_id,
        Turn.start >= func.coalesce(first, 0),
        Turn.start < spans.c.end,
        Turn.end > spans.c.start,
    )
    return (
        select(
            spans.c.source_id,
            spans.c.start,
            spans.c.end,
            Turn.start,
            Turn.end,
            Turn.number,
            Speaker.label,
            Turn.speaker_id,
            Speaker.participant_id,
            Participant.role,
            Turn.question_id,
            Turn.time_start,
        )
        .join_from(spans, Turn, touched)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
    )


def _spans(asked: tuple[str, ...]) -> Subquery:
    conditions = _conditions(_ASKED, asked)
    return select(Coding.source_id, Coding.start, Coding.end).where(*conditions).distinct().subquery("span")


def _conditions(prefix: str, filtered: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """Coded at a place, and with what the filters let through, whose values are named by column."""
    kept = [_as_number(name).in_(given_keys(prefix + name)) for name in filtered]
    return [Coding.orphaned_from.is_(None), *kept]


def _as_number(name: str) -> ColumnElement[int]:
    """A column that is filtered by; whether a coding is cited as 0 or 1, which keys are compared with."""
    column: ColumnElement[int] = Coding.__table__.c[name]
    return cast(column, Integer) if name == "cited" else column
