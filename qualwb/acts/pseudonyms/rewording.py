"""Texts that nobody judged place by place, reworded by the key: what the journal and import reports say."""

from collections.abc import Iterable, Mapping
from typing import Any

from qualwb.acts.pseudonyms.key import Key, KnownName
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.language.names.inflection import written_as
from qualwb.language.names.standing import KnownNames

LEAST = 3
"""Characters of a name's beginning that are taken for it; two are the beginning of many words."""


class Rewording:
    """The aliases instead of all names that a key knows, whatever their case and ending."""

    def __init__(self, key: Key) -> None:
        self._lexicon = Lexicon(key.originals())
        self._beginnings = _beginnings(key.originals())
        self._longest = max(map(len, self._beginnings), default=0)
        self._by_form: dict[str, KnownName] = {}
        for known in key.names:
            for form in (known.name, *known.forms):
                if any(sign.isalnum() for sign in form):
                    self._by_form.setdefault(form, known)
        self._names = KnownNames(self._by_form)

    def reworded(self, text: str) -> str:
        """The text with aliases. Lower-case words of the language ('björn') stay."""
        text = self._lexicon.replaced(text)
        parts: list[str] = []
        at = 0
        for one in self._names.standing(text):
            known = self._by_form[one.name]
            words = text[one.start : one.end]
            written = written_as(known.alias, known.name, words, kind=known.kind, forms=known.forms)
            parts += (text[at : one.start], written)
            at = one.end
        return "".join((*parts, text[at:]))

    def reworded_line(self, text: str) -> str:
        """A line of the journal with aliases; a name within which it was cut gives way to '…'."""
        for start in range(max(0, len(text) - self._longest), len(text)):
            if text[start:] in self._beginnings and not text[start - 1 : start].isalnum():
                return self.reworded(text[:start]) + "…"
        return self.reworded(text)

    def reworded_within(self, value: Any) -> Any:
        """A value of JSON with all its strings reworded."""
        if isinstance(value, str):
            return self.reworded(value)
        if isinstance(value, Mapping):
            return {self.reworded(name): self.reworded_within(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.reworded_within(inner) for inner in value]
        return value


def _beginnings(names: Iterable[str]) -> frozenset[str]:
    """What a name can begin with, without being one itself; in capitals too."""
    known = {form for name in names for form in (name, name.upper())}
    return frozenset(name[:end] for name in known for end in range(LEAST, len(name))) - known
