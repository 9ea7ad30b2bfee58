"""What is on the passage under the cursor: codes by whom, their rules, memos, suggestions with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualwb.acts.suggestions import Offer
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.transcript.look import sign_style


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coding at the cursor."""

    name: str
    colour: str
    letter: str
    coder: str
    round: str
    cited: bool
    rule: str


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A suggested code with its reason."""

    name: str
    reason: str
    score: float = 0.0
    suggester: str = ""

    def offer(self, rank: int) -> Offer:
        """The suggestion as the journal notes it."""
        return Offer(self.name, rank, self.score, self.suggester)


class Inspector(VerticalScroll):
    """Three parts, each shown as soon as it is known."""

    can_focus = False

    def compose(self) -> ComposeResult:
        yield Static(id="inspector-place")
        yield Static(id="inspector-codes")
        yield Static(id="inspector-memos")
        yield Static(id="inspector-suggestions")

    def show_place(self, lines: Sequence[str]) -> None:
        """Where the cursor is: turn, speaker, question."""
        self.query_one("#inspector-place", Static).update(Text("\n".join(lines), style="dim"))

    def show_codes(self, codings: Sequence[CodingLine]) -> None:
        """The codings under the cursor, with the rule of each code."""
        text = Text(_("Codes here") + "\n", style="bold")
        if not codings:
            text.append(_("none") + "\n", style="not bold dim")
        for coding in codings:
            text.append(f"{coding.letter} ", style=f"bold {sign_style(coding.colour)}".rstrip())
            text.append(("★ " if coding.cited else "") + coding.name, style="not bold")
            text.append(f"  {coding.coder}, {coding.round}\n", style="not bold dim")
            if coding.rule:
                text.append(f"  {coding.rule}\n", style="not bold italic")
        self.query_one("#inspector-codes", Static).update(text)

    def show_memos(self, memos: Sequence[tuple[str, str]]) -> None:
        """Memos that concern the place: (heading, text)."""
        text = Text()
        for heading, body in memos:
            text.append(f"✎ {heading}\n", style="bold")
            text.append(f"{body}\n\n")
        self.query_one("#inspector-memos", Static).update(text)

    def show_suggestions(self, suggestions: Sequence[SuggestionLine], note: str = "") -> None:
        """Numbered suggestions with their reasons, or why there are none."""
        text = Text()
        if suggestions or note:
            text.append(_("Suggestions") + "\n", style="bold")
        if note:
            text.append(note + "\n", style="dim")
        for number, suggestion in enumerate(suggestions, 1):
            text.append(f"{number} ", style="bold reverse")
            text.append(f" {suggestion.name}\n")
            text.append(f"   {suggestion.reason}\n", style="dim")
        self.query_one("#inspector-suggestions", Static).update(text)
