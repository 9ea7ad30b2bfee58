"""Codes that look like duplicates, and those that only seem so."""

import pytest

from qualwb.suggest.themes.code_closeness import closeness_of_codes
from qualwb.suggest.themes.coded_material import CodedMaterial, GatheredCode
from qualwb.suggest.themes.merge_proposals import Ground, MergeProposals, propose_merges
from qualwb.suggest.themes.opposites import opposed
from tests.suggest.themes.small_material import MeaningsByTable, material, passage

OTHERS = ("resor", "lokal", "mat", "parkering")


def proposed(of: CodedMaterial, meanings: MeaningsByTable | None = None, **how: object) -> MergeProposals:
    return propose_merges(of, closeness_of_codes(of, meanings), **how)  # type: ignore[arg-type]


def pairs(found: MergeProposals) -> dict[frozenset[str], tuple[Ground, ...]]:
    return {frozenset(one.codes): one.grounds for one in found.proposals}


@pytest.mark.parametrize(
    ("one", "other", "ground"),
    [
        ("otydligt syfte", "syftet otydligt", Ground.NAMES),
        ("otydligt syfte", "luddigt syfte", Ground.NAMES),
        ("vårdplaner", "vårdplan", Ground.NAMES),
        ("samverkansmöten", "samverkansmöte", Ground.SPELLING),
        ("delaktighet", "delaktigthet", Ground.SPELLING),
    ],
)
def test_names_of_the_same_words_synonyms_and_slips(one: str, other: str, ground: Ground) -> None:
    found = pairs(proposed(material([one, other, *OTHERS])))
    assert list(found) == [frozenset({one, other})]
    assert ground in found[frozenset({one, other})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("för lite tid", "gott om tid"),
        ("tydligt syfte", "otydligt syfte"),
        ("visste vad som väntade", "visste inte vad som väntade"),
        ("stöd från chefen", "inget stöd från chefen"),
        ("nöjda deltagare", "missnöjda deltagare"),
        ("brist på tid", "tillgång till tid"),
        ("möten före starten", "möten efter starten"),
    ],
)
def test_opposites_are_held_back(one: str, other: str) -> None:
    assert opposed(one, other) is not None
    assert opposed(other, one) is not None
    assert pairs(proposed(material([one, other, *OTHERS]))) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("otydligt syfte", "luddigt syfte"),
        ("inget stöd", "stöd saknas inte"),
        ("möten över gränserna", "möten i teamet"),
        ("hann inte", "kunde inte"),
    ],
)
def test_what_is_no_opposite(one: str, other: str) -> None:
    assert opposed(one, other) is None


def test_what_is_held_back_is_told() -> None:
    found = proposed(material(["tydligt syfte", "otydligt syfte", *OTHERS]))
    assert [set(pair) for pair in found.held_back] == [{"tydligt syfte", "otydligt syfte"}]


def test_nearly_all_passages_the_same_is_a_ground_whatever_the_names() -> None:
    """Four of the five passages bear both; of the other pair two of four."""
    of = material(
        ["prat", "ledning", *OTHERS],
        *(passage(f"ord{n}", "prat, ledning", 1000 * n) for n in range(4)),
        passage("ordet", "prat", 5000),
        *(passage(f"sak{n}", "mat, lokal", 1000 * n, source="Grupp 2") for n in range(2)),
        *(passage(f"sak{n}", code, 1000 * n, source="Grupp 3") for n, code in enumerate(["mat", "lokal"])),
    )
    found = proposed(of)
    assert pairs(found) == {frozenset({"prat", "ledning"}): (Ground.PASSAGES,)}
    (one,) = found.proposals
    assert (one.codes, one.passages, one.both) == (("prat", "ledning"), (5, 4), 4)
    assert "4 of 5 passages bear both" in one.reason
    assert one.differs == (("prat",), ("ledning",))


def test_one_passage_with_both_is_no_ground() -> None:
    assert pairs(proposed(material(["prat", "ledning", *OTHERS], passage("ord", "prat, ledning", 0)))) == {}


def test_passages_of_two_coders_on_one_place_are_one() -> None:
    of = material(
        ["prat", "ledning", *OTHERS],
        passage("ordet är", "prat", 0, end=20),
        passage("det är", "ledning", 5, end=25),
    )
    (one,) = [one for one in proposed(of, top=99).proposals if set(one.codes) == {"prat", "ledning"}]
    assert (one.passages, one.both) == ((1, 1), 1)


def test_meaning_finds_what_shares_no_word() -> None:
    """Ten codes that differ, and two of one meaning in names and passages."""
    names = ["tidsbrist", "ont om timmar", *(f"sak {n}" for n in range(10))]
    table: dict[str, list[float]] = {}
    for n, name in enumerate(names):
        direction = [0.0] * 11
        direction[max(n - 1, 0)] = 1.0
        table[name] = table[f"texten {n}"] = direction
    of = material(names, *(passage(f"texten {n}", name, 1000 * n) for n, name in enumerate(names)))
    found = proposed(of, MeaningsByTable(table))  # type: ignore[arg-type]
    assert pairs(found) == {frozenset({"tidsbrist", "ont om timmar"}): (Ground.MEANING,)}
    (one,) = found.proposals
    assert {text.text for text in one.examples} == {"texten 0", "texten 1"}
    assert one.meaning == (65 / 66, 65 / 66)
    assert "the passages than 98 % of all pairs of codes, the names than 98 %" in one.reason


def test_what_differs_is_told_where_words_are_shared_and_not_when_it_is_the_whole_names() -> None:
    of = material(
        ["prat", "ledning", *OTHERS], *(passage(f"ord{n}", "prat, ledning", 1000 * n) for n in range(4))
    )
    (one,) = proposed(of).proposals
    assert "differs" not in one.reason
    (one,) = proposed(material(["otydligt syfte", "luddigt syfte", *OTHERS])).proposals
    assert "differs: luddigt / otydligt" in one.reason


def test_codes_under_different_codes_of_the_codebook_are_told() -> None:
    codes = [GatheredCode("otydligt syfte", parent="resor"), GatheredCode("luddigt syfte", parent="mat")]
    (one,) = proposed(material([*codes, *OTHERS])).proposals
    assert one.above == ("mat", "resor")
    assert "under 'mat' and under 'resor'" in one.reason
    codes = [GatheredCode(code.name, parent="resor") for code in codes]
    (one,) = proposed(material([*codes, *OTHERS])).proposals
    assert one.above is None


def test_a_code_and_one_beneath_it_are_not_proposed() -> None:
    codes = [GatheredCode("syfte oklart"), GatheredCode("oklart syfte", parent="syfte oklart")]
    assert pairs(proposed(material([*codes, *OTHERS]))) == {}


def test_what_was_refused_is_not_proposed_again() -> None:
    of = material(["otydligt syfte", "luddigt syfte", *OTHERS])
    (one,) = proposed(of).proposals
    again = proposed(of, refused={one.key})
    assert (again.proposals, again.refused) == ((), 1)


def test_so_many_may_be_asked_for_and_the_strong_come_first() -> None:
    of = material(["otydligt syfte", "luddigt syfte", *OTHERS])
    found = proposed(of, top=3)
    assert [bool(one.grounds) for one in found.proposals] == [True, False, False]
