"""The codebook beside the transcript: themes and codes as a tree with counts, filtered, marked, acted on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input, Label, Static, Tree
from textual.widgets.tree import TreeNode

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.resizable import Resizable
from qualwb.workbench.widgets.transcript.look import swatch


@dataclass(frozen=True, slots=True)
class PaneCode:
    """A code as the pane shows it."""

    key: int
    name: str
    colour: str
    count: int | None
    """Its passages; None where they are not counted yet."""
    parent: str | None
    themes: tuple[str, ...]
    letter: str = "•"
    """What stands for the code in the margin of the text."""


@dataclass(frozen=True, slots=True)
class PaneTheme:
    """A theme as the pane shows it."""

    name: str
    parent: str | None
    count: int | None
    """As of a code."""


Shown = TypeVar("Shown", PaneCode, PaneTheme)

AROUND_NAME = 14
"""Columns of what stands beside a name in the tree: guides, letter, count, scroll bar and border."""


class PaneAct(StrEnum):
    """What can be asked for in the pane."""

    APPLY = "apply"
    SHOW_ONLY = "show_only"
    NEW = "new"
    RENAME = "rename"
    EDIT = "edit"
    MERGE = "merge"
    AUTOCODE = "autocode"
    SPLIT = "split"
    MOVE = "move"
    COLOUR = "colour"
    GATHER = "gather"
    MEMO = "memo"
    DELETE = "delete"
    BACK = "back"


class CodesTree(Tree[PaneCode | PaneTheme]):
    """The tree itself; its keys are the registry's."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.CODES_PANE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Codes")

    async def _on_click(self, event: events.Click) -> None:
        """The right button puts the cursor there and opens a menu."""
        line = event.style.meta.get("line")
        if event.button != 3:
            await super()._on_click(event)
        elif line is not None:
            event.prevent_default()
            self.cursor_line = line
            self.pane.post_message(CodesPane.Clicked(self.pane, event.screen_offset, menu=True))

    @property
    def pane(self) -> "CodesPane":
        """The pane that holds the tree."""
        assert isinstance(self.parent, CodesPane)
        return self.parent

    def action_apply(self) -> None:
        """Give the code under the cursor to the passage; a theme folds."""
        if isinstance(self.cursor_node and self.cursor_node.data, PaneCode):
            self.action_act(PaneAct.APPLY)
        elif self.cursor_node is not None:
            self.cursor_node.toggle()

    def action_fold(self) -> None:
        """Fold what the cursor is on, else go to what holds it."""
        node = self.cursor_node
        if node is not None and node.children and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)

    def action_unfold(self) -> None:
        """Show what the theme gathers."""
        if self.cursor_node is not None:
            self.cursor_node.expand()

    def action_mark(self) -> None:
        """Mark or unmark the code under the cursor."""
        self.pane.toggle_mark()

    def action_focus_filter(self) -> None:
        """Type into the filter."""
        self.pane.query_one(Input).focus()

    def action_act(self, act: str) -> None:
        """Ask the screen for an act."""
        self.pane.post_message(CodesPane.Asked(self.pane, PaneAct(act)))


