"""Which encoder is used: the one that the user named, else the bundled one where it is installed."""

from __future__ import annotations

import os
from functools import cache

from qualwb.language.meaning import bundled
from qualwb.language.meaning.encoder import Encoder

VARIABLE = "QUALWB_ENCODER"
"""The variable of the environment that goes before the setting: 'bundled' or 'none'."""
NONE = "none"


def chosen() -> Encoder | None:
    """The encoder in use; None where there is none, or none is wanted."""
    if os.environ.get(VARIABLE) == NONE or not bundled.is_installed():
        return None
    return _bundled()


@cache
def _bundled() -> Encoder:
    return bundled.BundledEncoder()
