"""What is told by its form alone: e-mail and web addresses, telephone numbers, and other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.lemmas import is_known
from qualwb.language.names.birthdates import birth_feasts, birth_years, birthdates
from qualwb.language.names.finding import Name, NameKind, Why, without_overlap
from qualwb.language.names.lists import not_identifying
from qualwb.language.names.numbers import birth_digits, digits_of, identity_numbers, organisation_numbers
from qualwb.language.names.plates import plates
from qualwb.language.vocabulary import vocabulary

_FEWEST_PHONE_DIGITS = 7
_MOST_PHONE_DIGITS = 13
_REACH = 80
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{0,63}\w@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}")
_SPOKEN_AT = re.compile(r"\s?(?:\((?:a|at|@)\)|\[(?:a|at|@)\]|(?i:\bsnabel-?\s?a\b)| @ )\s?")
_BEFORE_AT = re.compile(
    r"(?<!\w)[\w-]{1,40}(?:(?:\.| ?\b(?:punkt|streck|bindestreck|understreck)\b ?)[\w-]{1,40}){0,4}$"
)
_AFTER_AT = re.compile(r"[\w-]{1,40}(?:(?:\.| punkt )[\w-]{1,40}){1,4}")
_ENDS = r"(?:se|com|org|net|nu|eu|info|io|no|fi|dk|de|uk|edu|app|example)"
_URL = re.compile(
    rf"(?<![\w@./-])(?:(?:https?://|www\.)[^\s<>\"]{{1,300}}|\w[\w-]{{0,62}}(?:\.\w[\w-]{{0,62}}){{0,4}}\.{_ENDS}(?![\w@-]|\.\w)"
    r"(?:/[^\s<>\"]{0,300})?|(?:www punkt )?[\w-]{2,40} punkt (?:se|com|nu|org|net)\b)"
)
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)[1-9][0-9]{0,2}[\s-]?(?:\(0\)[\s-]?)?[0-9]{1,3}|0[1-9][0-9]{0,2})(?:[\s–/-]{0,3}[0-9]{2,4}){2,4}(?!\w)"
)
_CUED_PHONE = re.compile(
    r"(?i:telefon\w*|mobil\w*|nummer|numret|ring\w{0,2}|sms:?a?)\s(?:[^\d\n]{0,30}\s)?"
    r"(?P<number>[0-9]{2,3}(?:[\s-]{1,3}[0-9]{2,3}){1,3})(?!\w)"
)
_SPOKEN_DIGIT = (
    r"(?:noll(?:an?)?|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|nie|tio|tie|elva|tolv|tretton|fjorton|femton|sexton|"
    r"sjutton|arton|nitton|tjugo|tjuge|tjugi|tretti|trettio|förti|fyrti|fyrtio|femti|femtio|sexti|sextio|sjutti|"
    r"sjuttio|åtti|åttio|nitti|nittio|hundra)"
)
_SPOKEN_NUMBER = re.compile(
    rf"(?i)(?<!\w){_SPOKEN_DIGIT}{{1,3}}(?:[\s,–-]{{1,3}}{_SPOKEN_DIGIT}{{1,3}}){{4,16}}\b"
)
_SPOKEN_PHONE = re.compile(rf"(?i)\bnoll(?:[\s,–-]{{0,3}}{_SPOKEN_DIGIT}){{5,16}}\b")


def find_patterns(text: str) -> list[Name]:
    """What is told by its form alone, in order, none overlapping another."""
    return without_overlap(
        [
            [*_matches(NameKind.EMAIL, _EMAIL, text), *_spoken_emails(text)],
            _urls(text),
            organisation_numbers(text),
            identity_numbers(text),
            birthdates(text),
            [*_phones(text), *_matches(NameKind.PHONE, _SPOKEN_PHONE, text), *_spoken_numbers(text)],
            plates(text),
            birth_digits(text),
            birth_feasts(text),
            birth_years(text),
        ]
    )


def _matches(kind: NameKind, pattern: re.Pattern[str], text: str) -> Iterator[Name]:
    return (_name(text, match.start(), match.end(), kind) for match in pattern.finditer(text))


def _name(text: str, start: int, end: int, kind: NameKind, sure: bool = True, why: Why = Why.FORM) -> Name:
    return Name(start, end, text[start:end], kind, sure, why, text[start:end])


def _spoken_emails(text: str) -> Iterator[Name]:
    for at in _SPOKEN_AT.finditer(text):
        reach = max(0, at.start() - _REACH)
        before = _BEFORE_AT.search(text[reach : at.start()])
        after = _AFTER_AT.match(text, at.end())
        if before and after:
            yield _name(text, reach + before.start(), after.end(), NameKind.EMAIL)


def _urls(text: str) -> Iterator[Name]:
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:!?)”'’")
        host = re.sub(r"^https?://|^www\.", "", url)
        parts = host.partition("/")[0].split(".")
        if len(parts) > 1 and parts[-2].lower() in not_identifying() and "/" not in host:
            continue
        sure = url != host or "/" in host or " " in host or not _is_word(parts[0].lower())
        yield _name(text, match.start(), match.start() + len(url), NameKind.URL, sure)


def _spoken_numbers(text: str) -> Iterator[Name]:
    """Numbers said one after the other: a telephone number, or one's own."""
    for match in _SPOKEN_NUMBER.finditer(text):
        yield _name(text, match.start(), match.end(), NameKind.PHONE, sure=False)


def _phones(text: str) -> Iterator[Name]:
    for match in _PHONE.finditer(text):
        if _FEWEST_PHONE_DIGITS <= len(digits_of(match.group())) <= _MOST_PHONE_DIGITS:
            yield _name(text, match.start(), match.end(), NameKind.PHONE)
    for match in _CUED_PHONE.finditer(text):
        if 5 <= len(digits_of(match["number"])) <= _MOST_PHONE_DIGITS:
            yield _name(text, match.start("number"), match.end("number"), NameKind.PHONE, sure=False)


def _is_word(form: str) -> bool:
    return form in vocabulary() or is_known(form)
