"""``qualwb pseudonymise seal``: the originals leave the project."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.key_option import KEY, open_key
from qualwb.cli.terminal import echo, refuse_unconfirmed
from qualwb.localization import gettext as _


@click.command("seal")
@KEY
@click.option("--dry-run", is_flag=True, help=_("Only tell what would be erased."))
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@pass_session
def command(session: Session, key: Path, dry_run: bool, yes: bool) -> None:
    """Let the original names leave the project for good: only the key gives them back.

    Earlier texts, what the journal holds of them, freed space, automatic backups and parsed texts are erased.
    What was done before can't be undone any more. Nobody else may have the project open. A sealing that was
    broken off is ended.

    Example: qualwb pseudonymise seal --key studie.nyckel
    """
    from qualwb.acts.pseudonyms.sealing import refuse_to_begin, seal, would_seal
    from qualwb.exchange.sealing_words import sealed_in_words, to_be_sealed_in_words

    key_file = open_key(key)
    refuse_to_begin(session.project, key_file)
    if dry_run or not yes:
        echo("\n".join(to_be_sealed_in_words(would_seal(session.researcher, key_file), key)))
    if dry_run:
        session.say(_("Nothing was changed: dry run."))
        return
    if not yes:
        refuse_unconfirmed(_("Seal the project? This can't be undone."))
    for line in sealed_in_words(seal(session.researcher, key_file), key):
        session.say(line)
