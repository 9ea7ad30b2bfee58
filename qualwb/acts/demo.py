"""The demo: the bundled study as a project of its own, whole or not at all."""

import os
from pathlib import Path

from qualwb.acts.bundled import CONSENSUS_CODER, Loaded, load_study
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.backup import back_up_beside, prune
from qualwb.store.project_file import Notice, ProjectFile, remove_files
from qualwb.system_errors import reason_of

FILE_NAME = "larandeseminarier.qwb"


def make_demo(
    path: Path, *, coded: bool = True, replace: bool = False, notice: Notice = lambda _text: None
) -> Loaded:
    """Make the bundled study at ``path``; without the codings for an exercise.

    A demo that is there is refused, or with ``replace`` kept as a backup, which ``notice`` is told, and
    replaced when the new one is whole. Raises ``QualwbError``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be made ({why}).").format(path=path.parent, why=reason_of(error))
        ) from None
    if path.exists() and not replace:
        raise QualwbError(
            _("{path}: exists already.").format(path=path),
            _("Open it with 'qualwb open', name another folder, or replace it with --force."),
        )
    making = path.with_name(f"{path.name}.{os.getpid()}.making")
    remove_files(making)
    try:
        with ProjectFile.create(
            making, _("Learning seminars"), _("Constructed material for teaching.")
        ) as project:
            loaded = load_study(Researcher(project, CONSENSUS_CODER), coded=coded)
        _make_way(path, notice)
        making.rename(path)
        prune(path)
    finally:
        remove_files(making)
    return loaded


def _make_way(path: Path, notice: Notice) -> None:
    if not path.exists():
        return
    backup = back_up_beside(path, "demo")
    notice(_("The old one is kept as {backup}.").format(backup=backup.name))
    remove_files(path)
