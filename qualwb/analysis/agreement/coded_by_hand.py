"""What stands in a round of consensus by other hands than decisions: coded there together, say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.agreement.disagreements import CoderSide, Disagreement
from qualwb.model import Code, Coder, Coding, Round, Source
from qualwb.model.coding import DECIDED
from qualwb.store.driver import as_keys, fetch, given_keys

_PLACE = (Coding.source_id, Coding.code_id, Coding.start, Coding.end)
_PLACES = select(Coding.id, *_PLACE).where(Coding.id.in_(given_keys("codings")))


@dataclass(frozen=True, slots=True)
class HandCoded:
    """A coding of a round of consensus that no decision made: code points [start, end) of its source."""

    key: int
    source: str
    start: int
    end: int
    code: str
    quote: str
    coder: str


def coded_by_hand(connection: Connection, round_: str) -> tuple[HandCoded, ...]:
    """All of a round, which need not be there yet, in the order of their places."""
    rows = (
        select(Coding.id, Source.name, Coding.start, Coding.end, Code.name, Coding.quote, Coder.name)
        .join(Source, Source.id == Coding.source_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .where(Round.name == round_, Coding.origin != DECIDED, Coding.orphaned_from.is_(None))
        .order_by(Coding.source_id, Coding.start, Coding.end, Coding.id)
    )
    return tuple(HandCoded(*row) for row in connection.execute(rows))


def at_stake_by_hand(found: Iterable[HandCoded], one: Disagreement) -> tuple[HandCoded, ...]:
    """Those on words of a disagreement, under a code that is at stake there."""
    codes = {side.code for side in one.sides}
    return tuple(coded for coded in on_words(found, one) if coded.code in codes)


def on_words(found: Iterable[HandCoded], one: Disagreement) -> tuple[HandCoded, ...]:
    """Those on words of a disagreement, whatever their code."""
    return tuple(
        coded
        for coded in found
        if coded.source == one.source and coded.start < one.end and one.start < coded.end
    )


def besides_decision(
    found: Iterable[HandCoded], one: Disagreement, taken_from: str = ""
) -> tuple[HandCoded, ...]:
    """Those at stake that would stand beside a decision; what the coder has whose side is taken does not."""
    at_stake = at_stake_by_hand(found, one)
    taken = next((side for side in one.sides if side.coder == taken_from), None)
    return at_stake if taken is None else other_than(at_stake, taken)


def with_other_ends(
    connection: Connection, taken: Mapping[int, tuple[str, str]], found: Iterable[HandCoded]
) -> dict[int, tuple[str, str]]:
    """Of codings to be taken over, by key, those that would stand beside their code with other ends."""
    there: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for coded in found:
        there.setdefault((coded.source, coded.code), []).append((coded.start, coded.end))
    places = (
        select(Coding.id, Source.name, Coding.start, Coding.end)
        .join(Source, Source.id == Coding.source_id)
        .where(Source.name.in_(sorted({source for source, _code in there})))
    )
    beside = {}
    for key, source, start, end in connection.execute(places) if there else ():
        spans = there.get((source, taken[key][0]), ()) if key in taken else ()
        if (start, end) not in spans and any(first < end and start < last for first, last in spans):
            beside[key] = taken[key]
    return beside


def not_standing(connection: Connection, codings: Collection[int], round_: str) -> frozenset[int]:
    """Those of these codings that have none with their code on their very words in the round."""
    in_round = select(*_PLACE).join(Round, Round.id == Coding.round_id).where(Round.name == round_)
    standing = {tuple(row) for row in connection.execute(in_round)}
    rows = fetch(connection, _PLACES, codings=as_keys(codings))
    return frozenset(key for key, *where in rows if tuple(where) not in standing)


def as_seen(found: Iterable[HandCoded]) -> dict[int, tuple[str, str]]:
    """Code and words of each by its key, as whoever lets them give way saw them."""
    return {coded.key: (coded.code, coded.quote) for coded in found}


def other_than(found: Iterable[HandCoded], side: CoderSide) -> tuple[HandCoded, ...]:
    """Those that are not, to the letter, what a coder has there."""
    theirs = {(coding.code, coding.start, coding.end) for coding in side.codings}
    return tuple(coded for coded in found if (coded.code, coded.start, coded.end) not in theirs)
