"""What the coders coded in one round: their units by source, where at least two of them have coded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, select

from qualwb.analysis.agreement.units import CodedUnit, units_of
from qualwb.model import Coding, FinishedCoding, Group, Source
from qualwb.store.texts import current_texts

UnitsByLabel = Mapping[int, tuple[CodedUnit, ...]]
"""A coder's units in one source, in text order, by label. Those of one label do not overlap."""


@dataclass(frozen=True, slots=True)
class CodedSource:
    """A source with the units of each coder who has coded it.

    A coder who is not among ``by_coder`` has not coded the source: that is missing, not 'nothing coded'. One
    who has finished it without a code has no units.
    """

    key: int
    name: str
    text: str = field(repr=False)
    by_coder: Mapping[int, UnitsByLabel] = field(repr=False)

    @property
    def length(self) -> int:
        """Characters of the text: the continuum that the coders divide."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class CodedRound:
    """The sources of a round that at least two of its coders have coded.

    ``coders`` are the names by key, in the order asked for.
    """

    round: str
    coders: Mapping[int, str]
    sources: tuple[CodedSource, ...]
    left_out: Mapping[str, tuple[int, ...]]
    """The other sources, by name, and the one coder who has coded each, if any."""

    @property
    def characters(self) -> int:
        """The length of the sources together."""
        return sum(source.length for source in self.sources)

    @property
    def coded_alone(self) -> dict[str, str]:
        """By source left out, the name of the one coder who has coded it, '' for nobody."""
        return {
            name: "".join(self.coders[key] for key in coded_by) for name, coded_by in self.left_out.items()
        }

    def of_pair(self, first: int, second: int) -> "CodedRound":
        """The same for two of the coders: the sources that both have coded."""
        pair = {key: self.coders[key] for key in (first, second)}
        left_out = {
            name: tuple(key for key in coded_by if key in pair) for name, coded_by in self.left_out.items()
        }
        kept = []
        for source in self.sources:
            here = {key: source.by_coder[key] for key in pair if key in source.by_coder}
            if len(here) > 1:
                kept.append(replace(source, by_coder=here))
            else:
                left_out[source.name] = tuple(here)
        return CodedRound(self.round, pair, tuple(kept), left_out)


def load_round(connection: Connection, round_: tuple[int, str], coders: Mapping[int, str]) -> CodedRound:
    """The units of the coders in a round, a label a code. ``round_`` is its key and name.

    A coder has coded a source who has codings in it, or has finished it: then the rest needs no code. Codings
    that lost their place in the text are not there.
    """
    found = _codings(connection, round_[0], coders)
    for source, coder in _finished(connection, round_[0], coders):
        found.setdefault(source, {}).setdefault(coder, [])
    texts = current_texts(connection)
    kept, left_out = [], {}
    for key, name in _sources(connection):
        here = found.get(key, {})
        if len(here) < 2:
            left_out[name] = tuple(here)
            continue
        units = {coder: _units(texts[key], here[coder]) for coder in coders if coder in here}
        kept.append(CodedSource(key, name, texts[key], units))
    return CodedRound(round_[1], dict(coders), tuple(kept), left_out)


_Placed = tuple[int, int, int, int]
"""Code, start, end and key of a coding."""


def _codings(
    connection: Connection, round_: int, coders: Iterable[int]
) -> dict[int, dict[int, list[_Placed]]]:
    """By source and coder, in the order of codes and places."""
    rows = connection.execute(
        select(Coding.source_id, Coding.coder_id, Coding.code_id, Coding.start, Coding.end, Coding.id).where(
            Coding.round_id == round_, Coding.coder_id.in_(list(coders)), Coding.orphaned_from.is_(None)
        )
    ).all()
    found: dict[int, dict[int, list[_Placed]]] = {}
    for source, coder, code, start, end, key in rows:
        found.setdefault(source, {}).setdefault(coder, []).append((code, start, end, key))
    return found


def _finished(connection: Connection, round_: int, coders: Iterable[int]) -> list[tuple[int, int]]:
    """Source and coder of what the coders have finished."""
    rows = select(FinishedCoding.source_id, FinishedCoding.coder_id).where(
        FinishedCoding.round_id == round_, FinishedCoding.coder_id.in_(list(coders))
    )
    return [(source, coder) for source, coder in connection.execute(rows)]


def _units(text: str, codings: Sequence[_Placed]) -> UnitsByLabel:
    return {
        code: units_of(text, code, [placed[1:] for placed in of_code])
        for code, of_code in groupby(sorted(codings), itemgetter(0))
    }


def _sources(connection: Connection) -> list[tuple[int, str]]:
    rows = select(Source.id, Source.name).join(Group, Group.id == Source.group_id)
    rows = rows.order_by(Group.position, Group.id, Source.position, Source.id)
    return [(key, name) for key, name in connection.execute(rows)]
