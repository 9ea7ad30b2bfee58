"""Codings that a table tells by their words, put where the words stand in the texts of a project.

Words that stand in one place are coded there. Others are refused and listed: nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from qualwb.exchange.segments.places import WordPlaces
from qualwb.exchange.signatures import Signatures
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Wishes, stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, Coding, Memo, PortableProject, Source, Uid
from qualwb.portable.soundness import sound
from qualwb.safe_text import one_line
from qualwb.same_name import same_name

CELL_LIMIT = 32_700
"""A workbook's cell ends at 32,767 characters: a longer segment would end there, in the wrong place."""


class Segment(NamedTuple):
    """A row of a table: a code on words of a document."""

    row: int
    """Which one, from 1 below the headings."""
    document: str
    code: tuple[str, ...]
    """The code's path; () for a passage without one."""
    words: str
    coder: str = ""
    comment: str = ""
    colour: str = ""
    created_at: str = ""

    def __str__(self) -> str:
        return f"{self.row}: {one_line(self.document)}: {one_line(self.words)[:60]}"


class Place(NamedTuple):
    """A passage of a source."""

    source: Uid
    start: int
    end: int


def placed(
    segments: Sequence[Segment], into: PortableProject, wishes: Wishes, ledger: Ledger
) -> PortableProject:
    """A project's texts, people and codes, with those codings of a table that could be placed, no others."""
    codes, texts = _Codes(into.codes), _Texts(into.sources)
    signatures = Signatures(wishes, into.coders, into.rounds)
    codings: list[Coding] = []
    memos: list[Memo] = []
    for segment in segments:
        kind = "coding" if segment.code else "passage"
        ledger.found[kind] += 1
        ledger.found["memo"] += bool(segment.comment)
        place = texts.place(segment) if segment.code else _("it has no code")
        if isinstance(place, str):
            ledger.refuse(kind, str(segment), place)
            if segment.comment:
                ledger.refuse("memo", str(segment), _("its passage is not taken"))
            continue
        coder, code = signatures.coder(segment.coder), codes.uid(segment)
        uid = stable_id("segment", *place, code, coder, signatures.round.uid)
        codings.append(Coding(uid, *place, code, coder, signatures.round.uid, created_at=segment.created_at))
        if segment.comment:
            memo = stable_id("segment", "memo", uid, segment.comment)
            memos.append(Memo(memo, segment.comment, coder, "source", *place, created_at=segment.created_at))
    ledger.found["code"] = len({segment.code for segment in segments if segment.code})
    told = PortableProject(
        name=into.name,
        description=into.description,
        language=into.language,
        settings=into.settings,
        coders=signatures.coders,
        rounds=signatures.rounds,
        groups=into.groups,
        participants=into.participants,
        questions=into.questions,
        sources=into.sources,
        codes=codes.all(),
        codings=tuple(codings),
        memos=tuple(memos),
    )
    return sound(told, ledger)


class _Texts:
    """The sources by the names that a table may give them, and the words in them."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._named: dict[str, list[Source]] = {}
        self._words: dict[Uid, WordPlaces] = {}
        for source in sources:
            names = {same_name(source.name), *map(_stem, filter(None, (source.name, source.file_name)))}
            for name in names:
                self._named.setdefault(name, []).append(source)

    def place(self, segment: Segment) -> Place | str:
        """The one place of the words, or why there is none."""
        exactly = [
            one
            for one in self._named.get(same_name(segment.document), ())
            if same_name(one.name) == same_name(segment.document)
        ]
        sources = exactly or self._named.get(_stem(segment.document), [])
        if len(sources) != 1:
            return _("several sources have that name") if sources else _("no source has that name")
        if len(segment.words) >= CELL_LIMIT:
            return _("it fills its cell and may be cut off")
        source = sources[0]
        if source.uid not in self._words:
            self._words[source.uid] = WordPlaces(source)
        found = self._words[source.uid].of(segment.words)
        if len(found) == 1:
            return Place(source.uid, *found[0])
        return _("its words stand in several places") if found else _("its words are not in the source")


class _Codes:
    """The codes of a project by their paths, and those that a table brings."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes = {code.uid: code for code in codes}
        self._paths = {self._path(code): code.uid for code in self._codes.values()}
        for path, uid in [*self._paths.items()]:
            self._paths.setdefault(path[-1:], uid)  # a project has each name once: one alone tells the code

    def uid(self, segment: Segment) -> Uid:
        """The code of a segment, made with those that it lies beneath where it is not there."""
        parent: Uid | None = None
        for level, name in enumerate(segment.code, 1):
            path = tuple(map(same_name, segment.code[:level]))
            if path not in self._paths:
                colour = segment.colour if level == len(segment.code) else ""
                code = Code(stable_id("segment", "code", *path), name, parent, colour=colour)
                self._codes[code.uid], self._paths[path] = code, code.uid
            parent = self._paths[path]
        assert parent is not None
        return parent

    def all(self) -> tuple[Code, ...]:
        """Those of the project first."""
        return tuple(self._codes.values())

    def _path(self, code: Code) -> tuple[str, ...]:
        steps: list[str] = []
        at: Code | None = code
        while at is not None and len(steps) <= len(self._codes):
            steps.append(same_name(at.name))
            at = self._codes.get(at.parent) if at.parent else None
        return tuple(reversed(steps))


def _stem(name: str) -> str:
    return same_name(PurePath(name.replace("\\", "/")).stem)
