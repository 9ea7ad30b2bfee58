"""Mending by rule, on readings as a model could give them: no model is asked."""

import pytest

from qualwb.language.mending import corrected
from qualwb.language.unknown_words import WordShape, may_be_supine, shape_of_unknown
from qualwb.language.vocabulary import vocabulary
from qualwb.language.word_readings import WordReading


def readings(text: str) -> list[WordReading]:
    """'Sådan/ADV är/AUX' as readings; a supine and an infinitive are told as VERB:Sup and VERB:Inf."""
    found = []
    for n, pair in enumerate(text.split()):
        form, tag = pair.rsplit("/", 1)
        pos, _, verb_form = tag.partition(":")
        morph = f"VerbForm={verb_form}" if verb_form else ""
        found.append(WordReading(form, form.lower(), pos, form.lower(), morph, "", n == 0))
    return found


def mended(text: str, word: str) -> str:
    """The part of speech of ``word`` after mending."""
    words = readings(text)
    at = next(n for n, reading in enumerate(words) if reading.form == word)
    return corrected(words)[at][0]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("taxin", WordShape.NOUN),
        ("cyklar", WordShape.PRESENT),
        ("petade", WordShape.PAST),
        ("hette", WordShape.PAST),
        ("chatta", WordShape.INFINITIVE),
        ("snälla", WordShape.ADJECTIVE),
        ("mysig", WordShape.ADJECTIVE),
        ("lugnt", WordShape.NEUTER),
        ("svåger", WordShape.BASE),
    ],
)
def test_the_form_of_a_word_tells_what_it_is(word, shape):
    assert word not in vocabulary()
    assert shape_of_unknown(word) is shape


@pytest.mark.parametrize("word", ["säga", "bra", "qwxtz", "möjligtvis", "gno", "4:an", ""])
def test_words_that_training_showed_or_that_no_list_has_are_left(word):
    assert shape_of_unknown(word) is None


def test_supines():
    assert [may_be_supine(word) for word in ("köpt", "cyklat", "förmått", "lugnt", "natt")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("said", "word", "pos"),
    [
        ("min/PRON taxin/VERB", "taxin", "NOUN"),
        ("och/CCONJ petade/ADJ i/ADP", "petade", "VERB"),
        ("de/PRON är/AUX petade/ADJ", "petade", "ADJ"),
        ("våra/PRON petade/ADJ ytor/NOUN", "petade", "ADJ"),
        ("gula/ADJ lappar/NOUN", "lappar", "NOUN"),
        ("ska/AUX chatta/NOUN", "chatta", "VERB"),
        ("en/DET matta/NOUN", "matta", "NOUN"),
        ("det/PRON är/AUX inte/PART lugnt/NOUN", "lugnt", "ADJ"),
        ("vi/PRON går/VERB lugnt/NOUN", "lugnt", "ADV"),
        ("det/PRON är/AUX lugnt/ADV härligt/ADJ", "lugnt", "ADV"),
        ("min/PRON svåger/VERB", "svåger", "NOUN"),
        ("på/ADP Qwerix/NOUN", "Qwerix", "PROPN"),
        ("Qwerix/NOUN kom/VERB", "Qwerix", "NOUN"),
    ],
)
def test_words_that_the_model_never_saw(said, word, pos):
    assert mended(said, word) == pos


@pytest.mark.parametrize(
    ("said", "word", "pos"),
    [
        ("då/ADV har/AUX man/PRON ju/ADV en/DET buss/NOUN", "har", "VERB"),
        ("då/ADV har/AUX man/PRON köpt/ADJ hus/NOUN", "har", "AUX"),
        ("har/AUX du/PRON ?/PUNCT", "har", "AUX"),
        ("vill/VERB ha/VERB:Inf", "vill", "AUX"),
        ("så/ADV är/AUX det/PRON alltid/ADV", "är", "VERB"),
        ("vi/PRON var/AUX ju/ADV på/ADP ett/DET möte/NOUN", "var", "VERB"),
        ("det/PRON var/AUX möten/NOUN på/ADP skolan/NOUN", "var", "AUX"),
        ("hur/ADV gammal/ADJ är/AUX hon/PRON", "är", "AUX"),
        ("det/PRON är/AUX här/ADV som/PRON vi/PRON bor/VERB", "är", "AUX"),
        ("vad/PRON är/AUX det/PRON här/ADV", "är", "AUX"),
    ],
)
def test_helping_verbs_and_main_verbs(said, word, pos):
    assert mended(said, word) == pos


@pytest.mark.parametrize(
    ("said", "word", "pos"),
    [
        ("tvåtusentrettiofem/NOUN kronor/NOUN", "tvåtusentrettiofem", "NUM"),
        ("tjugoett/ADJ", "tjugoett", "NUM"),
        ("ett/DET hus/NOUN", "ett", "DET"),
        ("jösses/NOUN", "jösses", "INTJ"),
        ("okej/NOUN då/ADV", "okej", "INTJ"),
        ("det/PRON är/AUX helt/ADV okej/INTJ", "okej", "ADJ"),
        ("min/PRON man/PRON kör/INTJ", "man", "NOUN"),
        ("vi/PRON är/AUX för/ADP snälla/ADJ", "för", "ADV"),
        ("det/PRON är/AUX för/ADP små/ADJ barn/NOUN", "för", "ADP"),
        ("bussen/NOUN kör/VERB", "kör", "VERB"),
    ],
)
def test_words_of_closed_classes(said, word, pos):
    assert mended(said, word) == pos
