"""``qualwb check --leaks``: whether names that were replaced lie anywhere still."""

from collections.abc import Sequence
from pathlib import Path

from qualwb.cli.context import Session, print_table
from qualwb.cli.key_option import open_own_key
from qualwb.cli.terminal import progress_bar
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


def look_for_leaks(
    session: Session, key: Path, paths: Sequence[Path], format_: str | None, output: Path | None
) -> int:
    """Print where originals lie, and why some may; returns the exit status: 1 when one may not."""
    from qualwb.acts.pseudonyms.leaks import check_leaks
    from qualwb.exchange.tables.leaks import leaks_table, sealing_in_words, summary_in_words

    for path in paths:
        if not path.exists():
            raise QualwbError(_("{path}: there is no such file or folder.").format(path=path))
    own = open_own_key(session, key)
    with progress_bar(_("Searching"), quiet=session.quiet) as tell:
        found = check_leaks(session.project, own.key, paths, tell)
    if found.found or found.unread or format_ or output:
        data = (format_ or "").startswith("csv") or (output is not None and output.suffix == ".csv")
        print_table(leaks_table(found, grouped=not data), format_, output)
    sealing = sealing_in_words(found, "'qualwb pseudonymise seal'")
    for said in filter(None, (sealing, summary_in_words(found))):
        session.say(said)
    return 1 if found.leaks else 0
