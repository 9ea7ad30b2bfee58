"""Corrections of a text that are not in use since another version of it is: words and turns. Pure."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from qualwb.acts.merging.state import Mark, State
from qualwb.acts.text_edits import Edit, Edits, edits_between
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model.privacy import PRIVACY

MOST = 200
"""Corrections that are told one by one."""
BESIDE = 24
"""Code points that are told at each side of what was corrected, so that it can be found."""


def set_aside(loser: State, winner: State, source: Mark) -> tuple[str, ...]:
    """The corrections of a source that one project has and the text in use has not, a line each.

    They are those since the last text that both have had; where there is none, all in which the two differ.
    Where names were replaced in one of the two alone, turns are told without their words: these may hold
    the names.
    """
    had = {version.sha256 for version in winner.versions[source]}
    common = next((one.sha256 for one in reversed(loser.versions[source]) if one.sha256 in had), None)
    in_use, other = (state.text(state.current(source).sha256) for state in (winner, loser))
    before = in_use if common is None else loser.text(common)
    kept = set(edits_between(before, in_use).edits)
    edits = edits_between(before, other)
    starts = [turn["start"] for turn in loser.turns[source]]
    numbers = [turn["number"] for turn in loser.turns[source]]
    found = [
        (edit, numbers[max(bisect_right(starts, at) - 1, 0)] if starts else None)
        for edit, at in _with_places(edits)
        if edit not in kept
    ]
    if names_replaced(loser) != names_replaced(winner):
        lines = list(dict.fromkeys(_("turn {n}").format(n=turn) for _edit, turn in found if turn is not None))
    else:
        lines = [_in_words(before, edit, turn) for edit, turn in found]
    if (more := len(lines) - MOST) > 0:
        lines[MOST:] = [ngettext("and {n} more", "and {n} more", more).format(n=more)]
    return tuple(lines)


def names_replaced(state: State) -> frozenset[str]:
    """Which replacings of names a project has behind it."""
    return frozenset(one.get("id", "") for one in (state.settings.get(PRIVACY) or {}).get("applied") or [])


def _with_places(edits: Edits) -> Iterator[tuple[Edit, int]]:
    """Each edit with where its words begin in the text afterwards."""
    grown = accumulate((edit.growth for edit in edits.edits), initial=0)
    return ((edit, edit.start + growth) for edit, growth in zip(edits.edits, grown, strict=False))


def _in_words(before: str, edit: Edit, turn: int | None) -> str:
    """'turn 12: ”… vi åkte Renningar” → ”… vi åkte Renninger”', with words of the line beside it."""
    line = before.rfind("\n", 0, edit.start) + 1
    end = before.find("\n", edit.end)
    left = before[max(line, edit.start - BESIDE) : edit.start]
    right = before[edit.end : min(len(before) if end < 0 else end, edit.end + BESIDE)]
    was, became = (f"”{left}{words}{right}”" for words in (before[edit.start : edit.end], edit.text))
    told = f"{was} → {became}"
    return told if turn is None else _("turn {n}: {what}").format(n=turn, what=told)
