"""How passphrases are asked for wherever an encrypted project is opened, and which new ones are taken."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.engines.keys import KEYS, never, refuse

AT_LEAST = 8
"""Characters of a new passphrase; known ones open whatever they are."""
GOOD = 12
"""Characters from which nothing is said of its length: whoever has the file can try without end."""


class ShortPassphrase(QualwbError):
    """A new passphrase that anybody could guess."""


def composed(words: str) -> str:
    """The one form of what keyboards and systems write in two: 'å' as one sign or as two."""
    return unicodedata.normalize("NFC", words)


def refuse_too_short(words: str) -> None:
    """Raise ``ShortPassphrase`` for a new passphrase of too few characters, without spaces at its ends."""
    if len(words.strip()) < AT_LEAST:
        raise ShortPassphrase(_("A new passphrase has {n} characters at least.").format(n=AT_LEAST))


def is_short(words: str) -> bool:
    """Whether a new passphrase is so short that its user should be told."""
    return len(words.strip()) < GOOD


def said_of_short() -> str:
    """What its user is told then."""
    return _("A short passphrase can be guessed by whoever has the file.")


def ask_passphrases_with(ask: Callable[[Path], str], ask_again: Callable[[Path, int], bool] = never) -> None:
    """From now on ``ask`` gives the passphrase of a file whose key this process does not have yet.

    It raises ``QualwbError`` where there is none. Each file and its copies are asked for once. ``ask_again``
    is told how many were wrong so far, and says whether there is another try.
    """
    KEYS.ask, KEYS.ask_again = ask, ask_again


def ask_nobody() -> None:
    """From now on a file whose key this process does not have is refused: ``PassphraseNeeded`` is raised."""
    KEYS.ask, KEYS.ask_again = refuse, never
