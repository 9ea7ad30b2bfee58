"""The themes screen: a board of themes with their codes, claims beside evidence, quotes below."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Label

from qualwb.acts import themes
from qualwb.analysis.connection import Connection
from qualwb.analysis.selection import in_groups_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import Made
from qualwb.workbench.screens.codebook_acts import CodebookActs
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.in_groups import in_groups_dialog
from qualwb.workbench.screens.quote_screen import QuoteScreen
from qualwb.workbench.screens.themes.board import Board, Subject, load_board
from qualwb.workbench.screens.themes.board_words import counts_in_words
from qualwb.workbench.screens.themes.subject_quotes import SubjectQuotes
from qualwb.workbench.screens.themes.theme_board import ThemeBoard
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.lower_pane import LowerQuotes
from qualwb.workbench.widgets.notes_pane import NotesPane
from qualwb.workbench.widgets.quote_list import QuoteList

if TYPE_CHECKING:
    from qualwb.suggest.themes.project_proposals import ProjectProposals
    from qualwb.workbench.screens.themes.proposal_acts import ProposalActs


LEAST_USED = ("rename", "edit", "mark", "open", "new", "move_codes")
"""What the footer drops first where it is narrow."""


def make() -> "ThemesScreen":
    """The screen, for the app's table of screens."""
    return ThemesScreen()


