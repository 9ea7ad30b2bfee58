"""The values of records, each by itself: of the right type, within range, one of the words that there are.

A value that can't be stored gives way to what stands where nothing is told, where a record can do without
it; else the record is refused.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from math import isfinite
from typing import Any, TypeVar

from qualwb.colours import parsed_colour
from qualwb.localization import gettext as _
from qualwb.portable.field_types import field_types, fits
from qualwb.portable.kinds import KINDS, label_of
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
    ROLES,
    Adjudication,
    Participant,
    PortableProject,
    PrintVersion,
    Source,
    Speaker,
    SuggestionEvent,
    Turn,
)
from qualwb.portable.turns import cover, paragraphs_as_turns
from qualwb.safe_text import cleaned, cleaned_within

T = TypeVar("T", bound=Any)
Rule = Callable[[Any], Any]
"""Gives a value as it is stored, itself where nothing is wrong. Raises ``Unfit``."""

GREATEST = 2**53
"""The greatest number of a place, rank or second: beyond it, programs do not tell one from the next."""
_GREATEST_WHOLE = 10**300
_DEPTH = 20
"""So deep may values within attributes nest."""
_MOMENT_LENGTH = 32
_SURROGATES = re.compile("[\ud800-\udfff]")
_CHOICES: Mapping[tuple[type[Any], str], tuple[str, ...]] = {
    (Participant, "role"): ROLES,
    (Turn, "kind"): ("speech", "text"),
    (SuggestionEvent, "outcome"): ("accepted", "changed", "refused"),
    (Adjudication, "outcome"): ("one", "both", "neither", "new"),
}
_WORDS_OF_A_TEXT = {(Source, "text"), (PrintVersion, "verbatim"), (PrintVersion, "text")}
_NEEDED = ("start", "end", "orphaned_from", "on", "thing")
"""What no default stands in for: a passage would be elsewhere, a memo on another thing."""


class Unfit(ValueError):
    """A value that nothing can be made of."""


def with_sound_values(project: PortableProject, ledger: Ledger) -> PortableProject:
    """The project with values that can be stored; each refusal and each change is noted."""
    told: dict[str, Any] = {
        name: _or(_text, getattr(project, name), "") for name in ("name", "description", "language")
    }
    told["settings"] = _or(_mapping, project.settings, {})
    for collection, kind in KINDS.items():
        records = _checked(kind, getattr(project, collection), ledger)
        if collection == "sources":
            records = [_spoken(source, ledger) for source in records]
        told[collection] = tuple(records)
    return replace(project, **told)


def _checked(kind: str, records: Iterable[T], ledger: Ledger) -> list[T]:
    kept = []
    for record in records:
        found = _changes(record)
        if found is None:
            ledger.refuse(kind, label_of(record), _("it is not written as it should be"))
            continue
        changes, lost = found
        if lost:
            why = _("what it tells of {names} can't be and is left out").format(names=", ".join(lost))
            ledger.change(kind, label_of(record), why)
        kept.append(_with(record, changes) if changes else record)
    return kept


def _changes(record: Any) -> tuple[dict[str, Any], list[str]] | None:
    """Values to change, and which of them were lost; None where the record can't be stored."""
    changes: dict[str, Any] = {}
    lost: list[str] = []
    for name, rule, default in _rules(record.__class__):
        value = getattr(record, name)
        try:
            meant = rule(value)
        except Unfit:
            if default is MISSING:
                return None
            meant = default()
            lost.append(name)
        if meant is not value:
            changes[name] = meant
    return changes, lost


def _spoken(source: Source, ledger: Ledger) -> Source:
    """The source whose turns cover its text, and whose speakers are all those of its turns."""
    speakers = {one.label: one for one in reversed(_checked("speaker", source.speakers, ledger)) if one.label}
    speakers = dict(reversed(speakers.items()))
    turns = tuple(_checked("source", source.turns, ledger))
    if source.turns and not cover(turns, source.text):
        turns = paragraphs_as_turns(source.text)
        ledger.change("source", source.name, _("its turns are not those of its text; each paragraph is one"))
    for label in dict.fromkeys(turn.speaker for turn in turns):
        if label and label not in speakers:
            speakers[label] = Speaker(label)
    found = tuple(speakers.values())
    if found == source.speakers and turns == source.turns:
        return source
    return replace(source, speakers=found, turns=turns)


def _with(record: T, changes: Mapping[str, Any]) -> T:
    return record._replace(**changes) if hasattr(record, "_replace") else replace(record, **changes)


