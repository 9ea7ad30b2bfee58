"""Names given back by the key: the original texts, and everything else as it was written, in one act.

It works in a sealed project too, which is no longer sealed then: that can't be undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.follow_edits import edit_text
from qualwb.acts.moved_places import way
from qualwb.acts.pseudonyms.giving_back import (
    GivenBack,
    given_back_in_json,
    given_back_in_text,
    given_back_in_value,
)
from qualwb.acts.pseudonyms.key import (
    Application,
    ColumnReplaced,
    JsonReplaced,
    KnownName,
    MergedPerson,
    TextReplaced,
    ValueReplaced,
    strings_changed,
)
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.printing import restore_printed, standing_print_versions
from qualwb.acts.pseudonyms.replacing import sha256_of
from qualwb.acts.pseudonyms.rows import record_of
from qualwb.acts.pseudonyms.same_project import refuse_other_key
from qualwb.acts.pseudonyms.substitutions import Substitutions
from qualwb.acts.pseudonyms.unique_names import settled
from qualwb.acts.pseudonyms.withheld import Withheld, withheld_names
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Record, Source
from qualwb.store.backup import back_up
from qualwb.store.errors import UnusableProject
from qualwb.store.journal import Act, write_change
from qualwb.store.open_project import now
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.special_acts import UNSEAL
from qualwb.store.texts import current_text

ACT = "names.restore"


class NothingToRestore(QualwbError):
    """The key has no application that happened in the project."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class NotGivenBack:
    """An original that could not be put back, since what stood instead was changed since."""

    where: str
    original: str
    alias: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was given back."""

    texts: int
    places: int
    """In texts and elsewhere."""
    text_places: int
    columns: int
    """How many names, labels, attributes, memos ..."""
    left: tuple[NotGivenBack, ...]
    unsealed: bool = False
    merged: tuple[MergedPerson, ...] = ()
    """Participants who stay one with an earlier one of the same name."""
    withheld: int = 0
    """Names of those who have withdrawn, which stay replaced."""


def restore(researcher: Researcher, key_file: KeyFile) -> Restored:
    """Give back the originals in the project itself, as one act that can be undone.

    Raises ``NothingToRestore``, and ``UnusableKeyFile`` for the key of another project.
    """
    project = researcher.project
    with project.writing() as connection:
        refuse_other_key(connection, key_file)
        done = key_file.key.happened(one.get("id", "") for one in privacy.applied(connection))
        if not done:
            raise NothingToRestore(
                _("{path}: none of what this key gives back was replaced in this project.").format(
                    path=key_file.path
                )
            )
        unsealed = _unseal(connection, researcher)
        act = Act(connection)
        restored = replace(give_back(act, done, key_file.key.names), unsealed=unsealed)
        write_change(connection, act, kind=ACT, coder=researcher.coder, at=now())
    return restored


def give_back(act: Act, done: Sequence[Application], known: Iterable[KnownName] = ()) -> Restored:
    """Within an act: what ``restore`` does with these applications, in the order in which they were made.

    ``known`` are the names of the key; those of people who have withdrawn are not given back.
    """
    restoring = _Restoring(act, done, withheld_names(act.connection, done, known))
    restoring.write()
    ids = {one.id for one in done}
    privacy.put(act, applied=[one for one in privacy.applied(act.connection) if one.get("id") not in ids])
    restored = restoring.result()
    act.summary = ngettext("{n} place", "{n} places", restored.places).format(n=restored.places)
    return restored


def restore_copy(researcher: Researcher, key_file: KeyFile, target: Path) -> Restored:
    """Give back the originals in a copy of the project at ``target``, which is its owner's alone.

    Raises as ``restore``, and ``UnusableProject`` when there is a file at the path or it can't be written.
    """
    if target.exists():
        raise UnusableProject(_("{path}: exists already.").format(path=target), _("Choose another name."))
    partial = target.with_name(f"{target.name}.restored.making")
    try:
        back_up(as_file(researcher.project).path, partial)
        with ProjectFile.open(partial) as copy:
            restored = restore(Researcher(copy, researcher.coder, researcher.round), key_file)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return restored


def _unseal(connection: Connection, researcher: Researcher) -> bool:
    """Note, as an act that undo passes by, that the originals are in the project again."""
    if privacy.sealed(connection) is None:
        return False
    act = Act(connection)
    privacy.put(act, sealed=None)
    write_change(connection, act, kind=UNSEAL, coder=researcher.coder, at=now())
    return True


class _Restoring:
    """The giving back of all that some applications replaced."""

    def __init__(self, act: Act, done: Sequence[Application], withheld: Withheld) -> None:
        self._act, self._done, self._withheld = act, done, withheld
        self._kept_back = 0
        self._left: list[NotGivenBack] = []
        self._edited: dict[int, Substitutions] = {}
        self._columns = self._column_places = 0

    def write(self) -> None:
        """Write everything: texts first, since the words of print versions hang on them."""
        printed = standing_print_versions(self._act.connection)
        texts = _chains((one.source, one) for step in self._done for one in step.texts)
        sources = self._act.connection.execute(select(Source.uid, Source.id, Source.name)).all()
        for uid, key, name in sources:
            if uid in texts:
                self._write_text(key, uid, name, texts[uid])
        prints = [
            one
            for step in self._done
            for one in step.prints
            if not self._withheld.name_in(one.before, home=True)
        ]
        restore_printed(self._act, printed, self._edited, prints)
        self._write_columns()

    def result(self) -> Restored:
        """What was given back."""
        in_texts = sum(len(one.all) for one in self._edited.values())
        return Restored(
            texts=len(self._edited),
            places=in_texts + self._column_places,
            text_places=in_texts,
            columns=self._columns,
            left=tuple(self._left),
            merged=tuple(one for step in self._done for one in step.merged),
            withheld=self._kept_back,
        )

    def _write_text(self, source: int, uid: str, name: str, steps: Sequence[TextReplaced]) -> None:
        text = current_text(self._act.connection, source)
        met = [*(step.before for step in steps[1:]), sha256_of(text)]
        edited = [*(step.since for step in steps[1:]), ()]
        ways = [
            way(self._act.connection, uid, step.after, end, since)
            for step, end, since in zip(steps, met, edited, strict=True)
        ]
        back = self._without_withheld(
            given_back_in_text(steps, ways, text), home=source in self._withheld.sources
        )
        self._left += (NotGivenBack(name, one.words, one.instead) for one in back.lost)
        if back.substitutions.all:
            edit_text(self._act, source, back.substitutions)
            self._edited[source] = back.substitutions

    def _without_withheld(self, back: GivenBack, *, home: bool) -> GivenBack:
        """What is given back without the names of those who have withdrawn; nor is any told as lost."""
        given = [one for one in back.substitutions.all if not self._withheld.name_in(one.instead, home=home)]
        lost = [one for one in back.lost if not self._withheld.name_in(one.words, home=home)]
        self._kept_back += len(back.substitutions.all) - len(given)
        return GivenBack(Substitutions(given), lost)

    def _write_columns(self) -> None:
        new: dict[str, dict[int, dict[str, Any]]] = {}
        for place, steps in _columns(self._done).items():
            row = _row(self._act.connection, steps[-1])
            if row is not None and (place[0], row["id"]) not in self._withheld.rows:
                value = self._value_back(steps, row[place[2]], self._withheld.is_home(place[0], row))
                if value != row[place[2]]:
                    new.setdefault(place[0], {}).setdefault(row["id"], {})[place[2]] = value
                    self._columns += 1
        for table, rows in settled(self._act.connection, new, number=True).items():
            for key, values in rows.items():
                self._act.update(record_of(table), key, **values)

    def _value_back(self, steps: Sequence[ColumnReplaced], now: Any, home: bool) -> Any:
        where = f"{steps[-1].table} {steps[-1].key}, {steps[-1].column}"
        values = [one for one in steps if isinstance(one, ValueReplaced)]
        if values:
            back = self._without_withheld(given_back_in_value(values, now), home=home)
            if not self._withheld.is_blanked(now):
                self._left += (NotGivenBack(where, one.words, one.instead) for one in back.lost)
            self._column_places += len(back.substitutions.all)
            return back.substitutions.apply(now)
        stood = now
        for one in reversed([one for one in steps if isinstance(one, JsonReplaced)]):
            before = self._withheld_stays(one, home=home)
            now, whole = given_back_in_json(before, one.after, now)
            if not whole and not self._withheld.is_blanked(stood):
                self._left += (NotGivenBack(where, *pair) for pair in strings_changed(before, one.after))
        self._column_places += len(strings_changed(stood, now))
        return now

    def _withheld_stays(self, one: JsonReplaced, *, home: bool) -> Any:
        """What a value of JSON was, but for the parts that would name somebody who has withdrawn."""
        if not self._withheld.name_in(one.before, home=home):
            return one.before
        if not isinstance(one.before, Mapping) or len(one.before) != len(one.after):
            self._kept_back += 1
            return one.after
        parts = []
        for old, new in zip(one.before.items(), one.after.items(), strict=True):
            named = old != new and self._withheld.name_in(dict([old]), home=home)
            self._kept_back += named
            parts.append(new if named else old)
        return dict(parts)


def _chains(steps: Iterable[tuple[str, TextReplaced]]) -> dict[str, list[TextReplaced]]:
    """The applications to each text, in order."""
    chains: dict[str, list[TextReplaced]] = {}
    for uid, one in steps:
        chains.setdefault(uid, []).append(one)
    return chains


def _columns(done: Iterable[Application]) -> dict[tuple[str, str, str], list[ColumnReplaced]]:
    """The applications to each column of a row, in order, by table, row and column."""
    chains: dict[tuple[str, str, str], list[ColumnReplaced]] = {}
    for step in done:
        replaced: list[ColumnReplaced] = [*step.values, *step.json]
        for one in replaced:
            chains.setdefault((one.table, one.uid or str(one.key), one.column), []).append(one)
    return chains


def _row(connection: Connection, one: ColumnReplaced) -> Mapping[str, Any] | None:
    """The row by its stable id, by its key where it has none; None when it is gone."""
    table = Record.metadata.tables[one.table]
    meant = table.c.uid == one.uid if one.uid else table.c.id == one.key
    row = connection.execute(select(table).where(meant)).mappings().first()
    return dict(row) if row else None
