"""Files on their way into a project: read, settled by a person's word on the speakers, stored whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualwb.acts import corrections, printed_reports, source_rows
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.transcripts import reading as readers
from qualwb.transcripts.formats.printed_report.reading import PrintedReport, read_report
from qualwb.transcripts.transcript import Role, SpeakerFinding, Transcript, Verdict


@dataclass(frozen=True)
class FileReading:
    """A file as read: a transcript, with the report for a printed one, or the ``error`` that prevented it."""

    file: Path
    reader: str = "auto"
    encoding: str | None = None
    data: bytes = b""
    transcript: Transcript | None = None
    report: PrintedReport | None = None
    error: str = ""

    @property
    def unsure(self) -> tuple[SpeakerFinding, ...]:
        """The labels that a person must decide on."""
        found = self.transcript.speakers if self.transcript else ()
        return tuple(finding for finding in found if finding.verdict is Verdict.UNSURE)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """What of a printed report could not be placed: line and reason."""
        parts = self.report.unplaced if self.report else ()
        return tuple(f"{part.line}: {part.reason}" for part in parts)


@dataclass(frozen=True, slots=True)
class Stored:
    """What of a file is in the project now; ``lost`` are passages that a changed text has no place for."""

    sources: tuple[str, ...]
    turns: int
    lost: tuple[corrections.Orphan, ...] = field(default=())


def read_file(file: Path, reader: str = "auto", encoding: str | None = None) -> FileReading:
    """Read a file; what prevents it is told in ``error``, nothing is raised for it."""
    try:
        data = readers.load(file)
        transcript = readers.read(file, reader, encoding)
        report = None
        if transcript.reader == "report":
            report = read_report(data, file.name, encoding=encoding)
    except QualwbError as error:
        return FileReading(file, reader, encoding, error=str(error))
    return FileReading(file, reader, encoding, data, transcript, report)


def settled(reading: FileReading, verdicts: Mapping[str, Verdict]) -> FileReading:
    """The file read again with a person's word on what labels are speakers. Raises ``TranscriptError``."""
    if not verdicts:
        return reading
    again = readers.read(reading.file, reading.reader, reading.encoding, verdicts)
    return replace(reading, transcript=again)


def store_file(
    researcher: Researcher,
    reading: FileReading,
    *,
    name: str | None = None,
    group: str | None = None,
    changed: str | None = None,
    roles: Mapping[str, Role] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Stored:
    """Store a file that was read, whole or not at all; as a new state of the source ``changed`` when named.

    ``name`` is the file's without one; ``roles`` and ``aliases`` are by label. Raises ``QualwbError``.
    """
    if reading.transcript is None:
        raise QualwbError(reading.error or _("{file}: was not read.").format(file=reading.file.name))
    origin = source_rows.Origin.of(reading.file.name, reading.data)
    source = name or reading.file.stem
    if reading.report is not None:
        report = printed_reports.import_report(researcher, reading.report, name=source, origin=origin)
        return Stored(report.sources, report.turns)
    if changed is not None:
        result = corrections.reimport(researcher, changed, reading.transcript, origin)
        return Stored((changed,), len(reading.transcript.turns), result.orphans)
    new = source_rows.import_transcript(
        researcher, reading.transcript, name=source, group=group, origin=origin, roles=roles, aliases=aliases
    )
    return Stored((new.source,), new.turns)
