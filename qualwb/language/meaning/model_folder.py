"""A folder with a sentence encoder in the layout of sentence-transformers, with its model as ONNX.

The model is ``model.onnx`` or the only ``.onnx`` there or in ``onnx/``; ``tokenizer.json`` lies beside it or
above. The rest is optional: how words become one vector (``1_Pooling/config.json``), how long a text may be,
and what is put before each (``prompts`` in ``config_sentence_transformers.json``).
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualwb import user_folders
from qualwb.language.meaning.encoder import EncoderError
from qualwb.localization import gettext as _

_SETTINGS = (
    "tokenizer.json",
    "1_Pooling/config.json",
    "config_sentence_transformers.json",
    "sentence_bert_config.json",
    "tokenizer_config.json",
    "config.json",
    "modules.json",
)
"""The files beside the model on which its vectors depend."""
MEAN, CLS = "mean", "cls"
_LONGEST = 512
"""Pieces of words, where nothing is said."""
_PROMPTS = ("passage", "document", "text")
"""Names of what is put before a text that is looked for rather than asked."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """What a folder says of its encoder."""

    root: Path
    model: Path
    tokenizer: Path
    pooling: str
    """How the vectors of a text's words become one: ``MEAN``, ``CLS`` (the first one), or another way."""
    longest: int
    """Pieces of words that are read of a text."""
    prefix: str
    """What is put before each text."""
    dimensions: int
    """How many numbers a vector has; 0 where nothing is said."""
    licence: str

    @property
    def name(self) -> str:
        """That of the folder."""
        return self.root.name

    def digest(self) -> str:
        """Of all files on which the vectors depend; read anew only when one of them has changed."""
        files = [self.model, *sorted(self.model.parent.glob(f"{self.model.name}*data"))]
        files += [path for name in _SETTINGS if (path := self.root / name).is_file()]
        if self.tokenizer not in files:
            files.append(self.tokenizer)
        seen = [[str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in files]
        return _digest_of_seen(json.dumps(seen), files)


def read(path: Path) -> ModelFolder:
    """What the folder, or the ``.onnx`` file, says. Raises ``EncoderError``."""
    model = _model_in(path)
    above = model.parent.parent if model.parent.name == "onnx" else model.parent
    tokenizer = next((f for d in (model.parent, above) if (f := d / "tokenizer.json").is_file()), None)
    if tokenizer is None:
        raise EncoderError(
            _("{path}: no tokenizer.json lies beside the model.").format(path=path),
            _("It comes with the model; save it in the same folder."),
        )
    return ModelFolder(
        root=above,
        model=model,
        tokenizer=tokenizer,
        pooling=_pooling(above),
        longest=_longest(above),
        prefix=_prefix(above),
        dimensions=_dimensions(above),
        licence=_licence(above),
    )


def _model_in(path: Path) -> Path:
    if path.is_file():
        if path.suffix != ".onnx":
            raise EncoderError(
                _("{path}: is no ONNX model.").format(path=path), _("Name a folder or a file '.onnx'.")
            )
        return path
    if not path.is_dir():
        raise EncoderError(_("{path}: there is no such folder or file.").format(path=path))
    for folder in (path, path / "onnx"):
        if (folder / "model.onnx").is_file():
            return folder / "model.onnx"
        found = sorted(folder.glob("*.onnx"))
        if len(found) > 1:
            names = ", ".join(file.name for file in found)
            raise EncoderError(
                _("{path}: holds several models ({names}).").format(path=folder, names=names),
                _("Name the file."),
            )
        if found:
            return found[0]
    raise EncoderError(
        _("{path}: holds no ONNX model.").format(path=path),
        _("A sentence-transformers model is exported with: optimum-cli export onnx."),
    )


def _pooling(root: Path) -> str:
    said = _json(root / "1_Pooling" / "config.json")
    # A mean over the root of the length ('mean_sqrt_len') points where the mean does.
    older = [
        name.split("_")[2] for name, on in said.items() if on is True and name.startswith("pooling_mode_")
    ]
    named = said.get("pooling_mode")
    kinds = [str(module.get("type")) for module in _listed(root / "modules.json")]
    dense = [kind for kind in kinds if kind.endswith("Dense")]
    return "+".join([*([named] if isinstance(named, str) else older or [MEAN]), *dense])


def _longest(root: Path) -> int:
    said = [
        _json(root / "sentence_bert_config.json").get("max_seq_length"),
        _json(root / "tokenizer_config.json").get("model_max_length"),
        _json(root / "config.json").get("max_position_embeddings"),
    ]
    return min([_LONGEST, *(n for n in said if isinstance(n, int) and n > 0)])


def _prefix(root: Path) -> str:
    said = _json(root / "config_sentence_transformers.json")
    prompts = said.get("prompts")
    prompts = prompts if isinstance(prompts, dict) else {}
    named = (*_PROMPTS, said.get("default_prompt_name"))
    return next((prompts[name] for name in named if isinstance(prompts.get(name), str)), "")


def _dimensions(root: Path) -> int:
    if _pooling(root) not in (MEAN, CLS):
        return 0
    said = (
        _json(root / "1_Pooling" / "config.json").get("word_embedding_dimension"),
        _json(root / "config.json").get("hidden_size"),
    )
    return next((n for n in said if isinstance(n, int) and n > 0), 0)


def _licence(root: Path) -> str:
    """What the head of the model's card says."""
    with suppress(OSError, UnicodeDecodeError):
        head = (root / "README.md").read_text(encoding="utf-8").split("\n---", 1)[0]
        if found := re.search(r"(?m)^license:\s*['\"]?([\w.+-]+)", head):
            return found[1]
    return ""


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _listed(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _digest_of_seen(seen: str, files: list[Path]) -> str:
    """The digest of files, kept by their sizes and times in ``seen``: a model may be gigabytes."""
    kept = user_folders.parsed_texts().parent / "encoders.json"
    known = {name: value for name, value in _json(kept).items() if isinstance(value, str)}
    if seen not in known:
        digest = hashlib.sha256()
        for path in files:
            with path.open("rb") as data:
                digest.update(hashlib.file_digest(data, "sha256").digest())
        known[seen] = digest.hexdigest()[:12]
        with suppress(OSError):
            user_folders.keep(kept, json.dumps(dict(list(known.items())[-20:])).encode())
    return known[seen]
