"""Texts that nobody judged place by place, reworded by the key: what the journal and import reports say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qualwb.acts.json_strings import with_strings
from qualwb.acts.pseudonyms.key import KnownName
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions, without_overlaps
from qualwb.language.names.inflection import written_as
from qualwb.language.names.lists import in_small_letters
from qualwb.language.names.standing import KnownNames

LEAST = 3
"""Characters of a name's beginning that are taken for it; two are the beginning of many words."""


class Rewording:
    """The aliases instead of names, whatever their case and ending.

    ``words`` are how names were written, with what stands instead of each; ``names`` what is named.
    """

    def __init__(self, words: Mapping[str, str], names: Iterable[KnownName]) -> None:
        low = {low: words[name].lower() for low, name in in_small_letters(words).items()}
        self._lexicon = Lexicon({**low, **words})
        self._beginnings = _beginnings(words)
        self._longest = max(map(len, self._beginnings), default=0)
        self._by_form: dict[str, KnownName] = {}
        for known in names:
            for form in (known.name, *known.forms):
                if any(sign.isalnum() for sign in form):
                    self._by_form.setdefault(form, known)
        self._names = KnownNames(self._by_form)

    def substitutions(self, text: str) -> Substitutions:
        """What gives way in the text. Lower-case words of the language ('björn') stay."""
        return Substitutions(without_overlaps((*self._lexicon.found_in(text), *self._inflected(text))))

    def reworded(self, text: str) -> str:
        """The text with aliases."""
        return self.substitutions(text).apply(text)

    def reworded_line(self, text: str) -> str:
        """A line of the journal with aliases; a name within which it was cut gives way to '…'."""
        for start in range(max(0, len(text) - self._longest), len(text)):
            if text[start:] in self._beginnings and not text[start - 1 : start].isalnum():
                return self.reworded(text[:start]) + "…"
        return self.reworded(text)

    def reworded_within(self, value: Any) -> Any:
        """A value of JSON with all its strings reworded, the names of its fields too."""
        return with_strings(value, self.reworded, with_keys=True)

    def _inflected(self, text: str) -> Iterator[Substitution]:
        for one in self._names.standing(text):
            known = self._by_form[one.name]
            words = text[one.start : one.end]
            written = written_as(known.alias, known.name, words, kind=known.kind, forms=known.forms)
            yield Substitution(one.start, words, written)


def _beginnings(names: Iterable[str]) -> frozenset[str]:
    """What a name can begin with, without being one itself; in capitals too."""
    known = {form for name in names for form in (name, name.upper())}
    return frozenset(name[:end] for name in known for end in range(LEAST, len(name))) - known
