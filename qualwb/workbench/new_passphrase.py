"""Passphrases asked for in the workbench: hidden, and twice where one is new."""

from collections.abc import Callable

from qualwb.acts.passphrases import composed, is_short, refuse_too_short, said_of_short
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import SecretDialog
from qualwb.workbench.project_app import ProjectApp

Taker = Callable[[str], object]


def ask_passphrase(app: ProjectApp, title: str, then: Taker) -> None:
    """Ask for one that there is; nothing happens when none is typed."""

    def take(words: str | None) -> None:
        if words:
            then(composed(words))

    app.push_screen(SecretDialog(title), take)


def ask_new_passphrase(app: ProjectApp, title: str, then: Taker) -> None:
    """Ask twice for a new one, which is refused when it is too short."""

    def take(words: str) -> None:
        if app.attempt(lambda: refuse_too_short(words)):
            if is_short(words):
                app.notify(said_of_short(), severity="warning", timeout=6)
            ask_passphrase(app, _("The same again"), lambda again: compare(words, again))

    def compare(words: str, again: str) -> None:
        if again == words:
            then(words)
        else:
            app.notify(_("The two are not the same."), severity="warning", timeout=4)

    ask_passphrase(app, title, take)
