"""Reading a file: which reader fits, and what it makes of the file.

Each reader is a module of its own, imported when needed, with two functions:

``sniff(head: bytes, name: str) -> str | None``
    The reason why this reader fits, from the beginning of the file and its name; None where it does not.
``read(data: bytes, name: str, *, encoding: str | None = None,
verdicts: Mapping[str, Verdict] | None = None) -> Transcript``
    The whole file as a Transcript. Raises TranscriptError. A format that is always in one encoding
    ignores ``encoding``; one that names its speakers itself (``recognition.named``) ignores ``verdicts``,
    a person's word on which labels are speakers, which others hand on to ``recognition.speakers``.
    ``why`` is left empty.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from qualwb.localization import gettext as _
from qualwb.localization import one_language
from qualwb.system_errors import reason_of
from qualwb.transcripts.door import clean_descriptions
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.missing_labels import with_missing_labels
from qualwb.transcripts.transcript import Transcript, Verdict

HEAD_BYTES = 262_144
"""How much of a file the readers see when they are asked whether it is theirs ..."""
TEXT_HEAD_BYTES = 32_768
"""... and how much of a text, but for the report reader: a report's quotes begin far inside."""

_HANDED_OVER = ("/dev/stdin", "/dev/fd", "/proc")
"""Where a shell's pipes are named, which end when their writer does."""


@dataclass(frozen=True, slots=True)
class ReaderSpec:
    """A reader by name; its module is imported when it is first asked."""

    name: str
    module: str
    suffixes: tuple[str, ...] = ()

    def load(self) -> ModuleType:
        return import_module(self.module)

    def sniff(self, head: bytes, name: str) -> str | None:
        """The reason why this reader fits the file, or None."""
        reason: str | None = self.load().sniff(head, name)
        return reason


def _spec(name: str, *suffixes: str, module: str = "") -> ReaderSpec:
    return ReaderSpec(name, f"qualwb.transcripts.formats.{module or name}", suffixes)


READERS: dict[str, ReaderSpec] = {
    spec.name: spec
    for spec in (
        # The narrow ones first: the first whose sniff gives a reason reads the file.
        _spec("teams", ".docx"),
        _spec("meet", ".docx"),
        _spec("otter", ".txt", ".docx"),
        _spec("docx", ".docx"),
        _spec("odt", ".odt"),
        _spec("pdf", ".pdf"),
        _spec("rtf", ".rtf"),
        _spec("eaf", ".eaf"),
        _spec("exb", ".exb"),
        _spec("tei", ".xml", ".tei"),
        _spec("otr", ".otr"),
        _spec("json", ".json", module="speech_json"),
        _spec("vtt", ".vtt"),
        _spec("srt", ".srt"),
        _spec("cha", ".cha"),
        _spec("survey", ".csv", ".tsv", ".xlsx", module="questionnaire"),
        _spec("report", ".txt", module="printed_report.report_reader"),
        _spec("zoom", ".txt"),
        _spec("md", ".md", ".markdown", module="markdown"),
        _spec("txt", ".txt"),
    )
}


def read(
    path: str | Path,
    reader: str = "auto",
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """Read a file into a Transcript; the file is opened once. See ``read_bytes``."""
    # The bytes have no name here, so that a reader can let go of them.
    return read_bytes(load(Path(path)), Path(path).name, reader, encoding, verdicts)


def read_bytes(
    data: bytes,
    name: str,
    reader: str = "auto",
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """Read the bytes of a file of that name into a Transcript.

    ``reader`` is a name of ``READERS`` or 'auto' (by content). ``encoding`` overrides the
    detection of the character set; ``verdicts`` (label -> verdict) what is found about labels.
    Raises TranscriptError where the file cannot be read.
    """
    with one_language():
        if reader == "auto":
            spec, why = detect(data, name)
        else:
            spec, why = _named(reader, name), _("chosen by the user")
        # Handed over, not lent: a reader can let go of the bytes when it has their text.
        handed = [data]
        del data
        transcript: Transcript = spec.load().read(handed.pop(), name, encoding=encoding, verdicts=verdicts)
        return with_missing_labels(clean_descriptions(replace(transcript, reader=spec.name, why=why)))


def suffixes() -> frozenset[str]:
    """What files that can be read are called, each suffix with its dot."""
    return frozenset(suffix for spec in READERS.values() for suffix in spec.suffixes)


def _named(reader: str, name: str) -> ReaderSpec:
    try:
        return READERS[reader]
    except KeyError:
        raise TranscriptError(
            name,
            _("there is no reader '{reader}'.").format(reader=reader),
            _("Choose: {readers}.").format(readers=", ".join(READERS)),
        ) from None


def load(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file, or of a pipe that a shell hands over (``/dev/stdin``, ``<(command)``).

    ``limit`` is the most bytes that it may have. Raises TranscriptError for a missing, unreadable, empty or
    larger file, a folder, a device, and a pipe with a name: nobody may ever write to it.
    """
    if path.is_dir():
        raise TranscriptError(str(path), _("this is a folder, not a file."), _("Name the files in it."))
    try:
        # Without waiting for somebody at the other end of a pipe, until it is known which one it is.
        with open(path, "rb", opener=_open_at_once) as file:
            if not _ends(path, file):
                raise TranscriptError(
                    str(path), _("this is a pipe or a device, not a file."), _("Save it as a file first.")
                )
            data = file.read() if limit is None else file.read(limit + 1)
    except OSError as error:
        raise TranscriptError(str(path), f"{reason_of(error)}.") from error
    if not data:
        raise TranscriptError(str(path), _("the file is empty."))
    if limit is not None and len(data) > limit:
        raise TranscriptError(str(path), _("the file is larger than {n} megabytes.").format(n=limit // 2**20))
    return data


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _ends(path: Path, file: BinaryIO) -> bool:
    """Whether the file can be read to an end: it is one, or a shell or a person at a terminal gives it."""
    mode = os.fstat(file.fileno()).st_mode
    if stat.S_ISREG(mode):
        return True
    if file.isatty() or (stat.S_ISFIFO(mode) and any(map(path.is_relative_to, _HANDED_OVER))):
        os.set_blocking(file.fileno(), True)
        return True
    return False


def detect(data: bytes, name: str) -> tuple[ReaderSpec, str]:
    """The reader that fits the content, and why; the suffix only decides which ones are asked first."""
    head = data[:HEAD_BYTES]
    text_head = head if head[:2] == b"PK" else data[:TEXT_HEAD_BYTES]
    for spec in _by_suffix(name):
        try:
            reason = spec.sniff(head if spec.name == "report" else text_head, name)
        except ModuleNotFoundError as error:
            if error.name == spec.module:
                continue
            raise
        if reason is not None:
            return spec, reason
    raise TranscriptError(
        name, _("this is no text and no format that qualwb reads."), _("Name the reader with --reader.")
    )


def _by_suffix(name: str) -> list[ReaderSpec]:
    """The readers of the file's suffix first, plain text, which takes any text, last."""
    suffix = Path(name).suffix.lower()
    return sorted(READERS.values(), key=lambda spec: (spec.name == "txt", suffix not in spec.suffixes))
