"""A recording is known by its place and its bytes; one that moved or changed is told apart."""

from pathlib import Path

import pytest

from qualwb.errors import QualwbError
from qualwb.listening.recording_file import RecordingChanged, RecordingFile, RecordingGone

SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "arbete" / "studie å"
    (folder / "ljud").mkdir(parents=True)
    (folder / "ljud" / "grupp 1.ogg").write_bytes(b"a")
    return folder


def test_near_the_project_the_path_is_relative_elsewhere_whole(home: Path, tmp_path: Path) -> None:
    near = RecordingFile.of(home / "ljud" / "grupp 1.ogg", home)
    assert near == RecordingFile("ljud/grupp 1.ogg", SHA256_OF_A)
    beside = home.parent / "a.ogg"
    beside.write_bytes(b"a")
    assert RecordingFile.of(beside, home) == RecordingFile("../a.ogg", SHA256_OF_A)
    far = tmp_path / "b.ogg"
    far.write_bytes(b"b")
    assert RecordingFile.of(far, home).path == far.as_posix()
    assert RecordingFile.of(beside, None).path == beside.as_posix()


def test_a_project_that_moved_with_its_recordings_finds_them(home: Path, tmp_path: Path) -> None:
    tied = RecordingFile.of(home / "ljud" / "grupp 1.ogg", home)
    moved = home.rename(tmp_path / "annan")
    assert tied.found(moved) == moved / "ljud" / "grupp 1.ogg"
    (tmp_path / "b.ogg").write_bytes(b"b")
    beside = RecordingFile.of(tmp_path / "b.ogg", moved)
    assert beside.found(moved).samefile(tmp_path / "b.ogg")


def test_one_that_lies_beside_the_project_by_now_is_found_by_its_name(home: Path) -> None:
    tied = RecordingFile.of(home / "ljud" / "grupp 1.ogg", home)
    (home / "ljud" / "grupp 1.ogg").rename(home / "grupp 1.ogg")
    assert tied.found(home) == home / "grupp 1.ogg"


def test_one_that_is_gone_and_one_that_changed_are_told_apart(home: Path) -> None:
    file = home / "ljud" / "grupp 1.ogg"
    tied = RecordingFile.of(file, home)
    file.write_bytes(b"c")
    with pytest.raises(RecordingChanged, match="another recording") as changed:
        tied.found(home)
    assert str(file) in changed.value.message
    assert "sources media" in changed.value.hint
    file.unlink()
    with pytest.raises(RecordingGone, match="no longer there"):
        tied.found(home)


def test_what_is_no_file_can_t_be_tied(home: Path) -> None:
    with pytest.raises(QualwbError, match="there is no such file"):
        RecordingFile.of(home / "saknas.ogg", home)
    with pytest.raises(QualwbError, match="is no file"):
        RecordingFile.of(home / "ljud", home)


@pytest.mark.parametrize("kept", [{}, {"path": ""}, {"path": "a.ogg"}, {"path": 1, "sha256": "2"}])
def test_what_names_no_file_is_no_recording(kept: dict[str, object]) -> None:
    assert RecordingFile.told(kept) is None


def test_it_is_kept_as_it_is_told() -> None:
    tied = RecordingFile("a.ogg", SHA256_OF_A)
    assert RecordingFile.told(tied.as_kept()) == tied