@cache
def _rules(kind: Any) -> tuple[tuple[str, Rule, Any], ...]:
    """By field its rule, and what makes its value where none is told; ``MISSING`` for nothing."""
    return tuple(
        (name, _rule(kind, name, hint), _default(kind, name)) for name, hint in field_types(kind).items()
    )


def _default(kind: type[Any], name: str) -> Any:
    if name in _NEEDED:
        return MISSING
    if (kind, name) == (Participant, "role"):
        return lambda: "unknown"
    if is_dataclass(kind):
        field = next(one for one in fields(kind) if one.name == name)
        if field.default_factory is not MISSING:
            return field.default_factory
        value = field.default
    else:
        value = kind._field_defaults.get(name, MISSING)
    if value is MISSING:
        return (lambda: "") if name.endswith("_at") else MISSING
    return lambda: value


def _rule(kind: type[Any], name: str, hint: Any) -> Rule:
    rule: Rule = partial(_typed, hint)
    if (kind, name) in _CHOICES:
        rule = partial(_one_of, _CHOICES[kind, name])
    elif (kind, name) in _WORDS_OF_A_TEXT or name == "quote":
        rule = _words
    elif name in _BY_NAME:
        rule = _BY_NAME[name]
    elif name.endswith("_at"):
        rule = _moment
    elif fits("", hint):
        rule = _text
    elif fits({}, hint):
        rule = _mapping
    return partial(_unless_none, rule) if fits(None, hint) else rule


def _or(rule: Rule, value: Any, otherwise: Any) -> Any:
    try:
        return rule(value)
    except Unfit:
        return otherwise


def _unless_none(rule: Rule, value: Any) -> Any:
    return None if value is None else rule(value)


def _typed(hint: Any, value: Any) -> Any:
    if not fits(value, hint):
        raise Unfit
    return value


def _one_of(words: tuple[str, ...], value: Any) -> Any:
    if not isinstance(value, str) or value not in words:
        raise Unfit
    return value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise Unfit
    return cleaned(value)


def _words(value: Any) -> Any:
    """Words of a text, each character in its place."""
    if not isinstance(value, str):
        raise Unfit
    return value if value.isascii() else _SURROGATES.sub("\ufffd", value)


def _whole(value: Any) -> Any:
    if not fits(value, int) or not 0 <= value <= GREATEST:
        raise Unfit
    return value


def _number(value: Any) -> Any:
    if not fits(value, float) or not -GREATEST <= value <= GREATEST:  # which NaN is not either
        raise Unfit
    return value


def _seconds(value: Any) -> Any:
    if _number(value) < 0:
        raise Unfit
    return value


def _moment(value: Any) -> Any:
    if value == "":
        return value
    if not isinstance(value, str) or len(value) > _MOMENT_LENGTH:
        raise Unfit
    meant = _in_utc(value)
    if meant is None:
        raise Unfit
    return value if meant == value else meant


@lru_cache(maxsize=4096)
def _in_utc(written: str) -> str | None:
    """A moment as it is written if that is in UTC, else converted; None for what is none."""
    try:
        told = datetime.fromisoformat(written)
        if told.tzinfo is not None and not told.utcoffset():
            return written
        return (told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)).isoformat()
    except (ValueError, OverflowError):
        return None


def _colour(value: Any) -> Any:
    if value == "":
        return value
    found = parsed_colour(value) if isinstance(value, str) else None
    if found is None:
        raise Unfit
    return value if found == value else found


def _mapping(value: Any) -> Any:
    """Keys and values that JSON can hold; others are left out."""
    if not isinstance(value, Mapping):
        raise Unfit
    kept = cleaned_within(
        {key: inner for key, inner in value.items() if isinstance(key, str) and _is_json(inner, _DEPTH)}
    )
    return value if kept == value else kept


def _mappings(value: Any) -> Any:
    whole = isinstance(value, tuple) and all(isinstance(one, Mapping) for one in value)
    if not whole or not all(_is_json(one, _DEPTH) for one in value):
        raise Unfit
    return value


def _is_json(value: Any, depth: int) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        return value.isascii() or not _SURROGATES.search(value)
    if isinstance(value, int):
        return abs(value) < _GREATEST_WHOLE
    if isinstance(value, float):
        return isfinite(value)
    if depth and isinstance(value, Mapping):
        return all(isinstance(key, str) and _is_json(inner, depth - 1) for key, inner in value.items())
    return bool(depth) and isinstance(value, list | tuple) and all(_is_json(one, depth - 1) for one in value)


_BY_NAME: Mapping[str, Rule] = {
    **dict.fromkeys(("start", "end", "rank", "orphaned_from"), _whole),
    **dict.fromkeys(("time_start", "time_end"), _seconds),
    **{"score": _number, "colour": _colour, "edits": _mappings},
}
