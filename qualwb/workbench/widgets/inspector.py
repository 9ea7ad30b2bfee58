"""What is on the passage under the cursor: codes by whom, their rules, memos, suggestions with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from qualwb.acts.suggestions import Offer
from qualwb.exchange.numbers import percent
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.changing_text import ChangingText
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
    """A suggested code with its reason, and how likely it is to be right where that is known."""

    name: str
    reason: str
    score: float = 0.0
    suggester: str = ""
    kind: str = ""
    """The kind of the reason."""
    probability: float | None = None
    encoder: str = ""
    """What encoded the meaning of texts, if anything did."""

    @property
    def likely(self) -> str:
        """The probability as it is shown; empty where it is not known."""
        return "" if self.probability is None else percent(self.probability)

    def offer(self, rank: int, *, shown_before: bool = True) -> Offer:
        """The suggestion as the journal notes it; ``shown_before``: it was read before the coder chose."""
        return Offer(
            self.name,
            rank,
            self.score,
            self.suggester,
            shown_before,
            reason=self.kind,
            probability=self.probability,
            encoder=self.encoder,
        )


def how_far(share: float | None) -> str:
    """How far the reading of what texts mean has come; empty when nothing is being read."""
    return "" if share is None else _("reading meanings, {share}").format(share=percent(share))


class Inspector(VerticalScroll):
    """Parts below each other, each shown as soon as it is known.

    They are one text, at least as tall as the pane: what fits needs no new layout of the screen at each key.
    """

    can_focus = False
    DEFAULT_CSS = """
    Inspector > #inspector-text { min-height: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: dict[str, Text] = dict.fromkeys(("place", "codes", "memos", "suggestions"), Text())

    def compose(self) -> ComposeResult:
        yield ChangingText(id="inspector-text")

    def show_place(self, lines: Sequence[str]) -> None:
        """Where the cursor is: turn, speaker, question."""
        self._show("place", Text.assemble(("\n".join(lines), "dim")))

    def show_codes(self, codings: Sequence[CodingLine]) -> None:
        """The codings under the cursor, with the rule of each code."""
        text = Text.assemble((_("Codes here") + "\n", "bold"))
        if not codings:
            text.append(_("none") + "\n", style="dim")
        for coding in codings:
            text.append(f"{coding.letter} ", style=f"bold {sign_style(coding.colour)}".rstrip())
            text.append(("★ " if coding.cited else "") + coding.name)
            text.append(f"  {coding.coder}, {coding.round}\n", style="dim")
            if coding.rule:
                text.append(f"  {coding.rule}\n", style="italic")
        self._show("codes", text)

    def show_memos(self, memos: Sequence[tuple[str, str]]) -> None:
        """Memos that concern the place: (heading, text)."""
        text = Text()
        for heading, body in memos:
            text.append(f"✎ {heading}\n", style="bold")
            text.append(f"{body}\n\n")
        self._show("memos", text)

    def show_suggestions(
        self, suggestions: Sequence[SuggestionLine], note: str = "", share: float | None = None
    ) -> None:
        """Numbered suggestions with their reasons; ``note`` tells how to read them, or why there are none.

        ``share`` says how far the reading of what texts mean has come.
        """
        text = Text()
        if suggestions or note:
            text.append(_("Suggestions"), style="bold")
            text.append(f"  {how_far(share)}".rstrip() + "\n", style="dim")
        if note:
            text.append(note + "\n", style="dim")
        for number, suggestion in enumerate(suggestions, 1):
            text.append(f"{number} ", style="bold reverse")
            text.append(f" {suggestion.name}")
            text.append(f"  {suggestion.likely}".rstrip() + "\n", style="bold")
            text.append(f"   {suggestion.reason}\n", style="dim")
        self._show("suggestions", text)

    def shows_suggestion(self, number: int) -> bool:
        """Whether the suggestion of this number, if there is one, can be read."""
        row, top = self._row_of(number), self.scroll_offset.y
        return row is None or top <= row < top + self.container_size.height

    def suggestion_in_view(self, number: int) -> bool:
        """Whether the suggestion of this number, if there is one, can be read; if not, scroll to it."""
        if self.shows_suggestion(number):
            return True
        self.scroll_to(y=self._row_of(number), animate=False)
        return False

    def _row_of(self, number: int) -> int | None:
        """The line that the suggestion of this number begins on."""
        lines = self.query_one(ChangingText).lines
        heading = max((row for row, line in enumerate(lines) if line.startswith(_("Suggestions"))), default=0)
        found = (row for row, line in enumerate(lines) if row > heading and line.startswith(f"{number}  "))
        return next(found, None)

    def _show(self, name: str, text: Text) -> None:
        """Say this in a part; what stands there already is not drawn anew."""
        if text == self._parts[name]:
            return
        self._parts[name] = text
        self.query_one(ChangingText).say(Text("\n").join(part for part in self._parts.values() if part))
        self._fit()

    def on_resize(self) -> None:
        """What came while the pane was folded is given its height."""
        self._fit()

    def _fit(self) -> None:
        """Lay the pane out anew where what is said has become taller than it, or is so no longer."""
        shown = self.query_one(ChangingText)
        if shown.size.width and max(shown.rows, self.container_size.height) != shown.size.height:
            shown.refresh(layout=True)
