"""A disagreement in words: what each coder has, when their codes are used, and what was decided."""

from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from qualwb.analysis.agreement.coded_by_hand import HandCoded
from qualwb.analysis.agreement.disagreements import Disagreement, Disagreements, SeenCoding
from qualwb.exchange.tables.disagreements import kind_in_words, settled_in_words, side_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened_within

LONGEST = 150
"""Characters of a passage that are shown here; the text above has all."""


Where = Callable[[int, int], str]
"""Says in which turns code points [start, end) of the source stand; '' while that is being read."""


def at_stake(
    one: Disagreement,
    result: Disagreements,
    standing: Sequence[HandCoded],
    pending: str,
    where: Where,
    memos: Iterable[tuple[str, str]] = (),
) -> Text:
    """What is to be decided: what each has, what stands in consensus already, then when the codes are used.

    ``pending`` is what the next decision does besides; ``memos`` are those on the place: whose, and words.
    """
    text = Text()
    place = " · ".join(filter(None, (kind_in_words(one.kind), one.source, where(one.start, one.end))))
    text.append(place, style="bold")
    if one.decision is not None:
        text.append("\n✓ " + decided(one))
        for code, words in one.decision.made:
            text.append(f"\n  → {code} ”{shortened_within(words, LONGEST)}”")
    for whose, words in memos:
        text.append(f"\n{whose}: ", style="italic bold")
        text.append(shortened_within(" ".join(words.split()), LONGEST), style="italic")
    if pending:
        text.append("\n" + pending, style="italic")
    for number, side in enumerate(one.sides, 1):
        text.append(f"\n{number} {side.coder}: ", style="bold")
        text.append(side_in_words(side))
        if (n := len(side.codings)) > 1:
            told = _("{n} passages that touch or overlap, compared as one").format(n=n)
            text.append(f" · {told}", style="dim")
        for coding in side.codings:
            text.append("\n  " + _words_at(coding, where))
    if one.kind == "border":
        text.append("\n" + _("3 Both: one passage over all of them"), style="dim")
    for there in standing:
        text.append("\n" + _("in consensus already, by {coder}: ").format(coder=there.coder), style="bold")
        text.append(f"{there.code} " + _words_at(there, where))
    for code in dict.fromkeys(side.code for side in one.sides if side.code is not None):
        _append_rule(text, code, result)
    return text


def decided(one: Disagreement) -> str:
    """What was decided, by whom and why."""
    assert one.decision is not None
    told = _("decided by {coder}: {what}").format(coder=one.decision.by, what=settled_in_words(one))
    return f"{told} – {one.decision.reason}" if one.decision.reason else told


def standing_in_words(standing: Sequence[HandCoded], where: Where) -> str:
    """What stands in consensus, one a line."""
    return "\n".join(f"{there.code} ({there.coder}) {_words_at(there, where)}" for there in standing)


def _words_at(coding: SeenCoding | HandCoded, where: Where) -> str:
    n = len(coding.quote.split())
    words = f"”{shortened_within(coding.quote, LONGEST)}”"
    counted = ngettext("({n} word)", "({n} words)", n).format(n=n)
    return " ".join(filter(None, (where(coding.start, coding.end), words, counted)))


def _append_rule(text: Text, code: str, result: Disagreements) -> None:
    rule = result.rules[code]
    told = [
        f"{head}: {words}"
        for head, words in (
            (_("Means"), rule.definition),
            (_("Use it when"), rule.include),
            (_("Do not use it when"), rule.exclude),
        )
        if words
    ]
    if told:
        text.append(f"\n{code}", style="dim bold")
        text.append("".join(f"\n  {line}" for line in told), style="dim")
