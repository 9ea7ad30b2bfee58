"""What can be done on the screens that are a list: sources, people, memos, names, the journal and so on."""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

LISTS: tuple[Action, ...] = (
    Action("lists.find", "slash", "focus_filter", _("Filter")),
    Action("lists.sort", "s", "sort", _("Sort by a column")),
    Action("lists.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("lists.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("lists.stop", "escape", "stop", _("Stop; clear the filter")),
)
"""What every screen with a list can do."""

SOURCES: tuple[Action, ...] = (
    Action("sources.import", "i", "import", _("Import files"), footer=True),
    Action("sources.reimport", "B", "reimport", _("Import the changed file"), footer=True),
    Action("sources.rename", "r", "rename", _("Rename the source"), footer=True),
    Action("sources.move", "v", "move", _("Move to another group")),
    Action("sources.attributes", "e", "attributes", _("Attributes of the source"), footer=True),
    Action("sources.group", "O", "group", _("Rename the group, or its attributes")),
    Action("sources.grid", "b", "grid", _("Attributes of all, as in a spreadsheet")),
    Action("sources.memo", "m", "memo", _("Memo on the source")),
    Action("sources.delete", "d,delete", "remove", _("Delete with its codings"), footer=True),
    Action("sources.finish", "Z", "finish", _("Finished coding"), footer=True),
    Action("sources.export", "E", "export", _("Export the list, or the project for other programs")),
    Action("sources.recording", "shift+f12", "recording", _("Tie a recording, or untie it")),
    Action("sources.share", "Y", "share", _("A copy to share, or for a colleague")),
    Action("sources.merge", "M", "merge", _("Merge a colleague's copy of the project into this one")),
    *LISTS,
)

PARTICIPANTS: tuple[Action, ...] = (
    Action("participants.role", "t", "role", _("Role"), footer=True),
    Action("participants.alias", "a", "alias", _("Alias"), footer=True),
    Action("participants.attributes", "e", "attributes", _("Attributes"), footer=True),
    Action("participants.grid", "b", "grid", _("Attributes of all, as in a spreadsheet")),
    Action("participants.mark", "space", "mark", _("Mark, to merge or give a role"), footer=True),
    Action("participants.merge", "M", "merge", _("Merge the marked persons of a group")),
    Action("participants.label", "V", "label", _("Who is behind a label"), footer=True),
    Action("participants.marks", "w", "marks", _("Laughter, pauses and other marks, or attributes")),
    Action("participants.memo", "m", "memo", _("Note on the person")),
    Action("participants.withdraw", "D", "withdraw", _("Withdrawal: remove what the person said, for good")),
    Action("participants.export", "E", "export", _("Export the list")),
    *LISTS,
)

ATTRIBUTES: tuple[Action, ...] = (
    Action("attributes.store", "ctrl+s", "store", _("Store"), footer=True),
    Action("attributes.leave", "escape", "leave", _("Leave"), footer=True),
    Action("attributes.new", "n", "new", _("New attribute"), footer=True),
    Action("attributes.empty", "d,delete", "clear", _("Empty the cell")),
    Action("attributes.undo", "u,ctrl+z", "back", _("Undo"), footer=True),
    Action("attributes.copy", "y", "copy", _("Copy the table, for a spreadsheet")),
    Action("attributes.paste", "ctrl+v", "paste", _("Paste cells or a table from a spreadsheet")),
    Action("attributes.help", "question_mark,f1", "keys", _("Keys"), footer=True),
)

QUESTIONS: tuple[Action, ...] = (
    Action("questions.new", "n", "new", _("New question"), footer=True),
    Action("questions.rename", "r", "rename", _("Another label"), footer=True),
    Action("questions.edit", "e", "edit", _("How it is asked"), footer=True),
    Action("questions.place", "v", "place", _("Move to another place in the guide"), footer=True),
    Action("questions.earlier", "shift+up", "move(-1)", _("Move up the guide")),
    Action("questions.later", "shift+down", "move(1)", _("Move down the guide")),
    Action("questions.delete", "d,delete", "remove", _("Delete the question; its turns stay")),
    Action("questions.export", "E", "export", _("Export the guide")),
    *LISTS,
)

MEMOS: tuple[Action, ...] = (
    Action("memos.new", "n", "new", _("New memo"), footer=True),
    Action("memos.edit", "e", "edit", _("Edit the memo"), footer=True),
    Action("memos.kind", "t", "kind", _("Kind of memo"), footer=True),
    Action("memos.only", "f", "only", _("Only one kind, or on one kind of thing"), footer=True),
    Action("memos.unfilter", "F", "unfilter", _("All memos again")),
    Action("memos.delete", "d,delete", "remove", _("Delete the memo")),
    Action("memos.export", "E", "export", _("Export the memos")),
    *LISTS,
)

NAMES: tuple[Action, ...] = (
    Action("names.replace", "1", "decide('replace')", _("Replace"), footer=True),
    Action("names.generalise", "2", "decide('generalise')", _("Generalise"), footer=True),
    Action("names.keep", "3", "decide('keep')", _("Keep"), footer=True),
    Action("names.reset", "0", "decide('open')", _("Undecided")),
    Action("names.alias", "a", "alias", _("Alias")),
    Action("names.kind", "t", "kind", _("Of what kind the name is: person, place …")),
    Action("names.only", "f", "only", _("Only some")),
    Action("names.unfilter", "F", "unfilter", _("All names again")),
    Action("names.mark", "space", "mark", _("Mark the name")),
    Action("names.join", "M", "join", _("The marked names name the same")),
    Action("names.separate", "S", "separate", _("A joined name stands for itself")),
    Action("names.add_missed", "n", "add", _("Add a name that was missed")),
    Action("names.accept", "A", "accept", _("Replace all that are undecided, or the sure ones")),
    Action("names.apply", "Z", "apply", _("Apply"), footer=True),
    Action("names.give_back", "9", "give_back", _("Give the names back, by the key")),
    Action("names.leaks", "8", "look_for_leaks", _("Look whether a replaced name is left anywhere")),
    Action("names.seal", "D", "seal", _("Seal: let the original names leave the project for good")),
    Action("names.export", "E", "export", _("Export the names, to edit and take back")),
    *LISTS,
)

PRIVACY: tuple[Action, ...] = (
    Action("privacy.encryption", "w", "encryption", _("Encrypt or decrypt"), footer=True),
    Action("privacy.passphrase", "r", "passphrase", _("Change the passphrase")),
    Action("privacy.forget", "x", "forget", _("Empty caches"), footer=True),
    Action("privacy.purge", "delete", "purge", _("Erase for good what was deleted")),
    Action("privacy.seal", "D", "seal", _("Seal: let the original names leave the project for good")),
    Action("privacy.export", "E", "export", _("Export the list")),
    *LISTS,
)

JOURNAL: tuple[Action, ...] = (
    Action("journal.undo_to", "U", "undo_to", _("Undo back to here"), footer=True),
    Action("journal.undo_alone", "x", "undo_alone", _("Undo this alone"), footer=True),
    Action("journal.passage", "ctrl+o", "show_passage", _("To the passage in its text"), footer=True),
    Action("journal.export", "E", "export", _("Export the journal"), footer=True),
    *LISTS,
)

ACCEPTANCE: tuple[Action, ...] = (
    Action("acceptance.by", "R", "by", _("Counted by code, reason, time or coder"), footer=True),
    Action("acceptance.export", "E", "export", _("Export the table"), footer=True),
    *LISTS,
)

CHECKLISTS: tuple[Action, ...] = (
    Action("checklists.edit", "e", "edit", _("Answer the item"), footer=True),
    Action("checklists.saturation", "w", "saturation", _("Saturation used or not"), footer=True),
    Action("checklists.agreement", "b", "agreement", _("Agreement of the coders told or not")),
    Action("checklists.only", "f", "only", _("One list, or what is left"), footer=True),
    Action("checklists.unfilter", "F", "unfilter", _("All items again")),
    Action("checklists.remove", "d,delete", "remove", _("Take the team's answer away")),
    Action("checklists.export", "E", "export", _("Export the checklists"), footer=True),
    *LISTS,
)

REPORT: tuple[Action, ...] = (
    Action("report.write", "E", "write", _("Write the report"), footer=True),
    Action("report.tick", "space", "tick", _("In the report or not"), footer=True),
    Action("report.edit", "e", "edit", _("Answer the item"), footer=True),
    Action("report.remove", "d,delete", "remove", _("Take the team's answer away")),
    *LISTS,
)

SETTINGS: tuple[Action, ...] = (
    Action("settings.reset", "delete,backspace", "reset", _("As it was at first"), footer=True),
    Action("settings.reset_keys", "A", "reset_keys", _("All keys as they were at first")),
    *LISTS,
)
