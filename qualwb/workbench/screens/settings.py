"""The settings: look, language, what is shown, the project's round and marks, and every key."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual.binding import Binding
from textual.widgets import Input

from qualwb.acts import settings
from qualwb.acts.settings import Preset
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.mark_counts import tradition_name
from qualwb.localization import gettext as _
from qualwb.localization import named_by_variable, ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.own_name import keep_name
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.registry.keymap import table_title
from qualwb.workbench.screens.encoder_setting import EncoderFound, EncoderSetting, find_encoder
from qualwb.workbench.screens.list_screen import ListScreen, lines
from qualwb.workbench.screens.rebinding import Rebinding
from qualwb.workbench.state import Settings
from qualwb.workbench.widgets.listing import ListColumn, Row

PROJECT = ("round", "marks")
"""The settings that go with the project's file."""
LANGUAGES = {"": _("as the system"), "sv": "svenska", "en": "English"}


def make() -> "SettingsScreen":
    """The screen, for the app's table of screens."""
    return SettingsScreen()


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is no key: its name, what it is now, and what changes it."""

    name: str
    value: str
    about: str
    change: Callable[[], None]
    reset: Callable[[], None]


class SettingsScreen(ListScreen):
    """One list of all that can be set; Enter changes it."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.SETTINGS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Settings")
    columns = (
        ListColumn(_("Where"), 8, 30),
        ListColumn(_("What"), 20, 70),
        ListColumn(_("Now"), 12, 40),
        ListColumn(_("At first"), 8, 24, rank=1),
    )

    def __init__(self) -> None:
        super().__init__()
        self._rounds: tuple[str, ...] = ()
        self._marks = str(Preset.SWEDISH)
        self._encoder = EncoderSetting(self, self._show_again)

    @property
    def _keys(self) -> Rebinding:
        return Rebinding(self.app, self._show_again)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.fill())

    @property
    def settings(self) -> Settings:
        """The user's settings."""
        return self.app.settings

    def read_project(self) -> None:
        self.ask("settings", find, self._read)
        self.ask("encoder", lambda _connection: find_encoder(), self._encoder_found)

    def _read(self, found: tuple[tuple[str, ...], Preset]) -> None:
        self._rounds, self._marks = found[0], str(found[1])
        self.fill()

    def _encoder_found(self, found: EncoderFound) -> None:
        self._encoder.now = found
        self._show_again()

    def rows(self) -> list[Row]:
        own = [
            Row(
                ("setting", name),
                (_("Project") if name in PROJECT else _("Workbench"), s.name, s.value, ""),
            )
            for name, s in self._own().items()
        ]
        keys = [
            Row(
                ("key", row.id),
                (
                    table_title(row.table),
                    row.description,
                    self._keys.shown(row.keys),
                    self._keys.shown(row.first) if row.changed else "",
                ),
                "warn" if row.changed else "",
            )
            for row in self._keys.rows
        ]
        return own + keys

    def summary(self) -> str:
        changed = sum(row.changed for row in self._keys.rows)
        own = ngettext("{n} key of your own", "{n} keys of your own", changed).format(n=changed)
        return " · ".join((_("Settings"), own, _("/ finds an action")))

    def empty_text(self) -> str:
        return ""

    def detail(self, key: Any) -> str:
        kind, name = key
        if kind == "setting":
            setting = self._own()[name]
            return "\n".join([setting.name, setting.value, "", setting.about])
        row = self._keys.row(name)
        return lines(
            [
                (_("What"), row.description),
                (_("Where"), table_title(row.table)),
                (_("Keys"), self._keys.shown(row.keys)),
                (_("At first"), self._keys.shown(row.first)),
                (_("Name in the keymap"), row.id),
            ]
        )

    # Settings

    def _own(self) -> dict[str, Setting]:
        now, first = self.settings, Settings()
        return {
            "coder": Setting(
                _("Your name as coder"),
                now.coder or _("asked at the start"),
                _("Stands with what you code where neither the project nor the call names a coder."),
                self._ask_coder,
                lambda: self._set(coder=first.coder),
            ),
            "theme": Setting(
                _("Colours"),
                now.theme,
                _("Colours of the whole workbench. Ctrl+T switches between dark and light."),
                self._choose_theme,
                lambda: self._set_theme(first.theme),
            ),
            "language": Setting(
                _("Language"),
                LANGUAGES.get(now.language, now.language),
                _language_told(),
                self._choose_language,
                lambda: self._set(language=first.language),
            ),
            "aliases": Setting(
                _("Aliases beside the turns"),
                _yes(now.aliases),
                _(
                    "The alias of the participant in place of the transcript's label, which then stands with "
                    "the place below or beside the text. Quotes and exports keep the label."
                ),
                lambda: self._set(aliases=not now.aliases),
                lambda: self._set(aliases=first.aliases),
            ),
            "times": Setting(
                _("Times beside the turns"),
                _yes(now.times),
                _("Where the transcript has times and the screen has room; with a recording always."),
                lambda: self._set(times=not now.times),
                lambda: self._set(times=first.times),
            ),
            "suggestions": Setting(
                _("Suggestions while coding"),
                _yes(now.suggestions),
                _("Codes that may fit the passage, with the reason. Off: nothing is worked out."),
                lambda: self._set(suggestions=not now.suggestions),
                lambda: self._set(suggestions=first.suggestions),
            ),
            "meaning": Setting(
                _("Comparing texts by meaning"),
                self._encoder.name,
                self._encoder.about,
                self._encoder.choose,
                self._encoder.use_bundled,
            ),
            "round": Setting(
                _("Round of work"),
                self.app.researcher.round,
                _("New codings go to this round, and the screens show its codings. Kept in the project."),
                self._choose_round,
                lambda: None,
            ),
            "marks": Setting(
                _("Marks of transcription"),
                tradition_name(self._marks),
                _("Which tradition the signs for pauses, laughter and overlap follow. Kept in the project."),
                self._choose_marks,
                lambda: self._set_marks(str(Preset.SWEDISH)),
            ),
        }

    def open_row(self, key: Any) -> None:
        kind, name = key
        if kind == "setting":
            self._own()[name].change()
        else:
            self._keys.ask(name)

    def _set(self, **values: Any) -> None:
        self.app.settings = replace(self.settings, **values)
        self.settings.save()
        self._show_again()

    def _show_again(self) -> None:
        self.fill()
        self.show_detail()

    def _choose_theme(self) -> None:
        before = self.app.theme
        ground = {True: _("dark"), False: _("light")}
        choices = [
            Choice(name, f"{name} ({ground[theme.dark]})")
            for name, theme in sorted(self.app.available_themes.items())
        ]
        self.app.push_screen(
            ChoiceDialog(_("Colours"), choices), lambda name: self._set_theme(name if name else before)
        )

    def _set_theme(self, name: str) -> None:
        self.app.theme = name
        self._set(theme=name)

    def _choose_language(self) -> None:
        choices = [Choice(f"={name}", label) for name, label in LANGUAGES.items()]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._set(language=chosen.removeprefix("="))
                self.app.notify(_language_told(), markup=False, timeout=6)

        self.app.push_screen(ChoiceDialog(_("Language"), choices), take)

    def _ask_coder(self) -> None:
        def take(name: str | None) -> None:
            if name:
                keep_name(self.app, name)
                self._show_again()

        known = self.settings.coder or self.app.researcher.coder
        self.app.push_screen(LineDialog(_("Your name or initials, as coder"), known), take)

    def _choose_round(self) -> None:
        choices = [*(Choice(f"={name}", name) for name in self._rounds), Choice("+", _("+ new round"))]

        def take(chosen: str | None) -> None:
            if chosen == "+":
                self.app.push_screen(
                    LineDialog(_("New round")), lambda name: self._set_round(name) if name else None
                )
            elif chosen is not None:
                self._set_round(chosen.removeprefix(ChoiceDialog.NEW).removeprefix("="))

        self.app.push_screen(ChoiceDialog(_("Round of work"), choices, new=_("+ new round '{name}'")), take)

    def _set_round(self, name: str) -> None:
        def act() -> None:
            self.app.work_as(round_=settings.set_round(self.app.researcher, name))

        self.app.attempt(act)

    def _choose_marks(self) -> None:
        choices = [Choice(preset.value, tradition_name(preset.value)) for preset in Preset]

        def take(preset: str | None) -> None:
            if preset is not None:
                self._set_marks(preset)

        self.app.push_screen(ChoiceDialog(_("Marks of transcription"), choices), take)

    def _set_marks(self, preset: str) -> None:
        self.do(lambda: settings.set_marks(self.app.researcher, preset))

    # Keys

    def action_reset(self) -> None:
        """Set what is under the cursor back to what it was at first."""
        if self.listing.key is None or isinstance(self.focused, Input):
            return
        key: Any = self.listing.key
        kind, name = key
        if kind == "setting":
            self._own()[name].reset()
        else:
            self._keys.reset(name)

    def action_reset_keys(self) -> None:
        """Set all keys back, after a question."""
        self._keys.ask_reset_all()


def find(connection: Connection) -> tuple[tuple[str, ...], Preset]:
    """What the project says: its rounds, and the tradition of its marks."""
    return together(connection, settings.round_names, settings.marks_preset)


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _language_told() -> str:
    """From when on the setting holds, and what holds before it."""
    if variable := named_by_variable():
        said = _("Of all texts. QUALWB_LANG={value} is set where you start, and holds before this.")
        return said.format(value=variable)
    return _("Of all texts; applies at the next start.")
