"""``qualwb undo``: turn the newest act back."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _


@click.command("undo")
@click.option("-n", "--times", type=click.IntRange(1), default=1, help=_("How many acts."))
@click.option("--only", type=int, metavar="N", help=_("The act of this number alone; see qualwb log."))
@click.option("--parts", is_flag=True, help=_("Only what of the act nobody built on since."))
@pass_session
def command(session: Session, times: int, only: int | None, parts: bool) -> None:
    """Undo the newest act, whoever did it and whenever; on a server your own newest act.

    With --only one act, and what was done since stays, where nothing was built on it.

    Example: qualwb undo -n 2
    """
    from qualwb.act_words import act_in_words
    from qualwb.analysis.log import summary_seen
    from qualwb.exchange.journal_words import stays_in_words

    if only is not None and (times > 1 or parts):
        raise click.UsageError(_("--only undoes one act whole: give neither -n nor --parts."))
    for _time in range(times):
        if only is not None:
            change, stays = session.project.undo(coder=session.coder, number=only, alone=True), []
        elif parts:
            undone = session.project.undo_parts(coder=session.coder)
            change, stays = undone.change, stays_in_words(undone.stays)
        else:
            change, stays = session.project.undo(coder=session.coder), []
        with session.project.reading() as connection:
            what = summary_seen(connection, change)
        session.say(_("Undone: {act} {what}").format(act=act_in_words(change.act), what=what))
        for line in stays:
            session.say(line)
