"""``qualwb pseudonymise restore``: names given back by the key."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session, print_table
from qualwb.cli.counted_places import places_in_words
from qualwb.cli.key_option import KEY, open_key
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.command("restore")
@KEY
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="COPY",
    help=_("Give the names back in a copy; the project stays as it is."),
)
@pass_session
def command(session: Session, key: Path, output: Path | None) -> int:
    """Give the original names back, in the project or in a copy: in the texts and wherever they stood.

    A sealed project holds the names again after that. Exit status 1 when some could not be given back, since
    the text was changed there.

    Example: qualwb pseudonymise restore --key studie.nyckel -o öppen.qwb
    """
    from qualwb.acts.pseudonyms.restoring import restore, restore_copy
    from qualwb.exchange.tables.leak_words import where_in_words
    from qualwb.exchange.tables.table import Table

    key_file = open_key(key)
    if output is None:
        done = restore(session.researcher, key_file)
    else:
        done = restore_copy(session.researcher, key_file, output)
    session.say(_("Given back: {what}.").format(what=places_in_words(done, done.texts)))
    if done.merged:
        n, names = len(done.merged), ", ".join(one.name for one in done.merged)
        session.say(
            ngettext(
                "{n} participant stays one with an earlier of the same name: {names}.",
                "{n} participants stay one with earlier ones of the same name: {names}.",
                n,
            ).format(n=n, names=names)
        )
    if done.withheld:
        session.say(
            ngettext(
                "{n} place stays replaced: it names somebody who has withdrawn.",
                "{n} places stay replaced: they name somebody who has withdrawn.",
                done.withheld,
            ).format(n=done.withheld)
        )
    if done.unsealed and output is None:
        session.say(_("The project is not sealed any more."))
    if not done.left:
        return 0
    n = len(done.left)
    session.say(
        ngettext(
            "{n} name could not be given back: the text was changed there.",
            "{n} names could not be given back: the text was changed there.",
            n,
        ).format(n=n)
    )
    rows = [(where_in_words(one.where), one.original, one.alias) for one in done.left]
    print_table(Table((_("Where"), _("Name"), _("Alias")), rows), None, None)
    return 1
