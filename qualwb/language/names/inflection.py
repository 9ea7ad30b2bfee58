"""How an alias is written where a name stood: its part, its ending, its capitals.

>>> written_as("Maja Berg", "Anna Lind", "ANNAS")
'MAJAS'
>>> written_as("Lillby", "Eksjö", "Eksjötrakten", kind="place")
'Lillbytrakten'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from qualwb.language.names import endings
from qualwb.language.names.lists import first_names
from qualwb.language.names.person_names import initials, is_initials, person_name, takes_surname

_OF_PERSONS = ("", "person", "name")
_TAG = re.compile(r"\[[^\[\]]+\]")
_SHORTEST_STEM = 3
_BETWEEN_WORDS = re.compile(r"[\s\u00ad_-]+")


def is_tag(alias: str) -> bool:
    """Whether an alias is a tag in brackets ('[person 1]') and no name."""
    return _TAG.fullmatch(alias) is not None


def genitive(alias: str) -> str:
    """The genitive of an alias: 'Majas', 'Lars', '[person 1]s'."""
    return endings.genitive(alias)


def written_as(alias: str, name: str, words: str, *, kind: str = "", forms: Sequence[str] = ()) -> str:
    """What is to stand where ``words`` stood, which name the entity called ``name``.

    ``forms`` are the entity's other names ('Kalle' of Karl-Erik Fransson): without them the ending of a form
    that is no part of ``name`` is a guess.
    """
    if kind in _UNINFLECTED:
        return alias
    words = normalize("NFC", words)
    title, bare = _titled(words) if kind in _OF_PERSONS else ("", words)
    alias = _titled(alias)[1] if title else alias
    if takes_surname(title) and " " not in bare and not is_tag(alias):
        alias = person_name(alias).surname or alias
    part, ending = _matched(alias, name, bare, tuple(forms), kind)
    if is_tag(part):
        return title + _with_ending(part, ending, kind)
    part = _spaced_as(bare.removesuffix(ending) if ending else bare, part)
    return title + _in_case_of(bare, name, _with_ending(part, ending, kind))


def _titled(words: str) -> tuple[str, str]:
    """A title with the space after it, and the rest: the title stands also before the alias."""
    title = person_name(words).title
    if not title:
        return "", words
    found = re.match(r"\s+".join(map(re.escape, title.split())) + r"\s+", words)
    at = found.end() if found else 0
    return words[:at], words[at:]


def _matched(alias: str, name: str, words: str, forms: Sequence[str], kind: str) -> tuple[str, str]:
    """The part of the alias for the part of the name that ``words`` begin with, and the words' ending."""
    for form, part in _parts(alias, name, forms, kind):
        ending = _ending_after(form, words, kind)
        if ending is not None:
            stopped = words.removesuffix(ending).endswith(".")
            return (part if stopped or not is_initials(form) else part.removesuffix(".")), ending
    part = _part_for_unknown(alias, words, kind)
    guess = words[-1:].casefold() == "s" and not any(form[-1:].casefold() == "s" for form in (name, *forms))
    return part, "s" if guess and len(words) > _SHORTEST_STEM else ""


def _parts(alias: str, name: str, forms: Sequence[str], kind: str) -> Iterator[tuple[str, str]]:
    """What the words may begin with, longest first, and what answers to it in the alias."""
    pairs = [(name, alias)]
    if kind in _OF_PERSONS:
        pairs += _parts_of_person(alias, name)
    for form in forms:
        pairs.append((form, _part_for_unknown(alias, form, kind)))
        if kind in _OF_PERSONS:
            pairs += _parts_of_person(alias, form)
    first = {form.casefold(): (form, part) for form, part in reversed(pairs) if form}
    longest_first = sorted(first.values(), key=lambda pair: -len(pair[0]))
    return ((normalize("NFC", form), alias if is_tag(alias) else part) for form, part in longest_first)


