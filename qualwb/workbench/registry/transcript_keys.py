"""The keys of the transcript view, in one table.

Left free for the screen: Enter, tab, digits, and c i . x m ! q u ? [ ] ctrl+r.
"""

from textual.binding import Binding

from qualwb.localization import gettext as _

_MOVES = (
    ("character-left", "h,left", "left", "shift+left", _("Character left")),
    ("character-right", "l,right", "right", "shift+right", _("Character right")),
    ("row-down", "j,down", "down", "shift+down", _("Row down")),
    ("row-up", "k,up", "up", "shift+up", _("Row up")),
    ("word-next", "w,ctrl+right", "next_word", "ctrl+shift+right", _("Next word")),
    ("word-previous", "b,ctrl+left", "previous_word", "ctrl+shift+left", _("Previous word")),
    ("word-end", "e", "word_end", "", _("End of word")),
    ("sentence-next", "right_parenthesis", "next_sentence", "", _("Next sentence")),
    ("sentence-previous", "left_parenthesis", "previous_sentence", "", _("Previous sentence")),
    ("turn-next", "J,right_curly_bracket,ctrl+down", "next_turn", "ctrl+shift+down", _("Next turn")),
    (
        "turn-previous",
        "K,left_curly_bracket,ctrl+up",
        "previous_turn",
        "ctrl+shift+up",
        _("Previous turn"),
    ),
    ("row-start", "home", "row_start", "shift+home", _("Start of row")),
    ("row-end", "end", "row_end", "shift+end", _("End of row")),
    ("page-half-down", "ctrl+d", "half_page_down", "", _("Half a page down")),
    ("page-half-up", "ctrl+u", "half_page_up", "", _("Half a page up")),
    ("page-down", "pagedown", "page_down", "shift+pagedown", _("Page down")),
    ("page-up", "pageup", "page_up", "shift+pageup", _("Page up")),
    ("document-start", "ctrl+home,gg", "document_start", "ctrl+shift+home", _("Start of the transcript")),
    ("document-end", "G,ctrl+end", "document_end", "ctrl+shift+end", _("End of the transcript")),
    ("passage-next", "p", "next_passage", "", _("Next coded passage")),
    ("passage-previous", "P", "previous_passage", "", _("Previous coded passage")),
    ("uncoded-next", "a", "next_uncoded", "", _("Next turn without a code, not the moderator's")),
    ("uncoded-previous", "A", "previous_uncoded", "", _("Previous turn without a code, not the moderator's")),
)

_ACTS = (
    ("visual", "v", "visual", _("Select while moving")),
    ("select-sentence", "s", "select_sentence", _("Select the sentence; again: one more")),
    ("select-turn", "t", "select_turn", _("Select the turn; again: one more")),
    (
        "select-passage",
        "space",
        "select_passage",
        _("Select the coded passage here; again: the next one here"),
    ),
    ("grow", "plus", "grow", _("Grow the selection: word, sentence, turn")),
    ("shrink", "minus", "shrink", _("Shrink the selection")),
    ("swap-ends", "o", "swap_ends", _("Go to the other end of the selection")),
    ("deselect", "escape", "deselect", _("Deselect")),
    ("copy", "y", "copy", _("Copy the selection, who says it and where")),
    ("copy-words", "ctrl+c", "copy_words", _("Copy the selected words alone")),
    ("search", "slash", "search", _("Search")),
    ("hit-next", "n", "next_hit", _("Next hit")),
    ("hit-previous", "N", "previous_hit", _("Previous hit")),
)


def _bindings() -> list[Binding]:
    bindings = []
    for name, keys, motion, extending, description in _MOVES:
        bindings.append(Binding(keys, f"move('{motion}')", description, show=False, id=f"transcript.{name}"))
        if extending:
            label = _("{motion}, selecting").format(motion=description)
            identifier = f"transcript.{name}.extend"
            bindings.append(Binding(extending, f"extend('{motion}')", label, show=False, id=identifier))
    bindings += [
        Binding(keys, action, description, show=False, id=f"transcript.{name}")
        for name, keys, action, description in _ACTS
    ]
    return bindings


BINDINGS: list[Binding] = _bindings()
"""Every binding of the view; rebound by id through the app's keymap."""
