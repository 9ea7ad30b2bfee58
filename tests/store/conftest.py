"""What is kept in the one kind of file is kept in the other: the tests of the store run on both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.project_file import ProjectFile
from tests.encrypted import PASSPHRASE, encrypted_engine


@pytest.fixture(params=["plain", "encrypted"])
def engine(request: pytest.FixtureRequest) -> FileEngine:
    """The engine of new projects."""
    return encrypted_engine() if request.param == "encrypted" else PLAIN


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has our passphrase opens."""
    monkeypatch.setattr(KEYS, "ask", lambda _path: PASSPHRASE)


@pytest.fixture
def project(tmp_path: Path, engine: FileEngine) -> Iterator[ProjectFile]:
    """An empty project."""
    with ProjectFile.create(tmp_path / "studie.qwb", "Studie", engine=engine) as project:
        yield project
