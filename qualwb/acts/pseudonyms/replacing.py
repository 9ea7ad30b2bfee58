"""Names replaced by their aliases everywhere at once: one act, undoable until the project is sealed.

Texts get a new version and everything on them follows; all other values are changed where they stand. The
key file is written last within the act's transaction, before it is committed: there is never a project whose
key is not there, and a key tells by the project's settings which of its applications happened.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from qualwb.acts import privacy
from qualwb.acts.follow_edits import Joined, edit_text
from qualwb.acts.moved_places import last_known
from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.key import (
    Application,
    ColumnReplaced,
    JsonReplaced,
    Key,
    MergedPerson,
    PrintReplaced,
    TextReplaced,
    ValueReplaced,
)
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.planning import Plan, plan_of
from qualwb.acts.pseudonyms.printing import replace_printed, standing_print_versions
from qualwb.acts.pseudonyms.rows import record_of
from qualwb.acts.pseudonyms.same_people import is_alias, make_one, same_people
from qualwb.acts.pseudonyms.same_project import refuse_other_key
from qualwb.acts.pseudonyms.selecting import Chosen, kept_though_known
from qualwb.acts.pseudonyms.stored import Decisions
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions
from qualwb.acts.pseudonyms.unique_names import settled
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import Edit, edits_between
from qualwb.localization import ngettext
from qualwb.model import NameVerdict, Source, TextContent
from qualwb.store.journal import Act
from qualwb.store.open_project import OpenProject, now
from qualwb.store.texts import current_text

ACT = "names.replace"


@dataclass(frozen=True, slots=True)
class Applied:
    """What was replaced, or would be."""

    names: int
    places: int
    """In texts and elsewhere."""
    text_places: int
    sources: int
    """How many texts have another version."""
    columns: int
    """How many names, labels, attributes, memos ... have another wording."""
    joined: tuple[Joined, ...] = ()
    """Codings and print versions that came to stand on one like them."""
    merged: tuple[MergedPerson, ...] = ()
    """Participants who were, by the key, one person with an earlier one."""
    tags: int = 0
    """Places where a tag in brackets stands instead."""
    kept_here: tuple[str, ...] = ()
    """Names that are kept in this project, and that the key has an alias for, as from another copy."""

    def notices(self) -> tuple[str, ...]:
        """What the researcher should know besides, a line each."""
        return (*(one.in_words() for one in self.joined), *self._merged(), *self._tags(), *self._kept())

    def _tags(self) -> Iterator[str]:
        if n := self.tags:
            yield ngettext(
                "{n} place has a tag in brackets now: it counts as no word.",
                "{n} places have tags in brackets now: they count as no words.",
                n,
            ).format(n=n)

    def _merged(self) -> Iterator[str]:
        if n := len(self.merged):
            yield ngettext(
                "{n} participant was the same person as an earlier one.",
                "{n} participants were the same people as earlier ones.",
                n,
            ).format(n=n)

    def _kept(self) -> Iterator[str]:
        if n := len(self.kept_here):
            yield ngettext(
                "{n} name is kept here, though the key has an alias for it: {names}.",
                "{n} names are kept here, though the key has aliases for them: {names}.",
                n,
            ).format(n=n, names=", ".join(self.kept_here))


def apply(
    researcher: Researcher,
    entities: Iterable[Entity],
    key_file: KeyFile,
    *,
    style: str = "names",
    number: bool = False,
) -> Applied:
    """Replace names by their aliases, in one act; the key file is written anew with what gives them back.

    With ``number``, names that may stand once only and would become the same get numbers. Raises
    ``StaleName`` when the project changed since the names were found, ``SameName``,
    ``NothingToReplace``, ``UnusableKeyFile`` for the key of another project; then nothing is changed.
    """
    with researcher.act(ACT) as act:
        refuse_other_key(act.connection, key_file)
        applied, key = replace_names(
            act, researcher.coder, entities, key_file.key, style=style, number=number
        )
        key_file.write(key)
    return applied


def replace_names(
    act: Act,
    coder: str,
    entities: Iterable[Entity],
    key: Key,
    *,
    style: str = "names",
    number: bool = False,
) -> tuple[Applied, Key]:
    """Within an act: what ``apply`` does; returns the key with what gives it back, which is to be kept."""
    found = list(entities)
    plan = plan_of(act.connection, found, key)
    _keep_aliases(act, plan.chosen)
    applying = _Applying(act, plan, key)
    applying.write(number)
    application = applying.record()
    applied = replace(
        _told(plan),
        joined=tuple(applying.joined),
        merged=application.merged,
        kept_here=tuple(kept_though_known(found, key)),
    )
    facts = {"places": applied.places, "key_id": key.key_id, "style": style}
    _note(act, coder, application, {**_counted(plan.chosen), **facts})
    names = ngettext("{n} name", "{n} names", applied.names).format(n=applied.names)
    places = ngettext("{n} place", "{n} places", applied.places).format(n=applied.places)
    act.summary = f"{names}, {places}"
    return applied, _extended(key, plan.chosen, application)


def would_apply(
    project: OpenProject, entities: Iterable[Entity], key_file: KeyFile, *, number: bool = False
) -> Applied:
    """What ``apply`` would do: it is done, and taken back before anybody sees it. Raises as it does."""
    with project.writing() as connection:
        refuse_other_key(connection, key_file)
        try:
            applied, _key = replace_names(Act(connection), "", entities, key_file.key, number=number)
        finally:
            connection.rollback()
    return applied


def _told(plan: Plan) -> Applied:
    return Applied(
        names=len(plan.chosen.entities),
        places=plan.places,
        text_places=plan.text_places,
        sources=len(plan.texts),
        columns=len(plan.columns),
        tags=sum(place.replacement.startswith("[") for place in plan.chosen.places()),
    )


class _Applying:
    """The writing of one application, and the record of it that the key keeps."""

    def __init__(self, act: Act, plan: Plan, key: Key) -> None:
        self._act, self._plan = act, plan
        ids = [one.get("id", "") for one in privacy.applied(act.connection)]
        self._happened = key.happened(ids)
        self._left = {text.source: text.after for application in self._happened for text in application.texts}
        self._texts: list[TextReplaced] = []
        self._values: list[ValueReplaced] = []
        self._json: list[JsonReplaced] = []
        self._prints: list[PrintReplaced] = []
        self._merged: list[MergedPerson] = []
        self.joined: list[Joined] = []

    def record(self) -> Application:
        """What gives back all that was written."""
        return Application(
            str(uuid4()),
            now(),
            tuple(self._texts),
            tuple(self._values),
            tuple(self._json),
            tuple(self._prints),
            tuple(self._merged),
        )

    def write(self, number: bool) -> None:
        """Write everything: texts first, since the rest of a print version hangs on them."""
        texts = self._plan.texts
        printed = standing_print_versions(self._act.connection)
        for source, substitutions in sorted(texts.items()):
            self._write_text(source, substitutions)
        self._prints += replace_printed(self._act, printed, texts, self._plan.lexicon)
        self._write_columns(number)

    def _write_text(self, source: int, substitutions: Substitutions) -> None:
        connection = self._act.connection
        before = current_text(connection, source)
        after = substitutions.apply(before)
        uid = connection.execute(select(Source.uid).where(Source.id == source)).scalar_one()
        corrected = edit_text(self._act, source, substitutions)
        self.joined += corrected.joined
        since = self._edits_since(uid, before)
        self._texts.append(
            TextReplaced(uid, sha256_of(before), sha256_of(after), tuple(substitutions.all), since)
        )

    def _edits_since(self, uid: str, before: str) -> tuple[Edit, ...]:
        """What was edited since the application before, or since a withdrawal that erased what it left."""
        if uid not in self._left:
            return ()
        left = last_known(self._act.connection, uid, self._left[uid])
        if left == sha256_of(before):
            return ()
        text = self._act.connection.execute(
            select(TextContent.text).where(TextContent.sha256 == left)
        ).scalar()
        return () if text is None else tuple(edits_between(text, before).edits)

    def _write_columns(self, number: bool) -> None:
        same = same_people(self._act.connection, self._plan.columns, self._happened)
        going = [one for one in self._plan.columns if is_alias(one) and one.key in same]
        staying = [one for one in self._plan.columns if one not in going]
        new: dict[str, dict[int, dict[str, Any]]] = {}
        for one in staying:
            new.setdefault(one.table, {}).setdefault(one.key, {})[one.column] = one.after
        final = settled(self._act.connection, new, number=number)
        for table, rows in final.items():
            for key, values in rows.items():
                self._act.update(record_of(table), key, **values)
        for one in staying:
            if isinstance(one, ValueReplaced):
                one = _as_written(one, final[one.table][one.key][one.column])
            self._keep(one)
        self._make_one(going, same)

    def _make_one(self, going: Iterable[ColumnReplaced], same: Mapping[int, int]) -> None:
        """Let participants who come again be those whom the key knows by their name."""
        for one in going:
            merged, more = make_one(self._act, one.key, same[one.key], [one, *self._values, *self._json])
            self._merged.append(merged)
            for replaced in more:
                self._keep(replaced)

    def _keep(self, one: ColumnReplaced) -> None:
        if isinstance(one, JsonReplaced):
            self._json.append(one)
        else:
            self._values.append(one)


def _as_written(one: ValueReplaced, value: str) -> ValueReplaced:
    """The record of a column; one whose name got a number gives way as a whole."""
    if one.after == value:
        return one
    return replace(one, substitutions=(Substitution(0, one.before, value),))


def _keep_aliases(act: Act, chosen: Chosen) -> None:
    """Within an act: keep what names become with what was decided of them, by which it is known afterwards.

    It is another than stands there where the key knows the name, or where the name is of another kind since.
    """
    names = Decisions.read(act.connection).names
    for one in chosen.entities:
        row = names.get((one.kind, one.name))
        if one.verdict is Verdict.REPLACE and row is not None and row["alias"] != one.alias:
            act.update(NameVerdict, row["id"], alias=one.alias)


def _counted(chosen: Chosen) -> dict[str, Any]:
    """How many names became what, for the project's settings: no name is told."""
    kinds = Counter(one.kind for one in chosen.entities)
    return {"entities": len(chosen.entities), "kinds": dict(sorted(kinds.items())), **asdict(chosen.judged)}


def _note(act: Act, coder: str, application: Application, facts: Mapping[str, Any]) -> None:
    """Note in the settings that this application happened; a project with new originals is not sealed."""
    entry = {"id": application.id, "at": application.at, "by": coder, **facts}
    privacy.put(act, applied=[*privacy.applied(act.connection), entry], sealed=None)


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
