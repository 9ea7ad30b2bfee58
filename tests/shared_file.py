"""A project of several coders, each of whom undoes their own acts."""

from qualwb.store.project_file import ProjectFile


class SharedFile(ProjectFile):
    """A file in which undo goes as in a project on a server."""

    own_undo = True
