"""How a label is written: as a code, as a name, with a word that belongs in a sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache

from qualwb.transcripts.recognition.lexicon import FIRST_NAMES, METADATA, SENTENCE_WORDS

_CODE = re.compile(r"[A-ZÅÄÖ]{1,4}[ .-]?\d{0,3}[a-zåäö]?|[a-zåäö]{1,3}[ -]?\d{1,3}")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’´.\-‐])*")
_PARTICLES = frozenset(["av", "af", "von", "van", "de", "del", "la", "bin", "al"])


@lru_cache(maxsize=4096)
def is_initials(label: str) -> bool:
    """Whether the label is an abbreviation of a person: 'D5', 'IP1', 'M', 'KL', 'p2'."""
    return _CODE.fullmatch(label) is not None


@lru_cache(maxsize=4096)
def code_family(label: str) -> str:
    """What codes of one file have in common: letters before a number, else their length ('D', 2)."""
    letters = re.match(r"[^\W\d_]*", label)
    assert letters is not None
    return letters[0].upper() if any(char.isdigit() for char in label) else f"#{len(label)}"


@lru_cache(maxsize=4096)
def is_name(label: str) -> bool:
    """Whether the label is written as a name: up to four capitalised words, a parenthesis may follow."""
    words = re.sub(r"\s*\([^()]*\)", "", label).replace(",", " ").replace("/", " ").split()
    if not 1 <= len(words) <= 4 or not words[0][0].isupper():
        return False
    return all(
        word.lower() in _PARTICLES
        or word.isdigit()
        or (word[0].isupper() and _NAME_WORD.fullmatch(word) is not None)
        for word in words
    )


@lru_cache(maxsize=4096)
def first_name(label: str) -> bool:
    """Whether the label begins with a common first name."""
    words = re.split(r"[\s,(/]+", label)
    head = words[0].lower().strip(".")
    return head in FIRST_NAMES or head.partition("-")[0] in FIRST_NAMES


@lru_cache(maxsize=4096)
def lexicon_key(label: str) -> str:
    """The label as the word lists write it: lower case, blanks as '_'."""
    return "_".join(label.lower().split())


@lru_cache(maxsize=4096)
def is_metadata(label: str) -> bool:
    """Whether the label is a key of the transcript's own data ('Datum', 'Fokusgrupp 3')."""
    return lexicon_key(re.sub(r"\s*\d+$", "", label)) in METADATA


@lru_cache(maxsize=4096)
def sentence_word(label: str) -> str:
    """The first word of the label that belongs in a sentence, or ''."""
    words = re.sub(r"\s*\([^()]*\)", "", label).split()
    return next((word for place, word in enumerate(words) if _in_a_sentence(words, place)), "")


def _in_a_sentence(words: Sequence[str], place: int) -> bool:
    """Whether a word of a label is one of sentences, and neither a name nor a particle between names."""
    word = words[place]
    lowered = word.lower().strip(",.")
    if lowered not in SENTENCE_WORDS or _is_name(words, word, lowered):
        return False
    between_names = words[place - 1][0].isupper() and words[-1][0].isupper()
    return not (place and lowered in _PARTICLES and between_names)


def _is_name(words: Sequence[str], word: str, lowered: str) -> bool:
    """Whether a word of sentences is a first name here ('Per Ek'), or an initial ('Ek I', 'I', not 'I.')."""
    if not word[0].isupper():
        return False
    if lowered in FIRST_NAMES:
        return True
    return len(word.strip(".")) == 1 and (len(words) > 1 or len(word) == 1)
