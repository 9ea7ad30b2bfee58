"""The wheel: what it carries, and that an installed qualwb does the main job outside the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_a_user_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        pipeline = [i for i in archive.infolist() if i.filename.startswith("qualwb/language/pipeline/")]
    for needed in (
        "qualwb/migrations/env.py",
        "qualwb/migrations/versions/0001_first_schema.py",
        "qualwb/corpora/larandeseminarier/grupp-1.txt",
        "qualwb/codebooks/larandeseminarier.yaml",
        "qualwb/workbench/styles.tcss",
        "qualwb/locale/sv/LC_MESSAGES/qualwb.mo",
        "qualwb/language/pipeline/LICENSE",
    ):
        assert needed in names
    assert sum(info.compress_size for info in pipeline) < 5_000_000
    assert not [name for name in names if name.startswith("tests/")]


def test_an_installed_wheel_does_the_main_job(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "hem med å"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    environment = {**os.environ, "QUALWB_LANG": "sv", "PYTHONPATH": ""}

    def qualwb(*arguments: str) -> str:
        done = subprocess.run(
            [home / "bin" / "qualwb", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    qualwb("demo", "studie", "--no-open")
    project = "studie/larandeseminarier.qwb"
    assert "Otydligt syfte" in qualwb("-p", project, "matrix", "--rows", "themes", "--columns", "groups")
    qualwb("-p", project, "study", "compare", "--with", "published")
    qualwb("-p", project, "check")
    assert '"source": "embedded"' in qualwb("model", "--format", "json")
