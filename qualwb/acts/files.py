"""Importing files: opened once, read, settled by a person's word on the speakers, stored whole.

The door for everything that shows a file before it is stored: what it was read as comes from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, select

from qualwb.acts import corrections, printed_reports
from qualwb.acts.changed_file import ChangedFile
from qualwb.acts.lookup import clean_name, refuse_taken
from qualwb.acts.memos import new_memo
from qualwb.acts.passages import Passage, trimmed
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import (
    Origin,
    asked_of_group,
    asked_of_new_source,
    ensure_group,
    insert_turns,
    new_source,
    people,
)
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import one_language
from qualwb.model import Source
from qualwb.store.driver import ask_ahead, fetch, given
from qualwb.store.journal import Act
from qualwb.store.naming import namesakes_asked
from qualwb.transcripts import reading as readers
from qualwb.transcripts.formats.printed_report import report_reader
from qualwb.transcripts.formats.printed_report.report_contents import (
    PrintedQuote,
    PrintedReport,
    QuoteChoice,
    ReportTranscript,
)
from qualwb.transcripts.transcript import Comment, Role, SpeakerFinding, Transcript, Verdict

__all__ = [
    "SUFFIXES",
    "FileReading",
    "Origin",
    "PrintedQuote",
    "PrintedReport",
    "QuoteChoice",
    "Role",
    "SpeakerFinding",
    "Stored",
    "Transcript",
    "Verdict",
    "choosing",
    "import_transcript",
    "read_as_report",
    "read_file",
    "refuse_other_numbers",
    "settled",
    "store_file",
]

_SAME_FILE = select(Source.name).where(Source.file_sha256 == given("sha256"))

SUFFIXES = readers.suffixes()
"""What files that can be read are called, each suffix with its dot."""


@dataclass(frozen=True)
class FileReading:
    """A file as read: its bytes and the transcript they hold, or the ``error`` that prevented it.

    The bytes wait for a person's word on the speakers, so that what is stored is what was shown.
    """

    file: Path
    reader: str = "auto"
    encoding: str | None = None
    data: bytes = field(default=b"", repr=False)
    transcript: Transcript | None = None
    error: str = ""

    @property
    def report(self) -> PrintedReport | None:
        """The file as a printed report, where it is one."""
        return self.transcript.report if isinstance(self.transcript, ReportTranscript) else None

    @property
    def unsure(self) -> tuple[SpeakerFinding, ...]:
        """The labels that a person must decide on."""
        found = self.transcript.speakers if self.transcript else ()
        return tuple(finding for finding in found if finding.verdict is Verdict.UNSURE)

    @property
    def doubts_refused(self) -> dict[str, Verdict]:
        """The word on the unsure labels where nobody says more: they are no speakers."""
        return {finding.label: Verdict.NOT_A_SPEAKER for finding in self.unsure}

    @property
    def unplaced(self) -> tuple[str, ...]:
        """What of a printed report could not be placed: line and reason."""
        parts = self.report.unplaced if self.report else ()
        return tuple(f"{part.line}: {part.reason}" for part in parts)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is in the project now: ``turns`` with headings and notes, ``spoken`` without.

    ``coded`` is how many passages a printed report coded. ``lost`` are passages that a changed text has no
    place for, ``joined`` those that stand on another; ``changed`` is what became of such a text.
    """

    sources: tuple[str, ...]
    turns: int
    spoken: int
    coded: int = 0
    lost: tuple[corrections.Orphan, ...] = field(default=())
    joined: tuple[corrections.Joined, ...] = field(default=())
    changed: ChangedFile | None = None


def read_file(file: Path, reader: str = "auto", encoding: str | None = None) -> FileReading:
    """Open a file and read it; what prevents it is told in ``error``, nothing is raised for it.

    ``reader`` is a reader's name or 'auto'; ``encoding`` overrides the detection of the character set.
    """
    try:
        data = readers.load(file)
        transcript = readers.read_bytes(data, file.name, reader, encoding)
    except QualwbError as error:
        return FileReading(file, reader, encoding, error=str(error))
    return FileReading(file, reader, encoding, data, transcript)


def read_as_report(reading: FileReading) -> FileReading:
    """The same bytes read as a printed report. Raises ``QualwbError`` where no quote is found in them."""
    transcript = readers.read_bytes(reading.data, reading.file.name, "report", reading.encoding)
    again = replace(reading, reader="report", transcript=transcript)
    if again.report is None or not again.report.candidates:
        raise QualwbError(_("{file}: no quotes were found.").format(file=reading.file.name))
    return again


