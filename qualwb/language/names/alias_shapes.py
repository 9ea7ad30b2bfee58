"""How aliases of organisations and addresses are built: what kind of thing it is stays, not which one."""

from __future__ import annotations

import re
from functools import lru_cache

from qualwb.language.names.alias_names import PLACE_STARTS, Pool
from qualwb.language.names.generic_words import HEADS, head_of, is_legal_form
from qualwb.language.wordlists import word_set

_STREET_ENDS = word_set("gatan vägen gränd gränden stigen backen torget allén")
_WHERE = word_set("i på vid för")
_HIGHEST_HOUSE = 60
_ADDRESSES = 500


def organisation_shape(name: str) -> str:
    """The name with ``{}`` for what is its own: '{}s hemtjänst', '{}skolan', 'fritidsgården {}', '{} AB'."""
    words = name.replace("{", "").replace("}", "").split() or ["?"]
    legal = (
        next((word for word in (words[-1], words[0]) if is_legal_form(word)), "") if len(words) > 1 else ""
    )
    words = [word for word in words if word != legal] or words
    where = next((n for n, word in enumerate(words) if n and word in _WHERE), len(words))
    first, last = words[0], words[where - 1]
    if first.casefold() in HEADS:
        return f"{first} {{}}"
    if where > 1 and last.casefold() in HEADS:
        return f"{{}}s {last}"
    return f"{{}}{head_of(last)}" + f" {legal}" * bool(legal)


@lru_cache(maxsize=64)
def _streets(end: str) -> Pool:
    return Pool(tuple(start + end for start in PLACE_STARTS))


def streets(address: str) -> Pool:
    """Invented streets of the kind of the address: 'Humlegränd' for a gränd."""
    words = re.findall(r"[^\W\d_]+", address.casefold())
    end = next((end for word in words for end in sorted(_STREET_ENDS) if word.endswith(end)), "vägen")
    return _streets(end)


def with_house_number(street: str, address: str, rank: int) -> str:
    """The street with a number of a house where the address has one; postcode and town are left out."""
    return f"{street} {rank % _HIGHEST_HOUSE + 1}" if any(char.isdecimal() for char in address) else street


@lru_cache(maxsize=1)
def email_addresses() -> tuple[str, ...]:
    """Addresses that reach nobody."""
    return tuple(f"adress{n}@example.se" for n in range(1, _ADDRESSES))


@lru_cache(maxsize=1)
def web_addresses() -> tuple[str, ...]:
    """Addresses that lead nowhere."""
    return tuple(f"www.example.se/sida{n}" for n in range(1, _ADDRESSES))
