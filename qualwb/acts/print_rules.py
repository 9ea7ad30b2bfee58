"""What in a verbatim passage may go before it is printed: one rule a kind of edit.

The edits are those that reports on focus groups name: marks of laughter and stress, fillers, repetitions,
dialect and speech forms, and what would tell who somebody is.
"""

from collections.abc import Iterable, Iterator

from qualwb.acts.print_cuts import close_up, cut, cut_filler
from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.language.names import Name, NameKind, find_patterns
from qualwb.language.parsing import ParsedDoc, parse
from qualwb.language.print.capitals import stressed_words
from qualwb.language.print.empty_words import empty_words
from qualwb.language.print.said_again import restarts
from qualwb.language.print.spellings import spoken_forms
from qualwb.language.transcription_marks import MarkKind, Preset, find_marks
from qualwb.localization import gettext as _

REMOVED_MARKS = {MarkKind.OVERLAP, MarkKind.COMMENT, MarkKind.LATCH, MarkKind.STRETCH, MarkKind.TIME}


def propose(
    text: str, names: Iterable[Name] | None = None, preset: Preset = Preset.SWEDISH
) -> list[PrintEdit]:
    """Edits that would make a verbatim passage fit to print, in order, none overlapping another.

    Only what is sure is proposed, each with its kind and what it rests on; words are read in their clause by
    the language pipeline. Where two rules touch one place, the earlier has it. ``names`` are the findings of
    ``qualwb.language.names``; without them only numbers and addresses that tell who somebody is are looked
    for. Each likely finding is proposed to be replaced by what it is, in brackets. ``preset`` says which sign
    means what in the transcript.
    """
    found: list[PrintEdit] = []
    findings = find_patterns(text) if names is None else names
    doc = parse(text)
    for edits in (
        _ethics(findings),
        _marks(text, preset),
        _stress(text),
        _repeated(doc),
        _fillers(doc),
        _dialect(doc),
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
        NameKind.ADDRESS: _("[address]"),
        NameKind.PHONE: _("[telephone number]"),
        NameKind.EMAIL: _("[e-mail address]"),
        NameKind.URL: _("[web address]"),
        NameKind.PERSONNUMMER: _("[identity number]"),
        NameKind.ORGNUMMER: _("[organisation number]"),
        NameKind.BIRTHDATE: _("[date of birth]"),
        NameKind.PLATE: _("[registration number]"),
    }
    for name in names:
        if name.is_likely:
            yield PrintEdit(
                name.start, name.end, instead[name.kind], EditKind.ETHICS, why=_("may tell who somebody is")
            )


def _marks(text: str, preset: Preset) -> Iterator[PrintEdit]:
    why = _("a transcriber's mark")
    for mark in find_marks(text, preset):
        shown = text[mark.start : mark.end]
        if mark.kind is MarkKind.LAUGHTER:
            yield cut(text, mark.start, mark.end, EditKind.LAUGHTER, why)
        elif mark.kind is MarkKind.STRESS:
            yield PrintEdit(mark.start, mark.end, shown[1:-1], EditKind.STRESS, why=why)
        elif mark.kind is MarkKind.STRETCH:
            yield PrintEdit(mark.start, mark.end, "", EditKind.MARK, why=why)
        elif mark.kind in REMOVED_MARKS or (mark.kind is MarkKind.PAUSE and shown[0] in "(["):
            yield cut(text, mark.start, mark.end, EditKind.MARK, why)


def _stress(text: str) -> Iterator[PrintEdit]:
    for found in stressed_words(text):
        yield PrintEdit(found.start, found.end, found.written, EditKind.STRESS, why=found.why)


def _repeated(doc: ParsedDoc) -> Iterator[PrintEdit]:
    for found in restarts(doc):
        yield close_up(doc.text, found.start, found.end, EditKind.REPETITION, found.why)


def _fillers(doc: ParsedDoc) -> Iterator[PrintEdit]:
    for found in empty_words(doc):
        yield cut_filler(doc.text, found.start, found.end, found.why)


def _dialect(doc: ParsedDoc) -> Iterator[PrintEdit]:
    for found in spoken_forms(doc):
        yield PrintEdit(found.start, found.end, found.written, EditKind.DIALECT, why=found.why)