def settled(reading: FileReading, verdicts: Mapping[str, Verdict]) -> FileReading:
    """The same bytes read with a person's word on what labels are speakers, if there is one."""
    if not verdicts or reading.transcript is None:
        return reading
    first = reading.transcript
    again = readers.read_bytes(reading.data, reading.file.name, first.reader, reading.encoding, verdicts)
    return replace(reading, transcript=replace(again, why=first.why))


def choosing(reading: FileReading, choice: QuoteChoice) -> FileReading:
    """The same bytes read with a person's word on which quotes are taken, if they are a printed report."""
    if reading.report is None or reading.report.choice == choice:
        return reading
    assert reading.transcript is not None
    first = reading.transcript
    with one_language():
        again = report_reader.read(reading.data, reading.file.name, encoding=reading.encoding, choice=choice)
    return replace(reading, transcript=replace(again, why=first.why))


def refuse_other_numbers(reading: FileReading, numbers: Iterable[int], sign: str) -> None:
    """Refuse numbers of quotes that were listed for another text, or that no quote has.

    ``sign`` is the one of the list. Raises ``QualwbError``, which names the file.
    """
    file = reading.file.name
    if reading.report is None:
        raise QualwbError(reading.error or _("{file}: this is no printed report.").format(file=file))
    if sign != reading.report.sign:
        raise QualwbError(
            _("{file}: the numbers@{sign} are those of another text.").format(file=file, sign=sign),
            _("List this one's with --dry-run."),
        )
    known = {quote.number for quote in reading.report.candidates}
    for number in sorted(numbers):
        if number not in known:
            raise QualwbError(
                _("{file}: there is no quote {number}, only 1 to {last}.").format(
                    file=file, number=number, last=len(known)
                )
            )


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
    origin = Origin.of(reading.file.name, reading.data)
    source = name or reading.file.stem
    if reading.report is not None:
        report = printed_reports.import_report(researcher, reading.report, name=source, origin=origin)
        return Stored(report.sources, report.turns, report.turns, report.quotes)
    if changed is not None:
        result, file = corrections.reimport(researcher, changed, reading.transcript, origin)
        read = file.transcript
        return Stored(
            (changed,),
            len(read.turns),
            read.spoken,
            lost=result.orphans,
            joined=result.joined,
            changed=file,
        )
    return import_transcript(
        researcher, reading.transcript, name=source, group=group, origin=origin, roles=roles, aliases=aliases
    )


def import_transcript(
    researcher: Researcher,
    transcript: Transcript,
    *,
    name: str,
    group: str | None = None,
    origin: Origin | None = None,
    roles: Mapping[str, Role] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Stored:
    """Store a transcript as a source of a group (by default a group of its own, named as the source).

    ``origin`` is the file it came from. ``roles`` and ``aliases`` override, by label, the guessed role and
    the alias under which the person is known in the group. Labels with one alias are one participant.
    Raises ``BadName`` when the source name is taken, ``QualwbError`` when this very file is in the project.
    """
    name, origin = clean_name(name), origin or Origin()
    with researcher.act("source.import") as act:
        again = _SAME_FILE, {"sha256": origin.sha256}
        asked = namesakes_asked(Source), *asked_of_group(), asked_of_new_source(), again
        ask_ahead(act.connection, *asked)
        refuse_taken(act.connection, Source, name)
        _refuse_again(act.connection, origin)
        group_id = ensure_group(act, clean_name(group or name))
        source_id = new_source(act, name, group_id, transcript, origin)
        speakers = people(act, source_id, group_id, transcript, roles or {}, aliases or {})
        insert_turns(act, source_id, transcript, speakers)
        for comment in transcript.comments:
            _comment(act, researcher.coder, source_id, name, transcript.text, comment)
        act.summary = _("'{source}' in '{group}'").format(source=name, group=group or name)
    return Stored((name,), len(transcript.turns), transcript.spoken)


def _refuse_again(connection: Connection, origin: Origin) -> None:
    """Refuse a file that is in the project already, byte for byte. Raises ``QualwbError``."""
    if not origin.sha256:
        return
    for (known,) in fetch(connection, _SAME_FILE, sha256=origin.sha256):
        raise QualwbError(
            _("{file}: this very file is in the project already, as '{source}'.").format(
                file=origin.file_name, source=known
            ),
            _("Delete that source first if you want to read it anew."),
        )


def _comment(act: Act, coder: str, source_id: int, source: str, text: str, comment: Comment) -> None:
    """A note in the file becomes a memo on its passage, or on the source where it stands on no words."""
    body = f"{comment.author}: {comment.text}" if comment.author else comment.text
    start, end = trimmed(text, comment.start, comment.end)
    if start == end:
        new_memo(act, coder, body, target="source", name=source)
    else:
        new_memo(act, coder, body, passage=Passage(source_id, source, start, end, text[start:end], 1))
