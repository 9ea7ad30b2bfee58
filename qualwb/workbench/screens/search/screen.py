"""The search screen: one search over all sources, while one types; every match in its context."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input, Label, Static

from qualwb.analysis.connection import Connection
from qualwb.analysis.keyword_search import ORDERS, WAYS, Sought, find_keywords
from qualwb.analysis.search import Keyword
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_codes import TurnPlace, codes_by_turn
from qualwb.analysis.turn_words import TurnWords, turn_words
from qualwb.analysis.turns_asked import ALL_TURNS, TurnsAsked
from qualwb.analysis.who_counts import left_out_note
from qualwb.errors import QualwbError
from qualwb.exchange.tables.material import kwic_table
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.copying_turns import copy_turn
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.search.coding_matches import query_of
from qualwb.workbench.screens.search.found_keywords import NOTHING, FoundKeywords
from qualwb.workbench.screens.search.narrowing import narrowing_choices, narrowing_names, with_choice
from qualwb.workbench.screens.search.search_words import (
    narrowed_to,
    nothing_found,
    order_in_words,
    told_count,
    told_place,
    turn_told,
    way_in_words,
)
from qualwb.workbench.widgets.detail_pane import DetailPane
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.keyword_list import NO_CODES, KeywordList, place_of
from qualwb.workbench.widgets.listing import Listing

FIRST = 200
"""Matches that are shown while the others are looked for."""


def make() -> "SearchScreen":
    """The screen, for the app's table of screens."""
    return SearchScreen()


class SearchLine(Input):
    """The line that says what to look for; it keeps the letters for itself."""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.SEARCH_LINE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Search line")


