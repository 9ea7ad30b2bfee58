"""Coders in a file that leaves the team: by name, under a pseudonym, or not at all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qualwb.localization import gettext as _
from qualwb.portable.records import Coder, Coding, PortableProject, SavedQuery, Uid

T = TypeVar("T", bound=Any)

_PERSONAL = ("coder", "facts")
"""Settings that name people: whom a copy was split off for, and who the team says did the study."""
_BY_CODER_ALONE = ("suggestions", "adjudications", "readings", "finished")
"""Collections that say nothing but what a coder did."""
_OF_A_CODER = ("codings", "memos", "prints", "summaries")


def told_of_coders(project: PortableProject, how: str) -> PortableProject:
    """The project with its coders as ``how`` says: 'names', 'pseudonyms' or 'none'.

    But with names, settings and saved queries that name people are left out; what memos and transcripts say
    is not looked into. Stable ids stay under a pseudonym, so that a file that comes back joins its project.
    With 'none' the coder of everything is '', and what tells of coders alone is left out; a code that several
    put on a passage in one round is there once, a key quote if it was one's.
    """
    if how == "names":
        return project
    settings = {name: value for name, value in project.settings.items() if name not in _PERSONAL}
    queries = tuple(one for one in project.queries if not _names_a_coder(one, project.coders))
    project = replace(project, settings=settings, queries=queries)
    if how == "pseudonyms":
        coders = tuple(
            Coder(one.uid, _("Coder {n}").format(n=number)) for number, one in enumerate(project.coders, 1)
        )
        return replace(project, coders=coders)
    nameless: dict[str, Any] = {
        name: tuple(_nameless(one) for one in getattr(project, name)) for name in _OF_A_CODER
    }
    codings, kept = _once(nameless["codings"])
    nameless["codings"] = codings
    nameless["summaries"] = tuple(
        replace(one, codings=tuple(dict.fromkeys(kept.get(uid, uid) for uid in one.codings)))
        for one in nameless["summaries"]
    )
    left_out: dict[str, Any] = dict.fromkeys(_BY_CODER_ALONE, ())
    return replace(project, coders=(), **nameless, **left_out)


def _once(codings: Sequence[Coding]) -> tuple[tuple[Coding, ...], Mapping[Uid, Uid]]:
    """Of codings that differ by nothing but their coder, the first; and by each one's id which that is."""
    found: dict[tuple[object, ...], Coding] = {}
    kept: dict[Uid, Uid] = {}
    for one in codings:
        place = one[1:7] if one.orphaned_from is None else (one.uid,)
        first = found.setdefault(place, one)
        found[place] = first._replace(cited=first.cited or one.cited)
        kept[one.uid] = first.uid
    return tuple(found.values()), kept


def _names_a_coder(query: SavedQuery, coders: Sequence[Coder]) -> bool:
    """Whether a coder's name is anywhere in a query; a short one may be there by chance."""
    words = f"{query.name} {json.dumps(query.query, ensure_ascii=False)}".casefold()
    return any(coder.name.casefold() in words for coder in coders)


def _nameless(record: T) -> T:
    return record._replace(coder="") if hasattr(record, "_replace") else replace(record, coder="")
