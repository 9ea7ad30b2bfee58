"""Key phrases of a parsed text in base form: noun phrases, single nouns, particle verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from qualwb.language.parsing import ParsedDoc, ParsedToken
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import phrase_set, word_set


class PhraseKind(StrEnum):
    """What a phrase is made of."""

    NOUN = "noun"
    NOUN_PHRASE = "noun phrase"
    PARTICLE_VERB = "particle verb"


class Phrase(NamedTuple):
    """A phrase at [start, end), code points: ``base`` is how it is named ('otydligt syfte'), ``lemmas`` the
    base forms of its words, by which variants are one.
    """

    start: int
    end: int
    text: str
    base: str
    lemmas: tuple[str, ...]
    kind: PhraseKind


def key_phrases(doc: ParsedDoc) -> list[Phrase]:
    """Noun phrases, nouns and particle verbs in order of place; nouns inside a phrase are listed too."""
    found = [*noun_phrases(doc), *nouns(doc), *particle_verbs(doc)]
    return sorted(found, key=lambda phrase: (phrase.start, -phrase.end))


def nouns(doc: ParsedDoc) -> list[Phrase]:
    """Each noun and name that isn't a stop word, by its base form."""
    return [
        Phrase(t.start, t.end, t.text, t.lemma, (t.lemma,), PhraseKind.NOUN)
        for t in doc.tokens
        if _is_topic(t)
    ]


def noun_phrases(doc: ParsedDoc) -> list[Phrase]:
    """Adjectives with their noun ('det otydliga syftet' -> 'otydligt syfte'), and two nouns joined by a
    preposition or a genitive ('stöd från ledningen' -> 'stöd från ledning').
    """
    found = []
    for sentence in doc.sentences():
        for n, token in enumerate(sentence):
            if not _is_topic(token):
                continue
            adjectives = _adjectives(sentence, n)
            if adjectives:
                found.append(_noun_phrase(doc, [*adjectives, token], _described(adjectives, token)))
            joined = _joined(sentence, n)
            if joined:
                link, other = joined
                base = f"{token.lemma} {link.lemma} {other.lemma}"
                found.append(_noun_phrase(doc, [token, link, other], base))
    return found


def particle_verbs(doc: ParsedDoc) -> list[Phrase]:
    """Verbs with their particle, and the reflexive where there is one: 'hör av oss' -> 'höra av sig'."""
    found: list[Phrase] = []
    for sentence in doc.sentences():
        for n, token in enumerate(sentence):
            if token.pos == "VERB":
                found += _particle_verb(doc, sentence, n)
    return found


def _particle_verb(doc: ParsedDoc, sentence: Sequence[ParsedToken], n: int) -> Iterator[Phrase]:
    verb = sentence[n]
    window = sentence[n + 1 : n + 1 + _FARTHEST_PARTICLE]
    for m, particle in enumerate(window):
        if particle.pos in ("PUNCT", "VERB", "NOUN", "SCONJ", "CCONJ"):
            return
        word = particle.written.lower()
        if word not in _PARTICLES:
            continue
        before, after = window[:m], window[m + 1 : m + 2]
        reflexive = any(_is_reflexive(t) for t in (*before, *after))
        if not _belongs(verb, particle, reflexive, adjacent=not any(t.pos != "ADV" for t in before)):
            continue
        last = after[0] if after and _is_reflexive(after[0]) else particle
        lemmas = (verb.lemma, word, "sig") if reflexive else (verb.lemma, word)
        text = doc.text[verb.start : last.end]
        yield Phrase(verb.start, last.end, text, " ".join(lemmas), lemmas, PhraseKind.PARTICLE_VERB)
        return


def _belongs(verb: ParsedToken, particle: ParsedToken, reflexive: bool, adjacent: bool) -> bool:
    word = particle.written.lower()
    if reflexive:
        return f"{verb.lemma} {word}" in _REFLEXIVE_VERBS
    return particle.dep == "compound:prt" or (adjacent and f"{verb.lemma} {word}" in _PARTICLE_VERBS)


