"""The compare screen: the coders' stripes side by side, from one disagreement to the next, decided by key."""

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from qualwb.acts import memos
from qualwb.acts.adjudications import Outcome, Verdict, decide
from qualwb.acts.passages import Passage
from qualwb.analysis.agreement.disagreements import Disagreement
from qualwb.analysis.agreement.matching import PairKind
from qualwb.analysis.coder_names import is_consensus
from qualwb.analysis.connection import Connection
from qualwb.analysis.sources import source_names
from qualwb.errors import QualwbError
from qualwb.exchange.tables.disagreements import disagreements_table, kind_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.round_words import round_in_words
from qualwb.shortening import shortened_within
from qualwb.workbench.copying import copy_span
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import AskedText, ProjectScreen
from qualwb.workbench.screens.code.source_state import LoadedSource
from qualwb.workbench.screens.compare.at_stake import at_stake
from qualwb.workbench.screens.compare.choosing_pair import ask_pair, refusal_in_words
from qualwb.workbench.screens.compare.deciding import Deciding, Decision
from qualwb.workbench.screens.compare.side_by_side import (
    Asked,
    Comparison,
    heads,
    lanes_in,
    load_comparison,
    load_source,
    marks_side_by_side,
    step_from,
)
from qualwb.workbench.screens.compare.taking_over import TakingOver
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.widgets.code_palette import Chosen, CodePalette, PaletteCode
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.transcript import TranscriptDocument, TranscriptPane, TranscriptView

KINDS = (PairKind.MISSED, PairKind.OTHER_CODE, PairKind.BORDER)
"""Kinds of disagreements."""


def make() -> "CompareScreen":
    """The screen, for the app's table of screens."""
    return CompareScreen()


