"""Fetching a published encoder of meaning: the only thing here that uses a network, and only when asked to.

What comes must be of the size and SHA-256 that stand here, wherever it came from. What was cut off is gone on
with the next time; nothing is in use before all of it is there.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from qualwb import user_folders
from qualwb.language.meaning.encoder import EncoderError
from qualwb.localization import gettext as _
from qualwb.progress import Progress, untold
from qualwb.system_errors import reason_of

HUB = "https://huggingface.co"
HUB_VARIABLE = "HF_ENDPOINT"
"""The variable that names a mirror of the hub, as the hub's own programs read it."""

_SECONDS = 30
"""Without a word from the other side."""
_BYTES_AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a published model."""

    path: str
    """In the repository, and in the folder here."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A model in one state of its repository at the hub."""

    repository: str
    revision: str
    licence: str
    files: tuple[PublishedFile, ...]
    prefix: str
    """What its makers say is to be put before each text."""
    longest: int
    """Pieces of words that it reads of a text."""
    dimensions: int

    @property
    def name(self) -> str:
        """That of the repository without its owner's."""
        return self.repository.rpartition("/")[2]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


MULTILINGUAL_E5_SMALL = PublishedModel(
    repository="intfloat/multilingual-e5-small",
    revision="614241f622f53c4eeff9890bdc4f31cfecc418b3",
    licence="mit",
    files=(
        PublishedFile(
            "tokenizer.json", 17_082_730, "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
        ),
        PublishedFile(
            "onnx/model.onnx", 470_268_510, "ca456c06b3a9505ddfd9131408916dd79290368331e7d76bb621f1cba6bc8665"
        ),
    ),
    prefix="passage: ",
    longest=512,
    dimensions=384,
)
"""The model that the bundled encoder holds in four bits, whole: Swedish is one of its hundred languages."""


def fetch(model: PublishedModel = MULTILINGUAL_E5_SMALL, progress: Progress = untold) -> Path:
    """The folder with the model, fetched when it is not there; ``progress`` is told of the bytes.

    Raises ``EncoderError``, also without a network.
    """
    folder = user_folders.encoders() / model.name
    if _is_whole(folder, model):
        return folder
    unfinished = folder.with_name(f"{folder.name}.partial")
    done = 0
    try:
        for file in model.files:
            place = unfinished / file.path
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _fetch_file(model, file, place, partial(_tell, progress, done, model.size))
            done += file.size
        _write_papers(unfinished, model)
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.rename(folder)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise EncoderError(
            _("{name} could not be fetched: {why}.").format(name=model.repository, why=_reason(error)),
            _("A network is needed once; the same command goes on with what has come."),
        ) from error
    return folder


def _tell(progress: Progress, before: int, of_all: int, here: int) -> None:
    progress(before + here, of_all)


def _fetch_file(model: PublishedModel, file: PublishedFile, place: Path, tell: Callable[[int], None]) -> None:
    """Fetch what is not there of a file. Raises ``EncoderError`` when it is not what was published."""
    had = place.stat().st_size if place.exists() else 0
    if had > file.size:
        had = 0
    if had < file.size:
        _fetch_rest(_address(model, file), had, file.size, place, tell)
    with place.open("rb") as data:
        found = hashlib.file_digest(data, "sha256").hexdigest()
    if found != file.sha256:
        place.unlink()
        raise EncoderError(
            _("{path} of {name} is not the file that was published.").format(
                path=file.path, name=model.repository
            ),
            _("It was damaged on the way, or another file was sent; nothing of it is kept."),
        )


def _fetch_rest(address: str, had: int, size: int, place: Path, tell: Callable[[int], None]) -> None:
    asked = urllib.request.Request(address, headers={"Range": f"bytes={had}-"} if had else {})
    with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
        had = had if answer.status == http.client.PARTIAL_CONTENT else 0
        with place.open("ab" if had else "wb") as out:
            while had < size and (some := answer.read(min(_BYTES_AT_A_TIME, size - had))):
                out.write(some)
                had += len(some)
                tell(had)
    if had < size:
        raise http.client.IncompleteRead(b"", size - had)


def _address(model: PublishedModel, file: PublishedFile) -> str:
    hub = _hub()
    if urlsplit(hub).scheme not in ("http", "https"):
        raise EncoderError(
            _("{variable} is no address on a network: {value}").format(variable=HUB_VARIABLE, value=hub)
        )
    return f"{hub.rstrip('/')}/{model.repository}/resolve/{model.revision}/{file.path}"


def _hub() -> str:
    return os.environ.get(HUB_VARIABLE) or HUB


def _write_papers(folder: Path, model: PublishedModel) -> None:
    """What ``model_folder`` reads of a model beside its files."""
    pooling = {"pooling_mode_mean_tokens": True, "word_embedding_dimension": model.dimensions}
    for name, content in {
        "1_Pooling/config.json": pooling,
        "config_sentence_transformers.json": {"prompts": {"passage": model.prefix}},
        "sentence_bert_config.json": {"max_seq_length": model.longest},
    }.items():
        user_folders.keep(folder / name, json.dumps(content, indent=1).encode())
    card = f"---\nlicense: {model.licence}\n---\n{HUB}/{model.repository}/tree/{model.revision}\n"
    user_folders.keep(folder / "README.md", card.encode())


def _is_whole(folder: Path, model: PublishedModel) -> bool:
    places = [(folder / file.path, file.size) for file in model.files]
    return all(place.is_file() and place.stat().st_size == size for place, size in places)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return _("the hub answers {status}").format(status=error.code)
    if isinstance(error, http.client.IncompleteRead):
        return _("it was cut off")
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, (socket.gaierror, ConnectionError, TimeoutError)):
        return _("no connection to {host}").format(host=urlsplit(_hub()).hostname)
    said = reason_of(reason) if isinstance(reason, OSError) else str(reason)
    return (said.strip().splitlines() or [type(error).__name__])[0][:200].rstrip(".")
