"""A coded project on disk, and commands run on it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualwb.acts import codings, memos, questions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import as_file
from tests.cli.output import Output
from tests.conftest import transcript_of
from tests.postgresql.session import SESSION
from tests.projects import new_project, place_of

Command = Callable[..., Any]


@pytest.fixture
def coded_project(tmp_path: Path) -> Iterator[OpenProject]:
    """A project with one source, two codings, a theme, a question and a memo."""
    with new_project(tmp_path / "p.qwb") as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        for quote, code in (("Ingen visste vad det skulle bli", "ovisshet"), ("dom gav mycket", "nytta")):
            with project.reading() as connection:
                passage = passage_quoted(connection, "Intervju 1", quote)
            codings.apply(researcher, passage, [code], create=True)
        themes.create(researcher, "Otydligt syfte", codes=["ovisshet"], claim="alla grupper")
        questions.add_questions(researcher, [("Början", "Hur var det från början?")])
        questions.place(researcher, "Intervju 1", {1: "Början", 3: None})
        memos.write(researcher, "Ironi?", target="source", name="Intervju 1")
        yield project


@pytest.fixture
def coded_place(coded_project: OpenProject) -> str:
    """What the option ``-p`` takes for it."""
    coded_project.close()  # commands open it anew
    return place_of(coded_project)


@pytest.fixture
def coded_path(coded_project: OpenProject) -> Path:
    """The file that it is; who asks for it is about files."""
    if SESSION.on_server:
        pytest.skip("about project files")
    coded_project.close()
    return as_file(coded_project).path


@pytest.fixture
def on_coded(coded_place: str, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on it: gives stdout, parsed when json is asked for, or stderr where it fails."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", coded_place, "--coder", "Karin", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err
        return json.loads(out) if "json" in arguments else out

    return call


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Output:
    """Runs any command, with no settings, backups and passwords from before."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("qualwb.store.engines.postgresql.passwords.PASSWORDS._held", {})
    return Output(capsys)
