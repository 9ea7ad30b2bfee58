"""A project encrypted, decrypted or given another passphrase, and its copies brought in line with it."""

from dataclasses import dataclass
from enum import Enum
from hmac import compare_digest
from pathlib import Path

from qualwb.acts.projects import open_project
from qualwb.acts.tracing import forget
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store import traces
from qualwb.store.conversion import convert, erase_file
from qualwb.store.engines.detection import begins_like, engine_of, engine_with
from qualwb.store.engines.keys import KEYS, Key
from qualwb.store.errors import WrongPassphrase
from qualwb.store.explaining import explained
from qualwb.store.recognition import verify_project
from qualwb.store.traces import Kind


class Copies(Enum):
    """What happens to the files beside a project that can be read in another way than the project."""

    CONVERT = "convert"
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class InLine:
    """What was done with the copies beside a project."""

    converted: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    """Those that can still be read in another way than the project."""


def is_encrypted(path: Path) -> bool:
    """Whether the project is encrypted; its passphrase is asked for then. Raises ``UnusableProject``."""
    verify_project(path)
    return engine_of(path.expanduser()).key is not None


def refuse_without_extra() -> None:
    """Raise ``MissingExtra`` where the library that encrypts is not installed: before anybody is asked."""
    engine_with(Key(b"", b""))


def refuse_plain(path: Path) -> None:
    """Raise ``QualwbError`` when the project is not encrypted, ``UnusableProject`` when it is none."""
    if not is_encrypted(path):
        raise QualwbError(_("{path}: is not encrypted.").format(path=path))


def refuse_wrong_passphrase(path: Path, passphrase: str) -> None:
    """Raise ``WrongPassphrase`` unless it is the one of the encrypted project, which is open already."""
    key = engine_of(path.expanduser().resolve()).key
    if key is None or not compare_digest(Key.derived(passphrase, key.salt).literal(), key.literal()):
        raise WrongPassphrase(path)


def encrypt(path: Path, passphrase: str) -> int:
    """Encrypt a plain project in place; returns how many files with parts of it left the user's own folders.

    Raises ``QualwbError`` when it is encrypted already, ``ProjectInUse``, ``UnusableProject``,
    ``MissingExtra``; then nothing has changed.
    """
    if is_encrypted(path):
        raise QualwbError(_("{path}: is encrypted already.").format(path=path))
    _convert(path, passphrase)
    with open_project(path) as project:
        return forget(project)


def decrypt(path: Path) -> None:
    """Make a project plain in place. Raises as ``encrypt`` does."""
    refuse_plain(path)
    convert(path.expanduser(), None)


def change_passphrase(path: Path, passphrase: str) -> None:
    """Give an encrypted project another passphrase, and so another key. Raises as ``encrypt`` does."""
    refuse_plain(path)
    _convert(path, passphrase)


def copies_out_of_line(path: Path) -> list[Path]:
    """The files beside a project that are encrypted otherwise than it, or not at all while it is."""
    path = path.expanduser().resolve()
    with explained(path):
        key = engine_of(path).key
        held = [trace.path for trace in traces.beside(path) if trace.kind is not Kind.LOG]
        return [copy for copy in held if not begins_like(copy, key)]


def bring_in_line(path: Path, wanted: Copies) -> InLine:
    """Convert, remove or keep the copies beside a project that are out of line with it.

    The passphrase of a copy with another key is asked for. What can't be converted, since it is damaged or
    the passphrase is not known, is left.
    """
    path = path.expanduser().resolve()
    key = engine_of(path).key
    converted, removed, left = [], [], []
    for copy in copies_out_of_line(path):
        if wanted is Copies.REMOVE:
            with explained(copy):
                erase_file(copy)
            removed.append(copy)
        elif wanted is Copies.CONVERT and _converted(copy, key):
            converted.append(copy)
        else:
            left.append(copy)
    return InLine(tuple(converted), tuple(removed), tuple(left))


def out_of_reach() -> tuple[str, ...]:
    """What encrypting a project does not reach, for the user to see to."""
    return (
        _("blocks of the disk that the plain file had before, as it grew or on a disk that writes elsewhere"),
        _("what a sync client, a snapshot or a backup of the disk keeps of the plain file"),
        _("copies that you made elsewhere (backup TARGET, reports, exports, the transcripts themselves)"),
    )


def _convert(path: Path, passphrase: str) -> None:
    key = Key.derived(passphrase)
    convert(path.expanduser(), key)
    KEYS.hold(key)


def _converted(copy: Path, key: Key | None) -> bool:
    try:
        convert(copy, key)
    except QualwbError:
        return False
    return True
