"""What the workbench remembers between starts: place, layout, look. Kept outside the project."""

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from qualwb import user_folders


@dataclass
class ProjectState:
    """What is remembered of one project."""

    source: str = ""
    screen: str = "code"
    places: dict[str, list[int]] = field(default_factory=dict)
    coder: str = ""
    """Who coded last; '' while nobody said who they are."""
    recent_codes: list[str] = field(default_factory=list)
    """Codes that the coder gave last."""
    uses: dict[str, int] = field(default_factory=dict)
    """How often acts were called from the palette, by their ids."""
    report: dict[str, Any] = field(default_factory=dict)
    """What a report was chosen to hold."""
    matrix: dict[str, str] = field(default_factory=dict)
    """What the matrix showed last."""
    key_file: str = ""
    """Where the key file lies by which names were replaced last; '' where it was never named."""
    left: bool = True
    right: bool = True
    codes_width: int = 0
    """Columns that the user gave the codes; 0 for as many as are usual."""
    inspector_width: int = 0
    inspector_height: int = 0
    detail_width: int = 0
    detail_height: int = 0
    """Of the row in full beside a list; 0 for as large as is usual."""
    lower_height: int = 0
    """Rows of what stands below a board, a matrix or the quotes; 0 for as many as are usual."""

    @classmethod
    def load(cls, project: Path) -> Self:
        """The state of a project, or a new one when there is none or it can't be read."""
        return cls(**_read(user_folders.state_of(project), cls))

    def belong_to(self, coder: str) -> None:
        """Forget what another coder did last: the codes they gave, and where in the texts they were."""
        if self.coder not in ("", coder):
            self.recent_codes, self.places = [], {}
        self.coder = coder

    def forget_names(self) -> None:
        """Forget what things were called that may be called otherwise now."""
        self.source, self.places, self.recent_codes = "", {}, []

    def without_names(self) -> Self:
        """What may be remembered of an encrypted project: nothing that stands in it."""
        return type(self)(
            screen=self.screen,
            uses=self.uses,
            report=self.report,
            matrix=self.matrix,
            left=self.left,
            right=self.right,
            codes_width=self.codes_width,
            inspector_width=self.inspector_width,
            inspector_height=self.inspector_height,
            detail_width=self.detail_width,
            detail_height=self.detail_height,
            lower_height=self.lower_height,
        )

    def save(self, project: Path) -> None:
        """Remember; a folder that can't be written is no reason to fail."""
        _write(user_folders.state_of(project), asdict(self))


@dataclass
class Settings:
    """The user's choices for all projects."""

    theme: str = "textual-dark"
    language: str = ""
    keymap: dict[str, str] = field(default_factory=dict)
    times: bool = False
    suggestions: bool = True
    aliases: bool = False
    """Whether a transcript shows its speakers by the aliases of the participants."""
    coder: str = ""
    """Who codes in the workbench where neither the call nor the project says so; '' until it was asked."""

    @classmethod
    def load(cls) -> Self:
        """The settings, or the defaults."""
        return cls(**_fitting(user_folders.choices(), cls))

    def save(self) -> None:
        """Keep the settings, beside those that the command line makes."""
        with contextlib.suppress(OSError):
            user_folders.choose(**asdict(self))


def _read(path: Path, kind: type[Any]) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return _fitting(found, kind) if isinstance(found, dict) else {}


def _fitting(found: dict[str, Any], kind: type[Any]) -> dict[str, Any]:
    defaults = kind()
    names = {f.name for f in fields(kind)}
    return {k: v for k, v in found.items() if k in names and isinstance(v, type(getattr(defaults, k)))}


def _write(path: Path, content: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        user_folders.keep(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
