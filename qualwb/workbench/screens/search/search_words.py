"""What a search looks for and finds, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.text import Text

from qualwb.analysis.keyword_search import Sought
from qualwb.analysis.search import Keyword
from qualwb.analysis.turn_words import TurnWords
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.widgets.keyword_list import KeywordRows


def way_in_words(way: str) -> str:
    """How the words are meant."""
    return {
        "words": _("just these words"),
        "forms": _("all forms of the words"),
        "compounds": _("all forms, compounds too"),
        "phrase": _("just these words in a row"),
        "pattern": _("regular expression"),
    }[way]


def order_in_words(order: str) -> str:
    """What the matches are sorted by."""
    return {
        "text": _("order of the text"),
        "left": _("words before"),
        "match": _("words found"),
        "right": _("words after"),
        "speaker": _("speakers"),
    }[order]


def narrowed_to(turns: TurnsAsked) -> list[str]:
    """What the search is narrowed to."""
    told = [*turns.selection.groups, *turns.speakers]
    if turns.coded:
        told.append(_("turns with a code"))
    if turns.uncoded:
        told.append(_("turns without a code"))
    return told


def told_place(made: KeywordRows, at: int) -> str:
    """Which of the matches it is, and which of its source: '3/17 · Intervju 1 2/5'."""
    source = made.keywords[at].source
    return f"{at + 1}/{len(made.keywords)} · {source} {made.within[at]}/{made.of_source[source]}"


def told_groups(keywords: Iterable[Keyword]) -> str:
    """How many of the matches stand in each group, in their order: 'Grupp 1: 3 · Grupp 2: 1'."""
    return " · ".join(f"{group}: {n}" for group, n in Counter(one.group for one in keywords).items())


def told_count(made: KeywordRows) -> str:
    """How many turns and sources the matches stand in."""
    sources = len(made.of_source)
    return (
        ngettext("{n} turn", "{n} turns", made.turns).format(n=made.turns)
        + ", "
        + ngettext("{n} source", "{n} sources", sources).format(n=sources)
    )


def nothing_found(sought: Sought | None) -> str:
    """Why no match is listed, and where else to look."""
    if sought is None or not sought.words:
        return _('Type what to look for: words, "a phrase", otydl*, OR, NOT. Ctrl+T changes how it is meant.')
    if narrowed_to(sought.turns) or sought.turns.counted:
        return _("Nothing is found in these turns; F looks in all of them.")
    if sought.way == "forms":
        other = _("Nothing is found. Ctrl+T looks for compounds too, or for a regular expression.")
    elif sought.way == "compounds":
        other = _("Nothing is found. Ctrl+T looks for the words as they stand, or for a regular expression.")
    else:
        other = _("Nothing is found. Ctrl+T looks for all forms of a word, or for a regular expression.")
    return f"{other} " + _("Ctrl+G looks among the names of codes and themes.")


def turn_told(turn: TurnWords, one: Keyword, codes: Sequence[str]) -> Text:
    """A turn whole, its match marked, with the codes that stand on it."""
    where = dict.fromkeys((turn.group, turn.source, str(turn.number)))
    text = Text(" · ".join(where) + "\n", style="bold")
    text.append(f"{turn.speaker}: " if turn.speaker else "", style="bold")
    words = Text(turn.text.rstrip(), style="not bold")
    words.stylize("bold underline", one.start - turn.start, one.end - turn.start)
    text.append_text(words)
    if codes:
        text.append("\n" + _("Codes: {names}").format(names=", ".join(codes)), style="not bold")
    return text
