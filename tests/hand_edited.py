"""A project whose texts were changed by hand: what no door of the program lets in."""

from sqlalchemy import text

from qualwb.store.open_project import OpenProject

CLIPBOARD, BACKWARDS, SEQUENCE = "\x1b]52;c;Zm9v\x07", "\u202e", "\u009b"
OBEYED = (CLIPBOARD, "\x1b]52", "\x07", BACKWARDS, SEQUENCE)
"""What terminals obey: it fills the clipboard, turns the writing around, begins a control sequence."""
EVIL = CLIPBOARD + BACKWARDS + SEQUENCE
TEXTS = {
    "project": ("name", "description"),
    "code": ("name", "definition", "include", "exclude", "examples"),
    "theme": ("name", "definition", "boundary", "counter_examples", "claim"),
    "source": ("name", "file_name", "reader"),
    "focus_group": ("name",),
    "participant": ("alias",),
    "speaker": ("label",),
    "coder": ("name",),
    "round": ("name",),
    "question": ("label", "text"),
    "memo": ("text", "quote"),
    "coding": ("quote",),
    "change": ("summary", "reason", "coder"),
    "summary": ("text",),
    "saved_query": ("name",),
}
"""The columns that hold what a person wrote."""


def edit_by_hand(project: OpenProject, *statements: str) -> None:
    """Run SQL on the project, past all acts and the journal."""
    with project.writing() as connection:
        for statement in statements:
            # A colon names no value here, and a % stands for itself on a server too.
            connection.execute(text(statement.replace(":", r"\:")))


def make_evil(project: OpenProject) -> None:
    """Let every text of the project hold, in its midst, what a terminal obeys."""
    edits = [
        f"UPDATE {table} SET {column} = substr({column}, 1, 2) || '{EVIL}' || substr({column}, 3)"
        for table, columns in TEXTS.items()
        for column in columns
    ]
    attributes = f'{{"yr{BACKWARDS}ke": "ku{BACKWARDS}rator"}}'
    edits += [f"UPDATE {table} SET attributes = '{attributes}'" for table in ("focus_group", "participant")]
    # As long as before, so that every place in the text stays what it was.
    word = f"o{CLIPBOARD[:5]}{BACKWARDS}{SEQUENCE}"
    assert len(word) == len("otydligt")
    edits.append(f"UPDATE text_content SET text = replace(text, 'otydligt', '{word}')")
    edit_by_hand(project, *edits)
