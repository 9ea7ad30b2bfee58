"""``qualwb check``: whether everything still holds together."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@click.command("check")
@output_options
@pass_session
def command(session: Session, format_: str | None, output: Path | None) -> int:
    """Check the database, foreign keys, text hashes, quotes of codings, orphans and the journal.

    Exit status 1 when something does not hold. Example: qualwb check --format json
    """
    from qualwb.acts.projects import check_project
    from qualwb.exchange.tables.table import Table

    problems = check_project(session.project)
    if problems or format_ or output:
        rows = [(problem.kind, problem.where, problem.what) for problem in problems]
        print_table(Table((_("Kind"), _("Where"), _("What")), rows), format_, output)
    if problems:
        n = len(problems)
        session.say(ngettext("{n} problem found.", "{n} problems found.", n).format(n=n))
        return 1
    session.say(_("Everything holds together."))
    return 0
