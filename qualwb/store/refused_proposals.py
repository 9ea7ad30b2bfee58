"""What was refused of proposed themes, merges and splits, and is not to be proposed again: how it is kept."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, select

from qualwb.model import Project

ProposalKind = Literal["theme", "merge", "split"]

SETTING = "refused_proposals"
"""The setting that keeps it: a list of entries, as ``entry`` makes them."""


def entry(kind: ProposalKind, key: Collection[str]) -> dict[str, Any]:
    """A refused proposal: its kind, and the uids that it is known by."""
    return {"kind": kind, "key": sorted(key)}


def renamed(entries: Iterable[Mapping[str, Any]], uids: Mapping[str, str]) -> list[dict[str, Any]]:
    """The entries with other uids; those go whose codes and themes are not all there any more."""
    return [
        entry(one["kind"], [uids[uid] for uid in one["key"]])
        for one in entries
        if uids.keys() >= set(one["key"])
    ]


def refused_keys(connection: Connection, kind: ProposalKind) -> frozenset[frozenset[str]]:
    """The keys of the proposals of a kind that were refused."""
    settings = connection.execute(select(Project.settings)).scalar_one()
    return frozenset(frozenset(one["key"]) for one in settings.get(SETTING, ()) if one.get("kind") == kind)
