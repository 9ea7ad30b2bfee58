"""Personal identity numbers and organisation numbers: their form, their date, their check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import luhn as luhn_algorithm
from stdnum.se import orgnr

from qualwb.language.names.finding import Name, NameKind, Why

_COORDINATION = 60
_IDENTITY = re.compile(
    r"(?<![\d-])(?P<century>18|19|20)?(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:\s?(?P<sign>[-+–]|streck)\s?|\s)?(?P<number>[0-9]{4})(?!\d|-\d)"
)
_ORGANISATION = re.compile(
    r"(?<![\d-])(?:16)?[0-9]{2}[2-9][0-9]{3}(?P<sign>\s?[-–]\s?|\s)?[0-9]{4}(?!\d|-\d)"
)
_BIRTH_DIGITS = re.compile(
    r"(?<![\d,.+-])(?P<century>19|20)?(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![\d%]|[,.]\d|\s?kr)"
)
_CUE = re.compile(r"(?i:född|föds|födelse|personn|nummer|pers\b|datum)")
_CUE_REACH = 60


def is_identity_number(text: str) -> bool:
    """Whether a text is a personnummer or samordningsnummer with a possible date and the right check digit.

    Ten or twelve digits, with '-' or '+' before the last four or without. The check digit is by the Luhn
    algorithm over the last ten digits (SKV 704); in a samordningsnummer 60 is added to the day.
    """
    match = _IDENTITY.fullmatch(text.strip())
    return match is not None and _possible_date(match) and luhn(digits_of(match.group())[-10:])


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (weights 2, 1, ... from the first of ten)."""
    return bool(luhn_algorithm.is_valid(digits))


def digits_of(text: str) -> str:
    """The digits of a text."""
    return "".join(re.findall(r"[0-9]", text))


def identity_numbers(text: str) -> Iterator[Name]:
    """Personnummer and samordningsnummer; a wrong check digit makes a guess, where the number is parted as
    such numbers are.
    """
    for match in _IDENTITY.finditer(text):
        possible = _possible_date(match)
        checked = luhn(digits_of(match.group())[-10:])
        if possible or (checked and match["sign"]):
            sure = possible and checked
            if sure or match["sign"] or match["century"]:
                why = Why.CHECK_DIGIT if sure else Why.WRONG_CHECK_DIGIT
                yield _name(match, NameKind.PERSONNUMMER, sure, why)


def organisation_numbers(text: str) -> Iterator[Name]:
    """Organisation numbers; with a wrong check digit a guess, where the number is parted."""
    for match in _ORGANISATION.finditer(text):
        sure = bool(orgnr.is_valid(digits_of(match.group())[-10:]))
        if sure or (match["sign"] and not match["sign"].isspace()):
            why = Why.CHECK_DIGIT if sure else Why.WRONG_CHECK_DIGIT
            yield _name(match, NameKind.ORGNUMMER, sure, why)


def birth_digits(text: str) -> Iterator[Name]:
    """Six or eight digits that are a date: sure beside a word for birth or number."""
    for match in _BIRTH_DIGITS.finditer(text):
        if _possible_date(match):
            before = text[max(0, match.start() - _CUE_REACH) : match.start()]
            cued = _CUE.search(before.rpartition("\n")[2]) is not None
            yield _name(match, NameKind.BIRTHDATE, cued, Why.BORN if cued else Why.FORM)


def _name(match: re.Match[str], kind: NameKind, sure: bool, why: Why) -> Name:
    return Name(match.start(), match.end(), match.group(), kind, sure, why, match.group())


def _possible_date(match: re.Match[str]) -> bool:
    day = int(match["day"])
    year = int((match["century"] or "20") + match["year"])
    try:
        date(year, int(match["month"]), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True
