import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language import loading
from qualwb.language.training import scores, treebanks
from qualwb.language.training.training import rounded
from qualwb.language.training.vocabulary_lists import base_of, count
from qualwb.language.vocabulary import vocabulary


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
