"""Turns as units: what each coder said of each turn, label by label and as a set of labels."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from qualwb.analysis.agreement.coded_round import CodedRound, CodedSource
from qualwb.analysis.agreement.coefficients import Patterns
from qualwb.analysis.talk import SILENT, Talk, talk_by_source

SetsSaid = tuple[frozenset[int] | None, ...]
"""The labels of a turn, by coder; None where a coder has not coded the source."""


@dataclass(frozen=True, slots=True)
class TurnPatterns:
    """How many turns were coded in which way, by the coders in their order."""

    by_label: Mapping[int, Patterns]
    """By label, whether a turn has it: True, False, or None where a coder has not coded the source."""
    sets: Patterns
    """The set of the labels that a turn has."""


def turn_patterns(connection: Connection, coded: CodedRound) -> TurnPatterns:
    """All turns of the sources, whoever speaks; a turn has a label when a unit shares text with it."""
    talk = talk_by_source(connection, [source.key for source in coded.sources])
    sets: Counter[SetsSaid] = Counter()
    for source in coded.sources:
        sets.update(_of_source(source, talk.get(source.key, SILENT), tuple(coded.coders)))
    labels = frozenset[int]().union(*map(_labels_of, sets))
    by_label = {label: Counter[Any]() for label in labels}
    for said, n in sets.items():
        here = _labels_of(said)
        nobody = tuple(None if found is None else False for found in said)
        for label in labels:
            by_label[label][_whether(label, said) if label in here else nobody] += n
    return TurnPatterns(by_label, sets)


def _labels_of(said: SetsSaid) -> frozenset[int]:
    return frozenset[int]().union(*(found for found in said if found is not None))


def _whether(label: int, said: SetsSaid) -> tuple[bool | None, ...]:
    return tuple(None if found is None else label in found for found in said)


def _of_source(source: CodedSource, talk: Talk, coders: tuple[int, ...]) -> Iterator[SetsSaid]:
    labels: dict[int, dict[int, set[int]]] = {coder: {} for coder in source.by_coder}
    for coder, units in source.by_coder.items():
        for label, of_label in units.items():
            for unit in of_label:
                for turn in talk.touching(unit.start, unit.end):
                    labels[coder].setdefault(turn.number, set()).add(label)
    for turn in talk.turns:
        if turn.end > turn.start:
            yield tuple(
                frozenset(labels[coder].get(turn.number, ())) if coder in labels else None for coder in coders
            )
