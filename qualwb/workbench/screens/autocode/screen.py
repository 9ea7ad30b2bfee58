"""The screen for autocoding: write what to look for, look over what was found, tick it, code it at once."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Input, Label, Static

from qualwb.acts.autocoding import autocode, have_already, passage_of
from qualwb.analysis.autocoding import UNITS, AutocodeQuery, How, find_passages
from qualwb.analysis.connection import Connection
from qualwb.analysis.found_passages import FoundPassage
from qualwb.analysis.quotes import QuoteTurn
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.errors import QualwbError
from qualwb.exchange.spoken_quotes import SpokenPassage
from qualwb.exchange.tables.autocoding import autocoding_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.copying import copy_quote
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.autocode.asking import ask_code, ask_how, ask_whose, with_how
from qualwb.workbench.screens.autocode.review import Key, Review, detail_of, how_things_stand, key_of
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.like.turn_finder import Sought, finder_of
from qualwb.workbench.widgets.detail_pane import DetailPane
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.line_above import LineAbove
from qualwb.workbench.widgets.listing import ListColumn, Listing, QuietListing

TOP = 50
"""Turns that are listed of those that are like something."""

COLUMNS = (
    ListColumn("", 3, 3),
    ListColumn(_("Place"), 8, 24),
    ListColumn(_("Speaker"), 4, 12, rank=1),
    ListColumn(_("Text"), 20, 300),
    ListColumn(_("Codes"), 8, 24, rank=2),
)


def make() -> "AutocodeScreen":
    """The screen, for the app's table of screens."""
    return AutocodeScreen()


