"""Who follows whom: sequences of speakers, and what their numbers of turns alone let expect."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

Actor = TypeVar("Actor", bound=Hashable)
Transitions = dict[tuple[Actor, Actor], int]

ROUNDS = 1000
"""How often the expected transitions are fitted at most."""

NEAR_ENOUGH = 1e-9
"""How far a fitted sum may be from the observed one."""


def merged(sequence: Sequence[Actor]) -> list[Actor]:
    """The sequence with continued turns of one speaker as one."""
    return [actor for actor, _run in groupby(sequence)]


def transitions(sequence: Sequence[Actor]) -> Transitions[Actor]:
    """How often each follows directly on each other; continued turns of one speaker are one."""
    return dict(Counter(pairwise(merged(sequence))))


def aba_share(sequence: Sequence[Actor]) -> float | None:
    """Share of three turns in a row whose first speaker takes the third; None for fewer than three."""
    actors = merged(sequence)
    triples = list(zip(actors, actors[1:], actors[2:], strict=False))
    return sum(a == c for a, _b, c in triples) / len(triples) if triples else None


def expected_transitions(observed: Mapping[tuple[Actor, Actor], int]) -> dict[tuple[Actor, Actor], float]:
    """What the numbers of turns alone let expect: quasi-independence with an empty diagonal.

    Fitted to the row and column sums by iterative proportional fitting.
    """
    before: Counter[Actor] = Counter()
    after: Counter[Actor] = Counter()
    for (first, second), n in observed.items():
        before[first] += n
        after[second] += n
    actors = list(dict.fromkeys(actor for pair in observed for actor in pair))
    fitted = {(a, b): float(a != b and before[a] > 0 and after[b] > 0) for a in actors for b in actors}
    for _round in range(ROUNDS):
        for actor in actors:
            _scale(fitted, [(actor, other) for other in actors], before[actor])
        if all(abs(_sum_to(fitted, actor) - after[actor]) < NEAR_ENOUGH for actor in actors):
            break
        for actor in actors:
            _scale(fitted, [(other, actor) for other in actors], after[actor])
    return fitted


def _sum_to(fitted: Mapping[tuple[Actor, Actor], float], actor: Actor) -> float:
    return sum(value for (_first, second), value in fitted.items() if second == actor)


def _scale(fitted: dict[tuple[Actor, Actor], float], cells: list[tuple[Actor, Actor]], target: float) -> None:
    total = sum(fitted[cell] for cell in cells)
    if total:
        for cell in cells:
            fitted[cell] *= target / total
