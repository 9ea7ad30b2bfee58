"""Names in texts that may tell who somebody is, found by the language model; nothing is loaded before."""

from collections.abc import Sequence

from qualwb.language.names import Name


def names_of(text: str) -> list[Name]:
    """The likely names of one text, in order."""
    from qualwb.language.names import find_names
    from qualwb.language.parsing import parse

    return [name for name in find_names(parse(text)) if name.is_likely]


def texts_with_names(texts: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The texts that hold likely names, each with its names."""
    from qualwb.language.names import find_names
    from qualwb.language.parsing import parse_all

    found = []
    for text, parsed in zip(texts, parse_all(texts), strict=True):
        names = tuple(dict.fromkeys(name.text for name in find_names(parsed) if name.is_likely))
        if names:
            found.append((text, names))
    return found
