"""What a name is to the researcher: whom or what it names, where it stands, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DESCRIPTION = "indirect"
"""The kind of words that tell who somebody is without a name: often a whole clause."""


class Verdict(StrEnum):
    """What becomes of a name."""

    OPEN = "open"
    REPLACE = "replace"
    KEEP = "keep"
    GENERALISE = "generalise"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a name stands: code points [start, end) of a column of a row.

    A place in a source's text has ``table`` 'source' and ``column`` 'text'; ``key`` is the key of the row.
    ``path`` leads into a column of JSON (an attribute's name first), else it is empty.
    """

    table: str
    column: str
    key: int
    start: int
    end: int
    words: str
    """What stands there: 'Annas' for Anna."""
    path: tuple[str | int, ...] = ()
    verdict: Verdict | None = None
    """What was decided of this place alone; None where the name's verdict holds."""
    replacement: str = ""
    """What would stand here instead, inflected as ``words`` is; the same words where the place is kept."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place, organisation, number ... and everything that names it in the project."""

    name: str
    kind: str
    """person, place, organisation, address, phone, email, url, personnummer, orgnummer, birthdate, plate,
    indirect, or name (unknown)."""
    gender: str
    """f, m or ''."""
    verdict: Verdict
    alias: str
    """What stands instead when it is replaced or generalised, without ending: chosen or proposed."""
    sure: bool
    why: str
    """Why it is taken for a name, in words of the user's language."""
    places: Sequence[Place]
    forms: Sequence[str] = ()
    """The other names that were joined with it."""
