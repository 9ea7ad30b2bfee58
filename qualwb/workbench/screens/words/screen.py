"""The screen of words: how often each is said, and each place of the one under the cursor."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from qualwb.analysis.connection import Connection
from qualwb.analysis.keyword_search import ORDERS, Sought, find_keywords
from qualwb.analysis.search import Keyword
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_codes import TurnPlace, codes_by_turn
from qualwb.analysis.word_frequencies import (
    WORD_ORDERS,
    WordFrequencies,
    WordFrequency,
)
from qualwb.exchange.tables.analyses import words_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.at_rest import AtRest
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.copying_turns import copy_turn
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.search.found_keywords import FoundKeywords
from qualwb.workbench.screens.search.search_words import order_in_words, told_groups, told_place
from qualwb.workbench.screens.words.word_rows import COLUMNS, WordRows, word_order_in_words
from qualwb.workbench.screens.words.word_view import View, count, narrowing_choices
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.keyword_list import KeywordList, KeywordRows
from qualwb.workbench.widgets.line_above import LineAbove
from qualwb.workbench.widgets.listing import Listing
from qualwb.workbench.widgets.lower_pane import LowerKeywords

FIRST = 200
"""Places of a word that are shown while the others are looked for."""


def make() -> "WordsScreen":
    """The screen, for the app's table of screens."""
    return WordsScreen()


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """Where the reader is among the words."""

    view: View
    order: str
    begun: str
    """What is written in the filter."""
    word: Hashable
    place: Hashable
    """The place of the word, where the cursor is among these."""


