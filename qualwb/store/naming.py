"""What things are called in messages, and the error for a name that is not there."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from qualwb.localization import gettext as _
from qualwb.model import (
    Code,
    Coder,
    Coding,
    Group,
    Memo,
    NameVerdict,
    Participant,
    PrintVersion,
    Project,
    Question,
    Record,
    Round,
    SavedQuery,
    Source,
    Speaker,
    Summary,
    Theme,
)
from qualwb.safe_text import cleaned
from qualwb.same_name import near_names
from qualwb.store.driver import Asked, fetch, given
from qualwb.store.errors import NotFound


def target_name(target: str) -> str:
    """What a kind of thing that memos hang on is called."""
    return {
        "project": _("project"),
        "group": _("group"),
        "source": _("source"),
        "passage": _("passage"),
        "participant": _("participant"),
        "code": _("code"),
        "theme": _("theme"),
        "question": _("question of the guide"),
    }.get(target, target)


def kind_of(record: type[Record]) -> str:
    """What a record is called in messages."""
    names: dict[type[Record], str] = {
        Code: _("code"),
        Theme: _("theme"),
        Source: _("source"),
        Group: _("group"),
        Participant: _("participant"),
        Speaker: _("speaker"),
        Question: _("question"),
        Coder: _("coder"),
        Round: _("round"),
        Coding: _("coding"),
        Memo: _("memo"),
        NameVerdict: _("decision on the name"),
        PrintVersion: _("print version"),
        Project: _("project"),
        SavedQuery: _("saved query"),
        Summary: _("summary"),
    }
    return names.get(record, str(record.__tablename__))


def place_of(name: str, known: Sequence[str]) -> int | None:
    """The place of the known name meant: exact, else the only one equal without regard to case.

    Characters that no name may hold are overlooked: a file that was edited by hand may have them.
    """
    wanted = unicodedata.normalize("NFC", name).strip()
    if wanted in known:
        return known.index(wanted)
    meant = cleaned(wanted).casefold()
    folded = [place for place, other in enumerate(known) if cleaned(other).casefold() == meant]
    return folded[0] if len(folded) == 1 else None


def namesakes(connection: Connection, record: type[Record], name: str, **where: Any) -> list[tuple[int, str]]:
    """Keys and names of the rows that have the name, without regard to case, where all of ``where`` holds."""
    wanted = name.casefold()
    rows = fetch(connection, _names(record, *where), **where)
    return [(key, known) for key, known in rows if known.casefold() == wanted]


def namesakes_asked(record: type[Record], **where: Any) -> Asked:
    """What ``namesakes`` asks."""
    return _names(record, *where), where


@cache
def _names(record: type[Record], *where: str) -> Select[int, str]:
    table = record.__table__
    column = "alias" if record is Participant else "label" if record is Speaker else "name"
    names = select(table.c.id, table.c[column]).order_by(table.c[column])
    return names.where(*(table.c[other] == given(other) for other in where))


def not_found(kind: str, name: str, known: Sequence[str], became: str = "") -> NotFound:
    """The error for a name that is none of the known ones: what ``became`` of it, else the nearest ones."""
    if became:
        said = _("There is no {kind} '{name}'; {became}.")
        return NotFound(said.format(kind=kind, name=name.strip(), became=became))
    return NotFound(
        _("There is no {kind} '{name}'.").format(kind=kind, name=name.strip()), _nearest(name, known)
    )


def _nearest(name: str, known: Sequence[str]) -> str:
    near = near_names(name, known)
    if near:
        return _("Did you mean {names}?").format(names=", ".join(f"'{found}'" for found in near))
    if 0 < len(known) <= 12:
        return _("There are: {names}.").format(names=", ".join(known))
    return ""
