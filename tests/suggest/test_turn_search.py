"""Turns for a question in own words and for a passage: order, ties, scope, noise, and what is not known."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.evidence import TextPlace
from qualwb.suggest.project_turns import SearchedTurn
from qualwb.suggest.turn_search import (
    LONGEST_PART,
    NOISE_BY_WORDS,
    TurnSearch,
    in_parts,
    remark_on_question,
)
from tests.suggest.encoded_texts import EncodedTexts

pytestmark = pytest.mark.file_only

SAID = (
    "Räkningen för taxin skickades fram och tillbaka mellan kommunen och landstinget hela våren",
    "Vi satt i bussen och pratade om allt möjligt hela vägen hem",
    "Mm",
    "Doktorn ville inte skriva under planen förrän efter fem veckor",
    "Kaffet var slut och bullarna var torra",
    "Räkningen för taxin skickades fram och tillbaka mellan kommunen och landstinget hela våren",
    "Chefen visste inte vad vi hade gjort på seminarierna",
    "Ja precis",
)


def turns_of(*texts: str) -> tuple[SearchedTurn, ...]:
    return tuple(
        SearchedTurn(
            100 + n, n + 1, f"D{n % 3}", text, TextPlace("Grupp", "K", 1000 * n, 1000 * n + len(text))
        )
        for n, text in enumerate(texts)
    )


TURNS = turns_of(*SAID)


class Table:
    """Meanings by text, given beforehand; what is not in the table is not known."""

    encoder = "table 1"

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self._rows = {text: np.array(row, dtype=np.float32) for text, row in rows.items()}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._rows.get(text, np.zeros(3, dtype=np.float32)) for text in texts])


WORDS = st.sampled_from(sorted({word for said in SAID for word in said.split()}))
QUESTIONS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
SEARCH = TurnSearch(TURNS)


@given(QUESTIONS)
def test_the_best_come_first_and_equals_in_the_order_of_the_text(question: str) -> None:
    found = SEARCH.answers(question, None).found
    assert [(-one.score, one.turn.key) for one in found] == sorted(
        (-one.score, one.turn.key) for one in found
    )
    assert all(one.score > NOISE_BY_WORDS for one in found)


@given(QUESTIONS, st.integers(1, 5), st.sets(st.sampled_from([turn.key for turn in TURNS])))
def test_fewer_are_the_first_of_all_and_a_part_of_the_turns_answers_as_it_did(
    question: str, top: int, keys: set[int]
) -> None:
    everything = SEARCH.answers(question, None)
    assert SEARCH.answers(question, top).found == everything.found[:top]
    assert SEARCH.answers(question, top).above == everything.above
    within = SEARCH.answers(question, None, keys)
    assert within.found == tuple(one for one in everything.found if one.turn.key in keys)
    assert within.searched == len(keys)


@given(st.text(max_size=200), st.integers(0, 8000), st.integers(1, 3000))
def test_a_passage_does_not_find_itself(text: str, start: int, length: int) -> None:
    touching = TextPlace("Grupp", "K", start, start + length)
    found = SEARCH.like_passage(text, ("K", start, start + length), None)
    touched = [turn for turn in TURNS if turn.place.overlaps(touching)]
    assert not {one.turn.key for one in found.found} & {turn.key for turn in touched}
    assert found.searched == len(TURNS) - len(touched)


def test_the_reason_names_what_is_shared() -> None:
    best = SEARCH.answers("Vem får räkningen för taxin?").found
    assert [one.turn.key for one in best] == [100, 105]
    assert set(best[0].words) == {"räkningen", "taxin"}
    assert best[0].meaning is None


def test_a_part_of_a_compound_is_named_only_where_the_whole_is_not_shared() -> None:
    search = TurnSearch(turns_of("Jag stod på deltagarlistan", "En lista, en lång lista", "Hej då du"))
    by_key = {one.turn.key: one.words for one in search.answers("deltagarlistan").found}
    assert by_key[100] == ("deltagarlistan",)
    assert by_key[101] == ("lista ~ deltagarlistan",)


def test_meaning_finds_what_shares_no_word_and_unknown_turns_are_neutral() -> None:
    question = "Läkaren vägrade signera"
    table = dict.fromkeys(SAID[:2], (1.0, 0.0, 0.0)) | {SAID[4]: (1.0, 0.0, 0.0)}
    table |= {SAID[3]: (0.0, 1.0, 0.0), question: (0.0, 1.0, 0.0)}
    found = TurnSearch(TURNS, Table(table)).answers(question, None)
    assert [one.turn.key for one in found.found] == [103]
    assert found.found[0].meaning is not None
    assert found.found[0].meaning > 0.8
    assert "meaning" in found.found[0].because or "betydelse" in found.found[0].because
    assert found.without_meaning == 3
    assert SEARCH.answers(question, None).found == ()


def test_a_turn_whose_meaning_is_not_known_is_found_by_its_words() -> None:
    known = {SAID[3]: (0.0, 1.0, 0.0), SAID[1]: (1.0, 0.0, 0.0)}
    by_words = SEARCH.answers("räkningen för taxin").found
    found = TurnSearch(TURNS, Table(known)).answers("räkningen för taxin").found
    assert [(one.turn.key, one.score, one.meaning) for one in found] == [
        (one.turn.key, one.score, None) for one in by_words
    ]


def test_nothing_below_noise() -> None:
    assert SEARCH.answers("Vulkaner på Island").found == ()
    assert TurnSearch(()).answers("Vem betalar?").searched == 0
    assert TurnSearch((), Table({})).answers("Vem betalar?").found == ()
    assert TurnSearch(turns_of("Mm", "..."), Table({})).answers("Vem betalar?").found == ()


@pytest.mark.parametrize("text", ["", "a", "En mening. " * 900, "x" * 10_000, "utan punkt " * 900])
def test_a_long_question_is_read_in_parts_without_losing_any(text: str) -> None:
    parts = in_parts(text)
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST_PART for part in parts)


def test_a_very_long_question_is_answered() -> None:
    found = SEARCH.answers("räkningen för taxin " * 500, None)
    assert {one.turn.key for one in found.found} >= {100, 105}


def test_remarks_on_questions() -> None:
    english = "Why did the doctor not sign the plan that they had written?"
    assert "Swedish" in remark_on_question(english, by_meaning=False)
    assert remark_on_question(english, by_meaning=True) == ""
    assert "--like" in remark_on_question("chef", by_meaning=True)
    assert remark_on_question("Vem betalar?", by_meaning=False) == ""


needs_encoder = pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")


@pytest.fixture(scope="module")
def by_meaning() -> TurnSearch:
    return TurnSearch(TURNS, EncodedTexts(BundledEncoder()))


@needs_encoder
@pytest.mark.parametrize(
    ("question", "key"),
    [("The physician refused to sign", 103), ("The coffee break was a disappointment", 104)],
)
def test_an_answer_in_another_language(by_meaning: TurnSearch, question: str, key: int) -> None:
    best = by_meaning.answers(question).found[0]
    assert (best.turn.key, best.words) == (key, ())
    assert SEARCH.answers(question).found == ()


@needs_encoder
def test_the_same_question_is_answered_alike(by_meaning: TurnSearch) -> None:
    assert by_meaning.answers("Vem betalar räkningen?") == by_meaning.answers("Vem betalar räkningen?")


@needs_encoder
def test_a_passage_finds_its_like(by_meaning: TurnSearch) -> None:
    found = by_meaning.like_passage(SAID[0], ("K", 0, 10)).found
    assert found[0].turn.key == 105
