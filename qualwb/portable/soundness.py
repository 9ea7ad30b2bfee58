"""A project as a file tells it, made fit to be stored: what nothing can hold on to is refused, and said.

One guard for all formats: values of another type or out of range, references to nothing, ids that
stand twice, codes beneath themselves, passages outside their text, names that are empty or another's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qualwb.localization import gettext as _
from qualwb.portable.guids import with_guids
from qualwb.portable.kinds import KINDS, NAMED, OPTIONAL, REFERENCES, THINGS, label_of, word_for
from qualwb.portable.ledger import Ledger
from qualwb.portable.naming import NAME_LENGTH, FreeNames
from qualwb.portable.nesting import LEVELS, misplaced
from qualwb.portable.record_rules import fault_of, marks_of
from qualwb.portable.records import (
    Code,
    Coding,
    Memo,
    PortableProject,
    PrintVersion,
    Source,
    SuggestionEvent,
    Theme,
)
from qualwb.portable.values import with_sound_values
from qualwb.safe_text import one_line

__all__ = ["KINDS", "LEVELS", "THINGS", "count", "label_of", "sound", "word_for"]

T = TypeVar("T", bound=Any)
Tree = TypeVar("Tree", Code, Theme)
Passage = TypeVar("Passage", Coding, Memo, PrintVersion, SuggestionEvent)


def sound(project: PortableProject, ledger: Ledger) -> PortableProject:
    """The project without what can't be stored; each refusal and each change is noted."""
    return _Guard(ledger).guarded(project)


def count(project: PortableProject, ledger: Ledger) -> None:
    """Note how many records of each kind the project has, where the file's own count says nothing else."""
    for collection, kind in KINDS.items():
        if records := getattr(project, collection):
            ledger.found.setdefault(kind, len(records))


