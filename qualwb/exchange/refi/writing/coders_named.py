"""Coders who are named in what a file says of other things, where they were to be left out of it."""

import re
from collections.abc import Iterable, Iterator

from qualwb.acts.codebook_entries import CODE_FIELDS, THEME_FIELDS
from qualwb.localization import ngettext
from qualwb.portable.records import PortableProject

_LONG = 3
"""So many letters of a name are known in any case; fewer, such as initials, as they are written."""


def told_of_named_coders(project: PortableProject) -> Iterator[str]:
    """In how many memos, and descriptions, a coder's name or initials stand as a word, if in any."""
    named = _naming(coder.name for coder in project.coders)
    if named is None:
        return
    memos = sum(bool(named.search(memo.text)) for memo in project.memos)
    if memos:
        yield ngettext(
            "{n} memo seems to name a coder: it stands in the file as it is.",
            "{n} memos seem to name a coder: they stand in the file as they are.",
            memos,
        ).format(n=memos)
    descriptions = sum(bool(named.search(text)) for text in _descriptions(project))
    if descriptions:
        said = ngettext(
            "{n} description seems to name a coder: it stands in the file as it is.",
            "{n} descriptions seem to name a coder: they stand in the file as they are.",
            descriptions,
        )
        yield said.format(n=descriptions)


def _naming(names: Iterable[str]) -> re.Pattern[str] | None:
    words: set[str] = set()
    for name in names:
        parts = name.split()
        initials = "".join(part[0] for part in parts) if len(parts) > 1 else ""
        words.update((" ".join(parts), initials, *(part for part in parts if len(part) >= _LONG)))
    words.discard("")
    if not words:
        return None
    known = (f"(?i:{re.escape(one)})" if len(one) >= _LONG else re.escape(one) for one in sorted(words))
    return re.compile(rf"\b(?:{'|'.join(known)})s?\b")


def _descriptions(project: PortableProject) -> Iterator[str]:
    yield project.description
    for code in project.codes:
        yield "\n".join(str(getattr(code, name)) for name in CODE_FIELDS)
    for theme in project.themes:
        yield "\n".join(str(getattr(theme, name)) for name in THEME_FIELDS)
