"""What was searched for, as autocoding looks for it."""

from dataclasses import replace

from qualwb.analysis.autocoding import AutocodeQuery, How
from qualwb.analysis.keyword_search import Sought

_HOW: dict[str, How] = {
    **{"words": "words", "forms": "forms", "compounds": "compounds"},
    **{"phrase": "words", "pattern": "pattern"},
}


def query_of(sought: Sought, *, moderator: bool) -> AutocodeQuery:
    """The same search, in the same turns; words that follow each other stand in quotation marks.

    Without the ``moderator`` the turns of roles whose talk is not counted are left out, unless the search
    asks for speakers.
    """
    words = sought.words.strip()
    if sought.way == "phrase":
        words = '"{}"'.format(words.strip('"”“'))
    counted = not (moderator or sought.turns.speakers)
    return AutocodeQuery(_HOW[sought.way], words, replace(sought.turns, counted=counted))
