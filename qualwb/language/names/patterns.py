"""What is told by its form alone: e-mail and web addresses, telephone numbers, plates, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.lemmas import is_known
from qualwb.language.names.finding import Name, NameKind, Why, without_overlap
from qualwb.language.names.lists import not_identifying
from qualwb.language.names.numbers import birth_digits, digits_of, identity_numbers, organisation_numbers
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
_SPOKEN_PHONE = re.compile(rf"(?i)\bnoll(?:[\s,–-]{{0,3}}{_SPOKEN_DIGIT}){{5,16}}\b")
_PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3}[ -]?[0-9]{2}[0-9A-HJ-NPR-UW-Z](?![\w-]|:\d|[.,]\d)")
_LOWER_PLATE = re.compile(r"(?<![\w-])[a-hj-pr-uw-z]{3} [0-9]{2}[0-9a-hj-npr-uw-z](?![\w-]|:\d|[.,]\d)")
_NO_PLATES = frozenset({"SOU", "SFS", "ISO", "USA", "HSL", "LSS", "LVM", "LPT", "KOL", "HBT", "DSM", "ICD"})
_MONTH = (
    r"(?:(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?)"
)
_ORDINAL = (
    r"(?:(?:tjugo|tretti(?:o)?)?(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde)|tionde|elfte|tolfte|"
    r"trettonde|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|trettionde)"
)
_YEAR = r"(?:(?:18|19|20)[0-9]{2}|-[0-9]{2}|[0-9]{2})(?![\w:])"
_SPOKEN_YEAR = (
    r"(?:nitton(?:hundra)?|tju(?:go|ge)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti)[^\W\d_]{0,16}"
)
_DATE = re.compile(
    rf"(?i)(?<![\w/.,-])(?:(?:den )?(?:[0-3]?[0-9](?!\d)(?::?[aeo]|\.)?|{_ORDINAL}) {_MONTH}"
    rf"(?: (?P<y1>{_YEAR}|{_SPOKEN_YEAR}))?"
    rf"|[0-3]?[0-9](?P<slash>[/.])[01]?[0-9](?![\d/.])(?:\s?[- ]?\s?(?P<y2>-?{_YEAR}))?"
    r"|(?P<y3>(?:18|19|20)[0-9]{2})[-/][0-9]{2}[-/][0-9]{2}(?!\d)"
    r"|[0-3]?[0-9][-/.][01]?[0-9][-/.](?P<y4>(?:19|20)?[0-9]{2})(?!\d))"
)
_BORN = re.compile(
    r"(?i)\bfödd?a?\b|\bfött\b|\bföds\b|födelse(?!ort)|\bfyll(?:er|de|a|t)\b|personnum|namnsdag"
)
_BORN_REACH = 50
_LAST_GROWN_YEAR = 2000
_FIRST_OLD_YEAR = 26


def find_patterns(text: str) -> list[Name]:
    """What is told by its form alone, in order, none overlapping another."""
    return without_overlap(
        [
            [*_matches(NameKind.EMAIL, _EMAIL, text), *_spoken_emails(text)],
            _urls(text),
            organisation_numbers(text),
            identity_numbers(text),
            _dates(text),
            [*_phones(text), *_matches(NameKind.PHONE, _SPOKEN_PHONE, text)],
            _plates(text),
            birth_digits(text),
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


def _phones(text: str) -> Iterator[Name]:
    for match in _PHONE.finditer(text):
        if _FEWEST_PHONE_DIGITS <= len(digits_of(match.group())) <= _MOST_PHONE_DIGITS:
            yield _name(text, match.start(), match.end(), NameKind.PHONE)
    for match in _CUED_PHONE.finditer(text):
        if 5 <= len(digits_of(match["number"])) <= _MOST_PHONE_DIGITS:
            yield _name(text, match.start("number"), match.end("number"), NameKind.PHONE, sure=False)


def _plates(text: str) -> Iterator[Name]:
    for match in _PLATE.finditer(text):
        yield _name(text, match.start(), match.end(), NameKind.PLATE, match.group()[:3] not in _NO_PLATES)
    for match in _LOWER_PLATE.finditer(text):
        if not _is_word(match.group()[:3]):
            yield _name(text, match.start(), match.end(), NameKind.PLATE, sure=False)


def _dates(text: str) -> Iterator[Name]:
    """Dates beside a word for birth; without one a guess, where a grown person may have been born then."""
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - _BORN_REACH) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + _BORN_REACH // 2].partition("\n")[0]
        year = next((match[group] for group in ("y1", "y2", "y3", "y4") if match[group]), "")
        born = _BORN.search(before)
        if born or (_BORN.search(after) and not year):
            sure = bool(year) or (born is not None and born.group().lower().startswith("f\u00f6"))
            yield _name(text, match.start(), match.end(), NameKind.BIRTHDATE, sure, Why.BORN)
        elif year and _may_be_birth(year):
            yield _name(
                text,
                match.start(),
                match.end(),
                NameKind.BIRTHDATE,
                sure=bool(match["y2"]) and "-" in match.group(),
            )


def _may_be_birth(year: str) -> bool:
    digits = digits_of(year)
    if not digits:
        return True
    return int(digits) > _FIRST_OLD_YEAR if len(digits) <= 2 else int(digits) <= _LAST_GROWN_YEAR


def _is_word(form: str) -> bool:
    return form in vocabulary() or is_known(form)
