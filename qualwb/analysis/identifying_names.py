"""Names in texts that may tell who somebody is, found by the language model; nothing is loaded before."""

from collections.abc import Sequence

from qualwb.language.names import Name


def names_of(text: str) -> list[Name]:
    """The likely names of one text, in order."""
    from qualwb.language.names import find_names
    from qualwb.language.parsing import parse

    return [name for name in find_names(parse(text)) if name.is_likely]


def texts_with_names(texts: Sequence[str], *, sure: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    """The texts that hold likely names, each with its names; with ``sure`` those alone that are no guess."""
    from qualwb.language.names import find_names
    from qualwb.language.parsing import parse_all

    found = []
    for text, parsed in zip(texts, parse_all(texts), strict=True):
        likely = (name for name in find_names(parsed) if (name.sure if sure else name.is_likely))
        names = tuple(dict.fromkeys(name.text for name in likely))
        if names:
            found.append((text, names))
    return found
