"""What was searched for, as autocoding looks for it."""

from qualwb.analysis.autocoding import AutocodeQuery, How
from qualwb.analysis.keyword_search import Sought

_HOW: dict[str, How] = {"words": "words", "forms": "forms", "phrase": "words", "pattern": "pattern"}


def query_of(sought: Sought) -> AutocodeQuery:
    """The same search, in the same turns; words that follow each other stand in quotation marks."""
    words = sought.words.strip()
    if sought.way == "phrase":
        words = '"{}"'.format(words.strip('"”“'))
    return AutocodeQuery(_HOW[sought.way], words, sought.turns)
