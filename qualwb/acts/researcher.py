"""A researcher at work: an open project, who codes, and in which round."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qualwb.safe_text import cleaned
from qualwb.store.journal import Act
from qualwb.store.open_project import FIRST_ROUND, OpenProject


@dataclass(frozen=True)
class Researcher:
    """What every act needs to know; coder and round by the names that are stored.

    The project is read as the coder may see it who works in that round.
    """

    project: OpenProject
    coder: str
    round: str = FIRST_ROUND

    def __post_init__(self) -> None:
        object.__setattr__(self, "coder", cleaned(self.coder))
        object.__setattr__(self, "round", cleaned(self.round))
        object.__setattr__(self, "project", self.project.seen_by(self.coder, self.round))

    @contextmanager
    def act(self, kind: str, reason: str = "") -> Iterator[Act]:
        """One act by this researcher; see ``OpenProject.act``."""
        with self.project.act(kind, coder=self.coder, reason=reason) as act:
            yield act


def working_round(project: OpenProject) -> str:
    """The round that new codings go to: the project's setting, else the first one."""
    return _setting(project, "round") or FIRST_ROUND


def coder_of_copy(project: OpenProject) -> str:
    """The coder whom a copy was split off for; '' for a project of everybody's."""
    return _setting(project, "coder")


def _setting(project: OpenProject, name: str) -> str:
    from sqlalchemy import select

    from qualwb.model import Project

    with project.reading() as connection:
        settings = connection.execute(select(Project.settings)).scalar_one()
    return str(settings.get(name) or "")
