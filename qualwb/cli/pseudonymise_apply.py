"""``qualwb pseudonymise apply``: names replaced by their aliases."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, pass_session
from qualwb.cli.found_names import found_names
from qualwb.cli.key_option import KEY, key_of
from qualwb.exchange.replacing_words import places_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.replacing import Applied


@click.command("apply")
@KEY
@click.option(
    "--accept",
    type=BilingualChoice(("all", "sure", "none")),
    default="none",
    help=_("Names that nobody decided on: replace all, the sure ones, or none (as it is without)."),
)
@click.option(
    "--style",
    type=BilingualChoice(("names", "tags")),
    default="names",
    help=_("Aliases where none is chosen: names, or neutral tags such as [person 1]."),
)
@click.option("--number", is_flag=True, help=_("Number codes, themes ... that would get the same name."))
@click.option("--dry-run", is_flag=True, help=_("Only tell what would be replaced."))
@pass_session
def command(session: Session, key: Path, accept: str, style: str, number: bool, dry_run: bool) -> None:
    """Replace names by their aliases everywhere, in one act that can be undone until the project is sealed.

    The key file keeps what gives the names back, under a passphrase: typed, or the first line of the file
    named in $QUALWB_KEY_PASSPHRASE_FILE. It is made when there is none, and is extended later.

    Example: qualwb pseudonymise apply --accept sure --key studie.nyckel
    """
    from qualwb.acts.pseudonyms import verdicts
    from qualwb.acts.pseudonyms.replacing import apply, would_apply
    from qualwb.acts.pseudonyms.selecting import accepted, by_key

    tags, only_sure = style == "tags", accept == "sure"
    key_file = key_of(session, key, only_look=dry_run)
    entities = by_key(found_names(session, tags=tags, whole=True), key_file.key)
    if dry_run:
        taken = entities if accept == "none" else accepted(entities, only_sure=only_sure)
        would = would_apply(session.project, taken, key_file, number=number)
        for notice in would.notices():
            session.say(notice)
        session.say(_("Would be replaced: {what}.").format(what=_in_words(would)))
        return
    if accept != "none" and verdicts.accept(session.researcher, entities, only_sure=only_sure):
        # what a person takes for a name is found wherever it stands
        entities = by_key(found_names(session, tags=tags, whole=True), key_file.key)
    done = apply(session.researcher, entities, key_file, style=style, number=number)
    for notice in done.notices():
        session.say(notice)
    session.say(_("Replaced: {what}.").format(what=_in_words(done)))
    session.say(
        _("The key is {path}: keep it and its passphrase apart from the project.").format(path=key_file.path)
    )


def _in_words(done: "Applied") -> str:
    names = ngettext("{n} name", "{n} names", done.names).format(n=done.names)
    return f"{names}, {places_in_words(done, done.sources)}"
