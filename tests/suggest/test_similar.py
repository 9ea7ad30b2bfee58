"""More like this: by name and passages, uncoded first."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from qualwb.errors import QualwbError
from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.evaluation_tasks import evaluate_similar
from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace, UncodedText
from qualwb.suggest.similar import find_similar, query_for

pytestmark = pytest.mark.file_only


def at(group: str, start: int, text: str) -> TextPlace:
    return TextPlace(group, group, start, start + len(text))


SAID = {
    "coded": "Chefen hade ingen aning om vad vi höll på med",
    "alike": "Min enhetschef hade aldrig hört talas om seminarierna",
    "other": "Lunchen var god och kaffet starkt",
}
TURNS = tuple(UncodedText(text, at("A", n * 100, text)) for n, text in enumerate(SAID.values()))
EVIDENCE = Evidence(
    (
        KnownCode("Cheferna inte insatta", ("Bristande förankring",), ("Inför",)),
        KnownCode("God mat"),
    ),
    (CodedText(SAID["coded"], ("Cheferna inte insatta",), TURNS[0].place),),
)


def test_uncoded_turns_come_first() -> None:
    found = find_similar(EVIDENCE, query_for(EVIDENCE, "cheferna INTE insatta"), TURNS)
    assert [one.passage.text for one in found] == [SAID["alike"], SAID["coded"]]
    assert [one.coded for one in found] == [False, True]
    assert found[0].score < found[1].score
    assert any("chef" in reason.text for reason in found[0].reasons)


@pytest.mark.parametrize("name", ["Bristande förankring", "inför"])
def test_a_theme_stands_for_its_codes(name: str) -> None:
    query = query_for(EVIDENCE, name)
    assert query.codes == ("Cheferna inte insatta",)
    assert find_similar(EVIDENCE, query, TURNS)[0].passage.text == SAID["alike"]


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(QualwbError, match="no code or theme 'Mandat'"):
        query_for(EVIDENCE, "Mandat")


def test_nothing_to_search_in() -> None:
    assert find_similar(EVIDENCE, query_for(EVIDENCE, "God mat"), ()) == []
    assert (
        find_similar(EVIDENCE, query_for(EVIDENCE, "God mat"), (UncodedText("Mm", at("A", 0, "Mm")),)) == []
    )


def test_recall_on_the_shipped_groups(seminars: Evidence) -> None:
    """Above the floor that a search by the name alone sets, and far above chance (10 of 184: .05)."""
    found = evaluate_similar(seminars)
    assert found.recall["name and passages"][10] >= 0.45
    assert found.recall["name and passages"][10] > found.recall["name"][10]


class Table:
    """Meanings by text, given beforehand; what is not in the table is not known."""

    encoder = "table 1"

    def __init__(self, rows: Mapping[str, Sequence[float]]) -> None:
        self._rows = {text: np.array(row, dtype=np.float32) for text, row in rows.items()}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        rows = [self._rows.get(text, np.zeros(3, dtype=np.float32)) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 3), dtype=np.float32)


def test_where_no_meaning_is_known_all_is_as_by_words() -> None:
    query = query_for(EVIDENCE, "Cheferna inte insatta")
    assert find_similar(EVIDENCE, query, TURNS, meanings=Table({})) == find_similar(EVIDENCE, query, TURNS)


def test_meaning_finds_a_turn_without_a_shared_word_and_names_the_passage_that_is_nearest() -> None:
    strange = "Ledningen visste ingenting"
    turns = (*TURNS, UncodedText(strange, at("B", 0, strange)))
    known = {SAID["coded"]: (1, 0, 0), strange: (0.9, 0.1, 0), SAID["other"]: (0, 1, 0), "God mat": (0, 1, 0)}
    query = query_for(EVIDENCE, "Cheferna inte insatta")
    by_words = {one.passage.text: one for one in find_similar(EVIDENCE, query, turns)}
    found = {one.passage.text: one for one in find_similar(EVIDENCE, query, turns, meanings=Table(known))}
    assert found[strange].score > (by_words[strange].score if strange in by_words else 0) + 0.5
    reason = found[strange].reasons[-1]
    assert (reason.kind, reason.words, reason.place) == ("meaning", (SAID["coded"],), TURNS[0].place)
    # A passage is no reason for itself, and what is not known speaks for nothing.
    assert all(reason.kind != "meaning" for reason in found[SAID["coded"]].reasons)
    assert all(reason.kind != "meaning" for reason in found[SAID["alike"]].reasons)
    assert found[SAID["alike"]].score == by_words[SAID["alike"]].score


def test_recall_is_told_with_and_without_meaning(seminars: Evidence) -> None:
    known = evaluate_similar(seminars, Table({}))
    plain = evaluate_similar(seminars)
    assert {name: known.recall[name] for name in plain.recall} == plain.recall
    assert {name.removesuffix(", by meaning too") for name in known.recall} == set(plain.recall)
    assert known.recall["name, by meaning too"] == plain.recall["name"]
