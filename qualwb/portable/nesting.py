"""Codes and themes as trees: what lies beneath itself, beneath nothing or too deep."""

from collections.abc import Collection, Mapping

from qualwb.localization import gettext as _

LEVELS = 100
"""So deep may codes and themes nest."""


def misplaced(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Why some of the records, with their parents by stable id, have to lie at the top."""
    return {**_without_parent(parents), **_circular(parents), **_too_deep(parents)}


def _without_parent(parents: Mapping[str, str | None]) -> dict[str, str]:
    why = _("what it lies beneath is not in the file; it lies at the top")
    return {one: why for one, parent in parents.items() if parent is not None and parent not in parents}


def _circular(parents: Mapping[str, str | None]) -> dict[str, str]:
    why = _("it lies beneath itself in the file; it lies at the top")
    found: dict[str, str] = {}
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            found[at] = why
        settled.update(path)
    return found


def _too_deep(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Those that begin a level too many, each of which begins anew at the top."""
    why = _("it lies more than {n} levels deep; it lies at the top").format(n=LEVELS)
    found: dict[str, str] = {}
    depths: dict[str, int] = {}
    broken: Collection[str] = {**_circular(parents), **_without_parent(parents)}
    for start in parents:
        path = []
        at: str | None = start
        while at is not None and at not in depths:
            path.append(at)
            at = None if at in broken else parents[at]
        depth = depths[at] if at is not None else 0
        for one in reversed(path):
            depth = depth + 1 if depth < LEVELS else 1
            if depth == 1 and parents[one] is not None and one not in broken:
                found[one] = why
            depths[one] = depth
    return found
