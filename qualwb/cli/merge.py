"""``qualwb merge``: another project file into this one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.merging.merge import Merged, Progress


@click.command("merge")
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Show what would be done, write nothing."))
@output_options
@pass_session
def command(session: Session, other: Path, dry_run: bool, format_: str | None, output: Path | None) -> int:
    """Bring what the project OTHER holds into this one; nothing of either is lost, and OTHER stays as it is.

    Rows are matched by their stable ids, texts by content, names by name. Where they differ, both stay: the
    other text as a memo with its author, the other coding beside the first. A verified backup is made, and
    'qualwb undo' takes the whole merge back.

    Exit status 1 when something is in conflict or has lost its place in the text.

    Example: qualwb -p studie.qwb merge b.qwb --dry-run
    """
    from qualwb.acts.merging.merge import merge, plan_merge
    from qualwb.exchange.tables.merging import merge_table

    done = (plan_merge if dry_run else merge)(session.researcher, other, _progress(session))
    print_table(merge_table(done), format_, output)
    _tell(session, done, dry_run=dry_run)
    return int(done.to_look_at)


def _progress(session: Session) -> "Progress":
    if session.quiet or not sys.stderr.isatty():
        return lambda _step: None
    return lambda step: session.say(f"{step} ...")


def _tell(session: Session, done: "Merged", *, dry_run: bool) -> None:
    from qualwb.exchange.tables.merging import findings_in_words

    for line in findings_in_words(done):
        session.say(line)
    if dry_run:
        session.say(_("Nothing was written: dry run."))
    elif not done.changes:
        session.say(_("There is nothing new in {other}; nothing was written.").format(other=done.other.name))
    elif done.backup is not None:
        session.say(
            _("'undo' takes the whole merge back; the state before is kept as {kept}.").format(
                kept=done.backup.name
            )
        )
