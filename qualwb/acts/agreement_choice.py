"""What the team says of agreement between coders: a figure in the report, or none and why.

Reflexive thematic analysis gives none: coding is interpretation, and a second reading does not measure it
(Braun & Clarke 2021, One size fits all?, Qualitative Research in Psychology 18(3), 328-352). Kept in the
project's settings.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find
from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coder

SETTING = "agreement"
ROWS = ("codes", "themes")


@dataclass(frozen=True, slots=True)
class AgreementUsed:
    """The report has the coders' table, a code or a theme a line."""

    rows: str = "codes"
    coders: tuple[str, ...] = ()
    """Whose agreement; else that of all who coded in the round."""

    @property
    def in_words(self) -> str:
        """'on codes, KL – MB'."""
        on = _("on themes") if self.rows == "themes" else _("on codes")
        return ", ".join((on, *([" – ".join(self.coders)] if self.coders else ())))


@dataclass(frozen=True, slots=True)
class AgreementNotUsed:
    """The report has no figure of agreement, for this reason."""

    reason: str

    @property
    def in_words(self) -> str:
        """'no figure: reflexive analysis'."""
        return _("no figure: {reason}").format(reason=self.reason)


AgreementChoice = AgreementUsed | AgreementNotUsed


def choose_agreement(researcher: Researcher, choice: AgreementChoice) -> None:
    """Say whether the report has a figure of agreement, and whose.

    Raises ``QualwbError`` for an empty reason or a coder alone, ``NotFound`` for one whom nobody knows.
    """
    if isinstance(choice, AgreementNotUsed):
        reason = choice.reason.strip()
        if not reason:
            raise QualwbError(_("Say why there is no figure of agreement."))
        choice = AgreementNotUsed(reason)
        value: dict[str, Any] = {"not_used": reason}
    else:
        if choice.rows not in ROWS:
            raise QualwbError(_("Agreement is counted on codes or on themes."))
        value = {"rows": choice.rows}
    with researcher.act("project.agreement") as act:
        if isinstance(choice, AgreementUsed) and choice.coders:
            value["coders"] = _uids(act.connection, choice.coders)
        put_setting(act, SETTING, value)
        act.summary = choice.in_words


def unsay_agreement(researcher: Researcher) -> None:
    """Say nothing of agreement any longer."""
    with researcher.act("project.agreement") as act:
        put_setting(act, SETTING, None)
        act.summary = _("nothing said")


def agreement_choice(connection: Connection) -> AgreementChoice | None:
    """What the team says of agreement; None where nothing is said."""
    match setting(connection, SETTING):
        case {"not_used": str(reason)}:
            return AgreementNotUsed(reason)
        case {"rows": "codes" | "themes" as rows, "coders": list(coders)}:
            return AgreementUsed(rows, _names(connection, coders))
        case {"rows": "codes" | "themes" as rows}:
            return AgreementUsed(rows)
    return None


def _uids(connection: Connection, names: Sequence[str]) -> list[str]:
    found = [find(connection, Coder, name)["uid"] for name in names]
    if len(found) < 2 or len(set(found)) != len(found):
        raise QualwbError(_("Agreement is between two coders or more, each named once."))
    return found


def _names(connection: Connection, uids: Collection[str]) -> tuple[str, ...]:
    """The names of these coders as they are now; nothing where fewer than two are left."""
    names = dict(connection.execute(select(Coder.uid, Coder.name).where(Coder.uid.in_(list(uids)))).all())
    found = tuple(names[uid] for uid in uids if uid in names)
    return found if len(found) > 1 else ()
