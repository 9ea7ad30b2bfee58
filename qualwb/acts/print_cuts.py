"""How words are taken out of a text, so that blanks, commas and capitals around them are right."""

from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.language.print.capitals import starts_sentence
from qualwb.language.print.place import BEFORE_A_CLAUSE


def cut_filler(text: str, start: int, end: int, why: str) -> PrintEdit:
    """A filler goes with the comma that set it off."""
    if not text[start].isalnum():
        return PrintEdit(start, end, "", EditKind.FILLER, why=why)
    if text[end : end + 1] == ",":
        before = text[:start].rstrip(" ")
        if _divides(text, start):
            return PrintEdit(len(before), end, "", EditKind.FILLER, why=why)
        if not before.endswith(","):
            return close_up(text, start, _past_blanks(text, end + 1), EditKind.FILLER, why)
    if text[:start].endswith(", ") and text[end : end + 1] in (",", ".", "?", "!", ""):
        return PrintEdit(start - 2, end, "", EditKind.FILLER, why=why)
    return cut(text, start, end, EditKind.FILLER, why)


def _divides(text: str, start: int) -> bool:
    """Whether the comma after a filler divides what stands on both sides: 'ett nät alltså, öppna'."""
    before = text[:start].rstrip(" ")
    return before[-1:].isalnum() and before.split()[-1].lower() not in BEFORE_A_CLAUSE


def cut(text: str, start: int, end: int, kind: EditKind, why: str) -> PrintEdit:
    """Take words away with one of the blanks beside them; a sentence still begins with a capital."""
    after = _past_blanks(text, end)
    if start == 0 or text[start - 1] in " \n":
        if after > end:
            return close_up(text, start, after, kind, why)
        if start and text[start - 1] == " ":
            return PrintEdit(start - 1, end, "", kind, why=why)
    return PrintEdit(start, end, "", kind, why=why)


def close_up(text: str, start: int, end: int, kind: EditKind, why: str) -> PrintEdit:
    """Take [start, end) away; the letter that comes to begin a sentence in its place becomes a capital."""
    letter = text[end : end + 1]
    if letter.islower() and text[start : start + 1].isupper() and starts_sentence(text, start):
        return PrintEdit(start, end + 1, letter.upper(), kind, why=why)
    return PrintEdit(start, end, "", kind, why=why)


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at
