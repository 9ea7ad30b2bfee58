"""Where coders disagree: each kind once, what it costs, which codes are taken for which."""

import pytest

from qualwb.analysis.agreement.coded_round import load_round
from qualwb.analysis.agreement.compared import Compared, choose_compared
from qualwb.analysis.agreement.confusion import confusion
from qualwb.analysis.agreement.cost import cost_of_a_character
from qualwb.analysis.agreement.disagreements import Disagreements, agreed_codings, disagreements
from qualwb.analysis.agreement.unitizing import Binary, binary_alpha
from qualwb.errors import QualwbError
from qualwb.exchange.tables.disagreements import disagreements_table
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TALK = [
    ("D1", "Vi visste inte vad det var till för."),
    ("D2", "Nej, ingen av oss visste det."),
    ("D1", "Men mötena var bra."),
    ("D2", "Chefen var aldrig där."),
]
OKLART = 1
"""The key of the code that is made first."""


def build(project: ProjectFile) -> None:
    """One pair alike, one with another border, one with another code, one missed by each coder."""
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        made.source("s1", "Grupp", TALK)
        for coder in ("Ann", "Bo"):
            made.coding("s1", "Vi visste inte", "oklart", coder=coder, round="första")
        made.coding("s1", "ingen av oss visste", "oklart", coder="Ann", round="första")
        made.coding("s1", "av oss visste det", "oklart", coder="Bo", round="första")
        made.coding("s1", "mötena var bra", "nytta", coder="Ann", round="första")
        made.coding("s1", "mötena var bra.", "möten", coder="Bo", round="första")
        made.coding("s1", "Chefen", "chef", coder="Ann", round="första")
        made.coding("s1", "aldrig där", "frånvaro", coder="Bo", round="första")


def found(project: ProjectFile, *coders: str) -> Disagreements:
    with project.reading() as connection:
        return disagreements(connection, choose_compared(connection, coders))


def test_each_kind_of_disagreement_is_told_with_what_each_coder_has(project: ProjectFile) -> None:
    build(project)
    result = found(project)
    told = {
        (one.kind.value, one.quote, *(side.code for side in one.sides), one.characters)
        for one in result.found
    }
    assert told == {
        ("border", "ingen av oss visste det", "oklart", "oklart", 10),
        ("other code", "mötena var bra.", "nytta", "möten", 29),
        ("missed", "Chefen", "chef", None, 6),
        ("missed", "aldrig där", None, "frånvaro", 10),
    }
    assert (result.agreed, result.decided) == (1, 0)
    assert set(result.rules) == {"oklart", "nytta", "möten", "chef", "frånvaro"}


def test_what_several_coders_missed_is_one_and_says_who(project: ProjectFile) -> None:
    """Three coders, of whom two lack a passage: one disagreement, though there are two pairs on it."""
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        made.source("s1", "Grupp", TALK)
        for coder in ("Ann", "Bo", "Cia"):
            made.coding("s1", "Vi visste inte", "oklart", coder=coder)
        made.coding("s1", "Chefen", "chef", coder="Bo")
        made.coding("s1", "aldrig där", "chef", coder="Ann")
        made.coding("s1", "aldrig där", "chef", coder="Bo")
    three = found(project)
    assert {(one.quote, one.missed_too) for one in three.found} == {("Chefen", ("Cia",)), ("aldrig där", ())}
    pairs = [found(project, *two).found for two in (("Ann", "Bo"), ("Ann", "Cia"), ("Bo", "Cia"))]
    table = disagreements_table(three, three.found)
    sides = {str(cell) for row in table.rows for cell in row[4:6]}
    assert {"Ann, Cia: (nothing)", "Bo: chef"} <= sides
    assert f"two by two there are {sum(map(len, pairs))}." in table.notes[1]


def test_it_is_the_same_when_the_coders_change_places(project: ProjectFile) -> None:
    build(project)
    one, other = found(project, "Ann", "Bo"), found(project, "Bo", "Ann")
    assert {(d.id, d.kind, d.cost) for d in one.found} == {(d.id, d.kind, d.cost) for d in other.found}
    assert [d.sides for d in sorted(one.found, key=lambda d: d.id)] == [
        d.sides[::-1] for d in sorted(other.found, key=lambda d: d.id)
    ]


def test_a_cost_is_what_the_alpha_of_the_code_would_gain(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        compared = choose_compared(connection)
        coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    costs = cost_of_a_character(coded)
    (border,) = (one for one in found(project).found if one.kind == "border")
    units = [unit for of_coder in coded.sources[0].by_coder.values() for unit in of_coder[OKLART]]
    lengths = [unit.length for unit in units]
    apart, coded_so = border.characters, sum(lengths)
    whole = Binary(
        2 * coded.sources[0].length, coded_so, coded_so - apart, sum(length**2 for length in lengths)
    )
    same = whole._replace(both=coded_so)
    alpha, equal = binary_alpha(whole), binary_alpha(same)
    assert alpha is not None
    assert equal == 1
    assert border.cost == pytest.approx((equal - alpha) / len(costs))


def test_of_three_coders_what_two_of_them_miss_comes_once(project: ProjectFile) -> None:
    build(project)
    with project.act("test.more", coder="ann") as act:
        made = Builder(act)
        made.sources, made.texts = {"s1": 1}, {"s1": "\n".join(words for _who, words in TALK)}
        made.codes = {"oklart": OKLART}
        made.coding("s1", "Vi visste inte", "oklart", coder="Cia", round="första")
    result = found(project, "Ann", "Bo", "Cia")
    missed = [one for one in result.found if one.quote == "Chefen"]
    assert len(missed) == 1
    ids = [one.id for one in result.found]
    assert len(ids) == len(set(ids))


def test_what_all_have_alike_is_taken_once(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        alike = agreed_codings(connection, choose_compared(connection))
    assert list(alike.values()) == [("oklart", "Vi visste inte")]


def test_codes_taken_for_others_are_counted_in_units(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        result = confusion(connection, choose_compared(connection))
    assert result.coders == ("Ann", "Bo")
    assert result.counts == {
        ("oklart", "oklart"): 2,
        ("nytta", "möten"): 1,
        ("chef", None): 1,
        (None, "frånvaro"): 1,
    }
    assert [result.apart(code) for code in ("oklart", "nytta", "möten", "chef")] == [0, 1, 1, 0]


def test_confusion_is_between_two_coders(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        two = choose_compared(connection)
        three = Compared(two.round_key, two.round, {**two.coders, 9: "Cia"}, ())
        with pytest.raises(QualwbError, match="two coders"):
            confusion(connection, three)
