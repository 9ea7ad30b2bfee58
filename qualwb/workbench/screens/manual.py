"""The guide: the method in ten steps, beside its table of contents, with a line to find words by."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, MarkdownViewer, Static

from qualwb import localization
from qualwb.localization import gettext as _
from qualwb.manual import LANGUAGES, guide_text
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.widgets.fitting_footer import FittingFooter

ROOM_FOR_CONTENTS = 110
"""Columns from which the table of contents stands beside the text."""
LANGUAGE_NAMES = {"sv": "svenska", "en": "English"}


def make() -> "GuideScreen":
    """The screen, for the app's table of screens."""
    return GuideScreen()


class GuideText(MarkdownViewer, inherit_bindings=False):
    """The guide's text, scrolled by the screen's own keys."""


class GuideScreen(ProjectScreen):
    """The guide in Swedish or English."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.GUIDE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Guide")

    def __init__(self) -> None:
        super().__init__()
        self.language = localization.language()
        self._contents: bool | None = None
        self._found: list[Static] = []
        """The parts of the text that hold what is looked for, in order."""
        self._at = 0
        """Which of them is in view."""

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        # Folding it later would style each paragraph anew.
        beside = self._contents_shown()
        yield GuideText(guide_text(self.language), show_table_of_contents=beside, open_links=False)
        yield Input(placeholder=_("Find in the guide; Enter: the next place"), classes="filter -hidden")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.show_bar()
        self.viewer.focus()

    def on_resize(self) -> None:
        """The table of contents folds where there is no room for it."""
        self._fold()

    @property
    def viewer(self) -> MarkdownViewer:
        """The text."""
        return self.query_one(MarkdownViewer)

    def _fold(self) -> None:
        self.viewer.show_table_of_contents = self._contents_shown()

    def _contents_shown(self) -> bool:
        wide = self.app.size.width >= ROOM_FOR_CONTENTS
        return wide if self._contents is None else self._contents

    def bar_text(self) -> str:
        """The language of the guide, and how to get the other."""
        other = next(name for name in LANGUAGES if name != self.language)
        told = _("Guide · {language} (w: {other})").format(
            language=LANGUAGE_NAMES[self.language], other=LANGUAGE_NAMES[other]
        )
        if not self._words:
            return told
        place = f"{self._at + 1}/{len(self._found)}" if self._found else _("not found")
        onward = "" if self.line.has_focus or not self._found else " · " + _("n: the next place")
        return f"{told} · ”{self._words}”: {place}{onward}"

    # Finding words

    @property
    def line(self) -> Input:
        """Where the words are written."""
        return self.query_one(Input)

    @property
    def _words(self) -> str:
        return " ".join(self.line.value.split())

    def action_find(self) -> None:
        """Write words to look for."""
        self.line.remove_class("-hidden")
        self.line.focus()
        self.line.action_select_all()

    @on(Input.Changed)
    def _look(self) -> None:
        """Show the first place of the words, while they are typed."""
        words = self._words.casefold()
        parts = self.viewer.document.query(Static) if words else ()
        self._mark(False)
        self._found = [part for part in parts if words in _text(part)]
        self._at = 0
        self._show_found()

    @on(Input.Submitted)
    def _next_found(self) -> None:
        self._step_found(1)

    def _step_found(self, by: int) -> None:
        if self._found:
            self._mark(False)
            self._at = (self._at + by) % len(self._found)
        self._show_found()

    def _show_found(self) -> None:
        self._mark(True)
        if self._found:
            self.viewer.scroll_to_widget(self._found[self._at], animate=False, top=True)
        self.show_bar()

    def _mark(self, found: bool) -> None:
        if self._found:
            self._found[self._at].set_class(found, "-found")

    async def action_language(self) -> None:
        """The guide in the other language, at the same heading."""
        at = self._heading_at()
        self.language = next(name for name in LANGUAGES if name != self.language)
        self._found = []
        self.line.value = ""
        await self.viewer.document.update(guide_text(self.language))
        self.show_bar()
        self.call_after_refresh(self._go_to_heading, at)

    def action_contents(self) -> None:
        """Fold or unfold the table of contents."""
        self._contents = not self.viewer.show_table_of_contents
        self._fold()

    def action_stop(self) -> None:
        """Back to the text, where it is; from there no words are looked for any longer."""
        writes = self.line.has_focus
        self.viewer.document.focus(scroll_visible=False)
        self.line.add_class("-hidden")
        if not (writes and self._found):
            self.line.value = ""
        self.show_bar()

    def on_key(self, event: events.Key) -> None:
        """Tab leaves the line as Escape does: the text has no other place for the focus."""
        if event.key in ("tab", "shift+tab") and self.line.has_focus:
            event.stop()
            event.prevent_default()
            self.action_stop()

    # Moving

    def _headings(self) -> list[Widget]:
        return list(self.viewer.document.query("MarkdownH2"))

    def _heading_at(self) -> int:
        """The number of headings above the top of the view, or at it."""
        top = self.viewer.scroll_offset.y
        return sum(heading.virtual_region.y <= top for heading in self._headings())

    def _go_to_heading(self, number: int) -> None:
        headings = self._headings()
        if number <= 0 or not headings:
            self.viewer.scroll_home(animate=False)
        else:
            y = headings[min(number, len(headings)) - 1].virtual_region.y
            self.viewer.scroll_to(y=y, animate=False)

    def action_step(self, by: int) -> None:
        """The next or previous place of the words that were found, else heading."""
        if self._found:
            self._step_found(by)
            return
        at = self._heading_at()
        headings = self._headings()
        within = 0 < at <= len(headings) and headings[at - 1].virtual_region.y < self.viewer.scroll_offset.y
        self._go_to_heading(at if by < 0 and within else at + by)

    def action_scroll_by(self, by: int) -> None:
        """A line down or up."""
        self.viewer.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A screenful down or up."""
        self.viewer.scroll_relative(y=by * max(self.viewer.size.height - 2, 1), animate=False)

    def action_edge(self, last: bool) -> None:
        """The end or the start of the guide."""
        if last:
            self.viewer.scroll_end(animate=False)
        else:
            self.viewer.scroll_home(animate=False)


def _text(part: Static) -> str:
    """What a part of the text says, in one line."""
    content = part.content
    plain = content.plain if isinstance(content, Content) else str(content)
    return " ".join(plain.casefold().split())
