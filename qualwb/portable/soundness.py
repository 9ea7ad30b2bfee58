"""A project as a file tells it, made fit to be stored: what nothing can hold on to is refused, and said.

One guard for all formats: references to nothing, stable ids that stand twice, codes beneath themselves,
passages outside their text, names that are empty, too long, or another's.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qualwb.localization import gettext as _
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, Coding, Memo, PortableProject, PrintVersion, Source, Theme
from qualwb.safe_text import one_line
from qualwb.same_name import same_name

T = TypeVar("T", bound=Any)
Tree = TypeVar("Tree", Code, Theme)
Passage = TypeVar("Passage", Coding, Memo, PrintVersion)

NAME_LENGTH = 255
"""Characters that a name may have."""
LEVELS = 100
"""So deep may codes and themes nest."""

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "participants": {"group": "groups"},
    "sources": {"group": "groups"},
    "codings": {"source": "sources", "code": "codes", "coder": "coders", "round": "rounds"},
    "memos": {"coder": "coders"},
    "prints": {"source": "sources", "coder": "coders"},
    "summaries": {
        "theme": "themes",
        "coder": "coders",
        "group": "groups",
        "participant": "participants",
    },
    "suggestions": {"source": "sources", "coder": "coders"},
    "adjudications": {"source": "sources", "round": "rounds", "coder": "coders", "taken_from": "coders"},
    "readings": {"source": "sources", "coder": "coders"},
    "finished": {"source": "sources", "coder": "coders", "round": "rounds"},
}
"""By collection, what each record needs: the field of a stable id, and the collection that must have it."""

OPTIONAL = {("summaries", "group"), ("summaries", "participant"), ("adjudications", "taken_from")}
"""Of those, what a record may do without."""

KINDS: Mapping[str, str] = {
    **{"coders": "coder", "rounds": "round", "groups": "group", "participants": "participant"},
    **{"questions": "question", "sources": "source", "codes": "code", "themes": "theme"},
    **{"codings": "coding", "memos": "memo", "prints": "print_version", "summaries": "summary"},
    **{"queries": "saved_query", "suggestions": "suggestion", "adjudications": "adjudication"},
    **{"readings": "reading", "finished": "finished"},
}
"""The collections of a project, those first that others refer to, with the kinds of their records."""

NAMED = ("coders", "rounds", "groups", "sources", "codes", "themes", "queries")
THINGS = {KINDS[name]: name for name in ("groups", "sources", "participants", "codes", "themes", "questions")}
"""What memos hang on, beside the project: collections by kind."""


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
        sounded: dict[str, Any] = {}
        for collection, kind in KINDS.items():
            records = self._unique(kind, getattr(project, collection))
            records = self._referring(collection, kind, records)
            if collection in ("codes", "themes"):
                records = self._as_tree(kind, records)
            if collection in NAMED:
                records = self._named(kind, records)
            elif collection == "participants":
                records = self._aliased(records)
            elif collection in ("codings", "prints", "memos"):
                records = self._placed(kind, records)
                if collection == "codings":
                    records = self._once(records)
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

    def _as_tree(self, kind: str, records: list[Tree]) -> list[Tree]:
        """Codes or themes in a tree: what lies beneath itself, nothing or too deep lies at the top."""
        parents = {one.uid: one.parent for one in records}
        faults = {**_without_parent(parents), **_circular(parents), **_too_deep(parents)}
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
        free = _FreeNames()
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
            if one.start is None or one.end is None or one.orphaned_from is not None:
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


def label_of(record: Any) -> str:
    """What a person calls a record: its name, else its words, else its place."""
    for name in ("name", "alias", "label", "quote", "verbatim", "text"):
        if value := getattr(record, name, ""):
            return one_line(str(value))[:60]
    if isinstance(record, Coding):
        return f"{record.start}-{record.end}"
    return str(getattr(record, "uid", type(record).__name__))


def word_for(kind: str) -> str:
    """What a kind of record is called."""
    words = {
        "adjudication": _("decision"),
        "attribute": _("attribute"),
        "case": _("case"),
        "code": _("code"),
        "coder": _("coder"),
        "coding": _("coding"),
        "finished": _("finished source"),
        "group": _("group"),
        "memo": _("memo"),
        "participant": _("participant"),
        "passage": _("passage"),
        "print_version": _("print version"),
        "question": _("question"),
        "reading": _("read source"),
        "round": _("round"),
        "saved_query": _("saved query"),
        "source": _("source"),
        "speaker": _("speaker"),
        "suggestion": _("suggestion"),
        "summary": _("summary"),
        **_foreign_words(),
        "theme": _("theme"),
    }
    return words.get(kind, kind)


def _foreign_words() -> Mapping[str, str]:
    """What other programs have and a project has not."""
    return {
        "area": _("area or stretch"),
        "case": _("case"),
        "case_code": _("code of a case"),
        "case_passage": _("passage of a case"),
        "detail": _("detail"),
        "graph": _("drawn network"),
        "link": _("link"),
        "membership": _("membership of a set"),
        "note": _("note"),
        "note_reference": _("reference to a note"),
        "selection": _("selection"),
        "set": _("set"),
        "value": _("value of a variable"),
        "variable": _("variable"),
    }


class _FreeNames:
    """Names that nothing else has among those like it; many that are equal cost no more than others."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self._numbers: dict[tuple[str, str], int] = {}

    def take(self, name: str, beneath: str, among: str) -> str:
        """The name, told apart from one that is taken by what it lies beneath, or by a number."""
        found = name
        if not self._is_free(name, among):
            base = f"{name[:180]} ({beneath[:60]})" if beneath else name[:240]
            found = base
            while not self._is_free(found, among):
                number = self._numbers.get((among, base), 1) + 1
                self._numbers[among, base] = number
                found = f"{base} {number}"
        self._taken.add((among, same_name(found)))
        return found

    def _is_free(self, name: str, among: str) -> bool:
        return (among, same_name(name)) not in self._taken


def _without_parent(parents: Mapping[str, str | None]) -> dict[str, str]:
    why = _("what it lies beneath is not in the file; it lies at the top")
    return {one: why for one, parent in parents.items() if parent is not None and parent not in parents}


def _circular(parents: Mapping[str, str | None]) -> dict[str, str]:
    why = _("it lies beneath itself in the file; it lies at the top")
    found: dict[str, str] = {}
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            found[at] = why
        settled.update(path)
    return found


def _too_deep(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Those that begin a level too many, each of which begins anew at the top."""
    why = _("it lies more than {n} levels deep; it lies at the top").format(n=LEVELS)
    found: dict[str, str] = {}
    depths: dict[str, int] = {}
    broken: Collection[str] = {**_circular(parents), **_without_parent(parents)}
    for start in parents:
        path = []
        at: str | None = start
        while at is not None and at not in depths:
            path.append(at)
            at = None if at in broken else parents[at]
        depth = depths[at] if at is not None else 0
        for one in reversed(path):
            depth = depth + 1 if depth < LEVELS else 1
            if depth == 1 and parents[one] is not None and one not in broken:
                found[one] = why
            depths[one] = depth
    return found
