"""More like this: by name and passages, uncoded first."""

import pytest

from qualwb.errors import QualwbError
from qualwb.suggest.evaluation_tasks import evaluate_similar
from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace, UncodedText
from qualwb.suggest.similar import find_similar, query_for


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
