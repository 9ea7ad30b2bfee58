"""What a command writes about the project that is shown."""

from pathlib import Path

from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from tests.projects import place_of


def written_by_command(researcher: Researcher, folder: Path, *arguments: str, suffix: str = "csv") -> bytes:
    """The bytes of the file that a command writes."""
    path = folder / f"by-command.{suffix}"
    place = place_of(researcher.project)
    assert run(["-p", place, "--coder", researcher.coder, *arguments, "-o", str(path)]) == 0
    return path.read_bytes()
