"""What all tests share: a clean environment, a project, a transcript."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.store.engines.keys import KEYS
from qualwb.store.project_file import ProjectFile
from qualwb.transcripts.transcript import Role, SpeakerFinding, Transcript, Turn, Verdict
from tests.projects import new_project

pytest_plugins = ["tests.postgresql.plugin"]

# The gate must give the same verdict twice; the slow suites look further, by chance.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.load_profile("gate")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of reference material is not here")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """English, a broad page, no project named from outside, folders of our own."""
    ours = (
        "QUALWB_PROJECT",
        "QUALWB_CODER",
        "QUALWB_ENCODER",
        "QUALWB_PASSPHRASE_FILE",
        "QUALWB_KEY_PASSPHRASE_FILE",
    )
    for name in (*ours, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUALWB_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(KEYS, "ask", KEYS.ask)  # a command of one test sets it for the whole process
    monkeypatch.setattr(KEYS, "ask_again", KEYS.ask_again)
    monkeypatch.setattr(cache, "_memory", None)
    base = tmp_path_factory.getbasetemp() / "xdg"
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(base / name.lower()))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[ProjectFile]:
    """An empty project."""
    with new_project(tmp_path / "studie.qwb", "Studie") as project:
        yield project


@pytest.fixture
def researcher(project: ProjectFile) -> Researcher:
    """A researcher at an empty project."""
    return Researcher(project, "Karin")


TALK = (
    ("Moderator", "Hur var det från början?"),
    ("Åsa", "Det var otydligt. Ingen visste vad det skulle bli 👩‍👩‍👧 av det."),
    ("Björn", "Vi fick ett papper i handen, sen åkte vi."),
    ("Flera", "[skratt]"),
    ("Åsa", "Men mötena var bra, dom gav mycket."),
)


def transcript_of(talk: Sequence[tuple[str | None, str]] = TALK) -> Transcript:
    """A transcript out of (label, words) pairs; None where nobody is named."""
    turns, at = [], 0
    for label, words in talk:
        turns.append(Turn(at, at + len(words), label))
        at += len(words) + 1
    findings = tuple(
        SpeakerFinding(
            label,
            sum(name == label for name, _words in talk),
            0,
            "",
            Verdict.SPEAKER,
            Role.MODERATOR if label == "Moderator" else Role.PARTICIPANT,
            "test",
            collective=label in ("Flera", "Okänd"),
        )
        for label in dict.fromkeys(name for name, _words in talk if name is not None)
    )
    return Transcript("\n".join(words for _label, words in talk), tuple(turns), findings)


@pytest.fixture
def material(researcher: Researcher) -> Researcher:
    """A researcher whose project has one source, 'Intervju 1', in 'Grupp 1'."""
    import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
    return researcher
