"""What autocoding found, to be looked over: which passages are ticked, and which have the code already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rich.text import Text

from qualwb.analysis.autocoding import AutocodeQuery
from qualwb.analysis.found_passages import FoundPassage
from qualwb.exchange.tables.autocoding import in_context
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import one_line
from qualwb.workbench.widgets.listing import Row

Key = tuple[str, int, int]
"""Source, start and end of a passage."""

LEAD = 24
"""Characters of a passage that a row shows before what was found in it."""


def key_of(one: FoundPassage) -> Key:
    """What a passage is known by in the list."""
    return one.source, one.start, one.end


@dataclass(frozen=True)
class Review:
    """What a query found, and which of it, by place in the list, has the ``code`` already."""

    query: AutocodeQuery
    passages: tuple[FoundPassage, ...]
    already: frozenset[int] = frozenset()

    def ticked(self, turned: Iterable[Key]) -> list[FoundPassage]:
        """The passages to be coded, where the ticks of these were ``turned`` by hand.

        At first all are ticked that have the words or say what was asked for; of what is only like
        something, none.
        """
        turned, at_first = set(turned), self.query.how != "like"
        return [
            one
            for n, one in enumerate(self.passages)
            if n not in self.already and (key_of(one) in turned) != at_first
        ]

    def turned_to_tick(self, places: Collection[Key]) -> set[Key]:
        """What is to be turned so that only passages that hold one of these places are ticked."""
        wanted = {key_of(one) for one in self.passages if any(_holds(one, place) for place in places)}
        return {key_of(one) for one in self.ticked(())} ^ wanted

    def rows(self, turned: Iterable[Key]) -> list[Row]:
        """A row for each passage: ticked, having the code already, or left out."""
        ticked = {key_of(one) for one in self.ticked(turned)}
        return [_row(one, key_of(one) in ticked, n in self.already) for n, one in enumerate(self.passages)]


def _holds(one: FoundPassage, place: Key) -> bool:
    source, start, end = place
    return one.source == source and one.start <= start and end <= one.end


def _row(one: FoundPassage, ticked: bool, already: bool) -> Row:
    state = "=" if already else "[x]" if ticked else "[ ]"
    cells = (state, f"{one.source} · {one.turn}", one.speaker, _shown(one), ", ".join(one.codes))
    return Row(key_of(one), cells, "" if ticked else "muted")


def _shown(one: FoundPassage) -> str:
    """The passage on a line that shows what was found; words alone with what stands beside them."""
    at = one.hits[0][0]
    if one.hits == ((0, len(one.text)),) and (one.before.strip() or one.after.strip()):
        return in_context(one, LEAD)
    if at <= LEAD:
        return one_line(one.text)
    start = one.text.find(" ", at - LEAD, at) + 1 or at
    return "…" + one_line(one.text[start:])


def detail_of(one: FoundPassage, already: bool, code: str) -> Text:
    """The whole turn, with the passage that would be coded and what was found in it."""
    where = dict.fromkeys((one.group, one.source, str(one.turn)))
    text = Text(" · ".join(where) + "\n", style="bold")
    text.append(f"{one.speaker}: " if one.speaker else "", style="bold")
    text.append(one.before.lstrip(), style="not bold dim")
    passage = Text(one.text, style="not bold underline")
    for first, last in one.hits:
        if (first, last) != (0, len(one.text)):
            passage.stylize("bold reverse", first, last)
    text.append_text(passage)
    text.append(one.after.rstrip() + "\n", style="not bold dim")
    if one.because:
        text.append(_("because: {why}").format(why=one.because) + "\n", style="not bold dim")
    if one.codes:
        text.append(", ".join(one.codes) + "\n", style="not bold")
    if already:
        text.append(_("You have coded it with '{code}' already.").format(code=code), style="not bold")
    return text


def how_things_stand(review: Review, ticked: int, code: str) -> str:
    """How many are ticked of how many, and how many have the code already."""
    n = len(review.passages)
    told = ngettext("{ticked} of {n} passage ticked", "{ticked} of {n} passages ticked", n)
    parts = [told.format(ticked=ticked, n=n)]
    if review.already:
        have = ngettext("{n} has '{code}'", "{n} have '{code}'", len(review.already))
        parts.append(have.format(n=len(review.already), code=code))
    return " · ".join(parts)
