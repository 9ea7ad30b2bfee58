"""``qualwb pseudonymise restore``: names given back by the key."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session, print_table
from qualwb.cli.key_option import KEY, open_key
from qualwb.localization import gettext as _


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
    from dataclasses import replace

    from qualwb.acts.pseudonyms.restoring import restore, restore_copy
    from qualwb.exchange.replacing_words import restored_in_words
    from qualwb.exchange.tables.leak_words import where_in_words
    from qualwb.exchange.tables.table import Table

    key_file = open_key(key)
    if output is None:
        done = restore(session.researcher, key_file)
    else:
        done = restore_copy(session.researcher, key_file, output)
    for line in restored_in_words(done if output is None else replace(done, unsealed=False)):
        session.say(line)
    if not done.left:
        return 0
    rows = [(where_in_words(one.where), one.original, one.alias) for one in done.left]
    print_table(Table((_("Where"), _("Name"), _("Alias")), rows), None, None)
    return 1
