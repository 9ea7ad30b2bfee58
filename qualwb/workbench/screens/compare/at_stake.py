"""A disagreement in words: what each coder has, when their codes are used, and what was decided."""

from collections.abc import Callable

from rich.text import Text

from qualwb.analysis.agreement.disagreements import CoderSide, Disagreement, Disagreements
from qualwb.exchange.tables.disagreements import kind_in_words, settled_in_words, side_in_words
from qualwb.localization import gettext as _
from qualwb.shortening import shortened

LONGEST = 150
"""Characters of a passage that are shown here; the text above has all."""


Where = Callable[[int, int], str]
"""Says in which turns code points [start, end) of the source stand; '' while that is being read."""


def at_stake(one: Disagreement, result: Disagreements, pending: str, where: Where) -> Text:
    """What is to be decided; ``pending`` is what the next decision does besides."""
    text = Text()
    place = " · ".join(filter(None, (kind_in_words(one.kind), one.source, where(one.start, one.end))))
    text.append(place, style="bold")
    if one.decision is not None:
        text.append("\n✓ " + decided(one))
    if pending:
        text.append("\n" + pending, style="italic")
    for number, side in enumerate(one.sides, 1):
        text.append(f"\n{number} {side.coder}: ", style="bold")
        text.append(side_in_words(side))
        _append_side(text, side, result, where)
    return text


def decided(one: Disagreement) -> str:
    """What was decided, by whom and why."""
    assert one.decision is not None
    told = _("decided by {coder}: {what}").format(coder=one.decision.by, what=settled_in_words(one))
    return f"{told} – {one.decision.reason}" if one.decision.reason else told


def _append_side(text: Text, side: CoderSide, result: Disagreements, where: Where) -> None:
    if side.code is None:
        return
    for coding in side.codings:
        words = f"”{shortened(coding.quote, LONGEST)}”"
        text.append("\n  " + " ".join(filter(None, (where(coding.start, coding.end), words))))
    rule = result.rules[side.code]
    for head, words in (
        (_("Means"), rule.definition),
        (_("Use it when"), rule.include),
        (_("Do not use it when"), rule.exclude),
    ):
        if words:
            text.append(f"\n  {head}: {words}", style="dim")
