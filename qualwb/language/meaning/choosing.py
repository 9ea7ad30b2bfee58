"""Which encoder is used: the one that the user named, else the bundled one where it is installed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qualwb import user_folders
from qualwb.errors import MissingExtra, QualwbError
from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.meaning.encoder import Encoder, EncoderError, EncoderFacts, label
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.language.meaning.onnx_model import OnnxEncoder

VARIABLE = "QUALWB_ENCODER"
"""The variable of the environment that goes before the setting."""
SETTING = "encoder"
"""What the choice is called among the user's settings."""
NONE, BUNDLED = "none", "bundled"
"""What is said instead of a path."""

_TRIED = ("Det var otydligt från början.", "Ingen visste vad vi skulle göra.")


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """The encoder in use, and why it is that one or none."""

    encoder: BundledEncoder | OnnxEncoder | None
    notice: str = ""
    """Why there is none; empty where there is one."""
    unusable: bool = False
    """Whether one was wished for that can't be used."""

    @property
    def label(self) -> str:
        """Its name and version; empty where there is none."""
        return label(self.encoder) if self.encoder else ""

    @property
    def facts(self) -> EncoderFacts | None:
        """What is told of the encoder."""
        return self.encoder.facts if self.encoder else None


def choice() -> EncoderChoice:
    """The choice of ``QUALWB_ENCODER``, else of the user's settings, else the bundled encoder."""
    named = os.environ.get(VARIABLE) or user_folders.choices().get(SETTING)
    wanted = named if isinstance(named, str) else ""
    if wanted == NONE:
        return EncoderChoice(None, _turned_off(by_variable=named == os.environ.get(VARIABLE)))
    try:
        return EncoderChoice(_encoder(wanted or BUNDLED))
    except (EncoderError, MissingExtra) as error:
        return EncoderChoice(None, str(error), unusable=bool(wanted))


def variable_in_force() -> str:
    """The variable of the environment that names the encoder, before the user's choice; else nothing."""
    return VARIABLE if os.environ.get(VARIABLE) else ""


def _turned_off(*, by_variable: bool) -> str:
    """Who turned it off, and how it is turned on."""
    if by_variable:
        return _("${name} turns it off; without it, your choice holds.").format(name=VARIABLE)
    return _("It is turned off; 'qualwb model use bundled' turns it on.")


def chosen() -> Encoder | None:
    """The encoder in use; None where there is none, it can't be used, or none is wanted."""
    return choice().encoder


def use(wanted: str) -> EncoderChoice:
    """Let an encoder be used from now on: a path, 'bundled', or 'none'; it is tried on two sentences first.

    Raises ``EncoderError`` when it fails, ``MissingExtra``, and ``QualwbError`` when that can't be kept.
    """
    if wanted != NONE:
        wanted = wanted if wanted == BUNDLED else str(Path(wanted).expanduser().resolve())
        try_out(_encoder(wanted))
    try:
        user_folders.choose(**{SETTING: wanted})
    except OSError as error:
        path = user_folders.settings()
        raise QualwbError(_("{path}: can't be written.").format(path=path)) from error
    return choice()


def try_out(encoder: BundledEncoder | OnnxEncoder) -> None:
    """Raise ``EncoderError`` when it gives two sentences no vectors, or the same."""
    one, other = encoder.encode(_TRIED)
    if not one.any() or not other.any() or one @ other > 0.9999:
        raise EncoderError(
            _("{name}: gives different sentences no vectors of their own.").format(name=encoder.facts.name),
            _("'qualwb model use' names another one."),
        )


def _encoder(wanted: str) -> BundledEncoder | OnnxEncoder:
    if wanted != BUNDLED:
        return _model_at(Path(wanted).expanduser(), _stamp(wanted))
    if not bundled.is_installed():
        if bundled.is_served():
            raise MissingExtra(_("Comparing by meaning"), "meaning")
        raise EncoderError(
            _("No encoder is bundled for this kind of computer."),
            _("'qualwb model use PATH' names one that you have."),
        )
    return _bundled()


@cache
def _bundled() -> BundledEncoder:
    return BundledEncoder()


@cache
def _model_at(path: Path, _stamp: object) -> OnnxEncoder:
    from qualwb.language.meaning.onnx_model import OnnxEncoder

    return OnnxEncoder(path)


def _stamp(path: str) -> tuple[int, ...]:
    """What changes when another model lies there."""
    try:
        found = Path(path).expanduser().stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns
