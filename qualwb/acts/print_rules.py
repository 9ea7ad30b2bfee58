"""What in a verbatim passage may go before it is printed: one rule a kind of edit.

The edits are those that reports on focus groups name: marks of laughter and stress, fillers, repetitions,
dialect and speech forms, and what would tell who somebody is.
"""

import re
from collections.abc import Iterable, Iterator

from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.language.disfluencies import ACKNOWLEDGEMENTS, HESITATIONS, fillers, repetitions
from qualwb.language.lemmas import Token, is_known, words
from qualwb.language.names import Name, NameKind, find_patterns
from qualwb.language.speech_spellings import normalise_tokens
from qualwb.language.transcription_marks import MarkKind, Preset, find_marks
from qualwb.language.vocabulary import vocabulary
from qualwb.localization import gettext as _

REMOVED_MARKS = {MarkKind.OVERLAP, MarkKind.COMMENT, MarkKind.LATCH, MarkKind.STRETCH, MarkKind.TIME}
EMPTY_WORDS = HESITATIONS | frozenset(["alltså", "asså", "assa", "allså", "liksom", "typ", "vafan"])
"""Fillers that add nothing. 'ju' and 'väl' say how sure one is: they stay."""
EMPHATIC = ACKNOWLEDGEMENTS | frozenset(["mycket", "väldigt", "jätte", "så", "långt", "länge", "många"])
"""Said twice, these mean more than said once."""
ACCEPTED = frozenset(["sa", "sen", "ok", "okay", "okey", "nä", "jaa", "joo", "hmm", "mmm", "o", "jätte"])
"""Speech forms that print takes as they are."""
TRAILING = re.compile(
    r",?\s+(?:och|å|o)\s+så(?:\s+där|där)?(?=\s*[,.?!…]|\s*$)", re.IGNORECASE | re.MULTILINE
)
"""'och så' that leads nowhere."""
TAG = re.compile(r",\s*va(?=\s*[,.?!])", re.IGNORECASE)
"""'va' that asks for assent."""
CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,}(?![\w-])")
TOKENS = re.compile(r"\w+['’]?|[^\w\s]")


def propose(
    text: str, names: Iterable[Name] | None = None, preset: Preset = Preset.SWEDISH
) -> list[PrintEdit]:
    """Edits that would make a verbatim passage fit to print, in order, none overlapping another.

    Where two rules touch one place, the earlier has it. ``names`` are the findings of
    ``qualwb.language.names``; without them only numbers and addresses that tell who somebody is are looked
    for. Each finding is proposed to be replaced by what it is, in brackets. ``preset`` says which sign means
    what in the transcript.
    """
    found: list[PrintEdit] = []
    findings = find_patterns(text) if names is None else names
    for edits in (
        _ethics(findings),
        _marks(text, preset),
        _stress(text),
        _repeated(text),
        _fillers(text),
        _dialect(text),
    ):
        for edit in edits:
            if all(edit.end <= one.start or one.end <= edit.start for one in found):
                found.append(edit)
    return sorted(found)


def _ethics(names: Iterable[Name]) -> Iterator[PrintEdit]:
    instead = {
        NameKind.PERSON: _("[name]"),
        NameKind.PLACE: _("[place]"),
        NameKind.ORGANISATION: _("[organisation]"),
        NameKind.NAME: _("[name]"),
        NameKind.IDENTITY_NUMBER: _("[identity number]"),
        NameKind.PHONE: _("[telephone number]"),
        NameKind.EMAIL: _("[e-mail address]"),
    }
    for name in names:
        yield PrintEdit(name.start, name.end, instead[name.kind], EditKind.ETHICS)


