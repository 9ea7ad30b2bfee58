"""The user's own folders: every file that qualwb keeps outside a project, and how it is kept from others.

What is written there goes through ``keep``. ``qualwb.acts.tracing`` lists what in them belongs to a project.
"""

import hashlib
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

UNFINISHED = ".tmp"
"""How the name of a file ends that a killed process left half written."""


def parsed_texts() -> Path:
    """The folder of parsed texts, of all projects."""
    from platformdirs import user_cache_path

    return user_cache_path("qualwb", appauthor=False) / "parsed"


def state_of(project: Path) -> Path:
    """The file with what the workbench remembers of a project: names of sources and codes, no text."""
    from platformdirs import user_state_path

    name = hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:24]
    return user_state_path("qualwb") / f"{name}.json"


def kept_at(file: Path) -> list[Path]:
    """The file, where it is there, and what killed processes left of it half written."""
    return sorted(
        path for path in file.parent.glob(f"{file.stem}.*") if path.suffix in (file.suffix, UNFINISHED)
    )


def settings() -> Path:
    """The file with the user's choices for all projects; nothing of a project is in it."""
    from platformdirs import user_config_path

    return user_config_path("qualwb") / "settings.json"


def choices() -> dict[str, Any]:
    """The user's choices for all projects, by name; none where they can't be read."""
    try:
        found = json.loads(settings().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def choose(**values: Any) -> None:
    """Keep choices, fit for JSON, beside those that stand there; None takes one away. Raises ``OSError``."""
    kept = {name: value for name, value in {**choices(), **values}.items() if value is not None}
    keep(settings(), json.dumps(kept, ensure_ascii=False, indent=1).encode())


def encoders() -> Path:
    """The folder of encoders of meaning that were fetched; nothing of a project is in it."""
    from platformdirs import user_data_path

    return user_data_path("qualwb", appauthor=False) / "encoders"


def server_backups(label: str) -> Path:
    """The folder of the copies of a project on a server that its label names."""
    from platformdirs import user_data_path

    name = hashlib.sha256(label.encode()).hexdigest()[:24]
    return user_data_path("qualwb", appauthor=False) / "servers" / name


def defect_report() -> Path:
    """The report of the last defect of ours, which is made to hold nothing of a project."""
    from platformdirs import user_log_path

    return user_log_path("qualwb") / "defect.log"


def keep(file: Path, data: bytes) -> None:
    """Write a file that its owner alone can read, in a folder that its owner alone can enter.

    A killed process leaves the file as it was, and beside it one that begins with its stem. Raises
    ``OSError``.
    """
    make_private(file.parent)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.stem}.", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def make_private(folder: Path) -> None:
    """Make the folder, or shut it and its files when others can enter it. Raises ``OSError``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)
        for path in folder.iterdir():
            if path.is_file() and not path.is_symlink():
                path.chmod(0o600)
