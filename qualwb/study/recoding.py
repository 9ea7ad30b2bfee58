"""Within an act: a code put on a passage, a coding looked up or given another code."""

from typing import Any

from sqlalchemy import select

from qualwb.localization import gettext as _
from qualwb.model import Coding
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.project_file import ensure_coder, ensure_round, now
from qualwb.study.desk import Desk
from qualwb.study.passages import Passage


def coding_row(act: Act, key: int) -> dict[str, Any]:
    """The row of a coding. Raises ``NotFound``."""
    table = table_of(Coding)
    row = act.connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(_("There is no coding {key}.").format(key=key))
    return dict(row)


def repoint(act: Act, coding: int, code_id: int) -> None:
    """Within an act: move a coding to another code; a double is removed and its choice as key quote kept."""
    row = coding_row(act, coding)
    if row["code_id"] == code_id:
        return
    table = table_of(Coding)
    twin = (
        act.connection.execute(
            select(table).where(
                *(
                    table.c[name] == row[name]
                    for name in ("source_id", "start", "end", "coder_id", "round_id")
                ),
                table.c.code_id == code_id,
                table.c.orphaned_from.is_(None),
            )
        )
        .mappings()
        .first()
    )
    if twin is None or row["orphaned_from"] is not None:
        act.update(Coding, coding, code_id=code_id)
        return
    if row["cited"]:
        act.update(Coding, twin["id"], cited=True)
    act.delete(Coding, [coding])


def put_code(
    act: Act, desk: Desk, passage: Passage, code_id: int, *, origin: str = "manual", cited: bool = False
) -> int | None:
    """Code a passage as the coder and in the round of the desk; None when it is coded so already."""
    coder, round_ = ensure_coder(act, desk.coder), ensure_round(act, desk.round)
    if coding_there(act, passage, code_id, coder, round_) is not None:
        return None
    return act.insert(
        Coding,
        source_id=passage.source_id,
        code_id=code_id,
        coder_id=coder,
        round_id=round_,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        cited=cited,
        origin=origin,
        created_at=now(),
    )


def coding_there(act: Act, passage: Passage, code_id: int, coder_id: int, round_id: int) -> int | None:
    """The coding of exactly this passage with the code, by the coder, in the round."""
    return act.connection.execute(
        select(Coding.id).where(
            Coding.source_id == passage.source_id,
            Coding.start == passage.start,
            Coding.end == passage.end,
            Coding.code_id == code_id,
            Coding.coder_id == coder_id,
            Coding.round_id == round_id,
            Coding.orphaned_from.is_(None),
        )
    ).scalar()
