"""The transcript view: reading with keys and mouse, in the theme's colours."""

from typing import ClassVar

from textual import events
from textual.geometry import Offset

from qualwb.localization import gettext as _
from qualwb.workbench.registry.transcript_keys import BINDINGS
from qualwb.workbench.widgets.transcript import motions
from qualwb.workbench.widgets.transcript.mouse import Dragging
from qualwb.workbench.widgets.transcript.searching_view import SearchingView


class TranscriptView(SearchingView, can_focus=True, inherit_bindings=False):
    """A transcript with its coded passages, a cursor and a selection of its own."""

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = _("Transcript")
    BINDINGS = BINDINGS  # type: ignore[assignment]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--number",
        "transcript--number-current",
        "transcript--speaker",
        "transcript--speaker-continued",
        "transcript--overflow",
        "transcript--heading",
        "transcript--hit",
        "transcript--selection",
        "transcript--cursor",
        "transcript--cursor-blurred",
    }

    DEFAULT_CSS = """
    TranscriptView {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;

        & > .transcript--number { color: $foreground 65%; }
        & > .transcript--number-current { color: $foreground; text-style: bold; }
        & > .transcript--speaker { color: $foreground; text-style: bold; }
        & > .transcript--speaker-continued { color: $foreground 65%; text-style: italic; }
        & > .transcript--overflow { color: $foreground 60%; }
        & > .transcript--heading { color: $foreground 75%; text-style: italic; }
        & > .transcript--hit { color: $text; background: $warning; }
        & > .transcript--selection { color: $text; background: $primary; }
        & > .transcript--cursor { color: $background; background: $foreground; text-style: bold; }
        & > .transcript--cursor-blurred { text-style: underline bold; }
    }
    """

    _dragging: Dragging | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor; take a whole turn by its label, or a passage by its stripe."""
        at = event.get_content_offset(self)
        if event.button == 3 and at is not None:
            self._ask_for_menu(event, at)
            return
        if event.button != 1 or at is None or (offset := self.offset_under(at)) is None:
            return
        event.stop()
        self._end_drag()  # the button may have gone up where nobody saw it
        lane = self.layout_columns.lane_at(at.x)
        if lane is not None:
            if (mark := self.stripe_under(at)) is not None:
                self.activate(mark)
        elif at.x < self.layout_columns.stripes_at:
            self.select(*motions.turn_span(self.document, offset))
        else:
            anchor = self.selection_anchor if event.shift else offset
            self.select(anchor, offset)
            self._dragging = Dragging(self, anchor)

    def _ask_for_menu(self, event: events.MouseDown, at: Offset) -> None:
        """A menu for the selection that was clicked, else for the coded passage or the place there."""
        offset = self.offset_under(at)
        if offset is None:
            return
        event.stop()
        start, end = self.selection
        if not start <= offset < end:
            if (mark := self.stripe_under(at)) is not None:
                self.activate(mark)
            else:
                self.goto(offset)
        self.post_message(self.MenuRequested(self, event.screen_offset))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select along."""
        if self._dragging is not None:
            event.stop()
            self._dragging.follow(event.get_content_offset_capture(self))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection."""
        if self._dragging is not None:
            event.stop()
            self._end_drag()

    def on_unmount(self) -> None:
        """Stop scrolling with the pointer."""
        self._end_drag()

    def _end_drag(self) -> None:
        if self._dragging is not None:
            self._dragging.end()
            self._dragging = None

    def on_click(self, event: events.Click) -> None:
        """Twice: select the word; three times: the sentence; four: the turn."""
        at = event.get_content_offset(self)
        if event.button != 1 or event.chain < 2 or at is None or at.x < self.layout_columns.text_at:
            return
        if (offset := self.offset_under(at)) is None:
            return
        text = self.document.text
        if event.chain == 2:
            self.select(*motions.word_span(text, offset), origin=offset)
        elif event.chain == 3:
            self.select(*motions.sentence_span(text, offset), origin=offset)
        else:
            self.select(*motions.turn_span(self.document, offset), origin=offset)
