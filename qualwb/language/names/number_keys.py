"""Numbers and addresses in the one writing that all their writings share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from unicodedata import normalize

_TEN_DIGITS = 10
_SIX_DIGITS = 6
_AT = re.compile(r"\s*(?:\(a\)|\[at\]|snabel-?a)\s*")
_DOT = re.compile(r"\s*\bpunkt\b\s*")
_SWEDEN = re.compile(r"^(?:00)?460?")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_HOUSE = re.compile(r"\D+\d+(?:\s?[a-z]\b)?")


def same_number(kind: str, words: str) -> str:
    """What all writings of one number or address share: '0701234567' of '+46 70-123 45 67'.

    A personnummer counts without its century, an address without what follows the number of the house. What
    is not known as a number of its kind, such as one in words, is only freed of case and double spaces.
    """
    text = " ".join(normalize("NFC", words).casefold().split())
    return _KEYS[kind](text) if kind in _KEYS else text


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _phone(text: str) -> str:
    digits = _digits(text)
    international = text.startswith("+") or digits.startswith("00")
    return (_SWEDEN.sub("0", digits) if international else digits) or text


def _identity_number(text: str) -> str:
    digits = _digits(text)
    century = "+" if "+" in text else ""
    return digits[-_TEN_DIGITS:] + century if len(digits) >= _TEN_DIGITS else text


def _birthdate(text: str) -> str:
    digits = _digits(text)
    return digits[-_SIX_DIGITS:] if len(digits) >= _SIX_DIGITS else text


def _email(text: str) -> str:
    return _AT.sub("@", _DOT.sub(".", text)).replace(" ", "")


def _url(text: str) -> str:
    return _SCHEME.sub("", text).rstrip("/")


def _plate(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _address(text: str) -> str:
    house = _HOUSE.match(text)
    return house.group().replace(",", "") if house else text


_KEYS: Mapping[str, Callable[[str], str]] = {
    "phone": _phone,
    "personnummer": _identity_number,
    "orgnummer": _identity_number,
    "birthdate": _birthdate,
    "email": _email,
    "url": _url,
    "plate": _plate,
    "address": _address,
}
