"""What a search found: the matches in order, beside the codes of their turns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from qualwb.analysis.keyword_search import Sought, in_order
from qualwb.analysis.search import Keyword
from qualwb.analysis.turn_codes import TurnPlace
from qualwb.workbench.widgets.keyword_list import NO_CODES, KeywordRows

NOTHING = KeywordRows(())


@dataclass(frozen=True, slots=True)
class FoundKeywords:
    """What was looked for, as it was understood, what was found, and that in order, ready to be listed."""

    sought: Sought
    keywords: tuple[Keyword, ...] = ()
    made: KeywordRows = NOTHING
    order: str = "text"
    codes: Mapping[TurnPlace, Collection[str]] = field(default_factory=lambda: NO_CODES)

    def arranged(self, order: str, codes: Mapping[TurnPlace, Collection[str]]) -> "FoundKeywords":
        """The same in this order, with these codes: any thread may do it, of many it takes a while."""
        made = KeywordRows(in_order(self.keywords, order), codes)
        return replace(self, made=made, order=order, codes=codes)
