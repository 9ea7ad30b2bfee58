"""Codes that no theme gathers: a table of themes has no row for what they were given to."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from qualwb.localization import ngettext
from qualwb.model import Code

SHOWN = 3
"""Names that are told of all that there are."""


def themeless_note(connection: Connection, codes: Collection[int]) -> tuple[str, ...]:
    """For the foot of a table of themes: these codes, by their keys, are not in it; nothing without any."""
    if not codes:
        return ()
    names = list(
        connection.execute(select(Code.name).where(Code.id.in_(sorted(codes))).order_by(Code.name)).scalars()
    )
    said = ngettext(
        "{n} code in no theme is not in the table: {names}",
        "{n} codes in no theme are not in the table: {names}",
        len(names),
    )
    told = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return (said.format(n=len(names), names=told),)
