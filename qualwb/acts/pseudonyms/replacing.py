"""Names replaced by their aliases everywhere at once: one act, undoable until the project is sealed.

Texts get a new version and everything on them follows; all other values are changed where they stand. The
key file is written last within the act's transaction, before it is committed: there is never a project whose
key is not there, and a key tells by the project's settings which of its applications happened.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from qualwb.acts.follow_edits import Joined, edit_text
from qualwb.acts.pseudonyms import facts
from qualwb.acts.pseudonyms.choosing import Accept, Chosen
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.key import Application, Key, PrintReplaced, TextReplaced, ValueReplaced
from qualwb.acts.pseudonyms.key_file import KeyFile, UnusableKeyFile
from qualwb.acts.pseudonyms.planning import Plan, plan_of
from qualwb.acts.pseudonyms.printing import printed_afterwards
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions
from qualwb.acts.pseudonyms.unique_names import in_free_order, settled
from qualwb.acts.pseudonyms.values import at_path, put_at, record_of, rows_of
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import Edit, edits_between
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import PrintVersion, Project, Record, Source, TextContent
from qualwb.store.journal import Act, table_of
from qualwb.store.project_file import now
from qualwb.store.texts import current_text

ACT = "pseudonyms.apply"


@dataclass(frozen=True, slots=True)
class Applied:
    """What was replaced, or would be."""

    names: int
    places: int
    sources: int
    """How many texts have another version."""
    values: int
    """How many names, labels, attributes, memos ... have another wording."""
    joined: tuple[Joined, ...] = ()
    """Codings and print versions that came to stand on one like them."""


def apply(
    researcher: Researcher,
    entities: Iterable[Entity],
    key_file: KeyFile,
    *,
    accept: Accept = Accept.NONE,
    style: str = "names",
    number: bool = False,
) -> Applied:
    """Replace names by their aliases, in one act; the key file is written anew with what gives them back.

    With ``number``, names that may stand once only and would become the same get numbers. Raises
    ``StaleName`` when the project changed since the names were found, ``SameName``, ``BadAlias``,
    ``NothingToReplace``, ``UnusableKeyFile`` for the key of another project; then nothing is changed.
    """
    with researcher.act(ACT) as act:
        refuse_other_key(act.connection, key_file)
        plan = plan_of(act.connection, entities, key_file.key, accept)
        applying = _Applying(act, plan, key_file.key)
        applying.write(number)
        application = Application(str(uuid4()), now(), *applying.record())
        applied = Applied(
            len(plan.chosen.entities), plan.places, len(plan.texts), len(plan.values), tuple(applying.joined)
        )
        _note(act, researcher, key_file.key.key_id, application, applied, style)
        key_file.write(_extended(key_file.key, plan.chosen, application))
    return applied


def refuse_other_key(connection: Connection, key_file: KeyFile) -> None:
    """Raise ``UnusableKeyFile`` for the key of another project, or one beside the key that is in use."""
    uid = connection.execute(select(Project.uid)).scalar_one()
    if key_file.key.project != uid:
        raise UnusableKeyFile(_("{path}: is the key of another project.").format(path=key_file.path))
    used = {one.get("key_id") for one in facts.applied(connection)}
    if used and key_file.key.key_id not in used:
        raise UnusableKeyFile(
            _("{path}: is not the key with which this project's names were replaced.").format(
                path=key_file.path
            )
        )


class _Applying:
    """The writing of one application, and the record of it that the key keeps."""

    def __init__(self, act: Act, plan: Plan, key: Key) -> None:
        self._act, self._plan = act, plan
        ids = [one.get("id", "") for one in facts.applied(act.connection)]
        self._left = {
            text.source: text.after for application in key.happened(ids) for text in application.texts
        }
        self._texts: list[TextReplaced] = []
        self._values: list[ValueReplaced] = []
        self._prints: list[PrintReplaced] = []
        self.joined: list[Joined] = []

    def record(self) -> tuple[tuple[TextReplaced, ...], tuple[ValueReplaced, ...], tuple[PrintReplaced, ...]]:
        """What gives back all that was written."""
        return tuple(self._texts), tuple(self._values), tuple(self._prints)

    def write(self, number: bool) -> None:
        """Write everything: texts first, since the rest of a print version hangs on them."""
        for source, substitutions in sorted(self._plan.texts.items()):
            self._write_text(source, substitutions)
        self._write_values(number)

    def _write_text(self, source: int, substitutions: Substitutions) -> None:
        connection = self._act.connection
        before = current_text(connection, source)
        after = substitutions.apply(before)
        uid = connection.execute(select(Source.uid).where(Source.id == source)).scalar_one()
        prints = _print_versions(connection, source)
        corrected = edit_text(self._act, source, substitutions)
        self.joined += corrected.joined
        since = self._edits_since(uid, before)
        self._texts.append(
            TextReplaced(uid, sha256_of(before), sha256_of(after), tuple(substitutions.all), since)
        )
        gone = {one.key for one in corrected.joined if one.kind == PrintVersion.__tablename__}
        for row in prints:
            if row["id"] not in gone:
                self._write_print(row, after, substitutions)

    def _write_print(self, row: Mapping[str, Any], text: str, substitutions: Substitutions) -> None:
        new = printed_afterwards(row, text, substitutions, self._plan.lexicon)
        if any(row[name] != new[name] for name in new):
            self._act.update(PrintVersion, row["id"], **new)
            self._prints.append(PrintReplaced(row["uid"], {name: row[name] for name in new}, new))

    def _edits_since(self, uid: str, before: str) -> tuple[Edit, ...]:
        """What was edited since the application before; what it left is gone only when it was purged."""
        left = self._left.get(uid)
        if left in (None, sha256_of(before)):
            return ()
        text = self._act.connection.execute(
            select(TextContent.text).where(TextContent.sha256 == left)
        ).scalar()
        return () if text is None else tuple(edits_between(text, before).edits)

    def _write_values(self, number: bool) -> None:
        new: dict[str, dict[int, dict[str, Any]]] = {}
        keys: dict[str, set[int]] = {}
        for one in self._plan.values:
            keys.setdefault(one.table, set()).add(one.key)
        tables = Record.metadata.tables
        stored = {name: rows_of(self._act.connection, tables[name], wanted) for name, wanted in keys.items()}
        for one in self._plan.values:
            row = new.setdefault(one.table, {}).setdefault(one.key, {})
            value = row.get(one.column, stored[one.table][one.key][one.column])
            row[one.column] = put_at(value, one.path, Substitutions(one.substitutions).apply(one.before))
        final = settled(self._act.connection, new, number=number)
        for table, rows in final.items():
            for key, values in in_free_order(self._act.connection, table, rows):
                self._act.update(record_of(table), key, **values)
        self._values += [_as_written(one, final[one.table][one.key][one.column]) for one in self._plan.values]


def _as_written(one: ValueReplaced, value: Any) -> ValueReplaced:
    """The record of a value; one that got a number gives way as a whole."""
    written = at_path(value, one.path)
    if Substitutions(one.substitutions).apply(one.before) == written:
        return one
    return replace(one, substitutions=(Substitution(0, one.before, written),))


def _print_versions(connection: Connection, source: int) -> list[dict[str, Any]]:
    table = table_of(PrintVersion)
    here = select(table).where(table.c.source_id == source, table.c.orphaned_from.is_(None))
    return [dict(row) for row in connection.execute(here).mappings()]


def _note(
    act: Act,
    researcher: Researcher,
    key_id: str,
    application: Application,
    applied: Applied,
    style: str,
) -> None:
    """Note in the settings that this application happened; a project with new originals is not sealed."""
    entry = {
        "id": application.id,
        "at": application.at,
        "by": researcher.coder,
        "entities": applied.names,
        "places": applied.places,
        "key_id": key_id,
        "style": style,
    }
    facts.put(act, applied=[*facts.applied(act.connection), entry], sealed=None)
    names = ngettext("{n} name", "{n} names", applied.names).format(n=applied.names)
    places = ngettext("{n} place", "{n} places", applied.places).format(n=applied.places)
    act.summary = f"{names}, {places}"


def _extended(key: Key, chosen: Chosen, application: Application) -> Key:
    named = key.with_names(chosen.entities, chosen.words())
    kept = named.originals().keys() & chosen.kept
    return replace(
        named,
        kept=tuple(sorted({*key.kept, *kept})),
        applications=(*key.applications, application),
    )


def sha256_of(text: str) -> str:
    """The SHA-256 by which a text is stored."""
    return hashlib.sha256(text.encode()).hexdigest()
