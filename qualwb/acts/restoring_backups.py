"""A backup put in the place of a project, unless it brings back what left the project for good."""

from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.withdrawal.withdrawn import withdrawals
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Participant, Project, TextVersion
from qualwb.store import restoring
from qualwb.store.errors import UnusableProject
from qualwb.store.reading_copy import copy_for_reading
from qualwb.store.restoring import Restored

__all__ = ["Restored", "restore"]


def restore(path: Path, backup: Path) -> Restored:
    """Put the state of a backup in the place of the project at ``path``; the state before is kept beside it.

    Raises ``QualwbError`` when the backup holds what a participant withdrew since, or names that left the
    project when it was sealed; where the project is damaged, nobody knows. Else as ``store.restoring``.
    """
    project = path.expanduser()
    try:
        with copy_for_reading(project, project) as ours, ours.reading_whole() as connection:
            _refuse_what_left(connection, backup.expanduser(), project)
    except UnusableProject:
        pass  # whatever is wrong with the one or the other is told by who restores
    return restoring.restore(path, backup)


def _refuse_what_left(ours: Connection, backup: Path, project: Path) -> None:
    done, sealed = withdrawals(ours), privacy.sealed(ours)
    if not done and sealed is None:
        return
    with copy_for_reading(backup, project) as other, other.reading_whole() as theirs:
        if _uid(ours) != _uid(theirs):
            return
        known = {one.participant for one in withdrawals(theirs)}
        people = set(theirs.execute(select(Participant.uid)).scalars())
        texts = set(theirs.execute(select(TextVersion.sha256)).scalars())
        other_seal = (privacy.sealed(theirs) or {}).get("id")
    if any(one.participant in people - known or not texts.isdisjoint(one.text_hashes) for one in done):
        raise QualwbError(
            _("{path}: holds what a participant has withdrawn here.").format(path=backup),
            _("Withdraw there first: qualwb -p FILE participants withdraw ALIAS --reason TEXT."),
        )
    if sealed is not None and sealed.get("id") != other_seal:
        raise QualwbError(
            _("{path}: may hold names that left this project when it was sealed.").format(path=backup),
            _("Seal it first, or open it as a project of its own: qualwb -p FILE."),
        )


def _uid(connection: Connection) -> str:
    return connection.execute(select(Project.uid)).scalar_one()