class CompareScreen(ProjectScreen):
    """Who coded what, where do they differ, and what is decided?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.COMPARE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Compare coders")

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Asked()
        self.comparison: Comparison | None = None
        self.source: LoadedSource | None = None
        self._place = 0
        """Of the disagreement at hand, in text order."""
        self._label = self._kind = ""
        """What the disagreements stepped through are narrowed to: a code or theme, and a kind."""
        self._to_first = False
        """Whether the first of them is shown when the project is read."""
        self._go_on = False
        """Whether the next undecided one is shown when the project is read again."""
        self._example = self._counter = False
        """Whether the next decision makes an example, or a counter-example, of its words."""
        self._refusal = ""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield Static(id="compare-heads")
        yield TranscriptPane(view_id="compared-text", id="compared-pane")
        with VerticalScroll(id="at-stake", can_focus=False):
            yield Static(id="at-stake-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.view.focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one(TranscriptView)

    @property
    def current(self) -> Disagreement | None:
        """The disagreement at hand."""
        found = self.comparison.in_text if self.comparison else ()
        return found[self._place] if self._place < len(found) else None

    @on(TranscriptView.CopyAsked)
    def _copy(self, event: TranscriptView.CopyAsked) -> None:
        event.stop()
        if self.source is not None:
            copy_span(self.app, self.source.transcript, event.start, event.end)

    # Reading

    def read_project(self) -> None:
        """Ask where the coders disagree."""
        asked, at_work = self._wanted, self.app.researcher.round
        if self.comparison is not None and is_consensus(at_work):  # to look at what came of these decisions
            asked = Asked(self.comparison.result.coders, self.comparison.result.round)

        def question(connection: Connection) -> Comparison:
            return load_comparison(connection, asked, at_work, source_names(connection))

        self.ask("comparison", question, self._take)

    def refused(self, kind: str, error: QualwbError) -> None:
        """Tell on the screen why there is nothing to compare; of coders that are gone, compare others."""
        if kind != "comparison":
            super().refused(kind, error)
            return
        if self._wanted != Asked() or self._label:
            self.app.notify(refusal_in_words(error), severity="warning", markup=False, timeout=6)
            self._compare(Asked())
            return
        self.comparison = self.source = None
        self._refusal = refusal_in_words(error)
        self.view.set_document(TranscriptDocument(""), ())
        self.query_one("#compare-heads", Static).update("")
        self._show_stake()
        self.show_bar()

    def _take(self, found: Comparison) -> None:
        before, self.comparison, self._refusal = self.current, found, ""
        if before is None:
            self._place = next(iter(found.undecided(range(len(found.in_text)))), 0)
        else:
            there = found.place_of(before.id)
            self._place = min(self._place, max(len(found.in_text) - 1, 0)) if there is None else there
            if self._go_on:
                self._place = self._next_or(self._place)
        self._go_on = False
        if self._to_first:
            self._seek(found)
        self._show_current(anew=True)

    def _seek(self, found: Comparison) -> None:
        """To the first disagreement on the code or theme that is sought, of those undecided if any."""
        self._to_first = False
        places = found.places_on(self._label)
        if places:
            self._place = next(iter(found.undecided(places)), places[0])
            return
        told = _("{coders} do not disagree on {name}.")
        told = told.format(coders=" – ".join(found.result.coders), name=self._label)
        self.app.notify(told, markup=False, timeout=4)
        self._label = ""

    @property
    def _places(self) -> list[int]:
        """The places that are stepped through, in text order."""
        return self.comparison.places_on(self._label, self._kind) if self.comparison else []

    @property
    def _only(self) -> str:
        """What they are narrowed to, in words; '' where all are stepped through."""
        kind = kind_in_words(self._kind) if self._kind else ""
        return ", ".join(filter(None, (self._label, kind)))

    @property
    def _undecided(self) -> list[int]:
        return self.comparison.undecided(self._places) if self.comparison else []

    def _next_or(self, place: int) -> int:
        """The next place that is not decided, else the same."""
        after = step_from(place, 1, self._undecided)
        return place if after is None else after

    def _show_current(self, *, anew: bool = False) -> None:
        one, comparison = self.current, self.comparison
        self._show_stake()
        self.show_bar()
        if one is None or comparison is None:
            return
        if not anew and self.source is not None and self.source.name == one.source:
            self.view.reveal(one.start, one.end)
            return
        name = one.source
        self.ask("source", lambda connection: load_source(connection, name, comparison), self._take_source)

    def _take_source(self, source: LoadedSource) -> None:
        same = self.source is not None and self.source.transcript.text == source.transcript.text
        if not (same and self.source is not None and self.source.name == source.name):
            self.view.set_document(source.document, ())
        self.source = source
        self._lay_out()
        self.call_after_refresh(self._lay_out)  # the margin of another text is known when it is drawn
        self._show_stake()
        if self.current is not None:
            self.view.reveal(self.current.start, self.current.end)

    def _lay_out(self) -> None:
        """Give each coder lanes of their own with their names above, as the width allows."""
        if self.comparison is None:
            return
        columns = self.view.layout_columns
        told = heads(self.comparison.result.coders, columns)
        self.query_one("#compare-heads", Static).update(Text(told, no_wrap=True))
        if self.source is not None:
            self.view.set_marks(marks_side_by_side(self.source, self.comparison, lanes_in(columns)))

    def _show_stake(self) -> None:
        stake = self.query_one("#at-stake-text", Static)
        one, comparison = self.current, self.comparison
        if comparison is None:
            stake.update(self._refusal)
        elif one is None:
            stake.update(_("The coders disagree nowhere.") + "\n" + self._what_next(comparison))
        else:
            standing, noted = comparison.standing_at(one), self._memos(one)
            told = at_stake(one, comparison.result, standing, self._pending(), self._turns, noted)
            if comparison.result.decided == len(comparison.in_text):
                told = Text(self._what_next(comparison) + "\n", style="bold").append_text(told)
            stake.update(told)

    def _what_next(self, comparison: Comparison) -> str:
        """What comes when all is decided."""
        told = (
            _("Everything is decided. Next: A takes over what is alike, then W and '{round}' show it all.")
            if comparison.alike_left
            else _("Everything is decided. W and '{round}' show it all; < and > go through the decisions.")
        )
        return told.format(round=comparison.consensus)

    def _turns(self, start: int, end: int) -> str:
        """The numbers of the turns that code points [start, end) of the source in view stand in."""
        one, source = self.current, self.source
        if one is None or source is None or source.name != one.source:
            return ""
        return "–".join(dict.fromkeys(str(number) for number in source.turns_in(start, end) if number))

    def _memos(self, one: Disagreement) -> list[tuple[str, str]]:
        """Whose memos there are on the place, and their words."""
        source = self.source
        if source is None or source.name != one.source:
            return []
        return source.memos_at(one.start, one.end, one.start, ())

    def _pending(self) -> str:
        parts = []
        if self._example:
            parts.append(_("the words become an example of the code"))
        if self._counter:
            parts.append(_("the words become a counter-example of the code that is not taken"))
        return _("With the decision: {what}.").format(what=", ".join(parts)) if parts else ""

    def bar_text(self) -> str:
        if self.comparison is None:
            return _("Compare coders")
        result, n = self.comparison.result, len(self.comparison.in_text)
        told = [
            " – ".join(result.coders),
            round_in_words(result.round),
            _("{decided} of {n} decided").format(decided=result.decided, n=n),
        ]
        if stands := self.comparison.in_consensus:
            told.append(_("{n} of them in consensus already").format(n=stands))
        if self._only:
            told[1:] = [f"F: {self._only}", self._of_label()]
        elif n:
            told.append(_("no. {n}").format(n=self._place + 1))
        return " · ".join(told)

    def _of_label(self) -> str:
        """Which of the disagreements on the one label it is, and how many there are."""
        places = self._places
        at = places.index(self._place) + 1 if self._place in places else 0
        left = len(self._undecided)
        place = _("{n} of {all}").format(n=at, all=len(places))
        return f"{place} · " + _("{n} left to decide").format(n=left)

    # Going from one to the next

    def action_go_through(self, by: int) -> None:
        """To the next disagreement, decided or not."""
        place = step_from(self._place, by, self._places)
        if place is not None:
            self._go(place)

    def action_next_open(self, by: int) -> None:
        """To the next one that is not decided."""
        place = step_from(self._place, by, self._undecided)
        if place is None:
            self._tell_all_decided()
        else:
            self._go(place)

    def action_transcript(self) -> None:
        """To what is selected, where it stands in its transcript."""
        if self.source is not None:
            self.app.show_passage(self.source.name, *self.view.passage)

    def action_dearest(self) -> None:
        """To the one that costs the agreement most, of those that are not decided."""
        undecided = {self.comparison.in_text[at].id: at for at in self._undecided} if self.comparison else {}
        found = self.comparison.result.found if self.comparison else ()
        dearest = next((undecided[one.id] for one in found if one.id in undecided), None)
        if dearest is None:
            self._tell_all_decided()
        else:
            self._go(dearest)

    def _tell_all_decided(self) -> None:
        if self.comparison is None:
            self.app.notify(self._refusal, markup=False, timeout=4)
            return
        told = _("Everything is decided.")
        if self.comparison and (n := len(self.comparison.undecided(range(len(self.comparison.in_text))))):
            told = _("On {name} everything is decided. F shows the other {n} undecided.")
            told = told.format(name=self._only, n=n)
        elif self.comparison:
            told = self._what_next(self.comparison)
        self.app.notify(told, markup=False, timeout=4)

    def action_widen(self) -> None:
        """Step through all disagreements again, not those on one code, or of one kind, alone."""
        if self._only:
            self._label = self._kind = ""
            self.show_bar()
        self.app.notify(_("All disagreements, not one code's or one kind's alone."), timeout=3)

    def _go(self, place: int) -> None:
        self._place = place
        self._example = self._counter = False
        self._show_current()

    # Deciding

    def action_take(self, number: int) -> None:
        """Take what the first coder has, or the second."""
        one = self.current
        if one is None:
            return
        side = one.sides[number - 1]
        if side.code is None:
            said = _("{coder} has nothing there; 0 takes neither.").format(coder=side.coder)
            self.app.notify(said, markup=False, timeout=4)
            return
        self._ask(one, Verdict(Outcome.ONE, taken_from=side.coder))

    def action_both(self) -> None:
        """Take what each of them has."""
        if self.current is not None:
            self._ask(self.current, Verdict(Outcome.BOTH))

    def action_neither(self) -> None:
        """Take nothing."""
        if self.current is not None:
            self._ask(self.current, Verdict(Outcome.NEITHER))

    def action_another(self) -> None:
        """Take the selected passage, under codes to be chosen."""
        one, comparison, source = self.current, self.comparison, self.source
        if one is None or comparison is None or source is None or source.name != one.source:
            return
        passage = self._chosen_passage(source)
        if passage is None:
            return

        def take(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            verdict = Verdict(Outcome.NEW, passage=passage, codes=chosen.names)
            if passage.start < one.end and one.start < passage.end:
                self._ask(one, verdict)
                return
            told = _("The words ”{words}” lie outside the place of the disagreement.")
            told = told.format(words=shortened_within(passage.text, 60))
            dialog = ConfirmDialog(f"{told} {_('Settle it with them all the same?')}")
            self.app.push_screen(dialog, lambda yes: self._ask(one, verdict) if yes else None)

        rules = comparison.codebook.rules
        codes = [
            PaletteCode(c.name, c.colour, c.themes, rules.get(c.name, "")) for c in comparison.codebook.codes
        ]
        recent = [side.code for side in one.sides if side.code is not None]
        n = len(passage.text.split())
        counted = ngettext("{n} word", "{n} words", n).format(n=n)
        title = _("Into consensus: {words}").format(words=shortened_within(passage.text, 44))
        title = f"{title} ({counted})"
        self.app.push_screen(CodePalette(codes, recent, title=title, lately=False), take)

    def _chosen_passage(self, source: LoadedSource) -> Passage | None:
        start, end = self.view.passage
        if start == end:
            self.app.notify(_("Select the words that are to be coded first."), timeout=4)
            return None
        return source.passage(start, end)

    def _ask(self, one: Disagreement, verdict: Verdict) -> None:
        """Decide, with the reason; where consensus has something else there already, ask if it gives way.

        Of a place that the reader has scrolled away from, it is shown first what would be decided.
        """
        assert self.comparison is not None
        if verdict.outcome is not Outcome.NEW and not self.view.shows(one.start, one.end):
            self.view.reveal(one.start, one.end)
            said = _("This place is at hand, and it was out of sight: press again to decide it.")
            self.app.notify(said, severity="warning", timeout=4)
            return
        Deciding(self.app, self.comparison, one, self._turns).ask(
            verdict, lambda decision: self._decide(one, decision)
        )

    def _decide(self, one: Disagreement, decision: Decision) -> None:
        researcher, verdict = self.app.researcher, self._with_examples(one, decision.verdict)
        self._go_on = True
        self._example = self._counter = False
        if not self.do(
            lambda: decide(
                researcher,
                one.seen,
                verdict,
                decision.into,
                decision.replacing,
                as_of=decision.as_of,
                beyond_stays=decision.beyond_stays,
            )
        ):
            self._go_on = False
            self.app.changed()

    def _with_examples(self, one: Disagreement, verdict: Verdict) -> Verdict:
        taken = [side.code for side in one.sides if side.code and side.coder == verdict.taken_from]
        taken = list(verdict.codes) or taken
        if verdict.outcome is Outcome.BOTH:
            taken = [side.code for side in one.sides if side.code]
        left = [side.code for side in one.sides if side.code and side.code not in taken]
        return replace(
            verdict,
            example_of=taken[0] if self._example and taken else "",
            counter_example_of=left[0] if self._counter and left else "",
        )

    def action_example(self, taken: bool) -> None:
        """Let the next decision make an example for what is taken, a counter-example for what is not."""
        if taken:
            self._example = not self._example
        else:
            self._counter = not self._counter
        self._show_stake()

    def action_agreed(self) -> None:
        """Take over what needs no decision: what the coders have alike, or what one alone coded, if any."""
        if self.comparison is not None:
            TakingOver(self, self.comparison, self._label).ask()

    def action_memo(self) -> None:
        """Write a memo on the place at hand: why it is decided so, or what is to be asked first."""
        one, source, researcher = self.current, self.source, self.app.researcher
        if one is None or source is None or source.name != one.source:
            return
        passage = source.passage(one.start, one.end)

        def write(text: str, _was: str) -> None:
            memos.write(researcher, text, target="passage", passage=passage)

        said = _("Memo written; it stands with the place here, and F9 shows all memos.")
        self.ask_text(AskedText(_("Memo"), write, context=f"”{passage.text}”", said=said))

    # Choosing and exporting

    def action_choose(self) -> None:
        """Compare other coders, in another round, or step through disagreements of one kind alone."""
        told = _("only: {kind}")
        ask_pair(
            self.app,
            _("Compare coders"),
            lambda pair: self._compare(Asked(pair.coders, pair.round)),
            {kind: told.format(kind=kind_in_words(kind)) for kind in KINDS},
            self._show_kind,
        )

    def _show_kind(self, kind: str) -> None:
        """Step through disagreements of one kind alone, from the first that is not decided on."""
        before, self._kind = self._kind, kind
        places = self._places
        if places:
            self._go(next(iter(self._undecided), places[0]))
            return
        self._kind = before
        told = _("There is no disagreement of that kind: {kind}.").format(kind=kind_in_words(kind))
        self.app.notify(told, markup=False, timeout=4)

    def show_label(self, coders: tuple[str, ...], round_: str, label: str) -> None:
        """Compare these coders on a code, or theme, of that name, from the first disagreement on."""
        self._to_first = True
        self._compare(Asked(coders, round_), label)

    def _compare(self, asked: Asked, label: str = "") -> None:
        self._wanted, self._label, self._kind = asked, label, ""
        self.comparison = self.source = None
        self.read_project()

    def action_export(self) -> None:
        """Write the disagreements to a file."""
        comparison = self.comparison
        if comparison is not None:
            ask_export_table(
                self.app,
                _("disagreements.xlsx"),
                lambda: disagreements_table(comparison.result, comparison.result.found),
            )
