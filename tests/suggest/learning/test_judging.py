"""What is made of a record."""

import numpy as np

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace
from qualwb.suggest.learning.judging import FEWEST, judge
from qualwb.suggest.learning.record import left_out
from qualwb.suggest.measures import Measures
from qualwb.suggest.weights import KINDS, VIEWS, Weights


def judged(*names: str):  # type: ignore[no-untyped-def]
    """The judgement of a project in which each passage has the first of these codes."""
    passages = [
        CodedText(f"ord {n}", names[:1], TextPlace("AB"[n % 2], "AB"[n % 2], 10 * n, 10 * n + 6))
        for n in range(FEWEST)
    ]

    def fit(_known: Evidence):  # type: ignore[no-untyped-def]
        parts = np.ones((len(VIEWS), len(KINDS), len(names)))
        return lambda _text: Measures(parts, np.zeros(0, dtype=np.float32))

    evidence = Evidence(tuple(map(KnownCode, names)), tuple(passages))
    return judge(left_out(evidence, fit), Weights())


def test_where_there_is_one_code_nothing_is_judged() -> None:
    """It is always the right one: drawn by lot too, so that nothing could be likelier."""
    assert judged("forskning").calibration is None


def test_where_codes_are_chosen_among_they_are_judged() -> None:
    found = judged("forskning", "pengar").calibration
    assert found is not None
    assert found.noise == 0.5
