"""Records that somebody names and nobody describes, made from their names, as a folder made by hand needs."""

from dataclasses import replace
from typing import Any

from qualwb.exchange.folder.columns import FolderNames
from qualwb.localization import gettext as _
from qualwb.portable.arrival import stable_id
from qualwb.portable.records import Code, Coder, Group, PortableProject, Question, Round, Uid
from qualwb.safe_text import one_line
from qualwb.same_name import same_name


class Newcomers:
    """Coders, rounds, groups and questions by their names; codes, too, where there is no codebook."""

    def __init__(self, names: FolderNames, *, has_codebook: bool) -> None:
        self._names = names
        self._made: dict[str, list[Coder | Round | Group | Question | Code]] = {}
        self._kinds = {
            "coders": (Coder, _("The coder")),
            "rounds": (Round, _("The round")),
            "groups": (Group, _("The group")),
            "questions": (Question, _("The question")),
        }
        if not has_codebook:
            self._kinds["codes"] = (Code, _("The code"))
        self.told: list[tuple[str, str]] = []
        """What was made: its name, and of which kind, in words."""

    def made(self, collection: str, name: str) -> Uid | None:
        """The id of a new record of that name; None where none may be made."""
        name = one_line(name)
        if collection not in self._kinds or not name:
            return None
        record, word = self._kinds[collection]
        one = record(stable_id(collection, same_name(name)), name)
        self._made.setdefault(collection, []).append(one)
        self._names.by_collection[collection].add(one.uid, name)
        self.told.append((name, word))
        return one.uid

    def joined(self, project: PortableProject) -> PortableProject:
        """The project with them."""
        joined: dict[str, Any] = {
            collection: (*getattr(project, collection), *made) for collection, made in self._made.items()
        }
        return replace(project, **joined)
