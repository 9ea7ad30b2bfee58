"""What is on the passage under the cursor: codes by whom, their rules, memos, suggestions with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.message import Message

from qualwb.acts.suggestions import Offer
from qualwb.exchange.numbers import percent
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.changing_text import ChangingText
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.resizable import Edge, Resizable
from qualwb.workbench.widgets.transcript.look import swatch


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


class Inspector(VerticalScroll, Resizable):
    """Parts below each other, each shown as soon as it is known; under the transcript in two columns.

    What stands in a column is one text, at least as tall as the pane: what fits needs no new layout of the
    screen at each key. A code or suggestion that is clicked is told.
    """

    @dataclass
    class CodeClicked(Message):
        """A code on the passage was clicked; ``menu``: with the right button."""

        name: str
        at: Offset
        """Where on the screen."""
        menu: bool

    @dataclass
    class SuggestionClicked(Message):
        """The suggestion of this number was clicked."""

        number: int

    can_focus = False
    DEFAULT_CSS = """
    Inspector > ChangingText { min-height: 100%; }
    Inspector > #inspector-suggestions { display: none; }
    Inspector.-under { layout: horizontal; }
    Inspector.-under > ChangingText { width: 1fr; }
    Inspector.-under > #inspector-suggestions { display: block; margin-left: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: dict[str, Text] = dict.fromkeys(("place", "codes", "memos", "suggestions"), Text())
        self._suggestions: tuple[Sequence[SuggestionLine], str, float | None] = (), "", None

    def compose(self) -> ComposeResult:
        yield ChangingText(id="inspector-text")
        yield ChangingText(id="inspector-suggestions")

    @property
    def under(self) -> bool:
        """Whether it stands under the transcript, in two columns."""
        return self.has_class("-under")

    @property
    def dragged_edge(self) -> Edge:
        """The border to the transcript."""
        return "top" if self.under else "left"

    def stand(self, *, under: bool) -> None:
        """Stand under the transcript or beside it."""
        if under != self.under:
            self.set_class(under, "-under")
            self.show_suggestions(*self._suggestions)
            self._say()

    def show_place(self, lines: Sequence[str]) -> None:
        """Where the cursor is: turn, speaker, question."""
        self._show("place", Text.assemble(("\n".join(lines), "dim")))

    def show_codes(self, codings: Sequence[CodingLine]) -> None:
        """The codings under the cursor, with the rule of each code."""
        text = Text.assemble((_("Codes here") + "\n", "bold"))
        if not codings:
            text.append(_("none") + "\n", style="dim")
        for coding in codings:
            line = Text.assemble((coding.letter, swatch(coding.colour)), " ")
            line.append(("★ " if coding.cited else "") + coding.name)
            line.apply_meta({"code": coding.name})
            text.append_text(line)
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
        self._suggestions = suggestions, note, share
        text = Text()
        if suggestions or note:
            text.append(_("Suggestions"), style="bold")
            text.append(f"  {how_far(share)}".rstrip() + "\n", style="dim")
        if note:
            text.append(note + "\n", style="dim")
        for number, suggestion in enumerate(suggestions, 1):
            line = Text.assemble((f"{number} ", "bold reverse"), f" {suggestion.name}")
            line.append(f"  {suggestion.likely}".rstrip(), style="bold")
            line.apply_meta({"suggestion": number})
            text.append_text(line)
            text.append_text(self._reason(suggestion, line.cell_len))
        self._show("suggestions", text)

    def _reason(self, suggestion: SuggestionLine, taken: int) -> Text:
        """Why, on a line of its own, or in what is left of the name's where there are few lines."""
        if not self.under:
            return Text(f"\n   {suggestion.reason}\n", style="dim")
        room = self._column.size.width - taken - 2
        return Text(f"  {cut(suggestion.reason, room)}".rstrip() + "\n", style="dim")

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

    @property
    def lines(self) -> list[str]:
        """What it says, line by line; under the transcript the suggestions come last."""
        columns = dict.fromkeys((self._text, self._column))
        return [line for column in columns for line in column.lines]

    def on_click(self, event: events.Click) -> None:
        """Tell which code or suggestion was clicked."""
        if code := event.style.meta.get("code"):
            self.post_message(self.CodeClicked(code, event.screen_offset, menu=event.button == 3))
        elif number := event.style.meta.get("suggestion"):
            self.post_message(self.SuggestionClicked(number))

    @property
    def _text(self) -> ChangingText:
        return self.query_one("#inspector-text", ChangingText)

    @property
    def _column(self) -> ChangingText:
        """Where the suggestions stand."""
        return self.query_one("#inspector-suggestions", ChangingText) if self.under else self._text

    def _row_of(self, number: int) -> int | None:
        """The line that the suggestion of this number begins on."""
        lines = self._column.lines
        heading = max((row for row, line in enumerate(lines) if line.startswith(_("Suggestions"))), default=0)
        found = (row for row, line in enumerate(lines) if row > heading and line.startswith(f"{number}  "))
        return next(found, None)

    def _show(self, name: str, text: Text) -> None:
        """Say this in a part; what stands there already is not drawn anew."""
        if text == self._parts[name]:
            return
        self._parts[name] = text
        self._say()

    def _say(self) -> None:
        beside = [part for name, part in self._parts.items() if part and name != "suggestions"]
        suggestions = self._parts["suggestions"]
        if self.under:
            self._column.say(suggestions)
        elif suggestions:
            beside.append(suggestions)
        self._text.say(Text("\n").join(beside))
        self._fit()

    def on_resize(self) -> None:
        """What came while the pane was folded is given its height; reasons are cut anew."""
        if self.under:
            self.show_suggestions(*self._suggestions)
        self._fit()

    def _fit(self) -> None:
        """Lay the pane out anew where what is said has become taller than it, or is so no longer."""
        for shown in {self._text, self._column}:
            shown.fit(self.container_size.height)
