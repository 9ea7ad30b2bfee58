"""A project of several coders, each of whom undoes their own acts."""

from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.server_project import ServerProject
from tests.projects import opened_again


class SharedFile(ProjectFile):
    """A file in which undo goes as in a project on a server."""

    own_undo = True


def shared(project: OpenProject) -> OpenProject:
    """The same project opened anew, in which each coder undoes their own acts; a server's is so already."""
    if isinstance(project, ServerProject):
        return opened_again(project)
    return SharedFile.open(as_file(project).path)
