"""The encoder of meaning: which one is in use, another one, and a published one."""

from qualwb.errors import MissingExtra
from qualwb.language.meaning import fetching, onnx_model
from qualwb.language.meaning.choosing import (
    BUNDLED,
    NONE,
    EncoderChoice,
    choice,
    use,
    variable_in_force,
)
from qualwb.language.meaning.encoder import EncoderError
from qualwb.progress import Progress

__all__ = [
    "BUNDLED",
    "NONE",
    "EncoderChoice",
    "EncoderError",
    "choice",
    "install",
    "use",
    "variable_in_force",
]

SIZE_TO_INSTALL = fetching.MULTILINGUAL_E5_SMALL.size
"""Bytes that ``install`` fetches."""


def install(progress: Progress) -> EncoderChoice:
    """Fetch a published encoder that knows Swedish, and use it from now on; needs a network.

    ``progress`` is told how many of how many bytes have come. Raises ``EncoderError`` and ``MissingExtra``.
    """
    if not onnx_model.is_installed():
        raise MissingExtra(fetching.MULTILINGUAL_E5_SMALL.name, "onnx")
    return use(str(fetching.fetch(fetching.MULTILINGUAL_E5_SMALL, progress)))
