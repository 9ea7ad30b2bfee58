"""The keys at the foot of a screen: as many as there is room for, those that lead to all others always.

One widget that draws one line: a widget for each key, as Textual has it, takes as long to be made, styled and
laid out as all the rest of a screen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

ALWAYS = ("second_letter", "help", "command_palette", "undo")
"""Actions that show all others and lead to all screens, and the one that takes back a mistake."""


@dataclass(frozen=True, slots=True)
class FootKey:
    """A key as the foot tells it; ``display`` is what it is called, and ``action`` what it does."""

    key: str
    display: str
    description: str
    action: str
    enabled: bool = True

    @property
    def cells(self) -> int:
        """Cells that it takes, with those around the key and after its description."""
        return cell_len(self.display) + cell_len(self.description) + 3


class FittingFooter(Widget):
    """A footer that says less of each key where there is no room, and then leaves keys away.

    Those of ``least_used`` (names of actions) go first, then the screen's last ones: the rows of the registry
    stand in the order of their use.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "fitting-footer--key",
        "fitting-footer--description",
        "fitting-footer--hover",
        "fitting-footer--off",
    }
    DEFAULT_CSS = """
    FittingFooter {
        dock: bottom; height: 1; color: $footer-foreground; background: $footer-background;
    }
    FittingFooter > .fitting-footer--key {
        color: $text-primary; background: $footer-key-background; text-style: bold;
    }
    FittingFooter > .fitting-footer--description {
        color: $footer-description-foreground; background: $footer-description-background;
    }
    FittingFooter > .fitting-footer--hover { background: $block-hover-background; }
    FittingFooter > .fitting-footer--off { text-style: dim; }
    """

    def __init__(self, least_used: Sequence[str] = ()) -> None:
        super().__init__()
        self._least_used = tuple(least_used)
        self._keys: tuple[FootKey, ...] | None = ()
        """The keys that are told; None where they are to be looked for anew."""
        self._under: FootKey | None = None
        """The key under the mouse."""

    def on_mount(self) -> None:
        """Hear when other keys work."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        if self._keys != ():
            self._look_again()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self._look_again()

    def _look_again(self) -> None:
        self._keys = None
        self.refresh()

    @property
    def keys(self) -> tuple[FootKey, ...]:
        """The keys that are told, from left to right."""
        if self._keys is None:
            self._keys = that_fit(self._working(), self.size.width, self._least_used)
        return self._keys

    def _working(self) -> list[FootKey]:
        """The keys that work now, one for each action."""
        found: dict[str, FootKey] = {}
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in found:
                display = self.app.get_key_display(binding)
                found[binding.action] = FootKey(
                    binding.key, display, binding.description, binding.action, enabled
                )
        return list(found.values())

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """All keys in the one line that there is."""
        segments = [segment for key in self.keys for segment in self._segments(key)]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _segments(self, key: FootKey) -> Iterable[Segment]:
        for part, text in (("key", f" {key.display} "), ("description", f"{key.description} ")):
            style = self.get_component_rich_style(f"fitting-footer--{part}")
            if key == self._under:
                style += self.get_component_rich_style("fitting-footer--hover", partial=True)
            if not key.enabled:
                style += self.get_component_rich_style("fitting-footer--off", partial=True)
            yield Segment(text, style)

    # The mouse

    def _key_at(self, x: int) -> FootKey | None:
        right = 0
        for key in self.keys:
            right += key.cells
            if x < right:
                return key
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key a click would press."""
        self._hover(self._key_at(event.x))

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover(None)

    def _hover(self, under: FootKey | None) -> None:
        if under != self._under:
            self._under = under
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that is there."""
        key = self._key_at(event.x)
        if key is not None and key.enabled:
            self.app.simulate_key(key.key)
        elif key is not None:
            self.app.bell()


def that_fit(keys: Sequence[FootKey], width: int, least_used: Sequence[str] = ()) -> tuple[FootKey, ...]:
    """The keys that so many cells have room for, in their order."""
    shown = list(keys)
    if _cells(shown) > width:
        shown = [replace(key, description=_briefly(key.description)) for key in shown]
    for key in _by_need(shown, least_used):
        if _cells(shown) <= width:
            break
        shown.remove(key)
    return tuple(shown)


def _by_need(keys: Sequence[FootKey], least_used: Sequence[str]) -> list[FootKey]:
    """What may be left away, the least needed first."""
    last_first = [key for key in reversed(keys) if key.action not in ALWAYS]
    named = [key for action in least_used for key in last_first if key.action == action]
    return [*named, *(key for key in last_first if key not in named)]


def _cells(keys: Iterable[FootKey]) -> int:
    return sum(key.cells for key in keys)


def _briefly(description: str) -> str:
    """What stands before the first sign that divides it."""
    return re.split(r"[:;,(]", description, maxsplit=1)[0].strip()
