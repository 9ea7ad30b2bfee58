"""Dates of birth: dates beside a word for birth, and dates on which a grown person may have been born."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.feasts import FEAST, FEAST_WITHOUT_DAY
from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.numbers import digits_of

_MONTH = (
    r"(?:(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)"
)
_ORDINAL = (
    r"(?:(?:tjugo|tjuge|tjugi|tretti(?:o)?)?"
    r"(?:första|förste|andra|andre|tredje|fjärde|femte|sjätte|sjunde|åttonde|åttende|nionde|niende)|"
    r"(?:tju|tretti)(?:första|förste|andra|andre|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde)|"
    r"sista|siste|tionde|tiende|elfte|tolfte|tolvte|tretton[dt]e|fjorton[dt]e|femton[dt]e|sexton[dt]e|sjutton[dt]e|arton[dt]e|"
    r"nitton[dt]e|tjugonde|tjugende|trettionde|trettiende)"
)
_DAY = rf"(?:den )?(?:[0-3]?[0-9](?!\d)(?::?[aeo]|\.)?|{_ORDINAL})"
_YEAR = r"(?:(?:18|19|20)[0-9]{2}|[-–’'][0-9]{2}|[0-9]{2})(?![\w:])"
_SPOKEN_YEAR = (
    r"(?:(?:nitton(?:hundra)?|tju(?:go|ge|gi)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti|noll)[^\W\d_]{0,16}|"
    r"två ?tusen(?: ?(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv))?)"
)
_DIGIT = r"(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|nie)"
_SPOKEN_MONTH = rf"(?:noll ?{_DIGIT}|tio|tie|elva|tolv)"
_SPOKEN_TWO = (
    rf"(?:{_SPOKEN_MONTH}|tretton|fjorton|femton|sexton|sjutton|arton|nitton|"
    rf"(?:tju(?:go|ge|gi)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti)(?:o|o?{_DIGIT})?)"
)
_SPOKEN_DIGITS = re.compile(
    rf"(?i)(?<!\w)(?:nitton |tjugo )?{_SPOKEN_TWO},? {_SPOKEN_MONTH},? {_SPOKEN_TWO}(?!\w)"
)
"""Year, month and day as digits are said: 'femtitvå noll sju arton'."""
_BORN_AT = re.compile(
    r"(?i)\b(?:född|födda|fött|föds|fyll(?:er|de|t|a)|födelseda\w+)\b(?: [^\W_]+){0,5}? "
    rf"(?P<when>{FEAST_WITHOUT_DAY}|(?:mån|tis|ons|tors|fre|lör|sön)da(?:gs|gen|g|n) den [^\W_]+(?![\w-]))"
)
"""A feast without its day, or a day of the week: only where somebody is born then."""
_DATE = re.compile(
    rf"(?i)(?<![\w/.,-])(?:{_DAY}(?: i)? (?:{_MONTH}|(?<= i )(?:[01]?[0-9](?::?[aeo])?|{_ORDINAL})\b)"
    rf"(?:,? (?:år )?(?P<y1>{_YEAR}|{_SPOKEN_YEAR}))?"
    rf"|[0-3]?[0-9][/.][01]?[0-9](?![\d/.])(?:\s?[- ]?\s?(?P<y2>-?{_YEAR}))?"
    r"|(?P<y3>(?:18|19|20)[0-9]{2})(?:[-/.][0-9]{2}[-/.][0-9]{2}| [0-9]{2} [0-9]{2})(?!\d)"
    r"|[0-3]?[0-9][-/. ][01]?[0-9][-/. ](?P<y4>(?:19|20)[0-9]{2}|[0-9]{2})(?![\d\w:-])"
    r"|(?P<y6>[0-9]{2})[- ][01][0-9][- ][0-3][0-9](?![\d-])"
    rf"|{_ORDINAL} {_ORDINAL}(?:,? (?P<y7>{_YEAR}|{_SPOKEN_YEAR}))?"
    rf"|{_MONTH},? (?:den ){_DAY}(?:,? (?P<y8>{_YEAR}|{_SPOKEN_YEAR}))?"
    rf"|(?:{FEAST}|{_MONTH}) (?P<y5>{_YEAR}|{_SPOKEN_YEAR})|{FEAST})"
)
_BORN = re.compile(
    r"(?i)\bfödd?a?\b|\bfött\b|\bföds\b|\bföddes\b|födelse(?!ort)|\bfyll(?:er|de|a|t|s)\b|personnum|namnsdag|"
    r"grattis|kalas|\bfira|\bdöpt|års?dag|\bblev (?:femti|sexti|sjutti|åtti|nitti|hundra|\d\d)|\bjämna|"
    r"\bf\.? (?=\d)|fölse|bemärkelsedag|\bbursdag|\bkom till världen"
)
_REACH = 80
_REACH_AFTER = 25
_LAST_GROWN_YEAR = 2000
_FIRST_OLD_YEAR = 26
_YEARS = ("y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8")
_BORN_IN = re.compile(r"(?i)\b(?:född|födda|fött|f\.) (?:år )?(?P<year>[-–’'][0-9]{2})(?![\w:-])")
"""A year of birth by itself is none that identifies, but for the short form: 'född -58'."""


def birthdates(text: str) -> Iterator[Name]:
    """Dates beside a word for birth; without one a guess, where a grown person may have been born then."""
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        after = text[match.end() : match.end() + _REACH_AFTER].partition("\n")[0]
        year = next((match[group] for group in _YEARS if match[group]), "")
        same_line = _BORN.search(before.rpartition("\n")[2])
        if same_line or _BORN.search(before) or (_BORN.search(after) and not year):
            sure = same_line is not None and (bool(year) or same_line.group().lower().startswith("fö"))
            yield _name(match, sure, Why.BORN)
        elif year and _may_be_birth(year) and match["y4"] is None and match["y6"] is None:
            yield _name(match, bool(match["y2"]) and "-" in match.group(), Why.FORM)


def birth_feasts(text: str) -> Iterator[Name]:
    """Dates said digit by digit, feasts after 'född' and 'fyller': guesses."""
    for match in _SPOKEN_DIGITS.finditer(text):
        if "noll" in match.group().lower() or _BORN.search(
            text, max(0, match.start() - _REACH), match.start()
        ):
            yield _name(match, False, Why.FORM)
    for match in _BORN_AT.finditer(text):
        start, end = match.span("when")
        yield Name(start, end, match["when"], NameKind.BIRTHDATE, False, Why.BORN, match["when"])


def birth_years(text: str) -> Iterator[Name]:
    """Years beside 'född': guesses."""
    for match in _BORN_IN.finditer(text):
        start, end = match.span("year")
        year = match["year"]
        yield Name(start, end, year, NameKind.BIRTHDATE, False, Why.BORN, year)


def _may_be_birth(year: str) -> bool:
    digits = digits_of(year)
    if not digits:
        return not year.lower().startswith(("noll", "två"))
    return int(digits) > _FIRST_OLD_YEAR if len(digits) <= 2 else int(digits) <= _LAST_GROWN_YEAR


def _name(match: re.Match[str], sure: bool, why: Why) -> Name:
    words = match.group()
    return Name(match.start(), match.end(), words, NameKind.BIRTHDATE, sure, why, words)
