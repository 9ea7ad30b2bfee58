"""What a team says of saturation: the rule it is counted by, and words."""

from dataclasses import replace

from qualwb.acts.saturation_choice import SaturationChoice, SaturationNotUsed, SaturationUsed
from qualwb.analysis.saturation import BASE, RUN, THRESHOLD, Saturation
from qualwb.exchange.numbers import percent
from qualwb.localization import gettext as _


def rule_of(choice: SaturationChoice | None) -> SaturationUsed:
    """The rule that the team has chosen, else the usual one."""
    return choice if isinstance(choice, SaturationUsed) else SaturationUsed(BASE, RUN, THRESHOLD)


def saturation_in_words(choice: SaturationChoice) -> str:
    """'Saturation is used ...' with its rule, or 'Saturation is not used, because ...'."""
    if isinstance(choice, SaturationNotUsed):
        return _("Saturation is not used, because: {reason}").format(reason=choice.reason)
    rule = _("Saturation is used: base size {base}, run length {run}, new information at most {threshold}")
    return rule.format(base=choice.base, run=choice.run, threshold=percent(choice.threshold))


def with_choice(found: Saturation, choice: SaturationChoice | None) -> Saturation:
    """The saturation with what the team says of it below, where it says something."""
    return found if choice is None else replace(found, notes=(saturation_in_words(choice), *found.notes))