class FilterInput(Input):
    """What is typed filters the codes; Escape shows all of them again, and then leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("All codes again"), id="codes.unfilter", show=False),
        Binding("down", "to_tree", _("To the codes found"), id="codes.found", show=False),
    ]

    @dataclass
    class Left(Message):
        """The keys go back to the codes."""

    def action_leave(self) -> None:
        """Filter no longer."""
        self.value = ""
        self.post_message(self.Left())

    def action_to_tree(self) -> None:
        """Choose among what was found."""
        self.post_message(self.Left())


class CodesStrip(Static):
    """The letters of the codes on their colours: what is left of the codes when they are folded."""

    DEFAULT_CSS = """
    CodesStrip { width: 1; height: 1fr; display: none; }
    """

    def show(self, codes: Sequence[PaneCode]) -> None:
        """A letter a row, in the order of the codebook."""
        self.update(Text("\n").join(Text(code.letter, swatch(code.colour)) for code in codes))


class CodesPane(Resizable, Vertical):
    """Filter and tree. Tells the screen what to do; does nothing to the project itself."""

    @dataclass
    class Asked(Message):
        """An act on the code, theme or marked codes was asked for."""

        pane: "CodesPane"
        act: PaneAct

    @dataclass
    class Clicked(Message):
        """A code was clicked in the tree; ``menu``: it or a theme with the right button."""

        pane: "CodesPane"
        at: Offset
        """Where on the screen."""
        menu: bool

    class Unfolded(Message):
        """The strip was clicked: all of the codes are wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._codes: Sequence[PaneCode] = ()
        self._themes: Sequence[PaneTheme] = ()
        self._folded: set[str] = set()
        self._marked: set[str] = set()
        self._wanted: tuple[type[PaneCode | PaneTheme], str] | None = None
        """What the cursor is to stand on as soon as it is shown."""

    def compose(self) -> ComposeResult:
        yield Label(_("Themes and codes"), classes="pane-title")
        yield FilterInput(placeholder=_("/ filter"), classes="filter")
        tree = CodesTree("")
        tree.show_root = False
        tree.guide_depth = 2
        yield tree
        yield CodesStrip()

    def show(self, codes: Sequence[PaneCode], themes: Sequence[PaneTheme]) -> None:
        """Show this codebook; what was folded, marked and under the cursor stays so.

        So do the counts of what is not counted yet.
        """
        codes, themes = _with_known(codes, self._codes), _with_known(themes, self._themes)
        if codes == self._codes and themes == self._themes:
            return
        self._codes, self._themes = codes, themes
        self.query_one(CodesStrip).show(codes)
        self._marked &= {code.name for code in codes}
        self._fill()

    def stand_on(self, kind: type[PaneCode | PaneTheme], name: str) -> None:
        """Put the cursor there as soon as it is shown, however the name is spelt."""
        self._wanted = kind, name.casefold()

    def show_all(self) -> None:
        """Filter no longer: nobody sees the filter of codes that are folded."""
        self.query_one(FilterInput).value = ""

    def forget_counts(self) -> None:
        """What was counted holds no longer: other codings are shown."""
        self._codes = [replace(code, count=None) for code in self._codes]
        self._themes = [replace(theme, count=None) for theme in self._themes]
        self._fill()

    def count(self, name: str, by: int) -> None:
        """Change the count of a code without filling the tree anew; one not counted yet stays so."""
        self._codes = [
            replace(c, count=c.count + by) if c.name == name and c.count is not None else c
            for c in self._codes
        ]
        changed = {code.name: code for code in self._codes if code.name == name}
        for node in _nodes(self.query_one(CodesTree).root):
            if isinstance(node.data, PaneCode) and node.data.name in changed:
                node.data = changed[node.data.name]
                node.set_label(self._code_label(node.data))

    @property
    def needed(self) -> int:
        """Columns in which the longest name of a code can be read, with its count."""
        longest = max((cell_len(code.name) for code in self._codes), default=0)
        return longest + AROUND_NAME

    @property
    def current(self) -> PaneCode | PaneTheme | None:
        """What is under the cursor."""
        node = self.query_one(CodesTree).cursor_node
        return node.data if node is not None else None

    @property
    def current_code(self) -> str | None:
        """The name of the code under the cursor."""
        return self.current.name if isinstance(self.current, PaneCode) else None

    @property
    def chosen(self) -> list[str]:
        """The marked codes, else the one under the cursor."""
        names = [code.name for code in self._codes if code.name in self._marked]
        return names or ([self.current_code] if self.current_code else [])

    def clear_marks(self) -> None:
        """Unmark all."""
        self._marked.clear()
        self._fill()

    def toggle_mark(self) -> None:
        """Mark or unmark the code under the cursor."""
        if self.current_code:
            self._marked ^= {self.current_code}
            self._fill()

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._fill()

    @on(Input.Submitted)
    @on(FilterInput.Left)
    def _to_tree(self, event: Message) -> None:
        event.stop()
        self.query_one(CodesTree).focus()

    @on(events.Click, "CodesStrip")
    def _unfold(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Unfolded())

    @on(Tree.NodeSelected)
    def _clicked(self, event: Tree.NodeSelected[PaneCode | PaneTheme]) -> None:
        """Only a click selects a node: keys are the registry's."""
        event.stop()
        if isinstance(event.node.data, PaneCode):
            self.post_message(self.Clicked(self, Offset(), menu=False))

    def _fill(self) -> None:
        tree = self.query_one(CodesTree)
        line, name = tree.cursor_line, self.current.name if self.current else None
        self._folded = {n.data.name for n in _nodes(tree.root) if n.data and n.children and not n.is_expanded}
        tree.clear()
        words = self.query_one(Input).value.casefold().split()
        shown = [c for c in self._codes if all(w in _haystack(c) for w in words)]
        self._gathered(shown, tree, self._themes_of(shown) if words else self._themes)
        self._loose([code for code in shown if not code.themes], tree)
        self._put_cursor(tree, name, line)

    def _themes_of(self, codes: Sequence[PaneCode]) -> Sequence[PaneTheme]:
        """The themes that gather any of the codes, with those above them."""
        themes = {theme.name: theme for theme in self._themes}
        wanted = {above for code in codes for name in code.themes for above in _with_parents(name, themes)}
        return [theme for theme in self._themes if theme.name in wanted]

    def _gathered(self, codes: Sequence[PaneCode], tree: CodesTree, themes: Sequence[PaneTheme]) -> None:
        """The themes by their tree, with the codes that each gathers."""
        nodes: dict[str, TreeNode[PaneCode | PaneTheme]] = {}
        for theme in themes:
            nodes[theme.name] = self._branch(nodes.get(theme.parent or "", tree.root), theme)
        for code in codes:
            for name in code.themes:
                self._leaf(nodes[name], code)

    def _put_cursor(self, tree: CodesTree, name: str | None, line: int) -> None:
        """To what it is to stand on, else back to what it was on; to the same line where that is gone."""
        last = tree.last_line
        tree.set_reactive(Tree.cursor_line, -1)
        nodes = [(node.line, node.data) for node in _nodes(tree.root) if node.data and node.line >= 0]
        wanted = [at for at, row in nodes if (type(row), row.name.casefold()) == self._wanted]
        if wanted:
            self._wanted = None
        same = wanted or [at for at, row in nodes if row.name == name]
        tree.cursor_line = same[0] if same else min(max(line, 0), max(last, 0))

    def _loose(self, codes: Sequence[PaneCode], tree: CodesTree) -> None:
        """Codes that no theme gathers, by their own tree."""
        nodes: dict[str, TreeNode[PaneCode | PaneTheme]] = {}
        for code in codes:
            nodes[code.name] = self._leaf(nodes.get(code.parent or "", tree.root), code)

    def _branch(
        self, parent: TreeNode[PaneCode | PaneTheme], theme: PaneTheme
    ) -> TreeNode[PaneCode | PaneTheme]:
        label = Text.assemble((f"{theme.count} " if theme.count else "", "dim"), (theme.name, "bold"))
        return parent.add(label, theme, expand=theme.name not in self._folded)

    def _leaf(self, parent: TreeNode[PaneCode | PaneTheme], code: PaneCode) -> TreeNode[PaneCode | PaneTheme]:
        node = parent.add(self._code_label(code), code, expand=True, allow_expand=False)
        parent.allow_expand = True
        return node

    def _code_label(self, code: PaneCode) -> Text:
        mark = "✓" if code.name in self._marked else code.letter
        count = (f"{code.count} " if code.count else "", "dim")
        return Text.assemble((mark, swatch(code.colour)), " ", count, code.name)


def _nodes(node: TreeNode[PaneCode | PaneTheme]) -> Iterable[TreeNode[PaneCode | PaneTheme]]:
    for child in node.children:
        yield child
        yield from _nodes(child)


def _with_known(now: Sequence[Shown], before: Sequence[Shown]) -> list[Shown]:
    """What is shown now, with the counts from before of what is not counted yet."""
    known = {one.name: one.count for one in before}
    return [one if one.count is not None else replace(one, count=known.get(one.name)) for one in now]


def _haystack(code: PaneCode) -> str:
    return f"{code.name} {' '.join(code.themes)}".casefold()


def _with_parents(theme: str, themes: dict[str, PaneTheme]) -> set[str]:
    found: set[str] = set()
    at: str | None = theme
    while at and at in themes and at not in found:
        found.add(at)
        at = themes[at].parent
    return found
