"""Texts that two edit at once: a new one knows what it was edited from, and writes over nothing unseen."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from qualwb.errors import QualwbError
from qualwb.local_time import when_told
from qualwb.localization import gettext as _
from qualwb.model import Coder, Record
from qualwb.shortening import shortened
from qualwb.store.journal import Act
from qualwb.store.what_became import who_rewrote

__all__ = ["ChangedMeanwhile", "Was", "refuse_changed"]

Was = Mapping[str, str] | None
"""The texts that an edit began from, by column; None for an edit that does not say."""
LONGEST = 300
"""Characters of the other text that the error tells."""


class ChangedMeanwhile(QualwbError):
    """Somebody else changed a text since it was opened to be edited; nothing was written."""

    def __init__(self, who: str, now: Mapping[str, str]) -> None:
        told = "; ".join(f"'{shortened(text, LONGEST)}'" for text in now.values())
        super().__init__(
            _("{who} changed it meanwhile. Now it says: {text}.").format(who=who, text=told),
            _("Your own text is not lost: take over what you need and save again."),
        )
        self.now = dict(now)
        """What stands there now, by column: what an edit that is saved again has seen."""


def refuse_changed(act: Act, record: type[Record], row: Mapping[Any, Any] | None, was: Was) -> None:
    """Raise ``ChangedMeanwhile`` when a row says otherwise than an edit of it began from.

    A row that is not there says nothing. Blanks around a text make no difference.
    """
    began = dict(was or {})
    now = {column: str(row[column]) if row else "" for column in began}
    changed = {column: text for column, text in now.items() if text.strip() != began[column].strip()}
    if changed:
        raise ChangedMeanwhile(_who(act, record, row, changed), changed)


def _who(act: Act, record: type[Record], row: Mapping[Any, Any] | None, columns: Collection[str]) -> str:
    """Who wrote these columns of a row last, and when."""
    if row is None:
        return _("Somebody")
    wrote = who_rewrote(act.connection, record, row["id"], columns)
    if wrote is None and "coder_id" in row:
        name = act.connection.execute(select(Coder.name).where(Coder.id == row["coder_id"])).scalar_one()
        wrote = (name, row["updated_at"])
    return f"{wrote[0]} ({when_told(wrote[1])})" if wrote else _("Somebody")
