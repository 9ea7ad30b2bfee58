"""What the journal of a file tells of its rows: what they were before, who wrote them, which were deleted."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from qualwb.act_words import MERGE, RECEIVE
from qualwb.acts.merging.state import KINDS, PASSAGES, Kind, Mark, State, Values, references
from qualwb.acts.text_edits import edits_between
from qualwb.model import Change, Code, Coding, Source, Speaker, TextVersion, Turn
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.journal import table_of

OF_OTHERS = frozenset({MERGE, RECEIVE})
"""Acts that write what others wrote."""

_FOLLOWED: tuple[Kind, ...] = (*KINDS, Turn)
_KIND_OF = {table_of(kind).name: kind for kind in _FOLLOWED}
_VERSION = table_of(TextVersion).name
_CODE = table_of(Code).name

MERGED = "uid"
"""The column under which it is noted at a code which others were merged into it."""

WORDS = frozenset(PASSAGES.values())
"""Columns with the words of a passage."""

Place = tuple[Kind, Mark, str]
"""A column of a row; '' for the row as it was made."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """Who deleted a row, when (ISO 8601 in UTC), and why, as far as a reason was given."""

    coder: str
    at: str
    reason: str = ""


@dataclass(frozen=True)
class History:
    """What happened in one file before it was read. Acts whose images were purged tell nothing."""

    acts: int = 0
    deleted: Mapping[Mark, Deletion] = field(default_factory=dict)
    """Rows that are gone, by ``uid``."""
    deleted_codings: Mapping[Mark, Deletion] = field(default_factory=dict)
    """Those of the rows that are codings."""
    formers: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Values that a column had before the one that it has, as ``former`` writes them."""
    authors: Mapping[Place, str] = field(default_factory=dict)
    merged: Mapping[Mark, Mark] = field(default_factory=dict)
    """Codes that are gone since they were merged into others, each with that one."""
    unmerged: frozenset[tuple[Mark, Mark]] = frozenset()
    """Codes and what they were merged into, where that was undone."""
    joined_turns: Mapping[Mark, frozenset[int]] = field(default_factory=dict)
    """By source, where turns began in its text that were joined to the one before."""

    correctors: Mapping[str, str] = field(default_factory=dict)
    """By the SHA-256 of a text, who wrote it by correcting the one before."""

    done: tuple[tuple[str, str], ...] = ()
    """What was done to codes and themes, as ``done_there`` tells it."""

    def had(self, kind: Kind, mark: Mark, column: str, value: Any) -> bool:
        """Whether the column of the row had this value before the one that it has."""
        return former(column, value) in self.formers.get((kind, mark, column), ())

    def author(self, kind: Kind, mark: Mark, column: str) -> str:
        """Who wrote what stands in the column; '' where the journal does not tell."""
        return self.authors.get((kind, mark, column)) or self.authors.get((kind, mark, ""), "")


