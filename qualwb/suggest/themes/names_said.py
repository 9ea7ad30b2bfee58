"""Which words of passages may name somebody: they tell codes apart, but a reason is kept in the journal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from qualwb.language.lemmas import is_known, words
from qualwb.language.names.lists import first_names
from qualwb.suggest.features import concepts

_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:…\n\"”»])[\s\-–—\"”»(\[]*$")
"""What stands before the first word of a sentence."""
_NUMBERED = re.compile(r"\d")
_LOOK_BACK = 12
"""Characters before a word that are looked at for it."""


def names_said(texts: Iterable[str], people: Iterable[str] = ()) -> frozenset[str]:
    """The words, in base form, that may name somebody in these texts or in what ``people`` are called.

    First names that are no other word; what is written with a capital within a sentence more often than in
    small letters; what only begins sentences and is no known word. Places are left out with them: what is
    said of a code is no poorer for it. Who is called by a number ('Lärare 3') has no name.
    """
    named, plain, begin = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        for token in words(text):
            if not token.text[0].isupper():
                plain[token.text] += 1
            elif _BEFORE_SENTENCE.search(text[max(0, token.start - _LOOK_BACK) : token.start]):
                begin[token.text.lower()] += 1
            else:
                named[token.text.lower()] += 1
    found = {form for form, times in named.items() if times > plain[form]}
    found |= {form for form in begin if not plain[form] and not is_known(form)}
    bases = {base for form in (*named, *plain, *begin) for base in (form, *concepts(form)[:1])}
    found |= {base for base in bases if base in first_names() and not first_names()[base].is_word}
    found |= {token.text.lower() for one in people if not _NUMBERED.search(one) for token in words(one)}
    return frozenset(base for form in found for base in (form, *concepts(form)[:1]))
