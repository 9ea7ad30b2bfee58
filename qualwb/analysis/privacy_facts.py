"""How the people in the material are protected: names replaced, sealed, withdrawn; and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.model import Project
from qualwb.model.privacy import PRIVACY
from qualwb.store.engines.backend import backend_of


@dataclass(frozen=True, slots=True)
class PrivacyFacts:
    """What the project itself tells of its protection; moments are ISO 8601 in UTC."""

    applied: Sequence[Mapping[str, Any]]
    """Each replacing of names: at, by, entities, places, kinds (how many of each), key_id, style; and how
    many were generalised, kept, kept_places and undecided then, which earlier versions did not note."""
    sealed: Mapping[str, Any] | None
    """at, by, key_id: since then the project does not hold the names that were replaced; None before."""
    withdrawn: Sequence[Mapping[str, Any]]
    """Each withdrawal of a participant, without a name: at, by, reason, turns, codings ..."""
    purge_by: date | None
    """The day when the material must be gone."""
    is_encrypted: bool = False
    """Whether the project file opens by its passphrase alone."""
    copy: Mapping[str, Any] | None = None
    """Of a copy to share: at, pseudonymised, quotes_only, without_memos, coarsened, least; None otherwise."""

    @property
    def generalised(self) -> int | None:
        """How many names gave way to something broader; None where it was not noted."""
        if any("generalised" not in one for one in self.applied):
            return None
        return sum(int(one["generalised"]) for one in self.applied)

    def left(self, what: str) -> int | None:
        """How many were kept, kept_places or undecided when names were last replaced; None: not noted."""
        noted: int | None = self.applied[-1].get(what) if self.applied else None
        return noted

    @property
    def all_replaced(self) -> bool:
        """Whether it is known that every name that was found gave way wherever it stood."""
        return all(self.left(what) == 0 for what in ("kept", "kept_places", "undecided"))


def privacy_facts(connection: Connection) -> PrivacyFacts:
    """The facts that the project's settings hold, and whether its file is encrypted."""
    settings = connection.execute(select(Project.settings)).scalar_one()
    said: Mapping[str, Any] = settings.get(PRIVACY) or {}
    day = said.get("purge_by")
    return PrivacyFacts(
        tuple(said.get("applied") or ()),
        said.get("sealed"),
        tuple(said.get("withdrawn") or ()),
        date.fromisoformat(day) if day else None,
        backend_of(connection).is_encrypted(connection),
        said.get("copy"),
    )
