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
    labels = {label for said in sets for labels in said if labels for label in labels}
    by_label = {label: Counter[Any]() for label in labels}
    for said, n in sets.items():
        nobody = tuple(None if labels is None else False for labels in said)
        here = {label for labels in said if labels for label in labels}
        for label in here:
            by_label[label][tuple(None if labels is None else label in labels for labels in said)] += n
        for label in labels - here:
            by_label[label][nobody] += n
    return TurnPatterns(by_label, sets)


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
