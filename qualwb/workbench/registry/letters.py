"""One letter, one act: what each letter does wherever it does anything.

A letter is the same act on every screen, and an act has the same letter everywhere. The letters that move and
select in a text are vim's, and hold beside these: in a transcript ``w`` is a word, on a list the other view.
"""

from dataclasses import dataclass

from qualwb.workbench.registry.action import Action


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter does; ``acts`` are the names of actions, after the dot of their ids."""

    meaning: str
    acts: tuple[str, ...]


SCREEN = "go."
"""Screens have letters of their own, after g."""

LETTERS: dict[str, Letter] = {
    "a": Letter("alias", ("alias",)),
    "b": Letter(
        "the other of two ways: a screen's second such choice",
        ("roll_up", "agreement", "grid", "function_words", "backchannels", "contents"),
    ),
    "c": Letter("give a code", ("code", "another")),
    "d": Letter("delete; undo brings it back", ("delete", "remove", "empty")),
    "e": Letter("edit", ("edit", "attributes", "print", "choose_code")),
    "f": Letter(
        "only some: filter",
        (
            "filter",
            "recurring",
            "in_groups",
            "only",
            "uncoded",
            "round",
            "show_only",
            "whose",
            "narrow",
            "one_group",
        ),
    ),
    "g": Letter("then a second key", ("second_letter",)),
    "i": Letter("import", ("import",)),
    "m": Letter("memo", ("memo",)),
    "n": Letter("new", ("new", "add_missed")),
    "o": Letter("with or without the moderator", ("moderator",)),
    "p": Letter("proposals", ("proposals",)),
    "q": Letter("a question of the guide", ("question",)),
    "r": Letter("rename", ("rename", "name", "passphrase")),
    "s": Letter("order", ("order", "sort")),
    "t": Letter("what kind: of memo, of cells, of name; which role of a person", ("kind", "role", "cells")),
    "u": Letter("undo", ("undo",)),
    "v": Letter("move elsewhere", ("move", "group_of_file", "place")),
    "w": Letter(
        "the other of two ways: a view, a language, a reading",
        (
            "marks",
            "inline",
            "report",
            "speakers",
            "saturation",
            "language",
            "encryption",
            "shade",
            "how",
            "way",
            "lemmas",
            "nearness",
            "units",
        ),
    ),
    "x": Letter("take away", ("uncode", "take_out", "forget", "undo_alone")),
    "y": Letter("copy", ("copy",)),
    "z": Letter("key quotes only", ("cited",)),
    "A": Letter("all at once", ("all", "accept", "agreed", "reset_keys", "tick_all")),
    "B": Letter("the changed file of a source", ("reimport",)),
    "C": Letter("columns", ("columns",)),
    "D": Letter("remove for good", ("seal", "withdraw")),
    "E": Letter("export", ("export", "write")),
    "F": Letter("everything again: no filter", ("unfilter", "clear", "everybody", "widen", "all_groups")),
    "H": Letter("who else is here", ("company",)),
    "I": Letter("code in vivo", ("in_vivo",)),
    "L": Letter("read-through", ("read",)),
    "M": Letter("merge", ("merge", "join", "join_turns")),
    "N": Letter("nest", ("nest",)),
    "O": Letter("on the whole group", ("group_memo", "group")),
    "P": Letter("colour", ("colour",)),
    "Q": Letter("to the next question of the guide", ("next_question",)),
    "R": Letter("rows", ("rows", "by")),
    "S": Letter("split", ("split", "separate", "split_turn")),
    "T": Letter("gather in a theme", ("gather", "add")),
    "U": Letter("undo back to here", ("undo_to",)),
    "V": Letter("whose voice: who speaks", ("speaker", "label")),
    "W": Letter("who works: coder and round", ("who",)),
    "X": Letter("leave this and all further out", ("cancel",)),
    "Y": Letter("a copy to share", ("share",)),
    "Z": Letter("finished", ("finish", "apply")),
}
"""Letters by key."""

MOTIONS: dict[str, tuple[str, ...]] = {
    "h": ("left", "character-left", "fold"),
    "j": ("down", "row-down"),
    "k": ("up", "row-up"),
    "l": ("right", "character-right", "unfold"),
    "G": ("last", "bottom", "last_row", "document-end"),
    "J": ("read_on", "turn-next"),
    "K": ("read_back", "turn-previous"),
    "n": ("next", "hit-next"),
    "N": ("previous", "hit-previous"),
}
"""Letters that move, everywhere alike; arrows and their kin stand beside them."""


def strays(table: str, actions: tuple[Action, ...]) -> list[str]:
    """What breaks the rule in a table: a letter for something else, or an act without its letter."""
    found = []
    for action in actions:
        name = action.id.partition(".")[2]
        if action.id.startswith(SCREEN):
            continue
        letters = {key for key in action.keys.split(",") if len(key) == 1 and key.isalpha()}
        allowed = {key for key, letter in LETTERS.items() if name in letter.acts}
        allowed |= {key for key, names in MOTIONS.items() if name in names}
        if letters - allowed:
            found.append(f"{table}: {action.id} has {', '.join(sorted(letters - allowed))}")
        if allowed and not letters & allowed:
            found.append(f"{table}: {action.id} has not {', '.join(sorted(allowed))}")
    return found
