"""Coding: a code on a passage, taken away, its edges moved, chosen as a key quote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coder, Coding, Round, Source
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act
from qualwb.study.codes import new_code
from qualwb.study.desk import Desk
from qualwb.study.lookup import clean_name, find
from qualwb.study.passages import BadPassage, Passage, passage_at
from qualwb.study.recoding import coding_row, coding_there, put_code, repoint


@dataclass(frozen=True, slots=True)
class Coded:
    """What coding a passage did: the keys of the codings, and the names of codes made on the way."""

    names: tuple[str, ...]
    codings: tuple[int, ...]
    new_codes: tuple[str, ...]
    already: tuple[str, ...]
    """Codes that this coder had on the passage before."""


def apply(
    desk: Desk,
    passage: Passage,
    codes: Sequence[str],
    *,
    origin: str = "manual",
    create: bool = False,
    cited: bool = False,
) -> Coded:
    """Put codes on a passage. With ``create``, a name that is no code yet becomes one.

    Raises ``NotFound`` for an unknown code otherwise.
    """
    with desk.act("coding.apply") as act:
        made, new, already = [], [], []
        for name in codes:
            code_id, is_new = _code(act, name, create)
            if is_new:
                new.append(name)
            key = put_code(act, desk, passage, code_id, origin=origin, cited=cited)
            if key is None:
                already.append(name)
            else:
                made.append(key)
        act.summary = _("{codes} on {source} {start}-{end}").format(
            codes=", ".join(codes), source=passage.source, start=passage.start, end=passage.end
        )
    return Coded(tuple(codes), tuple(made), tuple(new), tuple(already))


def remove(desk: Desk, codings: Iterable[int], reason: str = "") -> int:
    """Take codings away; returns how many there were. Raises ``NotFound`` when a number is none."""
    keys = sorted(set(codings))
    with desk.act("coding.remove", reason) as act:
        rows = [coding_row(act, key) for key in keys]
        act.delete(Coding, keys)
        act.summary = _describe(act, rows)
    return len(rows)


def codings_of(desk: Desk, passage: Passage, code: str) -> list[int]:
    """Keys of this coder's codings of the passage with the code: those that overlap it, in this round."""
    with desk.project.reading() as connection:
        found = (
            select(Coding.id)
            .join(Coder, Coder.id == Coding.coder_id)
            .join(Round, Round.id == Coding.round_id)
            .where(
                Coding.source_id == passage.source_id,
                Coding.code_id == find(connection, Code, code)["id"],
                Coder.name == desk.coder,
                Round.name == desk.round,
                Coding.start < passage.end,
                Coding.end > passage.start,
                Coding.orphaned_from.is_(None),
            )
        )
        return list(connection.execute(found.order_by(Coding.start)).scalars())


def move_edges(desk: Desk, coding: int, start: int, end: int) -> Passage:
    """Give a coding other edges; also the way to place an orphan again.

    Raises ``BadPassage`` for a span outside the text or one that the coder has already coded so.
    """
    with desk.act("coding.move") as act:
        row = coding_row(act, coding)
        source = act.connection.execute(select(Source.name).where(Source.id == row["source_id"])).scalar_one()
        passage = passage_at(act.connection, source, start, end)
        other = coding_there(act, passage, row["code_id"], row["coder_id"], row["round_id"])
        if other not in (None, coding):
            raise BadPassage(_("The same code stands on exactly that passage already."))
        act.update(
            Coding, coding, start=passage.start, end=passage.end, quote=passage.text, orphaned_from=None
        )
        act.summary = _("{what} to {start}-{end}").format(
            what=_describe(act, [row]), start=passage.start, end=passage.end
        )
    return passage


def cite(desk: Desk, codings: Iterable[int], cited: bool = True) -> None:
    """Choose codings as key quotes to be printed, or take the choice back."""
    with desk.act("coding.cite") as act:
        rows = [coding_row(act, key) for key in codings]
        for row in rows:
            act.update(Coding, row["id"], cited=cited)
        act.summary = _describe(act, rows)


def recode(desk: Desk, codings: Iterable[int], code: str, reason: str = "") -> None:
    """Give codings another code; one that would then stand twice is taken away."""
    with desk.act("coding.recode", reason) as act:
        target = find(act.connection, Code, code)["id"]
        rows = [coding_row(act, key) for key in codings]
        for row in rows:
            repoint(act, row["id"], target)
        act.summary = _("{what} to '{code}'").format(what=_describe(act, rows), code=code)


def _code(act: Act, name: str, create: bool) -> tuple[int, bool]:
    try:
        return find(act.connection, Code, name)["id"], False
    except NotFound:
        if not create:
            raise
    return new_code(act, clean_name(name)), True


def _describe(act: Act, rows: list[dict]) -> str:
    if len(rows) != 1:
        return ngettext("{n} coding", "{n} codings", len(rows)).format(n=len(rows))
    row = rows[0]
    code = act.connection.execute(select(Code.name).where(Code.id == row["code_id"])).scalar_one()
    source = act.connection.execute(select(Source.name).where(Source.id == row["source_id"])).scalar_one()
    return f"'{code}', {source} {row['start']}-{row['end']}"
