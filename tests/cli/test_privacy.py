"""``qualwb privacy``: every place with text, its mode, and what protects the people."""

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.cli.app import run
from qualwb.language import cache
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.state import ProjectState
from tests.cli.conftest import Command
from tests.conftest import transcript_of


@pytest.fixture
def traced_path(coded_path: Path, on_coded: Command) -> Path:
    """The project with a backup, a parsed text and the workbench's memory of it."""
    cache.clear()
    on_coded("backup")
    cache.parsed(transcript_of().text)
    ProjectState.load(coded_path).save(coded_path)
    return coded_path


def test_every_place_is_listed(traced_path: Path, on_coded: Command) -> None:
    found = on_coded("privacy", "--format", "json")
    kinds = {place["kind"]: place for place in found["places"]}
    assert list(kinds) == ["project", "manual", "parsed", "state"]
    assert kinds["project"]["path"] == str(traced_path.resolve())
    assert kinds["project"]["size"] == traced_path.stat().st_size
    assert {place["mode"] for place in kinds.values()} == {"600"}
    assert not any(place["open_to_others"] or place["encrypted"] for place in kinds.values())
    assert (found["applied"], found["sealed"], found["withdrawn"], found["purge_by"]) == ([], None, [], None)
    assert found["warnings"] == []
    parsed, state = kinds["parsed"], kinds["state"]
    assert Path(parsed["path"]).parent == cache.folder().resolve()
    assert state["path"] == str(user_folders.state_of(traced_path).resolve())


def test_csv_has_a_row_a_file_and_the_rest_is_said(
    traced_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-p", str(traced_path), "privacy", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["Kind"] for row in rows] == [
        "project",
        "backup by hand",
        "parsed text",
        "the workbench's memory",
    ]
    assert "No names have been replaced." in err
    assert "privacy purge" in err


def test_what_others_may_read_is_flagged(traced_path: Path, on_coded: Command) -> None:
    (backup,) = traced_path.parent.glob("*.bak")
    backup.chmod(0o644)
    traced_path.chmod(0o640)
    listed = on_coded("privacy")
    assert listed.count("others may read it") == 2
    assert f"'chmod 600 {traced_path.name}' shuts it" in listed
    (traced_path.parent / ".git").mkdir()
    assert "lies in a folder of git" in on_coded("privacy")


@pytest.fixture
def in_stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The local time is that of Stockholm."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "Europe/Stockholm")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_stockholm")
def test_what_protects_the_people_is_told(coded_path: Path, on_coded: Command) -> None:
    settings = {
        "privacy": {
            "applied": [
                {"at": "2026-01-01T10:00:00", "by": "Karin", "entities": 3, "places": 9, "key_id": "k"}
            ],
            "sealed": {"at": "2026-02-01T10:00:00+00:00", "by": "Karin", "key_id": "k"},
            "withdrawn": [{"at": "2026-03-01T10:00:00", "by": "Karin", "turns": 4}],
            "purge_by": "2030-12-31",
        }
    }
    with ProjectFile.open(coded_path) as project, project.writing() as connection:
        connection.exec_driver_sql("UPDATE project SET settings = ?", (json.dumps(settings),))
    listed = on_coded("privacy")
    assert "Sealed since 2026-02-01 11:00:" in listed
    assert "1 participant has withdrawn." in listed
    assert "To be purged by 2030-12-31." in listed
    assert on_coded("privacy", "--format", "json")["purge_by"] == "2030-12-31"


def test_it_offers_to_purge(traced_path: Path, on_coded: Command) -> None:
    on_coded("sources", "delete", "Intervju 1")
    on_coded("privacy", "purge", "--yes", "--backups", "--caches")
    assert [path.name for path in traced_path.parent.iterdir() if path.is_file()] == [traced_path.name]
    assert [place["kind"] for place in on_coded("privacy", "--format", "json")["places"]] == ["project"]
