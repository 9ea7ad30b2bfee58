"""The quotes screen: passages that a query asks for, each with its place and what was said before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Label, Static

from qualwb.acts import saved_queries
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.query_language import field_name
from qualwb.analysis.query_notes import query_notes
from qualwb.analysis.quotes import ORDERS, Query, Quote, find_quotes_at_first
from qualwb.analysis.quotes_to_show import find_quotes_to_show
from qualwb.analysis.saved_query import KeptQuery, from_json, to_json
from qualwb.analysis.selection import Selection
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.screens.quotes import query_line
from qualwb.workbench.screens.quotes.print_acts import PrintActs, Prints, load_prints
from qualwb.workbench.screens.quotes.query_input import QueryInput
from qualwb.workbench.screens.quotes.quote_words import detail, order_in_words, query_in_words
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.lower_pane import LowerDetail
from qualwb.workbench.widgets.quote_list import QuoteList

OWN_WORDS = "~"
"""What begins a question in own words, which is no query."""
FILTERS = ("theme", "code", "group", "participant", "coder")
"""Fields of which one value can be chosen."""


def make() -> "QuotesScreen":
    """The screen, for the app's table of screens."""
    return QuotesScreen()


class QuotesScreen(QuoteScreen):
    """What was said about this, by that group, near those words?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.QUOTES)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Quotes")

    def __init__(self) -> None:
        super().__init__()
        self.prints = PrintActs(self)
        self.query_text = ""
        """The query whose quotes are shown."""
        self._wanted = ""
        """The one that was asked last: the same, unless it is still being worked out."""
        self._kept = KeptQuery()
        self._shown = Query()
        """What the quotes that are shown answer to."""
        """All that is asked besides what is written in the query line."""
        self._count: int | None = None
        self._refusal = ""
        """What is wrong with the query that was asked last, until another is written or asked."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield QueryInput(self.query_text, id="query-line")
        yield Static(id="query-hint", markup=False)
        yield QuoteList(id="quotes", whole=False)
        with LowerDetail(id="quote-detail", classes="detail"):
            yield Static(id="quote-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.found.focus()

    @property
    def line(self) -> QueryInput:
        """The query line."""
        return self.query_one(QueryInput)

    @property
    def found(self) -> QuoteList:
        """The quotes found."""
        return self.query_one(QuoteList)

    # Asking

    def read_project(self) -> None:
        """Ask for the names that a query can hold, and for the quotes."""
        self.ask("names", query_line.load_names, self._take_names)
        self.ask("prints", load_prints, self._take_prints)
        self.run_query(self._wanted)

    def _take_prints(self, prints: Prints) -> None:
        self.prints.known = prints
        self._show_detail(self.found.current)

    def _take_names(self, names: query_line.Names) -> None:
        self.line.names = names

    def run_query(self, text: str, shown: Callable[[], object] = lambda: None) -> None:
        """Find what the query asks for; a query that can't be understood leaves what was found before.

        ``shown`` is called when the quotes are.
        """
        if (text := text.strip()) != self._wanted:  # what is read anew leaves what was said of another
            self._refusal = ""
        self._wanted = text
        selection = self._kept.query.selection
        if not selection.rounds and not self._names_round(text):
            selection = replace(selection, rounds=(self.app.researcher.round,))
        query = replace(self._kept.query, where=text or None, selection=selection, before=True)

        def then(found: Sequence[Quote]) -> None:
            self.query_text, self._shown = text, query
            self._show(found)
            shown()

        first = None if self._count is not None else lambda connection: self._first(connection, query)
        self.ask("quotes", lambda connection: find_quotes_to_show(connection, query), then, soon=first)

    def _first(self, connection: Connection, query: Query) -> Callable[[], object]:
        """Show the quotes of the first source, where nothing is shown yet."""
        found = find_quotes_at_first(connection, query)
        return lambda: self._show(found) if found else None

    def show_query(self, text: str) -> None:
        """Write a query into the line and run it."""
        self.line.value = text
        self.run_query(text)

    def begin_with(self, text: str) -> None:
        """Show a query, also before the screen was ever shown."""
        self.query_text = self._wanted = text
        self._filter(Selection(moderator=self._kept.query.selection.moderator))
        if self.is_mounted:
            self.show_query(text)

    def place(self) -> tuple[str, Selection, int]:
        """The query, what is asked besides, and the quote under the cursor."""
        return self.query_text, self._kept.query.selection, self.found.index

    def go_to_place(self, at: tuple[str, Selection, int]) -> None:
        """The query and the quote that were left."""
        text, selection, index = at
        if (text, selection) != self.place()[:2]:
            self._filter(selection)
            self.line.value = text
            self.run_query(text, lambda: self.found.move_to(index))
        else:
            self.found.move_to(index)

    def _filter(self, selection: Selection) -> None:
        """Let these filters hold beside the query that is written."""
        self._kept = replace(self._kept, query=replace(self._kept.query, selection=selection))

    @staticmethod
    def _names_round(text: str) -> bool:
        return any(f"{name}:" in text.casefold() for name in query_line.FIELDS["round"])

    def refused(self, kind: str, error: QualwbError) -> None:
        """Tell below the query line what is wrong with it."""
        if kind != "quotes":
            super().refused(kind, error)
            return
        self._wanted = self.query_text
        self._refusal = f"{error.message} {error.hint}".strip()
        self.line.focus()
        self.show_hint()

    def action_stop(self) -> None:
        """Wait for no answer any longer: the query is the one whose quotes are shown. Else back."""
        reads_on = self.query_one("#quote-detail").has_focus
        waits = self.waits
        super().action_stop()
        self._wanted = self.query_text
        if reads_on:
            self.found.focus()
        elif not waits:
            self.app.go_back()

    def _show(self, quotes: Sequence[Quote]) -> None:
        self._count = len(quotes)
        self.show_hint()
        self.found.show(quotes, self._nothing(), self._voice())
        self.show_bar()

    def _voice(self) -> str:
        """Whose words are asked for, where the query names one speaker or participant."""
        participant = query_line.term_of(self.query_text, "participant").rpartition("/")[2]
        return participant or query_line.term_of(self.query_text, "speaker")

    def _nothing(self) -> str:
        if self.query_text:
            said = _("No passage answers to this query. F shows all quotes.")
            return " ".join(filter(None, (said, self._only_in_round(), self._code_so_called())))
        return _("Nothing is coded yet: code passages on F2, and they stand here.")

    def _only_in_round(self) -> str:
        """Which round alone is asked, where neither the query nor its choices name one; else ''."""
        if self._kept.query.selection.rounds or self._names_round(self.query_text):
            return ""
        return _("Asked is round {round} alone; {field}:NAME asks another.").format(
            round=self.app.researcher.round, field=field_name("round")
        )

    def _code_so_called(self) -> str:
        """That a code or theme is called as the words that were looked for in what is said; else ''."""
        words = " ".join(self.query_text.strip('"”“ ').casefold().split())
        for field in ("code", "theme"):
            if name := next((one for one in self.line.names.of(field) if one.casefold() == words), ""):
                term = query_line.with_term("", field, name)
                return _("Words are looked for in what is said; the passages of '{name}': {query}").format(
                    name=name, query=term
                )
        return ""

    def bar_text(self) -> str:
        """How many quotes, in what order, and who is left out."""
        parts = []
        if self._count is not None:
            told = ngettext("{n} quote", "{n} quotes", self._count).format(n=self._count)
            if self._count:
                told = _("quote {n} of {all}").format(n=self.found.index + 1, all=self._count)
            parts.append(told)
        selection = self._kept.query.selection
        parts.append("s: " + order_in_words(self._kept.query.order))
        parts.append("o: " + (_("with the moderator") if selection.moderator else _("without the moderator")))
        return " · ".join([*parts, *selection.describe()])

    # The query line

    @on(Input.Changed, "#query-line")
    def _changed(self) -> None:
        self._refusal = ""
        self.show_hint()

    @on(Input.Submitted, "#query-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.found.focus()
        if event.value.lstrip().startswith(OWN_WORDS):
            self.line.value = self.query_text
            self.app.show_answers(event.value.strip().removeprefix(OWN_WORDS).strip())
            return
        self.run_query(event.value)

    def show_hint(self) -> None:
        """What is wrong with the query; while it is being written, what it can hold next."""
        if self._refusal:
            shown = Text(self._refusal, style="bold")
        else:
            shown = Text(query_line.hint(self.line.value, self.line.names) if self.line.has_focus else "")
        hint = self.query_one("#query-hint", Static)
        hint.update(shown)
        hint.set_class(not shown, "-hidden")

    def on_descendant_focus(self) -> None:
        """The hint stands there only while the query is being written."""
        self.show_hint()

    def action_query(self) -> None:
        """Write the query."""
        self.line.focus()
        self.line.cursor_position = len(self.line.value)

    @on(QueryInput.Left)
    def _leave_line(self, event: QueryInput.Left) -> None:
        event.stop()
        self._refusal = ""
        self.line.value = self.query_text
        self.found.focus()

    def action_filter(self, field: str) -> None:
        """Choose a value of a field; it takes the place of the one the query has."""
        now = query_line.term_of(self.line.value, field)
        choices = [Choice("", _("all"))] if now else []
        choices += [Choice(name, name) for name in self.line.names.of(field)]

        def take(value: str | None) -> None:
            if value is not None:
                self._narrow(field, value)

        self.app.push_screen(ChoiceDialog(query_line.field_name(field), choices), take)

    def action_choose_filter(self) -> None:
        """Choose a field, then the value that the quotes have there."""
        fields = [Choice(field, query_line.field_name(field)) for field in FILTERS]

        def take(field: str | None) -> None:
            if field is not None:
                self.action_filter(field)

        self.app.push_screen(ChoiceDialog(_("Only the quotes of one"), fields), take)

    def _narrow(self, field: str, value: str) -> None:
        def act() -> None:
            self.show_query(query_line.with_term(self.line.value, field, value))

        self.app.attempt(act)

    def action_cited(self) -> None:
        """Key quotes only, or all."""
        self._narrow("cited", "" if query_line.term_of(self.line.value, "cited") else _("yes"))

    def action_moderator(self) -> None:
        """With or without passages where the moderator alone speaks."""
        selection = self._kept.query.selection
        self._filter(replace(selection, moderator=not selection.moderator))
        self.run_query(self._wanted)

    def action_clear(self) -> None:
        """Ask for everything again."""
        self.begin_with("")

    def action_order(self) -> None:
        """Choose the order."""

        def take(order: str | None) -> None:
            if order is not None:
                self._kept = replace(self._kept, query=replace(self._kept.query, order=order))
                self.run_query(self._wanted)

        choices = [Choice(order, order_in_words(order)) for order in ORDERS]
        self.app.push_screen(ChoiceDialog(_("Order of the quotes"), choices), take)

    # The quotes

    @on(QuoteList.Highlighted)
    def _highlighted(self, event: QuoteList.Highlighted) -> None:
        self.show_bar()
        self._show_detail(event.quote)
        self.query_one("#quote-detail").scroll_home(animate=False)

    def _show_detail(self, quote: Quote | None) -> None:
        shown = detail(quote, self.prints.of(quote)) if quote else ""
        self.query_one("#quote-text", Static).update(shown)

    @on(QuoteList.Left)
    def _left(self) -> None:
        self.action_stop()

    def action_like(self) -> None:
        """See the turns that are like the quote."""
        if (quote := self.found.current) is not None:
            self.app.show_like(quote.source, quote.start, quote.end, quote.text)

    def action_write_print(self) -> None:
        """Edit how the quote is printed; the transcript stays as it is."""
        if self.found.current is not None:
            self.prints.edit(self.found.current)

    def action_save_query(self) -> None:
        """Keep the query whose quotes are shown under a name."""
        if self.line.value.strip() != self.query_text:
            said = _("The line holds another query than the one shown: Enter runs it, then it can be kept.")
            self.app.notify(said, timeout=4)
            return

        def take(name: str | None) -> None:
            if name:
                query = replace(self._kept.query, where=self.query_text or None)
                kept = to_json(replace(self._kept, query=query))
                self.app.attempt(lambda: saved_queries.save_query(self.app.researcher, name, kept))

        self.app.push_screen(LineDialog(_("Keep the query as")), take)

    def action_load_query(self) -> None:
        """Run a query that was kept."""
        with self.app.researcher.project.reading() as connection:
            found = saved_queries.saved_queries(connection)
        kept = {name: from_json(query) for name, query in found.items()}
        if not kept:
            self.app.notify(_("No query is kept yet: ctrl+s keeps the one shown."), timeout=3)
            return

        def take(name: str | None) -> None:
            if name is not None:
                self._kept = kept[name]
                self.show_query(str(kept[name].query.where or ""))

        choices = [Choice(name, f"{name}  {query_in_words(one.query)}") for name, one in kept.items()]
        self.app.push_screen(ChoiceDialog(_("Run a kept query"), choices), take)

    def action_export(self) -> None:
        """The quotes with group, turns and codes, to a file."""
        from qualwb.exchange.printed_quotes import printed_texts
        from qualwb.exchange.tables.quotes import quotes_table

        quotes, query = self.found.quotes, self._shown

        def read(connection: Connection) -> tuple[tuple[str, ...], list[Quote]]:
            return together(
                connection,
                lambda asked: query_notes(asked, query),
                lambda asked: printed_texts(asked, quotes),
            )

        def choose(found: tuple[tuple[str, ...], list[Quote]]) -> None:
            notes, in_print = found

            def ask(shown: Sequence[Quote], *, printed: bool) -> None:
                ask_export_table(
                    self.app,
                    _("quotes.docx"),
                    lambda: quotes_table(shown, printed=printed).with_notes(notes),
                )

            if not (edited := sum(bool(self.prints.of(quote)) for quote in quotes)):
                ask(quotes, printed=False)
                return
            as_printed = ngettext(
                "As they are printed ({n} edited), by group alone",
                "As they are printed ({n} edited), by group alone",
                edited,
            )
            choices = [
                Choice("printed", as_printed.format(n=edited)),
                Choice("said", _("As they were said, with who speaks")),
            ]
            title = _("How are the quotes to be written?")

            def take(how: str | None) -> None:
                if how == "printed":
                    ask(in_print, printed=True)
                elif how is not None:
                    ask(quotes, printed=False)

            self.app.push_screen(ChoiceDialog(title, choices), take)

        if self.is_whole():
            self.ask_for_dialog(read, choose)
