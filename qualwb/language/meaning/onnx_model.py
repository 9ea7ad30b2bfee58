"""An encoder that the user has as ONNX, run by onnxruntime: extra ``onnx``."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualwb.errors import MissingExtra
from qualwb.language.meaning import model_folder
from qualwb.language.meaning.encoder import EncoderError, EncoderFacts, Vectors, readable, unit
from qualwb.language.meaning.model_folder import CLS, MEAN
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

_PIECES_AT_A_TIME = 4096
"""Pieces of words in one run, padding counted: with a base model that takes some 100 MB."""
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


def is_installed() -> bool:
    """Whether onnxruntime and tokenizers are there; they are not loaded by asking."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))


class OnnxEncoder:
    """The model is loaded when the first text is encoded. May be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Raises ``EncoderError`` for what holds no model, and ``MissingExtra``."""
        if not is_installed():
            raise MissingExtra(str(path), "onnx")
        self.path = path
        self._lock = threading.Lock()
        self._folder = model_folder.read(path)
        self.name = self._folder.name
        try:
            self.version = self._folder.digest()
        except OSError as error:
            raise EncoderError(_("{path}: can't be read.").format(path=path)) from error

    @property
    def dimensions(self) -> int:
        """As the folder says, else as the model does, which is loaded for it."""
        return self._folder.dimensions or self.encode(["."]).shape[1]

    @property
    def facts(self) -> EncoderFacts:
        """What is told of it."""
        return EncoderFacts(self.name, self.version, self.dimensions, str(self.path), self._folder.licence)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As ``Encoder.encode``; what is longer than the model reads is cut."""
        worded = [n for n, text in enumerate(texts) if text.strip()]
        with self._lock:
            tokenizer, _session = self._tokenizer, self._session
        asked = [self._folder.prefix + readable(texts[n]) for n in worded] or ["."]
        pieces = tokenizer.encode_batch(asked)
        made: Vectors | None = None
        for rows in _batches(pieces):
            some = self._run([pieces[n] for n in rows])
            if made is None:
                made = np.zeros((len(pieces), some.shape[1]), dtype=np.float32)
            made[rows] = some
        assert made is not None
        if self._folder.dimensions not in (0, made.shape[1]):
            raise self._unusable(
                _("its vectors have {n} numbers, its folder says {said}").format(
                    n=made.shape[1], said=self._folder.dimensions
                )
            )
        found = np.zeros((len(texts), made.shape[1]), dtype=np.float32)
        found[worded] = unit(made)[: len(worded)]
        return found

    def _run(self, pieces: list[Encoding]) -> Vectors:
        """The vectors of texts that are run at once."""
        longest = max(len(piece.ids) for piece in pieces)

        def rows(values: list[list[int]]) -> NDArray[np.int64]:
            return np.array([[*one, *[0] * (longest - len(one))] for one in values], dtype=np.int64)

        mask = rows([piece.attention_mask for piece in pieces])
        ids = np.where(mask == 1, rows([piece.ids for piece in pieces]), self._padding)
        known = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": rows([piece.type_ids for piece in pieces]),
        }
        output, worded = self._output
        try:
            given = {one.name: known[one.name].astype(_TYPES[one.type]) for one in self._session.get_inputs()}
            (found,) = self._session.run([output], given)
        except KeyError as error:
            raise self._unusable(_("it asks for {what}").format(what=error.args[0])) from error
        except Exception as error:  # onnxruntime has a class for each of its ten ways to fail
            raise self._unusable(_first_line(error)) from error
        return self._pooled(found, mask) if worded else found

    def _pooled(self, words: NDArray[Any], mask: NDArray[np.int64]) -> Vectors:
        """One vector a text out of those of its pieces: the first one's, or their mean."""
        way = self._folder.pooling
        if way == CLS:
            return np.asarray(words[:, 0], dtype=np.float32)
        if way != MEAN:
            raise self._unusable(_("its way of pooling is not known: {way}").format(way=way))
        weights = mask[:, :, None].astype(np.float32)
        summed: Vectors = (words * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return summed

    @cached_property
    def _output(self) -> tuple[str, bool]:
        """The output that is used, and whether it has a vector for each piece of a word."""
        outputs = {one.name: len(one.shape) for one in self._session.get_outputs()}
        for name in ("sentence_embedding", "last_hidden_state", "token_embeddings", *outputs):
            if outputs.get(name) in (2, 3):
                return name, outputs[name] == 3
        raise self._unusable(_("no output has the shape of vectors"))

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        try:
            return onnxruntime.InferenceSession(
                self._folder.model, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise self._unusable(_first_line(error)) from error

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._folder.tokenizer))
        except Exception as error:  # a class of its own, Exception itself
            raise self._unusable(f"tokenizer.json: {_first_line(error)}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._folder.longest)
        return tokenizer

    @cached_property
    def _padding(self) -> int:
        found = (self._tokenizer.token_to_id(name) for name in ("[PAD]", "<pad>"))
        return next((number for number in found if number is not None), 0)

    def _unusable(self, why: str) -> EncoderError:
        return EncoderError(
            _("{path}: can't be used as an encoder ({why}).").format(path=self.path, why=why),
            _("'qualwb model use' names another one."),
        )


def _batches(pieces: Sequence[Encoding]) -> Iterator[list[int]]:
    """The numbers of texts that are run at once: of like length, so that little is padded."""
    rows: list[int] = []
    for n in sorted(range(len(pieces)), key=lambda n: len(pieces[n].ids)):
        if rows and (len(rows) + 1) * len(pieces[n].ids) > _PIECES_AT_A_TIME:
            yield rows
            rows = []
        rows.append(n)
    if rows:
        yield rows


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
