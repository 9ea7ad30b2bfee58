"""Attributes made coarser by rule: ages to bands, places to counties, values to others, or dropped."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Group, Participant, Source
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of

BEARERS = (Participant, Group, Source)
"""Records with attributes."""
OTHERS = "*"
"""In a rule: every value that it does not name; '*=*' leaves those as they are."""
_COUNTY = ("län", "lan", "county")
_RANGE = re.compile(r"(\d{1,4})\s*[-–—]\s*(\d{1,4})?")
_NUMBER = re.compile(r"\s*(\d{1,4})(?:[.,]\d+)?\s*(?:år|years?)?\s*")

Coarser = Callable[[str], str | None]
"""A value made coarser; None where the rule can't read it, so that it is left out."""


@dataclass(frozen=True, slots=True)
class CoarseningRule:
    """What becomes of an attribute, wherever it stands."""

    attribute: str
    coarser: Coarser
    told: str
    """The rule as it was written."""


@dataclass(frozen=True, slots=True)
class Coarsened:
    """What a rule did."""

    attribute: str
    told: str
    values: int
    """Values that stood at people, groups and sources."""
    left_out: int
    """Those that the rule could not read, or dropped."""


def rule_of(text: str) -> CoarseningRule:
    """The rule that is written as one of::

        ålder=10                         bands of so many years
        kommun=län                       municipalities to their counties
        yrke=-                           dropped
        ålder: 18-39=yngre, 40-=äldre    values, or spans of whole numbers, to others; '*=...' for the rest

    Raises ``QualwbError``.
    """
    name, way = _parted(text)
    if way == "-":
        return CoarseningRule(name, lambda _value: None, text)
    if way.isdecimal() and way.isascii() and int(way) > 1:
        return CoarseningRule(name, _banded(int(way)), text)
    if way.casefold() in _COUNTY:
        return CoarseningRule(name, _county, text)
    if "=" in way:
        return CoarseningRule(name, _mapped(way, text), text)
    raise _no_rule(text)


def coarsen(act: Act, rules: Iterable[CoarseningRule]) -> list[Coarsened]:
    """Within an act: apply the rules to the attributes of participants, groups and sources.

    A value that a rule can't read is left out. Raises ``NotFound`` for an attribute that nothing has.
    """
    return [_apply(act, rule) for rule in rules]


def _apply(act: Act, rule: CoarseningRule) -> Coarsened:
    values: Counter[bool] = Counter()
    for record in BEARERS:
        table = table_of(record)
        rows = act.connection.execute(select(table.c.id, table.c.attributes).order_by(table.c.id)).all()
        for key, attributes in rows:
            name = next((one for one in attributes if one.casefold() == rule.attribute.casefold()), None)
            if name is not None:
                coarser = rule.coarser(str(attributes[name])) if attributes[name] is not None else None
                values[coarser is None] += 1
                act.update(record, key, attributes=_with(attributes, name, coarser))
    if not values:
        raise NotFound(_("Nothing has an attribute '{name}'.").format(name=rule.attribute))
    return Coarsened(rule.attribute, rule.told, values.total(), values[True])


def _with(attributes: Mapping[str, Any], name: str, value: str | None) -> dict[str, Any]:
    found = {key: value if key == name else known for key, known in attributes.items()}
    return {key: known for key, known in found.items() if not (key == name and value is None)}


def _parted(text: str) -> tuple[str, str]:
    """Name and way of a rule: at the first ':' where values follow, else at the first '='."""
    colon, equals = text.find(":"), text.find("=")
    at = colon if 0 <= colon < equals else equals
    name, way = text[:at].strip(), text[at + 1 :].strip()
    if at < 0 or not name or not way:
        raise _no_rule(text)
    return name, way


def _no_rule(text: str) -> QualwbError:
    return QualwbError(
        _("'{text}' is no rule for an attribute.").format(text=text),
        _("Write NAME=10 (bands), NAME=county, NAME=- (dropped), or 'NAME: 18-39=younger, 40-=older'."),
    )


def _banded(width: int) -> Coarser:
    from qualwb.language.names.generalising import age_band

    def band(value: str) -> str | None:
        found = _NUMBER.fullmatch(value)
        return age_band(int(found[1]), width) if found else None

    return band


def _county(value: str) -> str | None:
    from qualwb.language.names.generalising import lan_of

    return lan_of(value)


def _mapped(way: str, text: str) -> Coarser:
    spans: list[tuple[int, int | None, str]] = []
    named: dict[str, str] = {}
    for part in way.split(","):
        old, sign, new = (one.strip() for one in part.partition("="))
        if not (old and sign and new):
            raise _no_rule(text)
        if span := _RANGE.fullmatch(old):
            spans.append((int(span[1]), int(span[2]) if span[2] else None, new))
        else:
            named[old.casefold()] = new

    def mapped(value: str) -> str | None:
        known = named.get(value.strip().casefold()) or _in_span(value, spans) or named.get(OTHERS)
        return value if known == OTHERS else known

    return mapped


def _in_span(value: str, spans: Sequence[tuple[int, int | None, str]]) -> str | None:
    found = _NUMBER.fullmatch(value)
    if found is None:
        return None
    number = int(found[1])
    within = (new for first, last, new in spans if first <= number and (last is None or number <= last))
    return next(within, None)
