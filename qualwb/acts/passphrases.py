"""How the passphrases of encrypted projects are asked for, wherever one is opened."""

from collections.abc import Callable
from pathlib import Path

from qualwb.store.engines.keys import KEYS, never, refuse


def ask_passphrases_with(ask: Callable[[Path], str], ask_again: Callable[[Path, int], bool] = never) -> None:
    """From now on ``ask`` gives the passphrase of a file whose key this process does not have yet.

    It raises ``QualwbError`` where there is none. Each file and its copies are asked for once. ``ask_again``
    is told how many were wrong so far, and says whether there is another try.
    """
    KEYS.ask, KEYS.ask_again = ask, ask_again


def ask_nobody() -> None:
    """From now on a file whose key this process does not have is refused: ``PassphraseNeeded`` is raised."""
    KEYS.ask, KEYS.ask_again = refuse, never
