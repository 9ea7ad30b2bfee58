"""What the team says of agreement between coders: a figure in the report, or none and why.

Reflexive thematic analysis gives none: coding is interpretation, and a second reading does not measure it
(Braun & Clarke 2021, One size fits all?, Qualitative Research in Psychology 18(3), 328-352). Kept in the
project's settings.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

SETTING = "agreement"
ROWS = ("codes", "themes")


@dataclass(frozen=True, slots=True)
class AgreementUsed:
    """The report has the coders' table, a code or a theme a line."""

    rows: str = "codes"


@dataclass(frozen=True, slots=True)
class AgreementNotUsed:
    """The report has no figure of agreement, for this reason."""

    reason: str


AgreementChoice = AgreementUsed | AgreementNotUsed


def choose_agreement(researcher: Researcher, choice: AgreementChoice) -> None:
    """Say whether the report has a figure of agreement. Raises ``QualwbError`` for an empty reason."""
    if isinstance(choice, AgreementNotUsed):
        reason = choice.reason.strip()
        if not reason:
            raise QualwbError(_("Say why there is no figure of agreement."))
        value, said = {"not_used": reason}, _("no figure: {reason}").format(reason=reason)
    else:
        if choice.rows not in ROWS:
            raise QualwbError(_("Agreement is counted on codes or on themes."))
        value = {"rows": choice.rows}
        said = _("on themes") if choice.rows == "themes" else _("on codes")
    with researcher.act("project.agreement") as act:
        put_setting(act, SETTING, value)
        act.summary = said


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
        case {"rows": "codes" | "themes" as rows}:
            return AgreementUsed(rows)
    return None
