"""The keys for listening to a recording: Shift and a function key, so that they work while words are typed.

Not Alt and a letter: many terminals send that as Escape and the letter, and fast ones come apart.
"""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

WHILE_TYPING: tuple[Action, ...] = (
    Action("listening.back", "shift+f2", "listen('back')", _("Back 3 seconds")),
    Action("listening.play", "shift+f3,ctrl+@,ctrl+space", "listen('play')", _("Play or pause"), footer=True),
    Action("listening.turn", "shift+f4", "listen('turn')", _("Play from this turn")),
    Action("listening.loop", "shift+f5", "listen('loop')", _("Play the passage over and over, or go on")),
    Action("listening.slower", "shift+f6", "listen('slower')", _("Slower")),
    Action("listening.faster", "shift+f7", "listen('faster')", _("Faster")),
)
"""What can be done with the player while the words of a passage are corrected."""

LISTENING: tuple[Action, ...] = (
    *WHILE_TYPING,
    Action(
        "listening.stamp",
        "shift+f8",
        "listen('stamp')",
        _("Stamp the time: this turn begins now; then the next"),
    ),
    Action("listening.follow", "shift+f9", "listen('follow')", _("Follow the turn that is spoken, or stay")),
)
"""What can be done on the code screen with a source that a recording is tied to."""
