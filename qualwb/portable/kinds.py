"""The kinds of records that a project holds, what each refers to, and what they are called."""

from collections.abc import Mapping
from typing import Any

from qualwb.localization import gettext as _
from qualwb.portable.records import Coding
from qualwb.safe_text import one_line

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "participants": {"group": "groups"},
    "sources": {"group": "groups"},
    "codings": {"source": "sources", "code": "codes", "coder": "coders", "round": "rounds"},
    "memos": {"coder": "coders"},
    "prints": {"source": "sources", "coder": "coders"},
    "summaries": {
        "theme": "themes",
        "coder": "coders",
        "group": "groups",
        "participant": "participants",
    },
    "suggestions": {"source": "sources", "coder": "coders", "code": "codes", "chosen": "codes"},
    "adjudications": {"source": "sources", "round": "rounds", "coder": "coders", "taken_from": "coders"},
    "readings": {"source": "sources", "coder": "coders"},
    "finished": {"source": "sources", "coder": "coders", "round": "rounds"},
}
"""By collection, what each record needs: the field of a stable id, and the collection that must have it."""

OPTIONAL = {
    *(("summaries", "group"), ("summaries", "participant"), ("adjudications", "taken_from")),
    *(("suggestions", "code"), ("suggestions", "chosen")),
}
"""Of those, what a record may do without."""

KINDS: Mapping[str, str] = {
    **{"coders": "coder", "rounds": "round", "groups": "group", "participants": "participant"},
    **{"questions": "question", "sources": "source", "codes": "code", "themes": "theme"},
    **{"codings": "coding", "memos": "memo", "prints": "print_version", "summaries": "summary"},
    **{"queries": "saved_query", "suggestions": "suggestion", "adjudications": "adjudication"},
    **{"readings": "reading", "finished": "finished"},
}
"""The collections of a project, those first that others refer to, with the kinds of their records."""

NAMED = ("coders", "rounds", "groups", "sources", "codes", "themes", "queries")
THINGS = {KINDS[name]: name for name in ("groups", "sources", "participants", "codes", "themes", "questions")}
"""What memos hang on, beside the project: collections by kind."""


def label_of(record: Any) -> str:
    """What a person calls a record: its name, else its words, else its place."""
    for name in ("name", "alias", "label", "quote", "verbatim", "text"):
        if value := getattr(record, name, ""):
            return one_line(str(value))[:60]
    if isinstance(record, Coding):
        return f"{record.start}-{record.end}"
    return str(getattr(record, "uid", type(record).__name__))


def word_for(kind: str) -> str:
    """What a kind of record is called."""
    words = {
        "adjudication": _("decision"),
        "attribute": _("attribute"),
        "case": _("case"),
        "code": _("code"),
        "coder": _("coder"),
        "coding": _("coding"),
        "finished": _("finished source"),
        "group": _("group"),
        "memo": _("memo"),
        "participant": _("participant"),
        "passage": _("passage"),
        "print_version": _("print version"),
        "question": _("question"),
        "reading": _("read source"),
        "round": _("round"),
        "saved_query": _("saved query"),
        "source": _("source"),
        "speaker": _("speaker"),
        "suggestion": _("suggestion"),
        "summary": _("summary"),
        **_foreign_words(),
        "theme": _("theme"),
    }
    return words.get(kind, kind)


def _foreign_words() -> Mapping[str, str]:
    """What other programs have and a project has not."""
    return {
        "area": _("area or stretch"),
        "case": _("case"),
        "case_code": _("code of a case"),
        "case_passage": _("passage of a case"),
        "detail": _("detail"),
        "graph": _("drawn network"),
        "link": _("link"),
        "membership": _("membership of a set"),
        "note": _("note"),
        "note_reference": _("reference to a note"),
        "selection": _("selection"),
        "set": _("set"),
        "value": _("value of a variable"),
        "variable": _("variable"),
    }
