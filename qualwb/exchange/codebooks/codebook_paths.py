"""Where the codes and themes of a codebook stand, as paths such as 'A > B'.

A step that itself holds an arrow, or what other programs write for one, stands in quotation marks, doubled
within: '"a > b" > c' has two steps.
"""

import re
from collections.abc import Iterator, Sequence

from qualwb.acts.codebook_entries import Codebook, CodeEntry, ThemeEntry

ARROW = " > "
"""Between the steps of a path as we write it."""
LIST_SIGN = "; "
"""Between the paths of a list as we write it."""

_ARROWS = r">>|(?<![-=])>|\\|::"
_ARROW_SIGN = re.compile(f" ?(?:{_ARROWS}) ?")
_LISTED_SIGN = re.compile(f" ?(?:{_ARROWS}|;) ?")
_OUR_ARROW = re.compile(re.escape(ARROW))
_QUOTED = re.compile('"((?:[^"]|"")*)"')
_PLAINLY_QUOTED = re.compile('"[^"]+"')


def joined(steps: Sequence[str], arrow: str = ARROW) -> str:
    """The path as one text."""
    return arrow.join(map(_step, steps))


def set_steps_of(name: str) -> list[str]:
    """The steps of a name that may be a path as we write it, and may hold any other sign."""
    return [step for step, _sign in _parted(name, _OUR_ARROW)]


def steps_of(path: str, separator: str = "") -> list[str]:
    """The steps of a path; other programs write '>>', '\\' or '::' between them, or the ``separator``."""
    sign = re.compile(f" ?{re.escape(separator.strip())} ?") if separator else _ARROW_SIGN
    return [step for step, _sign in _parted(path, sign)]


def paths_in(text: str) -> list[list[str]]:
    """The paths in a list of such, parted by semicolons, each as its steps."""
    paths: list[list[str]] = [[]]
    for step, sign in _parted(text, _LISTED_SIGN):
        paths[-1].append(step)
        if sign.strip() == ";":
            paths.append([])
    return [path for path in paths if any(path)]


def _step(name: str) -> str:
    plain = not _LISTED_SIGN.search(name) and (name[:1] != '"' or _PLAINLY_QUOTED.fullmatch(name))
    return name if plain else '"' + name.replace('"', '""') + '"'


def _parted(text: str, sign: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each step with the sign after it. Quotation marks count where what they hold could not stand alone."""
    text, at = " ".join(text.split()), 0
    while True:
        quoted = _QUOTED.match(text, at)
        if (
            quoted
            and ('"' in quoted[1] or _LISTED_SIGN.search(quoted[1]))
            and _ends(text, quoted.end(), sign)
        ):
            step, at = quoted[1].replace('""', '"'), quoted.end()
            found = sign.match(text, at)
        else:
            found = sign.search(text, at)
            step = text[at : found.start() if found else len(text)].strip()
        yield step, found[0] if found else ""
        if not found:
            return
        at = found.end()


def _stands_alone(name: str) -> bool:
    return '"' not in name and not _LISTED_SIGN.search(name)


def _ends(text: str, at: int, sign: re.Pattern[str]) -> bool:
    return at == len(text) or sign.match(text, at) is not None


def theme_paths(
    themes: Sequence[ThemeEntry], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ThemeEntry]]:
    """Each theme with the path to it, above before beneath."""
    for theme in themes:
        yield (*above, theme.name), theme
        yield from theme_paths(theme.themes, (*above, theme.name))


def code_paths(codebook: Codebook) -> Iterator[tuple[tuple[str, ...], CodeEntry]]:
    """Each code once, in order, with the path to it."""
    yield from _code_paths(codebook.written_out().codes, ())


def _code_paths(
    codes: Sequence[CodeEntry], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], CodeEntry]]:
    for code in codes:
        yield (*above, code.name), code
        yield from _code_paths(code.codes, (*above, code.name))
