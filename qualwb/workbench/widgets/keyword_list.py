"""Matches of a search, one a row, each in the middle of its context: to read down, tick and open."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from qualwb.analysis.search import CONTEXT, Keyword
from qualwb.localization import gettext as _
from qualwb.shortening import one_line
from qualwb.workbench.widgets.folding import ELLIPSIS
from qualwb.workbench.widgets.listing import ListColumn, QuietListing, Row

Place = tuple[str, int, int]
"""A source and code points [start, end) of it: what tells matches apart."""

NO_CODES: Mapping[tuple[str, int], Collection[str]] = {}

COLUMNS = (
    ListColumn(_("Group"), 6, 14, rank=3),
    ListColumn(_("Source"), 10, 22),
    ListColumn(_("Turn"), 3, 6, right=True),
    ListColumn(_("Speaker"), 4, 12, rank=1),
    ListColumn(_("Before"), 16, 60, right=True, keeps_end=True, whole_words=True),
    ListColumn(_("Match"), 16, 24, strong=True),
    ListColumn(_("After"), 16, 60, whole_words=True),
    ListColumn(_("Codes on the turn"), 8, 28, rank=2),
)


class KeywordRows:
    """Matches made ready to be listed, in any thread, and how many of them stand where."""

    def __init__(
        self, keywords: Sequence[Keyword], codes: Mapping[tuple[str, int], Collection[str]] = NO_CODES
    ) -> None:
        """``codes`` are those of turns, by source and number of the turn."""
        self.keywords = tuple(keywords)
        self.by_place = {place_of(one): one for one in self.keywords}
        self.rows = [Row(key, _cells(one, codes)) for key, one in self.by_place.items()]
        self.of_source: Counter[str] = Counter()
        """How many matches each source has."""
        self.within: list[int] = []
        """The number of each match among those of its source, from 1."""
        for one in self.keywords:
            self.of_source[one.source] += 1
            self.within.append(self.of_source[one.source])
        self.turns = len({(one.source, one.turn) for one in self.keywords})


class KeywordList(QuietListing):
    """The matches; each row's key is the place of its match."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(COLUMNS, empty=empty, id=id)
        self._keywords: Mapping[Place, Keyword] = {}

    def show_keywords(self, made: KeywordRows, empty: str | None = None) -> None:
        """Show these matches."""
        self._keywords = made.by_place
        self.show(made.rows, empty=empty)

    @property
    def keyword(self) -> Keyword | None:
        """The match under the cursor."""
        key = self.key
        return None if key is None else self._keywords[key]  # type: ignore[index]

    @property
    def marked_keywords(self) -> list[Keyword]:
        """The ticked matches alone."""
        return [self._keywords[key] for key in self.keys if key in self._marked]  # type: ignore[index]

    @property
    def chosen_keywords(self) -> list[Keyword]:
        """The ticked matches, else the one under the cursor."""
        return [self._keywords[key] for key in self.chosen]  # type: ignore[index]


def place_of(keyword: Keyword) -> Place:
    """Where a match stands."""
    return keyword.source, keyword.start, keyword.end


def _from_a_word(left: str) -> str:
    """What stands before a match, without the rest of a word that it may begin with."""
    return left if len(left) < CONTEXT or " " not in left else ELLIPSIS + left.partition(" ")[2]


def _to_a_word(right: str) -> str:
    """What stands after a match, without the beginning of a word that it may end with."""
    return right if len(right) < CONTEXT or " " not in right else right.rpartition(" ")[0] + ELLIPSIS


def _cells(one: Keyword, codes: Mapping[tuple[str, int], Collection[str]]) -> tuple[str, ...]:
    return (
        "" if one.group == one.source else one.group,
        one.source,
        str(one.turn),
        one.speaker,
        _from_a_word(one.left).strip(),
        one_line(one.match),
        _to_a_word(one.right).strip(),
        ", ".join(codes.get((one.source, one.turn), ())),
    )
