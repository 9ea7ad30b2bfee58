"""How the passphrases of encrypted projects are asked for, wherever one is opened."""

from collections.abc import Callable
from pathlib import Path

from qualwb.store.engines.keys import KEYS, refuse


def ask_passphrases_with(ask: Callable[[Path], str]) -> None:
    """From now on ``ask`` gives the passphrase of a file whose key this process does not have yet.

    It raises ``QualwbError`` where there is none. Each file and its copies are asked for once.
    """
    KEYS.ask = ask


def ask_nobody() -> None:
    """From now on a file whose key this process does not have is refused: ``PassphraseNeeded`` is raised."""
    KEYS.ask = refuse
