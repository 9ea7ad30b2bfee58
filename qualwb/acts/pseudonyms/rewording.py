"""Texts that nobody judged place by place, reworded by the key: what the journal and import reports say."""

from typing import Any

from qualwb.acts.json_strings import with_strings
from qualwb.acts.pseudonyms.key import Key, KnownName
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.language.names.inflection import written_as
from qualwb.language.names.standing import KnownNames


class Rewording:
    """The aliases instead of all names that a key knows, whatever their case and ending."""

    def __init__(self, key: Key) -> None:
        self._lexicon = Lexicon(key.originals())
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

    def reworded_within(self, value: Any) -> Any:
        """A value of JSON with all its strings reworded, the names of its fields too."""
        return with_strings(value, self.reworded, with_keys=True)
