"""Words in capitals because they were said with stress: 'INTE', 'JÄTTEviktigt'. Abbreviations stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.lemmas import is_known
from qualwb.language.print.finding import Finding
from qualwb.language.print.spellings import ALWAYS
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_CAPITALS = re.compile(r"(?<![\w./:-])[A-ZÅÄÖÉ]{2,}(?![\w:-]|\.\w)")
_RUN = re.compile(rf"{_CAPITALS.pattern}(?:\s+{_CAPITALS.pattern})*")
_STRESSED_BEGINNING = re.compile(
    r"(?<![\w-])(JÄTTE|SUPER|SKIT|KANON|HYPER|MEGA|VÄLDIGT|TOK|HEL|DÖD|STEN)([a-zåäö]{3,})(?![\w-])"
)
_ORDINARY = word_set(
    """
    jag du han hon vi ni den det dom dem mig dig sig mej dej sej min din sin vår ingen inget inga alla
    allt någon något nån nåt några båda bägge varje samma själv vem vad vilken och men eller att när om
    hur så då nu här där dit hit hem bort ut upp ner in inte aldrig alltid bara redan också ändå väldigt
    jätte mycket lite mer mest mindre helt precis verkligen absolut nej nä ja jo är var vara blir blev ha
    har hade få får fick kan kunde ska skulle vill ville måste gör gjorde göra gå går gick säga säger sa
    sagt vet visste tror trodde ser såg tog ta ger gav läst läste kom kommer en ett två tre fyra fem sex
    sju åtta nio tio hundra tusen första andra över under efter före utan mot än ännu igen fel rätt bra
    dåligt stort stor liten
    """
)
"""Words so common that they are themselves in capitals too, short as they are."""
_ABBREVIATIONS = word_set(
    """
    act adhd adl ai asi asih as at atg audit bas bok bris bup bvc cert cd cia dbt did dom dudit ect eu fas
    fia fn fra gap gif halt hiv ibis ies ikt imr iq isp is it iva kaos kasam kbt kiva kol las lob lol lp
    lss lvu lvm mas mat mi mini mio mod mos mtm nav nova os par pc pin pub rak ram rip risk rom rus sas
    sbu sim sis sip skr smart sol sos start su svt tbe tco tema tor tv usa vab vas vd vip viss vvs who
    """
)
"""Words that are names of methods, laws and authorities, or other abbreviations, when in capitals."""
_SHORTEST_NOUN = 5
_SHORTEST = 2
_ENDINGS = ("ade", "te", "ar", "er", "igt", "liga", "lig", "ande", "ende", "het", "ing", "en", "et", "na")
_SWEDISH_LETTERS = re.compile("[åäö]")


def stressed_words(text: str) -> Iterator[Finding]:
    """Words in capitals that are common words of the language, with what to print, in order.

    An abbreviation is told from a stressed word by a list, by being unknown to the treebanks' vocabulary, and
    by being used more than once in the text, always in capitals. Words in capitals beside each other are all
    stressed or none is.
    """
    found = []
    for run in _RUN.finditer(text):
        words = list(_CAPITALS.finditer(text, run.start(), run.end()))
        if all(_is_stressed(word.group(), text) for word in words):
            found += words
    found += [
        word
        for word in _STRESSED_BEGINNING.finditer(text)
        if word.group(2) in vocabulary() or is_known(word.group().lower())
    ]
    for word in sorted(found, key=lambda match: match.start()):
        yield Finding(word.start(), word.end(), _lowered(word, text), _("capitals for stress"))


def _lowered(word: re.Match[str], text: str) -> str:
    form = word.group().lower()
    written = ALWAYS.get(form, form)
    return written[:1].upper() + written[1:] if starts_sentence(text, word.start()) else written


def _is_stressed(capitals: str, text: str) -> bool:
    form = capitals.lower()
    if form in _ABBREVIATIONS:
        return False
    once = len(re.findall(rf"(?<!\w){capitals}(?!\w)", text)) == 1
    if form in _ORDINARY or form in ALWAYS:
        return once or len(form) > _SHORTEST
    return _is_word(form) and (once or re.search(rf"(?<!\w){form}(?!\w)", text) is not None)


def _is_word(form: str) -> bool:
    """Whether a form is a Swedish word beyond doubt: long and in the treebanks, or inflected as one."""
    if form in vocabulary():
        return len(form) >= _SHORTEST_NOUN
    inflected = len(form) > _SHORTEST_NOUN and form.endswith(_ENDINGS)
    return (inflected or _SWEDISH_LETTERS.search(form) is not None) and is_known(form)


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at this place."""
    before = text[:at].rstrip(' -–”"')
    return not before or before[-1] in ".?!\n"
