"""The base form of what was found ('Annas' -> 'Anna'), and the key under which all its writings fall."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from unicodedata import normalize

from qualwb.language.names.endings import is_compound_ending
from qualwb.language.names.gazetteer import is_known_place
from qualwb.language.names.lists import first_names, surnames
from qualwb.language.names.number_keys import same_number
from qualwb.language.names.person_names import person_name
from qualwb.language.names.stems import bare
from qualwb.language.wordlists import word_set

_SHORTEST_BASE = 3
_SHORTEST_COMPOUND_BASE = 4
_CODE = re.compile(r"[^\W\d_]{1,3}[ .-]?\d{1,3}[a-zåäö]?")
_ROLES = word_set(
    "moderator moderatorn intervjuare intervjuaren observatör observatören deltagare deltagaren "
    "respondent respondenten informant informanten samtalsledare samtalsledaren bisittare bisittaren "
    "interviewer participant"
)


class BaseForms:
    """The base forms of all findings of a material, each (kind, words, stem): a genitive is told from a name
    in s by the name without s standing elsewhere, or being known.
    """

    def __init__(self, findings: Iterable[tuple[str, str, str]]) -> None:
        self._written: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        for kind, words, stem in findings:
            key = key_of(kind, stem or words)
            self._written[kind].add(key)
            self._parts[kind].update(key.split())

    def base_of(self, kind: str, words: str, stem: str = "") -> str:
        """The base form of a finding as it is written there, in its capitals, spaces single."""
        text = " ".join(normalize("NFC", words).split())
        if kind not in _INFLECTED:
            return text
        if stem:
            stem = " ".join(normalize("NFC", stem).split())
            return self._known_without_s(kind, stem) or stem
        base = self._without_genitive(kind, text)
        return self._without_compound(text) if kind == "place" and base == text else base

    def _without_genitive(self, kind: str, text: str) -> str:
        base = text[:-1] if text.endswith(("'", "’")) else self._known_without_s(kind, text) or bare(text)
        return base if any(char.isalnum() for char in base) else text

    def _known_without_s(self, kind: str, text: str) -> str:
        """The text without its s, where that is a name of the material and the text is not a known one."""
        last = text.split()[-1].casefold()
        if not last.endswith("s") or last in first_names() or last in surnames() or is_known_place(text):
            return ""
        return text[:-1] if self._is_name(kind, text[:-1]) else ""

    def _is_name(self, kind: str, name: str) -> bool:
        kinds = (kind, "name") if kind != "name" else ("person", "place", "organisation", "name")
        if len(name) < _SHORTEST_BASE:
            return False
        if any(key_of(it, name) in self._written[it] for it in kinds):
            return True
        return kind in ("person", "organisation") and name.split()[-1].casefold() in self._parts[kind]

    def _without_compound(self, text: str) -> str:
        for at in range(len(text) - 1, _SHORTEST_COMPOUND_BASE - 1, -1):
            if is_compound_ending(text[at:]):
                base = text[:at]
                if key_of("place", base) in self._written["place"] or is_known_place(base):
                    return base
        return text


def key_of(kind: str, base: str) -> str:
    """What all writings of one name or number share: case, spaces, stops of initials, titles do not count."""
    text = " ".join(normalize("NFC", base).casefold().split())
    if kind == "person":
        name = person_name(text)
        rest = (name.single,) if name.single else (name.given, name.middle, name.surname)
        return " ".join(" ".join(rest).replace(".", " ").split())
    return text if kind in _INFLECTED else same_number(kind, text)


def is_role(words: str) -> bool:
    """Whether it is a speaker's code or role ('D1', 'Moderator', 'Deltagare 3'), which names nobody."""
    text = words.strip().rstrip(":").casefold()
    return text.rstrip(" 0123456789") in _ROLES or _CODE.fullmatch(text) is not None


_INFLECTED = frozenset({"person", "place", "organisation", "name"})