def as_text(value: Any) -> str:
    """A value as one string, the same in every file."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def former(column: str, value: Any) -> str:
    """How a value that a column had is kept: words of a text by their SHA-256 alone; none outlive it."""
    if column in WORDS:
        return hashlib.sha256(str(value).encode()).hexdigest()
    return as_text(value)


def read_history(connection: Connection, state: State) -> History:
    """What the journal tells of the rows of a state."""
    keyed = _Keyed(codes=state.keys[Code])
    columns = select(
        *(Change.id, Change.coder, Change.at, Change.reason, Change.act, Change.target, Change.images)
    )
    merges: set[int] = set()
    undone: set[int] = set()
    for number, coder, at, reason, act, target, images in connection.execute(columns.order_by(Change.id)):
        if act in OF_OTHERS or target in merges:  # and what turns it back
            merges.add(number)
        if target is not None:
            (undone.discard if act == "redo" else undone.add)(target)
        for image in json.loads(images):
            if image["table"] == _VERSION and image["op"] == "insert":
                keyed.follow_text(state, image["after"])
                if number not in merges and target is None and image["after"]["number"] > 1:
                    keyed.correctors.setdefault(image["after"]["sha256"], coder)
            elif image["table"] in _KIND_OF:
                who = Deletion(coder, at, reason)
                keyed.note(_KIND_OF[image["table"]], image, who, own=number not in merges)
                if target is None:
                    keyed.note_merged(image, number, own=number not in merges)
    acts = connection.execute(select(func.count(Change.id))).scalar_one()
    return keyed.resolved(state, acts, undone)


@dataclass
class _Keyed:
    """What the journal tells, by the keys of the file."""

    codes: Mapping[int, Mark]
    """The marks of the codes that there are."""
    formers: dict[tuple[Kind, int, str], list[Any]] = field(default_factory=lambda: defaultdict(list))
    authors: dict[tuple[Kind, int, str], str] = field(default_factory=dict)
    gone: dict[tuple[Kind, int], tuple[Mark, Deletion | None]] = field(default_factory=dict)
    gone_labels: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Speakers that are gone: the key of the source, and the label."""
    pasts: list[tuple[Kind, Image]] = field(default_factory=list)
    poured: list[tuple[int, bool, int, Mark]] = field(default_factory=list)
    """The number of the act, whether it was an own one, the key of a code, and one merged into it."""
    correctors: dict[str, str] = field(default_factory=dict)
    joined: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By key of the source, in the text that it has at that point of the journal."""

    def note(self, kind: Kind, image: Image, who: Deletion, *, own: bool) -> None:
        """Take in one image of an act; ``own`` unless it only wrote what another file held."""
        moved = {"start", "end"}
        match image["op"]:
            case "update" | "update_many":
                for key in keys_of(image):
                    for column, value in image["before"].items():
                        if column in WORDS and moved.isdisjoint(image["before"]):
                            continue  # a correction of the text changed the words
                        self.formers[kind, key, column].append(value)
                        self.authors[kind, key, column] = who.coder if own else ""
            case "insert" | "insert_many" if own:
                for key in keys_of(image):
                    self.authors.setdefault((kind, key, ""), who.coder)
            case "delete" | "delete_many":
                for row in rows_in(image):
                    self._note_gone(kind, row, who if own else None)
            case "past" if "turns" in image["formers"]:
                self.joined[image["id"]].update(map(int, image["formers"]["turns"]))
            case "past":
                self.pasts.append((kind, image))

    def _note_gone(self, kind: Kind, row: Values, who: Deletion | None) -> None:
        if row.get("uid"):
            self.gone[kind, row["id"]] = row["uid"], who
        elif kind is Speaker:
            self.gone_labels[row["id"]] = row["source_id"], row["label"]
        elif kind is Turn:
            self.joined[row["source_id"]].add(row["start"])

    def note_merged(self, image: Image, number: int, *, own: bool) -> None:
        """Take in which codes an act merged into which, where the image tells."""
        if image["op"] == "past" and image["table"] == _CODE:
            texts = image["formers"].get(MERGED, ())
            self.poured += ((number, own, image["id"], json.loads(text)) for text in texts)

    def follow_text(self, state: State, version: Values) -> None:
        """Let the places where turns were joined follow to a new version of their text, where it is known."""
        source, number = version["source_id"], version["number"]
        joined, mark = self.joined.pop(source, set()), state.keys[Source].get(source)
        if not joined or mark is None or number < 2:
            return
        texts = [state.text(one.sha256) for one in state.versions[mark][number - 2 : number]]
        edits = edits_between(*texts)
        self.joined[source] = {edits.move_kept(start) for start in joined if edits.keeps(start)}

    def resolved(self, state: State, acts: int, undone: Collection[int]) -> History:
        """The same by marks; ``undone`` are the acts that were turned back."""
        formers: dict[Place, frozenset[str]] = {}
        for (kind, key, column), values in self.formers.items():
            if key in state.keys[kind]:
                other = references(kind).get(column)
                marks = [self._mark(state, other, value) for value in values] if other else values
                formers[kind, state.keys[kind][key], column] = frozenset(
                    former(column, mark) for mark in marks
                )
        authors = {
            (kind, state.keys[kind][key], column): coder
            for (kind, key, column), coder in self.authors.items()
            if key in state.keys[kind]
        }
        self._add_pasts(state, formers, authors)
        gone = {
            (kind, mark): who
            for (kind, _key), (mark, who) in self.gone.items()
            if who is not None and mark not in state.rows[kind]
        }
        return History(
            acts,
            {mark: who for (_kind, mark), who in gone.items()},
            {mark: who for (kind, mark), who in gone.items() if kind is Coding},
            formers,
            authors,
            *self._merged(state, undone),
            self._joined_turns(state),
            self.correctors,
        )

    def _merged(
        self, state: State, undone: Collection[int]
    ) -> tuple[dict[Mark, Mark], frozenset[tuple[Mark, Mark]]]:
        """The codes that are gone since they were merged into others, and merges that were undone.

        Who undoes the taking in of another project says nothing of what was merged there.
        """
        marks = {key: mark for (kind, key), (mark, _who) in self.gone.items() if kind is Code}
        marks |= self.codes
        known = [(one, own, code, marks[key]) for one, own, key, code in self.poured if key in marks]
        merged = {code: into for one, _own, code, into in known if one not in undone}
        back = {(code, into) for one, own, code, into in known if own and one in undone}
        gone = {code: into for code, into in merged.items() if code not in state.rows[Code]}
        return gone, frozenset(back.difference(merged.items()))

    def _add_pasts(
        self, state: State, formers: dict[Place, frozenset[str]], authors: dict[Place, str]
    ) -> None:
        """Add what rows that were merged had been elsewhere."""
        for kind, image in self.pasts:
            mark = state.keys[kind].get(image["id"])
            if mark is None:
                continue
            for column, texts in image["formers"].items():
                formers[kind, mark, column] = formers.get((kind, mark, column), frozenset()).union(texts)
            for column, coder in image["authors"].items():
                authors[kind, mark, column] = authors.get((kind, mark, column)) or coder

    def _joined_turns(self, state: State) -> dict[Mark, frozenset[int]]:
        found = {}
        for key, starts in self.joined.items():
            source = state.keys[Source].get(key)
            if source is not None:
                found[source] = frozenset(starts).difference(turn["start"] for turn in state.turns[source])
        return found

    def _mark(self, state: State, kind: Kind, key: int | None) -> Mark:
        if key is None:
            return None
        known = state.keys[kind].get(key)
        if known is None and key in self.gone_labels and kind is Speaker:
            source, label = self.gone_labels[key]
            return state.keys[Source].get(source), label
        return self.gone.get((kind, key), (None,))[0] if known is None else known
