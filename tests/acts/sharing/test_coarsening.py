"""Rules that make attributes coarser."""

import pytest

from qualwb.acts.sharing.coarsening import rule_of
from qualwb.errors import QualwbError

pytestmark = pytest.mark.file_only


@pytest.mark.parametrize(
    ("rule", "value", "coarser"),
    [
        ("ålder: 18-29=ung, 30-49=mitt, 50-=äldre", "29", "ung"),
        ("ålder: 18-29=ung, 30-49=mitt, 50-=äldre", "30 år", "mitt"),
        ("ålder: 18–29=ung, 30-49=mitt, 50-=äldre", "88", "äldre"),
        ("ålder: 18-29=ung, 30-49=mitt, 50-=äldre", "17", None),
        ("ålder: 18-29=ung, 30-49=mitt, 50-=äldre", "okänd", None),
        ("yrke: Barnmorska=vård, lärare=skola", "barnmorska", "vård"),
        ("yrke: barnmorska=vård, *=annat", "präst", "annat"),
        ("yrke: barnmorska=vård, *=*", "präst", "präst"),
        ("yrke: barnmorska=vård", "präst", None),
        ("yrke=-", "präst", None),
    ],
)
def test_a_value_becomes_coarser(rule: str, value: str, coarser: str | None) -> None:
    assert rule_of(rule).coarser(value) == coarser


@pytest.mark.parametrize(
    ("rule", "value", "coarser"),
    [
        ("ålder=10", "41", "40–49"),
        ("ålder=10", "41 år", "40–49"),
        ("ålder=10", "i fyrtioårsåldern", None),
        ("kommun=län", "Eksjö", "Jönköpings län"),
        ("Kommun=county", "Ingenstans", None),
    ],
)
def test_a_number_becomes_a_band_and_a_place_its_county(rule: str, value: str, coarser: str | None) -> None:
    assert rule_of(rule).coarser(value) == coarser


@pytest.mark.parametrize("rule", ["", "ålder", "ålder=", "=10", "ålder=1", "ålder=tio", "yrke: a=b, c"])
def test_what_is_no_rule_is_said(rule: str) -> None:
    with pytest.raises(QualwbError, match="is no rule for an attribute"):
        rule_of(rule)
