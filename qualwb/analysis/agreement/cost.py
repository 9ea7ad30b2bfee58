"""What a disagreement costs: how much the agreement on codes would rise without it."""

from collections.abc import Mapping

from qualwb.analysis.agreement.coded_round import CodedRound
from qualwb.analysis.agreement.matching import THRESHOLD, UnitPair
from qualwb.analysis.agreement.meetings import binaries, meetings_in
from qualwb.analysis.agreement.unitizing import apart_by_chance


def cost_of_a_character(coded: CodedRound) -> dict[int, float]:
    """By label, what one character that one of its two coders alone has coded takes from the mean |u-alpha.

    |u-alpha of a code is 1 - apart / apart by chance, so a character costs 1 / apart by chance of it, and the
    mean over the codes that have one so much less. What chance does is held as it is.
    """
    counted = binaries(coded, [meetings_in(source, THRESHOLD) for source in coded.sources])
    chance = {label: apart_by_chance(binary) for label, binary in counted.items()}
    defined = {label: apart for label, apart in chance.items() if apart}
    return {label: 1 / (apart * len(defined)) for label, apart in defined.items()}


def cost_of(units: UnitPair, of_a_character: Mapping[int, float]) -> float | None:
    """What a pair of units costs; None where the agreement on its codes is undefined."""
    sides = [unit for unit in (units.a, units.b) if unit is not None]
    if any(unit.label not in of_a_character for unit in sides):
        return None
    if len({unit.label for unit in sides}) == 1:
        return units.characters_apart * of_a_character[sides[0].label]
    return sum(unit.length * of_a_character[unit.label] for unit in sides)
