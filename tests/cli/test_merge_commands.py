"""``merge`` and ``export project`` as one types them."""

from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from tests.cli.conftest import Command

QUOTE = "Vi fick ett papper i handen"


def split_and_code(coded_path: Path, tmp_path: Path) -> str:
    """A copy for B, in which B has coded a passage."""
    copy = str(tmp_path / "b.qwb")
    assert run(["-p", str(coded_path), "export", "project", copy, "--for", "B", "--without-codings"]) == 0
    assert run(["-p", copy, "code", "apply", "Intervju 1", "--quote", QUOTE, "-c", "nytta"]) == 0
    return copy


def test_a_copy_goes_out_and_comes_back(on_coded: Command, coded_path: Path, tmp_path: Path) -> None:
    copy = split_and_code(coded_path, tmp_path)
    planned = on_coded("merge", copy, "--dry-run", "--format", "json")
    done = on_coded("merge", copy, "--format", "json")
    assert counted(planned, "coding") == counted(done, "coding") == {"found": 1, "here": 0, "taken": 1}
    assert (done["conflicts"], done["orphans"], done["settings"]) == ([], [], [])
    assert (planned["backup"], Path(done["backup"]).exists()) == (None, True)
    coders = {row["coder"] for row in on_coded("export", "codings", "--format", "json")}
    assert coders == {"Karin", "B"}
    on_coded("check")
    assert not on_coded("merge", copy, "--format", "json")["changes"]
    on_coded("undo")
    assert counted(on_coded("merge", copy, "--dry-run", "--format", "json"), "coding")["taken"] == 1


def counted(done: dict[str, Any], kind: str) -> dict[str, int]:
    (row,) = (row for row in done["rows"] if row["kind"] == kind)
    return {name: row[name] for name in ("found", "here", "taken")}


def test_a_conflict_is_told_and_gives_exit_status_1(
    on_coded: Command, coded_path: Path, tmp_path: Path
) -> None:
    copy = split_and_code(coded_path, tmp_path)
    assert run(["-p", copy, "code", "describe", "nytta", "--definition", "Bs."]) == 0
    on_coded("code", "describe", "nytta", "--definition", "Karins regel.")
    said = on_coded("merge", copy, status=1)
    assert (
        "code nytta, definition: 'Karins regel.' is in use, not 'Bs.'; the other one is kept in a memo."
        in said
    )
    assert "the state before is kept as" in said
    assert "There is nothing new in b.qwb; nothing was written." in silent(on_coded, copy)


def silent(on_coded: Command, copy: str) -> str:
    """What the command says on stderr, where it ends well."""
    import io
    from contextlib import redirect_stderr

    heard = io.StringIO()
    with redirect_stderr(heard):
        on_coded("merge", copy)
    return heard.getvalue()


def test_what_can_not_be_merged_ends_in_one_line(on_coded: Command, coded_path: Path, tmp_path: Path) -> None:
    assert "that is the project itself" in on_coded("merge", str(coded_path), status=2)
    assert "there is no such project" in on_coded("merge", str(tmp_path / "ingen.qwb"), status=3)
    (tmp_path / "text.qwb").write_text("hej")
    assert "is not a qualwb project" in on_coded("merge", str(tmp_path / "text.qwb"), status=3)
    assert "exists already" in on_coded("export", "project", str(coded_path), "--for", "B", status=3)


@pytest.mark.file_only
def test_a_copy_for_a_coder_opens_where_coders_code(
    coded_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def split(name: str, *options: str) -> str:
        assert (
            run(["-p", str(coded_path), *options, "export", "project", str(tmp_path / name), "--for", "B"])
            == 0
        )
        return capsys.readouterr().err

    assert run(["-p", str(coded_path), "rounds", "new", "konsensus", "--use"]) == 0
    capsys.readouterr()
    assert "It opens in round '1'" in split("b.qwb")
    assert "It opens in round 'konsensus'" in split("c.qwb", "--round", "konsensus")
    assert run(["-p", str(coded_path), "rounds", "new", "2", "--blind"]) == 0
    assert "It opens in round '2'" in split("d.qwb")
