"""Paths as people type, paste and drag them: quoted, with escaped blanks, as file:// addresses, several."""

import shlex
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from qualwb.acts.files import SUFFIXES as TRANSCRIPTS
from qualwb.errors import QualwbError
from qualwb.exchange.arrivals import codebook_arrivals, project_formats
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders

SUFFIXES = frozenset((*TRANSCRIPTS, *project_formats.SUFFIXES, *codebook_arrivals.SUFFIXES))
"""What files that can be imported are called."""
RECORDINGS = frozenset(
    {
        *(".ogg", ".opus", ".mp3", ".m4a", ".wav", ".flac", ".aac", ".wma", ".aiff", ".amr"),
        *(".mp4", ".mkv", ".webm", ".mov", ".avi", ".3gp"),
    }
)
"""What files with sound are called."""
LISTED = SUFFIXES | {".qwb"}
"""What files that can be chosen are called: a copy of the project can be merged."""


def paths_in(text: str) -> list[Path]:
    """The paths that a line, or several lines, name; whether they exist or not."""
    return [path for line in text.splitlines() if line.strip() for path in _paths_of_line(line.strip())]


def files_in(text: str, allowed: AllowedFolders = ANYWHERE) -> list[Path]:
    """The files that the text names; a folder that is no project stands for the files in it that can be read.

    Raises ``OutsideFolders``, before anything is looked for there.
    """
    files: list[Path] = []
    for path in paths_in(text):
        allowed.refuse(path)
        if exists(path) and path.is_dir() and not _is_project(path):
            files += sorted(f for f in path.iterdir() if f.is_file() and f.suffix.lower() in SUFFIXES)
        else:
            files.append(path)
    for file in files:  # a folder may hold links
        allowed.refuse(file)
    return list(dict.fromkeys(files))


def _is_project(folder: Path) -> bool:
    try:
        return project_formats.project_format(folder) is not None
    except QualwbError:
        return False


def _paths_of_line(line: str) -> list[Path]:
    whole = _path(line)
    if exists(whole):
        return [whole]
    try:
        words = shlex.split(line)
    except ValueError:  # a quotation mark without its fellow
        return [whole]
    return [_path(word) for word in words]


def _path(word: str) -> Path:
    if word.startswith("file://"):
        word = unquote(urlsplit(word).path)
    try:
        return Path(word).expanduser()
    except RuntimeError:
        return Path(word)


def exists(path: Path) -> bool:
    """Whether there is such a file or folder; what no path can be is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Completion:
    """A line of paths with its last one lengthened as far as it is certain, and what it may become."""

    text: str
    candidates: tuple[str, ...]


def complete(text: str, allowed: AllowedFolders = ANYWHERE) -> Completion:
    """Lengthen the last path of a line by what lies in its folder."""
    head, word, quote = _last_word(text)
    folder, _slash, begun = word.rpartition("/")
    above = folder + "/" if _slash else ""
    where = _path(above or ".")
    names = _names(where, begun, LISTED) if allowed.allow(where) else []
    if not names:
        return Completion(text, ())
    same = takewhile(
        lambda letters: len(set(letters)) == 1, zip(*(n.casefold() for n in names), strict=False)
    )
    common = names[0] if len(names) == 1 else names[0][: len(list(same))]
    longest = common if len(common) > len(begun) else begun
    return Completion(head + _written(above + longest, quote, closed=False), tuple(names))


def listed(
    text: str,
    allowed: AllowedFolders = ANYWHERE,
    kinds: Collection[str] = LISTED,
    besides: Path | None = None,
) -> tuple[str, ...]:
    """What the last path of a line may become: what its folder holds, then the folder above as '../'.

    Of names that are begun those that begin so come first, then those that hold it. Behind a path that is
    finished the next one begins in the same folder, and what the line names already is left out, as is the
    file ``besides``. Where a line names no folder that may be read, the folders that may.
    """
    head, folder, begun, _quote = _next_path(text)
    where = _path(folder or ".")
    if not allowed.allow(where):
        return tuple(f"{one}/" for one in allowed.folders if not text.strip())
    above = ("../",) if not begun and allowed.allow(where / "..") else ()
    named = {path.absolute() for path in (*paths_in(head), *([besides] if besides else ()))}
    within = [name for name in _names(where, "", kinds) if begun and begun.casefold() in name.casefold()]
    names = dict.fromkeys((*_names(where, begun, kinds), *within))
    return (*(name for name in names if (where / name).absolute() not in named), *above)


def chosen(text: str, name: str) -> str:
    """The line with its last path led on to what ``listed`` gave; a file is finished, a folder is not."""
    head, folder, _begun, quote = _next_path(text)
    path = name if name.startswith("/") else folder + name
    is_file = not name.endswith("/")
    return head + _written(path, quote, closed=is_file) + (" " if is_file else "")


def before_last(text: str) -> str:
    """What stands in the line before its last path."""
    return _last_word(text)[0]


def _next_path(text: str) -> tuple[str, str, str, str]:
    """What stands before the last path, its folder up to the slash, what is begun, its quotation mark."""
    head, word, quote = _last_word(text)
    folder, slash, begun = word.rpartition("/")
    if not slash and (before := head.rstrip()):
        folder, slash, _name = _last_word(before)[1].rpartition("/")
    return head, folder + slash, begun, quote


def _names(folder: Path, begun: str, kinds: Collection[str]) -> list[str]:
    """What in the folder begins so and can be read or entered; folders end in '/'."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError:
        return []
    names = []
    for entry in entries:
        fits = entry.name.casefold().startswith(begun.casefold()) and (
            begun.startswith(".") or not entry.name.startswith(".")
        )
        if fits and entry.is_dir():
            names.append(entry.name + "/")
        elif fits and entry.suffix.lower() in kinds:
            names.append(entry.name)
    return names


def _last_word(text: str) -> tuple[str, str, str]:
    """What stands before the last path, the path as meant, and the quotation mark it stands in or ''."""
    start, word, quote, escaped = 0, "", "", False
    for at, letter in enumerate(text):
        if escaped:
            word, escaped = word + letter, False
        elif letter == "\\" and quote != "'":
            escaped = True
        elif quote:
            if letter == quote:
                quote = ""
            else:
                word += letter
        elif letter in "'\"":
            quote = letter
        elif letter == " ":
            start, word = at + 1, ""
        else:
            word += letter
    return text[:start], word, quote


def _written(word: str, quote: str, *, closed: bool) -> str:
    if quote:
        return quote + word + (quote if closed else "")
    return "".join(f"\\{letter}" if letter in " '\"\\()&;" else letter for letter in word)


def quoted(paths: list[Path]) -> str:
    """Paths on one line, to be read back by ``paths_in``."""
    return " ".join(shlex.quote(str(path)) for path in paths)
