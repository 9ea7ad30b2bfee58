"""Whether a text is Swedish.

``seems_swedish`` is for whole transcripts: it tells by the commonest small words, which a passage may lack.
``mostly_known_words`` is for a passage or a question: it tells by the word lists, which names and terms of a
trade are missing from, so that a few other words must not decide.

The small words are those of written and spoken Swedish that Danish, Norwegian, English, German, French and
Finnish do not share. In Swedish talk every seventh word is such a one, in other languages hardly any.
"""

import re

from qualwb.language.lemmas import LONGEST_WORD, is_known, words
from qualwb.language.speech_spellings import written
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import word_set

SWEDISH_ALONE = word_set(
    """
    och att är inte int jag för till från ett också när eller någon något några nån nåt nåra inget mycket sej
    mej dej hur vad här där väl nog bara även varför alltså liksom asså finns göra säger tycker måste ska
    kanske sedan sen många än
    """
)
ENOUGH = 40
"""Words of a text that can be told by."""
LEAST = 0.04
"""Of the words of 36 Swedish transcripts 8 to 22 in a hundred are such; of the other languages 1 at most."""
READ = 20_000
"""Code points from the middle of a text: what stands at its ends may be in another language."""
FEWEST_TO_KNOW = 6
"""Different words of a passage that can be told by."""
KNOWN = 0.7
"""The share of them that is in the word lists, at least."""
_WORD = re.compile(r"[^\W\d_]+")


def seems_swedish(text: str) -> bool:
    """Whether the text is Swedish; true for one too short to tell."""
    begin = max(0, (len(text) - READ) // 2)
    found = _WORD.findall(text[begin : begin + READ].casefold())
    return len(found) < ENOUGH or swedish_share(found) >= LEAST


def swedish_share(forms: list[str]) -> float:
    """The share of the words, in small letters, that are small words of Swedish alone."""
    return sum(word in SWEDISH_ALONE for word in forms) / max(len(forms), 1)


def mostly_known_words(text: str, fewest: int = FEWEST_TO_KNOW) -> bool:
    """Whether seven of ten different words are known; true where there are fewer than ``fewest``."""
    forms = {token.text[:LONGEST_WORD].lower() for token in words(text)}
    if len(forms) < fewest:
        return True
    known = sum(form in STOPWORDS or is_known(written(form)) for form in forms)
    return known >= KNOWN * len(forms)
