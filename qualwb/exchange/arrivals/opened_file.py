"""An arriving file: opened once, then told of or taken in, be it a project or a codebook."""

from dataclasses import dataclass
from pathlib import Path

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Progress
from qualwb.acts.researcher import Researcher
from qualwb.exchange.arrivals.codebook_arrivals import is_codebook, take_in_codebook
from qualwb.exchange.arrivals.project_formats import project_format
from qualwb.exchange.arrivals.taking_in import take_in
from qualwb.exchange.reconciliation import Reconciliation
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import PortableProject


@dataclass(frozen=True)
class OpenedFile:
    """A project as it was read from a file, or a codebook file, which is read when it is taken in."""

    file: Path
    arrival: Arrival | None = None

    def take_in(
        self,
        researcher: Researcher,
        *,
        find_speakers: bool = False,
        dry_run: bool = False,
        progress: Progress = lambda _step: None,
    ) -> Reconciliation:
        """Take it into the project; a dry run only tells. Raises ``QualwbError``."""
        if self.arrival is None:
            return take_in_codebook(researcher, self.file, dry_run=dry_run)
        return take_in(
            researcher,
            self.file,
            self.arrival,
            find_speakers=find_speakers,
            dry_run=dry_run,
            progress=progress,
        )


def is_arriving(path: Path) -> bool:
    """Whether a path is a project or a codebook of any program, and no transcript.

    Raises ``QualwbError`` for a project of our own.
    """
    return project_format(path) is not None or is_codebook(path)


def opened_file(path: Path, wishes: Wishes, researcher: Researcher) -> OpenedFile:
    """Open a path that is one. Raises ``QualwbError`` for what can't be read."""
    found = project_format(path)
    if found is None:
        return OpenedFile(path)

    def at_hand() -> PortableProject:
        with researcher.project.reading_whole() as connection:
            return portable_project(connection)

    return OpenedFile(path, found.read(path, wishes, at_hand))
