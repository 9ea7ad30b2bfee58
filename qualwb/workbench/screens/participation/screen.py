"""The screen of participation: who speaks how much, after whom, and what each one says."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Label

from qualwb.analysis.connection import Connection
from qualwb.analysis.found_passages import TurnText
from qualwb.analysis.participation import Participation, Voice, participation
from qualwb.analysis.selection import Selection
from qualwb.analysis.voice_turns import turns_after, voice_turns
from qualwb.errors import QualwbError
from qualwb.exchange.tables.analyses import followings_table, participation_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import one_line
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import answer_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.choosing_group import choose_group
from qualwb.workbench.screens.copying_turns import copy_turn
from qualwb.workbench.screens.exporting import ask_export_table
from qualwb.workbench.screens.participation.talk_words import (
    FOLLOWINGS,
    following_heads,
    following_rows,
    voice_columns,
    voice_rows,
)
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.listing import ListColumn, Listing, QuietListing, Row
from qualwb.workbench.widgets.matrix_grid import MatrixGrid, TurnsGrid
from qualwb.workbench.widgets.notes_pane import NotesPane

TURNS = (
    ListColumn(_("Source"), 8, 22),
    ListColumn(_("Turn"), 4, 6, right=True),
    ListColumn(_("Text"), 20, 400),
)


def make() -> "ParticipationScreen":
    """The screen, for the app's table of screens."""
    return ParticipationScreen()


@dataclass(frozen=True, slots=True)
class View:
    """What is counted."""

    by: str = "groups"
    backchannels: bool = True
    group: str = ""
    """'' for all groups."""


