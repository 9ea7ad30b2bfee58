"""A working name for codes that are gathered, from their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from qualwb.language.lemmas import word_forms
from qualwb.same_name import same_name
from qualwb.suggest.features import concepts, content_words
from qualwb.suggest.mentions import EMPTY

LONGEST_PHRASE = 4
"""Words of a name that are taken over as they stand."""


def working_name(names: Sequence[str], taken: Collection[str] = ()) -> str:
    """What the names of codes share, when at least half of them do; else the name of the first that is free.

    ``names`` come with the most central code first. A name that is ``taken``, in any case of letters, is not
    given but where all are.
    """
    used = {same_name(name) for name in taken}
    offered = [_as_title(name) for name in (*_shared_phrases(names), *names)]
    return next((name for name in offered if same_name(name) not in used), _as_title(names[0]))


def shared_words(names: Sequence[str]) -> list[str]:
    """The base forms that at least two names have, and half of them: of most names first."""
    had: Counter[str] = Counter()
    for name in names:
        had.update({base for word in content_words(name) for base in _telling(word)})
    least = max(2, len(names) / 2)
    shared = [
        base
        for base, count in sorted(had.items(), key=lambda one: (-one[1], -len(one[0]), one[0]))
        if count >= least
    ]
    return without_parts(shared)


def without_parts(words: Iterable[str]) -> list[str]:
    """The words but for parts of longer ones among them: of 'vårdplan' and 'plan' the first."""
    kept: list[str] = []
    for word in words:
        if not any(word in other for other in kept):
            kept.append(word)
    return kept


def _shared_phrases(names: Sequence[str]) -> list[str]:
    """The shared words as they stand together in a name, and each of them by itself."""
    shared = shared_words(names)
    if len(shared) > 1:
        for name in names:
            words = word_forms(name)
            at = [n for n, word in enumerate(words) if set(_telling(word.lower())) & set(shared)]
            if len(at) > 1 and at[-1] - at[0] < LONGEST_PHRASE:
                return [" ".join(words[at[0] : at[-1] + 1]), *shared]
    return shared


def _telling(word: str) -> tuple[str, ...]:
    return tuple(base for base in concepts(word) if base not in EMPTY)


def _as_title(name: str) -> str:
    return name[:1].upper() + name[1:]
