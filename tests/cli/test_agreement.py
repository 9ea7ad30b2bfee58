"""``qualwb agreement`` on the bundled study and on one with more coders."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

Command = Callable[..., Any]
KEYS = ["coders", "round", "sources", "unit", "threshold", "codes", "overall", "notes"]
CODE_KEYS = ["name", "only_a", "only_b", "both", "units_a", "units_b", "matched", "jaccard", "alpha"]


@pytest.fixture(scope="module")
def study_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study."""
    folder = tmp_path_factory.mktemp("study") / "studie"
    assert run(["-q", "demo", str(folder), "--no-open"]) == 0
    return next(folder.glob("*.qwb"))


def caller(path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", str(path), "agreement", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err
        return json.loads(out) if "json" in arguments else out

    return call


@pytest.fixture
def on_study(study_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Asks for agreement in it: gives stdout, parsed when json is asked for, or stderr where it fails."""
    return caller(study_path, capsys)


@pytest.fixture
def on_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """The same in a project of three coders."""
    path = tmp_path / "three.qwb"
    with ProjectFile.create(path) as project, project.act("test.build", coder="Ann") as act:
        made = Builder(act)
        for name in ("s1", "s2"):
            made.source(
                name, "Grupp", [("D1", "Vi visste inte vad det var."), ("D2", "Nej, ingen ledde oss.")]
            )
        for coder, sources in {"Ann": ("s1", "s2"), "Bo": ("s1", "s2"), "Cia": ("s1",)}.items():
            for source in sources:
                made.coding(source, "visste inte", "oklart", coder=coder)
        made.coding("s1", "ingen ledde", "ledare", coder="Ann")
    return caller(path, capsys)


def test_the_study_prints_the_two_coders_table(on_study: Command) -> None:
    text = on_study("--format", "table")
    assert "Only" in text
    assert "|u-alpha" in text
    assert "Same places (|u-alpha, any code): 0.81 (95 % interval 0." in text
    assert "n = 148869 in 5 sources" in text
    assert "cu-alpha is undefined: KL gives several codes" in text


def test_json_has_the_keys_that_others_read(on_study: Command) -> None:
    found = on_study("--format", "json", "--bootstrap", "50")
    assert list(found) == KEYS
    assert list(found["overall"]) == ["where", "what", "coverage", "intervals"]
    assert (found["coders"], found["round"], found["unit"], found["threshold"]) == (
        ["KL", "MB"],
        "1",
        "characters",
        0.5,
    )
    assert {tuple(row) for row in found["codes"]} == {tuple(CODE_KEYS)}
    low, high = found["overall"]["intervals"]["where"]
    assert low < found["overall"]["where"] < high
    assert found["overall"]["what"] is None


def test_a_row_is_traced_to_the_passages_behind_it(on_study: Command) -> None:
    table = on_study("--format", "json", "--bootstrap", "0")
    row = next(one for one in table["codes"] if one["name"] == "ingen som driver")
    traced = on_study("--of", "ingen som driver", "--format", "json")
    lengths = {("KL",): 0, ("MB",): 0, ("KL", "MB"): 0}
    for passage in traced["passages"]:
        assert len(passage["text"]) == passage["end"] - passage["start"]
        lengths[tuple(passage["coders"])] += passage["end"] - passage["start"]
    assert list(lengths.values()) == [row["only_a"], row["only_b"], row["both"]]
    assert "both" in on_study("--of", "ingen som driver")


def test_coders_in_the_other_order_mirror_the_table(on_study: Command) -> None:
    one = on_study("--format", "json", "--coders", "KL", "MB", "--bootstrap", "0")
    other = on_study(
        "--format", "json", "--coders", "MB", "--coders", "kl", "--round", "1", "--bootstrap", "0"
    )
    assert other["coders"] == ["MB", "KL"]
    assert other["overall"] == one["overall"]
    for row, mirrored in zip(one["codes"], other["codes"], strict=True):
        assert (row["only_a"], row["units_a"], row["matched"]) == (
            mirrored["only_b"],
            mirrored["units_b"],
            mirrored["matched"],
        )
        assert row["alpha"] == mirrored["alpha"]


def test_themes_all_or_some_and_a_part_of_the_codes(on_study: Command) -> None:
    def names(*arguments: str) -> list[str]:
        return [row["name"] for row in on_study("--format", "json", "--bootstrap", "0", *arguments)["codes"]]

    themes = names("--themes")
    assert len(themes) == 23
    assert names("--themes", "För mycket prat", "Otydligt syfte") == ["Otydligt syfte", "För mycket prat"]
    assert len(names("--themes", "--roll-up")) == 27
    assert names("--codes", "vem betalar", "sekretess") == ["vem betalar", "sekretess"]


def test_codes_that_do_not_overlap_have_a_cu_alpha(on_study: Command) -> None:
    found = on_study("--codes", "sekretess", "vem betalar", "skilda synsätt", "--format", "json")
    overall = found["overall"]
    assert overall["what"] is not None
    assert overall["intervals"]["what"][0] <= overall["what"] <= overall["intervals"]["what"][1]


@pytest.mark.parametrize(
    "measure", ["u-alpha", "alpha", "cohen", "fleiss", "brennan-prediger", "nvivo", "maxqda"]
)
def test_every_measure_prints_with_its_unit_and_n(on_study: Command, on_three: Command, measure: str) -> None:
    found = on_study("--measure", measure, "--codes", "sekretess", "vem betalar", "--format", "json")
    assert found["measure"] == measure
    assert found["unit"] in ("turns", "characters", "segments")
    assert found["rows"]
    assert {row["coders"][0] for row in found["rows"]} == {"KL"}
    assert any("n = 148869" in note for note in found["notes"])
    assert "n (" in on_study("--measure", measure).replace("\n", " ")
    assert on_three("--measure", measure)


def test_kappa_on_turns_and_as_nvivo_by_hand(on_three: Command) -> None:
    """s1: 49 characters, of which Ann has 11 as 'ledare' and Bo none; 2 turns in each of 2 sources."""
    rows = on_three("--measure", "cohen", "--coders", "Ann", "Bo", "--format", "json")["rows"]
    found = {row["label"]: row for row in rows}
    assert (found["oklart"]["n"], found["oklart"]["counts"], found["oklart"]["value"]) == (4, [2, 2], 1)
    assert (found["ledare"]["percent"], found["ledare"]["value"]) == (0.75, 0)
    rows = on_three("--measure", "nvivo", "--coders", "Ann", "Bo", "--format", "json")["rows"]
    (ledare,) = (row for row in rows if row["label"] == "ledare")
    assert (ledare["source"], ledare["n"], ledare["counts"]) == ("s1", 49, [11, 0])
    assert ledare["percent"] == pytest.approx(38 / 49)
    rows = on_three("--measure", "maxqda", "--coders", "Ann", "Bo", "--format", "json")["rows"]
    assert all(row["value"] is not None for row in rows)
    total = rows[-1]  # 2 + 2 segments alike of 5, two codes
    assert (total["n"], total["percent"], total["value"]) == (5, 0.8, pytest.approx(0.6))


def test_three_coders_have_a_table_together_and_one_a_pair(on_three: Command) -> None:
    found = on_three("--format", "json")
    assert found["coders"] == ["Ann", "Bo", "Cia"]
    assert [(pair["coders"], pair["sources"]) for pair in found["pairs"]] == [
        (["Ann", "Bo"], ["s1", "s2"]),
        (["Ann", "Cia"], ["s1"]),
        (["Bo", "Cia"], ["s1"]),
    ]
    oklart, ledare = found["codes"]
    assert (oklart["alpha"], oklart["only_a"]) == (1, None)
    assert ledare["alpha"] < 0
    assert any("s2 (none" in note or "s2 (only Ann" in note for note in found["pairs"][1]["notes"])
    lines = list(csv.DictReader(io.StringIO(on_three("--format", "csv"))))
    assert [line["Coders"] for line in lines][:3] == ["Ann – Bo – Cia"] * 2 + ["Ann – Bo"]


def test_wrong_use_is_told(on_study: Command, on_three: Command) -> None:
    assert "--codes or --themes" in on_study("--codes", "sekretess", "--themes", status=2)
    assert "take names" in on_study("--coders", status=2)
    assert "two coders" in on_study("--coders", "KL", status=2)
    assert "konsensus" in on_study("--round", "konsensus", status=2)
    assert "threshold" in on_study("--threshold", "0", status=2)
    assert "--measure" in on_study("--of", "sekretess", "--measure", "cohen", status=2)
    assert "finns ej" in on_three("--of", "finns ej", status=2)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "md", "csv", "tex"])
def test_the_table_is_written_to_files(on_study: Command, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"agreement.{suffix}"
    on_study("-o", str(out))
    first = out.read_bytes()
    on_study("-o", str(out))
    assert out.read_bytes() == first
    assert len(first) > 2000
