"""Speech spellings and the written words they stand for, one to one.

Transcripts write talk as it sounds: 'dom', 'nån', 'mej', 'asså', 'å', 'e', 'va'. A model that learnt from
writing reads 9 of 10 such words wrongly. Here each word gets exactly one written word, so that results can be
copied back by index. Words that stand for several ('å': och, att; 'la': lade, väl) are decided by their
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from qualwb.language.wordlists import word_set

WRITTEN = {
    # pronouns
    "dom": "de", "mej": "mig", "dej": "dig", "sej": "sig", "dä": "det", "nån": "någon", "nåt": "något",
    "nåra": "några", "nåns": "någons", "nånting": "någonting", "varann": "varandra", "varanns": "varandras",
    "sån": "sådan", "sånt": "sådant", "såna": "sådana", "sånna": "sådana", "onom": "honom", "vicka": "vilka",
    "vafö": "varför", "vaffö": "varför", "varfö": "varför", "vadå": "vad", "vaddå": "vad", "vicken": "vilken",
    "våran": "vår", "vårat": "vårt", "eran": "er", "erat": "ert",
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
    "iaf": "iallafall", "iallefall": "iallafall", "jätte": "väldigt",
    # small words
    "å": "och", "å'": "och", "o": "och", "oxå": "också", "oxo": "också", "åsså": "också", "mä": "med",
    "elle": "eller", "ifrån'": "ifrån", "efte": "efter", "sen": "sedan", "te'": "till", "ti": "till",
    # answers
    "nä": "nej", "nää": "nej", "näe": "nej", "naj": "nej", "jaa": "ja", "jaaa": "ja", "joo": "jo",
    "ok": "okej", "okay": "okej", "okey": "okej", "mmm": "mm", "hmm": "hm",
}  # fmt: skip
"""What a speech spelling most often stands for, whatever its neighbours."""

_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_PUNCTUATION = frozenset('.,;:?!–—-…"”')
_SUBJECTS = word_set("jag du han hon hen man vi ni de dom det dä den ja som detta vem vad")
_MODALS = word_set(
    """
    ska skall skulle kan kunde kunna vill ville måste bör borde får fick lär brukar brukade behöver
    behövde verkar verkade lät låter kommer törs vågar vågade orkar orkade hinner hann slipper slapp att
    sku skola
    """
)
_LIGHT_ADVERBS = word_set(
    """
    inte ju väl nog bara ba också oxå kanske nu då liksom alltid aldrig ändå faktiskt
    """
)
_INFINITIVES = word_set(
    """
    få gå se ta ha ge bli bo tro må nå stå slå förstå dra be le säga göra vara va
    """
)
_TAKES_INFINITIVE = word_set(
    """
    för genom utan till om av på med från sätt tid chans chansen möjlighet möjligheten mod modet lust
    dags svårt lätt viktigt roligt kul bra skönt jobbigt bättre enklare lättare svårare nödvändigt
    meningen meningsfullt omöjligt möjligt intressant spännande trevligt tråkigt dumt konstigt poängen
    uppgift uppdrag uppdraget försök försöker försökte försökt börja börjar började börjat sluta slutar
    slutade kommer glömmer glömde slipper slapp våga vågar behöver tänker tänkte hoppas lovar lovade
    orkar vägra vägrar vägrade lär
    """
)
_TAKES_CLAUSE = word_set(
    """
    vill ville tycker tyckte tror trodde vet visste säger sa sade sagt menar menade känner kände hoppas
    så märker märkte ser såg förstår förstod betyder innebär gör gjorde tänker
    """
)
_DEGREES = word_set("för så lite mycket ganska väldigt jätte alldeles rätt hur")
_OPINIONS = word_set(
    """
    tycker tyckte tror trodde vet visste menar menade känner kände minns hoppas håller
    """
)
_PERFECT = word_set("har hade ha hadde")
_VERBS_OF_ANSWER = word_set(
    """
    har hade vill ville kan kunde ska skulle måste sa sade gick tänkte blev
    """
)


@lru_cache(maxsize=65536)
def written(word: str) -> str:
    """The written word most often meant by a spelling in lower case: 'dom' -> 'de', 'såååå' -> 'så'."""
    if word in WRITTEN:
        return WRITTEN[word]
    shorter = _STRETCHED.sub(r"\1", word)
    return WRITTEN.get(shorter, shorter)


def normalise_tokens(words: Sequence[str]) -> list[str]:
    """The written word for each word of a turn, decided by its neighbours where one spelling has several.

    The list has the same length. Capital first letters stay; other words are given back as they are.
    """
    forms = [word.lower() for word in words]
    read = [_in_context(forms, n) if form in _CONTEXTUAL else written(form) for n, form in enumerate(forms)]
    return [
        word if now == form else _like(word, now) for word, form, now in zip(words, forms, read, strict=True)
    ]


def _like(word: str, form: str) -> str:
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _in_context(forms: Sequence[str], n: int) -> str:
    return _CONTEXTUAL[forms[n]](_Around(forms, n))


class _Around:
    """A word's neighbours in lower case; '' where there is none or a punctuation mark stands."""

    def __init__(self, forms: Sequence[str], n: int) -> None:
        self.forms = forms
        self.n = n
        self.before = self.at(-1)
        self.after = self.at(1)

    def at(self, distance: int) -> str:
        n = self.n + distance
        form = self.forms[n] if 0 <= n < len(self.forms) else ""
        return "" if form in _PUNCTUATION else form


