"""What the folder says of itself, for who opens it."""

from qualwb.localization import gettext as _


def read_me(name: str) -> str:
    """The README of a folder, in the language in use."""
    title = _("# A coded project: {name}").format(name=name or _("Unnamed"))
    told = _(
        "Written by qualwb. `qualwb import folder DIR` takes it into a project, and `qualwb export folder DIR` "
        "writes it again. It is made to be read, searched, compared and kept in git."
    )
    return "\n\n".join((title, told, _files(), _marks(), _truth(), _git())) + "\n"


def _files() -> str:
    return _(
        "## Files\n\n"
        "| file | holds |\n|---|---|\n"
        "| `sources/GROUP/NAME.md` | a source each: a paragraph a turn, the speaker in bold, its time in "
        "brackets, interview questions as headings, passages marked |\n"
        "| `codings.csv` | the codings, a line each: passage, code, coder, round, key quote (cited), quote |\n"
        "| `codebook.yaml` | codes and themes with their rules; `qualwb codebook import` reads it too |\n"
        "| `project.yaml` | the project, its coders, rounds, groups, participants, questions, saved queries |\n"
        "| `memos.yaml`, `prints.yaml`, `summaries.yaml` | memos, print versions, cells of the framework "
        "matrix |\n"
        "| `suggestions.csv`, `adjudications.csv`, `readings.csv`, `finished.csv` | what was done with "
        "suggestions, decisions on disagreements, who has read and finished what |\n"
        "| `source_files.yaml`, `codebook_history.csv` | where the sources came from and when the codes were "
        "made, in their order |\n"
        "| `.qualwb-folder` | the files that the export wrote, and may take away again |"
    )


def _marks() -> str:
    return _(
        "## Marks\n\n"
        "`{{k7x2p|so little time|k7x2p lack of time}}` is a passage with its mark (`k7x2p`) and, for the reader, "
        "its codes. Passages may overlap and nest. A backslash at the end of a line is a line end within a turn; "
        "before a sign it says that the sign belongs to the text."
    ).format()


def _truth() -> str:
    return _(
        "## What counts\n\n"
        "The marks in the Markdown say **where** a passage is; `codings.csv` says **all else**. The names in the "
        "marks are for the reader and are written anew. So:\n\n"
        "- Correct the text freely. Inside a coded passage, correct the `quote` too, or empty it: a coding whose "
        "quote does not stand at its mark is refused and listed.\n"
        "- A new coding by hand: set a mark with an id of your own and add a line in `codings.csv` with "
        "passage, code, coder and round; leave `uid` empty. Or without an id: `{{|so little time| lack of time}}` "
        "is a coding by who imports.\n"
        "- A coding goes when its line in `codings.csv` goes.\n"
        "- Change the name of a code in `codebook.yaml`, where a theme names it too; its id (`guid`) holds the "
        "rest together. Other names (coder, round, group, source) stand in several files: change them in all.\n"
        "- A backslash in a cell stands before a sign of the text; `\\n` is a line end."
    ).format()


def _git() -> str:
    return _(
        "## git\n\n"
        "One more coding is one more line in `codings.csv` and one changed line in a source. Where two people add "
        "lines at the end of the same file, `*.csv merge=union` in `.gitattributes` keeps both. A file in which "
        "git left a conflict is refused with its line."
    )
