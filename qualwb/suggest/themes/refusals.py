"""What was refused of proposals, so that it is not proposed again."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualwb.model import Project
from qualwb.suggest.themes.theme_proposals import Key

SETTING = "refused_proposals"
"""Where a project keeps them: a list of ``{"kind": "theme" | "merge" | "split", "key": [...]}``."""


def refused_keys(connection: Connection, kind: str) -> frozenset[Key]:
    """The keys of the proposals of a kind that were refused."""
    settings = connection.execute(select(Project.settings)).scalar_one()
    return frozenset(frozenset(one["key"]) for one in settings.get(SETTING, ()) if one.get("kind") == kind)
