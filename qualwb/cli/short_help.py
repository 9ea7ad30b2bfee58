"""One line about each command, so that ``--help`` loads none of them."""

from qualwb.localization import gettext as _


def short_help(name: str) -> str:
    """What the command does, in one line."""
    return {
        "demo": _("Make the bundled study and open it."),
        "study": _("Compare a project with the published study or the gold coding."),
        "new": _("Make a project."),
        "open": _("Open the workbench."),
        "serve": _("Serve the workbench to a browser on this machine."),
        "help": _("What is promised and what is not (help safety); the help of a command."),
        "guide": _("The method in ten steps, with what to press."),
        "import": _("Read transcripts or a printed report into the project."),
        "sources": _("List, rename, move and delete sources and groups."),
        "speakers": _("Who the labels of a source are."),
        "participants": _("The participants with roles and attributes."),
        "questions": _("The interview guide and where its questions were asked."),
        "show": _("Show a source with its turns and codings; correct its text."),
        "codebook": _("List, import and export codebooks."),
        "code": _("List codes; code passages; rename, merge, split, move and delete codes."),
        "theme": _("List themes; gather codes into them; sum them up; rename, merge, move and delete."),
        "memo": _("Write and list memos."),
        "suggest": _("Candidate codes, with their reasons."),
        "coders": _("Who has coded how much, and what is finished."),
        "rounds": _("Rounds of coding: list, make, choose, release; finish sources in them."),
        "find": _("Search the texts; keyword in context."),
        "words": _("Word and lemma frequencies."),
        "marks": _("Laughter, pauses and other marks of transcription, counted."),
        "quotes": _("Quotes by theme, code, group and more; kept queries; how quotes are printed."),
        "matrix": _("Themes or codes by groups, participants and more: numbers, quotes or summaries."),
        "cooccurrence": _("Which codes or themes stand together."),
        "participation": _("Who speaks how much, and after whom."),
        "saturation": _("When the groups stop adding codes or themes."),
        "report": _("A report with themes, quotes and matrices, as docx, html or LaTeX."),
        "export": _("Export quotes, codings, codebook, memos, log or figures."),
        "log": _("Who did what, when and why."),
        "undo": _("Undo the newest act."),
        "redo": _("Redo what was undone."),
        "backup": _("A verified copy of the project."),
        "restore": _("The project as a backup has it."),
        "purge": _("Erase for good what was deleted, with what still holds it."),
        "check": _("Whether everything in the project still holds together."),
        "model": _("Which Swedish pipeline is in use; install another."),
    }[name]
