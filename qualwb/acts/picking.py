"""Codings of a code, picked by where they stand or what they say."""

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find
from qualwb.model import Code, Coding, Group, Source


def pick_codings(
    connection: Connection,
    code: str,
    *,
    group: str | None = None,
    source: str | None = None,
    text: str | None = None,
) -> list[int]:
    """Keys of the code's codings that fulfil everything that is given; ``text`` without regard to case."""
    rows = select(Coding.id, Coding.quote).join(Source, Source.id == Coding.source_id)
    rows = rows.where(Coding.code_id == find(connection, Code, code)["id"])
    if group is not None:
        rows = rows.where(Source.group_id == find(connection, Group, group)["id"])
    if source is not None:
        rows = rows.where(Source.id == find(connection, Source, source)["id"])
    wanted = (text or "").casefold()
    return [key for key, quote in connection.execute(rows) if wanted in quote.casefold()]
