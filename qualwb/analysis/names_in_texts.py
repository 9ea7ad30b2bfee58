"""Which texts hold what may tell who somebody is, by the language model."""

from collections.abc import Sequence


def names_in_texts(texts: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The texts with names, places or numbers that may tell who somebody is, each with those words."""
    from qualwb.language.names import find_names
    from qualwb.language.parsing import parse_all

    found = []
    for text, parsed in zip(texts, parse_all(texts), strict=True):
        names = tuple(dict.fromkeys(name.text for name in find_names(parsed)))
        if names:
            found.append((text, names))
    return found
