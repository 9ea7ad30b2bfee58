from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.compounds import parts

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data" / "compounds.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("half", "exact", "head"),
    [("development", 0.92, 0.96), ("held out", 0.9, 0.92)],
    ids=["development", "held out"],
)
def test_gold_compounds(half, exact, head):
    """Odd rows were looked at while the splitter was made; even rows were not."""
    rows = ROWS[0::2] if half == "development" else ROWS[1::2]
    gold = {word: tuple(spelt.split("+")) for word, spelt in rows if spelt != "-"}
    right = sum(parts(word) == expected for word, expected in gold.items())
    heads = sum(len(parts(word)) > 1 and parts(word)[-1] == expected[-1] for word, expected in gold.items())
    simple = [word for word, spelt in rows if spelt == "-"]
    assert len(gold) > 100
    assert len(simple) > 40
    assert right / len(gold) >= exact
    assert heads / len(gold) >= head
    assert sum(len(parts(word)) > 1 for word in simple) <= 2


def test_parts_of_parts():
    assert parts("missbruksvården") == ("missbruk", "vård")
    assert parts("socialtjänstlagens") == ("social", "tjänst", "lag")
    assert parts("vård-och-omsorgsplan")[-1] == "plan"
    assert parts("Ansvar") == ("ansvar",)
    assert parts("") == ("",)


@given(st.text(max_size=70))
def test_any_text_has_parts(word):
    assert isinstance(parts(word), tuple)
