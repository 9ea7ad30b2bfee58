"""The encoder of meaning that suggestions use, as a user sees and chooses it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from qualwb.language.meaning import choosing

BUNDLED, NONE = choosing.BUNDLED, choosing.NONE
"""What can be chosen beside a path."""


@dataclass(frozen=True, slots=True)
class EncoderInUse:
    """What encodes the meaning of texts."""

    name: str
    """Name and version; empty where there is none."""
    notice: str
    """Why there is none; empty where there is one."""
    variable: str
    """The variable of the environment that says which, before the user's choice; empty where none does."""


def encoder_in_use() -> EncoderInUse:
    """What is used now."""
    found = choosing.choice()
    name = f"{found.facts.name} {found.facts.version}" if found.facts else ""
    return EncoderInUse(name, found.notice, choosing.VARIABLE if os.environ.get(choosing.VARIABLE) else "")


def use_encoder(wanted: str) -> None:
    """Let an encoder be used from now on: a path, or one of those above. Raises as ``choosing.use`` does."""
    choosing.use(wanted)
