"""``qualwb purge``, and what deleting says."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from qualwb.cli.app import qualwb, run
from tests.cli.conftest import Command


def test_deleting_says_what_still_holds_the_text(
    coded_path: Path, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    on_coded("backup")
    assert run(["-p", str(coded_path), "sources", "delete", "Intervju 1"]) == 0
    said = capsys.readouterr().err
    assert "1 text that no source uses" in said
    assert "acts of the journal did, since 2" in said
    for backup in coded_path.parent.glob("*.bak"):
        assert f"  {backup.name}\n" in said
    assert "qualwb purge --backups --caches" in said


def test_a_dry_run_lists_and_leaves_everything(on_coded: Command, coded_path: Path) -> None:
    on_coded("sources", "delete", "Intervju 1")
    (backup,) = coded_path.parent.glob("*.bak")
    before = coded_path.read_bytes()
    listed = on_coded("purge", "--dry-run")
    erased, left = listed.split("Left as it is:")
    assert "1 text that no source uses" in erased
    assert backup.name in left
    assert coded_path.read_bytes() == before


def test_it_asks_once_and_reports(on_coded: Command, coded_path: Path) -> None:
    on_coded("sources", "delete", "Intervju 1")
    (backup,) = coded_path.parent.glob("*.bak")
    refused = CliRunner().invoke(qualwb, ["-p", str(coded_path), "purge", "--backups"], input="n\n")
    assert refused.exit_code == 1
    assert b"otydligt" in coded_path.read_bytes()
    assert backup.exists()
    done = CliRunner().invoke(qualwb, ["-p", str(coded_path), "purge", "--backups"], input="y\n")
    assert done.output.count("[y/N]") == 1
    assert backup.name in done.output.split("Erased:")[1]
    assert "Out of reach:" in done.output
    assert not backup.exists()
    assert b"otydligt" not in coded_path.read_bytes()
    log = on_coded("log", "--format", "json")
    assert (log[0]["act"], log[0]["erased"]) == ("purge", False)
    assert "erased, can't be turned" in on_coded("log", "--format", "csv")
    assert "was erased" in on_coded("undo", status=1)


def test_a_script_says_yes(on_coded: Command, coded_path: Path) -> None:
    on_coded("sources", "delete", "Intervju 1")
    on_coded("purge", "--yes", "--backups", "--caches", "--journal-before", "2999-01-01")
    assert [path.name for path in coded_path.parent.iterdir() if path.is_file()] == [coded_path.name]
    assert on_coded("check", "--format", "json") == []
    assert on_coded("purge", "--yes").startswith("To be erased, for good:\n  nothing but freed space")
