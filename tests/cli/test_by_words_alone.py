"""Commands that compare meanings say why they can't, and go on by words alone."""

from pathlib import Path

import numpy as np
import pytest

from qualwb.cli.app import run
from tests.tiny_encoder import SPECIAL, WORDS, tiny_encoder

COMMANDS = (
    ("find", "--like", "Var det otydligt?"),
    ("suggest", "codes", "Intervju 1", "--quote", "Ingen visste vad det skulle bli"),
    ("suggest", "similar", "ovisshet"),
    ("suggest", "similar", "Intervju 1", "--quote", "Ingen visste vad det skulle bli"),
    ("suggest", "themes"),
    ("suggest", "merges"),
    ("suggest", "splits"),
)


def lines(capsys: pytest.CaptureFixture[str], path: Path, command: tuple[str, ...]) -> tuple[str, list[str]]:
    capsys.readouterr()
    assert run(["-p", str(path), *command]) == 0
    out, err = capsys.readouterr()
    return out, [line for line in err.splitlines() if line.startswith("By words alone: ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_encoder_that_is_not_there_is_told_once(
    coded_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", str(tmp_path / "gone"))
    _out, (said,) = lines(capsys, coded_path, command)
    assert str(tmp_path / "gone") in said


@pytest.mark.parametrize("command", COMMANDS)
def test_an_encoder_that_fails_is_told_and_nothing_is_said_to_be_compared_by_it(
    coded_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: tuple[str, ...],
) -> None:
    broken = tiny_encoder(tmp_path / "tiny")
    (broken / "model.onnx").write_bytes((broken / "model.onnx").read_bytes()[:300])
    monkeypatch.setenv("QUALWB_ENCODER", str(broken))
    out, (said,) = lines(capsys, coded_path, command)
    assert "can't be used" in said
    assert "tiny" not in out


def test_a_question_that_the_encoder_fails_on_is_asked_by_words(
    coded_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # It has no vector of its last word, which the question alone has.
    table = np.random.default_rng(5).standard_normal((len(SPECIAL) + len(WORDS) - 1, 6)).astype(np.float32)
    monkeypatch.setenv("QUALWB_ENCODER", str(tiny_encoder(tmp_path / "tiny", table=table)))
    asked = ("find", "--like", "Var det otydligt?", "--format", "json")
    out, said = lines(capsys, coded_path, asked)
    assert '"encoder": "onnx ' in out
    assert said == []
    asked = ("find", "--like", f"Var det {WORDS[-1]} otydligt?", "--format", "json")
    out, said = lines(capsys, coded_path, asked)
    assert '"encoder": null' in out
    assert len(said) == 1


def test_nothing_is_said_to_who_asks_for_words_alone(
    coded_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", str(tmp_path / "gone"))
    asked = ("suggest", "codes", "Intervju 1", "0", "20", "--without-meaning")
    assert lines(capsys, coded_path, asked)[1] == []
