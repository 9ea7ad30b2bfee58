"""The names of the project reviewed: replaced, generalised or kept, everywhere or at one place."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding

from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.contexts import PlaceInContext, contexts, in_context, source_names
from qualwb.acts.pseudonyms.entity import DESCRIPTION, Entity, Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.other_languages import said_of, sources_not_swedish
from qualwb.acts.pseudonyms.places import places_to_replace
from qualwb.analysis.connection import Connection
from qualwb.errors import QualwbError
from qualwb.exchange.tables.names import kind_in_words, names_table
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.screens.pseudonyms.applying import Applying
from qualwb.workbench.screens.pseudonyms.giving_back import GivingBack
from qualwb.workbench.screens.pseudonyms.joining import Joining
from qualwb.workbench.screens.pseudonyms.looking_for_leaks import LookingForLeaks
from qualwb.workbench.screens.pseudonyms.name_filters import (
    filter_in_words,
    filters,
    in_known_order,
    lets_through,
)
from qualwb.workbench.screens.pseudonyms.name_words import cells, is_guess, place_lines, told
from qualwb.workbench.screens.pseudonyms.place_acts import PlaceActs
from qualwb.workbench.screens.pseudonyms.sealing import Sealing
from qualwb.workbench.widgets.listing import ListColumn, QuietListing, Row

NameKey = tuple[str, str]
"""Kind and name."""

SHOWN_PLACES = 40
"""Places that the detail shows."""


class Found(NamedTuple):
    """What the screen shows."""

    names: tuple[Entity, ...]
    not_swedish: tuple[str, ...]
    """Names of sources that are not in Swedish."""
    sources: dict[int, str]
    """Names of all sources by key, in their order."""


class NoLongerWanted(QualwbError):
    """The search for names was broken off: a newer one has begun, or nobody waits for it."""


def make() -> "NamesScreen":
    """The screen, for the app's table of screens."""
    return NamesScreen()


