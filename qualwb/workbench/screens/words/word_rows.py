"""Words as rows of a list: their columns, their cells, and what they are sorted by."""

from qualwb.analysis.word_frequencies import WordFrequency
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.listing import ListColumn

COLUMNS = (
    ListColumn(_("Word"), 10, 30),
    ListColumn(_("Count"), 5, 8, right=True),
    ListColumn(_("Per 1000"), 8, 9, rank=3, right=True),
    ListColumn(_("Groups"), 6, 7, rank=1, right=True),
    ListColumn(_("Sources"), 6, 8, rank=2, right=True),
    ListColumn(_("Forms"), 8, 120, rank=4, whole_words=True),
)


def cells_of(word: WordFrequency) -> tuple[str, ...]:
    """What a row says of a word."""
    forms = ", ".join(word.forms) if word.forms != (word.word,) else ""
    return (
        word.word,
        str(word.count),
        decimal(word.per_thousand),
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
    }[order]