def _is_reflexive(token: ParsedToken) -> bool:
    return token.written.lower() in _REFLEXIVES


def _is_topic(token: ParsedToken) -> bool:
    if token.pos not in ("NOUN", "PROPN") or len(token.lemma) < _SHORTEST_NOUN:
        return False
    return token.lemma.lower() not in _NO_TOPICS and token.text.lower() not in STOPWORDS


def _adjectives(sentence: Sequence[ParsedToken], n: int) -> list[ParsedToken]:
    """The adjectives right before a noun; words that only count or point are none."""
    first = n
    while first and _is_describing(sentence[first - 1]):
        first -= 1
    return list(sentence[first:n])[-_MOST_ADJECTIVES:]


def _is_describing(token: ParsedToken) -> bool:
    return token.pos == "ADJ" and token.lemma not in _EMPTY_ADJECTIVES and token.lemma not in STOPWORDS


def _joined(sentence: Sequence[ParsedToken], n: int) -> tuple[ParsedToken, ParsedToken] | None:
    if n + 2 >= len(sentence) or sentence[n + 1].written.lower() not in _LINKS:
        return None
    link = sentence[n + 1]
    for other in sentence[n + 2 : n + 2 + _FARTHEST_NOUN]:
        if other.pos in ("NOUN", "PROPN"):
            return (link, other) if _is_topic(other) else None
        if other.pos not in ("ADJ", "DET") and other.lemma not in _POSSESSIVES:
            return None
    return None


def _noun_phrase(doc: ParsedDoc, tokens: Sequence[ParsedToken], base: str) -> Phrase:
    start, end = tokens[0].start, tokens[-1].end
    lemmas = tuple(token.lemma for token in tokens)
    return Phrase(start, end, doc.text[start:end], base, lemmas, PhraseKind.NOUN_PHRASE)


def _described(adjectives: Sequence[ParsedToken], noun: ParsedToken) -> str:
    words = [_indefinite(adjective, "Gender=Neut" in noun.morph) for adjective in adjectives]
    return " ".join([*words, noun.lemma])


def _indefinite(adjective: ParsedToken, neuter: bool) -> str:
    """The adjective before a noun in base form: 'otydliga' -> 'otydlig', before a neuter noun 'otydligt'.

    Comparatives stay as they are: 'bättre stöd' isn't 'bra stöd'.
    """
    if "Degree=Cmp" in adjective.morph or "Degree=Sup" in adjective.morph:
        return adjective.written.lower()
    base = adjective.lemma
    if not neuter or base[-1:] in "aet":
        return base
    if base.endswith("en"):
        return base[:-1] + "t"
    if base.endswith("d"):
        return base[:-1] + ("tt" if base[-2:-1] in "aeiouyåäö" and not base.endswith(("ad", "id")) else "t")
    return base + ("tt" if base[-1] in "yåäöi" else "t")


