"""Small cells among participants' attributes, by the definition of k-anonymity (Sweeney 2002)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts import people
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing.k_anonymity import Cell, anonymity, small_cells_of

pytestmark = pytest.mark.file_only

# Eleven people as in Sweeney's table of race, birth, gender and ZIP made coarse to k = 2; the last breaks it.
ROWS = [
    *[("svart", "1965", "m", "0214*")] * 2,
    *[("svart", "1965", "k", "0213*")] * 2,
    *[("svart", "1964", "k", "0213*")] * 2,
    *[("vit", "1964", "m", "0213*")] * 2,
    *[("vit", "1967", "m", "0213*")] * 3,
]
NAMES = ("grupp", "född", "kön", "postnummer")
TABLE = [dict(zip(NAMES, row, strict=True)) for row in ROWS]


def test_a_table_is_as_anonymous_as_its_smallest_cell() -> None:
    found = small_cells_of(TABLE, 2)
    assert (found.k, found.people, found.is_kept) == (2, 11, True)
    broken = small_cells_of([*TABLE, dict(zip(NAMES, ("vit", "1964", "k", "0213*"), strict=True))], 2)
    assert broken.k == 1
    assert broken.values == ()
    assert broken.combinations == (
        Cell((("grupp", "vit"), ("född", "1964"), ("kön", "k"), ("postnummer", "0213*")), 1),
    )
    assert broken.left_without == {"grupp": 0, "född": 1, "kön": 0, "postnummer": 1}


def test_a_single_value_of_few_is_told_by_itself() -> None:
    found = small_cells_of([*[{"yrke": "kurator"}] * 5, {"yrke": "präst"}], 5)
    assert found.values == (Cell((("yrke", "präst"),), 1),)
    assert found.combinations == ()
    assert found.k == 1


def test_people_of_whom_nothing_is_known_are_in_no_cell() -> None:
    assert small_cells_of([{}, {"yrke": ""}, {}], 5).is_kept
    assert small_cells_of([], 5).k is None


def test_what_is_not_known_is_a_value_of_its_own() -> None:
    people_ = [*[{"yrke": "kurator", "kön": "k"}] * 5, {"yrke": "kurator"}]
    found = small_cells_of(people_, 5)
    assert found.values == ()
    assert found.combinations == (Cell((("yrke", "kurator"), ("kön", "")), 1),)


def test_moderators_are_left_out(material: Researcher) -> None:
    people.describe_participant(material, "Grupp 1", "Moderator", yrke="forskare")
    people.describe_participant(material, "Grupp 1", "Åsa", yrke="kurator")
    with material.project.reading() as connection:
        found = anonymity(connection, 2)
    assert (found.people, [cell.values for cell in found.values]) == (2, [(("yrke", "kurator"),)])


@given(
    st.lists(st.fixed_dictionaries({"a": st.sampled_from("xy"), "b": st.sampled_from("uvw")})),
    st.integers(1, 4),
)
def test_no_cell_is_smaller_than_said(people_: list[dict[str, str]], least: int) -> None:
    found = small_cells_of(people_, least)
    sizes = [sum(one == {"a": a, "b": b} for one in people_) for a, b in product("xy", "uvw")]
    assert found.k == min((n for n in sizes if n), default=None)
    assert len(found.combinations) == sum(0 < n < least for n in sizes)
