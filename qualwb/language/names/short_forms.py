"""The shorter names that a full name is called by: 'Anna', 'Lind', 'Anna L' for Anna Lind."""

from __future__ import annotations

from qualwb.language.names.base_forms import key_of
from qualwb.language.names.gazetteer import is_known_place
from qualwb.language.names.generic_words import GENERIC, is_generic
from qualwb.language.names.person_names import is_initials, person_name

_SHORTEST_PART = 3


def short_forms(kind: str, name: str) -> set[str]:
    """The keys (``base_forms.key_of``) of the short forms of a person's or an organisation's name."""
    if kind == "person":
        return {key_of(kind, form) for form in _of_person(name)}
    if kind == "organisation":
        return {key_of(kind, form) for form in _of_organisation(name)}
    return set()


def _of_person(words: str) -> set[str]:
    name = person_name(words)
    if not name.surname[:1].isalpha() or is_initials(words):
        return set()
    if not name.is_full:
        return {name.given}
    forms = {
        name.given,
        name.surname,
        f"{name.given} {name.surname[0]}",
        f"{name.given[0]} {name.surname}",
        f"{name.given} {name.surname}",
    }
    if name.middle:
        forms.add(f"{name.given} {name.middle}")
    return forms


def _of_organisation(words: str) -> set[str]:
    """The first or last words of the name, where they name something: 'Kajutan' of fritidsgården Kajutan."""
    parts = words.split()
    pieces = [piece for n in range(1, len(parts)) for piece in (parts[:n], parts[n:])]
    return {" ".join(piece) for piece in pieces if _names_something(piece)}


def _names_something(piece: list[str]) -> bool:
    if len(piece) == 1 and (len(piece[0]) < _SHORTEST_PART or is_known_place(piece[0])):
        return False
    return piece[0][:1].isupper() and not all(is_generic(word) for word in piece) and piece[-1] not in GENERIC