class NamesScreen(ListScreen):
    """Every name that was found, with its verdict; the places of the one under the cursor in full."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.NAMES)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Names")
    list_kind = QuietListing
    columns = (
        ListColumn(_("Name"), 10, 28),
        ListColumn(_("Kind"), 6, 14, rank=1),
        ListColumn(_("Verdict"), 8, 14),
        ListColumn(_("Becomes"), 8, 24),
        ListColumn(_("Places"), 4, 7, rank=2, right=True),
        ListColumn(_("Sources"), 4, 7, rank=4, right=True),
        ListColumn(_("Why"), 8, 30, rank=3),
    )

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[NameKey, Entity] = {}
        self._to_replace = 0
        """How many places wait for other words."""
        self._contexts: dict[NameKey, tuple[PlaceInContext, ...]] = {}
        self._only = ""
        self._search: object = None
        self._added: NameKey | None = None
        """The name that was added, until it is listed."""
        self._read_so_far = (0, 0)
        self._stopped = False
        """Whether the reading for names was stopped before its end."""
        self._not_swedish: tuple[str, ...] = ()
        self._sources: dict[int, str] = {}

    def read_project(self) -> None:
        search = self._search = object()
        again, self._stopped = self._stopped, False

        def progress(done: int, whole: int) -> None:
            if self._search is not search:
                raise NoLongerWanted("")
            self._read_so_far = (done, whole)

        def question(connection: Connection) -> Found:
            return Found(
                find(connection, progress), sources_not_swedish(connection), source_names(connection)
            )

        self.ask("names", question, self._found)
        if again:
            self.fill()

    def _found(self, found: Found) -> None:
        not_swedish = found.not_swedish
        if not_swedish and not_swedish != self._not_swedish:
            self.app.notify(said_of(not_swedish), markup=False, severity="warning", timeout=10)
        self._not_swedish, self._sources = not_swedish, found.sources
        names = {(name.kind, name.name): name for name in found.names}
        self._names = {key: names[key] for key in in_known_order(names, self._names)}
        self._contexts.clear()
        self.fill()
        self._tell_covered()

    def _tell_covered(self) -> None:
        """Say where a name that was added is no row of its own, for it stands within others alone."""
        added, self._added = self._added, None
        if added is None or added in self._names:
            return
        _kind, words = added
        others = [name.name for name in self._names.values() if words.casefold() in name.name.casefold()]
        if others:
            said = _("'{name}' stands only within names that were found; decide these: {names}.")
            shown = ", ".join(others[:SHOWN_PLACES])
            self.app.notify(said.format(name=words, names=shown), markup=False, timeout=10)

    def action_stop(self) -> None:
        """Stop looking for names; else as in every list."""
        self._search = None
        reading = self.waits_for("names")
        super().action_stop()
        if reading and not self.waits_for("names"):
            self._stopped = self._unread = True  # it is read when the screen is come back to
            self.fill()

    def entered(self) -> None:
        """Whoever comes by key or name wants the names, also where the reading was stopped."""
        if self._stopped:
            self.project_changed()

    def on_key(self, event: events.Key) -> None:
        """Enter reads again where nothing is listed since the reading was stopped."""
        if event.key == "enter" and self._stopped and self.focused is self.listing and not self._names:
            event.stop()
            self.project_changed()

    # Showing

    def fill(self) -> None:
        self._to_replace = len(places_to_replace(self._names.values()))
        super().fill()

    def rows(self) -> list[Row]:
        return [
            Row(key, cells(name), _tone(name))
            for key, name in self._names.items()
            if lets_through(self._only, name)
        ]

    def all_keys(self) -> Collection[NameKey]:
        return self._names.keys()

    def summary(self) -> str:
        if self.waits and not self._names:
            done, whole = self._read_so_far
            share = round(100 * done / whole) if whole else 0
            return _("Names · reading, {n} %").format(n=share)
        if self._stopped and not self._names:
            return _("Names · the reading was stopped, Enter begins again")
        count = len(self._names)
        left = sum(name.verdict is Verdict.OPEN for name in self._names.values())
        parts = [
            _("Names"),
            ngettext("{n} name", "{n} names", count).format(n=count),
            _("{n} undecided").format(n=left),
        ]
        if n := self._to_replace:
            parts.append(ngettext("Z replaces {n} place", "Z replaces {n} places", n).format(n=n))
        if n := len(self._not_swedish):
            said = ngettext("{n} source not in Swedish", "{n} sources not in Swedish", n)
            parts.append(said.format(n=n))
        if self._stopped:
            parts.append(_("the reading was stopped, g a begins again"))
        if self._only:
            parts.append(
                _("only {what} (f changes that)").format(what=filter_in_words(self._only, self._sources))
            )
        return " · ".join(parts)

    def empty_text(self) -> str:
        if self.waits:
            return _("Looking for names …")
        if self._stopped and not self._names:
            return _("The reading was stopped, so no names are known. Enter reads again.")
        if self._only:
            return _("No such name. f shows others.")
        return _("No names were found. n adds one that was missed.")

    def detail(self, key: Any) -> str:
        name = self._names.get(key)
        if name is None:
            return ""
        places = self._contexts.get(key)
        if places is None:
            self._ask_places(key, name)
            return told(name)
        return "\n\n".join((told(name), place_lines(places, len(name.places))))

    def _ask_places(self, key: NameKey, name: Entity) -> None:
        def question(connection: Connection) -> tuple[PlaceInContext, ...]:
            return in_context(connection, name.places[:SHOWN_PLACES])

        def show(places: tuple[PlaceInContext, ...]) -> None:
            self._contexts[key] = places
            if self.listing.key == key:
                self.show_detail()

        self.ask("places", question, show)

    @property
    def current(self) -> Entity | None:
        """The name under the cursor."""
        return next(iter(self._named([self.listing.key])), None)

    @property
    def chosen(self) -> list[Entity]:
        """The marked names, else the one under the cursor."""
        return self._named(self.listing.chosen)

    def _named(self, keys: Iterable[object]) -> list[Entity]:
        """The names of these rows that there still are."""
        wanted = set(keys)
        return [name for key, name in self._names.items() if key in wanted]

    # Acts

    def action_mark(self) -> None:
        """Mark the name."""
        self.listing.toggle_mark()

    def action_decide(self, verdict: str) -> None:
        """Say what becomes of the marked names, or of the one under the cursor, and go on to the next."""
        names, word = self.chosen, Verdict(verdict)
        if not names:
            return

        def act() -> None:
            if word is Verdict.OPEN:
                verdicts.reset(self.app.researcher, names)
            else:
                verdicts.decide(self.app.researcher, names, word)

        if self.do(act):
            self._show_decided(names, word)

    def _show_decided(self, names: Sequence[Entity], verdict: Verdict) -> None:
        """Show a verdict at once: finding all names again takes its time in a large project."""
        at = self.listing.key
        for name in names:
            self._names[name.kind, name.name] = replace(name, verdict=verdict)
        self.fill()
        if len(names) == 1 and self.listing.key == at:
            self.listing.action_step(1)

    def action_accept(self) -> None:
        """Let every undecided name be replaced, or the sure ones alone, or all but whole descriptions."""
        undecided = [name for name in self._names.values() if name.verdict is Verdict.OPEN]
        if not undecided:
            self.app.notify(_("All names are decided on."), markup=False, timeout=4)
            return
        sure = [name for name in undecided if name.sure]
        named = [name for name in undecided if name.kind != DESCRIPTION]
        described = len(undecided) - len(named)
        wanted = {"sure": sure, "named": named, "all": undecided}
        said = _("The {n} that are surest, to be looked over; guesses stay undecided")
        choices = [Choice("sure", said.format(n=len(sure)))] if 0 < len(sure) < len(undecided) else []
        if described:
            said = ngettext(
                "All {names} names; {n} description stays undecided",
                "All {names} names; {n} descriptions stay undecided",
                described,
            )
            choices.append(Choice("named", said.format(names=len(named), n=described)))
            said = ngettext(
                "All {all}, with {n} description: whole clauses are replaced",
                "All {all}, with {n} descriptions: whole clauses are replaced",
                described,
            )
            choices.append(Choice("all", said.format(all=len(undecided), n=described)))
        else:
            choices.append(Choice("all", _("All {n}").format(n=len(undecided))))

        def take(which: str | None) -> None:
            if which is not None:
                said = _("Decided; u takes it back.")
                self.do(lambda: verdicts.accept(self.app.researcher, wanted[which]), said)

        self.app.push_screen(ChoiceDialog(_("Replace which undecided names?"), choices), take)

    def action_alias(self) -> None:
        """Choose what the name becomes."""
        if name := self.current:
            title = _("'{name}' becomes").format(name=name.name)
            self.ask_line(title, lambda alias: verdicts.rename(self.app.researcher, name, alias), name.alias)

    def action_add(self) -> None:
        """Add a name that was not found."""

        def ask_kind(words: str | None) -> None:
            if words:
                dialog = ChoiceDialog(_("What does it name?"), _kinds())
                self.app.push_screen(dialog, lambda kind: add(words, kind))

        def add(words: str, kind: str | None) -> None:
            if kind is not None:
                self.seek((kind, words))
                self._added = kind, words
                self.do(lambda: verdicts.add(self.app.researcher, words, kind))

        self.app.push_screen(LineDialog(_("Name that was missed")), ask_kind)

    def action_kind(self) -> None:
        """Say of what kind the marked names are, or the one under the cursor."""
        names = self.chosen
        if not names:
            return

        def take(kind: str | None) -> None:
            if kind is not None:
                self.seek((kind, names[0].name))
                self.do(lambda: verdicts.say_kind(self.app.researcher, names, kind))

        title = _("What does it name?") if len(names) == 1 else _("What do they name?")
        self.app.push_screen(ChoiceDialog(title, _kinds()), take)

    def action_join(self) -> None:
        """Say that the marked names name the same, or this one and one that is asked for."""
        Joining(self, list(self._names.values())).begin(self.chosen)

    def action_separate(self) -> None:
        """Let a name that was joined with this one stand for itself."""
        name = self.current
        if name is None or not name.forms:
            self.app.notify(_("Nothing is joined with this name."), timeout=3)
            return
        choices = [Choice(form, form) for form in name.forms]

        def take(form: str | None) -> None:
            if form is not None:
                self.do(lambda: verdicts.separate(self.app.researcher, name, [form]))

        self.app.push_screen(ChoiceDialog(_("Which one stands for itself?"), choices), take)

    def open_row(self, key: Any) -> None:
        """Decide a single place of the name."""
        if name := self._names.get(key):
            PlaceActs(self, name).choose()

    def action_only(self) -> None:
        """Show only what is undecided, unsure, of a kind or verdict, or in a source."""
        choices = [
            Choice(f"={one}", filter_in_words(one, self._sources))
            for one in filters(self._names.values(), self._sources)
        ]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._only = chosen.removeprefix("=")
                self.fill()

        self.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

    def action_unfilter(self) -> None:
        """Show all again."""
        self._only = ""
        self.clear_filter()

    def action_apply(self) -> None:
        """Replace the names that were decided on."""
        Applying(self, list(self._names.values())).begin()

    def action_give_back(self) -> None:
        """Let the original names stand in the project again, by the key."""
        GivingBack(self).begin()

    def action_look_for_leaks(self) -> None:
        """Look whether a replaced name lies in the project still, or in exports."""
        LookingForLeaks(self).begin()

    def action_seal(self) -> None:
        """Let the original names leave the project for good."""
        Sealing(self).begin()

    def action_export(self) -> None:
        """Write the names to a file, which can be edited and taken back."""
        self.export(self._table, _("names.xlsx"))

    def _table(self) -> Table:
        names = tuple(self._names.values())
        with self.app.researcher.project.reading() as connection:
            return names_table(names, source_names(connection), contexts(connection, names))


def _kinds() -> list[Choice]:
    return [Choice(kind, kind_in_words(kind)) for kind in verdicts.KINDS]


def _tone(name: Entity) -> str:
    if is_guess(name):
        return "warn"
    return "muted" if name.verdict is Verdict.KEEP else ""
