import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.sv import Swedish
from spacy.tokens import Doc

from qualwb.language import loading
from qualwb.language.training import scores, talk, treebanks
from qualwb.language.training.training import rounded
from qualwb.language.training.vocabulary_lists import base_of, count
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set
from tests.language.conftest import DATA

UPOS = word_set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ VERB")


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1))
def test_rounding_keeps_five_bits_of_the_mantissa(values):
    weights = np.array(values, dtype=np.float32)
    kept = rounded(weights, 5)
    assert kept.dtype == np.float32
    assert kept.shape == weights.shape
    normal = np.abs(weights) > 1e-30
    assert np.all(np.abs(kept - weights)[normal] <= np.abs(weights)[normal] * 2**-6)
    assert not np.any(kept.view(np.uint32) & np.uint32((1 << 18) - 1))


def test_shipped_weights_are_rounded(nlp):
    for name in ("tok2vec", "ner"):
        for node in nlp.get_pipe(name).model.walk():
            for param in node.param_names:
                assert not np.any(node.get_param(param).view(np.uint32) & np.uint32((1 << 18) - 1))


def test_news_names_without_b_and_i(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text("Calle\tPER\nPersson PER\n,\t0\nDN\tMISC\n\n\n\n\u00adUmeå\tLOC\n", encoding="utf-8")
    assert treebanks.read_news(path) == [
        [("Calle", "B-PER"), ("Persson", "I-PER"), (",", "O"), ("DN", "-")],
        [("Umeå", "B-LOC")],
    ]


def test_compound_parts_are_counted():
    forms = {
        word: word for word in ("vård", "plan", "vårdplan", "skolplan", "vårdlag", "lag", "mandat", "man")
    }
    forms["skol"] = "skola"
    modifiers, heads = count(forms, set(forms.values()))
    assert modifiers["vård"] == 2
    assert heads["plan"] == 2
    assert "dat" not in heads
    assert base_of("skol", forms, heads) == "skola"


def treebank():
    """Two sentences of writing, as a treebank has them."""
    vocab = Swedish().vocab
    words = ["De", "bodde", "här", ".", "Vi", "har", "skor", "och", "en", "sko", "."]
    poss = ["PRON", "VERB", "ADV", "PUNCT", "PRON", "VERB", "NOUN", "CCONJ", "DET", "NOUN", "PUNCT"]
    tags = ["PN", "VB|PRT", "AB", "MAD", "PN", "VB|PRS", "NN|PLU", "KN", "DT", "NN|SIN", "MAD"]
    morphs = ["", "Tense=Past", "", "", "", "Tense=Pres", "Number=Plur", "", "", "Number=Sing", ""]
    return [Doc(vocab, words=words, pos=poss, tags=tags, morphs=morphs)]


def test_a_word_gets_the_features_of_the_treebank_or_of_its_ending():
    features = talk.TreebankFeatures(treebank())
    assert features.of("skor", "NOUN") == ("NN|PLU", "Number=Plur")
    assert features.of("chattade", "VERB") == ("VB|PRT", "Tense=Past")
    assert features.of("klor", "NOUN") == ("NN|PLU", "Number=Plur")
    assert features.of("skor", "SYM") == ("", "")


def test_talk_is_learnt_as_the_pipeline_reads_it():
    said = [("dom", "PRON", "de"), ("bodde", "VERB", "bo"), ("där", "ADV", "där"), ("?", "PUNCT", "?")]
    named = [("Siv", "PROPN", "Siv"), ("skrattade", "VERB", "skratta")]
    docs = talk.talk_train(treebank(), [[talk.MarkedWord(*word) for word in line] for line in (said, named)])
    (doc,) = docs
    assert [sent.text for sent in doc.sents] == [
        "De bodde där ?",
        "Siv skrattade .",
        "de bodde där ?",
        "Siv skrattade .",
    ] * talk.TIMES
    assert [(t.pos_, t.lemma_, t.tag_) for t in doc[4:7]] == [
        ("PROPN", "Siv", ""),
        ("VERB", "skratta", "VB|PRT"),
        ("PUNCT", ".", "MAD"),
    ]
    assert not doc.has_annotation("DEP")


def test_marked_talk_is_whole():
    utterances = talk.read_talk()
    assert len(utterances) >= 450
    assert {word.pos for said in utterances for word in said} <= UPOS
    assert not [word for said in utterances for word in said if not (word.form and word.base)]


@pytest.mark.parametrize("name", ["speech-held-out.tsv", "speech-held-out-later.tsv"])
def test_held_out_talk_was_not_trained_on(name):
    trained = {tuple(said) for said in talk.read_talk()}
    held_out = [tuple(said) for said in talk.read_talk(DATA / name)]
    assert not [said for said in held_out if len(said) > 3 and said in trained]


def test_report_marks_what_is_below_the_goal():
    good = dict(scores.PUBLISHED)
    text = scores.report({**good, "tag_acc": 0.9, "dep_las": good["dep_las"] - 0.014}, {})
    assert text.count("BELOW") == 1


@pytest.mark.slow
def test_stated_scores_are_those_measured_on_the_gold_dev_split(nlp, shared):
    meta = json.loads((loading.EMBEDDED_FOLDER / "meta.json").read_text("utf-8"))
    measured = scores.core_scores(nlp, shared / "data")
    assert measured == pytest.approx({name: meta["performance"][name] for name in measured}, abs=0.002)
    names = scores.name_scores(nlp, shared / "data")
    assert names["klintan test"]["ents_f"] == pytest.approx(meta["performance"]["ents_f"], abs=0.005)


@pytest.mark.slow
def test_dev_split_was_not_trained_on(shared):
    trained = {sent.text for doc in treebanks.core_train(shared / "data") for sent in doc.sents}
    dev = {sent.text for doc in treebanks.core_dev(shared / "data") for sent in doc.sents if len(sent) > 6}
    assert len(dev) > 400
    assert len(trained & dev) <= 1
    words = {t.text.lower() for doc in treebanks.core_dev(shared / "data") for t in doc if t.text.isalpha()}
    assert len(words - set(vocabulary())) > 500


@pytest.mark.slow
def test_no_loss_on_writing(nlp, shared):
    """The gold dev split, with its own words: ours against the plain pipeline."""
    from spacy.tokens import Doc

    from qualwb.language.parsing import parse

    plain, ours, n = np.zeros(2), np.zeros(2), 0
    for gold in treebanks.core_dev(shared / "data"):
        doc = parse(gold.text.replace("\n", " "), nlp)
        at = {(token.start, token.end): token for token in doc.tokens}
        for token, read in zip(gold, nlp(Doc(nlp.vocab, words=[t.text for t in gold])), strict=True):
            mine = at.get((token.idx, token.idx + len(token.text)))
            if mine is None:
                continue
            n += 1
            plain += (read.pos_ == token.pos_, read.lemma_ == token.lemma_)
            ours += (mine.pos == token.pos_, mine.lemma == token.lemma_)
    assert n > 9500
    assert ours[0] / n >= plain[0] / n - 0.001
    assert ours[1] / n >= plain[1] / n + 0.01
