"""``qualwb purge``: deleted texts erased for good."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import echo, refuse_unconfirmed
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.purging import Holdings

MOMENTS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")


@click.command("purge")
@click.option(
    "--journal-before",
    type=click.DateTime(MOMENTS),
    metavar="DATE",
    help=_("Also what the journal holds of all acts before this moment (UTC, as in the log)."),
)
@click.option("--backups", is_flag=True, help=_("Also delete the backups beside the project that hold it."))
@click.option("--caches", is_flag=True, help=_("Also empty the cache of parsed texts, of all projects."))
@click.option("--dry-run", is_flag=True, help=_("Only list what would be erased."))
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@pass_session
def command(
    session: Session, journal_before: datetime | None, backups: bool, caches: bool, dry_run: bool, yes: bool
) -> int:
    """Erase for good the texts that no source uses any more, and what the journal holds of them.

    The log still tells who did what and when, but those acts can't be undone any more. Exit status 1 when the
    erased text may still lie in a file, because another program has the project open.

    Example: qualwb purge --backups --caches --dry-run
    """
    from qualwb.acts.purging import holdings, purge

    before = journal_before.isoformat() if journal_before else None
    found = holdings(session.project, before)
    going, staying = _divided(found, backups, caches)
    _list(_("To be erased, for good:"), going.in_words() or [_("nothing but freed space in the file")])
    if dry_run:
        _list(_("Left as it is:"), staying.in_words())
        return 0
    if not yes:
        refuse_unconfirmed(_("Erase it? This can't be undone."))
    done = purge(session.researcher, journal_before=before, backups=backups, caches=caches)
    _list(_("Erased:"), done.erased.in_words())
    _list(_("Still there:"), done.left.in_words())
    _list(_("Out of reach:"), _out_of_reach())
    if not done.log_emptied:
        session.say(
            _(
                "Another program reads the project: close it and run 'qualwb purge' again, until then the log"
                " beside the project holds what was erased."
            )
        )
        return 1
    return 0


def _divided(found: "Holdings", backups: bool, caches: bool) -> tuple["Holdings", "Holdings"]:
    """What goes by these options, and what stays."""
    from dataclasses import replace

    going = replace(found, copies=found.copies if backups else (), cached=found.cached if caches else 0)
    staying = replace(
        found,
        texts=0,
        changes=(),
        copies=() if backups else found.copies,
        cached=0 if caches else found.cached,
    )
    return going, staying


def _out_of_reach() -> list[str]:
    from qualwb.acts.purging import out_of_reach

    return list(out_of_reach())


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        echo("\n".join((heading, *(f"  {line}" for line in lines))))
