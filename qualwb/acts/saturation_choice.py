"""What the team says of saturation: used by a rule, or not used and why.

Reflexive thematic analysis does not use it (Braun & Clarke 2021, To saturate or not to saturate?, Qualitative
Research in Sport, Exercise and Health 13(2), 201-216). Kept in the project's settings.
"""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.errors import QualwbError
from qualwb.localization import decimal
from qualwb.localization import gettext as _

SETTING = "saturation"


@dataclass(frozen=True, slots=True)
class SaturationUsed:
    """Saturation is a criterion: the new information ratio of Guest, Namey & Chen with these values.

    ``base`` and ``run`` are groups, ``threshold`` is a share from 0 to 1.
    """

    base: int
    run: int
    threshold: float

    @classmethod
    def read(cls, base: str, run: str, threshold: str) -> "SaturationUsed":
        """The rule as a person writes it: the threshold as '5 %', or a share with decimal comma or point.

        From 1 upwards a number without a sign is of percent: no share that is a threshold is as large.

        Raises ``QualwbError``, also for one that is out of bounds.
        """
        share, percent, _after = threshold.replace(",", ".").partition("%")
        try:
            number = float(share)
            rule = cls(int(base), int(run), number / (100 if percent or number >= 1 else 1))
        except ValueError:
            raise QualwbError(_("Base, run and threshold are numbers.")) from None
        rule.refuse_out_of_bounds()
        return rule

    @property
    def percent(self) -> str:
        """The threshold as it is written: '5 %'."""
        value = round(100 * self.threshold, 4)
        return f"{decimal(value, len(f'{value:g}'.partition('.')[2]))} %"

    @property
    def in_words(self) -> str:
        """'base 4, run 2, threshold 5 %'."""
        return _("base {base}, run {run}, threshold {threshold}").format(
            base=self.base, run=self.run, threshold=self.percent
        )

    def refuse_out_of_bounds(self) -> None:
        """Raise ``QualwbError`` where no ratio could be judged by the rule."""
        if self.base < 1 or self.run < 1 or not 0 <= self.threshold <= 1:
            raise QualwbError(
                _("Base and run are at least 1, the threshold is from 0 to 1."),
                _("Write a threshold of five percent as 5 % or 0,05."),
            )


@dataclass(frozen=True, slots=True)
class SaturationNotUsed:
    """Saturation is no criterion, for this reason."""

    reason: str

    @property
    def in_words(self) -> str:
        """'not used: reflexive analysis'."""
        return _("not used: {reason}").format(reason=self.reason)


SaturationChoice = SaturationUsed | SaturationNotUsed


def choose_saturation(researcher: Researcher, choice: SaturationChoice) -> None:
    """Say whether saturation is used. Raises ``QualwbError`` for a rule out of bounds or an empty reason."""
    if isinstance(choice, SaturationNotUsed):
        if not choice.reason.strip():
            raise QualwbError(_("Say why saturation is not used."))
        choice = SaturationNotUsed(choice.reason.strip())
        value = {"not_used": choice.reason}
    else:
        choice.refuse_out_of_bounds()
        value = asdict(choice)
    with researcher.act("project.saturation") as act:
        put_setting(act, SETTING, value)
        act.summary = choice.in_words


def unsay_saturation(researcher: Researcher) -> None:
    """Say nothing of saturation any longer."""
    with researcher.act("project.saturation") as act:
        put_setting(act, SETTING, None)
        act.summary = _("nothing said")


def saturation_choice(connection: Connection) -> SaturationChoice | None:
    """What the team says of saturation; None where nothing is said."""
    match setting(connection, SETTING):
        case {"not_used": str(reason)}:
            return SaturationNotUsed(reason)
        case {"base": int(base), "run": int(run), "threshold": float() | int() as threshold}:
            return SaturationUsed(base, run, float(threshold))
    return None
