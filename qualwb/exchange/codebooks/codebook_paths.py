"""Where the codes and themes of a codebook stand, as paths such as 'A > B'."""

import re
from collections.abc import Iterator, Sequence

from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.same_name import same_name

ARROW = " > "
"""Between the steps of a path as we write it."""

_STEP = re.compile(r"\s*(?:>>|(?<![-=])>|\\|::)\s*")


def joined(steps: Sequence[str]) -> str:
    """The path as one text."""
    return ARROW.join(steps)


def steps_of(path: str) -> list[str]:
    """The steps of a path; other programs write '>>', '\\' or '::' between them."""
    return _STEP.split(path)


def theme_paths(
    themes: Sequence[ThemeEntry], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ThemeEntry]]:
    """Each theme with the path to it, above before beneath."""
    for theme in themes:
        yield (*above, theme.name), theme
        yield from theme_paths(theme.themes, (*above, theme.name))


def code_paths(codebook: Codebook) -> Iterator[tuple[tuple[str, ...], CodeEntry]]:
    """Each code where it is written out, with the path to it."""
    parents = {same_name(code.name): above for code, above in codebook.all_codes() if above is not None}
    rules = {same_name(code.name): code for code, _above in codebook.all_codes() if not code.is_reference}
    for code, _above in codebook.all_codes():
        path, at = [code.name], code
        while (above := parents.get(same_name(at.name))) is not None:
            path.insert(0, above.name)
            at = above
        yield tuple(path), rules.get(same_name(code.name), code)
