"""``qualwb pseudonymise seal``: the originals leave the project."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.key_option import KEY, open_key
from qualwb.cli.terminal import echo, refuse_unconfirmed
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


@click.command("seal")
@KEY
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@pass_session
def command(session: Session, key: Path, yes: bool) -> None:
    """Let the original names leave the project for good: only the key gives them back.

    Earlier texts, what the journal holds of them, freed space, automatic backups and parsed texts are erased.
    What was done before can't be undone any more. Nobody else may have the project open. A sealing that was
    broken off is ended.

    Example: qualwb pseudonymise seal --key studie.nyckel
    """
    from qualwb.acts.pseudonyms import sealing

    key_file = open_key(key)
    sealing.refuse_to_begin(session.project, key_file)
    _list(_("To be deleted, since they hold the original names:"), sealing.copies_to_go(session.project))
    if not yes:
        refuse_unconfirmed(_("Seal the project? This can't be undone."))
    done = sealing.seal(session.researcher, key_file)
    texts = ngettext("{n} text", "{n} texts", done.texts).format(n=done.texts)
    acts = ngettext("what {n} act did", "what {n} acts did", done.acts).format(n=done.acts)
    session.say(_("Sealed. Erased: {what}.").format(what=f"{texts}, {acts}"))
    _list(_("Left, since you made them; they hold the original names:"), done.kept)
    session.say(_("Delete lists that 'pseudonymise find -o' wrote: they hold names beside their aliases."))
    session.say(
        _("Look for what is left: qualwb check --leaks {key}, with exports made before.").format(key=key)
    )


def _list(heading: str, copies: "Sequence[Any]") -> None:
    if copies:
        echo("\n".join((heading, *(f"  {copy.path.name}" for copy in copies))))