class WordsScreen(ProjectScreen):
    """Which words are said, how often, and where."""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.WORDS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Words")

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self._listed: WordRows | None = None
        """What is shown, in its order."""
        self._shown_view = self.view
        self._order = "count"
        self._places_order = "text"
        self._found_places = FoundKeywords(Sought(""))
        """The places in their order."""
        self._word = ""
        """The word under the cursor."""
        self._word_placed = ""
        """The word whose places are shown."""
        self._to_top = False
        """Whether the cursor goes to the first word: the words were put in order anew."""
        self._then: Callable[[], object] | None = None
        """What is to be done as soon as the places of the word under the cursor are shown."""
        self._at_rest = AtRest(self, self._look)
        self._wanted: tuple[Hashable, Hashable] = (None, None)
        """The word and its place to go back to once they are listed."""
        self._codes: Mapping[TurnPlace, Collection[str]] = {}

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Vertical(id="words-body"):
            yield LineAbove(placeholder=_("/ filter"), classes="filter", id="words-filter")
            yield Listing(COLUMNS, id="words-list")
            yield LowerKeywords(id="words-places")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.list.focus()

    @property
    def list(self) -> Listing:
        """The words."""
        return self.query_one("#words-list", Listing)

    @property
    def places(self) -> KeywordList:
        """Where the word under the cursor is said."""
        return self.query_one(KeywordList)

    # Counting

    def read_project(self) -> None:
        """Count the words, and look for the codes of the turns."""
        view, round_ = self.view, self.app.researcher.round
        selection = Selection(rounds=(round_,))
        self.ask(
            "words",
            lambda connection: WordRows(count(connection, view, round_), self._order),
            lambda listed: self._show(view, listed),
        )
        self.ask("codes", lambda connection: codes_by_turn(connection, selection), self._show_codes)

    @property
    def found(self) -> WordFrequencies | None:
        """The words that are shown, in their order."""
        return self._listed.found if self._listed is not None else None

    def _show(self, view: View, listed: WordRows) -> None:
        self._shown_view, self._listed, self._word = view, listed, ""
        self._list()
        if listed.order != self._order:  # changed while it was counted
            self._sort()

    def _sort(self) -> None:
        """Put the words in order anew; those that are being counted come so."""
        if "words" not in self._waiting and (found := self.found) is not None:
            view, order = self._shown_view, self._order
            self.ask("words", lambda _connection: WordRows(found, order), lambda made: self._show(view, made))

    def _list(self) -> None:
        begun = self.query_one("#words-filter", Input).value.casefold().split()
        rows = self._listed.with_parts(begun) if self._listed is not None else []
        empty = _("No words yet: F8, then i, imports transcripts.")
        if self._listed is None:
            empty = ""
        elif self._listed.by_word:
            empty = _("Nothing fits the filter.")
        self.list.show(rows, empty=empty)
        word, place = self._wanted
        if word in self.list.keys:
            self._wanted = None, place
            self.list.go_to(word)
        elif self._to_top:
            self.list.move_to(0)
        self._to_top = False
        self.show_bar()

    def bar_text(self) -> str:
        """What is counted, each with the key that changes it."""
        view = self.view
        # In all groups no word is typical of a part: they come by how often they are said.
        order = "count" if self._order == "typical" and not view.where else self._order
        parts = [
            "w: " + (_("base forms") if view.lemmas else _("forms as said")),
            "b: " + (_("all words") if view.function_words else _("without function words")),
            "o: " + (_("with the moderator") if view.moderator else _("without the moderator")),
            "f: " + (view.where or _("all groups")),
            "s: " + word_order_in_words(order),
        ]
        if self.found is not None:
            n = len(self.found.words)
            parts.insert(0, ngettext("{n} word", "{n} words", n).format(n=n))
        if self.places.has_focus and self._made.keywords:
            parts.insert(0, told_place(self._made, self.places.place[0]))
        return "  ".join(parts)

    @on(Input.Changed, "#words-filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._list()

    @on(Input.Submitted, "#words-filter")
    def _to_list(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.focus()

    # The word under the cursor

    @on(Listing.Highlighted, "#words-list")
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        word = self.word
        if word is None and self.places.has_focus:
            self.list.focus()  # before its places are hidden: the focus would go to the filter
        if word is None or word.word == self._word:
            self.places.set_class(word is None, "-hidden")
            self._to_wanted_place()
            return
        self._word, self._then = word.word, None
        self.places.remove_class("-hidden")
        if self._wanted[1] is None:
            self._at_rest.ask()
        else:  # the reader goes back to one of its places
            self._look()

    @property
    def word(self) -> WordFrequency | None:
        """The word under the cursor."""
        return self._listed.by_word.get(str(self.list.key)) if self._listed is not None else None

    def _look(self) -> None:
        """Look for the places of the word under the cursor."""
        word, project = self.word, self.app.researcher.project
        if word is None:
            return
        sought = self._shown_view.places_of(word, self.app.researcher.round)

        def find(limit: int | None) -> FoundKeywords:
            found = find_keywords(project, sought, limit) if self._word == word.word else ()
            return FoundKeywords(sought, found).arranged(self._places_order, self._codes)

        def first(_connection: Connection) -> Callable[[], object]:
            found = find(FIRST)
            return lambda: show(found)

        def show(found: FoundKeywords) -> None:
            if self._word == word.word:  # else the cursor moved on, and rests soon
                self._word_placed = word.word
                self._show_places(found)
                then, self._then = self._then, None
                if then is not None:
                    then()

        soon = first if word.count > FIRST else None
        self.ask("places", lambda _connection: find(None), show, soon=soon)

    @property
    def _made(self) -> KeywordRows:
        return self._found_places.made

    def _show_places(self, places: FoundKeywords) -> None:
        self._found_places = places
        self.places.show_keywords(places.made)
        self._tell_groups(places.keywords)
        self._to_wanted_place()
        self.show_bar()
        if places.order != self._places_order or places.codes is not self._codes:
            self._arrange()

    def _tell_groups(self, found: Sequence[Keyword]) -> None:
        """Say above the places how many each group has, once all are found."""
        word = self.word
        whole = word is not None and word.word == self._word_placed and len(found) == word.count
        self.places.border_title = Content(told_groups(found) if whole else "")

    def _show_codes(self, codes: Mapping[TurnPlace, Collection[str]]) -> None:
        self._codes = codes
        self._arrange()

    def _arrange(self) -> None:
        """Put the places in order anew, or beside other codes; those that are being looked for come so."""
        if "places" not in self._waiting:
            found, order, codes = self._found_places, self._places_order, self._codes
            self.ask("places", lambda _connection: found.arranged(order, codes), self._show_places)

    def _to_wanted_place(self) -> None:
        word, place = self._wanted
        if word is None and place in self.places.keys:
            self._wanted = None, None
            self.places.go_to(place)
            self.places.focus()

    @on(Listing.Opened, "#words-list")
    def _to_places(self, event: Listing.Opened) -> None:
        event.stop()
        self._when_placed(self._enter_places)

    def _enter_places(self) -> None:
        if self._made.keywords:
            self.places.focus()

    def _when_placed(self, act: Callable[[], object]) -> None:
        """Do it when the places of the word under the cursor are shown: now, or as soon as they are found."""
        if self._word_placed == self._word:
            act()
        else:
            self._then = act
            self._at_rest.ask_at_once()

    def on_descendant_focus(self) -> None:
        """The bar tells of the place under the cursor while the cursor is there."""
        self.show_bar()

    @on(Listing.Highlighted, "#words-places")
    def _place_highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        self.show_bar()

    @on(Listing.Opened, "#words-places")
    def _go_to_place(self, event: Listing.Opened) -> None:
        event.stop()
        if (one := self.places.keyword) is not None:
            self.app.show_words(one.source, one.start, one.end)

    # Where the reader was

    def place(self) -> WordsPlace:
        """What is counted, in which order, what is filtered for, the word and the place under the cursor."""
        begun = self.query_one("#words-filter", Input).value
        place = self.places.key if self.places.has_focus else None
        return WordsPlace(self.view, self._order, begun, self.list.key, place)

    def go_to_place(self, at: WordsPlace) -> None:
        """The word, and its place, that were left."""
        self._order, self._wanted = at.order, (at.word, at.place)
        with self.prevent(Input.Changed):
            self.query_one("#words-filter", Input).value = at.begun
        if at.place is None:
            self.list.focus()
        if at.view != self.view:
            self._change(at.view)
        else:
            self._sort()

    # What the keys do

    def _change(self, view: View) -> None:
        self.view = view
        self.read_project()
        self.show_bar()

    def action_stop(self) -> None:
        """Wait no longer; else back from the places to the words; else clear the filter; else leave."""
        words = self.query_one("#words-filter", Input)
        if self.waits:
            super().action_stop()
            self.view = self._shown_view
            self.show_bar()
        elif self.places.has_focus or (words.has_focus and not words.value):
            self.list.focus()
        elif words.value:
            words.value = ""
            self.list.focus()
        else:
            self.app.go_back()

    def action_focus_filter(self) -> None:
        """Type into the filter."""
        self.query_one("#words-filter", Input).focus()

    def action_lemmas(self) -> None:
        """Count base forms, or each form for itself."""
        self._to_top = True  # other rows: the most frequent of them are to be seen
        self._change(replace(self.view, lemmas=not self.view.lemmas))

    def action_function_words(self) -> None:
        """With function words and talk particles, or without."""
        self._to_top = True
        self._change(replace(self.view, function_words=not self.view.function_words))

    def action_moderator(self) -> None:
        """With or without the moderator."""
        self._change(replace(self.view, moderator=not self.view.moderator))

    def action_group(self) -> None:
        """Count in one group, in the passages of one theme, or what one participant says."""

        def take(chosen: str | None) -> None:
            if chosen is not None:
                kind, _sign, name = chosen.partition(":")
                self._change(self.view.narrowed(kind, name))

        def show(choices: list[Choice]) -> None:
            self.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

        self.ask("choices", narrowing_choices, show)

    def action_all_groups(self) -> None:
        """Count in all groups and all that is said."""
        self._change(self.view.whole)

    def action_order(self) -> None:
        """Choose what the words, or the places, are sorted by."""
        if self.places.has_focus:
            choices = [Choice(order, order_in_words(order)) for order in ORDERS]
            self.app.push_screen(ChoiceDialog(_("Order of the matches"), choices), self._sort_places)
        else:
            orders = [one for one in WORD_ORDERS if one != "typical" or self.view.where]
            choices = [Choice(order, word_order_in_words(order)) for order in orders]
            self.app.push_screen(ChoiceDialog(_("Order of the words"), choices), self._sort_words)

    def _sort_places(self, order: str | None) -> None:
        if order is not None:
            self._places_order = order
            self._arrange()

    def _sort_words(self, order: str | None) -> None:
        if order is not None:
            self._order, self._to_top = order, True
            self._sort()

    def action_copy(self) -> None:
        """Copy the turn of the place under the cursor."""
        self._when_placed(self._copy)

    def _copy(self) -> None:
        if (one := self.places.keyword) is not None:
            copy_turn(self, one.source, one.turn)

    def action_search(self) -> None:
        """Look for the word under the cursor in all sources."""
        if (word := self.word) is not None:
            self.app.show_search(word.word, "forms")

    def action_export(self) -> None:
        """The words as they are sorted, to a file."""
        found = self.found
        if found is not None:
            ask_export_table(self.app, _("words.xlsx"), lambda: words_table(found))
