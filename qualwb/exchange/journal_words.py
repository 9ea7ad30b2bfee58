"""The journal in words: what an act did to each row.

The names of records that the journal keeps are the keys of the list at the end; what has no word there is
called by its name.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from qualwb.acts.undoing import Stay
from qualwb.acts.word_changes import words_changed
from qualwb.analysis.change_rows import RowChange
from qualwb.field_words import field_words
from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.shortening import shortened

LONGEST = 200
"""Characters of a value that are shown."""
SIGNS = {"new": "+", "gone": "−", "changed": "±", "moved": "→"}
"""What stands before a row, by what happened to it."""
NOTHING = "–"


def changes_in_words(changes: Iterable[RowChange]) -> list[str]:
    """What an act did: a line a row, and a line a column beneath it."""
    lines = []
    for change in changes:
        lines.append(_row(change))
        lines += [
            f"    {column_in_words(column)}: {_step(*(_named(column, value) for value in (before, after)))}"
            for column, before, after in change.fields
        ]
    return lines


def texts_in_words(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """What words an act changed in a text: a line each, before the lines of its rows."""
    return [
        _("”{before}” → ”{after}”").format(before=shortened(before, LONGEST), after=shortened(after, LONGEST))
        for old, new in pairs
        for before, after in words_changed(old, new)
    ]


def stays_in_words(stays: Iterable[Stay]) -> list[str]:
    """What of an act stays when it was undone in parts, and whose later act it is that stands in the way."""
    lines = []
    for stay in stays:
        why = str(stay.later) if stay.later else _("without it the rest would not hold together")
        told = _("Stays: {n} × {row} ({why}).")
        lines.append(told.format(n=stay.rows, row=table_in_words(stay.table), why=why))
    return lines


def table_in_words(table: str) -> str:
    """What a row of a table is called."""
    return _tables(language()).get(table, table)


def column_in_words(column: str) -> str:
    """What a column is called."""
    return field_words().get(column, column)


def _row(change: RowChange) -> str:
    sign, table = SIGNS[change.happened], table_in_words(change.table)
    if change.count == 1:
        return f"{sign} {table} {_value(change.name)}".rstrip()
    told = f"{sign} {change.count} × {table}"
    return f"{told}: {change.name}" if change.name else told


def _step(before: Any, after: Any) -> str:
    return _value(after) if before is None else f"{_value(before)} → {_value(after)}"


def _named(column: str, value: Any) -> Any:
    """A value of a column that has names for all that it holds, in words; any other as it is."""
    if column == "settings" and isinstance(value, dict):
        return {setting_in_words(name): one for name, one in value.items()}
    return _values(language()).get((column, value), value) if isinstance(value, str) else value


def _value(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list):  # keys of rows, which tell a person nothing
        return str(len(value))
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_value(part)}" for name, part in value.items()) or NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return shortened(str(value), LONGEST)


@lru_cache(maxsize=2)
def _tables(_language: str) -> dict[str, str]:
    """What a row of each table is called."""
    return {
        "adjudication": _("decision on a disagreement"),
        "code": _("code"),
        "coder": _("coder"),
        "coding": _("coding"),
        "finished_coding": _("finished source"),
        "focus_group": _("group"),
        "memo": _("memo"),
        "name_verdict": _("decision on a name"),
        "participant": _("participant"),
        "print_version": _("print version"),
        "project": _("project"),
        "question": _("question"),
        "reading": _("reading"),
        "round": _("round"),
        "saved_query": _("saved query"),
        "source": _("source"),
        "speaker": _("speaker"),
        "suggestion_event": _("answer to a suggestion"),
        "summary": _("summary"),
        "text_version": _("text version"),
        "theme": _("theme"),
        "theme_code": _("code in a theme"),
        "turn": _("turn"),
    }


@lru_cache(maxsize=2)
def _values(_language: str) -> dict[tuple[str, str], str]:
    """What a value is called, by its column."""
    return {
        ("verdict", "open"): _("undecided"),
        ("verdict", "replace"): _("to be replaced"),
        ("verdict", "keep"): _("to be kept"),
        ("verdict", "generalise"): _("to be generalised"),
        ("origin", "manual"): _("by hand"),
        ("origin", "suggestion"): _("suggested and taken"),
        ("origin", "in vivo"): _("in the talk's own words"),
        ("origin", "autocode"): _("found by a search and ticked"),
        ("origin", "report"): _("quote of a printed report"),
        ("origin", "import"): _("from another program"),
        ("origin", "merge"): _("from a colleague's copy"),
        ("origin", "consensus"): _("by agreement or decision"),
        ("outcome", "one"): _("as one of the coders had it"),
        ("outcome", "both"): _("as both had it"),
        ("outcome", "neither"): _("without a code"),
        ("outcome", "new"): _("with other words or another code"),
    }


def setting_in_words(name: str) -> str:
    """What a setting of a project is called."""
    words = {
        "agreement": _("how agreement is counted"),
        "coder": _("whom the copy is for"),
        "description": _("description"),
        "facts": _("answers for the checklists"),
        "language": _("language"),
        "marks": _("marks of transcription"),
        "name": _("name of the project"),
        "privacy": _("how the people are protected"),
        "refused_proposals": _("refused proposals"),
        "round": _("round of work"),
        "saturation": _("how saturation is counted"),
    }
    return words.get(name, name)
