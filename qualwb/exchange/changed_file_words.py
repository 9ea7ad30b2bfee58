"""What a changed file does to its source, in words."""

from collections.abc import Iterator

from qualwb.acts.changed_file import ChangedFile, TextChange
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened

WORDS = 36
"""Characters of changed words that are told."""


def changed_file_in_words(file: ChangedFile, most: int) -> list[str]:
    """How much is changed, and at most so many of the places: those that take a correction back first."""
    changes = len(file.changes)
    head = [ngettext("{n} place changed", "{n} places changed", changes).format(n=changes)]
    if kept := len(file.kept):
        said = ngettext("{n} correction made here stays", "{n} corrections made here stay", kept)
        head.append(said.format(n=kept))
    if back := sum(change.takes_back for change in file.changes):
        said = ngettext(
            "! {n} correction made here is taken back: the file changed the same words",
            "! {n} corrections made here are taken back: the file changed the same words",
            back,
        )
        head.append(said.format(n=back))
    if others := len(file.speakers):
        said = ngettext("! {n} turn changes its speaker", "! {n} turns change their speaker", others)
        head.append(said.format(n=others))
    places = list(_places(file))
    rest = len(places) - most
    more = [ngettext("... and {n} more", "... and {n} more", rest).format(n=rest)] if rest > 0 else []
    return [" · ".join(head), *places[:most], *more]


def _places(file: ChangedFile) -> Iterator[str]:
    for change in sorted(file.changes, key=lambda one: not one.takes_back):
        yield ("! " if change.takes_back else "") + _in_words(change)
    for turn, before, after in file.speakers:
        told = _("! turn {n}: {before} → {after}")
        yield told.format(n=turn, before=before or _("nobody"), after=after or _("nobody"))
    for change in file.kept:
        yield _("stays: {change}").format(change=_in_words(change))


def _in_words(change: TextChange) -> str:
    return _("turn {n}: ”{before}” → ”{after}”").format(
        n=change.turn, before=shortened(change.before, WORDS), after=shortened(change.after, WORDS)
    )
