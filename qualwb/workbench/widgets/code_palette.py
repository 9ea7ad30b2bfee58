"""The fuzzy palette for codes: recent first, typing a new name makes the code, several at one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz import fuzz
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from qualwb.localization import gettext as _
from qualwb.shortening import shortened
from qualwb.workbench.widgets.transcript.look import sign_style

LONGEST_RULE = 220
"""Characters of a definition that are shown."""
ENOUGH = 55
"""The score from which a name counts as found."""
SHORT = 2
"""Letters of a word that may begin too many others."""


@dataclass(frozen=True, slots=True)
class PaletteCode:
    """A code to choose from, with the words it is found by."""

    name: str
    colour: str
    themes: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The names chosen; those that are no code yet are to be made."""

    names: tuple[str, ...]


class CodePalette(ModalScreen[Chosen | None]):
    """Type to find, Enter takes the highlighted code, Ctrl+space adds it and goes on."""

    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", _("Cancel"), priority=True),
        Binding("down,ctrl+n", "step(1)", show=False, priority=True),
        Binding("up,ctrl+p", "step(-1)", show=False, priority=True),
        Binding("ctrl+space,tab,comma", "add", _("Add one more"), priority=True),
    ]

    def __init__(
        self, codes: Sequence[PaletteCode], recent: Sequence[str], *, title: str, lately: bool = True
    ) -> None:
        """``recent``: the codes that come first, which were given ``lately`` or are at stake."""
        super().__init__()
        order = {name: place for place, name in enumerate(recent)}
        self._codes = sorted(codes, key=lambda code: order.get(code.name, len(order)))
        self._recent = set(recent) if lately else set()
        self._definitions = {code.name: code.definition for code in codes}
        self._title = title
        self._added: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder=_("Code, part of it, or a new name"))
            yield Label("", id="palette-added", markup=False)
            yield OptionList(markup=False)
            yield Static(id="palette-rule", classes="dialog-context", markup=False)
            yield Label(_("Enter takes it, Tab adds one more, Escape cancels"), classes="dialog-hint")

    def on_mount(self) -> None:
        self._show("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value.strip())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take()

    @on(OptionList.OptionHighlighted)
    def _tell_rule(self) -> None:
        """What the code at the cursor means."""
        told = self._definitions.get(self._highlighted() or "", "")
        self.query_one("#palette-rule", Static).update(shortened(" ".join(told.split()), LONGEST_RULE))

    def action_step(self, by: int) -> None:
        """Move the highlight while typing goes on."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + by) % options.option_count

    def action_add(self) -> None:
        """Add the highlighted code and choose another."""
        name = self._highlighted()
        if name and name not in self._added:
            self._added.append(name)
            self.query_one("#palette-added", Label).update("+ " + ", ".join(self._added))
        self.query_one(Input).value = ""

    def _take(self) -> None:
        name = self._highlighted() if self.query_one(Input).value.strip() or not self._added else None
        names = [*self._added, *([name] if name and name not in self._added else [])]
        self.dismiss(Chosen(tuple(names)) if names else None)

    def _highlighted(self) -> str | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        identifier = options.get_option_at_index(options.highlighted).id or ""
        return identifier.partition(":")[2]

    def _show(self, text: str) -> None:
        options = self.query_one(OptionList)
        found = ranked(self._codes, text)
        options.clear_options()
        rows = [Option(self._label(code), id=f"code:{code.name}") for code in found[:60]]
        if text and all(code.name.casefold() != text.casefold() for code in self._codes):
            new = Option(Text(_("+ new code '{name}'").format(name=text)), id=f"new:{text}")
            rows.insert(0 if not _begins(found, text) else len(rows), new)
        options.add_options(rows)
        options.highlighted = 0 if rows else None

    def _label(self, code: PaletteCode) -> Text:
        themes = ", ".join(code.themes)
        recent = _("given lately") if code.name in self._recent else ""
        about = " · ".join(filter(None, (themes, recent)))
        return Text.assemble(
            ("■ ", sign_style(code.colour)), code.name, (f"  {about}" if about else "", "dim")
        )


def ranked(codes: Sequence[PaletteCode], text: str) -> list[PaletteCode]:
    """Codes that the text finds, best first; all of them in their order for an empty text.

    The name counts most, then themes and definition. Sorting is stable, so recent codes stay ahead of
    equals.
    """
    if not text:
        return list(codes)
    wanted = text.casefold()

    def score(code: PaletteCode) -> float:
        name = code.name.casefold()
        if name.startswith(wanted):
            return 200
        if any(word.startswith(wanted) for word in name.split()):
            return 150
        if _is_named(code, text):
            return 120
        around = f"{' '.join(code.themes)} {code.definition}".casefold()
        return max(fuzz.partial_ratio(wanted, name), 70.0 if wanted in around else 0.0)

    scored = [(score(code), code) for code in codes]
    enough = ENOUGH if len(wanted) < 4 else 70
    return [code for points, code in sorted(scored, key=lambda pair: -pair[0]) if points >= enough]


def _begins(found: Sequence[PaletteCode], text: str) -> bool:
    """Whether the best code found is close enough that it, not a new code, is what is meant."""
    return bool(found) and _is_named(found[0], text)


def _is_named(code: PaletteCode, text: str) -> bool:
    """Whether the text stands in the name, or its words begin words of the name, in their order.

    A word of one or two letters begins too many: it must be one of the name.
    """
    wanted, name = text.casefold(), code.name.casefold()
    words = iter(name.split())
    return wanted in name or all(
        any(word.startswith(begun) if len(begun) > SHORT else word == begun for word in words)
        for begun in wanted.split()
    )