class AutocodeScreen(ProjectScreen):
    """One code on many passages, each of them looked over."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.AUTOCODE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Autocoding")

    def __init__(self) -> None:
        super().__init__()
        self.query_now = AutocodeQuery()
        self.code = ""
        self._given = False
        """Whether passages have got the code: for other words it is asked anew."""
        self.review: Review | None = None
        self._turned: set[Key] = set()
        """The passages whose ticks were turned by hand."""
        self._wanted: Collection[Key] | None = None
        """The places that are to be ticked as soon as they are found."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Container(classes="list-body"):
            with Vertical(classes="list-side"):
                yield LineAbove(
                    self.query_now.text,
                    placeholder=_("What to look for, then Enter; w says how, f in whose turns"),
                    id="autocode-line",
                    classes="filter",
                )
                yield QuietListing(COLUMNS, empty=self._nothing())
            with DetailPane(classes="list-detail"):
                yield Static(classes="list-detail-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self._focus()

    @property
    def listing(self) -> Listing:
        """The passages found."""
        return self.query_one(Listing)

    @property
    def line(self) -> Input:
        """The line for what is looked for."""
        return self.query_one("#autocode-line", Input)

    # Looking

    def look_for(
        self, query: AutocodeQuery, code: str | None = None, ticked: Collection[Key] | None = None
    ) -> None:
        """Look for this, to be given a code; None: the code that was chosen before.

        Only what holds a place of those ``ticked`` is ticked at first; None: as a rule.
        """
        self.query_now = query
        if code is not None:
            self.code, self._given = code, False
        self.review, self._turned, self._wanted = None, set(), ticked
        if self.is_mounted:
            self.line.value = query.text
            self.read_project()
            self._focus()

    @property
    def _asks(self) -> bool:
        """Whether there is anything to look for."""
        query = self.query_now
        if query.how == "turns":
            return replace(query.asked, counted=False, uncoded=False) != TurnsAsked()
        return any(map(str.isalnum, query.text)) or (query.how == "pattern" and bool(query.text.strip()))

    def read_project(self) -> None:
        """Look for it in the project as it is now."""
        if not self._asks:
            self._show(None)
            return
        query, code, researcher = self.query_now, self.code, self.app.researcher
        finder, meaning = finder_of(researcher.project), self.app.meaning
        codings = Selection(rounds=(researcher.round,))

        def find(connection: Connection) -> Review:
            if query.how == "like":
                reading = meaning.begun()
                found = finder.find(
                    connection, Sought(query.text), reading, asked=query.asked, codings=codings, top=TOP
                )
                passages = found.passages(connection, codings)
            else:
                passages = find_passages(researcher.project, query, codings)
            if not code:
                return Review(query, passages)
            return Review(query, passages, have_already(connection, researcher, passages, code, create=True))

        self.ask("autocode", find, self._show)

    def refused(self, kind: str, error: QualwbError) -> None:
        """What can't be looked for finds nothing; why is told in place of the passages."""
        if kind != "autocode":
            super().refused(kind, error)
            return
        self._show(None, f"{error.message} {error.hint}".strip())

    def _show(self, review: Review | None, refusal: str = "") -> None:
        self.review = review
        if review is not None and self._wanted is not None:
            self._turned, self._wanted = review.turned_to_tick(self._wanted), None
        rows = review.rows(self._turned) if review is not None else []
        self.listing.show(rows, empty=refusal or self._nothing())
        self.show_bar()

    def _nothing(self) -> str:
        if not self._asks and self.query_now.how == "turns":
            return _("Press f and choose whose turns.")
        if not self._asks:
            return _(
                "Write what is to be coded above: words, or with w all their forms, an expression, own "
                "words; f chooses whose turns. What is found is ticked here before it is coded."
            )
        return _("Nothing was found.") if self.review is not None else _("Looking ...")

    def bar_text(self) -> str:
        """The code, how many passages are ticked, and what was looked for."""
        query = self.query_now
        parts = [self.code or _("no code yet")]
        if self.review is not None:
            parts.append(how_things_stand(self.review, len(self.ticked), self.code))
        if self._asks:
            unit = {"words": _("the words"), "sentence": _("sentences"), "turn": _("turns")}[query.unit]
            parts += [query.describe_text(), unit]
        return " · ".join([*parts, *query.describe_turns()])

    @on(Input.Submitted, "#autocode-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        query = self.query_now
        if event.value.strip() and query.how == "turns":
            query = with_how(query, "words")
        text = event.value.strip()
        self.look_for(replace(query, text=text), "" if self._given and text != query.text else None)

    def _focus(self) -> None:
        """To the line while it is to be written, else to the passages."""
        (self.listing if self._asks or self.query_now.how == "turns" else self.line).focus()

    def entered(self) -> None:
        """Whoever comes by key or name comes to write, and for another code than the last one."""
        if self.code:
            self._take_code("")
        if self.is_mounted:
            self.action_write()

    # The passages

    @property
    def ticked(self) -> list[FoundPassage]:
        """What is to be coded."""
        return self.review.ticked(self._turned) if self.review is not None else []

    @property
    def current(self) -> FoundPassage | None:
        """The passage under the cursor."""
        found = self.review.passages if self.review is not None else ()
        return next((one for one in found if key_of(one) == self.listing.key), None)

    @on(Listing.Highlighted)
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        one, shown = self.current, Text("")
        if one is not None and self.review is not None:
            at = self.review.passages.index(one)
            shown = detail_of(one, at in self.review.already, self.code)
        pane = self.query_one(DetailPane)
        pane.set_class(not shown, "-hidden")
        pane.show_found(shown)

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        event.stop()
        if (one := self.current) is not None:
            self.app.show_passage(one.source, one.start, one.end)

    # What the keys do

    def action_write(self) -> None:
        """Write what to look for; what is typed takes the place of what stands there."""
        self.line.focus()
        self.line.select_all()

    def action_how(self) -> None:
        """Look in another way: words, forms, an expression, own words, whole turns."""

        def take(how: How) -> None:
            self.look_for(with_how(self.query_now, how))

        ask_how(self, take)

    def action_whose(self) -> None:
        """Look in the turns of some only."""
        query = self.query_now
        ask_whose(self, query.asked, lambda asked: self.look_for(replace(query, asked=asked)))

    def action_everybody(self) -> None:
        """Look in everybody's turns again."""
        query = self.query_now
        self.look_for(replace(query, asked=TurnsAsked(counted=query.asked.counted)))

    def action_moderator(self) -> None:
        """Look in the moderator's turns too, or not."""
        asked = self.query_now.asked
        self.look_for(replace(self.query_now, asked=replace(asked, counted=not asked.counted)))

    def action_unit(self, by: int) -> None:
        """Let more or less around what was found be coded."""
        query = self.query_now
        if query.how in ("turns", "like"):
            self.app.notify(_("What is found so is whole turns."), timeout=3)
            return
        at = min(max(UNITS.index(query.unit) + by, 0), len(UNITS) - 1)
        self.look_for(replace(query, unit=UNITS[at]))

    def action_tick(self) -> None:
        """Tick the passage or untick it."""
        one = self.current
        if one is None or self.review is None:
            return
        if self.review.passages.index(one) in self.review.already:
            said = _("You have coded it with '{code}' already.").format(code=self.code)
            self.app.notify(said, markup=False, timeout=3)
        else:
            self._turned ^= {key_of(one)}
            self._show(self.review)

    def action_tick_all(self) -> None:
        """Tick all; where all are, none."""
        if self.review is None:
            return
        free = {key_of(one) for n, one in enumerate(self.review.passages) if n not in self.review.already}
        wanted = set() if len(self.ticked) == len(free) else free
        self._turned = wanted if self.review.query.how == "like" else free - wanted
        self._show(self.review)

    def action_choose_code(self) -> None:
        """Choose the code that is to be given."""
        ask_code(self, self._take_code)

    def _take_code(self, code: str) -> None:
        self.code, self._given = code, False
        if self.is_mounted:
            self.read_project()

    def action_code(self) -> None:
        """Give the ticked passages the code; where none is chosen, ask for it first."""
        if not self.ticked:
            self.app.notify(self._why_none(), markup=False, timeout=4)
        elif self.code:
            self._ask_reason()
        else:
            ask_code(self, self._code_with)

    def _why_none(self) -> str:
        """Why there is nothing to be coded."""
        if self.review is None or not self.review.passages:
            return self._nothing()
        if len(self.review.already) == len(self.review.passages):
            return _("You have coded all of them with '{code}' already.").format(code=self.code)
        return _("No passage is ticked: space ticks one, A all.")

    def _code_with(self, code: str) -> None:
        """Go on to give a code that was asked for, when it is known which passages have it already.

        Who leaves the question why is asked for the code again the next time.
        """
        self._take_code(code)
        review, researcher = self.review, self.app.researcher
        if review is None:
            return

        def have(connection: Connection) -> frozenset[int]:
            return have_already(connection, researcher, review.passages, code, create=True)

        def go_on(already: frozenset[int]) -> None:
            self._show(replace(review, already=already))
            if self.ticked:
                self._ask_reason(lambda: self._take_code(""))
            else:
                self.action_code()

        self.ask_for_dialog(have, go_on)

    def _ask_reason(self, left: Callable[[], object] = lambda: None) -> None:
        """Ask why the ticked passages get the code, and give it to them; ``left`` where nobody says why."""
        chosen, query, code = self.ticked, self.query_now, self.code
        researcher = self.app.researcher
        asked = ngettext(
            "Code {n} passage with '{code}'. Why? (kept in the journal, may be empty)",
            "Code {n} passages with '{code}'. Why? (kept in the journal, may be empty)",
            len(chosen),
        ).format(n=len(chosen), code=code)

        def act(reason: str) -> None:
            passages = [passage_of(one) for one in chosen]
            done = autocode(researcher, passages, code, query.describe(), reason=reason, create=True)
            self._given = True
            said = ngettext("Coded {n} passage: {codes}", "Coded {n} passages: {codes}", done.made)
            self.app.notify(said.format(n=done.made, codes=code), markup=False, timeout=4)

        def take(reason: str | None) -> None:
            if reason is not None:
                self.do(lambda: act(reason))
            else:
                left()

        self.app.push_screen(LineDialog(asked, empty=True), take)

    def action_copy(self) -> None:
        """Copy the passage under the cursor."""
        if (one := self.current) is not None:
            said = (QuoteTurn(one.turn, one.speaker, "", one.text),)
            copy_quote(self.app, SpokenPassage(one.group, one.source, one.text, said))

    def action_export(self) -> None:
        """The list to a file."""
        review, code = self.review, self.code
        if review is None:
            return
        ticked = {key_of(one) for one in self.ticked}
        chosen = {n for n, one in enumerate(review.passages) if key_of(one) in ticked}
        ask_export_table(
            self.app,
            _("autocoding.xlsx"),
            lambda: autocoding_table(review.query, code, review.passages, chosen, review.already),
        )

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the detail."""
        self.read_on(".list-detail", by)

    def action_stop(self) -> None:
        """Wait no longer; else leave the line; else back to where the reader came from."""
        if self.waits:
            super().action_stop()
        elif self.line.has_focus and self._asks:
            self.listing.focus()
        else:
            self.app.go_back()
