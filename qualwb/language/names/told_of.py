"""Who is told apart by what they do or did: 'en präst som spelade dödsmetall', 'damen med porslinshundarna'.

Such a phrase may single somebody out where it tells what few do: it has a number, a name, or a rare word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.roles import is_rare_role, is_role
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set

_PERSONS = word_set(
    """
    killen tjejen mannen kvinnan damen gubben tanten kärringen karln karlen pojken flickan grabben granngubben
    grannen personen människan familjen paret bröderna systrarna syskonen mamman pappan farsan morsan sonen
    dottern hon han killarna tjejerna kusinen
    """
)
_RELATIVE = word_set("som med")
_LONGEST_REACH = 3
_FEWEST_WORDS = 3
_NUMBERS = word_set(
    "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton tjugo trettio fyrtio femtio "
    "hundra tusen"
)
_TIMES = word_set("år gånger dagar veckor månader timmar minuter dar veckan månaden")
_NO_ROLES = word_set("man samman människan")
"""What ends as roles do, or is one only where it stands otherwise."""
_CLAUSE_END = re.compile(r"[.?!;:,\n\[\]]")


def told_of(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where somebody begins of whom is told, and where the telling ends."""
    for n, word in enumerate(reading.words):
        if not (word.low in _PERSONS or _is_of_role(reading.words, n)):
            continue
        at = _relative(reading, n)
        if at:
            end = _end(reading, at)
            if _tells(reading.words[at + 1 : end + 1]):
                yield word.start, reading.words[end].end


def _is_of_role(words: list[Word], n: int) -> bool:
    """Whether it is a role, definite or with 'en', 'den där' before it."""
    if not is_role(words[n].low) or words[n].low in _NO_ROLES:
        return False
    return words[n].low.endswith("n") or (n > 0 and words[n].joined and words[n - 1].low in ("en", "där"))


def _relative(reading: Reading, n: int) -> int:
    """The 'som' or 'med' after it, over where somebody is ('på tredje våningen'); 0 where none follows."""
    for at in range(n + 1, min(n + 2 + _LONGEST_REACH, len(reading.words))):
        word = reading.words[at]
        if not word.joined or word.starts:
            return 0
        if word.low in _RELATIVE:
            return at
        if at == n + 1 and word.low not in ("på", "i", "från", "vid", "där"):
            return 0
    return 0


def _end(reading: Reading, at: int) -> int:
    """The last word of the clause."""
    words = reading.words
    end = at
    while end + 1 < len(words) and not _CLAUSE_END.search(reading.text, words[end].end, words[end + 1].start):
        end += 1
    return end


def _tells(clause: list[Word]) -> bool:
    if len(clause) < _FEWEST_WORDS:
        return False
    counted = any(one.low in _NUMBERS and other.low not in _TIMES for one, other in pairwise(clause))
    return counted or any(word.capital or is_rare_role(word.low) or _is_rare(word) for word in clause)


def _is_rare(word: Word) -> bool:
    noun = word.pos in ("NOUN", "PROPN", "")
    return noun and word.low not in vocabulary() and word.low not in STOPWORDS and not word.known.empty
