"""What was looked for and what was found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _
from qualwb.shortening import one_line, shortened
from qualwb.workbench.screens.like.turn_finder import Sought

if TYPE_CHECKING:
    from qualwb.suggest.turn_search import AnsweringTurns, FoundTurn

MOST_TOLD = 40
"""Characters of what was looked for that the bar says."""


def told_of(sought: Sought) -> str:
    """What was looked for, on a line."""
    line = shortened(sought.text, MOST_TOLD)
    return _("like '{words}'").format(words=line) if sought.source else _("'{words}'").format(words=line)


def how_many(answers: AnsweringTurns) -> str:
    """How many turns were found: those above noise, or of more than are listed the nearest."""
    if answers.rest:
        nearest = _("the {n} nearest of {of_all}")
        return nearest.format(n=len(answers.found), of_all=answers.searched)
    above = ngettext("{n} turn above noise", "{n} turns above noise", answers.above)
    return above.format(n=answers.above)


def nothing_found(answers: AnsweringTurns) -> str:
    """Why no turn is listed."""
    if not answers.searched:
        return _("There is no turn to look in.")
    none = ngettext(
        "The only turn there is tells no more than noise: try other words.",
        "None of {n} turns is above noise: try other words.",
        answers.searched,
    )
    return none.format(n=answers.searched)


def cells_of(one: FoundTurn) -> tuple[str, ...]:
    """A turn as a row: score, place, speaker, text and codes."""
    turn = one.turn
    return (
        decimal(one.score),
        f"{turn.place.source} · {turn.number}",
        turn.speaker,
        one_line(turn.text),
        ", ".join(turn.codes),
    )


def detail_of(one: FoundTurn, remark: str = "") -> Text:
    """A turn whole, with what speaks for it and the codes that it has."""
    turn = one.turn
    place = turn.place
    where = dict.fromkeys((place.group, place.source, str(turn.number)))
    text = Text(" · ".join(where), style="bold")
    text.append("\n")
    text.append(f"{turn.speaker}: " if turn.speaker else "", style="bold")
    text.append(f"{turn.text.strip()}\n", style="not bold")
    if one.because:
        text.append(_("because: {why}").format(why=one.because) + "\n", style="not bold dim")
    if turn.codes:
        text.append(", ".join(turn.codes) + "\n", style="not bold")
    if remark:
        text.append(remark, style="not bold dim")
    return text
