"""Who else has the project open: a list, from which one goes to the source that somebody reads."""

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.project_app import ProjectApp


def who_is_here(app: ProjectApp) -> None:
    """Show the others; who reads the same source stands first, with a mark."""
    company = app.company
    if not company.tells:
        app.notify(_("The project is a file: nobody is told who else has it open."), timeout=4)
        return
    if company.lost_since is not None:
        app.notify(_("No connection to the server: nobody is heard of."), severity="warning", timeout=4)
        return
    found = company.companions
    if not found:
        app.notify(_("Nobody else has the project open."), timeout=4)
        return

    def go_to(number: str | None) -> None:
        if number is not None and (source := found[int(number)].source):
            app.show_source(source)

    choices = [
        Choice(str(n), ("● " if one.same_source else "  ") + one.whole_words()) for n, one in enumerate(found)
    ]
    app.push_screen(ChoiceDialog(_("Who else is here (Enter goes to their source)"), choices), go_to)
