"""A portable project becomes part of a project: whole, once, and with what can't stand refused."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from qualwb import model
from qualwb.acts import codes, codings
from qualwb.acts.demo import make_demo
from qualwb.acts.merging.history import read_history
from qualwb.acts.merging.state import read_state
from qualwb.acts.passages import passage_quoted
from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, plan_receiving, receive
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.coder_agreement import coder_agreement
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.exchange.agreement_words import agreement_notes
from qualwb.portable.guids import as_lower_guid
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, Coder, Coding, Group, Memo, PortableProject, Round, Source, Turn
from qualwb.portable.soundness import sound
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.portable.random_projects import projects
from tests.projects import brief_project, new_project


def _told(project: ProjectFile) -> PortableProject:
    with project.reading() as connection:
        return portable_project(connection)


@settings(max_examples=30)
@given(projects())
def test_an_empty_project_becomes_the_one_that_came(arriving: PortableProject) -> None:
    with brief_project() as project:
        receive(Researcher(project, arriving.coders[0].name), Incoming(arriving, "x"))
        there = _told(project)
        first = {one.uid for one in arriving.rounds}
        rounds = tuple(one for one in there.rounds if one.uid in first)
        coders = tuple(one for one in there.coders if one in arriving.coders)
        assert replace(there, rounds=rounds, coders=coders) == arriving
        lost = [one for one in (*arriving.codings, *arriving.memos) if one.orphaned_from is not None]
        assert [problem.kind for problem in check(project)] == ["orphan"] * len(lost)
        assert not plan_receiving(
            Researcher(project, arriving.coders[0].name), Incoming(arriving, "x")
        ).changes


def test_the_study_becomes_itself(tmp_path: Path) -> None:
    make_demo(tmp_path / "a.qwb")
    with ProjectFile.open(tmp_path / "a.qwb") as study, new_project(tmp_path / "b.qwb") as other:
        told = _told(study)
        received = receive(Researcher(other, "B"), Incoming(told, "a"))
        assert received.conflicts == received.unplaced == ()
        assert _told(other) == told
        assert received.backup is None


def _small(**other: object) -> PortableProject:
    told = PortableProject(
        coders=(Coder("k1", "Åsa"),),
        rounds=(Round("r1", "1"),),
        groups=(Group("g1", "Grupp"),),
        sources=(Source("s1", "Möte", "g1", "Vi var många.", (Turn(0, 13, kind="text"),)),),
        codes=(Code("c1", "tid"), Code("c2", "rum", "c1")),
        codings=(Coding("x1", "s1", 0, 6, "c1", "k1", "r1"),),
    )
    return replace(told, **other)


def test_a_project_that_is_there_gets_a_backup_and_undo_takes_all_of_it_back(project: ProjectFile) -> None:
    researcher = Researcher(project, "B")
    receive(researcher, Incoming(_small(), "first"))
    before = _told(project)
    second = replace(_small(), codings=(Coding("x2", "s1", 7, 12, "c2", "k1", "r1"),))
    received = receive(researcher, Incoming(second, "second"))
    assert received.backup is not None
    assert received.backup.is_file()
    assert [one.uid for one in _told(project).codings] == ["x1", "x2"]
    project.undo(coder="B")
    assert _told(project) == before


def test_who_takes_a_project_in_is_not_who_wrote_it(project: ProjectFile) -> None:
    def written_by() -> str:
        with project.reading() as connection:
            return read_history(connection, read_state(connection)).author(model.Code, "c1", "definition")

    researcher = Researcher(project, "B")
    receive(researcher, Incoming(_small(codes=(Code("c1", "tid", definition="Deras."),)), "first"))
    assert written_by() == ""
    codes.describe(researcher, "tid", definition="Vår.")
    assert written_by() == "B"


def test_agreement_says_that_codings_came_without_the_journal_of_their_codes(project: ProjectFile) -> None:
    both = (
        Coding("x1", "s1", 0, 6, "c1", "k1", "r1"),
        Coding("x2", "s1", 0, 6, "c1", "k2", "r1"),
    )
    arriving = _small(coders=(Coder("k1", "Åsa"), Coder("k2", "Bo")), codings=both)

    def notes() -> str:
        with project.reading() as connection:
            return " ".join(agreement_notes(coder_agreement(connection, AgreementWish(("Bo", "Åsa"), "1"))))

    receive(Researcher(project, "B"), Incoming(arriving, "x"))
    assert "came from a file without its journal" in notes()
    project.undo(coder="B")
    for coder in ("Åsa", "Bo"):
        receive(Researcher(project, "B"), Incoming(replace(arriving, codings=()), "x"))
        with project.reading() as connection:
            passage = passage_quoted(connection, "Möte", "Vi var")
        codings.apply(Researcher(project, coder), passage, ["tid"])
    assert "journal" not in notes()


def test_codes_join_those_of_their_name(project: ProjectFile) -> None:
    researcher = Researcher(project, "B")
    receive(researcher, Incoming(_small(), "first"))
    other = replace(_small(), codes=(Code("z", "TID"),), codings=(Coding("y", "s1", 7, 12, "z", "k1", "r1"),))
    receive(researcher, Incoming(other, "second"))
    told = _told(project)
    assert [one.name for one in told.codes] == ["tid", "rum"]
    assert {one.code for one in told.codings} == {"c1"}


def test_a_memo_that_was_hung_on_another_thing_keeps_its_place_there(project: ProjectFile) -> None:
    codes = (Code("c1", "tiden som gick åt till resorna " * 3),)
    on_code = Memo("m1", "Varför?", "k1", "code", "c1")
    on_passage = Memo("m1", "Varför?", "k1", "source", "s1", 0, 6, "Vi var")
    researcher = Researcher(project, "B")
    for memo in (on_code, on_passage, on_code):
        receive(researcher, Incoming(_small(codes=codes, memos=(memo,)), "x"))
        (kept,) = _told(project).memos
        assert (kept.on, kept.start, kept.quote) in {("code", None, ""), ("source", 0, "Vi var")}
        assert check(project) == []


def test_what_can_hold_on_to_nothing_is_refused_and_said() -> None:
    lost = (
        Coding("x1", "s1", 0, 6, "c1", "k1", "r1"),
        Coding("x2", "s1", 0, 14, "c1", "k1", "r1"),
        Coding("x3", "s1", 6, 6, "c1", "k1", "r1"),
        Coding("x4", "s9", 0, 6, "c1", "k1", "r1"),
        Coding("x1", "s1", 1, 6, "c1", "k1", "r1"),
        Coding("x5", "s1", 0, 6, "c1", "k1", "r1"),
    )
    ledger = Ledger()
    kept = sound(_small(codings=lost), ledger)
    assert [one.uid for one in kept.codings] == [as_lower_guid("x1")]
    assert [one.kind for one in ledger.refused] == ["coding"] * 5


def test_of_two_equal_names_the_second_says_what_it_lies_beneath() -> None:
    ledger = Ledger()
    codes = (Code("a", "Tid"), Code("b", "Rum"), Code("c", "tid", "b"), Code("d", "  \n"))
    kept = sound(_small(codes=codes, codings=()), ledger)
    assert [one.name for one in kept.codes] == ["Tid", "Rum", "tid (Rum)", "Unnamed"]
    assert [one.what for one in ledger.changed] == ["tid", ""]


def test_codes_beneath_themselves_or_nothing_lie_at_the_top() -> None:
    ledger = Ledger()
    codes = (Code("a", "A", "b"), Code("b", "B", "a"), Code("c", "C", "nowhere"))
    kept = sound(_small(codes=codes, codings=()), ledger)
    assert [one.parent for one in kept.codes] == [None, as_lower_guid("a"), None]
    assert {one.what for one in ledger.changed} == {"A", "C"}


def test_a_chain_of_codes_is_cut_where_it_is_too_deep() -> None:
    codes = tuple(Code(f"{n}", f"k{n}", f"{n - 1}" if n else None) for n in range(1000))
    kept = sound(_small(codes=codes, codings=()), Ledger())
    assert sum(one.parent is None for one in kept.codes) == 10


def test_what_needs_a_source_or_a_coder_and_names_none_is_refused() -> None:
    ledger = Ledger()
    nameless = Coding("x9", "s1", 0, 6, "c1", None, "r1")  # type: ignore[arg-type]
    assert sound(_small(codings=(nameless,)), ledger).codings == ()
    assert [one.kind for one in ledger.refused] == ["coding"]