def _marks(text: str, preset: Preset) -> Iterator[PrintEdit]:
    for mark in find_marks(text, preset):
        shown = text[mark.start : mark.end]
        if mark.kind is MarkKind.LAUGHTER:
            yield _removal(text, mark.start, mark.end, EditKind.LAUGHTER)
        elif mark.kind is MarkKind.STRESS:
            yield PrintEdit(mark.start, mark.end, shown[1:-1], EditKind.STRESS)
        elif mark.kind is MarkKind.STRETCH:
            yield PrintEdit(mark.start, mark.end, "", EditKind.MARK)
        elif mark.kind in REMOVED_MARKS or (mark.kind is MarkKind.PAUSE and shown[0] in "(["):
            yield _removal(text, mark.start, mark.end, EditKind.MARK)


def _stress(text: str) -> Iterator[PrintEdit]:
    """Words in capitals that are words of the language; others are abbreviations."""
    for match in CAPITALS.finditer(text):
        form = match.group().lower()
        (written,) = normalise_tokens([form])
        if is_known(form) or form in vocabulary() or written != form:
            plain = form if form in ACCEPTED else written
            at_start = _starts_sentence(text, match.start())
            yield PrintEdit(
                match.start(), match.end(), _capital(plain) if at_start else plain, EditKind.STRESS
            )


def _repeated(text: str) -> Iterator[PrintEdit]:
    for span in repetitions(text):
        if span.text.lower() in EMPHATIC:
            continue
        again = re.compile(r"\w").search(text, span.end)
        if again is not None:
            yield _closed_up(text, span.start, again.start(), EditKind.REPETITION)


def _fillers(text: str) -> Iterator[PrintEdit]:
    for pattern in (TRAILING, TAG):
        for match in pattern.finditer(text):
            yield PrintEdit(match.start(), match.end(), "", EditKind.FILLER)
    for span in fillers(text):
        if span.text.lower() in EMPTY_WORDS:
            yield _filler(text, span.start, span.end)


def _dialect(text: str) -> Iterator[PrintEdit]:
    spoken = {(token.start, token.end) for token in words(text)}
    tokens = [Token(found.start(), found.end(), found.group()) for found in TOKENS.finditer(text)]
    for token, written in zip(tokens, normalise_tokens([token.text for token in tokens]), strict=True):
        bare = token.text.rstrip("'’")
        if written == token.text or token.text.lower() in ACCEPTED:
            continue
        if (token.start, token.end) in spoken or (token.start, token.start + len(bare)) in spoken:
            yield PrintEdit(token.start, token.end, written, EditKind.DIALECT)


def _filler(text: str, start: int, end: int) -> PrintEdit:
    """A filler goes with the comma that set it off."""
    if text[end : end + 1] == ",":
        before = text[:start].rstrip()
        if not before.endswith(",") or before.endswith("\n"):
            return _closed_up(text, start, _past_blanks(text, end + 1), EditKind.FILLER)
    if text[:start].endswith(", ") and text[end : end + 1] in (",", ".", "?", "!", ""):
        return PrintEdit(start - 2, end, "", EditKind.FILLER)
    return _removal(text, start, end, EditKind.FILLER)


def _removal(text: str, start: int, end: int, kind: EditKind) -> PrintEdit:
    """Take words away with one of the blanks beside them; a sentence still begins with a capital."""
    after = _past_blanks(text, end)
    if start == 0 or text[start - 1] in " \n":
        if after > end:
            return _closed_up(text, start, after, kind)
        if start and text[start - 1] == " ":
            return PrintEdit(start - 1, end, "", kind)
    return PrintEdit(start, end, "", kind)


def _closed_up(text: str, start: int, end: int, kind: EditKind) -> PrintEdit:
    """Take [start, end) away; the letter that comes to begin a sentence in its place becomes a capital."""
    letter = text[end : end + 1]
    if letter.islower() and text[start : start + 1].isupper() and _starts_sentence(text, start):
        return PrintEdit(start, end + 1, letter.upper(), kind)
    return PrintEdit(start, end, "", kind)


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(' -–”"')
    return not before or before[-1] in ".?!\n"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
