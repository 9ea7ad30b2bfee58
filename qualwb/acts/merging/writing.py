"""Within an act: the rows of a project become those of the joined one. What is alike is left as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qualwb.acts.merging.history import MERGED, WORDS, former
from qualwb.acts.merging.planning import Plan
from qualwb.acts.merging.rules import AUTHORED
from qualwb.acts.merging.state import (
    KINDS,
    LISTS,
    PASSAGES,
    Kind,
    Mark,
    Values,
    Version,
    references,
    texts_of,
)
from qualwb.acts.merging.turns import JoinedTurns
from qualwb.acts.source_rows import new_version
from qualwb.model import (
    Code,
    Coding,
    Identified,
    Memo,
    Participant,
    PrintVersion,
    Question,
    Source,
    Theme,
    Turn,
)
from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.store.journal import ASIDE, Act, table_of

_AT_ONCE = 5_000
"""Rows that are written with one image, so that their digest does not take all of them in memory."""
_SPANS = (Coding, Memo, PrintVersion)
_PLACE = ("start", "end", "code_id", "orphaned_from")
_OF_TURN_PLACE = ("number", "start", "end")
_OF_TURN = ("speaker_id", "question_id", "kind", "time_start", "time_end")
_UNIQUE: Mapping[Kind, str] = {Participant: "alias", Question: "position"}
"""The column that no two rows may have in common, where that is not the name."""


class Writer:
    """Writes the joined project over ours, kind by kind."""

    def __init__(self, act: Act, plan: Plan, their_text: Callable[[str], str]) -> None:
        self._their_text = their_text
        ours, joined = plan.ours, plan.joined
        self._act, self._ours, self._joined = act, ours, joined
        self._followed = plan.followed
        self._pasts, self._turns, self._became = plan.pasts, plan.turns, plan.became
        self._keys: dict[Kind, dict[Mark, int]] = {
            kind: {mark: key for key, mark in ours.keys[kind].items()} for kind in KINDS
        }
        self._new = {
            kind: _parents_first(
                kind, {mark: row for mark, row in joined.rows[kind].items() if mark not in ours.rows[kind]}
            )
            for kind in KINDS
        }
        self._changed = {
            kind: {
                mark: row
                for mark, row in joined.rows[kind].items()
                if mark in ours.rows[kind] and ours.rows[kind][mark] != row
            }
            for kind in KINDS
        }
        for kind, rows in self._new.items():
            self._keys[kind].update(zip(rows, act.new_keys(kind, len(rows)), strict=True))

    def write(self) -> None:
        """Write all that differs; nothing is written where nothing does."""
        for kind in reversed(KINDS):
            if kind is not Code:
                self._act.delete(kind, (self._keys[kind][mark] for mark in self._gone(kind)))
        for code in self._gone(Code):  # their names are free; what hangs on them has yet to be moved
            self._act.update(Code, self._keys[Code][code], name=str(code))
        for kind in KINDS:
            self._rename(kind)
            self._lay_aside(kind)
        for kind in KINDS:
            self._insert(kind)
            if kind is Source:
                self._write_versions()
        for kind in KINDS:
            self._update(kind)
            self._note_past(kind)
        self._act.delete(Code, (self._keys[Code][code] for code in self._gone(Code)))
        self._note_merged_codes()
        self._write_turns()

    def _gone(self, kind: Kind) -> list[Mark]:
        return [mark for mark in self._ours.rows[kind] if mark not in self._joined.rows[kind]]

    def _note_merged_codes(self) -> None:
        """Note which codes were merged into which, where our journal does not tell."""
        ours, theirs = self._pasts
        known = {**theirs.merged, **self._became}
        for target in dict.fromkeys(known.values()):
            joined = self._joined.rows[Code]
            codes = [
                code
                for code, into in known.items()
                if into == target and code not in ours.merged and code not in joined
            ]
            if codes and target in joined:
                noted = sorted(former(MERGED, code) for code in codes)
                self._act.note_past(Code, self._keys[Code][target], {MERGED: noted}, {})

    def _insert(self, kind: Kind) -> None:
        new, identified = [*self._new[kind].items()], issubclass(kind, Identified)
        for start in range(0, len(new), _AT_ONCE):
            part = new[start : start + _AT_ONCE]
            rows = [self._keyed(kind, row) | ({"uid": mark} if identified else {}) for mark, row in part]
            first = self._keys[kind][part[0][0]]
            self._act.insert_many(kind, rows, range(first, first + len(part)))

    def _keyed(self, kind: Kind, row: Values) -> Values:
        """The row with keys for marks."""
        keyed = dict(row)
        for column, other in references(kind).items():
            if column in keyed and keyed[column] is not None:
                keyed[column] = self._keys[other][keyed[column]]
        for listed in LISTS.get(kind, ()):
            if listed in keyed:
                keyed[listed] = sorted(self._keys[Coding][coding] for coding in keyed[listed])
        return keyed

    def _rename(self, kind: Kind) -> None:
        """Give rows their new names first, by way of names that nothing has where they change places."""
        column = _UNIQUE.get(kind, "name" if "name" in table_of(kind).c else "")
        if not column:
            return
        ours = self._ours.rows[kind]
        renamed = {
            mark: row for mark, row in self._changed[kind].items() if row[column] != ours[mark][column]
        }
        taken = {row[column] for row in ours.values()}
        if any(row[column] in taken for row in renamed.values()):
            for mark in renamed:
                aside = ASIDE + self._keys[kind][mark] if kind is Question else str(mark)
                self._act.update(kind, self._keys[kind][mark], **{column: aside})
        for mark, row in renamed.items():
            self._act.update(kind, self._keys[kind][mark], **{column: row[column]})

    def _update(self, kind: Kind) -> None:
        for mark, row in self._changed[kind].items():
            was = self._ours.rows[kind][mark]
            other = {name: value for name, value in row.items() if value != was[name]}
            if kind in _SPANS:
                other = {name: value for name, value in other.items() if name not in ("start", "end")}
            if other:
                self._act.update(kind, self._keys[kind][mark], **self._keyed(kind, other))
        if kind in _SPANS:
            self._put_back(kind)

    def _lay_aside(self, kind: Kind) -> None:
        """Let passages that get another place or code wait aside, so that others may come to theirs."""
        if kind in _SPANS:
            self._act.shift(kind, ("start", "end"), {key: (ASIDE, ASIDE) for key, _by in self._moves(kind)})

    def _put_back(self, kind: Kind) -> None:
        moves = {key: (by[0] - ASIDE, by[1] - ASIDE) for key, by in self._moves(kind)}
        self._act.shift(kind, ("start", "end"), moves)

    def _moves(self, kind: Kind) -> list[tuple[int, tuple[int, int]]]:
        """By how much the passages move that get another place or code, by key."""
        moves = []
        for mark, row in self._changed[kind].items():
            was = self._ours.rows[kind][mark]
            stood = row["start"] is not None and was["start"] is not None
            if stood and any(row[name] != was[name] for name in _PLACE if name in row):
                by = (row["start"] - was["start"], row["end"] - was["end"])
                moves.append((self._keys[kind][mark], by))
        return moves

    def _note_past(self, kind: Kind) -> None:
        """Note what each row that came or changed was in the other project, where our journal does not."""
        ours, theirs = self._pasts
        columns = _columns_with_past(kind)
        nothing: frozenset[str] = frozenset()
        for mark in (*self._new[kind], *self._changed[kind]):
            places = [(kind, mark, name) for name in columns]
            had = {place: theirs.formers.get(place, nothing) for place in places}
            new = {place: texts - ours.formers.get(place, nothing) for place, texts in had.items()}
            formers = {name: sorted(texts) for (_kind, _mark, name), texts in new.items() if texts}
            for name, text in self._place_before(kind, mark).items():
                formers[name] = sorted({text, *formers.get(name, ())})
            wrote = {name: theirs.authors.get((kind, mark, name), "") for name in ("", *columns)}
            authors = {name: coder for name, coder in wrote.items() if coder and kind in AUTHORED}
            if formers or authors:
                self._act.note_past(kind, self._keys[kind][mark], formers, authors)

    def _place_before(self, kind: Kind, mark: Mark) -> dict[str, str]:
        """Where a passage stood that the other project has moved, which a shift does not tell."""
        if kind not in _SPANS or mark not in self._changed[kind]:
            return {}
        before, row = self._followed.rows[kind][mark], self._changed[kind][mark]
        names = ("start", "end", PASSAGES[kind])
        return {name: former(name, before[name]) for name in names if before[name] != row[name]}

    def _write_versions(self) -> None:
        for source, versions in self._joined.versions.items():
            had = len(self._ours.versions.get(source, ()))
            for number, version in enumerate(versions[had:], had + 1):
                self._write_version(source, number, version)

    def _write_version(self, source: Mark, number: int, version: Version) -> None:
        had = {known.sha256 for known in self._ours.versions.get(source, ())}
        text_of = texts_of(self._act.connection) if version.sha256 in had else self._their_text
        text, key = text_of(version.sha256), self._keys[Source][source]
        new_version(self._act, key, text, number, created_at=version.created_at)

    def _write_turns(self) -> None:
        keys: dict[Mark, dict[int, int]] = {}
        for key, (source, start) in self._ours.keys[Turn].items():
            keys.setdefault(source, {})[start] = key
        for source, turns in self._joined.turns.items():
            if turns != self._ours.turns.get(source):
                joined = self._turns.get(source)
                were = joined.were if joined else [None] * len(turns)
                self._write_turns_of(source, turns, were, keys.get(source, {}))
                if joined:
                    self._note_past_of_turns(source, joined, keys.get(source, {}))
                if joined and joined.away:
                    away = {"turns": [str(start) for start in sorted(joined.away)]}
                    self._act.note_past(Source, self._keys[Source][source], away, {})

    def _note_past_of_turns(self, source: Mark, joined: JoinedTurns, keys: Mapping[int, int]) -> None:
        """Note who spoke turns before, and under which question they stood, where the other project knows."""
        ours, theirs = self._pasts
        nothing: frozenset[str] = frozenset()
        for was, there in zip(joined.were, joined.were_there, strict=True):
            if was is None or there is None:
                continue
            formers: dict[str, list[str]] = {}
            for name in ("speaker_id", "question_id"):
                had = theirs.formers.get((Turn, (source, there), name), nothing)
                new = had - ours.formers.get((Turn, (source, was), name), nothing)
                formers |= {name: sorted(new)} if new else {}
            if formers:
                self._act.note_past(Turn, keys[was], formers, {})

    def _write_turns_of(
        self, source: Mark, turns: Sequence[Values], were: Sequence[int | None], keys: Mapping[int, int]
    ) -> None:
        """Turns that are the ones we had keep their rows, wherever they begin now."""
        had = {turn["start"]: turn for turn in self._ours.turns.get(source, ())}
        kept = [(had[was], turn) for turn, was in zip(turns, were, strict=True) if was is not None]
        staying = {was["start"] for was, _turn in kept}
        self._act.delete(Turn, (key for start, key in keys.items() if start not in staying))
        by = {keys[was["start"]]: [turn[name] - was[name] for name in _OF_TURN_PLACE] for was, turn in kept}
        self._act.shift(Turn, _OF_TURN_PLACE, by)
        for said, found in _said_alike(kept).items():
            columns = dict(zip(_OF_TURN, said, strict=True))
            self._act.update_many(Turn, [keys[start] for start in found], **self._keyed(Turn, columns))
        new = [turn for turn, was in zip(turns, were, strict=True) if was is None]
        key = self._keys[Source][source]
        self._act.insert_many(Turn, [{"source_id": key, **self._keyed(Turn, turn)} for turn in new])


def _columns_with_past(kind: Kind) -> list[str]:
    """The columns whose former values are noted: none with words of a text, but as digests."""
    besides = {"id", "uid", "orphaned_from"}
    hold_words = {column.name for column in table_of(kind).columns if column.info == WORDS_OF_A_TEXT} - WORDS
    return [column.name for column in table_of(kind).columns if column.name not in besides | hold_words]


def _said_alike(kept: Iterable[tuple[Values, Values]]) -> dict[tuple[Any, ...], list[int]]:
    """Where turns began that are said otherwise now, by what is said of them."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for was, turn in kept:
        said = tuple(turn[name] for name in _OF_TURN)
        if said != tuple(was[name] for name in _OF_TURN):
            alike.setdefault(said, []).append(was["start"])
    return alike


def _parents_first(kind: Kind, rows: dict[Mark, Values]) -> dict[Mark, Values]:
    """New codes and themes after what they lie beneath, since a row may refer to those before it alone."""
    if kind not in (Code, Theme):
        return rows
    ordered: dict[Mark, Values] = {}

    def put(marks: Iterable[Mark]) -> None:
        for mark in marks:
            way = []
            at = mark
            while at in rows and at not in ordered:
                way.append(at)
                at = rows[at]["parent_id"]
            for one in reversed(way):
                ordered[one] = rows[one]

    put(rows)
    return ordered
