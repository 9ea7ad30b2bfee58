"""What the player is doing, on one line; not there where no recording is tied."""

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Static

from qualwb.listening.playing import Playing
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.transcript.margin import clock

BETWEEN = "   "


@dataclass
class PlayerTold(Message):
    """A player does something else than before; of several that wait, only the last counts."""

    playing: Playing

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, PlayerTold)


class ListeningStrip(Static):
    """One line, hidden until there is something to say."""

    DEFAULT_CSS = """
    ListeningStrip { height: 1; width: 100%; background: $boost; display: none; }
    ListeningStrip.-open { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._line = ""

    def say(self, line: str) -> None:
        """Show a line; an empty one hides the strip."""
        if line != self._line:
            self._line = line
            self.set_class(bool(line), "-open")
            self.update(" " + line, layout=False)


def playing_line(playing: Playing, *, follows: bool, timed: bool = True) -> str:
    """What a player is doing: whether it plays, where, how fast, what comes again and again.

    ``timed``: whether it is known of any turn when it is spoken; else the cursor has nothing to follow.
    """
    where = clock(playing.seconds)
    if playing.duration is not None:
        where += f" / {clock(playing.duration)}"
    parts = [(_("paused") if playing.paused else _("plays")) + " " + where]
    if playing.speed != 1:
        parts.append(f"{decimal(playing.speed, 1)} ×")
    if playing.loop is not None:
        begin, end = map(clock, playing.loop)
        parts.append(_("{begin}–{end} over and over").format(begin=begin, end=end))
    elif not follows:
        parts.append(_("does not follow (Shift+F9)"))
    else:
        parts.append(_("follows") if timed else _("no turn has a time to follow yet"))
    if playing.silent:
        parts.append(_("no sound: this computer has no device for it"))
    parts.append(_("Shift+F3 play or pause, Shift+F2 back, Shift+F8 this turn begins now"))
    return BETWEEN.join(parts)
