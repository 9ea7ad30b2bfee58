"""The rows that an act wrote, in plain words."""

from collections.abc import Iterable
from typing import Any

from qualwb.analysis.changes import RowChange
from qualwb.localization import gettext as _

LONGEST = 200
"""Characters of a value that are shown."""


def in_words(changes: Iterable[RowChange]) -> list[str]:
    """A line a row, and one a column beneath it."""
    told = []
    for change in changes:
        told.append(_headline(change))
        told += [f"    {_column(column)}: {_step(before, after)}" for column, before, after in change.fields]
    return told


def _headline(change: RowChange) -> str:
    sign = {"new": "+", "gone": "−", "changed": "±"}[change.happened]
    table = _table(change.table)
    if change.count > 1:
        told = f"{sign} {change.count} × {table}"
        return f"{told}: {change.name} ..." if change.name else told
    return f"{sign} {table} {_shown(change.name)}".rstrip()


def _step(before: Any, after: Any) -> str:
    if before is None:
        return _shown(after)
    return f"{_shown(before)} → {_shown(after) if after not in (None, '') else '–'}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_shown(part)}" for name, part in value.items()) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = " ".join(str(value).split()) if value not in (None, "") else "–"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _table(name: str) -> str:
    return {
        "code": _("code"),
        "coder": _("coder"),
        "coding": _("coding"),
        "focus_group": _("group"),
        "memo": _("memo"),
        "participant": _("participant"),
        "print_version": _("print version"),
        "project": _("project"),
        "question": _("question"),
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
    }.get(name, name)


def _column(name: str) -> str:
    return {
        "attributes": _("attributes"),
        "cited": _("key quote"),
        "code_id": _("code"),
        "coder_id": _("coder"),
        "colour": _("colour"),
        "definition": _("definition"),
        "end": _("end"),
        "examples": _("examples"),
        "exclude": _("do not use it when"),
        "group_id": _("group"),
        "include": _("use it when"),
        "kind": _("kind"),
        "name": _("name"),
        "number": _("number"),
        "origin": _("origin"),
        "orphaned_from": _("lost its place in version"),
        "parent_id": _("beneath"),
        "participant_id": _("participant"),
        "question_id": _("question"),
        "quote": _("quote"),
        "role": _("role"),
        "round_id": _("round"),
        "settings": _("settings"),
        "source_id": _("source"),
        "speaker_id": _("speaker"),
        "start": _("start"),
        "text": _("text"),
        "theme_id": _("theme"),
    }.get(name, name)
