"""``qualwb check --leaks``: whether names that were replaced lie anywhere still."""

from collections.abc import Sequence
from pathlib import Path

from qualwb.cli.context import Session, print_table
from qualwb.cli.key_option import open_own_key
from qualwb.cli.terminal import progress_bar
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def look_for_leaks(
    session: Session, key: Path, paths: Sequence[Path], format_: str | None, output: Path | None
) -> int:
    """Print where originals lie, and why some may; returns the exit status: 1 when one may not."""
    from qualwb.acts.pseudonyms.leaks import check_leaks
    from qualwb.exchange.tables.table import Table

    for path in paths:
        if not path.exists():
            raise QualwbError(_("{path}: there is no such file or folder.").format(path=path))
    own = open_own_key(session, key)
    with progress_bar(_("Searching"), quiet=session.quiet) as tell:
        found = check_leaks(session.project, own.key, paths, tell)
    rows = [(one.word, str(one.path), one.where, one.why or _("leak")) for one in found.found]
    rows += [
        ("", str(one.path), one.where, _("can't be searched: {why}").format(why=one.why))
        for one in found.unread
    ]
    if rows or format_ or output:
        print_table(Table((_("Name"), _("File"), _("Where"), _("What")), rows), format_, output)
    n = len(found.leaks)
    searched = ngettext("{n} file", "{n} files", found.files).format(n=found.files)
    session.say(
        ngettext("{n} leak in {files}.", "{n} leaks in {files}.", n).format(n=n, files=searched)
        if n
        else _("No leak: {words} words looked for in {files}.").format(words=found.words, files=searched)
    )
    return 1 if n else 0
