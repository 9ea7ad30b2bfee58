"""A footer of which all that is shown has room: first it says less of each key, then fewer keys."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

AROUND = 3
"""Columns around a key and what it does."""


class FittingFooter(Footer):
    """Drops the keys that are used least, in the order of ``least_used`` (the names of their actions)."""

    def __init__(self, least_used: Sequence[str]) -> None:
        super().__init__(show_command_palette=False)
        self._least_used = tuple(least_used)

    def compose(self) -> ComposeResult:
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        if self._width(keys) > self.app.size.width:
            for key in keys:
                key.description = _briefly(key.description)
        for action in self._least_used:
            if self._width(keys) <= self.app.size.width:
                break
            keys = [key for key in keys if key.action != action]
        yield from keys

    def on_resize(self) -> None:
        """Other keys have room."""
        self.refresh(recompose=True)

    def _width(self, keys: Sequence[FooterKey]) -> int:
        return sum(cell_len(key.key_display) + cell_len(key.description) + AROUND for key in keys)


def _briefly(description: str) -> str:
    """What stands before the first sign that divides it."""
    return re.split(r"[:;,(]", description, maxsplit=1)[0].strip()
