"""``codebook`` import, export and diff: what comes in is reconciled, what differs is shown."""

import json
from pathlib import Path

import pytest

from qualwb.cli.app import run


@pytest.fixture
def project(tmp_path: Path) -> list[str]:
    """The options of a project that holds the bundled codebook of Vedung."""
    options = ["-p", str(tmp_path / "p.qwb"), "--coder", "Karin"]
    assert run([*options, "new", str(tmp_path / "p.qwb")]) == 0
    assert run([*options, "codebook", "import", "vedung"]) == 0
    return options


def changes(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["difference"], one["name"]) for one in json.loads(capsys.readouterr().out)]


def test_a_codebook_comes_back_without_a_difference(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*project, "memo", "add", "--code", "vilja", "--kind", "idea", "Hör ihop med förmåga."]) == 0
    for suffix in ("yaml", "csv", "xlsx", "qdc", "md", "docx"):
        file = str(tmp_path / f"ut.{suffix}")
        assert run([*project, "codebook", "export", "-o", file]) == 0
        assert run([*project, "codebook", "diff", file]) == 0
        assert run([*project, "codebook", "import", file]) == 0
        assert "Not taken: 0" in capsys.readouterr().err
    assert run([*project, "codebook", "export", "--without-memos", "-o", str(tmp_path / "utan.md")]) == 0
    assert "Hör ihop" in (tmp_path / "ut.md").read_text("utf-8")
    assert "Hör ihop" not in (tmp_path / "utan.md").read_text("utf-8")


def test_a_renamed_code_is_known_by_its_stable_id(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "ut.csv")
    assert run([*project, "codebook", "export", "-o", file]) == 0
    assert run([*project, "code", "rename", "vilja", "lust"]) == 0
    capsys.readouterr()
    assert run([*project, "codebook", "diff", file, "--format", "json"]) == 1
    assert changes(capsys) == [("code", "renamed", "lust")]
    assert run([*project, "codebook", "import", file]) == 0
    said = capsys.readouterr().err
    assert "'lust' is called 'vilja' in the file; the name is left as it is." in said
    assert "0 new codes" in said


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kod.csv"
    file.write_text("code,definition,themes\nny,om ny,Tema\nvilja,annat,Tema\n", "utf-8")
    before = (tmp_path / "p.qwb").read_bytes()
    capsys.readouterr()
    assert run([*project, "codebook", "import", str(file), "--dry-run", "--format", "json"]) == 0
    out, said = capsys.readouterr()
    assert [(one["difference"], one["name"], one["after"]) for one in json.loads(out)] == [
        ("added", "ny", ""),
        ("added", "Tema", ""),
        ("gathered", "Tema", "vilja"),
        ("gathered", "Tema", "ny"),
    ]
    assert "1 difference is left as it is" in said
    assert (tmp_path / "p.qwb").read_bytes() == before
    assert run([*project, "codebook", "diff", "vedung", "oliver", "--format", "csv"]) == 1


def test_what_is_not_taken_is_said_with_its_line(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kod.csv"
    file.write_text("code,definition,colour\nett,om\u202e ett,rödaktig\n,utan namn,\n", "utf-8")
    capsys.readouterr()
    assert run([*project, "codebook", "import", str(file)]) == 1
    said = capsys.readouterr().err
    assert "kod.csv:2: the colour 'rödaktig' of 'ett' can't be read; left aside." in said
    assert "kod.csv:3: a row without a name; left aside." in said
    assert "kod.csv: 1 x " in said
    assert " taken out of the text." in said
    assert "Found: 1 code, 0 themes. Not taken: 2." in said


def test_names_too_long_and_taken_are_said(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kod.csv"
    file.write_text(f"code\n{'x' * 300}\n", "utf-8")
    for new in (1, 0):
        capsys.readouterr()
        assert run([*project, "codebook", "import", str(file)]) == 0
        said = capsys.readouterr().err
        assert f"{new} new code" in said
        assert ("could not be called so" in said) == bool(new)


@pytest.mark.parametrize(
    ("tool", "name"),
    [
        ("taguette", "k.csv"),
        ("maxqda", "k.xlsx"),
        ("qualcoder", "k.txt"),
        ("atlasti", "k.xlsx"),
        ("nvivo", "k.docx"),
        ("nvivo", "k.xlsx"),
        ("qc", "k.yaml"),
    ],
)
def test_other_programs_files_are_read_again_with_every_code(
    project: list[str], tmp_path: Path, tool: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / name)
    assert run([*project, "codebook", "export", "--for", tool, "-o", file]) == 0
    first = (tmp_path / name).read_bytes()
    assert run([*project, "codebook", "export", "--for", tool, "-o", file]) == 0
    assert (tmp_path / name).read_bytes() == first
    separator = ["--path-separator", "."] if tool == "taguette" else []
    capsys.readouterr()
    assert run([*project, "codebook", "diff", file, *separator, "--format", "json"]) in (0, 1)
    assert {difference for _kind, difference, _name in changes(capsys)} <= {"changed"}
    assert run([*project, "codebook", "import", file, *separator]) == 0
    assert "\n0 new codes, 9 known.\n" in "\n" + capsys.readouterr().err


def test_a_tool_takes_its_own_formats_alone(project: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*project, "codebook", "export", "--for", "qc", "-o", "k.xlsx"]) == 2
    assert "qc takes no .xlsx" in capsys.readouterr().err
