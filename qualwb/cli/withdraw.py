"""``qualwb participants withdraw``: what a participant said is taken back, for good."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import echo
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.withdrawal.withdrawing import Mention, Outlook, Withdrawn


@click.command("withdraw")
@click.argument("alias")
@click.option("--group", help=_("The group, where several have that alias."))
@click.option(
    "--reason", default="", help=_("Why; kept in the journal and the certificate, without the name.")
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

    if certificate is not None:
        from qualwb.exchange.certificate.certificate_file import verify_certificate_path

        verify_certificate_path(certificate)
        before = withdrawing.withdrawn_as(session.project, alias, group)
        if before is not None:
            _certify(session, certificate, before.alias, before, finished=True)
            return 0
    seen = withdrawing.outlook(session.researcher, alias, group, mentions=mentions)
    _show(seen, mentions)
    if dry_run:
        session.say(_("Nothing was changed: dry run."))
        return 0
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(_("A withdrawal can't be undone: say --yes where nobody can be asked."))
        click.confirm(_("Remove it? This can't be undone."), abort=True, err=True)
    done, finished = withdrawing.withdraw(
        session.researcher, seen.alias, seen.group, reason=reason, mentions=mentions
    )
    session.say(_("{alias} has withdrawn, and stands as '{new}'.").format(alias=seen.alias, new=done.alias))
    if certificate is not None:
        _certify(session, certificate, seen.alias, done, finished=finished)
    _list(_("Out of reach:"), _not_reached(done))
    if not finished:
        session.say(
            _(
                "Another program reads the project: what was removed may still lie in its log. Close it;"
                " the next command that opens the project finishes this."
            )
        )
        return 1
    return 0


def _certify(session: Session, path: Path, asked_by: str, done: "Withdrawn", *, finished: bool) -> None:
    from qualwb.analysis.project_title import project_title
    from qualwb.exchange.certificate.certificate_file import write_certificate
    from qualwb.exchange.certificate.contents import State, certificate

    with session.project.reading() as connection:
        title = project_title(connection)
    session.project.close()
    state = State.of(session.project.path, finished=finished)
    write_certificate(certificate(title.name, asked_by, done, state), path)
    session.say(_("Wrote {path}.").format(path=path))


def _show(seen: "Outlook", mentions: bool) -> None:
    """What will be removed, what stays, and what has to be looked at."""
    from qualwb.exchange.certificate.contents import further, removed_table
    from qualwb.exchange.writers.text import as_text

    echo(_("To be removed, for good, of {alias} in {group}:").format(alias=seen.alias, group=seen.group))
    echo(as_text(removed_table(seen.removed)), nl=False)
    _list("", further(seen.removed))
    n = sum(one.count for one in seen.mentions)
    said = ngettext("{alias} is named {n} time by others:", "{alias} is named {n} times by others:", n)
    _list(said.format(alias=seen.alias, n=n), _places(seen.mentions))
    _list(_("Named by researchers and files:"), _places(seen.named))
    if (seen.mentions or seen.named) and not mentions:
        echo(_("The name stays there; --mentions blanks it."))
    _list(
        _("Summaries that rested on these words alone, to be looked at:"),
        [f"{theme} × {group}" for theme, group in seen.cells],
    )


def _places(mentions: "tuple[Mention, ...]") -> list[str]:
    return [one.where if one.count == 1 else f"{one.where} ({one.count})" for one in mentions]


def _not_reached(done: "Withdrawn") -> list[str]:
    from qualwb.exchange.certificate.contents import not_reached

    return not_reached(done)


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        echo("\n".join((*([heading] if heading else []), *(f"  {line}" for line in lines))))
