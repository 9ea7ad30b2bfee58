"""What the attributes of a group tell of how it met: who led and observed it, where, when, how long.

Attributes have the names that a team gives them; these are known in Swedish and English.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MODERATOR = ("moderator", "moderatorer", "samtalsledare", "intervjuare", "interviewer", "facilitator")
OBSERVER = ("observatör", "observatörer", "observer", "bisittare", "assisterande moderator")
PLACE = ("plats", "lokal", "ort", "place", "venue", "setting", "location")
DATE = ("datum", "date")
ABSENT = ("frånvarande part", "frånvarande", "bortfall", "absent party", "absent", "declined")
MINUTES = (
    "längd minuter",
    "längd i minuter",
    "längd min",
    "minuter",
    "minutes",
    "length minutes",
    "duration minutes",
)
LENGTH = ("längd", "samtalets längd", "length", "duration")

_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\+|\boch\b|\band\b)\s*")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})?")
_SPOKEN = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|tim|timm(?:e|ar)|hours?)\.?)?\s*(?:(?P<minutes>\d{1,3})\s*(?:m|min|minuter|minutes?)\.?)?"
)
_ROLE_WORD = re.compile(
    r"(?:moderator|mod|m|samtalsledare|intervjuare|int|i|interviewer|facilitator|ledare"
    r"|observatör|observer|obs|o|bisittare)\.?\s*\d*"
)
"""An alias that says the role and not who has it."""


@dataclass(frozen=True, slots=True)
class Conveners:
    """Who had a role (moderator, observer) in the groups, where groups tell it."""

    groups_of: Mapping[str, tuple[str, ...]]
    """By person, the names of the groups; one name in several groups is one person."""
    unnamed: tuple[str, ...]
    """Groups where somebody had the role and it is not said who."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups where somebody had the role."""
        named = (name for groups in self.groups_of.values() for name in groups)
        return tuple(dict.fromkeys((*named, *self.unnamed)))


def noted(attributes: Mapping[str, str], names: Iterable[str]) -> str:
    """What is noted under the first of these names that has a value; '' where nothing is."""
    known = {_plain(name): value.strip() for name, value in attributes.items()}
    return next((known[name] for name in names if known.get(name)), "")


def noted_seconds(attributes: Mapping[str, str]) -> float | None:
    """How long a group met, as it is noted: '66' minutes, or '1:06:00', '66 min', '1 h 6 min'."""
    number = noted(attributes, MINUTES).replace(",", ".")
    if _NUMBER.fullmatch(number):
        return 60 * float(number)
    length = noted(attributes, (*LENGTH, *MINUTES)).casefold()
    if clock := _CLOCK.fullmatch(length):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return 3600.0 * hours + 60 * minutes + seconds
    spoken = _SPOKEN.fullmatch(length)
    if spoken is None or not any(spoken.groups()):
        return None
    return 3600.0 * int(spoken["hours"] or 0) + 60 * int(spoken["minutes"] or 0)


def conveners(
    attributes: Mapping[str, Mapping[str, str]], aliases: Mapping[str, tuple[str, ...]], names: Iterable[str]
) -> Conveners:
    """Who had a role: by what is noted of a group under ``names``, else by the aliases of those who have it.

    ``attributes`` and ``aliases`` are by group. An alias that only says the role names nobody.
    """
    groups_of: dict[str, list[str]] = {}
    unnamed = []
    wanted = tuple(names)
    for group, known in attributes.items():
        people = [name for name in _BETWEEN.split(noted(known, wanted)) if name]
        if not people:
            people = [alias for alias in aliases.get(group, ()) if not _ROLE_WORD.fullmatch(alias.casefold())]
        for person in people:
            groups_of.setdefault(person, []).append(group)
        if not people and aliases.get(group):
            unnamed.append(group)
    return Conveners({name: tuple(found) for name, found in groups_of.items()}, tuple(unnamed))


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_\-]+", name.casefold().strip()))
