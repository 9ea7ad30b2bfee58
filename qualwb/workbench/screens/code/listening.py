"""The recording beside the text: played, followed, and turns stamped with when they are spoken in it."""

from collections.abc import Callable
from pathlib import Path

from qualwb.acts import recordings
from qualwb.acts.turn_times import stamp
from qualwb.errors import QualwbError
from qualwb.listening.player import Player
from qualwb.listening.playing import Playing
from qualwb.listening.recording_file import RecordingChanged, RecordingFile, RecordingGone
from qualwb.listening.timeline import Timeline
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.source_state import LoadedSource
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.listening_strip import ListeningStrip, PlayerTold, playing_line
from qualwb.workbench.widgets.transcript.margin import clock

BACK = 3.0
"""Seconds that one goes back to hear something again."""
SPEED_STEP = 0.1
SHORTEST_LOOP = 1.0
"""Seconds that come again at least: what is shorter is no passage but a noise."""

Tied = tuple[str, RecordingFile]
"""A source and its recording."""


class Listening:
    """What the keys for listening do; the player begins with the first of them, and ends with the screen."""

    def __init__(self, screen: CodeSurface) -> None:
        self._screen = screen
        self._player: Player | None = None
        self._tied: Tied | None = None
        self.playing = Playing()
        """What the player does with the recording of the source at hand."""
        self._files: dict[Tied, Path] = {}
        """Where the recordings lie that were found."""
        self._line_of_time: tuple[LoadedSource, float | None, Timeline] | None = None
        self._follows = True
        self._spoken: int | None = None
        """The turn that was spoken when the player told last, by its place in the order of turns."""
        self._when_open: Callable[[], object] | None = None
        """What is to be done as soon as the recording is open."""
        self._searches = False
        self.acts: dict[str, Callable[[], object]] = {
            "play": self.play_or_pause,
            "turn": self.play_turn,
            "back": self.back,
            "loop": self.loop,
            "slower": lambda: self.change_speed(-SPEED_STEP),
            "faster": lambda: self.change_speed(SPEED_STEP),
            "stamp": self.stamp,
            "follow": self.follow,
        }

    @property
    def process_id(self) -> int | None:
        """The number of the player's process, while there is one."""
        return self._player.process_id if self._player is not None else None

    @property
    def seconds(self) -> float:
        """Where the player is in the recording."""
        return self.playing.seconds if self._player is None else self._player.playing.seconds

    # The source at hand

    def source_shown(self) -> None:
        """Another source is shown, or the same as it is now; what played of another one is over."""
        source = self._screen.source
        recording = source.transcript.recording if source is not None else None
        tied = (source.name, recording) if source is not None and recording is not None else None
        if tied != self._tied:
            self._tied, self._when_open, self._searches = tied, None, False
            self.playing = Playing(speed=self.playing.speed)
            self.pause()
        self._spoken = None
        self.show()

    def show(self) -> None:
        """Say on every strip what the player is doing."""
        line = self.line()
        for screen in self._screen.app.screen_stack:
            for strip in screen.query(ListeningStrip):
                strip.say(line)

    def line(self) -> str:
        """What a strip says; '' where no recording is tied."""
        if self._tied is None:
            return ""
        if self._searches:
            return _("looking for the recording")
        if not self.playing.opened:
            return _("{file}: Shift+F4 plays from this turn").format(file=self._tied[1].name)
        source = self._screen.source
        timed = source is not None and self._timeline(source).is_timed
        return playing_line(self.playing, follows=self._follows, timed=timed)

    # What the keys do

    def play_or_pause(self) -> None:
        """Play what is paused, and the other way round; from this turn, where nothing has played yet."""
        if self._player is not None and self.playing.opened and not self.playing.at_end:
            self._player.pause(not self.playing.paused)
        else:
            self.play_turn()

    def play_turn(self) -> None:
        """Play from the turn at the cursor."""
        self._when_opened(self._play_turn)

    def _play_turn(self, player: Player, source: LoadedSource) -> None:
        if (index := self._index(source)) is not None:
            self._spoken = index
            player.play(self._timeline(source).begin(index).seconds)

    def pause(self) -> None:
        """Pause what plays."""
        if self._player is not None:
            self._player.pause()

    def back(self) -> None:
        """Go back a little, to hear it again."""
        if self._player is not None and self.playing.opened:
            self._player.back(BACK)

    def change_speed(self, by: float) -> None:
        """Play slower or faster."""
        if self._player is not None:
            self._player.speed(round(self.playing.speed + by, 1))

    def loop(self) -> None:
        """Play what is selected, else the turn, over and over; or go on after it."""
        if self._player is not None and self.playing.loop is not None:
            self._player.loop(None)
        else:
            self._when_opened(self._loop)

    def _loop(self, player: Player, source: LoadedSource) -> None:
        start, end = self._screen.view.passage
        if start == end and (turn := source.turn_at(self._screen.view.cursor)) is not None:
            start, end = turn.start, turn.end
        line = self._timeline(source)
        begin = line.at(start)
        player.loop((begin, max(line.at(end), begin + SHORTEST_LOOP)))

    def follow(self) -> None:
        """Let the cursor go to the turn that is spoken, or let it stay where it is."""
        self._follows = not self._follows
        self._spoken = None
        self.show()

    def stamp(self) -> None:
        """Say that the turn at the cursor begins now, and go to the next; the cursor follows no longer."""
        screen, source = self._screen, self._screen.source
        if source is None or (index := self._index(source)) is None:
            return
        if not self.playing.opened:
            screen.app.notify(_("Nothing plays yet: Shift+F4 plays from this turn."), timeout=3)
            return
        turn, seconds = source.transcript.turns[index], self.seconds
        researcher, shown = screen.app.researcher, source.turn_keys
        self._follows = False
        if screen.do(lambda: stamp(researcher, source.name, turn.number, seconds, shown)):
            said = _("Turn {n} begins at {time}.").format(n=turn.number, time=clock(seconds))
            screen.app.notify(said, timeout=2)
            screen.view.goto(_next_spoken(source, index))
        self.show()

    # The player

    def _when_opened(self, then: Callable[[Player, LoadedSource], object]) -> None:
        """Do something with the recording of the source at hand; it is looked for and opened first."""
        if self._tied is None:
            self._tell(_("No recording is tied to this source: Shift+F12 among the sources (F8) ties one."))
            return

        def do_it() -> None:
            source = self._screen.source
            if self._player is not None and source is not None:
                then(self._player, source)

        if self.playing.opened:
            do_it()
            return
        self._when_open = do_it
        if self._tied in self._files:
            self._found(self._tied, self._files[self._tied])
        elif not self._searches:
            self._look_for_file()

    def _look_for_file(self) -> None:
        """Find the file in a thread: all of it is read, to know that it is the one that was tied."""
        tied, screen = self._tied, self._screen
        if tied is None:
            return
        self._searches = True
        self.show()
        researcher, app = screen.app.researcher, screen.app

        def look() -> None:
            try:
                file = recordings.find_file(researcher, tied[0])
            except QualwbError as error:
                failure = error
                app.call_from_thread(self._not_found, tied, failure)
            else:
                app.call_from_thread(self._found, tied, file)

        screen.run_worker(look, group="recording", thread=True, exclusive=True, exit_on_error=False)

    def _found(self, tied: Tied, file: Path) -> None:
        if tied != self._tied:
            return
        self._searches = False
        self._files[tied] = file
        try:
            self._screen.app.folders.refuse(file)
            if self._player is None:
                self._player = Player(
                    lambda playing: self._screen.post_message(PlayerTold(playing)),
                    self._screen.app.player_options,
                )
        except QualwbError as error:
            self._not_found(tied, error)
            return
        self._player.open(file)
        self.show()

    def _not_found(self, tied: Tied, error: QualwbError) -> None:
        if tied == self._tied:
            self._searches, self._when_open = False, None
            self.show()
            lost = isinstance(error, RecordingGone | RecordingChanged)
            hint = _("Tie it anew among the sources (F8): Shift+F12.") if lost else error.hint
            self._screen.app.push_screen(FailureDialog(error.message, hint))

    def told(self, now: Playing) -> None:
        """Show what the player does, and follow the turn that is spoken."""
        if self._player is None or (now.file != self._file and not now.gone):
            return
        before, self.playing = self.playing, now
        if now.gone:
            self._player.close()
            self._player, self.playing = None, Playing()
            self._tell(_("The player ended."))
        elif now.failure and now.failure != before.failure:
            self._when_open = None
            self._tell(_("mpv can't play the recording: {why}.").format(why=now.failure))
        elif now.opened and (then := self._when_open) is not None:
            self._when_open = None
            then()
        elif not now.paused:
            self._go_along()
        self.show()

    @property
    def _file(self) -> Path | None:
        """The file of the source at hand, where it was found."""
        return None if self._tied is None else self._files.get(self._tied)

    def _tell(self, said: str) -> None:
        self._screen.app.notify(said, markup=False, severity="warning", timeout=6)

    def _go_along(self) -> None:
        """Go to the turn that is spoken when another one begins, unless the reader is at something else."""
        screen, source = self._screen, self._screen.source
        if not self._follows or source is None:
            return
        line = self._timeline(source)
        spoken = line.turn_at(self.playing.seconds)
        if spoken is None or spoken == self._spoken or not line.is_known(spoken):
            return
        self._spoken = spoken
        start, end = screen.view.selection
        if start == end and screen.app.screen is screen:
            screen.view.goto(source.transcript.turns[spoken].start)

    def close(self) -> None:
        """End the player."""
        if self._player is not None:
            player, self._player = self._player, None
            player.close()

    def _index(self, source: LoadedSource) -> int | None:
        """The turn at the cursor, by its place in the order of turns."""
        return source.document.turn_index(self._screen.view.cursor)

    def _timeline(self, source: LoadedSource) -> Timeline:
        duration = self.playing.duration
        kept = self._line_of_time
        if kept is None or kept[0] is not source or kept[1] != duration:
            kept = self._line_of_time = source, duration, Timeline(source.transcript.turns, duration)
        return kept[2]


def _next_spoken(source: LoadedSource, index: int) -> int:
    """Where the turn begins that is spoken after another one; where that begins if it is the last."""
    turns = source.transcript.turns
    later = (turn.start for turn in turns[index + 1 :] if turn.kind == "speech")
    return next(later, turns[index].start)
