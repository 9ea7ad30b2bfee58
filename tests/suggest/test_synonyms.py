"""The thesaurus: what it answers, and that its table is in order."""

from itertools import permutations

import pytest

from qualwb.language.lemmas import lemma
from qualwb.suggest.synonyms import groups, synonyms


@pytest.mark.parametrize(
    ("one", "other"), [("otydlig", "luddig"), ("sak", "grej"), ("prata", "snacka"), ("chef", "ledare")]
)
def test_a_pair_holds_both_ways(one: str, other: str) -> None:
    assert lemma(other) in synonyms(lemma(one))
    assert lemma(one) in synonyms(lemma(other))


def test_groups_that_share_a_word_stay_apart() -> None:
    assert "nervositet" in synonyms("spänning")
    assert "motsättning" in synonyms("spänning")
    assert "motsättning" not in synonyms("nervositet")


def test_a_word_never_stands_for_itself_and_unknown_words_have_none() -> None:
    assert all(lemma(word) not in synonyms(lemma(word)) for group in groups() for word in group)
    assert synonyms("abrakadabra") == frozenset()


def test_every_line_is_a_group_of_different_single_words_in_lower_case() -> None:
    for group in groups():
        assert len(set(group)) == len(group) >= 2, group
        assert all(word == word.strip().lower() and len(word.split()) == 1 for word in group), group


def test_no_line_says_what_another_says() -> None:
    found = [frozenset(group) for group in groups()]
    assert len(set(found)) == len(found)
    holding: dict[frozenset[str], int] = {}
    for number, group in enumerate(found):
        for pair in permutations(group, 2):
            holding[frozenset(pair)] = holding.get(frozenset(pair), 0) | 1 << number
    for group in found:
        common = -1
        for pair in permutations(group, 2):
            common &= holding[frozenset(pair)]
        assert common.bit_count() == 1, sorted(group)
