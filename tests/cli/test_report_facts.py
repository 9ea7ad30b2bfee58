"""``report facts``: listed, answered, cleared, written as tables; ``report OUTPUT`` beside it."""

import io
from pathlib import Path

import pytest

from qualwb.cli.app import run
from tests.cli.conftest import Command


def items(on_coded: Command, *options: str) -> dict[str, dict[str, str]]:
    return {row["item"]: row for row in on_coded("report", "facts", *options, "--format", "json")}


def test_items_are_listed_answered_and_cleared(on_coded: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(items(on_coded)) == 53
    on_coded("report", "facts", "set", "coreq.13", "Ingen tackade nej.")
    monkeypatch.setattr("sys.stdin", io.StringIO("Landstinget.\n"))
    on_coded("report", "facts", "set", "SRQR 21", "-")
    found = items(on_coded)
    assert (found["coreq.13"]["status"], found["coreq.13"]["answer"]) == ("team", "Ingen tackade nej.")
    assert found["srqr.21"]["answer"] == "Landstinget."
    on_coded("report", "facts", "clear", "coreq.13")
    on_coded("undo")
    assert items(on_coded)["coreq.13"]["status"] == "team"


def test_only_one_checklist_and_only_what_is_left(on_coded: Command) -> None:
    coreq = items(on_coded, "--checklist", "coreq")
    assert len(coreq) == 32
    left = items(on_coded, "--checklist", "coreq", "--left")
    assert set(left) == {item for item, row in coreq.items() if row["left"]}
    assert 0 < len(left) < 32


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set", "coreq.40", "x"), "There is no item 'coreq.40'"),
        (("set", "coreq.3", " "), "The answer is empty"),
        (("clear", "coreq.3"), "not answered coreq.3"),
        (("saturation",), "--not-used REASON"),
        (("saturation", "--used", "--not-used", "x"), "--not-used REASON"),
        (("saturation", "--not-used", "x", "--base", "3"), "--not-used REASON"),
        (("saturation", "--used", "--threshold", "5"), "from 0 to 1"),
        (("saturation", "--not-used", " "), "Say why"),
        (("agreement",), "--not-used REASON"),
        (("agreement", "--not-used", "x", "--rows", "codes"), "--not-used REASON"),
        (("agreement", "--not-used", " "), "Say why"),
    ],
)
def test_what_can_not_be_is_refused(on_coded: Command, arguments: tuple[str, ...], said: str) -> None:
    assert said in on_coded("report", "facts", *arguments, status=2)


def test_saturation_is_chosen_and_its_table_says_so(on_coded: Command) -> None:
    on_coded("report", "facts", "saturation", "--not-used", "reflexiv tematisk analys")
    said = "Saturation is not used, because: reflexiv tematisk analys"
    assert said in on_coded("saturation")
    assert said in on_coded("saturation", "--format", "json")["notes"]
    on_coded("report", "facts", "saturation", "--used", "--base", "1", "--run", "1")
    assert "Saturation is used: base size 1, run length 1, new information at most 5 %" in on_coded(
        "saturation"
    )
    assert items(on_coded)["coreq.22"]["status"] == "team"
    on_coded("report", "facts", "clear", "saturation")
    assert "Saturation is" not in on_coded("saturation")


def test_no_figure_of_agreement_is_a_choice_that_the_report_tells(on_coded: Command, tmp_path: Path) -> None:
    on_coded("report", "facts", "agreement", "--not-used", "reflexiv tematisk analys")
    on_coded("report", str(tmp_path / "a.html"))
    assert "because: reflexiv tematisk analys" in (tmp_path / "a.html").read_text("utf-8")
    on_coded("report", "facts", "agreement", "--used", "--rows", "themes")
    on_coded("report", "facts", "clear", "agreement")
    on_coded("report", str(tmp_path / "b.html"))
    assert "Agreement between" not in (tmp_path / "b.html").read_text("utf-8")


@pytest.mark.parametrize("suffix", ["docx", "tex", "xlsx", "html", "csv", "md"])
def test_a_checklist_is_a_table_in_any_format(on_coded: Command, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"coreq.{suffix}"
    on_coded("report", "facts", "--checklist", "coreq", "-o", str(path))
    assert path.stat().st_size > 1000


def test_a_report_is_made_as_before(
    coded_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("rapport.docx", "rapport.html"):
        assert run(["-p", coded_place, "report", str(tmp_path / name)]) == 0
        assert (tmp_path / name).exists()
    assert "COREQ" in (tmp_path / "rapport.html").read_text("utf-8")
    assert run(["-p", coded_place, "report", "--checklist", "none", str(tmp_path / "b.html")]) == 0
    assert "COREQ" not in (tmp_path / "b.html").read_text("utf-8")
    assert run(["-p", coded_place, "report"]) == 2
    assert run(["report", "facts", "--help"]) == 0
    assert "qualwb report facts" in capsys.readouterr().out
