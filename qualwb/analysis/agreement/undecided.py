"""Places that coders disagree on and nobody has decided: in consensus they are missing, not 'not said'."""

from collections.abc import Callable, Iterator
from itertools import combinations

from sqlalchemy import Connection, func, select

from qualwb.analysis.agreement.coded_round import load_round
from qualwb.analysis.agreement.compared import Compared, choose_compared
from qualwb.analysis.agreement.disagreements import decisions, keys_of, pairs_of
from qualwb.analysis.agreement.matching import THRESHOLD, PairKind, UnitPair
from qualwb.analysis.coder_names import is_consensus
from qualwb.analysis.scope import Scope
from qualwb.errors import QualwbError
from qualwb.localization import ngettext
from qualwb.model import Adjudication, Coding, FinishedCoding, Round
from qualwb.model.coding import DECIDED


def undecided_note(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """How many disagreements are not decided in what is asked about; nothing where not consensus alone is.

    Nor of sources that were coded by hand in consensus, or finished there: others than the decisions taken
    say then what stands in it.
    """
    names, by_hand = _consensus_asked(connection, scope)
    places = scope.places.keys() - by_hand
    if not names or not places:
        return ()
    try:
        compared = choose_compared(connection, round_=_round_decided(connection))
    except QualwbError:  # fewer than two coders, or their work is hidden still
        return ()
    _apart, left = _undecided(
        connection, compared, lambda source, units: source in places and _is_asked(units, scope)
    )
    if not left:
        return ()
    said = ngettext(
        "{n} disagreement is not decided: its places are missing in '{round}' as yet.",
        "{n} disagreements are not decided: their places are missing in '{round}' as yet.",
        left,
    )
    return (said.format(n=left, round=", ".join(names)),)


def undecided_between(connection: Connection, compared: Compared) -> tuple[int, int]:
    """How many disagreements of the coders there are, and how many are not decided; what several missed is
    one.
    """
    return _undecided(connection, compared, lambda _source, _units: True)


def _consensus_asked(connection: Connection, scope: Scope) -> tuple[tuple[str, ...], set[int]]:
    """The rounds that are counted, where all of them are of consensus, else none; the sources coded by hand
    there, whose consensus is not what was decided alone. Asked at once: every table asks it.
    """
    if not scope.rounds:
        return (), set()
    coded = select(Coding.round_id, Coding.source_id).where(Coding.origin != DECIDED)
    by_hand = coded.union(select(FinishedCoding.round_id, FinishedCoding.source_id)).subquery()
    rows = connection.execute(
        select(Round.name, by_hand.c.source_id)
        .outerjoin(by_hand, by_hand.c.round_id == Round.id)
        .where(Round.id.in_(sorted(scope.rounds)))
        .order_by(Round.position, Round.id)
    ).all()
    names = tuple(dict.fromkeys(name for name, _source in rows))
    sources = {source for _name, source in rows if source is not None}
    return (names if all(map(is_consensus, names)) else ()), sources


def _round_decided(connection: Connection) -> str:
    """The round on whose disagreements the last decision was taken; '' where none was."""
    last = select(func.max(Adjudication.id)).scalar_subquery()
    named = select(Round.name).join(Adjudication, Adjudication.round_id == Round.id)
    return connection.execute(named.where(Adjudication.id == last)).scalar_one_or_none() or ""


def _undecided(
    connection: Connection, compared: Compared, is_asked: Callable[[int, UnitPair], bool]
) -> tuple[int, int]:
    """How many are asked about, by source and units, and how many of them are not decided; each once."""
    decided = decisions(connection, compared.round_key)
    asked = (units for source, units in _pairs_apart(connection, compared) if is_asked(source, units))
    apart = set(map(frozenset, map(keys_of, asked)))
    return len(apart), sum(decided.on(keys) is None for keys in apart)


def _pairs_apart(connection: Connection, compared: Compared) -> Iterator[tuple[int, UnitPair]]:
    """Where two coders do not have the same, with the source."""
    coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    for first, second in combinations(compared.coders, 2):
        for source, units in pairs_of(coded.of_pair(first, second), first, second, THRESHOLD):
            if units.kind is not PairKind.AGREED:
                yield source.key, units


def _is_asked(units: UnitPair, scope: Scope) -> bool:
    """Whether a code that is asked about is at stake."""
    codes = {unit.label for unit in (units.a, units.b) if unit is not None}
    return scope.codes is None or not codes.isdisjoint(scope.codes)
