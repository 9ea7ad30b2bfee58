"""What is claimed of a theme's spread, held against the codings."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from qualwb.analysis.claims import ClaimedSpread, claimed_groups
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.selection import Selection
from qualwb.analysis.themes import theme_list
from tests.analysis.building import Builder
from tests.projects import new_project


@pytest.mark.parametrize(
    ("claim", "allowed"),
    [
        ("alla grupper", (5, 5)),
        ("Samtliga grupper.", (5, 5)),
        ("Återkommer i alla fem grupperna, med olika styrka", (5, 5)),
        ("alla 5 fokusgrupper", (5, 5)),
        ("alla grupper i studien", (5, 5)),
        ("alla", (5, 5)),
        ("varje grupp", (5, 5)),
        ("all groups", (5, 5)),
        ("all of the five focus groups", (5, 5)),
        ("every group", (5, 5)),
        ("inte i alla grupper", (0, 4)),
        ("not all groups", (0, 4)),
        ("nästan alla grupper", (3, 5)),
        ("de flesta grupper", (3, 5)),
        ("I de flesta av grupperna", (3, 5)),
        ("majoriteten av grupperna", (3, 5)),
        ("mer än hälften av grupperna", (3, 5)),
        ("most of the groups", (3, 5)),
        ("more than half of the groups", (3, 5)),
        ("flera grupper", (2, 5)),
        ("more than one group", (2, 5)),
        ("några grupper", (1, 5)),
        ("3 av 5 grupper", (3, 3)),
        ("tre av de fem grupperna", (3, 3)),
        ("minst 3 av 5 grupper", (3, 5)),
        ("fler än två grupper", (3, 5)),
        ("högst två grupper", (0, 2)),
        ("3/5", (3, 3)),
        ("two of the groups", (2, 2)),
        ("en grupp", (1, 1)),
        ("Bara i en grupp.", (1, 1)),
        ("only one group", (1, 1)),
        ("ingen grupp", (0, 0)),
    ],
)
def test_what_a_claim_says_of_groups(claim: str, allowed: tuple[int, int]) -> None:
    assert claimed_groups(claim, 5) == allowed


@pytest.mark.parametrize(
    "claim",
    [
        "",
        "alla deltagare",
        "3 av 5 deltagare",
        "hälften av grupperna",
        "alla grupper utom Grupp 2",
        "all groups except one",
        "alla grupper som hade en läkare",
        "alla grupper inom landstinget",
        "alla tre grupper",
        "3 av 4 grupper",
        "7 grupper",
        "inte de flesta grupper",
        "en grupp deltagare var emot",
        "alla grupper nämner det, tre grupper utvecklar det",
        "ungefär tre grupper",
        "Grupp 2",
        "gruppen blev tryggare",
    ],
)
def test_a_claim_that_can_not_be_told_is_not_judged(claim: str) -> None:
    assert claimed_groups(claim, 5) is None
    assert ClaimedSpread(claim, 0, 5).holds is None


@pytest.fixture
def claimed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Three groups: a theme claimed of all stands in two, one in all; one is not claimed of anything."""
    with new_project(tmp_path_factory.mktemp("claims") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            for n in (1, 2, 3):
                made.source(f"s{n}", f"G{n}", [("Åsa", "Ett och två."), ("Bo", "Tre.")])
            made.theme("Över", claim="alla grupper")
            made.theme("A", ["a"], "Över", claim="alla grupper")
            made.theme("B", ["b"], claim="samtliga grupper")
            made.theme("C", ["c"])
            for n in (1, 2):
                made.coding(f"s{n}", "Ett", "a")
            for n in (1, 2, 3):
                made.coding(f"s{n}", "Tre.", "b", cited=n == 1)
        with project.reading() as connection:
            yield connection


def test_themes_and_matrix_tell_claims_that_the_codings_do_not_bear_out(claimed: Connection) -> None:
    assert {row.name: row.claim_holds for row in theme_list(claimed)} == {
        "Över": False,
        "A": False,
        "B": True,
        "C": None,
    }
    matrix = theme_matrix(claimed, columns="sources")
    assert [row.name for row in matrix.rows if row.is_overclaimed] == ["Över", "A"]
    assert (
        "(!) claim not borne out by the codings: Över (alla grupper; coded in 2 of 3 groups); "
        "A (alla grupper; coded in 2 of 3 groups)"
    ) in matrix.doubts
    assert not any(row.is_overclaimed for row in theme_matrix(claimed, "codes").rows)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(cited=True),
        Selection(groups=("G1", "G3")),
        Selection(coders=("ann",)),
        Selection(text="ett"),
    ],
)
def test_a_part_of_the_material_bears_no_claim_out(claimed: Connection, selection: Selection) -> None:
    assert [row.claim_holds for row in theme_list(claimed, selection)] == [None] * 4


def test_nothing_is_judged_before_anything_is_coded(tmp_path_factory: pytest.TempPathFactory) -> None:
    with new_project(tmp_path_factory.mktemp("uncoded") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source("s1", "G1", [("Åsa", "Ett.")])
            made.theme("A", ["a"], claim="alla grupper")
        with project.reading() as connection:
            (row,) = theme_list(connection)
    assert row.claim_holds is None


@pytest.mark.parametrize(
    "claim",
    [
        "Båda grupperna, mest i Söder.",
        "alla grupper, särskilt grupp 2",
        "all groups, mostly the second",
        "Främst i två grupper",
    ],
)
def test_what_is_said_of_one_group_above_others_is_left_to_the_reader(claim: str) -> None:
    assert claimed_groups(claim, 2) is None
