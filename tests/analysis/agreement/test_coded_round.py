"""Which codings are held against each other: the round, the coders, and the sources that both coded."""

import pytest

from qualwb.analysis.agreement.coded_round import CodedRound, load_round
from qualwb.analysis.agreement.compared import choose_compared, compared_at_work
from qualwb.errors import QualwbError
from qualwb.model import FinishedCoding, Round
from qualwb.store.errors import NotFound
from qualwb.store.open_project import ensure_coder, ensure_round
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import MOMENT, Builder


def build(project: ProjectFile) -> None:
    """Consensus before a first round of two coders; of three sources one is coded by both."""
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        for name in ("s1", "s2", "s3"):
            made.source(
                name, "Grupp", [("D1", "Vi visste inte vad det var till för."), ("D2", "Nej, ingen.")]
            )
        for source in ("s1", "s2", "s3"):
            made.coding(source, "visste inte", "oklart", coder="Ann & Bo", round="konsensus")
        for source in ("s1", "s2"):
            made.coding(source, " Vi visste inte "[1:], "oklart", coder="Ann", round="första")
        made.coding("s1", "visste inte", "oklart", coder="Bo", round="första")
        made.coding("s3", "visste inte", "oklart", coder="Bo", round="första")
        made.coding("s1", "ingen", "oklart", coder="Bo", round="första", orphaned=True)
        made.coding("s1", "ingen", "alla", coder="Cia", round="andra")
        made.coding("s1", "ingen", "alla", coder="Ann", round="andra")


def loaded(project: ProjectFile, *coders: str, round_: str = "") -> CodedRound:
    with project.reading() as connection:
        chosen = choose_compared(connection, coders, round_)
        return load_round(connection, (chosen.round_key, chosen.round), chosen.coders)


def test_the_first_round_of_two_coders_is_compared_and_consensus_is_left_out(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        chosen = choose_compared(connection)
    assert (chosen.round, tuple(chosen.coders.values())) == ("första", ("Ann", "Bo"))
    assert "första" in chosen.notes[0]
    assert "Ann, Bo" in chosen.notes[1]


@pytest.mark.parametrize(
    ("at_work", "chosen", "coders"),
    [
        ("andra", "andra", ("Ann", "Cia")),
        ("Andra", "andra", ("Ann", "Cia")),
        ("konsensus", "första", ("Ann", "Bo")),
        ("tom", "första", ("Ann", "Bo")),
        ("okänd", "första", ("Ann", "Bo")),
        ("dold", "första", ("Ann", "Bo")),
    ],
)
def test_the_round_at_work_is_compared_before_others(
    project: ProjectFile, at_work: str, chosen: str, coders: tuple[str, ...]
) -> None:
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        made.source("s1", "Grupp", [("D1", "Nej, ingen.")])
        for name in ("första", "konsensus", "dold"):
            for coder in ("Ann", "Bo"):
                made.coding("s1", "ingen", "oklart", coder=coder, round=name)
        for coder in ("Ann", "Cia"):
            made.coding("s1", "ingen", "alla", coder=coder, round="andra")
        ensure_round(act, "tom")
        act.update(Round, ensure_round(act, "dold"), blind=True)
    with project.reading() as connection:
        found = compared_at_work(connection, at_work)
    assert (found.round, tuple(found.coders.values())) == (chosen, coders)


def test_a_source_that_one_coder_never_coded_is_missing(project: ProjectFile) -> None:
    build(project)
    found = loaded(project)
    (source,) = found.sources
    assert source.name == "s1"
    ann, bo = found.coders
    assert found.left_out == {"s2": (ann,), "s3": (bo,)}
    (of_ann,), (of_bo,) = (source.by_coder[key].values() for key in (ann, bo))
    assert [source.text[unit.start : unit.end] for unit in (*of_ann, *of_bo)] == [
        "Vi visste inte",
        "visste inte",
    ]


def test_a_source_finished_without_a_code_was_judged_to_need_none(project: ProjectFile) -> None:
    build(project)
    with project.act("test.finish", coder="ann") as act:
        bo, first = ensure_coder(act, "Bo"), ensure_round(act, "första")
        act.insert(FinishedCoding, source_id=2, coder_id=bo, round_id=first, finished_at=MOMENT)
    found = loaded(project)
    assert [source.name for source in found.sources] == ["s1", "s2"]
    assert found.sources[1].by_coder[bo] == {}


def test_named_coders_stand_in_the_order_asked_for(project: ProjectFile) -> None:
    build(project)
    found = loaded(project, "cia", "Ann")
    assert (found.round, tuple(found.coders.values())) == ("andra", ("Cia", "Ann"))


def test_a_pair_of_three_coders_has_the_sources_that_both_coded(project: ProjectFile) -> None:
    build(project)
    found = loaded(project, "Ann", "Bo", "Cia", round_="första")
    ann, bo, cia = found.coders
    assert [source.name for source in found.of_pair(bo, ann).sources] == ["s1"]
    assert tuple(found.of_pair(bo, ann).coders.values()) == ("Bo", "Ann")
    assert found.of_pair(ann, cia).sources == ()
    assert found.of_pair(ann, cia).left_out == {"s1": (ann,), "s2": (ann,), "s3": ()}


def test_what_can_not_be_compared_is_said(project: ProjectFile) -> None:
    with project.reading() as connection, pytest.raises(QualwbError, match="two"):
        choose_compared(connection)
    build(project)
    for coders, round_, error in (
        (("Ann",), "", QualwbError),
        (("Ann", "ann"), "", QualwbError),
        (("Ann", "Doris"), "", NotFound),
        (("Bo", "Cia"), "", QualwbError),
        ((), "konsensus", QualwbError),
        ((), "tredje", NotFound),
    ):
        with project.reading() as connection, pytest.raises(error):
            choose_compared(connection, coders, round_)
