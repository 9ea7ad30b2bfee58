"""From a figure to the words behind it: who has coded which stretch under one code or theme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.agreement.coded_round import CodedSource
from qualwb.analysis.agreement.material import AgreementWish, ComparedMaterial, compared_material
from qualwb.analysis.lookup import match
from qualwb.analysis.talk import SILENT, talk_by_source
from qualwb.model import Code, Theme
from qualwb.store.naming import kind_of


@dataclass(frozen=True, slots=True)
class TracedStretch:
    """Code points [start, end) that the same coders have coded, as far as it goes."""

    coders: tuple[str, ...]
    source: str
    turns: tuple[int, int] | None
    """Numbers of its first and last turn."""
    start: int
    end: int
    text: str
    codings: tuple[int, ...]
    """Keys of the codings behind it."""


@dataclass(frozen=True, slots=True)
class TracedLabel:
    """Everything that was coded under a label; the lengths of the stretches add up to the table's cells."""

    label: str
    coders: tuple[str, ...]
    round: str
    stretches: tuple[TracedStretch, ...]
    chosen: tuple[str, ...]


def traced(connection: Connection, wish: AgreementWish, name: str) -> TracedLabel:
    """The stretches of a code (of a theme, where themes are asked for), by source and place.

    Raises ``NotFound`` for a name that is not among the labels, and what ``compared_material`` raises.
    """
    material = compared_material(connection, wish)
    keys = {label: key for key, label in material.names.items()}
    label = match(name, keys, kind_of(Theme if wish.labels.themes else Code))
    coded = material.rows
    return TracedLabel(
        label=label,
        coders=tuple(coded.coders.values()),
        round=coded.round,
        stretches=tuple(_stretches(connection, material, keys[label])),
        chosen=material.notes,
    )


def _stretches(connection: Connection, material: ComparedMaterial, label: int) -> Iterator[TracedStretch]:
    talk = talk_by_source(connection, [source.key for source in material.rows.sources])
    for source in material.rows.sources:
        turns = talk.get(source.key, SILENT)
        for start, end, behind in coded_by_whom(source, label):
            touched = turns.touching(start, end)
            yield TracedStretch(
                coders=tuple(material.rows.coders[coder] for coder in behind),
                source=source.name,
                turns=(touched[0].number, touched[-1].number) if touched else None,
                start=start,
                end=end,
                text=source.text[start:end],
                codings=tuple(dict.fromkeys(key for codings in behind.values() for key in codings)),
            )


def coded_by_whom(
    source: CodedSource, label: int
) -> Iterator[tuple[int, int, Mapping[int, tuple[int, ...]]]]:
    """The stretches [start, end) under a label, and the codings there of each coder who has any."""
    borders: dict[int, dict[int, tuple[int, ...] | None]] = {}
    for coder, units in source.by_coder.items():
        for unit in units.get(label, ()):
            borders.setdefault(unit.start, {})[coder] = unit.codings
            borders.setdefault(unit.end, {}).setdefault(coder, None)
    here: dict[int, tuple[int, ...]] = {}
    begun = 0
    for place in sorted(borders):
        if here:
            yield begun, place, {coder: here[coder] for coder in source.by_coder if coder in here}
        for coder, codings in borders[place].items():
            if codings is None:
                here.pop(coder)
            else:
                here[coder] = codings
        begun = place
