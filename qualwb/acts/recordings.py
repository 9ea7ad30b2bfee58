"""The recording of a source: tied to it by path and hash, found again, untied.

The journal's words don't name the file: they go along where its row images don't.
"""

from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find, find_known
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.listening.recording_file import RecordingChanged, RecordingFile, RecordingGone
from qualwb.localization import gettext as _
from qualwb.model import Group, Source

__all__ = ["NoRecording", "RecordingChanged", "RecordingGone", "find_file", "tie", "untie"]


class NoRecording(QualwbError):
    """No recording is tied to the source."""


def tie(researcher: Researcher, source: str, file: Path) -> RecordingFile:
    """Tie a recording to a source, in place of one that was tied before; nothing of it is copied.

    ``source`` may name a group with one source as well. Raises ``QualwbError`` for what is no file.
    """
    tied = RecordingFile.of(file, researcher.project.home)
    with researcher.act("source.tie") as act:
        row = _source(act.connection, source)
        act.update(Source, row, recording=tied.as_kept())
        act.summary = f"'{_name(act.connection, row)}'"
    return tied


def untie(researcher: Researcher, source: str) -> None:
    """Forget the recording of a source; the file stays where it is. Raises ``NoRecording``."""
    with researcher.act("source.untie") as act:
        row = _source(act.connection, source)
        _tied(act.connection, row)
        act.update(Source, row, recording={})
        act.summary = f"'{_name(act.connection, row)}'"


def find_file(researcher: Researcher, source: str) -> Path:
    """The file of a source's recording, as it was when it was tied. Reads all of it.

    Raises ``NoRecording``, ``RecordingGone`` and ``RecordingChanged``.
    """
    with researcher.project.reading() as connection:
        tied = _tied(connection, _source(connection, source))
    return tied.found(researcher.project.folder)


def _source(connection: Connection, name: str) -> int:
    """The key of the source of that name, else of the only source of the group. Raises ``NotFound``."""
    known = find_known(connection, Source, name)
    if known is None and (group := find_known(connection, Group, name)) is not None:
        within = select(Source.id).where(Source.group_id == group["id"])
        if len(only := connection.execute(within).scalars().all()) == 1:
            return only[0]
    key: int = (known or find(connection, Source, name))["id"]
    return key


def _name(connection: Connection, source: int) -> str:
    return connection.execute(select(Source.name).where(Source.id == source)).scalar_one()


def _tied(connection: Connection, source: int) -> RecordingFile:
    kept = connection.execute(select(Source.recording).where(Source.id == source)).scalar_one()
    tied = RecordingFile.told(kept)
    if tied is None:
        raise NoRecording(
            _("No recording is tied to '{source}'.").format(source=_name(connection, source)),
            _("Tie one: qualwb sources media SOURCE FILE."),
        )
    return tied
