"""``qualwb sources media``: a recording is tied, told, asked for and untied."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # beside a file of a project, and where one on a server looks too
    recording = tmp_path / "inspelning.ogg"
    recording.write_bytes(b"a")
    return recording


def test_a_recording_is_tied_and_told(on_coded: Command, file: Path) -> None:
    before = on_coded("sources")
    on_coded("sources", "media", "Intervju 1", file.name)
    assert on_coded("sources", "media", "Grupp 1").strip() == str(file)
    (row,) = on_coded("sources", "--format", "json")
    assert row["recording"]["sha256"] == SHA256_OF_A
    # Relative to a project's file; one on a server lies nowhere that others see alike.
    assert row["recording"]["path"] in ("inspelning.ogg", str(file))
    assert "inspelning.ogg" in on_coded("sources")
    on_coded("sources", "media", "Intervju 1", "--remove")
    assert on_coded("sources") == before
    on_coded("undo")
    assert on_coded("sources", "media", "Intervju 1").strip() == str(file)


def test_what_can_t_be_is_told_in_one_line(on_coded: Command, file: Path) -> None:
    for arguments, said in (
        (["Intervju 1"], "No recording is tied to 'Intervju 1'. Tie one: qualwb sources media SOURCE FILE."),
        (["Intervju 1", "--remove"], "No recording is tied to 'Intervju 1'."),
        (["Intervju 1", "saknas.ogg"], "saknas.ogg: there is no such file."),
        (["Intervju", file.name], "There is no source 'Intervju'. Did you mean 'Intervju 1'"),
        (["Intervju 1", file.name, "--remove"], "Either a file or --remove."),
    ):
        refused = on_coded("sources", "media", *arguments, status=2)
        assert said in refused
        assert "Traceback" not in refused


def test_one_that_moved_and_one_that_changed_are_told_apart(on_coded: Command, file: Path) -> None:
    on_coded("sources", "media", "Intervju 1", file.name)
    file.write_bytes(b"b")
    assert "another recording than the one" in on_coded("sources", "media", "Intervju 1", status=2)
    file.unlink()
    gone = on_coded("sources", "media", "Intervju 1", status=2)
    assert f"The recording {file} is no longer there. Tie it anew" in gone
