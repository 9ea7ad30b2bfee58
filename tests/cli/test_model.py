"""``qualwb model``: which encoder of meaning is in use, another one, and what a project's texts mean."""

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from qualwb import user_folders
from qualwb.cli.app import qualwb, run
from qualwb.language import cache
from tests.cli.conftest import Command
from tests.tiny_encoder import tiny_encoder


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_encoder(tmp_path / "tiny")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "model", "--format", "json"]) == 0
    found: dict = json.loads(capsys.readouterr().out)["meaning"]
    return found


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    return line


def test_the_encoder_in_use_is_described(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", "use", str(tiny)]) == 0
    assert "In use: tiny " in capsys.readouterr().err
    meaning = told(capsys)
    assert (meaning["name"], meaning["dimensions"], meaning["licence"]) == ("tiny", 6, "cc0-1.0")
    assert meaning["origin"] == str(tiny)
    assert "project" not in meaning
    assert run(["model"]) == 0
    assert f"tiny {meaning['version']}, 6 numbers a text" in capsys.readouterr().out


def test_none_is_told_with_the_reason(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["model", "use", "none"]) == 0
    assert "No encoder of meaning is in use" in capsys.readouterr().err
    assert told(capsys)["name"] is None
    monkeypatch.setenv("QUALWB_ENCODER", str(tiny))
    assert told(capsys)["name"] == "tiny"
    (tiny / "tokenizer.json").unlink()
    meaning = told(capsys)
    assert meaning["name"] is None
    assert "tokenizer.json" in meaning["notice"]


def test_what_is_no_encoder_is_refused_and_the_former_one_stays(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["model", "use", str(tiny)]) == 0
    assert "there is no such folder" in failed(capsys, "model", "use", str(tmp_path / "gone"))
    cut = tiny_encoder(tmp_path / "cut")
    (cut / "model.onnx").write_bytes(b"no model")
    assert str(cut) in failed(capsys, "model", "use", str(cut))
    assert told(capsys)["name"] == "tiny"


def test_the_texts_of_a_project_are_encoded_beforehand(
    tiny: Path, coded_path: Path, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["model", "use", str(tiny)]) == 0
    before = told(capsys, "-p", str(coded_path))["project"]
    assert before["known"] == 0
    assert run(["-p", str(coded_path), "model", "prepare"]) == 0
    assert f"{before['texts']} of {before['texts']} texts encoded now" in capsys.readouterr().err
    after = told(capsys, "-p", str(coded_path))["project"]
    assert after == {"known": before["texts"], "texts": before["texts"], "kept": True}
    assert run(["-p", str(coded_path), "model", "prepare"]) == 0
    assert f"0 of {before['texts']} texts" in capsys.readouterr().err
    places = on_coded("privacy", "--format", "json")["places"]
    assert [place["kind"] for place in places].count("vectors") == len(list(cache.folder().glob("*.vectors")))
    on_coded("purge", "--caches", "--yes")
    assert list(cache.folder().glob("*.vectors")) == []


def test_of_an_encrypted_project_nothing_is_kept_and_that_is_said(
    tiny: Path,
    coded_path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    words = tmp_path / "words"
    words.write_text("sju röda lådor")
    words.chmod(0o600)
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(words))
    assert run(["model", "use", str(tiny)]) == 0
    assert run(["-p", str(coded_path), "encrypt"]) == 0
    capsys.readouterr()
    assert run(["-p", str(coded_path), "model", "prepare"]) == 0
    assert "nothing is kept" in capsys.readouterr().err
    assert run(["-p", str(coded_path), "model"]) == 0
    out = capsys.readouterr().out
    assert "read anew each time" in " ".join(out.split())
    assert "prepare" not in out


def test_what_turns_it_off_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["model", "use", "none"]) == 0
    assert "'qualwb model use bundled'" in told(capsys)["notice"]
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    assert told(capsys)["notice"].startswith("$QUALWB_ENCODER turns it off")
    assert run(["model", "use", "bundled"]) == 0
    assert "$QUALWB_ENCODER turns it off" in capsys.readouterr().err


def test_preparing_without_an_encoder_says_why(coded_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", "use", "none"]) == 0
    assert "turned off" in failed(capsys, "-p", str(coded_path), "model", "prepare")


def test_an_encoder_that_fails_on_the_way_is_told(
    tiny: Path, coded_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", str(tiny))
    (tiny / "model.onnx").write_bytes((tiny / "model.onnx").read_bytes()[:300])
    assert "can't be used" in failed(capsys, "-p", str(coded_path), "model", "prepare")


def test_an_encoder_that_cannot_be_fetched_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert "multilingual-e5-small could not be fetched" in failed(capsys, "model", "install", "--meaning")
    assert not user_folders.settings().exists()


def test_the_words_and_paths_are_completed() -> None:
    complete = ShellComplete(qualwb, {}, "qualwb", "_QUALWB_COMPLETE")
    offered = complete.get_completions(["model", "use"], "")
    assert [(one.value, one.type) for one in offered] == [
        ("bundled", "plain"),
        ("none", "plain"),
        ("", "file"),
    ]
    assert [one.value for one in complete.get_completions(["model", "use"], "b")] == ["bundled", "b"]
    assert "prepare" in {one.value for one in complete.get_completions(["model"], "p")}
