"""What the fields of records are called; one without words is called by its name."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.localization import language


def field_words() -> Mapping[str, str]:
    """What each field is called, by its name."""
    return _words(language())


def fields_in_words(fields: Iterable[str]) -> str:
    """Fields on a line: 'definition, use it when'."""
    return ", ".join(field_words().get(field, field) for field in fields)


@lru_cache(maxsize=2)
def _words(_language: str) -> dict[str, str]:
    """What each field is called, in the language that is in use."""
    return {
        "alias": _("alias"),
        "attributes": _("attributes"),
        "blind": _("blind"),
        "boundary": _("boundary"),
        "cited": _("key quote"),
        "claim": _("claim"),
        "code_id": _("code"),
        "coder_id": _("coder"),
        "codings": _("number of codings"),
        "colour": _("colour"),
        "counter_examples": _("counter-examples"),
        "decided_at": _("decided"),
        "definition": _("definition"),
        "description": _("description"),
        "file_name": _("file"),
        "finished_at": _("finished"),
        "imported_at": _("imported"),
        "end": _("end"),
        "examples": _("examples"),
        "exclude": _("do not use it when"),
        "group_id": _("group"),
        "include": _("use it when"),
        "kind": _("kind"),
        "label": _("label"),
        "language": _("language"),
        "length": _("characters"),
        "name": _("name"),
        "number": _("number"),
        "origin": _("origin"),
        "outcome": _("outcome"),
        "orphaned_from": _("lost its place in version"),
        "parent_id": _("beneath"),
        "participant_id": _("participant"),
        "place": _("code and place"),
        "query": _("query"),
        "question_id": _("question"),
        "quote": _("quote"),
        "read_at": _("read"),
        "reader": _("file format"),
        "reason": _("reason"),
        "recording": _("recording"),
        "result": _("number of codings in consensus"),
        "role": _("role"),
        "released_at": _("released"),
        "round_id": _("round"),
        "same_as": _("the same as"),
        "settings": _("settings"),
        "source_id": _("source"),
        "speaker_id": _("speaker"),
        "start": _("start"),
        "taken_from_id": _("taken from"),
        "text": _("text"),
        "theme_id": _("theme"),
        "time_end": _("time of its end"),
        "time_start": _("time of its start"),
        "turns": _("turns"),
        "verbatim": _("as said"),
        "verdict": _("decision"),
    }
