"""The list of names read again, after a person edited verdicts and aliases in it: csv or xlsx."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualwb.acts import codebook_input
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.reviewing import RefusedLine, ReviewedLine
from qualwb.acts.pseudonyms.wording import verdict_in_words
from qualwb.errors import QualwbError
from qualwb.exchange.writers.text import unguarded
from qualwb.localization import gettext as _

HEADINGS: Mapping[str, Sequence[str]] = {
    "name": ("name", "namn"),
    "kind": ("kind", "typ", "slag"),
    "verdict": ("verdict", "beslut"),
    "alias": ("alias",),
}
"""What the columns may be called, whatever the language in use."""

KIND_WORDS: Mapping[str, Sequence[str]] = {
    "person": ("person",),
    "place": ("place", "geographic place", "plats"),
    "organisation": ("organisation",),
    "address": ("address", "adress"),
    "phone": ("phone", "telephone number", "telefonnummer"),
    "email": ("email", "e-mail address", "e-postadress"),
    "url": ("url", "web address", "webbadress"),
    "personnummer": ("personnummer", "identity number"),
    "orgnummer": ("orgnummer", "organisation number", "organisationsnummer"),
    "birthdate": ("birthdate", "date of birth", "födelsedatum"),
    "plate": ("plate", "car plate", "registreringsnummer"),
    "indirect": ("indirect", "indirekt"),
    "name": ("name", "namn"),
}
VERDICT_WORDS: Mapping[Verdict, Sequence[str]] = {
    Verdict.OPEN: ("open", "öppen", "öppet", ""),
    Verdict.REPLACE: ("replace", "ersätt"),
    Verdict.KEEP: ("keep", "behåll"),
    Verdict.GENERALISE: ("generalise", "generalize", "generalisera"),
}
"""What may stand in the columns."""

_SEARCHED_LINES = 15
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}
_VERDICTS = {word: verdict for verdict, words in VERDICT_WORDS.items() for word in words}


def read_name_sheet(path: Path) -> tuple[list[ReviewedLine], list[RefusedLine]]:
    """The lines of an edited list, and those that say nothing that can be understood.

    Lines are counted from 1, as a spreadsheet counts them. Lines without a name, and what stands below the
    table, are passed over. Raises ``QualwbError`` for a file that is no such list.
    """
    rows = _rows(path)
    at, columns = _headings(path, rows)
    lines: list[ReviewedLine] = []
    refused: list[RefusedLine] = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        name, kind, verdict, alias = (_cell(row, columns.get(column)) for column in HEADINGS)
        if not name or not kind:
            continue
        if kind.casefold() not in _KINDS:
            refused.append(RefusedLine(number, name, _("there is no kind '{word}'.").format(word=kind)))
        elif verdict.casefold() not in _VERDICTS:
            words = ", ".join(map(verdict_in_words, VERDICT_WORDS))
            why = _("there is no verdict '{word}': {words}.").format(word=verdict, words=words)
            refused.append(RefusedLine(number, name, why))
        else:
            lines.append(
                ReviewedLine(number, _KINDS[kind.casefold()], name, _VERDICTS[verdict.casefold()], alias)
            )
    return lines, refused


def _rows(path: Path) -> list[list[str]]:
    data = codebook_input.codebook_bytes(path)
    if data.startswith(b"PK"):
        taken = codebook_input.TakenOut()
        return codebook_input.workbook_rows(data, path.name, _known, _SEARCHED_LINES, taken)
    text = codebook_input.decoded(data, path.name).text
    sign = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = codebook_input.separated_rows(text, path.name, sign)
    return [[unguarded(cell, sign) for cell in row] for row in rows]


def _headings(path: Path, rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The index of the row of headings, and the columns by what they hold."""
    for number, row in enumerate(rows[:_SEARCHED_LINES]):
        columns = _columns(row)
        if {"name", "kind", "verdict"} <= columns.keys():
            return number, columns
    raise QualwbError(
        _("{file}: no list of names: it has no columns for name, kind and verdict.").format(file=path.name),
        _("Make one with: qualwb pseudonymise find -o {example}.").format(example="granskning.xlsx"),
    )


def _known(rows: Sequence[Sequence[str]]) -> int:
    return max((len(_columns(row)) for row in rows), default=0)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    known = {word: column for column, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        column = known.get(heading.strip().casefold())
        if column:
            found.setdefault(column, index)
    return found


def _cell(row: Sequence[str], index: int | None) -> str:
    return " ".join(row[index].split()) if index is not None and index < len(row) else ""
