"""Within an act: the rows that keep what was decided of names."""

from functools import cached_property
from itertools import count
from typing import Any

from sqlalchemy import select

from qualwb.acts.passages import StalePassage
from qualwb.acts.pseudonyms.alias_check import AliasCheck
from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.places import REPLACED, is_in_text
from qualwb.acts.pseudonyms.stored import Decisions
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import NameVerdict, Source
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, now
from qualwb.store.texts import current_text


class AliasStands(QualwbError):
    """What is to be replaced is no name of the material, but what stands in place of one."""


class Ledger:
    """The decisions of a project, written by one researcher in one act."""

    def __init__(self, act: Act, coder: str) -> None:
        self._act = act
        self._coder = coder
        self._check = AliasCheck(act.connection)
        self._decisions = Decisions.read(act.connection)
        self._names: dict[tuple[str, str], dict[str, Any]] = {
            named: dict(row) for named, row in self._decisions.names.items()
        }

    def decide(self, entity: Entity, verdict: Verdict, alias: str = "") -> bool:
        """Say what becomes of a name; whether that is new. Raises ``BadAlias``, and ``AliasStands`` for what
        stands in place of a name already.

        Without an ``alias``, or with the one that stands there under another verdict, the program chooses:
        with the verdict to replace, what it proposed is kept.
        """
        turned = verdict is not entity.verdict and Verdict.GENERALISE in (verdict, entity.verdict)
        kept = alias if verdict in REPLACED and not (turned and alias == entity.alias) else ""
        if kept and kept != entity.alias:
            self._check.refuse_bad(entity, kept, self._aliases(besides=entity))
        if verdict is Verdict.REPLACE and not turned:
            kept = kept or entity.alias
        row = self._row_of(entity)
        if verdict in REPLACED and row is None and self._stands_for_another(entity):
            raise AliasStands(
                _("'{name}' stands in place of a name that was replaced.").format(name=entity.name),
                _("Give the names back by the key, choose another alias, and replace them anew."),
            )
        if row is None and verdict is Verdict.OPEN:
            return False
        if row is not None and (row["verdict"], row["alias"]) == (verdict, kept):
            return False
        return self.put(entity.kind, entity.name, verdict=verdict, alias=kept)

    def _stands_for_another(self, entity: Entity) -> bool:
        return self._decisions.applied and self._decisions.is_alias(entity.name)

    def put(self, kind: str, name: str, **values: Any) -> bool:
        """Keep something of a name wherever it stands; whether anything of it is new."""
        row = self._names.get((kind, name))
        return self._write(row, kind, name, values)

    def say_kind(self, kind: str, name: str, **values: Any) -> bool:
        """The same, of a name that is said to be of this kind, whatever it was said or found to be before."""
        row = self._names.get((kind, name)) or self._of_other_kind(name)
        return self._write(row, kind, name, values)

    def _write(self, row: dict[str, Any] | None, kind: str, name: str, values: dict[str, Any]) -> bool:
        said = {**values, "kind": kind}
        if row is not None and all(row[column] == value for column, value in said.items()):
            return False
        said |= {"coder_id": self._coder_key, "decided_at": now()}
        if row is None:
            key = self._act.insert(NameVerdict, name=name, **said)
            row = {"id": key, "name": name, "verdict": Verdict.OPEN, "alias": "", "same_as": ""}
        else:
            self._act.update(NameVerdict, row["id"], **said)
            del self._names[row["kind"], name]
        self._names[kind, name] = {**row, **said}
        return True

    def put_place(self, entity: Entity, place: Place, **values: Any) -> None:
        """Keep something of a place of a source's text. Raises ``StalePassage``."""
        self._refuse_stale(place)
        row = self._decisions.places.get((place.key, place.start, place.end))
        before = row or {"verdict": Verdict.OPEN, "same_as": ""}
        said = {**{name: before[name] for name in ("verdict", "same_as")}, **values}
        if said["verdict"] is Verdict.OPEN and not said["same_as"]:
            self._act.delete(NameVerdict, [row["id"]] if row else [])
            return
        said |= {"coder_id": self._coder_key, "decided_at": now()}
        if row:
            self._act.update(NameVerdict, row["id"], **said)
        else:
            self._act.insert(
                NameVerdict,
                kind=entity.kind,
                name=entity.name,
                source_id=place.key,
                start=place.start,
                end=place.end,
                quote=place.words,
                **said,
            )

    def forget(self, entity: Entity) -> bool:
        """Delete all that was decided of a name, its forms and its places; whether there was anything."""
        names = {entity.name, *entity.forms}
        rows = [row for (kind, name), row in self._names.items() if kind == entity.kind and name in names]
        at = {(place.key, place.start, place.end) for place in entity.places if is_in_text(place)}
        keys = [row["id"] for row in rows]
        keys += [row["id"] for passage, row in self._decisions.places.items() if passage in at]
        self._act.delete(NameVerdict, keys)
        return bool(keys)

    def _aliases(self, besides: Entity) -> frozenset[str]:
        """The aliases that were chosen for other names."""
        own = {besides.name, *besides.forms}
        return frozenset(
            row["alias"]
            for (kind, name), row in self._names.items()
            if row["alias"]
            and row["verdict"] == Verdict.REPLACE
            and (kind != besides.kind or name not in own)
        )

    def free_name(self, entity: Entity) -> str:
        """The name with the first number that no other one has: 'Anna (2)'."""
        taken = {name for _kind, name in self._names}
        taken |= {row["same_as"] for row in self._decisions.places.values()}
        return next(new for new in (f"{entity.name} ({n})" for n in count(2)) if new not in taken)

    def _row_of(self, entity: Entity) -> dict[str, Any] | None:
        rows = (self._names.get((entity.kind, name)) for name in (entity.name, *entity.forms))
        return next((row for row in rows if row and row["same_as"] in ("", row["name"])), None)

    def _of_other_kind(self, name: str) -> dict[str, Any] | None:
        return next((row for (_kind, known), row in self._names.items() if known == name), None)

    def _refuse_stale(self, place: Place) -> None:
        there = select(Source.name).where(Source.id == place.key)
        source = self._act.connection.execute(there).scalar()
        now_there = current_text(self._act.connection, place.key)[place.start : place.end] if source else ""
        if now_there != place.words:
            raise StalePassage(
                _("{source} {start}-{end}: the text was changed meanwhile.").format(
                    source=source or "-", start=place.start, end=place.end
                ),
                _("Find the names again."),
            )

    @cached_property
    def _coder_key(self) -> int:
        return ensure_coder(self._act, self._coder)
