"""``qualwb check``: whether everything still holds together."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

NOTICE = "notice"
"""The kind of a row that is no problem, in data."""


@click.command("check")
@click.option(
    "--repair",
    is_flag=True,
    help=_("Put codes and themes that lie beneath themselves at the top; a backup is made first."),
)
@click.option(
    "--leaks",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help=_("Look for the names of this key file in the project, beside it, in caches, and in PATH."),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@output_options
@pass_session
def command(
    session: Session,
    repair: bool,
    key: Path | None,
    paths: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
) -> int:
    """Check the database, foreign keys, trees, text hashes, quotes of codings, orphans and the journal.

    With --leaks: whether a name that was replaced lies anywhere still. PATH are exports, or folders of them.

    A notice tells when the material must soon be gone. Exit status 1 when something does not hold.

    Example: qualwb check --format json
    """
    if key is not None:
        from qualwb.cli.leaks import look_for_leaks

        return look_for_leaks(session, key, paths, format_, output)
    if paths:
        raise click.UsageError(_("PATH goes with --leaks KEY."))
    from qualwb.acts.projects import check_project, due_of, is_checked_whole
    from qualwb.exchange.tables.table import Table

    if repair:
        _repair(session)
    problems = check_project(session.project)
    told = due_of(session.project)
    if problems or told or format_ or output:
        columns = (_("Kind"), _("Where"), _("What"))
        rows = [(problem.kind, problem.where, problem.what) for problem in problems]
        if told is not None:
            rows.append((NOTICE, told.day.isoformat(), told.in_words()))
        shown = [(_("information") if kind == NOTICE else kind, *row) for kind, *row in rows]
        print_table(Table(columns, shown, data=Table(columns, rows).as_data()), format_, output)
    if problems:
        n = len(problems)
        session.say(ngettext("{n} problem found.", "{n} problems found.", n).format(n=n))
        return 1
    session.say(_("Everything holds together."))
    if not is_checked_whole(session.project):
        session.say(_("A blind round hides a part from you, so the journal was not compared: ask a lead."))
    return 0


def _repair(session: Session) -> None:
    from qualwb.acts.repairing import repair_trees

    done = repair_trees(session.researcher)
    for name in done.names:
        session.say(_("'{name}' lies at the top now.").format(name=name))
    if done.backup is not None:
        session.say(_("The state before is kept as {kept}.").format(kept=done.backup.name))
