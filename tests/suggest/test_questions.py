"""Questions in own words to the bundled study: what is found of what a careful reader takes as answers."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import yaml

from qualwb.acts.researcher import Researcher
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.search import find_text
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.swedishness import mostly_known_words
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.project_turns import SearchedTurn, read_spoken_turns
from qualwb.suggest.turn_search import TurnSearch
from tests.suggest.encoded_texts import EncodedTexts
from tests.suggest.larger_project import larger_project

__all__ = ["larger_project"]

QUESTIONS = yaml.safe_load((Path(__file__).parent / "data" / "questions.yaml").read_text(encoding="utf-8"))
LEFT_OUT = ("Moderator", "Observatör")
HALVES = ("development", "kept")


@dataclass
class Figures:
    """Mean reciprocal rank, and the share of the answers among the first 5 and 10."""

    mrr: float
    recall5: float
    recall10: float


def answers_by_question(turns: tuple[SearchedTurn, ...], half: str) -> dict[str, set[int]]:
    found = {}
    for one in QUESTIONS:
        if one["half"] == half:
            keys = set()
            for group, beginnings in one["answers"].items():
                for words in beginnings:
                    (key,) = [t.key for t in turns if t.place.group == group and words in t.text]
                    keys.add(key)
            found[one["question"]] = keys
    return found


def figures(found: dict[str, list[int]], right: dict[str, set[int]]) -> Figures:
    ranks = [[n for n, key in enumerate(found[question]) if key in keys] for question, keys in right.items()]
    sizes = [len(keys) for keys in right.values()]
    return Figures(
        float(np.mean([1 / (at[0] + 1) if at else 0 for at in ranks])),
        *(
            float(np.mean([sum(n < k for n in at) / size for at, size in zip(ranks, sizes, strict=True)]))
            for k in (5, 10)
        ),
    )


def by_search(
    turns: tuple[SearchedTurn, ...], right: dict[str, set[int]], meanings: Meanings | None
) -> Figures:
    search = TurnSearch(turns, meanings)
    among = {turn.key for turn in turns if turn.speaker not in LEFT_OUT}
    found = {question: search.answers(question, None, among).found for question in right}
    return figures({question: [one.turn.key for one in best] for question, best in found.items()}, right)


def by_any_word(
    researcher: Researcher, turns: tuple[SearchedTurn, ...], right: dict[str, set[int]]
) -> Figures:
    keys = {(turn.place.source, turn.number): turn.key for turn in turns}
    found: dict[str, list[int]] = {}
    for question in right:
        words = " OR ".join(re.findall(r"\w+", question))
        try:
            hits = find_text(researcher.project, words, limit=None).hits
        except BadQuery:
            hits = ()
        found[question] = [keys[hit.source, hit.turn] for hit in hits]
    return figures(found, right)


def test_there_are_forty_and_eight_are_english() -> None:
    assert [one["half"] for one in QUESTIONS].count("kept") == len(QUESTIONS) / 2 == 20
    assert sum(not mostly_known_words(one["question"], 3) for one in QUESTIONS) == 8


@pytest.mark.parametrize("half", HALVES)
def test_our_words_find_more_than_a_search_for_any_of_them(larger_project: Researcher, half: str) -> None:
    with larger_project.project.reading() as connection:
        turns = read_spoken_turns(connection, codes_on_text(connection))
    right = answers_by_question(turns, half)
    ours, plain = by_search(turns, right, None), by_any_word(larger_project, turns, right)
    assert ours.mrr > plain.mrr
    assert ours.recall5 > 1.5 * plain.recall5
    assert ours.recall10 > 1.2 * plain.recall10


@pytest.mark.slow
@pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")
def test_meaning_finds_more_than_words(larger_project: Researcher) -> None:
    with larger_project.project.reading() as connection:
        turns = read_spoken_turns(connection, codes_on_text(connection))
    meanings = EncodedTexts(BundledEncoder())
    for half in HALVES:
        right = answers_by_question(turns, half)
        words, both = by_search(turns, right, None), by_search(turns, right, meanings)
        print(f"\n{half}: words {words}, words and meaning {both}")
        assert both.mrr > words.mrr + 0.05
        assert both.recall5 > words.recall5
        assert both.recall10 > words.recall10
