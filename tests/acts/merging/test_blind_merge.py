"""Merging and splitting off while a round is blind: nothing hidden is lost, doubled or told."""

from pathlib import Path

import pytest

from qualwb.acts import codings, corrections, print_versions, rounds
from qualwb.acts.merging.merge import merge
from qualwb.acts.parting import split_for
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.states import rows

pytestmark = pytest.mark.file_only


def code(researcher: Researcher, quote: str, name: str) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    codings.apply(researcher, passage, [name], create=True)


@pytest.fixture
def karin(material: Researcher) -> Researcher:
    """One of two who code blind, as she sees the project; Moa has coded a passage."""
    rounds.new_round(material, "två", blind=True)
    code(Researcher(material.project, "Moa", "två"), "Ingen visste", "ovisshet")
    return Researcher(material.project.seen_by("Karin"), "Karin", "två")


def test_hidden_codings_follow_a_correction_that_comes_by_merge(karin: Researcher, tmp_path: Path) -> None:
    path = split_for(karin, tmp_path / "t.qwb", "Tove").path
    with ProjectFile.open(path) as project:
        tove = Researcher(project, "Tove", "två")
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
        corrections.replace_passage(tove, passage, "Det var väldigt otydligt och oklart.")
    told = merge(karin, path)
    assert check(karin.project) == []
    assert rows(Researcher(karin.project.seen_by("Moa"), "Moa"), "SELECT quote FROM coding") == [
        "Ingen visste"
    ]
    assert "visste" not in str(told.conflicts) + str(told.unplaced)


def test_a_copy_comes_back_twice(karin: Researcher, tmp_path: Path) -> None:
    path = split_for(karin, tmp_path / "m.qwb", "Moa").path
    for quote in ("dom gav mycket", "Vi fick ett papper"):
        with ProjectFile.open(path) as project:
            code(Researcher(project, "Moa", "två"), quote, "nytta")
        merge(karin, path)
        assert check(karin.project) == []
    with karin.project.reading_whole() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 3


def test_a_copy_for_another_holds_nothing_hidden(karin: Researcher, tmp_path: Path) -> None:
    moa = Researcher(karin.project.seen_by("Moa"), "Moa", "två")
    with moa.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    print_versions.write(moa, passage, "Ingen HEMLIG visste")
    path = split_for(karin, tmp_path / "t.qwb", "Tove").path
    assert b"HEMLIG" not in path.read_bytes()


def test_a_hidden_print_version_is_not_written_over(karin: Researcher) -> None:
    moa = Researcher(karin.project.seen_by("Moa"), "Moa", "två")
    with moa.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    print_versions.write(moa, passage, "Ingen alls visste")
    for act in (
        lambda: print_versions.write(karin, passage, "Ingen"),
        lambda: print_versions.clear(karin, passage),
    ):
        with pytest.raises(QualwbError, match="hidden from you while a round is blind"):
            act()
    assert rows(moa, "SELECT text FROM print_version") == ["Ingen alls visste"]
