"""Within an act: what the trees of codes and of themes have in common, and new codes and themes in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, select

from qualwb.acts.lookup import refuse_taken
from qualwb.colours import code_colour
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Theme
from qualwb.store.driver import Asked, fetch
from qualwb.store.journal import Act
from qualwb.store.naming import namesakes_asked
from qualwb.store.open_project import now

Tree = type[Code] | type[Theme]
"""The records that lie beneath one another."""


class BadTree(QualwbError):
    """A move that would put something beneath itself."""


def new_code(act: Act, name: str, **fields: Any) -> int:
    """A new code at the end of the codebook, with the next colour of the palette unless one is given."""
    count = _count(act, Code)
    fields.setdefault("colour", code_colour(count))
    return _append(act, Code, name, count, fields)


def new_theme(act: Act, name: str, **fields: Any) -> int:
    """A new theme after the others."""
    return _append(act, Theme, name, _count(act, Theme), fields)


def asked_of_new(record: Tree) -> tuple[Asked, Asked]:
    """What ``new_code`` or ``new_theme`` asks."""
    return (_counted(record), {}), namesakes_asked(record)


def asked_of_loops(record: Tree) -> Asked:
    """What ``refuse_loop`` asks."""
    return _parents(record), {}


def refuse_loop(act: Act, record: Tree, key: int, parent_id: int | None) -> None:
    """Raise ``BadTree`` when ``parent_id`` lies beneath ``key`` or is it."""
    if parent_id is not None and key in (parent_id, *_above(act, record, parent_id)):
        raise BadTree(_("Nothing can lie beneath itself."))


def lift_out(act: Act, record: Tree, key: int, leaving: Collection[int]) -> None:
    """Put a row above whatever it lies beneath that is about to leave, so that the rest can follow it."""
    above = [*_above(act, record, key), None]
    place = above[0]
    for at, higher in pairwise(above):
        place = higher if at in leaving else place
    act.update(record, key, parent_id=place)


def move_children(
    act: Act, record: Tree, children: Iterable[Mapping[str, Any]], parent_id: int | None
) -> None:
    """Put what lay right beneath another row beneath ``parent_id``, which stays where it is itself."""
    keys = [child["id"] for child in children if child["id"] != parent_id]
    act.update_many(record, keys, parent_id=parent_id)


def join_texts(
    act: Act, record: Tree, key: int, rows: Sequence[Mapping[str, Any]], columns: Iterable[str]
) -> None:
    """Let a row say what it and others say in these columns, each text once, so that nothing is lost."""
    act.update(
        record,
        key,
        **{name: "\n".join(dict.fromkeys(one[name] for one in rows if one[name])) for name in columns},
    )


def _append(act: Act, record: Tree, name: str, position: int, fields: Mapping[str, Any]) -> int:
    refuse_taken(act.connection, record, name)
    return act.insert(record, name=name, position=position, created_at=now(), **fields)


def _above(act: Act, record: Tree, key: int) -> list[int]:
    """What a row lies beneath, nearest first; each once, should the file hold a cycle."""
    parents: dict[int, int | None] = dict(fetch(act.connection, _parents(record)))
    above: list[int] = []
    at = parents.get(key)
    while at is not None and at not in above and at != key:
        above.append(at)
        at = parents.get(at)
    return above


def _count(act: Act, record: Tree) -> int:
    ((count,),) = fetch(act.connection, _counted(record))
    return int(count)


@cache
def _counted(record: Tree) -> Select[int]:
    return select(func.count(record.id))


@cache
def _parents(record: Tree) -> Select[int, int | None]:
    return select(record.id, record.parent_id)
