"""Where a key file lies: proposed, and asked for."""

from collections.abc import Callable
from pathlib import Path

from qualwb.acts.pseudonyms.key_file import SUFFIX, refuse_no_key_file
from qualwb.acts.pseudonyms.same_project import refuse_new_key
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.new_passphrase import ask_passphrase
from qualwb.workbench.project_app import ProjectApp


def proposed_key(app: ProjectApp) -> Path:
    """The one that was named last, while it is there; else one in the user's home folder.

    Not in the project's own: whoever gets that must not get the key with it.
    """
    if (known := app.state.key_file) and Path(known).exists():
        return Path(known)
    project = app.researcher.project
    name = project.title + SUFFIX
    at_home = Path.home() / name
    return at_home if app.folders.allow(at_home) else project.folder / name


def ask_key_file(
    app: ProjectApp, title: str, then: Callable[[Path], object], *, may_be_new: bool = False
) -> None:
    """Ask for a key file until one is named that can be opened, or made where it ``may_be_new``.

    ``{folder}`` in the title is the folder of the one that is proposed.
    """
    proposed = proposed_key(app)

    def ask(_failure: QualwbError | None = None) -> None:
        dialog = LineDialog(title.format(folder=proposed.parent), str(proposed))
        app.push_screen(dialog, take)

    def take(name: str | None) -> None:
        if name:
            path = proposed.parent / Path(name).expanduser()
            if app.attempt(lambda: _refuse(app, path, may_be_new=may_be_new), ask):
                app.state.key_file = str(path)
                then(path)

    ask()


def ask_key(app: ProjectApp, title: str, then: Callable[[Path, str], object]) -> None:
    """Ask for a key file that there is, and for its passphrase."""

    def with_file(path: Path) -> None:
        asked = _("Passphrase of {path}").format(path=path.name)
        ask_passphrase(app, asked, lambda words: then(path, words))

    ask_key_file(app, title, with_file)


def _refuse(app: ProjectApp, path: Path, *, may_be_new: bool) -> None:
    app.folders.refuse(path)
    if path.exists() or not may_be_new:
        refuse_no_key_file(path)
        return
    refuse_new_key(app.researcher.project, path)
    if path.suffix != SUFFIX:
        # What is typed may be the passphrase, which would stand as a file's name for all to see.
        raise QualwbError(
            _("The name of a new key file ends in {suffix}.").format(suffix=SUFFIX),
            _("The passphrase is asked for afterwards, and is not shown."),
        )
