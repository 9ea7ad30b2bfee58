"""Words made ready to be listed, in any thread: there may be as many as a hundred thousand."""

from collections.abc import Sequence
from dataclasses import replace

from qualwb.analysis.word_frequencies import WordFrequencies, WordFrequency, words_in_order
from qualwb.localization import decimal, one_language
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.listing import ListColumn, Row

COLUMNS = (
    ListColumn(_("Word"), 10, 30),
    ListColumn(_("Count"), 5, 8, right=True),
    ListColumn(_("Per 1000"), 8, 9, rank=3, right=True),
    ListColumn(_("Elsewhere"), 8, 10, rank=2, right=True),
    ListColumn(_("Typical"), 7, 9, rank=1, right=True),
    ListColumn(_("Groups"), 6, 7, rank=1, right=True),
    ListColumn(_("Sources"), 6, 8, rank=2, right=True),
    ListColumn(_("Forms"), 8, 120, rank=4, whole_words=True),
)


class WordRows:
    """Words in an order, a row for each; ``row.key`` is the word."""

    def __init__(self, found: WordFrequencies, order: str) -> None:
        self.order = order
        self.found = replace(found, words=words_in_order(found.words, order))
        """The words in this order."""
        self.by_word = {one.word: one for one in self.found.words}
        with one_language():
            self._rows = [Row(one.word, _cells(one)) for one in self.found.words]

    def with_parts(self, parts: Sequence[str]) -> list[Row]:
        """The rows of words each of these parts stands in, or in a form of."""
        if not parts:
            return self._rows
        return [row for row in self._rows if _has(self.by_word[row.cells[0]], parts)]


def _has(word: WordFrequency, parts: Sequence[str]) -> bool:
    return all(any(part in form for form in (word.word, *word.forms)) for part in parts)


def _cells(word: WordFrequency) -> tuple[str, ...]:
    forms = ", ".join(word.forms) if word.forms != (word.word,) else ""
    return (
        word.word,
        str(word.count),
        decimal(word.per_thousand),
        "" if word.elsewhere is None else decimal(word.elsewhere),
        "" if word.typical is None else decimal(word.typical, 1),
        str(word.groups),
        str(word.sources),
        forms,
    )


def word_order_in_words(order: str) -> str:
    """What the words are sorted by."""
    return {
        "count": _("most often first"),
        "word": _("alphabetically"),
        "groups": _("in most groups first"),
        "sources": _("in most sources first"),
        "forms": _("most forms first"),
        "typical": _("most typical of the part first"),
    }[order]
