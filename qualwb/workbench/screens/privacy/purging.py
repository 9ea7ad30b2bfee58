"""Deleted texts, backups and caches erased from the workbench: what goes is shown first."""

from qualwb.acts.projects import as_file
from qualwb.acts.purging import Holdings, Purged, holdings, out_of_reach, purge
from qualwb.acts.tracing import forget
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ConfirmDialog, ToldDialog, TypedDialog
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.undisturbed import undisturbed


class Purging:
    """Shows what is held that nobody needs any more, and erases it when that is confirmed."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen, self._app = screen, screen.app

    def forget(self) -> None:
        """Ask, and delete parsed texts and what the workbench remembers of this project."""

        def act() -> None:
            n = forget(self._app.researcher.project)
            said = ngettext("{n} file was deleted.", "{n} files were deleted.", n).format(n=n)
            self._app.notify(said, timeout=4)

        def take(yes: bool | None) -> None:
            if yes and self._screen.do(act):
                self._screen.read_project()

        question = _("Empty the caches of this project?")
        text = _("Parsed texts and what the workbench remembers of it; they are made anew when needed.")
        self._app.push_screen(ConfirmDialog(question, text), take)

    def begin(self) -> None:
        """Look what would go. Raises ``OnServer``."""
        project = as_file(self._app.researcher.project)
        self._screen.work(
            _("looking what would go"), lambda _job: holdings(project), lambda found, _job: self._ask(found)
        )

    def _ask(self, found: Holdings) -> None:
        if not found.copies:
            self._confirm(found, backups=False)
            return
        n = len(found.copies)
        said = ngettext("Also {n} backup that holds it", "Also {n} backups that hold it", n).format(n=n)
        choices = [Choice("file", _("Only in the project file")), Choice("backups", said)]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._confirm(found, backups=chosen == "backups")

        self._app.push_screen(ChoiceDialog(_("Erase what was deleted: where?"), choices), take)

    def _confirm(self, found: Holdings, *, backups: bool) -> None:
        beside = {copy.path.name for copy in found.copies}
        wanted = [line for line in found.without_cache().in_words() if backups or line not in beside]
        text = "\n".join((_("To be erased, for good:"), *(f"– {line}" for line in wanted or [_NOTHING])))
        dialog = TypedDialog(_("Erase it? This can't be undone"), text, _("erase"))
        self._app.push_screen(dialog, lambda yes: self._purge(backups) if yes else None)

    def _purge(self, backups: bool) -> None:
        researcher = self._app.researcher
        undisturbed(self._app, _("erasing"), lambda: purge(researcher, backups=backups), self._told)

    def _told(self, done: Purged) -> None:
        self._app.changed()
        erased = done.erased.without_cache().in_words() or [_NOTHING]
        parts = [_("Erased:"), *(f"– {line}" for line in erased)]
        if not done.log_emptied:
            parts.append(_("the project's own log: another program reads the project; open it once more"))
        parts += ["", _("Out of reach, for you to see to"), *(f"– {line}" for line in out_of_reach())]
        self._app.push_screen(ToldDialog(_("Erased"), "\n".join(parts)))


_NOTHING = _("nothing but freed space in the file")