def _and_or_to(here: _Around) -> str:
    """'å', 'o': 'att' where an infinitive or a clause is taken, else 'och'."""
    if here.after in ("andra", "ena") and here.at(2) == "sidan":
        return "å"
    if _may_be_infinitive(here.after) and (
        here.before in _TAKES_INFINITIVE or here.at(-2) in _TAKES_INFINITIVE
    ):
        return "att"
    if here.after in _SUBJECTS | {"barn", "folk", "alla"} and here.before in _TAKES_CLAUSE and here.at(2):
        return "att"
    if here.before in ("ju", "inte", "väl") and here.at(-2) in _TAKES_CLAUSE and here.after in _SUBJECTS:
        return "att"
    return "och"


def _may_be_infinitive(form: str) -> bool:
    return form in _INFINITIVES or (form.endswith("a") and len(form) > 2 and form not in _SUBJECTS)


def _is(here: _Around) -> str:
    """'e': 'är', unless it stands alone, as a letter does."""
    return "är" if here.before or here.after else "e"


def _was_or_what(here: _Around) -> str:
    """'va': the infinitive 'vara', 'vad', a particle that asks, or (most often) 'var'."""
    if here.before in _MODALS or (here.before in _LIGHT_ADVERBS and here.at(-2) in _MODALS):
        return "vara"
    if here.before in _SUBJECTS and here.at(-2) in _MODALS:
        return "vara"
    if not here.after:
        return "var" if here.before in ("det", "som", "de", "dom") else "va"
    if _asks_what(here):
        return "vad"
    return "var"


def _asks_what(here: _Around) -> bool:
    if here.after == "som":
        return here.before not in _SUBJECTS and here.before != "här"
    if here.after in (
        "heter",
        "gör",
        "är",
        "e",
        "ä",
        "ska",
        "händer",
        "hände",
        "menar",
        "säger",
        "tycker",
        "tror",
    ):
        return here.before not in _SUBJECTS
    if here.after in _SUBJECTS and here.at(2) in _FINITE:
        return True
    if here.after in _SUBJECTS - {"det", "dä", "som"}:
        return here.before in _VERBS_OF_ASKING
    return here.after == "det" and here.before in _VERBS_OF_ASKING


_FINITE = word_set(
    """
    e ä är va var ska skulle vill ville kan kunde måste har hade får fick gör gjorde säger sa menar menade
    tycker tyckte tror behöver borde heter händer hände handlar
    """
)
_VERBS_OF_ASKING = word_set(
    """
    vet veta visste fråga frågar frågade undrar undrade förstår förstå förstod minns säga säger sa sade
    höra hör hörde se ser såg spelar oss mig dig inte oklart otydligt om på
    """
)


def _late_or_then(here: _Around) -> str:
    """'sen': the adjective in 'är sen', 'för sen', 'en sen kväll'; else 'sedan'."""
    if here.before in _DEGREES | {"en", "är", "e", "blev", "blir"} and here.after not in _SUBJECTS:
        adjective = (
            not here.after or here.before in ("en", "för") or here.after in ("igen", "till", "med", "kväll")
        )
        return "sen" if adjective else "sedan"
    return "sedan"


def _laid_or_surely(here: _Around) -> str:
    """'la': the western particle 'väl' after a finite verb ('det är la så'), else 'lade'."""
    verbs = {
        "är",
        "e",
        "ä",
        "var",
        "va",
        "har",
        "hade",
        "kan",
        "får",
        "ska",
        "blir",
        "vet",
        "gör",
        "går",
        "måste",
    }
    return "väl" if here.before in verbs else "lade"


def _they_or_it(here: _Around) -> str:
    """'de' before a spoken verb form ('de e bra') is 'det'; else it stays."""
    return "det" if here.after in ("e", "ä", "va") else "de"


def _yes_or_i(here: _Around) -> str:
    """'ja' is 'jag' where a verb follows that an 'I' takes and no other subject comes: 'ja tycker'."""
    inverted = here.at(2) in _SUBJECTS - {"det", "dä", "den", "som", "dom", "de"}
    if here.after in _OPINIONS and not inverted:
        return "jag"
    if here.before in _OPINIONS and not here.after:
        return "jag"
    if here.after in _VERBS_OF_ANSWER and here.at(2) not in _SUBJECTS:
        return "jag"
    return "ja"


def _been_or_where(here: _Around) -> str:
    """'vart' is 'varit' in a perfect ('det har vart så', 'så har det alltid vart'); else it stays."""
    return "varit" if {here.before, here.at(-2), here.at(-3)} & _PERFECT else "vart"


def _yes_or_letter(here: _Around) -> str:
    """'a' that stands by itself ('a , det gör vi') is 'ja'."""
    return "a" if here.before or here.after else "ja"


_CONTEXTUAL: dict[str, Callable[[_Around], str]] = {
    "å": _and_or_to,
    "o": _and_or_to,
    "e": _is,
    "va": _was_or_what,
    "sen": _late_or_then,
    "la": _laid_or_surely,
    "de": _they_or_it,
    "ja": _yes_or_i,
    "vart": _been_or_where,
    "a": _yes_or_letter,
}
