"""The settings that belong to the project."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from qualwb.model import Project
from qualwb.store.driver import Asked, fetch_whole
from qualwb.store.journal import table_of

_PROJECT = select(Project.__table__)


def project_settings(connection: Connection) -> Mapping[str, Any]:
    """The settings by name."""
    (project,) = fetch_whole(connection, table_of(Project), _PROJECT)
    return project["settings"] or {}


def settings_asked() -> Asked:
    """What ``project_settings`` asks."""
    return _PROJECT, {}