class ThemesScreen(QuoteScreen):
    """Codes gathered in themes, the work of analysis."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.THEMES)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Themes")

    def __init__(self) -> None:
        super().__init__()
        self.acts = CodebookActs(self)
        self.board = Board()
        self._loaded = False
        self._wanted: Subject | None = None
        """What the cursor is to stand on as soon as it is shown."""
        self._made: Made | None = None
        """The same for what an act made: where it stands is known when the board is."""
        self._in_groups: int | None = None
        self._proposing: ProposalActs | None = None
        self.subject_quotes = SubjectQuotes(self)

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield ThemeBoard(id="theme-board")
        yield NotesPane(id="theme-about")
        yield LowerQuotes(id="theme-quotes")
        yield FittingFooter(LEAST_USED)

    def on_mount(self) -> None:
        self.view.focus()

    def unmark(self) -> None:
        """Take the marks away that an act was done on."""
        self.view.clear_marks()

    @property
    def view(self) -> ThemeBoard:
        """The board."""
        return self.query_one(ThemeBoard)

    @property
    def quotes(self) -> QuoteList:
        """The quotes of what the cursor is on."""
        return self.query_one(QuoteList)

    # What is shown

    def read_project(self) -> None:
        """Ask for themes, codes and counts."""
        round_ = self.app.researcher.round
        self.ask("board", lambda connection: load_board(connection, round_), self._show)

    def _show(self, board: Board) -> None:
        self.board, self._loaded = board, True
        self._show_board()
        self._to_wanted()
        self._to_made()
        self.subject_quotes.ask()

    def _show_board(self) -> None:
        if self._in_groups is not None and self.board.columns:
            nothing = _("No theme stands in so many groups. f chooses how many.")
            self.view.show(self.board.recurring(self._in_groups), nothing)
        else:
            self.view.show(self.board, _("No codes and no themes yet: code passages on F2, or press n."))
        self.show_bar()

    def bar_text(self) -> str:
        """Where the cursor is, and how much is marked."""
        if not self._loaded:
            return _("Themes")
        parts = counts_in_words(self.board)
        if self._in_groups is not None:
            parts.insert(0, "f: " + in_groups_words(self._in_groups))
        if marked := len(self.view.marks):
            said = ngettext("{n} marked (Escape unmarks)", "{n} marked (Escape unmarks)", marked)
            parts.insert(0, said.format(n=marked))
        return " · ".join([*parts, *self.board.notes])

    @on(ThemeBoard.Moved)
    def _moved(self, event: ThemeBoard.Moved) -> None:
        self.show_bar()
        self._show_about(event.subject)
        self.subject_quotes.ask_at_rest(event.subject)

    def _show_about(self, subject: Subject | None) -> None:
        """The whole name of what the cursor is on, and what is written about it."""
        about = self.board.about(subject) if subject is not None else ""
        self.query_one(NotesPane).say(" ".join(about.split()), subject)

    def action_scroll_detail(self, by: int) -> None:
        """Read on in what is written about it."""
        self.read_on("#theme-about", by)

    # Quotes

    @on(ThemeBoard.Opened)
    def _to_quotes(self) -> None:
        self.subject_quotes.ask_at_once(self.view.subject)
        self.quotes.focus()

    @on(QuoteList.Left)
    def _from_quotes(self) -> None:
        self.view.focus()

    # Acts on codes

    def _cards(self) -> list[Subject]:
        """The marked cards, else the one under the cursor; none when only themes are chosen."""
        chosen = self.view.chosen
        cards = [subject for subject in chosen if subject.code is not None]
        left_out = [subject.theme for subject in chosen if subject.code is None and subject.theme]
        if not cards:
            self.app.notify(_("Choose a code first, or mark several with space."), timeout=3)
        elif left_out:
            said = _("Marked themes are left out, for this is done with codes: {names}.")
            told = said.format(names=", ".join(left_out))
            self.app.notify(told, markup=False, severity="warning", timeout=5)
        return cards

    def _themes(self) -> list[str]:
        """The marked themes, else the one that the cursor is on or in."""
        chosen = [subject.theme for subject in self.view.chosen if subject.code is None and subject.theme]
        here = self.view.subject
        if not chosen and here is not None and here.theme:
            chosen = [here.theme]
        return chosen

    def _paths(self) -> dict[str, str]:
        return {name: self.board.path_of(name) for name in self.board.themes}

    def action_move_codes(self) -> None:
        """Move the chosen codes to a theme, from where they are."""
        cards = _cards(self._cards())
        if cards:
            self.acts.move_cards(cards, self._paths())

    @on(ThemeBoard.Dropped)
    def _dropped(self, event: ThemeBoard.Dropped) -> None:
        """Move the cards that were dragged to the theme; out of all themes to those without one."""
        researcher, theme = self.app.researcher, event.theme
        cards = _cards(event.cards)

        def move() -> None:
            if theme is not None:
                themes.move_codes(researcher, cards, theme)
            else:
                gathered = [(origin, code) for origin, code in cards if origin is not None]
                themes.remove_codes(researcher, gathered)
            self._wanted = Subject(theme, event.cards[0].code)

        self.do(move)

    def action_add_codes(self) -> None:
        """Let one more theme gather the chosen codes."""
        self.acts.add_codes(_names(self._cards()), self._paths())

    def action_take_out(self) -> None:
        """Take the chosen codes out of their themes; codes and codings stay."""
        cards = [(theme, code) for theme, code in _cards(self._cards()) if theme is not None]
        if cards:
            self.do(lambda: themes.remove_codes(self.app.researcher, cards))

    def action_new(self) -> None:
        """A new theme, which gathers the marked codes."""
        gathered = (subject.theme for subject in self.view.marks if subject.code and subject.theme)
        self.acts.new_theme(_names(self.view.marks), tuple(dict.fromkeys(gathered)))

    def action_split(self) -> None:
        """Take the chosen codes out of a theme into a new one beside it."""
        cards = self._cards()
        origins = {subject.theme for subject in cards}
        origin = origins.pop() if len(origins) == 1 else None
        if origin is not None:
            self.acts.split_theme(origin, _names(cards))
        elif cards:
            said = _(
                "Mark codes of one theme; they become a theme of their own. Loose codes: v moves them to one."
            )
            self.app.notify(said, timeout=4)

    # Acts on what the cursor is on

    def _theme_or_code(self) -> Subject | None:
        """What the cursor is on, unless it is the heading of the loose codes."""
        subject = self.view.subject
        if subject is None or subject == Subject(None):
            self._tell_to_choose()
            return None
        return subject

    def _tell_to_choose(self) -> None:
        self.app.notify(_("Choose a theme or a code first."), timeout=3)

    def action_rename(self) -> None:
        """Another name for the theme or code."""
        subject = self._theme_or_code()
        if subject is None:
            return
        if subject.code is not None:
            self.acts.rename_code(subject.code)
        elif subject.theme is not None:
            self.acts.rename_theme(subject.theme)

    def action_edit(self) -> None:
        """A theme's central idea, boundary, counter-examples and claim; a code's rule."""
        subject = self._theme_or_code()
        if subject is None:
            return
        if subject.code is not None:
            self.acts.edit_code(subject.code, self.board.codes[subject.code])
        elif subject.theme is not None:
            self.acts.edit_theme(self.board.themes[subject.theme])

    def action_merge(self) -> None:
        """Merge the marked codes, or the marked themes, with the reason."""
        marks = self.view.marks
        names = _names(subject for subject in marks if subject.code)
        headings = list(dict.fromkeys(s.theme for s in marks if s.code is None and s.theme))
        if names and headings:
            self.app.notify(_("Mark either codes or themes to merge."), severity="warning", timeout=3)
        elif headings:
            self.acts.merge_themes(headings)
        else:
            self.acts.merge_codes(names)

    def action_nest(self) -> None:
        """Put the chosen themes beneath another, or at the top."""
        if chosen := self._themes():
            self.acts.nest_themes(chosen, self._paths())
        else:
            self._tell_to_choose()

    def action_order(self) -> None:
        """Put the theme of the cursor earlier or later among those beside it."""
        subject = self.view.subject
        if subject is not None and subject.theme is not None:
            self.acts.order_theme(subject.theme)
        else:
            self._tell_to_choose()

    def action_remove(self) -> None:
        """Delete the theme under the cursor, or the marked ones; codes and codings stay."""
        subject = self.view.subject
        if subject is not None and subject.code is not None:
            said = _("x takes a code out of its theme; codes are deleted in the codebook (F4).")
            self.app.notify(said, timeout=4)
            return
        if chosen := self._themes():
            self.acts.delete_themes(chosen)
        else:
            self._tell_to_choose()

    def action_memo(self) -> None:
        """A memo on the theme or code."""
        subject = self._theme_or_code()
        if subject is None:
            return
        kind, name = ("code", subject.code) if subject.code else ("theme", subject.theme)
        assert name is not None
        self.acts.memo_beside_others(kind, name)

    def action_recurring(self) -> None:
        """Only themes that stand in all groups, or in so many."""

        def take(least: str | None) -> None:
            if least is not None:
                self._show_in_groups(int(least) if least else None)

        self.app.push_screen(in_groups_dialog(self.board.groups), take)

    def action_unfilter(self) -> None:
        """Themes in however many groups again."""
        self._show_in_groups(None)

    def _show_in_groups(self, least: int | None) -> None:
        self._in_groups = least
        self._show_board()

    def action_proposals(self) -> None:
        """Show what is proposed of the codes: themes, merges and splits."""
        reading, project = self.app.meaning.begun(), self.app.researcher.project

        def propose(connection: Connection) -> "tuple[ProjectProposals, bool]":
            # Loaded beside what is on screen: this takes numpy and scipy.
            from qualwb.acts.team.who_codes import may_lead
            from qualwb.workbench.screens.themes.proposal_acts import found_proposals

            return found_proposals(connection, reading), may_lead(project)

        def show(answer: "tuple[ProjectProposals, bool]") -> None:
            from qualwb.workbench.screens.themes.proposal_acts import show_proposals

            found, leads = answer
            self._proposing = show_proposals(self, found, reading, leads=leads)

        self.ask("proposals", propose, show)

    def meaning_told(self) -> None:
        """Let what is proposed say how far the reading has come."""
        if self._proposing is not None:
            self._proposing.meaning_told()

    def place(self) -> tuple[str | None, str | None] | None:
        """The theme under the cursor, and the code in it."""
        subject = self.view.subject
        return None if subject is None else (subject.theme, subject.code)

    def go_to_place(self, at: tuple[str | None, str | None] | None) -> None:
        """The theme or code that was left."""
        self._wanted = None if at is None else Subject(*at)
        if self._loaded:
            self._to_wanted()

    def _to_wanted(self) -> None:
        if self._wanted is not None:
            self._find(self._wanted)
            self._wanted = None

    def stand_on(self, made: Made) -> None:
        """As soon as the board is read anew."""
        self._made = made

    def _to_made(self) -> None:
        """To what an act made; of a code in several themes, where the cursor is rather than elsewhere."""
        if self._made is None:
            return
        here = self._made.theme or (self.view.subject.theme if self.view.subject else None)
        places = self.board.places_of(self._made.kind, self._made.name)
        if places:
            self._find(next((place for place in places if place.theme == here), places[0]))
            self._made = None

    def action_find(self) -> None:
        """Go to a theme or code by its name."""
        subjects = self.board.subjects()
        choices = [Choice(str(n), label) for n, label in enumerate(subjects.values())]

        def take(number: str | None) -> None:
            if number is not None:
                self._find(list(subjects)[int(number)])

        self.app.push_screen(ChoiceDialog(_("Find"), choices), take)

    def _find(self, subject: Subject) -> None:
        if not self.view.go_to(subject):
            self._show_in_groups(None)
            self.view.go_to(subject)

    def action_export(self) -> None:
        """The themes with claims and evidence, to a file."""
        from qualwb.exchange.tables.codebook import themes_table

        board = self.board
        rows = tuple(board.themes.values())
        ask_export_table(self.app, _("themes.xlsx"), lambda: themes_table(rows).with_notes(board.notes))


def _names(cards: Iterable[Subject]) -> list[str]:
    """The codes, each once."""
    return list(dict.fromkeys(card.code for card in cards if card.code is not None))


def _cards(subjects: Iterable[Subject]) -> list[themes.Card]:
    """The codes, each with the theme that it was chosen in."""
    return [(subject.theme, subject.code) for subject in subjects if subject.code is not None]
