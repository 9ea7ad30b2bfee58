"""Codes that somebody merged, renamed or deleted while another chose them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from qualwb.act_words import act_in_words
from qualwb.acts.lookup import find_known
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Change, Code


def refuse_gone(connection: Connection, names: Iterable[str]) -> None:
    """Raise ``QualwbError`` for a name that was a code when it was chosen and is none now."""
    for name in names:
        if find_known(connection, Code, name) is None:
            raise QualwbError(
                _("There is no code '{name}' any more.").format(name=name) + _what_happened(connection, name),
                _("Choose again: nothing was coded."),
            )


def _what_happened(connection: Connection, name: str) -> str:
    """The last act on codes that tells of the name, and whose it was; '' where none does."""
    found = connection.execute(
        select(Change.coder, Change.act, Change.summary)
        .where(Change.act.startswith("code."), Change.summary.contains(f"'{name}'", autoescape=True))
        .order_by(Change.id.desc())
        .limit(1)
    ).first()
    return f" {found.coder}: {act_in_words(found.act)} {found.summary}." if found is not None else ""
