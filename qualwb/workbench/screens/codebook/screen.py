"""The codebook screen: every code with its rule, its themes and its use."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Input, Label, Static

from qualwb.acts.codebooks import add_codebook, codebook_of
from qualwb.acts.rounds import rounds_now
from qualwb.analysis.codes import CodeRow
from qualwb.analysis.codes import codebook as read_codebook
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.memos import MemoRow, memo_list
from qualwb.analysis.project_title import project_title
from qualwb.analysis.selection import Selection
from qualwb.analysis.table_notes import scope_notes
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import Made, ProjectScreen
from qualwb.workbench.screens.came_back import CameBack
from qualwb.workbench.screens.codebook.code_orders import BOOK, ORDERS, in_order, order_in_words
from qualwb.workbench.screens.codebook.codebook_table import CodebookTable
from qualwb.workbench.screens.codebook.rule import added_in_words, rule_text, searched_text
from qualwb.workbench.screens.codebook_acts import CodebookActs
from qualwb.workbench.screens.exporting import ask_export
from qualwb.workbench.screens.quotes.query_line import field_name, quoted
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.line_above import LineAbove


def make() -> "CodebookScreen":
    """The screen, for the app's table of screens."""
    return CodebookScreen()


class CodebookScreen(ProjectScreen):
    """What each code means, and what it has come to."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.CODEBOOK)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Codebook")

    def __init__(self) -> None:
        super().__init__()
        self.acts = CodebookActs(self)
        self.rows: dict[str, CodeRow] = {}
        self._memos: tuple[MemoRow, ...] = ()
        self._notes: tuple[str, ...] = ()
        self._marked: dict[str, None] = {}
        self._loaded = False
        self._order = BOOK
        self._detailed: str | None = None
        """The code whose rule is shown."""

        self._hides = False
        """Whether what others coded is hidden, so that nobody knows which codes are never used."""
        self._wanted: str | None = None
        """The code that the cursor is to stand on as soon as it is shown."""
        self._came_back: CameBack[str] = CameBack()

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        yield LineAbove(
            id="codebook-filter", classes="filter", placeholder=_("/ filter by name, theme or rule")
        )
        yield CodebookTable(id="codebook")
        with VerticalScroll(id="codebook-detail", classes="detail"):
            yield Static(id="codebook-rule")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.table.focus()

    def unmark(self) -> None:
        """Take the marks away that an act was done on."""
        self._marked.clear()

    @property
    def table(self) -> CodebookTable:
        """The table."""
        return self.query_one(CodebookTable)

    # What is shown

    def read_project(self) -> None:
        """Ask for the codes with their use, and for their memos."""
        selection = Selection(rounds=(self.app.researcher.round,))
        self.ask(
            "codes",
            lambda connection: find(connection, selection),
            lambda found: self._show(*found[:3], hides=found[3]),
        )

    def _show(
        self, rows: tuple[CodeRow, ...], memos: tuple[MemoRow, ...], notes: tuple[str, ...], *, hides: bool
    ) -> None:
        self._hides = hides
        self.rows, self._memos, self._loaded = {row.name: row for row in rows}, memos, True
        self._notes = notes
        self._wanted = self._came_back.among(self.rows) or self._wanted
        for name in [name for name in self._marked if name not in self.rows]:
            del self._marked[name]
        self._fill()

    def place(self) -> str | None:
        """The code under the cursor."""
        return self.current

    def go_to_place(self, at: str | None) -> None:
        """A code, now or as soon as it is shown; a filter that holds it back goes."""
        self._wanted = at
        if at in self.rows:
            self.query_one("#codebook-filter", Input).value = ""
            self._fill()

    def stand_on(self, made: Made) -> None:
        """As soon as the project is read anew; themes are no rows here."""
        if made.kind == "code":
            self._wanted = made.name

    def change_turned(self, number: int, *, undone: bool) -> None:
        """The cursor goes to what came back, if a code did."""
        self._came_back.turning(self.rows)
        super().change_turned(number, undone=undone)

    def _fill(self) -> None:
        """Show the codes that pass the filter."""
        words = self.query_one("#codebook-filter", Input).value.casefold().split()
        fitting = (row for row in self.rows.values() if _fits(searched_text(row), words))
        found = in_order(fitting, self._order)
        if words and self._wanted in self.rows and all(row.name != self._wanted for row in found):
            self.query_one("#codebook-filter", Input).value = ""  # what was just made is to be seen
            found = in_order(self.rows.values(), self._order)
        self.table.show(found, self._marked, self.size.width, self._wanted)
        if self._wanted in self.rows:
            self._wanted = None
        self._show_rule()
        self.show_bar()

    def bar_text(self) -> str:
        """How many codes there are, shown and marked."""
        if not self._loaded:
            return _("Codebook")
        n = len(self.rows)
        parts = [ngettext("{n} code", "{n} codes", n).format(n=n)]
        if len(self.table.names) < n:
            parts.append(_("{n} shown").format(n=len(self.table.names)))
        if self._marked:
            parts.append(ngettext("{n} marked", "{n} marked", len(self._marked)).format(n=len(self._marked)))
        blank = sum(not row.passages for row in self.rows.values())
        unused = 0 if self._hides else sum(not row.codings for row in self.rows.values())
        if blank:
            parts.append(_("{n} without passages here").format(n=blank))
        if unused:
            parts.append(_("{n} without codings").format(n=unused))
        if self._order != BOOK:
            parts.append("s: " + order_in_words(self._order))
        return " · ".join([*parts, *self._notes])

    def on_resize(self) -> None:
        """Give the columns the room that there is."""
        if self._loaded:
            self._fill()

    @property
    def current(self) -> str | None:
        """The code under the cursor."""
        return self.table.current

    @property
    def chosen(self) -> list[str]:
        """The marked codes in the order of marking, else the one under the cursor."""
        return list(self._marked) or ([self.current] if self.current else [])

    @on(DataTable.RowHighlighted)
    def _highlighted(self) -> None:
        self._show_rule()

    def _show_rule(self) -> None:
        """The whole rule of the code under the cursor, its themes, its memos."""
        row = self.rows.get(self.current or "")
        if row is not None:
            text = rule_text(row, [m for m in self._memos if m.target == row.name])
        elif self._loaded and not self.rows:
            text = Text(_("No codes yet: n makes one, i adds a codebook, F2 codes a passage."))
        else:
            text = Text()
        self.query_one("#codebook-rule", Static).update(text)
        if self.current != self._detailed:
            self.query_one("#codebook-detail").scroll_home(animate=False)
        self._detailed = self.current

    # Filter and marks

    @on(Input.Changed, "#codebook-filter")
    def _filtered(self, event: Input.Changed) -> None:
        """The cursor goes to the first code that fits, by its name before its rule."""
        if words := event.value.casefold().split():
            fitting = [row.name for row in self.rows.values() if _fits(row.name.casefold(), words)]
            found = [row.name for row in self.rows.values() if _fits(searched_text(row), words)]
            self._wanted = next(iter(fitting or found), None)
        self._fill()

    @on(Input.Submitted, "#codebook-filter")
    def _to_table(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()

    def action_sort(self) -> None:
        """Choose the order of the codes."""

        def take(order: str | None) -> None:
            if order is not None:
                self._order = order
                self._wanted = next((row.name for row in in_order(self.rows.values(), order)), None)
                self._fill()

        choices = [Choice(order, order_in_words(order)) for order in ORDERS]
        self.app.push_screen(ChoiceDialog(_("Order of the codes"), choices), take)

    @on(DataTable.HeaderSelected)
    def _head_chosen(self) -> None:
        self.action_sort()

    def action_filter(self) -> None:
        """Filter the codes."""
        self.query_one("#codebook-filter", Input).focus()

    def action_stop(self) -> None:
        """Wait no longer; show all codes; where all are shown, unmark."""
        super().action_stop()
        words = self.query_one("#codebook-filter", Input)
        if words.value:
            words.value = ""
        else:
            self._marked.clear()
        self._fill()
        self.table.focus()

    def action_mark(self) -> None:
        """Mark or unmark the code under the cursor."""
        name = self.current
        if name is None:
            return
        if self._marked.pop(name, self) is self:
            self._marked[name] = None
        self._fill()

    # Acts

    @on(DataTable.RowSelected)
    def _selected(self) -> None:
        self.action_quotes()

    def action_edit(self) -> None:
        """The rule of the code under the cursor."""
        if self.current:
            self.acts.edit_code(self.current, self.rows[self.current])

    def action_new(self) -> None:
        """A new code."""
        self.acts.new_code()

    def action_rename(self) -> None:
        """Another name for the code under the cursor."""
        if self.current:
            self.acts.rename_code(self.current)

    def action_merge(self) -> None:
        """Merge the marked codes, with the reason."""
        self.acts.merge_codes(list(self._marked))

    def action_split(self) -> None:
        """Let some passages of the code under the cursor go to a new one."""
        if self.current:
            self.acts.split_code(self.current)

    def action_move(self) -> None:
        """Put the chosen codes beneath another."""
        if self.chosen:
            self.acts.move_codes(self.chosen, list(self.rows))

    def action_colour(self) -> None:
        """Another colour for the code under the cursor."""
        if self.current:
            self.acts.colour_code(self.current)

    def action_gather(self) -> None:
        """Let a theme gather the chosen codes."""
        names = self.chosen
        if not names:
            return
        from qualwb.analysis.trees import Tree, theme_tree

        def show(themes: Tree) -> None:
            paths = {node.name: "  " * node.depth + node.name for node in themes.nodes}
            self.acts.gather_codes(names, paths)

        self.ask_for_dialog(theme_tree, show)

    def action_autocode(self) -> None:
        """Look for what is to have the code under the cursor."""
        if self.current:
            self.app.show_autocode(code=self.current)

    def action_remove(self) -> None:
        """Delete the chosen codes with their codings."""
        self.acts.delete_codes(self.chosen)

    def action_memo(self) -> None:
        """A memo on the code under the cursor."""
        name = self.current
        if name:
            written = "\n".join(memo.text for memo in self._memos if memo.target == name)
            self.acts.memo("code", name, written)

    def action_quotes(self) -> None:
        """The quotes of the code under the cursor."""
        from qualwb.workbench.screens.quotes.screen import QuotesScreen

        name = self.current
        if name is None:
            return
        screen = self.app.get_screen("quotes")
        if isinstance(screen, QuotesScreen):  # it may be broken
            screen.begin_with(f"{field_name('code')}:{quoted(name)}")
        self.app.action_go("quotes")

    # In and out

    def action_import(self) -> None:
        """Add a codebook: a bundled one by its name, or a file."""
        from qualwb.acts.bundled import bundled_codebooks
        from qualwb.exchange.codebooks.codebook_formats import suffixes_read

        bundled = bundled_codebooks()
        formats = ", ".join(suffix.removeprefix(".") for suffix in suffixes_read())
        title = _("Codebook to add: a file ({formats}), or {names}")

        def take(text: str | None) -> None:
            if text:
                self.do(lambda: self._import(bundled.get(text) or self._file(text)))

        self.app.push_screen(LineDialog(title.format(formats=formats, names=", ".join(bundled))), take)

    def _file(self, text: str) -> Path:
        """The file that a line names. Raises ``OutsideFolders``."""
        path = Path(text.strip("'\"")).expanduser()
        self.app.folders.refuse(path)
        return path

    def _import(self, path: Path) -> None:
        from qualwb.exchange.codebooks.codebook_formats import read_codebook as read_file

        notices: list[str] = []
        added = add_codebook(self.app.researcher, read_file(path, notices.append))
        self.app.notify("\n".join([added_in_words(added), *notices[:5]]), markup=False, timeout=8)

    def action_export(self) -> None:
        """The codebook to a file; yaml is what can be read again whole."""
        with self.app.researcher.project.reading() as connection:
            title = project_title(connection).name
            book = codebook_of(connection, self.app.researcher.project.title, title)
        from qualwb.exchange.codebooks.codebook_formats import suffixes_written, write_codebook

        formats = ", ".join(suffix.removeprefix(".") for suffix in suffixes_written())
        ask_export(self.app, _("codebook.yaml"), lambda path: write_codebook(book, path), formats=formats)


def find(
    connection: Connection, selection: Selection
) -> tuple[tuple[CodeRow, ...], tuple[MemoRow, ...], tuple[str, ...], bool]:
    """The codes with their use, their memos, what stands below them, and whether others' use is hidden."""
    return together(
        connection,
        lambda asked: read_codebook(asked, selection),
        lambda asked: memo_list(asked, target_kind="code"),
        lambda asked: scope_notes(asked, selection),
        lambda asked: rounds_now(asked, next(iter(selection.rounds), "")).blind,
    )


def _fits(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)
