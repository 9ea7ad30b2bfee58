"""Names of files that every system takes, near to what the thing is called."""

import re
import unicodedata
from hashlib import sha256

from qualwb.portable.records import Uid
from qualwb.safe_text import UNSAFE

_REFUSED = re.compile(f'[<>:"/\\\\|?*{UNSAFE}\n\t\u00ad\u200b\u2028\u2029\u2060\ufeff]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_BYTES = 120
"""Of a name, so that several in a path stay under what Windows takes."""


class FileNames:
    """Gives out names within folders, none twice; of two that would clash the second has a part of its id."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def name(self, called: str, uid: Uid, folder: str = "") -> str:
        """A name, without suffix, that nothing else in the folder has, whatever the case of its letters."""
        base = file_name(called)
        made, length = base, 4
        while (folder, _alike(made)) in self._taken:
            made = f"{base} ~{sha256(uid.encode()).hexdigest()[:length]}"
            length += 1
        self._taken.add((folder, _alike(made)))
        return made


def file_name(called: str) -> str:
    """A name in NFC of what a thing is called, without what Windows, macOS or Linux refuse."""
    name = unicodedata.normalize("NFC", _REFUSED.sub("-", called))
    name = name.encode("utf-8", "replace")[:_BYTES].decode("utf-8", "ignore")
    name = re.sub(r"^\.", "-", name.strip()).rstrip(". ")
    if not name or _DEVICES.fullmatch(name):
        return f"{name}_"
    return name


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
