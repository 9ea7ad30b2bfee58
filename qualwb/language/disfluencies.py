"""What talk has and writing has not: fillers, backchannels, repetitions and restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.language.lemmas import Token, words
from qualwb.language.wordlists import word_set

HESITATIONS = word_set("eh ehm öh öhm äh ähm hm hmm hmmm ah aah mm-eh äsch asch")
PARTICLES = word_set("alltså asså assa allså liksom typ ba bah va ju ba' vafan")
ACKNOWLEDGEMENTS = word_set(
    """
    mm mmm mhm hm m ja jaa jaaa jo joo jaha jaså jajamän japp jepp jadå jovisst javisst visst nej nä nää
    nähä näe nejdå okej ok okay aa ah aha precis exakt absolut jus juste just visst sant såklart
    självklart oj wow nja tack hej kör jahapp jamen
    """
)
_BACKCHANNEL_REST = word_set("det så är e ju va då men jag håller med att stämmer gör tror i")
_LONGEST_BACKCHANNEL = 4
_LONGEST_REPAIR = 4


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``, code points, half-open."""

    start: int
    end: int
    text: str


def fillers(text: str) -> list[Span]:
    """Hesitations ('eh') and particles without content ('alltså', 'liksom', 'typ'), in order.

    'typ' is a filler unless it is a noun: after a word such as 'en', 'denna', 'vilken'.
    """
    tokens = words(text)
    found = []
    for n, token in enumerate(tokens):
        form = token.text.lower()
        if form == "typ" and n and tokens[n - 1].text.lower() in _BEFORE_NOUN:
            continue
        if form in HESITATIONS or form in PARTICLES:
            found.append(Span(token.start, token.end, token.text))
    return found


_BEFORE_NOUN = word_set(
    """
    en den denna vilken någon nån ny annan samma viss varje av ingen sån sådan
    """
)


def is_backchannel(text: str) -> bool:
    """Whether a turn only says 'I hear you': 'Mm.', 'Ja, precis', 'Nä men just det'.

    At most four words, the first an acknowledgement and the others of a small closed set; a turn that asks
    (ends with '?') or holds no words (a mark such as [skratt]) is none.
    """
    if text.rstrip().endswith("?"):
        return False
    forms = [token.text.lower() for token in words(text)]
    if not 0 < len(forms) <= _LONGEST_BACKCHANNEL:
        return False
    if forms[0] not in ACKNOWLEDGEMENTS and not _starts_as_backchannel(forms):
        return False
    return all(form in ACKNOWLEDGEMENTS or form in _BACKCHANNEL_REST for form in forms)


def _starts_as_backchannel(forms: Sequence[str]) -> bool:
    return tuple(forms) in {("det", "stämmer"), ("så", "är", "det"), ("så", "e", "det"), ("det", "är", "det")}


def repetitions(text: str) -> list[Span]:
    """Words and word groups said again at once: the earlier saying of 'vi vi', 'det är det är'.

    A repetition across a full stop or a question mark isn't one.
    """
    tokens = words(text)
    found = []
    n = 0
    while n < len(tokens):
        size = _repeated(tokens, n, text)
        if size:
            first, last = tokens[n], tokens[n + size - 1]
            found.append(Span(first.start, last.end, text[first.start : last.end]))
        n += max(size, 1)
    return found


def _repeated(tokens: Sequence[Token], start: int, text: str) -> int:
    for size in range(min(_LONGEST_REPAIR, (len(tokens) - start) // 2), 0, -1):
        group = [token.text.lower() for token in tokens[start : start + size]]
        again = [token.text.lower() for token in tokens[start + size : start + 2 * size]]
        between = text[tokens[start].end : tokens[start + 2 * size - 1].start]
        if group == again and not set(between) & set(".?!\n"):
            return size
    return 0
