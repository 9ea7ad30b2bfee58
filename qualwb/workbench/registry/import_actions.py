"""What can be done with what was read of a file before it is stored: speakers, a report, a project."""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

IMPORTING: tuple[Action, ...] = (
    Action("import.name", "r", "name", _("Name of the source"), footer=True),
    Action("import.all", "A", "store_all", _("Store this and all further files as read")),
    Action("import.skip", "escape", "skip", _("Leave the file out"), footer=True),
    Action("import.cancel", "X", "cancel", _("Leave this and all further files out")),
)

SPEAKER_TABLE: tuple[Action, ...] = (
    Action("import.decide", "space", "decide", _("A speaker, or not"), footer=True),
    Action("import.role", "t", "role", _("Role"), footer=True),
    Action("import.alias", "a", "alias", _("Alias"), footer=True),
    Action("import.group_of_file", "v", "group", _("Group"), footer=True),
    Action("import.report", "w", "report", _("Read as a printed report")),
    *IMPORTING,
)

REPORT_TABLE: tuple[Action, ...] = (
    Action("import.take", "space", "take", _("Take or leave"), footer=True),
    Action("import.inline", "w", "inline", _("Inside sentences"), footer=True),
    *IMPORTING,
)

ARRIVAL_TABLE: tuple[Action, ...] = (
    Action("arrival.speakers", "w", "speakers", _("Labels as speakers, or as text"), footer=True),
    Action("arrival.skip", "escape", "skip", _("Leave it out"), footer=True),
    Action("arrival.cancel", "X", "cancel", _("Leave this and all further files out")),
    Action("arrival.read_on", "J", "scroll_notes(1)", _("Read on in the notes")),
    Action("arrival.read_back", "K", "scroll_notes(-1)", _("Read back in the notes")),
    Action("arrival.help", "question_mark,f1", "help", _("Keys")),
)
