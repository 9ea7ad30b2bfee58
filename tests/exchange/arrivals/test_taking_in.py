"""All that a file held is told of: stored, here already, or refused with a reason."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from qualwb.acts.arriving_text import paragraphs_as_turns
from qualwb.acts.portable_state import portable_project
from qualwb.acts.researcher import Researcher
from qualwb.exchange.arrivals.codebook_arrivals import take_in_codebook
from qualwb.exchange.arrivals.taking_in import take_in
from qualwb.exchange.reconciliation import KindCount, Reconciliation, grouped
from qualwb.exchange.tables.arrivals import (
    arrival_in_words,
    arrivals_table,
    findings_table,
    speakers_in_words,
)
from qualwb.portable.arrival import Arrival
from qualwb.portable.ledger import Ledger, Refusal
from qualwb.portable.records import Code, Coder, Coding, Group, PortableProject, Round, Source
from qualwb.portable.soundness import count, sound
from qualwb.store.project_file import ProjectFile
from tests.portable.random_projects import projects
from tests.projects import brief_project, new_project

TALK = "Anna: Hej du.\nBo: Hej hej.\nAnna: Hur är det?\nBo: Jo, bra.\nAnna: Fint.\nBo: Ja."


def arrived(project: PortableProject) -> Arrival:
    """The project as a reader ends with it."""
    ledger = Ledger()
    count(project, ledger)
    return Arrival(sound(project, ledger), ledger, "prov", "Prov 1.0")


def small(**other: object) -> PortableProject:
    project = PortableProject(
        coders=(Coder("k1", "Åsa"),),
        rounds=(Round("r1", "1"),),
        groups=(Group("g1", "Grupp"),),
        sources=(Source("s1", "Möte", "g1", TALK, paragraphs_as_turns(TALK)),),
        codes=(Code("c1", "tid"), Code("c2", "Tid")),
        codings=(
            Coding("x1", "s1", 6, 9, "c1", "k1", "r1"),
            Coding("x2", "s1", 0, 5, "c1", "k1", "r1"),
            Coding("x3", "s1", 0, 1000, "c1", "k1", "r1"),
            Coding("x4", "s1", 9, 1000, "c1", "k1", "r1"),
        ),
    )
    return replace(project, **other)


def counts(result: Reconciliation) -> dict[str, KindCount]:
    assert all(one.unaccounted == 0 for one in result.counts)
    return {one.kind: one for one in result.counts}


@settings(max_examples=25)
@given(projects())
def test_what_was_found_is_new_or_here_or_refused(arriving: PortableProject) -> None:
    with brief_project() as project:
        researcher = Researcher(project, "B")
        take_in(researcher, Path("b.qdpx"), arrived(small()))
        planned = take_in(researcher, Path("a.qdpx"), arrived(arriving), dry_run=True)
        done = take_in(researcher, Path("a.qdpx"), arrived(arriving))
        assert counts(planned) == counts(done)
        again = take_in(researcher, Path("a.qdpx"), arrived(arriving))
        assert all(one.new == 0 for one in counts(again).values())
        assert not again.changes


def test_numbers_reasons_and_changed_names(project: ProjectFile) -> None:
    result = take_in(Researcher(project, "B"), Path("a.qdpx"), arrived(small()))
    assert counts(result)["coding"] == KindCount("coding", 4, 2, 0, 2)
    assert counts(result)["code"] == KindCount("code", 2, 2, 0, 0)
    assert result.is_lossy
    assert [(one.kind, one.number) for one in grouped(result.refused)] == [("coding", 2)]
    said = arrival_in_words(result)
    assert said == [
        "not taken: coding (2) Möte 0-1000, Möte 9-1000: the text has 77 characters",
        "taken otherwise: code Tid: taken as 'Tid 2'",
    ]


def test_the_long_table_has_every_refusal_and_adds_up(project: ProjectFile) -> None:
    result = take_in(Researcher(project, "B"), Path("a.qdpx"), arrived(small()))
    rows = [row for row in findings_table([result]).rows if row[1] == "coding"]
    numbers = {became: sum(row[5] for row in rows if row[2] == became) for became in {row[2] for row in rows}}
    assert numbers == {"found": 4, "new": 2, "refused": 2}
    assert {row[3] for row in rows if row[2] == "refused"} == {"Möte 0-1000", "Möte 9-1000"}


def test_several_files_are_told_apart(project: ProjectFile) -> None:
    researcher = Researcher(project, "B")
    results = [take_in(researcher, Path(f"{name}.qdpx"), arrived(small())) for name in "ab"]
    table = arrivals_table(results)
    assert {row[0] for row in table.rows} == {"a.qdpx", "b.qdpx"}
    assert [one["format"] for one in table.as_data()] == ["prov", "prov"]


def test_speakers_are_offered_and_found_only_on_a_wish(project: ProjectFile) -> None:
    researcher, arrival = Researcher(project, "B"), arrived(small())
    offered = take_in(researcher, Path("a.qdpx"), arrival, dry_run=True)
    assert speakers_in_words(offered.speakers) == "1 source seems to name its speakers (Anna, Bo)"
    found = take_in(researcher, Path("a.qdpx"), arrival, find_speakers=True)
    assert found.speakers == ()
    assert counts(found)["participant"] == KindCount("participant", 2, 2, 0, 0)
    assert counts(found)["coding"] == KindCount("coding", 4, 1, 0, 3)
    with project.reading() as connection:
        told = portable_project(connection)
    assert told.sources[0].text.startswith("Hej du.\nHej hej.")
    assert [told.sources[0].text[one.start : one.end] for one in told.codings] == ["Hej"]


def test_what_projects_do_not_have_is_taken_as_something_else_or_refused(project: ProjectFile) -> None:
    arrival = arrived(small())
    arrival.ledger.found.update({"set": 3})
    arrival.ledger.refuse("set", "Dokument", "den samlar inga koder")
    result = take_in(Researcher(project, "B"), Path("a.qdpx"), arrival)
    assert counts(result)["set"] == KindCount("set", 3, 0, 0, 1, otherwise=2)
    assert counts(result)["coder"] == KindCount("coder", 1, 1, 0, 0)
    assert ("set", 3, 0, 0, 2, 1) in arrivals_table([result]).rows


def test_what_a_reader_lost_is_not_hidden(project: ProjectFile) -> None:
    arrival = arrived(small())
    arrival.ledger.found["coding"] += 1
    result = take_in(Researcher(project, "B"), Path("a.qdpx"), arrival)
    assert result.is_lossy
    assert any("1 × coding can't be accounted for" in line for line in arrival_in_words(result))


def test_of_what_was_taken_otherwise_texts_come_first_and_nothing_where_nothing_is_written() -> None:
    changed = (
        Refusal("participant", "Anna", "heter nu 'Anna 2'"),
        Refusal("source", "Möte", "dess text är ändrad"),
    )
    told = Reconciliation(Path("a.qdpx"), "prov", changed=changed, changes=True)
    lines = arrival_in_words(told)
    assert ["Möte" in line for line in lines] == [True, False]
    assert arrival_in_words(replace(told, changes=False)) == []


def test_coders_that_are_not_in_the_file_are_told_apart() -> None:
    counts = (KindCount("coder", 3, 4, 0, 0, made=1),)
    (line,) = arrival_in_words(Reconciliation(Path("a.qdpx"), "prov", counts=counts, changes=True))
    assert line.startswith("1 of the coders is not in the file")


def test_a_codebook_that_brings_nothing_new_says_nothing_of_names(tmp_path: Path) -> None:
    book = tmp_path / "bok.csv"
    book.write_text("path,definition\nA > x,1\nB > x,2\n", encoding="utf-8")
    with new_project(tmp_path / "p.qwb") as project:
        first, again = (take_in_codebook(Researcher(project, "Åsa"), book) for _time in range(2))
    assert "taken as" in str(first.notices)
    assert not again.changes
    assert not again.notices
