"""What was decided of names, as the project keeps it: of a name wherever it stands, or of one place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from sqlalchemy import Connection, exists, select

from qualwb.acts import privacy
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.material import TEXT, Spot
from qualwb.language.names.entities import Joining, Referent
from qualwb.language.names.standing import KnownNames
from qualwb.model import Change, NameVerdict
from qualwb.store.journal import table_of
from qualwb.store.special_acts import SEAL

Passage = tuple[int, int, int]
"""A source's key, start and end."""
Named = tuple[str, str]
"""Kind and name."""


def text_key(spot: Spot) -> str:
    """What a string of the project is called where names are grouped."""
    return repr(tuple(spot))


@dataclass(frozen=True)
class Decisions:
    """The rows of ``name_verdict``: those of names by kind and name, those of places by passage."""

    names: Mapping[Named, Mapping[str, Any]] = field(default_factory=dict)
    places: Mapping[Passage, Mapping[str, Any]] = field(default_factory=dict)
    lost: int = 0
    """Decisions on places whose words are gone from the text."""
    applied: bool = False
    """Whether names were replaced in the project, so that aliases stand in it."""
    originals_left: bool = False
    """Whether replaced names left the project, or this copy of it: their aliases are kept as names since."""

    @classmethod
    def read(cls, connection: Connection) -> Self:
        """All that stands in the project."""
        names: dict[Named, Mapping[str, Any]] = {}
        places: dict[Passage, Mapping[str, Any]] = {}
        lost = 0
        table = table_of(NameVerdict)
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            if row["source_id"] is None:
                names[row["kind"], row["name"]] = dict(row)
            elif row["orphaned_from"] is None:
                places[row["source_id"], row["start"], row["end"]] = dict(row)
            else:
                lost += 1
        applied = bool(privacy.applied(connection))
        return cls(names, places, lost, applied, _originals_left(connection))

    def names_but(self, found: Collection[str]) -> dict[str, str]:
        """The names that a person decided on and nothing found, each with its kind.

        ``found`` are the names that were found, folded. What is kept needs not be looked for.
        """
        return {
            name: kind
            for (kind, name), row in self.names.items()
            if row["verdict"] != Verdict.KEEP and name.casefold() not in found
        }

    def joined(self) -> Iterator[Joining]:
        """Which names are said to name the same, everywhere or at one place."""
        for (kind, name), row in self.names.items():
            if row["same_as"]:
                yield Joining(kind, name, row["same_as"])
        for (source, start, end), row in self.places.items():
            if row["same_as"]:
                yield Joining(
                    row["kind"],
                    row["name"],
                    row["same_as"],
                    text_key(Spot(TEXT.table, TEXT.column, source)),
                    start,
                    end,
                )

    def of_place(self, source: int, start: int, end: int) -> Verdict | None:
        """What was decided of this place of a source's text alone."""
        row = self.places.get((source, start, end))
        verdict = Verdict(row["verdict"]) if row else Verdict.OPEN
        return None if verdict is Verdict.OPEN else verdict

    def of_name(self, kind: str, *names: str) -> Mapping[str, Any] | None:
        """The row of the first of these names that something is decided of."""
        rows = (self.names.get((kind, name)) for name in names)
        return next((row for row in rows if row and row["same_as"] in ("", row["name"])), None)

    def kind_said(self, name: str, kind: str) -> str:
        """The kind that a person says a name has, where it was found as another; else the kind found.

        It is said by adding or joining a name: such a row says whose name it is, be it its own. An alias
        has the kind of the name that it stands for.
        """
        said = self._kinds.get(name, ())
        return kind if not said or kind in said else said[0]

    def fixed(self, found: Iterable[Referent]) -> dict[Named, str]:
        """The aliases that were chosen, by kind and name: by that which it is found under now too."""
        chosen = {named: row["alias"] for named, row in self.names.items() if row["alias"]}
        for one in found:
            row = self.of_name(one.kind, one.name, *one.forms)
            if row and row["alias"]:
                chosen[one.kind, one.name] = row["alias"]
        return chosen

    def is_alias(self, name: str) -> bool:
        """Whether a name is what stands in place of another, in whatever form, a part of it, or numbered."""
        name = name.rstrip(" 0123456789") if name[:1].isalpha() else name
        first, *others = name.split() or [""]
        is_part = any(words.issuperset(others) for words in self._words_of_aliases.get(first, ()))
        return is_part or any(
            (one.start, one.end) == (0, len(name)) for one in self._known_aliases.standing(name)
        )

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        kinds: dict[str, list[str]] = {}
        for (kind, name), row in self.names.items():
            if row["same_as"]:
                kinds.setdefault(name, []).append(kind)
            if row["alias"] and row["verdict"] == Verdict.REPLACE:
                kinds.setdefault(row["alias"], []).append(kind)
        return kinds

    @cached_property
    def _aliases(self) -> frozenset[str]:
        kept = {row["name"] for row in self.names.values() if row["verdict"] == Verdict.KEEP}
        return frozenset(
            {row["alias"] for row in self.names.values()} | (kept if self.originals_left else set())
        )

    @cached_property
    def _known_aliases(self) -> KnownNames:
        return KnownNames(alias for alias in self._aliases if any(map(str.isalnum, alias)))

    @cached_property
    def _words_of_aliases(self) -> dict[str, list[frozenset[str]]]:
        """The words of each alias, by each of them."""
        aliases: dict[str, list[frozenset[str]]] = {}
        for alias in self._aliases:
            words = frozenset(alias.split())
            for word in words:
                aliases.setdefault(word, []).append(words)
        return aliases


def _originals_left(connection: Connection) -> bool:
    if privacy.told(connection).get("copy") and privacy.applied(connection):
        return True
    return connection.execute(select(exists().where(Change.act == SEAL))).scalar_one()
