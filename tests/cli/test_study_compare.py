"""The table of the published study against a project: what differs, and that nothing does."""

import json
from pathlib import Path

import pytest

from qualwb.cli.app import run

COMPARE = ["-p", "study/larandeseminarier.qwb", "study", "compare", "--with", "published"]


def test_where_nothing_differs_no_table_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "study", "--no-open"]) == 0
    capsys.readouterr()
    assert run(COMPARE) == 0
    told = capsys.readouterr()
    assert told.out == "Key quotes (cited passages) are counted.\n"
    assert "No cell of 115 differs." in told.err
    assert run([*COMPARE, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["cells"] == 115
    assert run([*COMPARE, "--all", "--theme", "Otydligt syfte"]) == 1
    told = capsys.readouterr()
    assert "Published" in told.out
    assert "All coded passages are counted." in told.out
