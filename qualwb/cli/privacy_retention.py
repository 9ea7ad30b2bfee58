"""``qualwb privacy keep-until``: the day by which the material must be gone."""

from datetime import date

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.options import REASON
from qualwb.localization import gettext as _


@click.command("keep-until")
@click.argument("day", metavar="YYYY-MM-DD")
@REASON
@pass_session
def keep_until(session: Session, day: str, reason: str) -> None:
    """Say by which day the material must be gone; 'none' takes the day away.

    Nothing is deleted by itself: from 30 days before, whoever opens the project is told.

    Example: qualwb privacy keep-until 2030-12-31 --reason "the ethics approval ends"
    """
    from qualwb.acts import retention

    wanted = None if day == "none" else _date(day)
    retention.keep_until(session.researcher, wanted, reason)
    if wanted is None:
        session.say(_("No day is said."))
        return
    session.say(_("The material must be gone by {day}.").format(day=wanted.isoformat()))
    if wanted < date.today():
        session.say(_("That day is past: is the year right? 'qualwb undo' takes it back."))


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise click.UsageError(_("'{day}' is no day: write YYYY-MM-DD or 'none'.").format(day=day)) from None
