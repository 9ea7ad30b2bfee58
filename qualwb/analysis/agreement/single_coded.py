"""What stands in sources that one coder alone has coded in a round: nothing there can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.agreement.compared import Compared, coders_by_round
from qualwb.model import Code, Coding, FinishedCoding, Group, Round, Source


@dataclass(frozen=True, slots=True)
class SingleCoded:
    """The codings of such sources that do not stand in consensus yet."""

    sources: Mapping[str, str]
    """The name of the one coder by source, in the order of reading."""
    seen: Mapping[int, tuple[str, str]]
    """Code and words of each coding, by its key."""

    @property
    def in_words(self) -> str:
        """The sources, each with its coder."""
        return ", ".join(f"{source} ({coder})" for source, coder in self.sources.items())


def single_coded(connection: Connection, compared: Compared, into: str) -> SingleCoded:
    """What could be taken into the round ``into``; one who has finished a source is a coder of it too."""
    coder_of = _one_coder_of(connection, compared.round_key)
    there = _standing(connection, into)
    rows = connection.execute(
        select(Coding.id, Coding.source_id, Source.name, Coding.start, Coding.end, Coding.code_id)
        .add_columns(Code.name, Coding.quote)
        .join(Code, Code.id == Coding.code_id)
        .join(Source, Source.id == Coding.source_id)
        .join(Group, Group.id == Source.group_id)
        .where(Coding.round_id == compared.round_key, Coding.orphaned_from.is_(None))
        .where(Coding.source_id.in_(sorted(coder_of)))
        .order_by(Group.position, Group.id, Source.position, Source.id, Coding.id)
    )
    sources: dict[str, str] = {}
    seen: dict[int, tuple[str, str]] = {}
    for key, source, name, *place, code, quote in rows:
        if (source, *place) not in there:
            sources[name] = coder_of[source]
            seen[key] = (code, quote)
    return SingleCoded(sources, seen)


def _one_coder_of(connection: Connection, round_key: int) -> dict[int, str]:
    """By source that one coder alone has coded, or finished, the coder's name."""
    names = coders_by_round(connection).get(round_key, {})
    coders: dict[int, set[int]] = {}
    for record, standing in ((Coding, (Coding.orphaned_from.is_(None),)), (FinishedCoding, ())):
        rows = select(record.source_id, record.coder_id).where(record.round_id == round_key, *standing)
        for source, coder in connection.execute(rows.distinct()):
            coders.setdefault(source, set()).add(coder)
    return {source: names[next(iter(by))] for source, by in coders.items() if len(by) == 1}


def _standing(connection: Connection, round_: str) -> set[tuple[int, ...]]:
    """Source, start, end and code of what stands in a round."""
    rows = (
        select(Coding.source_id, Coding.start, Coding.end, Coding.code_id)
        .join(Round, Round.id == Coding.round_id)
        .where(Round.name == round_, Coding.orphaned_from.is_(None))
    )
    return {tuple(row) for row in connection.execute(rows)}
