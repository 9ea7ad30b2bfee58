"""A copy for a coder: what it lacks is in no byte of it, and merging takes it back."""

from pathlib import Path

import pytest

from qualwb.acts import codings, memos, proposals, rounds, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import merge
from qualwb.acts.parting import split_for
from qualwb.acts.passages import passage_at
from qualwb.acts.projects import check_project
from qualwb.acts.researcher import Researcher, coder_of_copy, working_round
from qualwb.model import Round
from qualwb.store.errors import NotFound, NothingToUndo, UnusableProject
from qualwb.store.open_project import ensure_round
from qualwb.store.project_file import ProjectFile
from qualwb.store.search import refresh_index
from tests.conftest import transcript_of
from tests.states import rows

pytestmark = pytest.mark.file_only


@pytest.fixture
def coded(material: Researcher) -> Researcher:
    import_transcript(
        material, transcript_of((("Eva", "Hemligt vatten rinner."),)), name="Intervju 2", group="Grupp 2"
    )
    code(material, "Intervju 1", 0, 20, "karinkod")
    memos.write(material, "karinsanteckning", target="passage", passage=passage(material, "Intervju 1", 0, 9))
    return material


def passage(who: Researcher, source: str, start: int, end: int):
    with who.project.reading() as connection:
        return passage_at(connection, source, start, end)


def code(who: Researcher, source: str, start: int, end: int, name: str) -> None:
    codings.apply(who, passage(who, source, start, end), [name], create=True)


def test_a_copy_without_codings_comes_back(coded: Researcher, tmp_path: Path) -> None:
    done = split_for(coded, tmp_path / "b.qwb", "B", without_codings=True)
    assert (done.sources, done.left_out, done.blind) == (2, 1, ())
    assert done.path.stat().st_mode & 0o777 == 0o600
    assert b"karinsanteckning" not in done.path.read_bytes()
    with ProjectFile.open(done.path) as copy:
        assert check_project(copy) == []
        assert coder_of_copy(copy) == "B"
        b = Researcher(copy, "B")
        with pytest.raises(NothingToUndo):
            copy.undo(coder="B")
        assert rows(b, "SELECT (SELECT count(*) FROM coding) + (SELECT count(*) FROM memo)") == [0]
        code(b, "Intervju 1", 30, 50, "karinkod")
        assert copy.undo(coder="B").act == "coding.apply"
        copy.redo(coder="B")
    back = merge(coded, done.path)
    assert (back.conflicts, back.settings, back.acts) == ((), (), 4)
    assert sorted(rows(coded, "SELECT coder_id FROM coding")) == [1, 2]
    assert check_project(coded.project) == []


REFUSED = "SELECT json_extract(settings, '$.refused_proposals') FROM project"


def test_a_copy_without_codings_tells_nothing_of_refused_proposals(coded: Researcher, tmp_path: Path) -> None:
    proposals.refuse(coded, "merge", ["uid 1", "uid 2"], ["karinkod", "annan"], "two things")
    kept = rows(coded, REFUSED)
    done = split_for(coded, tmp_path / "b.qwb", "B", without_codings=True)
    assert b"uid 2" not in done.path.read_bytes()
    with ProjectFile.open(done.path) as copy:
        assert rows(Researcher(copy, "B"), REFUSED) == [None]
        code(Researcher(copy, "B"), "Intervju 1", 30, 50, "karinkod")
    back = merge(coded, done.path)
    assert (back.conflicts, back.settings) == ((), ())
    assert rows(coded, REFUSED) == kept


def test_a_copy_with_some_sources_holds_no_word_of_the_others(coded: Researcher, tmp_path: Path) -> None:
    done = split_for(coded, tmp_path / "b.qwb", "B", only=["Intervju 1"])
    assert done.sources == 1
    assert b"Hemligt vatten" in coded.project.path.read_bytes() + wal(coded)
    assert b"Hemligt vatten" not in done.path.read_bytes()
    with ProjectFile.open(done.path) as copy:
        assert check_project(copy) == []
        assert rows(Researcher(copy, "B"), "SELECT name FROM focus_group") == ["Grupp 1"]
    assert merge(coded, done.path).returned == ()
    assert rows(coded, "SELECT count(*) FROM source") == [2]


def test_a_copy_holds_no_word_of_other_sources_that_were_indexed(coded: Researcher, tmp_path: Path) -> None:
    refresh_index(coded.project)
    done = split_for(coded, tmp_path / "b.qwb", "B", only=["Intervju 1"])
    assert b"emligt" not in done.path.read_bytes()


def wal(who: Researcher) -> bytes:
    log = who.project.path.with_name(who.project.path.name + "-wal")
    return log.read_bytes() if log.exists() else b""


def test_a_blind_round_keeps_others_codings_out(coded: Researcher, tmp_path: Path) -> None:
    with coded.act("round.new") as act:
        key = ensure_round(act, "blind")
        act.update(Round, key, blind=True)
    code(Researcher(coded.project, "Karin", "blind"), "Intervju 1", 30, 50, "blindkod")
    code(Researcher(coded.project, "B", "blind"), "Intervju 1", 60, 80, "blindkod")
    proposals.refuse(Researcher(coded.project, "Karin", "blind"), "split", ["uid 3"], ["blindkod"])
    done = split_for(coded, tmp_path / "b.qwb", "B")
    assert (done.left_out, done.blind) == (1, ("blind",))
    assert b"uid 3" not in done.path.read_bytes()
    with ProjectFile.open(done.path) as copy:
        by = "SELECT r.name, c.name FROM coding k JOIN coder c ON c.id = k.coder_id"
        found = rows(Researcher(copy, "B"), f"{by} JOIN round r ON r.id = k.round_id ORDER BY r.name")
        assert found == [("1", "Karin"), ("blind", "B")]
    assert b"karinsanteckning" not in done.path.read_bytes()


def test_nothing_is_overwritten_nor_left_half_made(coded: Researcher, tmp_path: Path) -> None:
    (tmp_path / "b.qwb").write_text("mitt")
    with pytest.raises(UnusableProject, match="exists already"):
        split_for(coded, tmp_path / "b.qwb", "B")
    with pytest.raises(NotFound):
        split_for(coded, tmp_path / "c.qwb", "B", only=["ingen"])
    assert (tmp_path / "b.qwb").read_text() == "mitt"
    assert {path.name for path in tmp_path.iterdir()} <= {
        "b.qwb",
        "studie.qwb",
        "studie.qwb-wal",
        "studie.qwb-shm",
    }


def test_the_project_itself_is_as_it_was(coded: Researcher, tmp_path: Path) -> None:
    revision = coded.project.revision()
    split_for(coded, tmp_path / "b.qwb", "B", without_codings=True)
    assert coded.project.revision() == revision
    sources.rename_source(coded, "Intervju 2", "Intervju två")
    assert check_project(coded.project) == []


def test_a_copy_opens_in_the_round_that_is_named(coded: Researcher, tmp_path: Path) -> None:
    rounds.new_round(coded, "konsensus")
    rounds.use_round(coded, "konsensus")
    assert split_for(coded, tmp_path / "a.qwb", "A").round == "konsensus"
    done = split_for(coded, tmp_path / "b.qwb", "B", round_="1")
    assert done.round == "1"
    with ProjectFile.open(done.path) as copy:
        assert working_round(copy) == "1"
    assert working_round(coded.project) == "konsensus"
    assert merge(coded, done.path).settings == ()
    with pytest.raises(NotFound):
        split_for(coded, tmp_path / "c.qwb", "C", round_="tre")
