"""Where a key file is proposed to lie."""

from pathlib import Path

from qualwb.acts.pseudonyms.key_file import SUFFIX
from qualwb.workbench.project_app import ProjectApp


def proposed_key(app: ProjectApp) -> Path:
    """A key in the user's home folder: whoever gets the project's own must not get the key with it."""
    project = app.researcher.project
    name = project.title + SUFFIX
    at_home = Path.home() / name
    return at_home if app.folders.allow(at_home) else project.folder / name