_SHORTEST_NOUN = 3
_MOST_ADJECTIVES = 2
_FARTHEST_NOUN = 3
_FARTHEST_PARTICLE = 3
_LINKS = word_set("i på av från med för mellan till om kring utan hos mot")
_POSSESSIVES = word_set("jag du han hon vi ni de sig den en min din sin vår er")
_REFLEXIVES = word_set("sig sej mig mej dig dej oss er")
_EMPTY_ADJECTIVES = word_set(
    """
    annan två en första andra sista sån sådan all hel många flera fler få olik själv samma båda viss ena
    egen enda hundra förra nästa senaste varje mången mycken möjlig
    """
)
_EMPTY_NOUNS = word_set(
    """
    sak grej del gång sätt typ fall exempel massa slags sort håll stund bit ställe gånger dag vecka
    månad år timme minut tals par stycke stycken alls dags idag grund samband form början slut mening
    hälft antal
    """
)
_NO_TOPICS = STOPWORDS | _EMPTY_NOUNS
_PARTICLES = word_set(
    """
    av an bort efter emot fast fram förbi för före hem i ifrån igen igenom igång ihop ihåg in iväg kvar
    loss med mot ner ned om omkull på samman till tillbaka undan upp ur ut vid åt över överens isär
    """
)
_REFLEXIVE_VERBS = phrase_set(
    """
    höra av, ge upp, ta ut, lägga i, sätta in, sätta ner, känna igen, bry om, engagera i, ställa upp,
    lära in, skriva upp, slå ihop, gå ihop, dra tillbaka, dra ur, dra undan, ta på, ta tid, bita ihop,
    ta samman, ge in, ge av, skaffa in, ställa in, komma ihåg, anpassa till, hålla undan, hålla borta,
    vända till, ta igenom, läsa in, klara av
    """
)
_PARTICLE_VERBS = phrase_set(
    """
    ta upp, ta fram, ta över, ta emot, ta in, ta bort, ta hem, ta om, ta med, ta tillbaka, ta åt,
    ta itu, hålla med, hålla på, hålla ihop, hålla fast, hålla kvar, hålla ut, hålla igång, hålla i,
    hålla om, komma fram, komma igång, komma överens, komma ihåg, komma in, komma ut, komma tillbaka,
    komma på, komma över, komma bort, komma igenom, gå igenom, gå ut, gå in, gå tillbaka, gå ihop,
    gå bort, gå över, gå med, gå ner, säga ifrån, säga till, säga upp, säga om, säga emot, ställa upp,
    ställa in, ställa om, ställa ut, lägga ner, lägga fram, lägga till, lägga upp, lägga om, lägga in,
    lägga ut, lägga på, lägga undan, lyfta fram, lyfta upp, följa upp, följa med, bygga upp,
    sätta igång, sätta ihop, sätta in, dra igång, dra ut, dra in, dra ner, dra ihop, höra av, hänga med,
    hänga ihop, hänga kvar, känna till, känna igen, känna efter, tycka om, tänka på, tänka efter,
    tänka om, tänka till, ge upp, ge ut, ge tillbaka, fylla i, fylla på, se till, se fram, se över,
    se ut, prata ihop, prata om, prata igenom, rinna ut, falla bort, falla ihop, falla tillbaka,
    släppa in, stå på, stå ut, stå för, stå emot, stänga av, stänga ner, slå ihop, slå ut, slå igenom,
    byta ut, skriva ner, skriva under, skriva upp, skriva om, skriva ut, läsa in, läsa på, läsa igenom,
    sluta upp, bjuda in, bolla över, bryta ihop, bryta upp, få fram, få ihop, få igenom, få igång,
    få ut, få in, få med, få tillbaka, kalla in, knyta ihop, koppla in, koppla på, koppla av,
    köra igång, köra på, köra över, leda till, lära ut, lära in, lämna in, lämna över, lämna ut,
    missa ut, peka ut, plocka upp, plocka fram, reda ut, räkna upp, räkna med, sitta av, sitta ner,
    sitta kvar, skjuta upp, skjuta på, sprida ut, spela in, spela upp, starta upp, starta om, svara på,
    tala om, vara med, vänta in, växa fram, arbeta fram, arbeta ihop, arbeta igenom, jobba ihop,
    jobba fram, jobba på, åka ut, åka iväg, åka hem, klara av, kolla upp, kolla av, stämma av,
    stämma in, lyssna av, lyssna in, känna av, hitta på, bli av, bli kvar, bli över, göra om, göra av,
    göra upp, fundera ut, ringa in, ringa upp, ringa tillbaka, skicka ut, skicka in, skicka med,
    hoppa av, hoppa över, hoppa in, slippa undan, snacka ihop, växla upp, trappa upp, trappa ner,
    fasa ut
    """
)
