"""The recording of a source, and when its turns begin: acts that undo takes back, on every engine."""

from pathlib import Path

import pytest

from qualwb.acts import recordings, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.recordings import NoRecording, RecordingChanged, RecordingGone
from qualwb.acts.researcher import Researcher
from qualwb.acts.turn_times import stamp
from qualwb.analysis.sources import source_list, transcript
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.states import one_act, rows

TIMES = "SELECT number, time_start, time_end FROM turn WHERE time_start IS NOT NULL ORDER BY number"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    recording = tmp_path / "inspelning.ogg"
    recording.write_bytes(b"ljud")
    return recording


def test_a_recording_is_tied_told_tied_anew_and_untied(material: Researcher, file: Path) -> None:
    with one_act(material, "source.tie"):
        tied = recordings.tie(material, "intervju 1", file)
    with material.project.reading() as connection:
        assert [row.recording for row in source_list(connection)] == [tied]
        assert transcript(connection, "Intervju 1").recording == tied
    assert recordings.find_file(material, "Intervju 1") == file
    file.write_bytes(b"annat")
    with pytest.raises(RecordingChanged):
        recordings.find_file(material, "Intervju 1")
    with one_act(material, "source.tie"):
        recordings.tie(material, "Intervju 1", file)
    file.unlink()
    with pytest.raises(RecordingGone):
        recordings.find_file(material, "Intervju 1")
    with one_act(material, "source.untie"):
        recordings.untie(material, "Intervju 1")
    with pytest.raises(NoRecording, match="'Intervju 1'"):
        recordings.untie(material, "Intervju 1")
    assert check(material.project) == []


def test_it_is_found_from_any_folder(
    material: Researcher, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = tmp_path / "nära", tmp_path / "ett" / "två" / "långt bort"
    near.mkdir()
    far.mkdir(parents=True)
    monkeypatch.chdir(near)
    recordings.tie(material, "Intervju 1", file)
    monkeypatch.chdir(far)
    assert recordings.find_file(material, "Intervju 1").samefile(file)


def test_the_name_of_a_group_stands_for_its_only_source(material: Researcher, file: Path) -> None:
    recordings.tie(material, "grupp 1", file)
    assert recordings.find_file(material, "Grupp 1") == file
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 1")
    with pytest.raises(NotFound):
        recordings.tie(material, "Grupp 1", file)
    with pytest.raises(NotFound, match="Intervju 1"):
        recordings.tie(material, "Intervju", file)


def test_no_word_of_the_journal_names_the_file(material: Researcher, file: Path) -> None:
    recordings.tie(material, "Intervju 1", file)
    recordings.untie(material, "Intervju 1")
    assert [
        row for row in rows(material, "SELECT summary, reason FROM change") if file.stem in str(row)
    ] == []


def test_a_source_is_deleted_and_comes_back_with_its_recording(material: Researcher, file: Path) -> None:
    tied = recordings.tie(material, "Intervju 1", file)
    with one_act(material, "source.delete"):
        sources.delete_source(material, "Intervju 1")
    material.project.undo(coder="Karin")
    with material.project.reading() as connection:
        assert transcript(connection, "Intervju 1").recording == tied


def test_a_turn_is_stamped_to_tenths_and_stamped_anew(material: Researcher) -> None:
    with one_act(material, "turn.stamp"):
        assert stamp(material, "Intervju 1", 2, 12.349) == 12.3
    with one_act(material, "turn.stamp"):
        stamp(material, "Intervju 1", 2, 14.0)
    stamp(material, "Intervju 1", 4, 20.0)
    assert rows(material, TIMES) == [(2, 14.0, None), (4, 20.0, None)]


@pytest.mark.parametrize(("number", "seconds"), [(1, 14.1), (3, 13.9), (3, 20.1), (5, 19.9), (3, -0.1)])
def test_a_turn_begins_after_those_before_it(material: Researcher, number: int, seconds: float) -> None:
    stamp(material, "Intervju 1", 2, 14.0)
    stamp(material, "Intervju 1", 4, 20.0)
    with pytest.raises(QualwbError, match="can't begin"):
        stamp(material, "Intervju 1", number, seconds)
    assert rows(material, TIMES) == [(2, 14.0, None), (4, 20.0, None)]


def test_a_turn_that_is_not_there_any_more_is_not_stamped(material: Researcher) -> None:
    with pytest.raises(NotFound):
        stamp(material, "Intervju 1", 99, 1.0)
    with pytest.raises(NotFound):
        stamp(material, "Intervju 1", 1, 1.0, shown={1: 4711})
