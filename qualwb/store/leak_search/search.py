"""The search itself: files one after the other, piece by piece, with the first place of each word kept."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.engines.open_files import looked_into
from qualwb.store.leak_search.base64_runs import decoded
from qualwb.store.leak_search.content import Content
from qualwb.store.leak_search.contents import DAMAGED, contents, why
from qualwb.store.leak_search.pieces import overlap_for, pieces
from qualwb.store.leak_search.words import FoundWord, WantedWords
from qualwb.store.leak_search.writings import Writings
from qualwb.system_errors import reason_of

Progress = Callable[[int, int], None]
"""Told how many bytes of the files have been searched, and of how many."""

_SHORT = 5
"""Letters of a word that random bytes may spell."""
_NOISE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-ÿ\ufffd]")
_NOT_NOISE = re.compile("[åäöéüøæ»«”’–]")
_NOISY = 1 / 4


@dataclass(frozen=True, slots=True)
class Leak:
    """A word in a file: the first place of it in each part of the file (a member, a column, the bytes)."""

    path: Path
    where: str
    """The part and the place in it, to be shown: 'word/document.xml, byte 512', 'memo.text, row 3'."""
    word: str
    """As it was given to be looked for."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be searched, and why: it may hold anything."""

    path: Path
    where: str
    """The part of the file; '' is the whole of it."""
    why: str


@dataclass(frozen=True, slots=True)
class LeakSearch:
    """What a search found, and how much it searched."""

    leaks: tuple[Leak, ...]
    unread: tuple[Unread, ...]
    words: int
    """Words that were looked for."""
    files: int
    """Files that were searched."""
    size: int
    """Bytes of these files."""


def search(
    paths: Iterable[Path], words: Iterable[str], progress: Progress = lambda _done, _of: None
) -> LeakSearch:
    """Every word that lies in the files, or in files of the folders, at ``paths``, by file and part.

    Looked for are the words on word borders whatever their case, with a genitive's -s, in UTF-8 (composed or
    not), UTF-16, Latin-1, with letters written as JSON, XML, HTML, percent or quoted-printable escapes, and
    all of these in base64; in names of files, members of archives, text of PDF files, all columns and all
    freed space of SQLite files and of their logs, and parsed documents of spaCy. Not found is what is
    enciphered or drawn, as an image of text, and compression inside other formats. Paths that are not there
    are left out.
    """
    looked_for = WantedWords(words)
    looking = _Looking(looked_for, Writings(looked_for.words), overlap_for(looked_for.words))
    files = list(_files(paths))
    sizes = [_size(file) for file in files]
    leaks: list[Leak] = []
    unread: list[Unread] = []
    done, total = 0, sum(sizes)
    for file, size in zip(files, sizes, strict=True):
        progress(done, total)
        leaks += looking.in_file(file, unread)
        done += size
    progress(done, total)
    return LeakSearch(tuple(leaks), tuple(unread), len(looked_for.words), len(files), total)


@dataclass(frozen=True, slots=True)
class _Looking:
    """What is looked for, and how pieces are read for it."""

    words: WantedWords
    writings: Writings
    overlap: int

    def in_file(self, path: Path, unread: list[Unread]) -> Iterator[Leak]:
        for hit in self.words.hits(path.name, joined=True):
            yield Leak(path, _("the file's name"), hit.word)
        try:
            with looked_into(path) as file:
                for content in contents(
                    file, path, lambda where, why: unread.append(Unread(path, where, why))
                ):
                    try:
                        yield from self._in_content(path, content)
                    except DAMAGED as error:
                        unread.append(Unread(path, content.where, why(error)))
        except OSError as error:
            unread.append(Unread(path, "", reason_of(error)))

    def _in_content(self, path: Path, content: Content) -> Iterator[Leak]:
        found: set[str] = set()
        for start, piece in pieces(content.blocks, self.overlap):
            for hit in self._in_piece(piece, content.joined):
                if hit.word not in found:
                    found.add(hit.word)
                    yield Leak(path, content.said(start), hit.word)

    def _in_piece(self, piece: bytes, joined: bool) -> Iterator[FoundWord]:
        hidden, noise = decoded(piece)
        for plain in filter(None, (piece, hidden)):
            yield from (hit for hit in self._hits(plain, joined) if not _by_chance(hit))
        if noise:  # somewhere in a picture any short word stands, and not only among what can't be text
            yield from (hit for hit in self._hits(noise, joined) if len(hit.word) > _SHORT)

    def _hits(self, piece: bytes, joined: bool) -> Iterator[FoundWord]:
        for text in self.writings.texts(piece):
            yield from self.words.hits(text, joined=joined)


def _by_chance(hit: FoundWord) -> bool:
    """Whether a short word stands among bytes that are no text."""
    if len(hit.word) > _SHORT:
        return False
    noise = len(_NOISE.findall(hit.around)) - len(_NOT_NOISE.findall(hit.around))
    return noise > _NOISY * len(hit.around)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at the paths and in folders at them, each once."""
    seen: set[Path] = set()
    for path in paths:
        inside: Sequence[Path] = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
