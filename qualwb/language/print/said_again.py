"""Words said twice at once because the speaker stopped and went on: 'vi vi hade', 'men det, men det var'.

Emphasis ('mycket mycket'), sounds ('pling pling') and a word that ends one clause as the next begins with it
('det var det, det var ...') are no restarts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualwb.language.parsing import ParsedDoc, ParsedToken
from qualwb.language.print.finding import Finding
from qualwb.language.print.place import Place, is_finite, places
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_NOMINATIVES = word_set("jag du han hon vi ni man")
_RESTARTED = _NOMINATIVES | word_set(
    """
    och att som om när för med på av till från hos mellan mot genom inom utan en ett min din sin mitt ditt
    sitt mina sina vår vårt våra i vad hur eller eftersom innan under över efter bland kring
    """
)
"""Words that seldom end a clause, so that the second one starts it again."""
_PREPOSITIONS = word_set(
    "om för med på av till från hos mellan mot genom inom utan i under över efter bland kring"
)
_DEMONSTRATIVES = word_set("det den de dom där här då så nu sen")
_OPENERS = word_set("och att som om när för men så eller eftersom fast")
_COPULAS = word_set("är e ä var va blir blev")
_LONGEST = 4
_CALL = 3
"""A word said four times at once is no restart."""


def restarts(doc: ParsedDoc) -> Iterator[Finding]:
    """The first saying of what is said again, up to the second, in order, none overlapping."""
    all_places = [place for place in places(doc) if any(sign.isalnum() for sign in place.token.text)]
    n = 0
    while n < len(all_places):
        size = _restarted(doc.text, all_places, n)
        if size:
            start, end = _said_once_too_often(all_places, n, size)
            yield Finding(start, end, "", _("said again at once"))
        n += max(size, 1)


def _said_once_too_often(all_places: Sequence[Place], n: int, size: int) -> tuple[int, int]:
    """The first saying up to the second; the second where it alone has a capital, inside the sentence."""
    first, again = all_places[n].token, all_places[n + size].token
    if again.text[:1].isupper() and not first.text[:1].isupper():
        return all_places[n + size - 1].token.end, all_places[n + 2 * size - 1].token.end
    return first.start, again.start


def _restarted(text: str, all_places: Sequence[Place], n: int) -> int:
    for size in range(min(_LONGEST, (len(all_places) - n) // 2), 0, -1):
        first, again = all_places[n : n + size], all_places[n + size : n + 2 * size]
        same = all(_same(one.token, other.token) for one, other in zip(first, again, strict=True))
        if same and _is_restart(text, first, again):
            return size
    return 0


def _same(one: ParsedToken, other: ParsedToken) -> bool:
    return (
        one.text.lower() == other.text.lower() and not one.text[1:].isupper() and not other.text[1:].isupper()
    )


def _is_restart(text: str, first: Sequence[Place], again: Sequence[Place]) -> bool:
    between = text[first[-1].token.end : again[0].token.start]
    if between.strip() not in ("", ",", "–", "-", "...", "…") or "\n" in between:
        return False
    if any("\n" in text[one.token.end : other.token.start] for one, other in pairwise(first)):
        return False
    if not _goes_on(again) or (len(first) > 1 and again[-1].word(1) == first[0].low):
        return False
    if any(sign in text[first[0].token.start : first[-1].token.end] for sign in ".?!"):
        return False
    if len(first) == 1:
        return _single(first[0], again[0], bool(between.strip()))
    return _group(first, again, bool(between.strip()))


def _goes_on(again: Sequence[Place]) -> bool:
    """Whether something else is said after the second saying, so that it was no call: 'du du du!'."""
    last = again[-1]
    distance = 1
    while last.word(distance) and last.word(distance) == last.low:
        distance += 1
    return last.at(distance) is not None and distance < _CALL


def _single(first: Place, again: Place, divided: bool) -> bool:
    low = first.low
    if again.mark_after() in (",", ".", "?", "!", "") or again.after == "exempel":
        return False
    opens = first.at(-1) is None or first.before in _OPENERS
    if low in _DEMONSTRATIVES:
        return opens and _demonstrative(first, again, divided)
    if low in _NOMINATIVES:
        return opens or (not divided and not _ends_inverted_clause(first))
    return low in _RESTARTED and not (low in _PREPOSITIONS and not opens and _may_be_stranded(first, divided))


def _demonstrative(first: Place, again: Place, divided: bool) -> bool:
    """Whether 'det', 'den', 'då' begin a clause both times, unlike 'Leila och dom, dom kom'."""
    joined = divided and first.before in ("och", "å") and first.word(-2) != ""
    if joined or first.before in ("för", "om"):
        return False
    return _starts_clause(again) or (not divided and first.low in ("den", "de", "dom"))


def _starts_clause(again: Place) -> bool:
    """Whether a clause goes on with the second saying; not 'det det gjorde var ...', which says both."""
    return is_finite(again.at(1)) and not is_finite(again.at(again.past_adverbs(1, 1)))


def _ends_inverted_clause(first: Place) -> bool:
    """'det tror jag | jag har sagt': the first saying is the subject of the verb before it."""
    verb = first.past_adverbs(-1)
    if not is_finite(first.at(verb)):
        return False
    return first.word(verb) in _COPULAS or first.word(verb - 1) not in _NOMINATIVES


def _may_be_stranded(first: Place, divided: bool) -> bool:
    """'som man kan prata med | med en app': the first saying goes with what is before."""
    before = first.at(-1)
    if before is None or divided:
        return True
    return before.pos in ("VERB", "AUX") or (first.low == "till" and before.pos in ("NUM", "DET", "PRON"))


def _group(first: Sequence[Place], again: Sequence[Place], divided: bool) -> bool:
    """A clause begun again: with a word that can open one, and going on after the second saying."""
    head, tail = first[0], first[-1]
    if any(not place.token.text.isalpha() for place in first) or _is_phrase(first):
        return False
    if head.at(-1) and _opens_clause(first, again):
        return False
    if again[0].token.text[0].isupper() and _is_clause(first):
        return False
    opens = head.low in _RESTARTED | _DEMONSTRATIVES | _OPENERS
    ends_clause = tail.low not in _RESTARTED and not is_finite(tail.token) and divided
    begins = head.at(-1) is None or head.before in _OPENERS or head.low in _RESTARTED
    return opens and begins and not ends_clause


def _opens_clause(first: Sequence[Place], again: Sequence[Place]) -> bool:
    """'det har du en del | en del går inte': what is said again may be the subject of what follows."""
    if any(is_finite(place.token) for place in first):
        return False
    following = again[-1].at(1)
    return is_finite(following) or (following is not None and following.pos == "CCONJ")


def _is_phrase(first: Sequence[Place]) -> bool:
    """What is meant to be said twice: 'om och om igen', 'så är det, så är det', 'i hjul i hjul i hjul'."""
    words = {place.low for place in first}
    return (
        len(words) == 1 or words == {"om", "och"} or first[0].low == "så" or first[0].before == first[-1].low
    )


def _is_clause(first: Sequence[Place]) -> bool:
    """Whether a clause ends with the words: 'det måste vi'."""
    return first[-1].low in _NOMINATIVES and is_finite(first[-1].at(-1))
