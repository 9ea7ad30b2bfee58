import pytest

from qualwb.language.parsing import parse
from qualwb.language.phrases import PhraseKind, key_phrases, noun_phrases, particle_verbs


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("dom hör aldrig av sig", "höra av sig"),
        ("Vi hör av oss till dom", "höra av sig"),
        ("Jag känner inte igen mig", "känna igen sig"),
        ("Vi håller inte med om det", "hålla med"),
        ("De lade ner projektet", "lägga ner"),
        ("det har vi tagit upp", "ta upp"),
    ],
)
def test_particle_verbs(text, base, nlp):
    assert [phrase.base for phrase in particle_verbs(parse(text, nlp))] == [base]


def test_preposition_is_no_particle(nlp):
    assert particle_verbs(parse("Vi pratade med dom på mötet i går.", nlp)) == []


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Det otydliga syftet är ett problem.", "otydligt syfte"),
        ("Vi har nya chefer.", "ny chef"),
        ("Det behövs bättre stöd.", "bättre stöd"),
        ("Stödet från våra chefer saknas.", "stöd från chef"),
    ],
)
def test_noun_phrases_in_base_form(text, base, nlp):
    assert base in [phrase.base for phrase in noun_phrases(parse(text, nlp))]


def test_variants_share_their_lemmas(nlp):
    one, other = (parse(text, nlp) for text in ("Syftet var otydligt.", "syfte"))
    assert {p.lemmas for p in key_phrases(one)} == {p.lemmas for p in key_phrases(other)} == {("syfte",)}


def test_places_and_no_empty_words(talk):
    phrases = key_phrases(talk)
    assert all(talk.text[p.start : p.end] == p.text for p in phrases)
    assert [p.start for p in phrases] == sorted(p.start for p in phrases)
    assert {PhraseKind.NOUN, PhraseKind.NOUN_PHRASE, PhraseKind.PARTICLE_VERB} == {p.kind for p in phrases}
    assert not {"sak", "gång", "typ", "det"} & {p.base for p in phrases}
