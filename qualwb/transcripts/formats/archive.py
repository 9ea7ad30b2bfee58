"""Zip containers (docx, odt, xlsx) read with bounds, so that a hostile one costs neither time nor memory."""

import io
import zipfile
import zlib
from typing import BinaryIO

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MEMBER_LIMIT = 64 * 2**20
"""Bytes that one file in the container may unpack to: a transcript of a million words stays below."""
TOTAL_LIMIT = 256 * 2**20
"""Bytes that all files in the container may say they unpack to, beside the media; or really unpack to, where
only some of them are read."""
RATIO_LIMIT = 250
"""How many times smaller than its content a large packed file may be; office XML stays below 50."""
RATIO_FROM = 4 * 2**20
"""Unpacked bytes from which the ratio counts: short repetitive files pack extremely well."""
MEMBERS_LIMIT = 20_000

_CHUNK = 2**18
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".svg", ".mp3", ".mp4")


class Archive:
    """A zip container. Everything it gives is bounded by what was really unpacked.

    Raises TranscriptError where the data are no zip file, are damaged or encrypted, name files outside
    the container, or unpack to more than the limits.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        _check_signature(data, name, kind)
        self._open(io.BytesIO(data), name, kind)
        text = [member for member in self._zip.infolist() if not member.filename.lower().endswith(_MEDIA)]
        if sum(member.file_size for member in text) > TOTAL_LIMIT:
            raise self.too_large()

    def _open(self, stream: BinaryIO, name: str, kind: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise TranscriptError(
                name,
                _("the file is damaged or cut off; it cannot be unpacked as {kind}.").format(kind=kind),
                _("Copy it again from where it came."),
            ) from error
        self._check_members()

    def _check_members(self) -> None:
        members = self._zip.infolist()
        if len(members) > MEMBERS_LIMIT:
            raise self.too_large()
        for member in members:
            parts = member.filename.replace("\\", "/").split("/")
            if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
                raise TranscriptError(
                    self.name,
                    _("the archive names a file outside itself ({path}).").format(path=repr(parts)[:60]),
                    _("Do not trust the file; save it anew in the program that made it."),
                )

    def too_large(self) -> TranscriptError:
        """The error for a container that holds too much."""
        return TranscriptError(
            self.name,
            _("the archive unpacks to far more than such a file can hold."),
            _("Save the text as a new file without attachments."),
        )

    def names(self) -> list[str]:
        """The names of the files in the container."""
        return self._zip.namelist()

    def has(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def read(self, member: str) -> bytes:
        """The content of one file in the container, read in pieces and stopped at the limits."""
        try:
            info = self._zip.getinfo(member)
        except KeyError:
            raise TranscriptError(
                self.name,
                _("the archive lacks the part '{part}'.").format(part=member),
                _("Open it in the program that made it and save it anew."),
            ) from None
        if info.flag_bits & 0x1:
            raise password_protected(self.name)
        limit = min(MEMBER_LIMIT, max(RATIO_FROM, RATIO_LIMIT * info.compress_size))
        chunks, size = [], 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > limit or self._unpacked + size > TOTAL_LIMIT:
                        raise self.too_large()
                    chunks.append(chunk)
        except TranscriptError:
            raise
        # The lzma module raises an error class of its own; EOFError, ValueError come from cut data.
        except Exception as error:
            raise TranscriptError(
                self.name,
                _("the part '{part}' in the archive is damaged.").format(part=member),
                _("Copy the file again from where it came."),
            ) from error
        self._unpacked += size
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def read_if_there(self, member: str) -> bytes | None:
        return self.read(member) if self.has(member) else None


class ArchiveOnDisk(Archive):
    """A zip container that stays on disk, as large as it may be: bounded by what is read out of it."""

    def __init__(self, stream: BinaryIO, name: str, kind: str) -> None:
        head = stream.read(512)
        stream.seek(0)
        _check_signature(head, name, kind)
        self._open(stream, name, kind)


def password_protected(name: str) -> TranscriptError:
    """The error for a document that is locked with a password."""
    return TranscriptError(
        name,
        _("the file is protected by a password."),
        _("Save it without a password, or copy the text to a new file."),
    )


def _check_signature(data: bytes, name: str, kind: str) -> None:
    if data.startswith(OLE_SIGNATURE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise password_protected(name)
        raise TranscriptError(
            name,
            _("this is a file of the old Office format, not {kind}.").format(kind=kind),
            _("Open it and save it in the new format (.docx, .xlsx)."),
        )
    if data.startswith(ZIP_SIGNATURE):
        return
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise TranscriptError(
            name,
            _("this is a web page, not {kind}: probably an error or login page was saved.").format(kind=kind),
            _("Download the file again."),
        )
    raise TranscriptError(name, _("this is not {kind} (no zip signature).").format(kind=kind))


def preview(head: bytes, member: str, limit: int = 2**18) -> bytes:
    """The beginning of a file in a container of which only the first bytes are at hand; b'' if not there.

    The container's directory lies at its end, so the local headers are followed.
    """
    position = 0
    while (position := head.find(ZIP_SIGNATURE, position)) >= 0 and position + 30 <= len(head):
        method = int.from_bytes(head[position + 8 : position + 10], "little")
        name_length = int.from_bytes(head[position + 26 : position + 28], "little")
        extra_length = int.from_bytes(head[position + 28 : position + 30], "little")
        start = position + 30
        if head[start : start + name_length] == member.encode():
            packed = head[start + name_length + extra_length :]
            if method == zipfile.ZIP_STORED:
                return packed[:limit]
            try:
                return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit)
            except zlib.error:
                return b""
        position = start
    return b""
