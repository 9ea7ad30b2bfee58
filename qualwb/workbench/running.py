"""Running the workbench on a project, until it is left."""

import os

from qualwb.acts import passphrases
from qualwb.acts.projects import OpenProject, Place, open_project
from qualwb.acts.researcher import Researcher, working_round
from qualwb.acts.team import passwords, waiting
from qualwb.acts.team.who_codes import coder_in, login_name, own_name, standing_in
from qualwb.workbench.allowed_folders import ANYWHERE, AllowedFolders
from qualwb.workbench.app import Workbench
from qualwb.workbench.responsiveness import responsive
from qualwb.workbench.state import ProjectState


def run(
    place: Place,
    coder: str = "",
    round_: str | None = None,
    *,
    tour: bool = False,
    folders: AllowedFolders = ANYWHERE,
) -> int:
    """Open a project in the workbench; returns the exit status. Raises ``Defect`` when one ended it."""
    with open_project(place) as project:
        named = coder_named(project, coder)
        researcher = Researcher(project, named or login_name(), round_ or working_round(project))
        app = Workbench(researcher, tour=tour, folders=folders, asks_name=not named)
        passphrases.ask_nobody()  # the terminal is the workbench's now
        passwords.ask_nobody()
        waiting.tell_nobody()
        try:
            return work(app)
        finally:
            app.researcher.project.close()  # another one, if the first was saved elsewhere


def coder_named(project: OpenProject, coder: str = "") -> str:
    """Who codes, as far as it is said; '' where only the machine's login name is left.

    The call says it first, a server by its login, then who coded here last, the project and the settings.
    """
    said = coder or os.environ.get("QUALWB_CODER", "")
    if not said and standing_in(project).chooses_coder:
        last = ProjectState.load(project.state_key).coder
        # Before the name was asked for, the login's stood in everybody's state.
        said = last if own_name() or last != login_name() else ""
    return coder_in(project, said) or own_name()


def work(app: Workbench) -> int:
    """Run the workbench until it is left; returns the exit status. Raises ``Defect`` when one ended it."""
    with responsive():
        app.run()
    if app.crash is not None:
        raise app.crash
    return app.return_code or 0
