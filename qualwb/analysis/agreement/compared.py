"""Whose codings are held against each other, and in which round, where that is left open."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations, islice

from sqlalchemy import Connection, select, union

from qualwb.analysis.blindness import refuse_blind
from qualwb.analysis.coder_names import is_consensus, people_of
from qualwb.analysis.lookup import match, named_keys
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coder, Coding, FinishedCoding, Round
from qualwb.store.naming import kind_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A round and the coders in it who are compared; ``coders`` are the names by key."""

    round_key: int
    round: str
    coders: Mapping[int, str]
    notes: tuple[str, ...]
    """What was chosen, where it was left open."""
    beside: tuple[str, ...] = ()
    """Who coded in the round too and is not compared, by name."""


@dataclass(frozen=True, slots=True)
class PairInRound:
    """Two coders who have coded in the same round, by name."""

    round: str
    coders: tuple[str, str]


def pairs_of_coders(connection: Connection) -> tuple[PairInRound, ...]:
    """All pairs of people who can be compared, round by round.

    As where it is left open: not what was decided in consensus, nor what several coded together.
    """
    coders = coders_by_round(connection)
    return tuple(
        PairInRound(name, pair)
        for name, key in _rounds(connection).items()
        if not is_consensus(name)
        for pair in combinations(_people(coders.get(key, {})).values(), 2)
    )


def first_two(compared: Compared) -> Compared:
    """The first two of the coders compared, in the same round."""
    return replace(compared, coders=dict(islice(compared.coders.items(), 2)))


def compared_at_work(connection: Connection, at_work: str) -> Compared:
    """Choose as ``choose_compared``, but the round in which somebody works before all others.

    Not one of consensus, one that is blind, or one in which no source is coded by two people. In it, the
    first two who have coded one source stand first.
    """
    if not is_consensus(at_work):
        with suppress(QualwbError):
            compared = choose_compared(connection, round_=at_work)
            if met := _who_meet(connection, compared):
                return replace(
                    compared, coders={key: compared.coders[key] for key in (*met, *compared.coders)}
                )
    return choose_compared(connection)


def _who_meet(connection: Connection, compared: Compared) -> tuple[int, int] | None:
    """The first two of the coders who have coded, or finished, one source."""
    of_round = [
        select(work.source_id, work.coder_id).where(work.round_id == compared.round_key, *stands)
        for work, stands in ((Coding, (Coding.orphaned_from.is_(None),)), (FinishedCoding, ()))
    ]
    coded: dict[int, set[int]] = {}
    for source, coder in connection.execute(union(*of_round)):
        coded.setdefault(coder, set()).add(source)
    pairs = combinations(compared.coders, 2)
    return next((pair for pair in pairs if coded.get(pair[0], set()) & coded.get(pair[1], set())), None)


def choose_compared(connection: Connection, coders: Sequence[str] = (), round_: str = "") -> Compared:
    """Look up the coders and the round; where they are left open, choose.

    The round is the first in which two coders (two of those named) have coded; rounds of consensus are left
    out. The coders are those who coded in the round; a label of several people ('KL & MB') or of none
    ('konsensus') says how a coding came about, and is compared only when it is named.

    Raises ``NotFound`` for a name that the project does not hold, ``BlindRound`` while a round is blind,
    and ``QualwbError`` where there are no two coders to compare.
    """
    asked = _coders_named(connection, coders)
    rounds, here = _rounds(connection), coders_by_round(connection)
    key, name = _round_named(rounds, round_) if round_ else _first_round(connection, rounds, here, asked)
    refuse_blind(connection, [key])
    chosen = asked or _people(here.get(key, {}))
    if len(chosen) < 2:
        raise QualwbError(
            _("Fewer than two coders have coded in the round '{round}'.").format(round=name),
            _("Name the coders or another round: --coders A B --round R."),
        )
    notes = []
    if not round_:
        notes.append(_("Round: {round}, the first that two coders coded in.").format(round=name))
    if not asked:
        notes.append(_("Coders: {names}, who coded in it.").format(names=", ".join(chosen.values())))
    beside = tuple(label for coder, label in _people(here.get(key, {})).items() if coder not in chosen)
    return Compared(key, name, chosen, tuple(notes), beside)


def _people(coders: Mapping[int, str]) -> dict[int, str]:
    """Those of the coders who are one person by their label."""
    return {key: label for key, label in coders.items() if len(people_of(label)) == 1}


def _coders_named(connection: Connection, names: Sequence[str]) -> dict[int, str]:
    known = named_keys(connection, Coder)
    found = [match(name, known, kind_of(Coder)) for name in names]
    if len(set(found)) != len(found) or len(found) == 1:
        raise QualwbError(_("Agreement is between two coders or more, each named once."))
    return {known[name]: name for name in found}


def _rounds(connection: Connection) -> dict[str, int]:
    """Keys by name, in order."""
    rows = connection.execute(select(Round.name, Round.id).order_by(Round.position, Round.id))
    return dict(rows.all())


def _round_named(rounds: Mapping[str, int], asked: str) -> tuple[int, str]:
    name = match(asked, rounds, kind_of(Round))
    return rounds[name], name


def _first_round(
    connection: Connection,
    rounds: Mapping[str, int],
    coders: Mapping[int, Mapping[int, str]],
    asked: Mapping[int, str],
) -> tuple[int, str]:
    for name, key in rounds.items():
        if is_consensus(name):
            continue
        here = coders.get(key, {})
        if sum(coder in asked if asked else len(people_of(label)) == 1 for coder, label in here.items()) > 1:
            return key, name
    refuse_blind(connection, rounds.values())
    raise QualwbError(
        _("There is no round in which two of the coders have coded."),
        _coded_apart(rounds, coders) or _("Agreement needs two coders on the same texts."),
    )


def _coded_apart(rounds: Mapping[str, int], coders: Mapping[int, Mapping[int, str]]) -> str:
    """Who has coded in which round, where several have; '' where none or one has."""
    here = {
        name: people
        for name, key in rounds.items()
        if not is_consensus(name)
        and (people := [label for label in coders.get(key, {}).values() if len(people_of(label)) == 1])
    }
    if len(here) < 2:
        return ""
    told = "; ".join(
        _("round {name}: {who}").format(name=name, who=", ".join(people)) for name, people in here.items()
    )
    return _("They coded in different rounds, and are compared in one ({told}).").format(told=told)


def coders_by_round(connection: Connection) -> dict[int, dict[int, str]]:
    """By round, the names by key of those who have codings, or finished sources, in it, by name."""
    here = union(
        select(Coding.round_id, Coding.coder_id).where(Coding.orphaned_from.is_(None)),
        select(FinishedCoding.round_id, FinishedCoding.coder_id),
    ).subquery()
    named = select(here.c.round_id, Coder.id, Coder.name).join_from(here, Coder, Coder.id == here.c.coder_id)
    found: dict[int, dict[int, str]] = {}
    for round_, coder, name in connection.execute(named.order_by(Coder.name)):
        found.setdefault(round_, {})[coder] = name
    return found
