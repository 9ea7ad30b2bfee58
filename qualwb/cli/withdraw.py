"""``qualwb participants withdraw``: what a participant said is taken back, for good."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import echo, page_width, refuse_unconfirmed
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.withdrawal.withdrawing import Outlook, Withdrawn


@click.command("withdraw")
@click.argument("alias")
@click.option("--group", help=_("The group, where several have that alias."))
@click.option(
    "--reason",
    default="",
    help=_("Why, required but for --dry-run; kept in the journal and the certificate, without the name."),
)
@click.option(
    "--mentions", is_flag=True, help=_("Also blank the name where others say it or researchers wrote it.")
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write a certificate of what was removed: docx or md."),
)
@click.option("--dry-run", is_flag=True, help=_("Only list what would be removed."))
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@pass_session
def withdraw(
    session: Session,
    alias: str,
    group: str | None,
    reason: str,
    mentions: bool,
    certificate: Path | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Remove for good what a participant said, with all that rests on it; the turns of others stand.

    Their turns are blanked; codings, memos, print versions and attributes go; so do traces in the journal,
    backups beside the project and caches. It can't be undone. Of somebody who has withdrawn, named as they
    are called since ('withdrawn 1'), the certificate is written again.

    Exit status 1 when something may still lie in a file, because another program has the project open.

    Example: qualwb participants withdraw Åsa --reason "asked for it by letter" --certificate intyg.docx
    """
    from qualwb.acts.withdrawal import withdrawing
    from qualwb.exchange.certificate.contents import not_reached
    from qualwb.exchange.certificate.outlook_words import in_words

    if certificate is not None:
        from qualwb.exchange.certificate.certificate_file import verify_certificate_path

        verify_certificate_path(certificate)
        before = withdrawing.withdrawn_as(session.project, alias, group)
        if before is not None:
            _certify(session, certificate, before.alias, before, finished=True)
            return 0
    seen = withdrawing.outlook(session.researcher, alias, group, mentions=mentions)
    if not dry_run and not reason.strip():
        reason = _asked_reason()
    if not yes or dry_run:
        echo(in_words(seen, width=page_width(), mentions=mentions))
        _say_of_mentions(session, seen, mentions)
    if dry_run:
        session.say(_("Nothing was changed: dry run."))
        return 0
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(_("A withdrawal can't be undone: say --yes where nobody can be asked."))
        refuse_unconfirmed(_("Remove it? This can't be undone."))
    done, finished = withdrawing.withdraw(
        session.researcher, seen.alias, seen.group, reason=reason, mentions=mentions
    )
    if yes:
        echo(in_words(seen, width=page_width(), mentions=mentions, done=True))
    session.say(_("{alias} has withdrawn, and stands as '{new}'.").format(alias=seen.alias, new=done.alias))
    if certificate is not None:
        _certify(session, certificate, seen.alias, done, finished=finished)
    echo("\n".join((_("Out of reach:"), *(f"  – {line}" for line in not_reached(done)))))
    if not finished:
        session.say(
            _(
                "Another program reads the project: what was removed may still lie in its log. Close it;"
                " the next command that opens the project finishes this."
            )
        )
        return 1
    return 0


def _say_of_mentions(session: Session, seen: "Outlook", mentions: bool) -> None:
    if not mentions and (seen.mentions or seen.named):
        session.say(_("--mentions blanks the name there too."))


def _asked_reason() -> str:
    """Why somebody withdraws, asked on a terminal. Raises ``QualwbError`` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise QualwbError(_("A withdrawal needs a reason."), _("Say it with --reason TEXT."))
    reason: str = click.prompt(_("Why is it withdrawn? Without the name"), err=True)
    return reason


def _certify(session: Session, path: Path, asked_by: str, done: "Withdrawn", *, finished: bool) -> None:
    from qualwb.exchange.certificate.certificate_file import certify

    certify(session.project, path, asked_by, done, finished=finished)
    session.say(_("Wrote {path}.").format(path=path))
