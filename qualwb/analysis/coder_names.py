"""The persons behind the labels of coders: 'KL & MB' are two, 'konsensus' is none."""

import re
from collections.abc import Sequence

from qualwb.localization import gettext as _

NO_PERSON = frozenset(
    {"konsensus", "consensus", "gemensam", "gemensamt", "tillsammans", "joint", "together", "team", "teamet"}
)
"""Labels that say how a coding came about, not who made it."""
_TOGETHER = re.compile(r"\s*(?:&|\+)\s*|\s+(?:och|and)\s+")
_PERHAPS = re.compile(r"\s*[,/]\s*")
"""Signs that divide names only where each of them codes on its own as well: 'Lund, Anna' is one person."""


def consensus_note() -> str:
    """What a coder is in a round of consensus, for the foot of a table."""
    return _("In consensus a coder is who decided, or coded there: not what each saw alone.")


def is_consensus(round_: str) -> bool:
    """Whether a round is one of consensus by its name: not what each saw alone stands there."""
    return round_.casefold() in NO_PERSON


def codes_under(coder: str, label: str) -> bool:
    """Whether a label is the coder's own, or one of several people that the coder is among."""
    return coder.casefold() in {name.casefold() for name in (label, *people_of(label))}


def coding_people(labels: Sequence[str]) -> tuple[str, ...]:
    """The persons, each once, in the order of the labels."""
    known = {label.casefold() for label in labels}
    found: dict[str, str] = {}
    for label in labels:
        for name in people_of(label, known):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def people_of(label: str, known: frozenset[str] | set[str] = frozenset()) -> tuple[str, ...]:
    """Who codes under a label; ``known`` are all labels, casefolded."""
    parts = [part for part in _TOGETHER.split(label.strip()) if part]
    if len(parts) == 1:
        perhaps = _PERHAPS.split(parts[0])
        parts = perhaps if all(part.casefold() in known for part in perhaps) else parts
    return tuple(part for part in parts if part.casefold() not in NO_PERSON)