class SearchScreen(ProjectScreen):
    """Where is it said? In all sources at once."""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.SEARCH)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Search in all sources")

    def __init__(self) -> None:
        super().__init__()
        self.sought = Sought("")
        """What is being looked for."""
        self.found: FoundKeywords | None = None
        """What is shown."""
        self._order = "text"
        self._codes: Mapping[TurnPlace, Collection[str]] = NO_CODES
        self._refusal = ""
        self._to_top = False
        """Whether the cursor goes to the first match: they are being put in order anew."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Container(classes="list-body"):
            with Vertical(classes="list-side"):
                with Horizontal(id="search-head"):
                    yield SearchLine(placeholder=nothing_found(None), id="search-line", classes="filter")
                    yield Label(id="search-way", markup=False)
                yield KeywordList(empty=nothing_found(None))
            with DetailPane(classes="list-detail"):
                yield Static(classes="list-detail-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.line.value = self.sought.words
        self._show_way()
        self.line.focus()

    @property
    def line(self) -> SearchLine:
        """The line for what to look for."""
        return self.query_one(SearchLine)

    @property
    def list(self) -> KeywordList:
        """The matches."""
        return self.query_one(KeywordList)

    @property
    def shown(self) -> tuple[Keyword, ...]:
        """The matches that are shown, in their order."""
        return self.found.made.keywords if self.found is not None else ()

    # Looking

    def begin_with(self, words: str, way: str = "words") -> None:
        """Look for these words in all turns, also before the screen was ever shown."""
        self.sought = Sought(words, way)
        if self.is_mounted:
            self.line.value = words
            self._seek(self.sought)

    def read_project(self) -> None:
        """Look again in the project as it is now, and at the codes of its turns."""
        selection = Selection(rounds=(self.app.researcher.round,))
        self.ask("codes", lambda connection: codes_by_turn(connection, selection), self._show_codes)
        self._look()

    def _look(self) -> None:
        """Look for what is sought; a newer search makes an older one void, and lets it end at once."""
        sought, project = self.sought, self.app.researcher.project
        codings = Selection(rounds=(self.app.researcher.round,))
        if not sought.words.strip():
            self.void("search")
            self._show(FoundKeywords(sought))
            return

        def find(limit: int | None) -> FoundKeywords:
            for one in filter(None, (sought, sought.begun())):
                if self.sought is sought and (found := find_keywords(project, one, limit, codings)):
                    return FoundKeywords(one, found).arranged(self._order, self._codes)
            return FoundKeywords(sought)

        def first(_connection: Connection) -> Callable[[], object]:
            found = find(FIRST)
            return lambda: self._show(found)

        self.ask("search", lambda _connection: find(None), self._show, soon=first)

    def refused(self, kind: str, error: QualwbError) -> None:
        """Tell in place of the matches why nothing can be looked for."""
        if kind != "search":
            super().refused(kind, error)
            return
        self.found = FoundKeywords(self.sought)
        self._refusal = f"{error.message} {error.hint}".strip()
        self._list()

    def _show(self, found: FoundKeywords) -> None:
        self.found, self._refusal = found, ""
        self._list()
        if found.codes is not self._codes or found.order != self._order:  # changed while it was looked for
            self._arrange()

    def _show_codes(self, codes: Mapping[TurnPlace, Collection[str]]) -> None:
        self._codes = codes
        self._arrange()

    def _arrange(self) -> None:
        """Put what is found in order anew, or beside other codes."""
        found, order, codes = self.found, self._order, self._codes
        if found is not None and found.keywords:

            def show(arranged: FoundKeywords) -> None:
                if self.found is found:  # nothing else was found meanwhile
                    self._show(arranged)
                    if self._to_top:
                        self.list.move_to(0)
                    self._to_top = False

            self.ask("arrange", lambda _connection: found.arranged(order, codes), show)

    def _list(self) -> None:
        empty = self._refusal or nothing_found(self.found.sought if self.found else None)
        self.list.show_keywords(self.found.made if self.found else NOTHING, empty)
        self.show_bar()

    def bar_text(self) -> str:
        """Which match it is, how many there are, and what was looked for."""
        if self.found is None or not self.sought.words.strip():
            return _("Search in all sources")
        sought = self.found.sought
        made, parts = self.found.made, ["0/0"]
        if made.keywords:
            parts = [told_place(made, self.list.place[0]), told_count(made)]
        if self._only_begun:
            parts.append(_("begins with '{words}'").format(words=sought.words.rstrip("*")))
        if narrowed := narrowed_to(sought.turns):
            parts.append(_("only {what} (F shows all)").format(what=", ".join(narrowed)))
        parts.append(
            "o: " + (_("without the moderator") if sought.turns.counted else _("with the moderator"))
        )
        if self._order != "text":
            parts.append("s: " + order_in_words(self._order))
        return " · ".join(parts)

    @on(Input.Changed, "#search-line")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.sought.words:
            self.sought = replace(self.sought, words=event.value)
            self._look()

    @on(Input.Submitted, "#search-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.focus()
        if self._only_begun and (found := self.found) is not None:
            begins = found.sought.words.rstrip("*")
            said = _("Nothing is written just '{words}': what begins so is listed.").format(words=begins)
            self.app.notify(said, markup=False, timeout=5)

    @property
    def _only_begun(self) -> bool:
        """Whether only words that begin with what is looked for were found."""
        return bool(self.shown) and self.found is not None and self.found.sought.words != self.sought.words

    def entered(self) -> None:
        """Whoever comes by key or name comes to look for something."""
        if self.is_mounted:
            self.action_line()

    # The match under the cursor

    @on(Listing.Highlighted)
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        self.show_bar()
        one = self.list.keyword
        self.query_one(".list-detail").set_class(one is None, "-hidden")
        if one is not None:
            self.ask_soonest(
                "turn",
                lambda connection: turn_words(connection, one.source, one.turn),
                lambda turn: self._show_turn(one, turn),
            )

    def _show_turn(self, one: Keyword, turn: TurnWords | None) -> None:
        codes = list(self._codes.get((one.source, one.turn), ()))
        told = Text() if turn is None else turn_told(turn, one, codes)
        self.query_one(DetailPane).show_found(told)

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        event.stop()
        self._go_to_place()

    def _go_to_place(self) -> None:
        if (one := self.list.keyword) is not None:
            self.app.show_words(one.source, one.start, one.end)

    def step(self, by: int) -> None:
        """Go to the place of the next match, or the one before, whichever source it is in."""
        if not self.is_mounted or self.found is None or not self.shown:
            self.app.notify(
                _("Nothing has been found yet: the search screen looks in all sources."), timeout=3
            )
            return
        at = self.list.place[0] + by
        if not 0 <= at < len(self.shown):
            self.app.notify(_("There is no further match."), timeout=2)
            return
        self.list.move_to(at)
        self._go_to_place()
        self.app.notify(told_place(self.found.made, at), markup=False, timeout=2)

    # What the keys do

    def action_line(self) -> None:
        """Write what to look for; what is typed takes the place of what was there."""
        self.line.focus()
        self.line.select_all()

    def action_list(self) -> None:
        """To the matches."""
        self.list.focus()

    def action_next(self, by: int) -> None:
        """To the next match, or the one before."""
        self.list.action_step(by)

    def action_mark(self) -> None:
        """Tick the match, or take the tick away."""
        self.list.toggle_mark()

    def unmark(self) -> None:
        """Take the ticks away that an act was done on."""
        self.list.clear_marks()

    def action_way(self) -> None:
        """How the words are meant: the next way."""
        at = WAYS.index(self.sought.way)
        self._seek(replace(self.sought, way=WAYS[(at + 1) % len(WAYS)]))

    def _seek(self, sought: Sought) -> None:
        self.sought = sought
        self._show_way()
        self._look()

    def _show_way(self) -> None:
        self.query_one("#search-way", Label).update(way_in_words(self.sought.way))

    def action_order(self) -> None:
        """Choose what the matches are sorted by."""

        def take(order: str | None) -> None:
            if order is not None:
                self._order, self._to_top = order, True
                self._arrange()

        choices = [Choice(order, order_in_words(order)) for order in ORDERS]
        self.app.push_screen(ChoiceDialog(_("Order of the matches"), choices), take)

    def action_narrow(self) -> None:
        """Look only in a group, at one speaker, or in turns with or without a code."""

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._narrow(with_choice(self.sought.turns, chosen))

        def show(names: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
            self.app.push_screen(ChoiceDialog(_("Show only"), narrowing_choices(*names)), take)

        self.ask("names", narrowing_names, show)

    def action_moderator(self) -> None:
        """Look in the turns of those who are not counted too, or not."""
        turns = self.sought.turns
        self._narrow(replace(turns, counted=not turns.counted))

    def action_widen(self) -> None:
        """Look in all turns."""
        self._narrow(ALL_TURNS)

    def _narrow(self, turns: TurnsAsked) -> None:
        self._seek(replace(self.sought, turns=turns))

    def action_autocode(self) -> None:
        """Have the matches coded at one go: those that are ticked, else all but the moderator's."""
        sought = self.found.sought if self.found is not None else self.sought
        marked = [place_of(one) for one in self.list.marked_keywords]
        self.app.show_autocode(query_of(sought, moderator=bool(marked)), ticked=marked or None)

    def action_copy(self) -> None:
        """Copy the turn of the match under the cursor."""
        if (one := self.list.keyword) is not None:
            copy_turn(self, one.source, one.turn)

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the turn."""
        self.read_on(".list-detail", by)

    def action_export(self) -> None:
        """The matches as they are shown, to a file."""
        if self.is_whole():
            shown, sought = self.shown, self.sought
            left_out = (left_out_note(),) if sought.turns.counted else ()
            notes = (f"{way_in_words(sought.way)}: {sought.words}", *narrowed_to(sought.turns), *left_out)
            ask_export_table(self.app, _("search.xlsx"), lambda: kwic_table(shown, notes))

    def action_stop(self) -> None:
        """Wait no longer, and leave the line; else back to where the reader came from."""
        leaves_line = self.line.has_focus and (self.waits or bool(self.shown))
        if leaves_line:
            self.list.focus()
        if self.waits:
            super().action_stop()
        elif leaves_line:
            return
        else:
            self.app.go_back()
