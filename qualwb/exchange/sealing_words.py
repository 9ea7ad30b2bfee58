"""What sealing would erase, and what it did, in words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualwb.acts.pseudonyms.sealing import Sealed
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def to_be_sealed_in_words(would: Sealed, key: Path) -> Iterator[str]:
    """What is told before: what goes, what stays, and who has the names afterwards."""
    yield _("The original names leave the project for good: only the key {path} gives them back.").format(
        path=key
    )
    yield _("What was done before can't be undone any more.")
    yield _("A copy in which somebody still works can't be merged any more: merge it first.")
    yield _("To be erased: {what}.").format(what=_erased(would))
    yield from _listed(
        _("To be deleted, since they were made before and may hold the original names:"),
        [copy.path for copy in would.copies],
    )
    yield from _listed(
        _("Left, since you made them; they may hold the original names:"), [copy.path for copy in would.kept]
    )


def sealed_in_words(done: Sealed, key: Path) -> Iterator[str]:
    """What is told afterwards: what went, what is left, and how to look for more."""
    yield _("Sealed. Erased: {what}.").format(what=_erased(done))
    yield from _listed(_("Deleted:"), [copy.path for copy in done.copies])
    yield from _listed(
        _("Left, since you made them; they may hold the original names:"), [copy.path for copy in done.kept]
    )
    yield _("Delete lists that 'pseudonymise find -o' wrote: they hold names beside their aliases.")
    yield _(
        "Look for what is left, in exports made before too: 8 among the names, or qualwb check --leaks {key}."
    ).format(key=key)


def _erased(done: Sealed) -> str:
    texts = ngettext("{n} text", "{n} texts", done.texts).format(n=done.texts)
    acts = ngettext("what {n} act did", "what {n} acts did", done.acts).format(n=done.acts)
    return f"{texts}, {acts}"


def _listed(heading: str, copies: Sequence[Path]) -> Iterator[str]:
    if copies:
        yield heading
        yield from (f"  {copy.name}" for copy in copies)
