"""Coders in a file that leaves the team: by name, under a pseudonym, or not at all."""

from dataclasses import replace
from typing import Any, TypeVar

from qualwb.localization import gettext as _
from qualwb.portable.records import Coder, PortableProject

T = TypeVar("T", bound=Any)

NAMES_A_CODER = "coder"
"""The setting of a copy that was split off for a coder."""
_BY_CODER_ALONE = ("suggestions", "adjudications", "readings", "finished")
"""Collections that say nothing but what a coder did."""
_OF_A_CODER = ("codings", "memos", "prints", "summaries")


def told_of_coders(project: PortableProject, how: str) -> PortableProject:
    """The project with its coders as ``how`` says: 'names', 'pseudonyms' or 'none'.

    Stable ids stay under a pseudonym, so that a file that comes back joins its project. With 'none' the coder
    of everything is '', and what tells of coders alone is left out.
    """
    if how == "names":
        return project
    settings = {name: value for name, value in project.settings.items() if name != NAMES_A_CODER}
    if how == "pseudonyms":
        coders = tuple(
            Coder(one.uid, _("Coder {n}").format(n=number)) for number, one in enumerate(project.coders, 1)
        )
        return replace(project, coders=coders, settings=settings)
    nameless: dict[str, Any] = {
        name: tuple(_nameless(one) for one in getattr(project, name)) for name in _OF_A_CODER
    }
    left_out: dict[str, Any] = dict.fromkeys(_BY_CODER_ALONE, ())
    return replace(project, coders=(), settings=settings, **nameless, **left_out)


def _nameless(record: T) -> T:
    return record._replace(coder="") if hasattr(record, "_replace") else replace(record, coder="")
