"""What a file holds, part by part, each as a stream of bytes: members, pages of PDF, columns of tables."""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.engines.sqlite import MAGIC
from qualwb.store.leak_search.content import Content
from qualwb.store.leak_search.database_pages import JOURNAL, LOG
from qualwb.store.leak_search.databases import is_encrypted, of_database, of_log
from qualwb.store.leak_search.pieces import BLOCK, Bytes, blocks

Refuse = Callable[[str, str], None]
"""Told of a part that can't be searched, and why."""

DEEPEST = 3
"""How many archives within each other are opened."""
LARGEST_IN_MEMORY = 1 << 29
"""Bytes of a PDF file or a database inside an archive."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What damaged, enciphered and unknown kinds of archives raise."""


def contents(
    file: Bytes, path: Path | None, refuse: Refuse, where: str = "", depth: int = 0
) -> Iterator[Content]:
    """The parts of an open file. ``path`` is where it lies, None inside another."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _members(file, refuse, where, depth)
    elif head.startswith(b"\x1f\x8b"):
        yield from _unzipped(file, refuse, where, depth)
    elif head[:1] == b"\x78" and head[:2] in _ZLIB:
        yield from _deflated(file, where)
    elif head.startswith((*LOG, JOURNAL)):
        yield from of_log(file, where)
    elif head.startswith(_AGE):
        refuse(where, _("it is encrypted"))
    elif head.startswith(MAGIC) or (path is not None and is_encrypted(path)):
        yield from of_database(file, path, refuse, where)
    elif b"%PDF-" in head:
        yield from _pages(file, refuse, where)
        file.seek(0)
        yield Content(where, blocks(file))
    else:
        yield Content(where, blocks(file))


_HEAD = 64
_AGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def _members(file: Bytes, refuse: Refuse, where: str, depth: int) -> Iterator[Content]:
    try:
        with zipfile.ZipFile(file) as archive:
            names = "\n".join(member.filename for member in archive.infolist())
            comments = [archive.comment, *(member.comment for member in archive.infolist())]
            yield Content(
                _within(where, _("names of members")), iter([names.encode("utf-8", "replace")]), joined=True
            )
            yield Content(_within(where, _("comments of members")), iter([b"\n".join(comments)]))
            for member in archive.infolist():
                if not member.is_dir():
                    inside = _within(where, member.filename)
                    yield from _opened(partial(archive.open, member), refuse, inside, depth)
    except DAMAGED as error:
        refuse(where, why(error))


def _opened(opening: Callable[[], Bytes], refuse: Refuse, where: str, depth: int) -> Iterator[Content]:
    """The parts of a file within a file, however deep it may be opened."""
    try:
        with closing(opening()) as file:
            if depth < DEEPEST:
                yield from contents(file, None, refuse, where, depth + 1)
            else:
                yield Content(where, blocks(file))
    except DAMAGED as error:
        refuse(where, why(error))


def _unzipped(file: Bytes, refuse: Refuse, where: str, depth: int) -> Iterator[Content]:
    yield from _opened(partial(gzip.GzipFile, fileobj=file), refuse, _within(where, "gzip"), depth)


def _deflated(file: Bytes, where: str) -> Iterator[Content]:
    """A zlib stream, as a DocBin of spaCy is; what is none is searched as it is."""
    data = file.read(LARGEST_IN_MEMORY)
    try:
        plain = zlib.decompress(data)
    except zlib.error:
        file.seek(0)
        yield Content(where, blocks(file))
        return
    yield Content(_within(where, "zlib"), _cut(plain))
    texts = _parsed_texts(data)
    if texts:
        yield Content(_within(where, _("parsed text")), _cut("\0".join(texts).encode("utf-8", "replace")))


def _parsed_texts(data: bytes) -> list[str]:
    """The texts of a DocBin, whose words lie apart in its bytes; none when it is another thing."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        return [doc.text for doc in DocBin().from_bytes(data).get_docs(Vocab())]
    except Exception:  # spaCy fails in many ways on what it did not write; the bytes are searched anyway
        return []


def _pages(file: Bytes, refuse: Refuse, where: str) -> Iterator[Content]:
    """The text of each page of a PDF file as a reader would copy it, and its title and so on."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(io.BytesIO(file.read(LARGEST_IN_MEMORY)))
    except pypdfium2.PdfiumError as error:
        refuse(where, why(error))
        return
    with document:
        told = "\0".join(document.get_metadata_dict().values())
        yield Content(_within(where, _("what it says of itself")), iter([told.encode("utf-8", "replace")]))
        for number, page in enumerate(document, 1):
            said = page.get_textpage().get_text_bounded()
            unbroken = said.replace("\ufffe", "").replace("-\r\n", "").replace("\u2010\r\n", "")
            both = f"{said}\0{unbroken}".encode("utf-8", "replace")
            yield Content(_within(where, _("page {n}").format(n=number)), iter([both]))


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))


def _within(where: str, part: str) -> str:
    return f"{where} » {part}" if where else part


def why(error: Exception) -> str:
    """What an error of ``DAMAGED`` says, in one line."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
