"""``qualwb redo``: bring an undone act back."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("redo")
@click.option("-n", "--times", type=click.IntRange(1), default=1, help=_("How many acts."))
@pass_session
def command(session: Session, times: int) -> None:
    """Redo what was undone last, as long as nothing new was done after it.

    Example: qualwb redo
    """
    from qualwb.act_words import act_in_words
    from qualwb.analysis.log import summary_seen

    for _time in range(times):
        change = session.project.redo(coder=session.coder)
        with session.project.reading() as connection:
            what = summary_seen(connection, change)
        session.say(_("Redone: {act} {what}").format(act=act_in_words(change.act), what=what))
