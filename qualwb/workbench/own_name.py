"""The name that the user codes by: asked for once, where the machine's login name would stand for it."""

from dataclasses import replace

from qualwb.acts.team.who_codes import standing_in
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.project_app import ProjectApp


def ask_name(app: ProjectApp) -> None:
    """Ask who codes, and keep it; who does not say works under the name at hand, and is asked again."""
    now = app.researcher.coder

    def take(name: str | None) -> None:
        if name:
            keep_name(app, name)
            if app.researcher.coder != now:  # the login stood in for the name
                app.coders_met.remove(now)
        else:
            said = _("You code as {coder} now; it is asked again at the next start.").format(coder=now)
            app.notify(said, markup=False, timeout=6)

    about = _("It stands with what you code and write, here and in other projects. F12 changes it.")
    app.push_screen(LineDialog(_("Your name or initials, as coder"), now, context=about), take)


def keep_name(app: ProjectApp, name: str) -> None:
    """Code by a name from now on, also in other projects; a login of a server stays the coder that it is."""
    app.settings = replace(app.settings, coder=cleaned(name))
    app.settings.save()
    if standing_in(app.researcher.project).chooses_coder:
        app.work_as(coder=app.settings.coder)
