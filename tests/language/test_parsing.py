import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.language.parsing import parse, parse_all
from qualwb.language.wordlists import word_set
from tests.language.marked_talk import DATA, DEVELOPMENT, read_talk

UPOS = word_set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ VERB")


def by_text(doc, word):
    return next(token for token in doc.tokens if token.text == word)


def scores(path, nlp):
    """Shares of words (punctuation left out) with the right part of speech and base form."""
    utterances = read_talk(path)
    doc = parse("\n".join(" ".join(word.form for word in said) for said in utterances), nlp)
    gold = [word for said in utterances for word in said]
    assert [token.text for token in doc.tokens] == [word.form for word in gold]
    counted = [
        (token.pos == word.pos, token.lemma.lower() == word.base.lower())
        for token, word in zip(doc.tokens, gold, strict=True)
        if word.pos != "PUNCT"
    ]
    return len(utterances), *(sum(column) / len(counted) for column in zip(*counted, strict=True))


def test_speech_that_the_map_and_the_rules_were_made_with(nlp):
    utterances, pos, base = scores(DEVELOPMENT, nlp)
    assert utterances >= 450
    assert pos >= 0.95
    assert base >= 0.975


def test_speech_that_was_held_out(nlp):
    """Marked anew as the treebank marks: .907 before the rules for words that the model never saw, .927 with
    them (193 words).
    """
    utterances, pos, base = scores(DATA / "speech-held-out.tsv", nlp)
    assert utterances == 30
    assert pos >= 0.92
    assert base >= 0.97


def test_speech_that_was_held_out_later(nlp):
    """Of 754 words .935 before those rules, .954 with them (95 % of resampled utterances: .937 to .969)."""
    utterances, pos, base = scores(DATA / "speech-held-out-later.tsv", nlp)
    assert utterances == 100
    assert pos >= 0.94
    assert base >= 0.975


@pytest.mark.parametrize("path", sorted(DATA.glob("speech*.tsv")), ids=lambda path: path.stem)
def test_marked_talk_is_whole(path):
    words = [word for said in read_talk(path) for word in said]
    assert {word.pos for word in words} <= UPOS
    assert all(word.form and word.base for word in words)


@pytest.mark.parametrize("name", ["speech-held-out.tsv", "speech-held-out-later.tsv"])
def test_held_out_talk_is_not_among_what_the_rules_were_made_with(name):
    known = {tuple(said) for said in read_talk()}
    assert not [said for said in read_talk(DATA / name) if len(said) > 4 and tuple(said) in known]


def test_results_stand_at_the_words_of_the_text_as_it_is(talk):
    assert all(talk.text[token.start : token.end] == token.text for token in talk.tokens)
    dom = by_text(talk, "dom")
    assert (dom.written, dom.lemma, dom.pos) == ("de", "de", "PRON")
    assert by_text(talk, "å").written == "och"
    assert by_text(talk, "syfte").morph.startswith("Case=Nom")


def test_marks_and_labels_have_no_words_but_a_colon_in_speech_is_no_label(talk):
    texts = [token.text for token in talk.tokens]
    assert "skratt" not in texts
    assert "paus" not in texts
    assert "Åsa" not in texts
    assert "Lena" not in texts
    assert "Problemet" in texts


def test_each_line_starts_a_sentence(talk):
    starts = {talk.text.rfind("\n", 0, token.start) for token in talk.tokens if token.sentence_start}
    lines = {-1} | {n for n, sign in enumerate(talk.text) if sign == "\n"}
    assert lines <= starts
    assert sum(len(sentence) for sentence in talk.sentences()) == len(talk.tokens)


def test_names(talk):
    assert ("Kerstin Berg", "PER") in {(entity.text, entity.label) for entity in talk.entities}
    assert all(talk.text[entity.start : entity.end] == entity.text for entity in talk.entities)


def test_unknown_words_get_a_base_form(nlp):
    doc = parse("Vi pratade om lärandeseminarierna och brukarmedverkan.", nlp)
    assert by_text(doc, "lärandeseminarierna").lemma == "lärandeseminarium"


@pytest.mark.parametrize("text", ["", "\n\n", "[skratt]", " (paus) \n", "Åsa:\nÅsa:"])
def test_texts_without_words(text, nlp):
    doc = parse(text, nlp)
    assert (doc.text, doc.tokens, doc.entities) == (text, (), ())


def test_odd_texts(nlp):
    for text in (
        "😀" * 50,
        "a" * 20_000,
        "(" * 20_000,
        "The school is good.",
        "\u0301e\u0308",
        "ord\tord\r\nord",
    ):
        assert parse(text, nlp).text == text


def test_many_texts_come_in_order_each_as_alone(nlp):
    texts = ["Dom e trötta.", "", "Vi hör av oss.", "\n", "mm"] * 3
    docs = list(parse_all(iter(texts), nlp))
    assert [doc.text for doc in docs] == texts
    assert [[t.text for t in doc.tokens] for doc in docs[:3]] == [
        ["Dom", "e", "trötta", "."],
        [],
        ["Vi", "hör", "av", "oss", "."],
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        st.one_of(
            st.sampled_from("abcåäö ,.!?:;-–\n\t[]()'\"1 2Å E"), st.characters(exclude_categories=["Cs"])
        ),
        max_size=60,
    )
)
def test_places_hold_for_any_text(nlp, text):
    doc = parse(text, nlp)
    assert all(text[token.start : token.end] == token.text for token in doc.tokens)
    assert all(a.end <= b.start for a, b in zip(doc.tokens, doc.tokens[1:], strict=False))
    assert all(0 <= token.head < len(doc.tokens) for token in doc.tokens)
    assert not doc.tokens or doc.tokens[0].sentence_start
