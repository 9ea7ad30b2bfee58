"""What a user is told of an error, whatever it was."""

from qualwb.defect_report import reported
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of


def told_of(error: BaseException, screen: str, said: str = "") -> QualwbError:
    """An error as it can be told: what a user can mend as it is, what the system said in our words.

    Anything else is a defect of ours: its report is written, names the ``screen``, and is named in the hint.
    ``said`` is what became of that which was asked for.
    """
    if isinstance(error, QualwbError):
        return error
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return QualwbError(where + reason_of(error))
    said = said or _("A defect in qualwb: this was not done. Everything that was answered is stored.")
    return reported(error, f"screen: {screen}", said)
