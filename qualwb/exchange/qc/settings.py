"""Where a qc project keeps what: its settings, read with bounds, and paths that do not lead out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qualwb.acts.arriving_files import file_bytes, stored_text
from qualwb.acts.codebook_input import refuse_unbounded_yaml
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.safe_text import one_line

SETTINGS = "settings.yaml"
_DEFAULTS = {"corpus_dir": "corpus", "codebook": "codebook.yaml", "memos_dir": "memos"}
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Names stay as they are written: 'no' is no truth value and '1' no number."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of a project; ``codes`` is the folder of codings before version 1."""

    corpus: Path
    codebook: Path
    memos: Path
    database: Path | None
    codes: Path | None
    version: str


def is_qc(path: Path) -> bool:
    """Whether a folder is a qc project, by its settings."""
    if not (path / SETTINGS).is_file():
        return False
    try:
        return _fits(_settings(path))
    except QualwbError:
        return False


def places(folder: Path) -> Places:
    """Where the project in a folder keeps what. Raises ``QualwbError`` for none."""
    settings = _settings(folder)
    if not _fits(settings):
        raise QualwbError(_("{folder}: this is no qc project.").format(folder=folder))
    told = {**_DEFAULTS, **{key: value for key, value in settings.items() if isinstance(value, str)}}
    return Places(
        inside(folder, told["corpus_dir"]),
        inside(folder, told["codebook"]),
        inside(folder, told["memos_dir"]),
        inside(folder, told["database"]) if "database" in told else None,
        inside(folder, told["codes_dir"]) if "codes_dir" in told else None,
        one_line(told.get("qc_version", "")),
    )


def inside(folder: Path, name: str) -> Path:
    """The path of that name within a folder. Raises ``QualwbError`` for one that leads out of it."""
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()):
            return path
    except (OSError, ValueError, RuntimeError):
        pass
    raise QualwbError(
        _("{folder}: '{name}' lies outside the project.").format(folder=folder, name=one_line(name)[:200]),
        _("Only what lies in its folder is read: put it there."),
    )


def yaml_of(path: Path) -> Any:
    """What a YAML file says, every value as the text that it is. Raises ``QualwbError``."""
    text = stored_text(file_bytes(path), str(path)).text
    try:
        refuse_unbounded_yaml(text, str(path))
        return yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        problem = one_line(str(error))[:200]
        raise QualwbError(_("{file}: this is no yaml ({why}).").format(file=path, why=problem)) from None


def _settings(folder: Path) -> Mapping[str, Any]:
    path = folder / SETTINGS
    if not path.is_file():
        raise QualwbError(_("{folder}: there is no '{file}' in it.").format(folder=folder, file=SETTINGS))
    found = yaml_of(path)
    return found if isinstance(found, dict) else {}


def _fits(settings: Mapping[str, Any]) -> bool:
    return "corpus_dir" in settings and not settings.keys().isdisjoint(("database", "codes_dir"))
