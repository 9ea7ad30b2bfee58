"""What a code stands on, coding by coding: with who speaks there and who coded it."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import keys_of
from qualwb.model import Code, Coder, Coding, Group, Round, Source, Speaker, Turn
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A coding with a code, as far as whoever asks may see it."""

    key: int
    group: str
    source: str
    speakers: tuple[str, ...]
    """The labels of those who speak in the passage, in order, each once."""
    turn: int | None
    """Number of the first turn; None where there is no turn."""
    text: str
    coder: str
    round: str


def code_uses(connection: Connection, code: str) -> tuple[CodeUse, ...]:
    """The codings with a code that stand in the text, in the order of groups, sources and text.

    Raises ``NotFound`` for an unknown code.
    """
    (key,) = keys_of(connection, Code, [code])
    used = (Coding.code_id == key, Coding.orphaned_from.is_(None))
    codings = (
        select(Coding.id, Group.name, Source.name, Coding.quote, Coder.name, Round.name)
        .join(Source, Source.id == Coding.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .where(*used)
        .order_by(Group.position, Group.id, Source.position, Source.id, Coding.start, Coding.end, Coding.id)
    )
    within = (Turn.source_id == Coding.source_id) & (Turn.start < Coding.end) & (Turn.end > Coding.start)
    turns = (
        select(Coding.id, Turn.number, Speaker.label)
        .join(Turn, within)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .where(*used)
        .order_by(Coding.id, Turn.number)
    )
    rows, heard = together(
        connection, lambda asked: asked.execute(codings).all(), lambda asked: asked.execute(turns).all()
    )
    there: defaultdict[int, list[tuple[int, str | None]]] = defaultdict(list)
    for coding, number, label in heard:
        there[coding].append((number, label))
    return tuple(
        CodeUse(
            coding,
            group,
            source,
            tuple(dict.fromkeys(label for _number, label in there[coding] if label)),
            there[coding][0][0] if there[coding] else None,
            text,
            coder,
            round_,
        )
        for coding, group, source, text, coder, round_ in rows
    )
