"""Parsed texts kept between runs, in the user's cache folder; the whole folder may be deleted at any time.

A file is a DocBin of one document whose text is the parsed text, so that spaCy alone can read it. Its name is
the digest of the text, by which it is forgotten, and that of what parsed it: a new pipeline or a new way of
parsing starts anew. Beside it, by the same name, lies as JSON what was worked out of the parsed text, with a
digest of the code that did, and what its passages mean, as vectors (``meaning.kept``).

A process that works on an encrypted project keeps all this in its memory instead.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

from qualwb import user_folders
from qualwb.language import loading
from qualwb.language.parsing import ParsedDoc, parse
from qualwb.language.spacy_document import packed, unpacked
from qualwb.user_folders import UNFINISHED

PARSING_VERSION = 3
"""Raise it whenever ``parsing`` gives other results for the same text and pipeline."""

_PARSED = ".spacy"
_DERIVED = ".json"
VECTORS = ".vectors"
_KEPT = (_PARSED, _DERIVED, VECTORS)
_NAME = re.compile(r"(?P<text>[0-9a-f]{64})-[0-9a-f]{16}\..+")

_memory: dict[Path, bytes] | None = None
"""What would lie in files; None in a process that writes them."""


def stay_in_memory() -> None:
    """From now on this process writes no parsed text to the disk, of any project, nor reads any there."""
    global _memory
    _memory = {} if _memory is None else _memory


def folder() -> Path:
    """Where parsed texts are kept."""
    return user_folders.parsed_texts()


def parsed(text: str, where: Path | None = None) -> ParsedDoc:
    """The parsed text: from the cache, else parsed now and kept.

    ``where`` is the cache folder (default ``folder()``). A damaged file is replaced; a folder that can't
    be written is no error.
    """
    path = _path(text, where or folder(), _PARSED)
    found = _read(path, text)
    if found is None:
        found = parse(text)
        write(path, packed(found))
    return found


def derived(
    text: str, rule: str, derive: Callable[[ParsedDoc], Any], where: Path | None = None, *, what: str = ""
) -> Any:
    """What ``derive`` makes of the parsed text, as JSON can hold it: kept beside it, else made now and kept.

    ``rule`` is what ``rule_of`` says of the code of ``derive``: what other code made is made anew. ``what``
    tells apart what different code makes of one text.
    """
    return worked_out(text, rule, lambda: derive(parsed(text, where)), where, what=what)


def worked_out(
    text: str, rule: str, make: Callable[[], Any], where: Path | None = None, *, what: str = ""
) -> Any:
    """What ``make`` makes of a text that need not be kept itself; else as ``derived``.

    It may hold no words of the text, where nobody would forget them with it.
    """
    path = _path(text, where or folder(), f".{what}{_DERIVED}" if what else _DERIVED)
    made_by = [path.name.removesuffix(_DERIVED), rule]
    with contextlib.suppress(OSError, ValueError, TypeError):  # absent or damaged
        *said, found = json.loads(bytes_at(path))
        if said == made_by:
            return found
    found = make()
    write(path, json.dumps([*made_by, found], separators=(",", ":")).encode())
    return found


@cache
def rule_of(code: Path) -> str:
    """A digest of a file of code, of this room on which it builds, and of its dictionary's version."""
    room = Path(__file__).parent
    files = [code, *sorted(room.rglob("*.py")), *sorted(room.rglob("*.tsv"))]
    digest = hashlib.sha256(importlib.metadata.version("simplemma").encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def count(where: Path | None = None) -> int:
    """How many texts are cached."""
    return len(set(map(text_of, _files(where, *_KEPT))))


def clear(where: Path | None = None) -> int:
    """Delete all cached texts, with what a killed process left half written; how many there were."""
    files = _files(where, *_KEPT, UNFINISHED)
    for path in files:
        path.unlink(missing_ok=True)
    return len(set(map(text_of, files)))


def files_of(texts: Collection[str], where: Path | None = None) -> list[Path]:
    """The files that hold these texts, given as SHA-256 of their UTF-8, whatever parsed them; by name.

    Half written ones too, and those whose name does not tell their text, as older versions named them.
    """
    found = []
    for path in sorted(_files(where, *_KEPT, UNFINISHED)):
        name = _NAME.fullmatch(path.name)
        if name is None or name["text"] in texts:
            found.append(path)
    return found


def forget(texts: Collection[str], where: Path | None = None) -> int:
    """Delete the files that hold these texts, given as SHA-256 of their UTF-8; how many there were.

    Call it before the text itself is deleted: what is forgotten too early is only parsed anew.
    """
    files = files_of(texts, where) if texts else []
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


def digest_of_names(project: str) -> str:
    """What stands for a text's SHA-256 where something of a project's codes is kept; given its ``uid``."""
    return hashlib.sha256(f"names of {project}".encode()).hexdigest()


def place_of(digest: str, rest: str, where: Path | None = None) -> Path:
    """The file with something of the text of that SHA-256; ``rest`` is the rest of its name."""
    return (where or folder()) / f"{digest}-{rest}"


def places_of(digests: Collection[str], suffix: str, where: Path | None = None) -> list[Path]:
    """The files with that suffix of the texts of these SHA-256; in memory, where nothing is on the disk."""
    paths = _files(where, suffix) if _memory is None else [p for p in _memory if p.suffix == suffix]
    return [path for path in paths if text_of(path) in digests]


def bytes_at(path: Path) -> bytes:
    """What was written there. Raises ``OSError`` where nothing was."""
    if _memory is None:
        return path.read_bytes()
    if path not in _memory:
        raise FileNotFoundError(path)
    return _memory[path]


def write(path: Path, data: bytes) -> None:
    """Keep data whole or not at all; a folder that can't be written is no error."""
    if _memory is not None:
        _memory[path] = data
        return
    with contextlib.suppress(OSError):
        user_folders.keep(path, data)


def remove(path: Path) -> None:
    """Keep it no longer; what is gone already, or can't be deleted, is no error."""
    if _memory is not None:
        _memory.pop(path, None)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def text_of(path: Path) -> str:
    """The digest of the text that a file holds something of."""
    return path.name.partition(".")[0].partition("-")[0]


def _files(where: Path | None, *suffixes: str) -> list[Path]:
    return [path for suffix in suffixes for path in (where or folder()).glob(f"*{suffix}")]


def _path(text: str, where: Path, suffix: str) -> Path:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    parsed_by = hashlib.sha256(f"{loading.describe().key}\0{PARSING_VERSION}".encode()).hexdigest()[:16]
    return where / f"{digest}-{parsed_by}{suffix}"


def _read(path: Path, text: str) -> ParsedDoc | None:
    try:
        found = unpacked(bytes_at(path))
    except Exception:  # absent or damaged: whatever it is, parsing anew mends it
        return None
    return found if found.text == text else None
