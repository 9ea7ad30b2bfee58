"""Fillers that can be left out: the sentence stands without them and says the same.

'liksom' and 'typ' compare and estimate as well as fill ('Sverige liksom Norge', 'typ tio minuter'); 'alltså'
can hold the first place of a clause, which cannot stand without it. Such ones are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.parsing import ParsedDoc
from qualwb.language.print.finding import Finding
from qualwb.language.print.place import (
    BEFORE_A_CLAUSE,
    SENTENCE_ADVERBS,
    SUBJECT_PRONOUNS,
    Place,
    is_finite,
    places,
)
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_HESITATIONS = word_set("eh ehm öh öhm ähm mm-eh")
_THUS = word_set("alltså asså assa allså")
_AFTER = word_set(
    """
    är e ä var va har hade blir blev ju då så nu och å men att som jag du han hon vi ni man det den dom de
    inte ente bara också nån någon lite mer ha vara finns fanns kan kunde ska skulle vill ville får fick
    gör gjorde blivit varit säger sa när här där sen
    """
)
"""Words after which 'liksom' fills."""
_QUESTIONS = word_set("varför hur vad va vem vilka att om när inte ente bara")
_SUBJECTS = word_set("jag du han hon vi ni man det den dom de dä som")
_MAY_BE_OBJECTS = word_set("det den dom de")
_SEEM = word_set("låter lät ser såg verkar verkade känns kändes blir blev")
_MARKS = ("", ".", "?", "!")
_UNFINISHED = frozenset({"AUX", "CCONJ", "SCONJ", "DET"})
_UNFINISHED_WORDS = word_set(
    "är e ä var va vara va bli blir blev för att som och å men en ett på i av med me till från om typ så "
    "ha har hade ska skulle kan kunde vill ville måste kommer får fick"
)
"""Words that no sentence ends with, unless it was broken off."""
_TRAILING = re.compile(
    r",? +(?:och|å) +så +där(?= *[,.?!…]| *$)|,? +(?:och|å) +så(?= *[.?!])(?! *\.\.)",
    re.IGNORECASE | re.MULTILINE,
)
_TAG = re.compile(r"(?<!\bbara)(?<!\bba)(?<!\bsa),\s*va(?=\s*[,.?!])", re.IGNORECASE)


def empty_words(doc: ParsedDoc) -> Iterator[Finding]:
    """Fillers that can go, each once; a turn or sentence that holds nothing else is left."""
    for pattern, why in ((_TRAILING, _("leads nowhere")), (_TAG, _("'va' asks for assent"))):
        for found in pattern.finditer(doc.text):
            if not _is_whole_sentence(doc.text, found.start(), found.end()):
                yield Finding(found.start(), found.end(), "", why)
    for place in places(doc):
        token = place.token
        if _is_empty(place) and not _is_whole_sentence(doc.text, token.start, token.end):
            why = _("a hesitation") if place.low in _HESITATIONS else _("'{word}' as a filler")
            yield Finding(token.start, token.end, "", why.format(word=place.low))


def _is_empty(place: Place) -> bool:
    if place.token.text.isupper() or (place.token.text[0].isupper() and place.at(-1) is not None):
        return False
    if place.low in _HESITATIONS:
        return True
    if place.low in _THUS:
        return _ends_sentence(place) or (_opens_or_fills(place) and not _holds_first_place(place))
    if place.low == "typ":
        return place.mark_before() == "," and (place.mark_after() == "," or _ends_sentence(place))
    return place.low == "liksom" and _is_empty_like(place)


def _is_empty_like(place: Place) -> bool:
    opens = place.mark_before() in _MARKS and place.mark_after() == ","
    fills = _has_room(place) and place.at(1) is not None and _fills(place)
    return opens or fills or _ends_sentence(place)


def _opens_or_fills(place: Place) -> bool:
    """Whether 'alltså' opens its clause or stands as an adverb; else it may divide what no mark divides."""
    if place.at(-1) is None or place.mark_after() == ",":
        return not _restates(place)
    if place.at(1) is None or place.before in BEFORE_A_CLAUSE:
        return place.at(1) is not None
    back = place.past_adverbs(-1)
    subject = place.word(back) in _SUBJECTS
    verb = place.past_adverbs(-1, back) if subject else back
    if is_finite(place.at(verb)):
        known = place.word(verb) in vocabulary()
        return known and not is_finite(place.at(1)) and place.after not in _SUBJECTS
    return subject and is_finite(place.at(1))


def _restates(place: Place) -> bool:
    """'vi, alltså jag, ville': the word after is what was meant."""
    following = place.doc.text[place.token.end :].split()[:1]
    return place.mark_before() == "," and bool(following) and following[0].endswith(",")


def _holds_first_place(place: Place) -> bool:
    """'Alltså blev det så': without it the verb would come first."""
    return is_finite(place.at(1)) and place.before in ("", "och", "å", "men")


def _has_room(place: Place) -> bool:
    """Whether 'liksom' stands after a word that it fills after: 'det är liksom', 'visste liksom varför'."""
    return place.before in _AFTER or (is_finite(place.at(-1)) and place.after in _QUESTIONS)


def _fills(place: Place) -> bool:
    """Whether 'liksom' neither compares ('det låter liksom en maskin') nor divides two clauses."""
    if place.word(place.past_adverbs(-1)) in _SEEM or _keeps_clauses_apart(place):
        return False
    if place.before in _MAY_BE_OBJECTS:
        return is_finite(place.at(1)) or is_finite(place.at(place.past_adverbs(-1, -1)))
    return True


def _keeps_clauses_apart(place: Place) -> bool:
    """'vi röstade liksom vi räckte upp handen': no mark divides the clauses but the filler."""
    clause = place.after in _SUBJECTS and is_finite(place.at(place.past_adverbs(1, 1)))
    return clause and place.before not in BEFORE_A_CLAUSE


def _ends_sentence(place: Place) -> bool:
    """Whether a sentence that is whole without it ends with the word."""
    last = place.at(place.past_adverbs(-1))
    if place.mark_after() not in _MARKS or place.at(-1) is None or last is None:
        return False
    return (
        place.before not in SENTENCE_ADVERBS
        and last.pos not in _UNFINISHED
        and last.text.lower() not in _UNFINISHED_WORDS | SUBJECT_PRONOUNS
    )


def _is_whole_sentence(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    return (not before or before[-1] in ".?!\n–-…") and (not after or after[0] in ".?!\n–-…")
