"""The file of a recording: told by its path and hash, never copied."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Self

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of


class RecordingGone(QualwbError):
    """The file of a recording is nowhere that it is looked for."""


class RecordingChanged(QualwbError):
    """A file lies where the recording lay, but it is another one."""


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A recording as a project keeps it.

    ``path`` has '/' between its parts. It is relative to the project's folder where the file lies in that, or
    in the folder around it: the two may be moved together. Of a project in no folder it is the whole path.
    ``sha256`` is of the file's bytes.
    """

    path: str
    sha256: str

    @classmethod
    def of(cls, file: Path, home: Path | None) -> Self:
        """A file as it is now, for a project in the folder ``home``. Raises ``QualwbError`` for no file."""
        where = file.expanduser().resolve()
        if not where.exists():
            raise QualwbError(_("{path}: there is no such file.").format(path=file))
        if not where.is_file():
            raise QualwbError(_("{path}: is no file.").format(path=file))
        kept = where if home is None else _as_seen_from(home.resolve(), where)
        return cls(kept.as_posix(), sha256_of(where))

    @classmethod
    def told(cls, kept: Mapping[str, Any]) -> Self | None:
        """What a project keeps; None where no recording is tied."""
        path, sha256 = kept.get("path"), kept.get("sha256")
        return cls(path, sha256) if isinstance(path, str) and isinstance(sha256, str) and path else None

    def as_kept(self) -> dict[str, str]:
        """What a project keeps of it."""
        return {"path": self.path, "sha256": self.sha256}

    @property
    def name(self) -> str:
        """The file's name without the folders."""
        return PurePath(self.path).name

    def places(self, home: Path) -> list[Path]:
        """Where the file is looked for: where it lay, then by its name beside the project."""
        kept = Path(os.path.normpath(home / self.path))
        return list(dict.fromkeys((kept, home / self.name)))

    def found(self, home: Path) -> Path:
        """The file, with the bytes that it had. Reads all of it.

        Raises ``RecordingGone`` and ``RecordingChanged``, which say where it was looked for.
        """
        there = [place for place in self.places(home) if place.is_file()]
        for place in there:
            if sha256_of(place) == self.sha256:
                return place
        again = _("Tie it anew: qualwb sources media SOURCE FILE.")
        if there:
            raise RecordingChanged(
                _("{path} is another recording than the one that was tied.").format(path=there[0]), again
            )
        raise RecordingGone(
            _("The recording {path} is no longer there.").format(path=self.places(home)[0]), again
        )


def _as_seen_from(home: Path, file: Path) -> Path:
    around = home.parent
    near = file.is_relative_to(home) or (file.is_relative_to(around) and around != around.parent)
    return Path(os.path.relpath(file, home)) if near else file


def sha256_of(file: Path) -> str:
    """The hash of a file's bytes. Raises ``QualwbError`` for what can't be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise QualwbError(_("{path}: {why}.").format(path=file, why=reason_of(error))) from error
