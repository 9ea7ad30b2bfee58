"""Starting the workbench: in the language that the settings name, before any text of it is made."""

import os
from collections.abc import Sequence
from pathlib import Path

from qualwb.acts.projects import Place
from qualwb.workbench.allowed_folders import AllowedFolders
from qualwb.workbench.state import Settings


def start(
    place: Place,
    coder: str = "",
    round_: str | None = None,
    *,
    tour: bool = False,
    folders: Sequence[Path] = (),
) -> int:
    """Open a project in the workbench; returns the exit status. $QUALWB_LANG beats the settings.

    With ``folders``, files are read and written beneath these alone.
    """
    use_language_of_settings()
    from qualwb.workbench.running import run

    return run(place, coder, round_, tour=tour, folders=AllowedFolders(tuple(folders)))


def use_language_of_settings() -> None:
    """Let the language that the settings name hold before all but $QUALWB_LANG."""
    if language := Settings.load().language:
        os.environ["LANGUAGE"] = language  # not the program's own variable, which the settings tell of