class _Guard:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, dict[str, Any]] = {}

    def guarded(self, project: PortableProject) -> PortableProject:
        project = with_guids(with_sound_values(project, self._ledger))
        sounded: dict[str, Any] = {}
        for collection, kind in KINDS.items():
            records = self._unique(kind, getattr(project, collection))
            records = self._ruled(kind, self._referring(collection, kind, records))
            if collection in ("codes", "themes"):
                records = self._as_tree(kind, records)
            if collection in NAMED:
                records = self._named(kind, records)
            elif collection == "participants":
                records = self._aliased(records)
            elif collection in ("codings", "prints", "memos", "suggestions"):
                records = self._placed(kind, records)
            if collection == "codings":
                records = self._once(records)
            elif collection in ("prints", "summaries"):
                records = self._apart(kind, records)
            self._known[collection] = {one.uid: one for one in records if hasattr(one, "uid")}
            sounded[collection] = tuple(self._finished(collection, records))
        return replace(project, **sounded)

    def _refuse(self, kind: str, record: Any, why: str) -> None:
        self._ledger.refuse(kind, label_of(record), why)

    def _unique(self, kind: str, records: Sequence[T]) -> list[T]:
        """Of records with one stable id, the first."""
        kept: dict[Any, T] = {}
        for at, record in enumerate(records):
            mark = getattr(record, "uid", at)
            if mark in kept:
                self._refuse(kind, record, _("its id is that of another one"))
            else:
                kept[mark] = record
        return [*kept.values()]

    def _referring(self, collection: str, kind: str, records: list[T]) -> list[T]:
        kept = records
        for name, other in REFERENCES.get(collection, {}).items():
            known = self._known[other]
            allowed = known.keys() | ({None} if (collection, name) in OPTIONAL else set())
            lost = [one for one in kept if getattr(one, name) not in allowed]
            for record in lost:
                self._refuse(
                    kind, record, _("its {kind} is not in the file").format(kind=word_for(KINDS[other]))
                )
            if lost:
                kept = [one for one in kept if getattr(one, name) in allowed]
        return kept

    def _ruled(self, kind: str, records: list[T]) -> list[T]:
        """The records that are not at odds with themselves."""
        faults = [fault_of(one) for one in records] if kind in ("summary", "adjudication") else []
        if not any(faults):
            return records
        for one, why in zip(records, faults, strict=True):
            if why:
                self._refuse(kind, one, why)
        return [one for one, why in zip(records, faults, strict=True) if not why]

    def _apart(self, kind: str, records: list[T]) -> list[T]:
        """Of records that are about the same, where there can be one alone, the first."""
        seen: set[Any] = set()
        kept = []
        for one in records:
            marks = marks_of(one)
            if seen.isdisjoint(marks):
                kept.append(one)
                seen.update(marks)
            else:
                self._refuse(kind, one, _("there is another one of the same"))
        return kept

    def _as_tree(self, kind: str, records: list[Tree]) -> list[Tree]:
        """Codes or themes in a tree: what lies beneath itself, nothing or too deep lies at the top."""
        parents = {one.uid: one.parent for one in records}
        faults = misplaced(parents)
        for one in records:
            if one.uid in faults:
                self._ledger.change(kind, one.name, faults[one.uid])
        return [replace(one, parent=None) if one.uid in faults else one for one in records]

    def _named(self, kind: str, records: list[T]) -> list[T]:
        by_uid = {one.uid: one for one in records}

        def beneath(record: T) -> str:
            parent = by_uid.get(getattr(record, "parent", None))
            return parent.name if parent is not None else ""

        return self._called(kind, records, "name", beneath, lambda _one: "")

    def _aliased(self, records: list[T]) -> list[T]:
        return self._called("participant", records, "alias", lambda _one: "", lambda one: str(one.group))

    def _called(
        self,
        kind: str,
        records: list[T],
        column: str,
        beneath: Callable[[T], str],
        among: Callable[[T], str],
    ) -> list[T]:
        """Records whose names are one line, short enough, and nobody else's among those like them."""
        free = FreeNames()
        named = []
        for record in records:
            written = getattr(record, column)
            name = one_line(written)[:NAME_LENGTH] or _("Unnamed")
            name = free.take(name, beneath(record), among(record))
            if name != written:
                self._ledger.change(kind, one_line(written), _("taken as '{name}'").format(name=name))
                record = replace(record, **{column: name})
            named.append(record)
        return named

    def _placed(self, kind: str, records: Iterable[Passage]) -> list[Passage]:
        sources: Mapping[str, Source] = self._known["sources"]
        lengths = {uid: len(source.text) for uid, source in sources.items()}
        kept = []
        for one in records:
            if one.start is None or one.end is None or getattr(one, "orphaned_from", None) is not None:
                kept.append(one)
                continue
            source = one.thing if isinstance(one, Memo) else one.source
            if source not in lengths:
                self._refuse(kind, one, _("its {kind} is not in the file").format(kind=word_for("source")))
            elif not 0 <= one.start < one.end <= lengths[source]:
                place = f"{sources[source].name} {one.start}-{one.end}"
                self._ledger.refuse(kind, place, _("the text has {n} characters").format(n=lengths[source]))
            else:
                kept.append(one)
        return kept

    def _once(self, codings: list[Coding]) -> list[Coding]:
        """Of codings that say the same of the same passage, the first; it is cited if one of them is."""
        kept: dict[tuple[Any, ...], Coding] = {}
        for one in codings:
            place = one[1:7] if one.orphaned_from is None else (one.uid,)
            first = kept.get(place)
            if first is None:
                kept[place] = one
                continue
            self._refuse("coding", one, _("the same coding stands twice; once is kept"))
            kept[place] = first._replace(cited=first.cited or one.cited)
        return [*kept.values()]

    def _finished(self, collection: str, records: list[Any]) -> Iterable[Any]:
        """The records with lists and loose ends that refer to what is there alone."""
        match collection:
            case "themes":
                return [self._only(one, "codes", "codes") for one in records]
            case "summaries":
                return [self._only(one, "codings", "codings") for one in records]
            case "adjudications":
                return [
                    self._only(self._only(one, "codings", "codings"), "result", "codings") for one in records
                ]
            case "memos":
                return [one for one in records if self._hangs(one)]
            case "sources":
                return [self._with_people(one) for one in records]
        return records

    def _only(self, record: T, name: str, other: str) -> T:
        known, listed = self._known[other], getattr(record, name)
        kept = tuple(dict.fromkeys(uid for uid in listed if uid in known))
        return record if kept == tuple(listed) else replace(record, **{name: kept})

    def _hangs(self, memo: Memo) -> bool:
        if memo.on == "project":
            return True
        if memo.on in THINGS and memo.thing in self._known[THINGS[memo.on]]:
            return True
        self._refuse("memo", memo, _("what it hangs on is not in the file"))
        return False

    def _with_people(self, source: Source) -> Source:
        """Speakers point to participants that are there, turns to questions."""
        people, questions = self._known["participants"], self._known["questions"]
        lost = [one for one in source.speakers if one.participant and one.participant not in people]
        asked = {turn.question for turn in source.turns} - {None}
        if not lost and asked <= questions.keys():
            return source
        speakers = tuple(replace(one, participant=None) if one in lost else one for one in source.speakers)
        turns = tuple(
            turn if turn.question in questions else turn._replace(question=None) for turn in source.turns
        )
        return replace(source, speakers=speakers, turns=turns)
