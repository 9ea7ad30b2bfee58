"""What a search for names that were replaced found: leaks first, and what may stand there counted."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualwb.exchange.tables.leak_words import where_in_words
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.leaks import Found, LeakCheck

Row = tuple[str, str, str, str]
SHOWN_WORDS = 5
"""Words of a place which a line shows."""


def leaks_table(check: "LeakCheck", *, grouped: bool) -> Table:
    """Leaks, what can't be searched, and what may stand where it does; the data has each by itself.

    With ``grouped``, leaks have a line a place, and what may stand there a line a word and reason.
    """
    return Table(
        (_("Name"), _("File"), _("Where"), _("What")),
        list(_rows(check, grouped)),
        data=lambda: _data(check),
    )


def summary_in_words(check: "LeakCheck") -> str:
    """How many leaks there are, in how many files, of how many that were searched."""
    searched = ngettext("{n} file", "{n} files", check.files).format(n=check.files)
    n = len(check.leaks)
    if not n:
        return _("No leak: {words} words looked for in {files}.").format(words=check.words, files=searched)
    held = len({one.path for one in check.leaks})
    files = ngettext("{n} file", "{n} files", held).format(n=held)
    said = ngettext(
        "{n} leak in {files} ({searched} searched).", "{n} leaks in {files} ({searched} searched).", n
    )
    return said.format(n=n, files=files, searched=check.files)


def leaks_in_lines(check: "LeakCheck", folder: Path) -> list[str]:
    """The rows of the table, grouped, a line each; files in the folder by their names in it."""
    start = f"{folder}{os.sep}"
    return [
        f"  {': '.join(filter(None, (name, path.removeprefix(start), where)))} – {what}"
        for name, path, where, what in _rows(check, grouped=True)
    ]


def sealing_in_words(check: "LeakCheck", how: str) -> str:
    """That the project is not sealed, and how many of the leaks go then; '' of a sealed one.

    ``how`` is the command, or the key, that seals it.
    """
    if check.sealed:
        return ""
    n = sum(one.until_sealed for one in check.leaks)
    return ngettext(
        "The project is not sealed: {n} leak goes when it is ({how}).",
        "The project is not sealed: {n} leaks go when it is ({how}).",
        n,
    ).format(n=n, how=how)


def _rows(check: "LeakCheck", grouped: bool) -> Iterator[Row]:
    lasting = [one for one in check.leaks if not one.until_sealed]
    passing = [one for one in check.leaks if one.until_sealed]
    explained = [one for one in check.found if not one.is_leak]
    for leaks in (lasting, passing):
        yield from _by_place(leaks) if grouped else map(_row, leaks)
    yield from (("", str(one.path), where_in_words(one.where), _cannot(one.why)) for one in check.unread)
    yield from _by_word(explained) if grouped else map(_row, explained)


def _row(one: "Found") -> Row:
    return one.word, str(one.path), where_in_words(one.where), one.why or _leak(one)


def _leak(one: "Found") -> str:
    return _("leak until it is sealed") if one.until_sealed else _("leak")


def _cannot(why: str) -> str:
    return _("can't be searched: {why}").format(why=why)


def _by_place(leaks: "Iterable[Found]") -> Iterator[Row]:
    words: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in leaks:
        here = words[str(one.path), where_in_words(one.where), _leak(one)]
        if one.word not in here:
            here.append(one.word)
    for (path, where, what), them in words.items():
        more = len(them) - SHOWN_WORDS
        shown = ", ".join(them[:SHOWN_WORDS])
        if more > 0:
            shown = f"{shown} {_('and {n} more').format(n=more)}"
        yield shown, path, where, what


def _by_word(explained: "Iterable[Found]") -> Iterator[Row]:
    places: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in explained:
        places[one.word, one.why].append(one)
    for (word, why), them in places.items():
        if len(them) == 1:
            yield _row(them[0])
            continue
        held = len({one.path for one in them})
        files = ngettext("{n} file", "{n} files", held).format(n=held)
        yield word, files, ngettext("{n} place", "{n} places", len(them)).format(n=len(them)), why


def _data(check: "LeakCheck") -> list[dict[str, Any]]:
    keys = (_("Name"), _("File"), _("Where"), _("What"))
    rows: list[Row] = [
        *((one.word, str(one.path), one.where, one.why or _("leak")) for one in check.found),
        *(("", str(one.path), one.where, _cannot(one.why)) for one in check.unread),
    ]
    return [dict(zip(keys, row, strict=True)) for row in rows]
