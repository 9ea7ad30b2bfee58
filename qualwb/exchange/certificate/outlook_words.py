"""What a withdrawal would remove, in words for who is about to decide."""

from collections.abc import Iterable, Iterator

from qualwb.acts.withdrawal.withdrawing import NamedPlace, Outlook
from qualwb.exchange.certificate.contents import further, removed_table
from qualwb.exchange.tables.table import Table, with_columns
from qualwb.exchange.writers.text import as_text
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

ALWAYS = 3
"""Source, turns and codings are shown though nothing is counted there."""


def in_words(seen: Outlook, *, width: int, mentions: bool, done: bool = False) -> str:
    """The outlook as text, its table as wide as ``width`` at most; ``mentions``: the name goes too.

    ``done``: it tells what was removed, when it has come about.
    """
    return "\n".join(_lines(seen, width, mentions, done))


def _lines(seen: Outlook, width: int, mentions: bool, done: bool) -> Iterator[str]:
    heading = (
        _("Removed, for good, of {alias} in {group}:")
        if done
        else _("To be removed, for good, of {alias} in {group}:")
    )
    yield heading.format(alias=seen.alias, group=seen.group)
    yield as_text(_without_zeros(removed_table(seen.removed)), width=width).rstrip("\n")
    yield from _listed("", further(seen.removed))
    n = sum(one.count for one in seen.mentions)
    said = (
        ngettext("{alias} was named {n} time by others:", "{alias} was named {n} times by others:", n)
        if done
        else ngettext("{alias} is named {n} time by others:", "{alias} is named {n} times by others:", n)
    )
    yield from _listed(said.format(alias=seen.alias, n=n), _places(seen.mentions))
    yield from _listed(_("Named by researchers and files:"), _places(seen.named))
    if (seen.mentions or seen.named) and not mentions:
        yield (
            _("The name stays there.")
            if done
            else _("The name stays there, unless you let it be blanked too.")
        )
    yield from _listed(
        _("Summaries that rested on these words alone, to be looked at:"),
        [f"{theme} × {group}" for theme, group in seen.cells],
    )


def _without_zeros(table: Table) -> Table:
    """The table without columns that count nothing."""
    kept = [n for n, _name in enumerate(table.columns) if n < ALWAYS or any(row[n] for row in table.rows)]
    return with_columns(table, kept)


def _places(mentions: Iterable[NamedPlace]) -> list[str]:
    return [f"{one.where} ({one.count})" for one in mentions]


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    """The lines beneath their heading; nothing where there are none."""
    if lines and heading:
        yield heading
    yield from (f"  – {line}" for line in lines)
