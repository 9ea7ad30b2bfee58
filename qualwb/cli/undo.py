"""``qualwb undo``: turn the newest act back."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("undo")
@click.option("-n", "--times", type=click.IntRange(1), default=1, help=_("How many acts."))
@pass_session
def command(session: Session, times: int) -> None:
    """Undo the newest act, whoever did it and whenever.

    Example: qualwb undo -n 2
    """
    from qualwb.analysis.log import summary_seen
    from qualwb.exchange.journal_words import act_in_words

    for _time in range(times):
        change = session.project.undo(coder=session.coder)
        with session.project.reading() as connection:
            what = summary_seen(connection, change)
        session.say(_("Undone: {act} {what}").format(act=act_in_words(change.act), what=what))