def _parts_of_person(alias: str, name: str) -> Iterator[tuple[str, str]]:
    old, new = person_name(name), person_name(alias)
    if not old.given:
        yield old.single, alias
        return
    given = new.given or new.single
    surname = new.surname or new.single
    letters = initials(f"{old.given} {old.surname}"), initials(f"{given} {new.surname}")
    for stop in (".", ". ", ""):
        old_letters, new_letters = (it.replace(".", stop).strip() for it in letters)
        yield old_letters, new_letters
    yield old.surname, surname
    yield old.given, given
    yield f"{old.given} {old.surname}", alias
    yield f"{old.given} {old.surname[0]}", f"{given} {surname[0]}" if new.surname else given
    yield f"{old.given[0]} {old.surname}", f"{given[0]} {surname}" if new.surname else surname
    if old.middle:
        yield f"{old.given} {old.middle}", given


def _part_for_unknown(alias: str, form: str, kind: str) -> str:
    """The part of the alias for a nickname, a misspelling or initials: of one word for one word."""
    if is_tag(alias) or kind not in _OF_PERSONS or " " not in alias:
        return alias
    name, bare = person_name(alias), person_name(form)
    if is_initials(form):
        letters = [char for char in form if char.isalpha()]
        short = initials(alias if len(letters) > 1 else name.given)
        return short if "." in form else short.replace(".", "")
    if bare.single:
        return name.given
    if is_initials(bare.surname):
        return f"{name.given} {name.surname[0]}" + "." * bare.surname.endswith(".")
    return alias


def _ending_after(form: str, words: str, kind: str) -> str | None:
    """What follows the form in the words: '', a genitive, the rest of a compound; None for another name."""
    whole = _regex_of(form.removesuffix(".") if is_initials(form) else form).match(words)
    if whole:
        ending = words[whole.end() :].removeprefix("." if is_initials(form) else "")
        return ending if _may_follow(form, ending, kind) else None
    shortened = form[:-1]
    if kind == "place" and len(shortened) >= _SHORTEST_STEM and form[-1].casefold() in "aen":
        start = words[: len(shortened)]
        ending = words[len(shortened) :]
        if start.casefold() == shortened.casefold() and endings.is_compound_ending(ending):
            return ending
    return None


def _may_follow(form: str, ending: str, kind: str) -> bool:
    if not ending or endings.is_genitive(ending):
        return True
    if ending[0] == "-":
        rest = ending[1:]
        return (
            rest.isalpha() and (rest.islower() or ending.isupper()) and rest.casefold() not in first_names()
        )
    if kind == "person" and not endings.is_compound_ending(ending):
        return False
    return ending.isalpha() and len(ending) > 1 and len(form) >= _SHORTEST_STEM


def _regex_of(form: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in _BETWEEN_WORDS.split(form) if word]
    return re.compile(r"[\s\u00ad_-]+".join(words), re.IGNORECASE)


def _with_ending(part: str, ending: str, kind: str) -> str:
    if not ending:
        return part
    if endings.is_genitive(ending):
        return endings.genitive(part, mark=ending)
    return endings.compound(part, ending, is_place=kind == "place")


def _spaced_as(words: str, part: str) -> str:
    """The part with the spaces, line breaks or underscores of the words, where both have as many words."""
    gaps = re.findall(r"[\s_]+", words)
    pieces = part.split(" ")
    if len(pieces) != len(gaps) + 1:
        return part
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))


def _in_case_of(words: str, name: str, text: str) -> str:
    """The text in the capitals of the words: all, none, or the first one."""
    letters = [char for char in words if char.isalpha()]
    if words.islower():
        return text.lower()
    if words.isupper() and len(letters) > 1 and not name.isupper():
        return text.upper()
    if words[:1].isupper() and text[:1].islower():
        return text[:1].upper() + text[1:]
    return text


_UNINFLECTED = frozenset(
    {"address", "phone", "email", "url", "personnummer", "orgnummer", "birthdate", "plate", "indirect"}
)