class ParticipationScreen(ProjectScreen):
    """Who speaks how much, and after whom?"""

    BINDINGS: ClassVar[list[Binding]] = bindings(answer_actions.PARTICIPATION)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Participation")

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.talk: tuple[Participation, ...] | None = None
        self._shown_view = self.view
        self._counted = "words"
        self._turns: dict[Hashable, TurnText] = {}
        self._opened: Callable[[Connection], tuple[TurnText, ...]] | None = None
        """How the turns that are shown are read: those of a voice, or of one directly after another."""
        self._opened_from: Widget | None = None

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Vertical(id="talk-body"):
            yield Listing(voice_columns(self._counted), id="voices")
            yield NotesPane()
            yield TurnsGrid(id="followings")
            yield QuietListing(TURNS, id="voice-turns")
        yield FittingFooter()

    def on_mount(self) -> None:
        self.turns.add_class("-hidden")
        self.voices.focus()

    @property
    def voices(self) -> Listing:
        """The groups and who speaks in them."""
        return self.query_one("#voices", Listing)

    @property
    def turns(self) -> Listing:
        """What the one under the cursor says."""
        return self.query_one("#voice-turns", Listing)

    # Counting

    def read_project(self) -> None:
        """Count the talk."""
        view = self.view
        self.ask("talk", lambda connection: count(connection, view), lambda talk: self._show(view, talk))

    def _show(self, view: View, talk: tuple[Participation, ...]) -> None:
        self._shown_view, self.talk = view, talk
        self._fill()
        self._read_turns(self.show_bar)

    def _fill(self) -> None:
        if self.talk is None:
            return
        rows = voice_rows(self.talk, self._counted)
        empty = _("Nobody speaks yet: F8, then i, imports transcripts.")
        self.voices.show(rows, columns=voice_columns(self._counted), empty=empty)
        self.show_bar()

    def refused(self, kind: str, error: QualwbError) -> None:
        """A voice that is no more, or is called otherwise by now, has no turns to show."""
        if kind == "turns":
            self._close()
        else:
            super().refused(kind, error)

    def bar_text(self) -> str:
        """What is counted, each with the key that changes it."""
        view = self.view
        parts = [
            "R: " + (_("sources") if view.by == "sources" else _("groups")),
            "f: " + (view.group or _("all groups")),
            "#: " + (_("words") if self._counted == "words" else _("turns")),
            "b: " + (_("with backchannels") if view.backchannels else _("without backchannels")),
        ]
        if self.turns.has_focus:
            n = len(self._turns)
            parts.insert(0, f"{self.turns.place[0] + 1}/" + ngettext("{n} turn", "{n} turns", n).format(n=n))
        return "  ".join(parts)

    # The group and the voice under the cursor

    @property
    def group(self) -> Participation | None:
        """The group, or source, under the cursor."""
        key = self.voices.key
        name = key[0] if isinstance(key, tuple) else None
        return next((one for one in self.talk or () if one.name == name), None)

    @property
    def voice(self) -> Voice | None:
        """The voice under the cursor; None on the row of a whole group."""
        key, group = self.voices.key, self.group
        if group is None or not isinstance(key, tuple) or key[1] is None:
            return None
        voice: Voice = group.voices[key[1]]
        return voice

    @on(Listing.Highlighted, "#voices")
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        group = self.group
        if group is None:
            self.query_one(NotesPane).say("")
            self.query_one(MatrixGrid).show("", (), ())
            return
        talk, after = participation_table([group]).notes[0], followings_table([group]).notes[1]
        told = [talk, after, _("In brackets: as often by chance; the darker, the oftener than that.")]
        self.query_one(NotesPane).say("\n".join(told), group.name)
        corner = _("spoke before")
        self.query_one(MatrixGrid).show(corner, following_heads(group), following_rows(group), FOLLOWINGS)

    @on(Listing.Opened, "#voices")
    def _open(self, event: Listing.Opened) -> None:
        event.stop()
        group, voice = self.group, self.voice
        if group is None or voice is None:
            self.query_one(MatrixGrid).focus()
            return
        self._open_turns(voice_turns, voice.name, voice.role)

    @on(MatrixGrid.Opened)
    def _open_pair(self, event: MatrixGrid.Opened) -> None:
        event.stop()
        group = self.group
        if group is None or not event.grid.rows:
            return
        row, column = event.grid.place
        speaker, follower = event.grid.rows[row].name, following_heads(group)[column]
        if any(
            (one.speaker, one.follower) == (speaker, follower) for one in group.followings if one.observed
        ):
            read = partial(turns_after, backchannels=self._shown_view.backchannels)
            self._open_turns(read, speaker, follower)
        elif speaker == follower:
            self.app.notify(_("Choose two that are not the same: arrows go from cell to cell."), timeout=4)
        else:
            said = _("'{one}' never speaks directly after '{other}'.").format(one=follower, other=speaker)
            self.app.notify(said, markup=False, timeout=4)

    def _open_turns(self, read: Callable[..., tuple[TurnText, ...]], *who: str) -> None:
        """Show turns of the group or source under the cursor."""
        assert self.group is not None
        case, by = self.group.name, self._shown_view.by
        self._opened = lambda connection: read(connection, case, by, *who)
        self._opened_from = self.focused
        self._read_turns(self._show_opened)

    def _read_turns(self, then: Callable[[], object]) -> None:
        """Read the turns of the voice that was opened, as they are now."""
        if (read := self._opened) is not None:

            def show(turns: tuple[TurnText, ...]) -> None:
                self._show_turns(turns)
                then()

            self.ask("turns", read, show)

    def _show_turns(self, turns: tuple[TurnText, ...]) -> None:
        self._turns = {(turn.source, turn.start): turn for turn in turns}
        rows = [
            Row(key, (turn.source, str(turn.number), one_line(turn.text)))
            for key, turn in self._turns.items()
        ]
        self.turns.show(rows, empty=_("There is no turn here."))

    def _show_opened(self) -> None:
        self.query_one(MatrixGrid).add_class("-hidden")
        self.turns.remove_class("-hidden")
        self.turns.focus()

    @on(Listing.Highlighted, "#voice-turns")
    def _turn_highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        self.show_bar()

    @on(Listing.Opened, "#voice-turns")
    def _go_to_turn(self, event: Listing.Opened) -> None:
        event.stop()
        turn = self._turns[event.key]
        self.app.show_passage(turn.source, turn.start, turn.start + len(turn.text.rstrip()))

    def on_descendant_focus(self) -> None:
        """The bar tells of the turn under the cursor while the cursor is there."""
        self.show_bar()

    def _close(self) -> None:
        self._opened = None
        self.void("turns")
        self.turns.add_class("-hidden")
        matrix = self.query_one(MatrixGrid)
        matrix.remove_class("-hidden")
        (matrix if self._opened_from is matrix else self.voices).focus()
        self._opened_from = None

    # What the keys do

    def _change(self, view: View) -> None:
        self.view = view
        self._close()
        self.read_project()
        self.show_bar()

    def action_stop(self) -> None:
        """Wait no longer; else back to the voices; else back to where the reader came from."""
        if self.waits:
            super().action_stop()
            self.view = self._shown_view
            self.show_bar()
        elif self.voices.has_focus:
            self.app.go_back()
        else:
            self._close()

    def action_by(self) -> None:
        """By group or by source."""
        self._change(replace(self.view, by="groups" if self.view.by == "sources" else "sources"))

    def action_backchannels(self) -> None:
        """With turns that only say 'mm' or 'ja', or without."""
        self._change(replace(self.view, backchannels=not self.view.backchannels))

    def action_counted(self) -> None:
        """Bars of words or of turns."""
        self._counted = "turns" if self._counted == "words" else "words"
        self._fill()

    def action_group(self) -> None:
        """One group, or all."""
        choose_group(self, lambda group: self._change(replace(self.view, group=group)))

    def action_all_groups(self) -> None:
        """All groups."""
        self._change(replace(self.view, group=""))

    def action_matrix(self) -> None:
        """To the matrix of who follows whom, or back."""
        matrix = self.query_one(MatrixGrid)
        (self.voices if matrix.has_focus or matrix.has_class("-hidden") else matrix).focus()

    def action_copy(self) -> None:
        """Copy the turn under the cursor."""
        if (turn := self._turns.get(self.turns.key)) is not None and self.turns.display:
            copy_turn(self, turn.source, turn.number)

    def action_export(self) -> None:
        """Who says how much, or who speaks after whom, to a file."""
        talk = self.talk
        if talk is None:
            return

        from qualwb.exchange.figures.participation_bars import participation_bars

        def take(chosen: str | None) -> None:
            if chosen == "voices":
                ask_export_table(
                    self.app,
                    _("participation.xlsx"),
                    lambda: participation_table(talk),
                    lambda: participation_bars(talk),
                )
            elif chosen == "followings":
                ask_export_table(self.app, _("after-whom.xlsx"), lambda: followings_table(talk))

        choices = [
            Choice("voices", _("Turns and words of each speaker")),
            Choice("followings", _("Who speaks after whom")),
        ]
        self.app.push_screen(ChoiceDialog(_("Export"), choices), take)


def count(connection: Connection, view: View) -> tuple[Participation, ...]:
    """Count all that the view asks for."""
    selection = Selection(groups=(view.group,) if view.group else ())
    return participation(connection, selection, by=view.by, backchannels=view.backchannels)
