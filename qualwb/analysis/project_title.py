"""What a project is called."""

from dataclasses import dataclass

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.model import Project


@dataclass(frozen=True, slots=True)
class ProjectTitle:
    """Name and description; '' for what has not been written."""

    name: str
    description: str


def project_title(connection: Connection) -> ProjectTitle:
    """The title that the project has been given."""
    name, description = connection.execute(select(Project.name, Project.description)).one()
    return ProjectTitle(name, description)
