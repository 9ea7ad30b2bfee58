"""Each row of an evaluation has a name that can be translated, and numbers have the language's sign."""

import pytest

from qualwb.cli.evaluation_table import evaluation_table
from qualwb.cli.evaluation_words import methods_in_words
from qualwb.cli.suggest_tables import recall_table
from qualwb.suggest.evaluation import evaluate
from qualwb.suggest.evaluation_tasks import evaluate_similar
from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace
from tests.suggest.given_meanings import GivenMeanings

SAID = {"resor": "Tåget gick sent till jobbet", "lön": "Vi fick betalt för sent igen"}
EVIDENCE = Evidence(
    tuple(map(KnownCode, SAID)),
    tuple(
        CodedText(f"{text} {group}", (code,), TextPlace(group, group, 100 * n, 100 * n + 50))
        for group in ("Ett", "Två")
        for n, (code, text) in enumerate(SAID.items())
    ),
)
MEANINGS = GivenMeanings({"resor": [1, 0], "lön": [0, 1]})


def test_every_row_can_be_named() -> None:
    measured = evaluate(EVIDENCE, meanings=MEANINGS, curve=False)
    recall = evaluate_similar(EVIDENCE, MEANINGS).recall
    named = {*measured.ways, *measured.baselines, *measured.configurations, *recall}
    assert named <= methods_in_words().keys()
    shown = {str(row[0]) for row in evaluation_table(measured).rows}
    assert {"BM25", "qualwb, meaning alone"} <= shown
    queries = [row[0] for row in recall_table(evaluate_similar(EVIDENCE, None)).rows]
    assert queries == ["name", "name and passages"]


def test_numbers_have_the_sign_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = evaluate(EVIDENCE, curve=False)
    monkeypatch.setenv("QUALWB_LANG", "sv")
    table = evaluation_table(measured)
    ahead = [str(row[-1]) for row in table.rows if row[-1]]
    assert ahead
    assert not any("." in one for one in ahead)
    assert all("," in one for one in ahead)
