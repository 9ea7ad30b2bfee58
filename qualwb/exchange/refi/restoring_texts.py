"""Texts as they were, without labels, and what holds on to them; then what a supplement holds whole."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from types import NoneType
from typing import Any, NamedTuple

from qualwb.exchange.refi.plain_records import record_of, records_of, section
from qualwb.localization import gettext as _
from qualwb.portable.alignment import Alignment
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
    Adjudication,
    Coder,
    Coding,
    Finished,
    Memo,
    PortableProject,
    PrintVersion,
    Question,
    Reading,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    Turn,
    Uid,
)
from qualwb.portable.soundness import KINDS, label_of
from qualwb.portable.spoken_text import spoken, unspoken
from qualwb.same_name import same_name

WHOLE: Mapping[str, type[Any]] = {
    "rounds": Round,
    "questions": Question,
    "prints": PrintVersion,
    "summaries": Summary,
    "queries": SavedQuery,
    "suggestions": SuggestionEvent,
    "adjudications": Adjudication,
    "readings": Reading,
    "finished": Finished,
}
"""Collections that a supplement holds whole."""
_ON_PASSAGES = ("prints", "suggestions")
_OF_A_CODER = (
    *("codings", "memos", "prints", "summaries"),
    *("suggestions", "adjudications", "readings", "finished"),
)


class _Restored(NamedTuple):
    source: Source
    moved: Alignment
    """From the text with labels to the one without."""


def sources_restored(
    project: PortableProject, told: Mapping[str, Any], ledger: Ledger
) -> tuple[PortableProject, frozenset[Uid]]:
    """The project with its sources as they were; and those sources whose text is another one now.

    Codings and memos move with the text. One that lies on the name of who speaks alone is on nothing.
    """
    values = section(told, "sources", dict)
    known_groups = {uid for uid in section(told, "groups", list) if isinstance(uid, str)}
    restored: dict[Uid, _Restored] = {}
    changed: set[Uid] = set()
    for source in project.sources:
        if source.uid not in values:
            continue
        try:
            restored[source.uid] = _source(source, values[source.uid], known_groups)
        except ValueError:
            changed.add(source.uid)
            notice = _(
                "{source}: its text was changed elsewhere; turns, speakers and print versions are left aside."
            )
            ledger.notices.append(notice.format(source=source.name))
    codings = [moved for one in project.codings if (moved := _coding(one, restored, ledger)) is not None]
    sources = tuple(restored[one.uid].source if one.uid in restored else one for one in project.sources)
    project = replace(
        project,
        sources=sources,
        codings=tuple(codings),
        memos=tuple(_memo(memo, restored) for memo in project.memos),
        groups=_without_makeshift(project, sources),
    )
    return project, frozenset(changed)


def whole_restored(
    project: PortableProject, told: Mapping[str, Any], changed: frozenset[Uid], ledger: Ledger
) -> PortableProject:
    """The project with the collections that the file tells nothing of."""
    found: dict[str, list[Any]] = {}
    for name, kind in WHOLE.items():
        records = records_of(kind, KINDS[name], section(told, name, list), ledger)
        if name in _ON_PASSAGES:
            for one in records:
                if one.source in changed:
                    ledger.refuse(KINDS[name], label_of(one), _("the text was changed elsewhere"))
            records = [one for one in records if one.source not in changed]
        found[name] = records
    codings, rounds = _in_rounds(project, found.pop("rounds"))
    collections: dict[str, Any] = {name: tuple(records) for name, records in found.items()}
    return replace(project, codings=codings, rounds=rounds, **collections)


def _source(source: Source, values: Any, known_groups: Collection[Uid]) -> _Restored:
    """A source with all that the file does not tell. Raises ``ValueError`` where its text is another one."""
    if sha256(source.text.encode("utf-8", "replace")).hexdigest() != section(values, "sha256", str):
        raise ValueError("another text")
    speakers = tuple(
        record_of(Speaker, dict(zip(("label", "participant"), row, strict=False)))
        for row in section(values, "speakers", list)
        if isinstance(row, list)
    )
    turns = tuple(_turn(row) for row in section(values, "turns", list))
    plain, moved = source.text, Alignment.same(len(source.text))
    if values.get("labels") and any(turn.speaker for turn in turns):
        plain, moved = unspoken(source.text, turns)
    group = source.group if source.group in known_groups else section(values, "group", str) or source.group
    told: dict[str, Any] = {
        name: section(values, name, str) for name in ("reader", "file_name", "file_sha256")
    }
    found = replace(
        source,
        text=plain,
        turns=turns,
        speakers=speakers,
        group=group,
        import_report=section(values, "import_report", dict),
        recording=section(values, "recording", dict),
        **told,
    )
    _check_turns(found, source.text if values.get("labels") else plain)
    return _Restored(found, moved)


def _turn(row: Any) -> Turn:
    turn = Turn(*row) if isinstance(row, list) and 2 <= len(row) <= len(Turn._fields) else None
    if turn is None or not all(isinstance(*pair) for pair in zip(turn, _TURN_TYPES, strict=True)):
        raise ValueError("no turn")
    return turn


_NUMBER: Any = (int, float, NoneType)
_TURN_TYPES: tuple[Any, ...] = (int, int, (str, NoneType), (str, NoneType), str, _NUMBER, _NUMBER)


def _check_turns(source: Source, written: str) -> None:
    """Raise ``ValueError`` unless the turns cover the text, and give the one that was written."""
    turns, text = source.turns, source.text
    if not turns:
        return
    covered = turns[0].start == 0 and turns[-1].end == len(text)
    joined = all(one.end + 1 == after.start and text[one.end] == "\n" for one, after in pairwise(turns))
    if not covered or not joined or (source.text != written and spoken(source)[0] != written):
        raise ValueError("turns of another text")


def _coding(coding: Coding, restored: Mapping[Uid, _Restored], ledger: Ledger) -> Coding | None:
    """A coding where its words are in the text without labels; None where none is."""
    if coding.source not in restored or coding.orphaned_from is not None:
        return coding
    source, moved = restored[coding.source]
    span = moved.span(coding.start, coding.end)
    if span is None:
        ledger.refuse("coding", label_of(coding), _("it is on the name of who speaks alone"))
        return None
    return coding._replace(start=span[0], end=span[1], quote=source.text[span[0] : span[1]])


def _memo(memo: Memo, restored: Mapping[Uid, _Restored]) -> Memo:
    """A memo on a passage, where its words are now; on the source where none is."""
    there = restored.get(memo.thing or "") if memo.on == "source" else None
    if there is None or memo.start is None or memo.end is None or memo.orphaned_from is not None:
        return memo
    source, moved = there
    span = moved.span(memo.start, memo.end)
    if span is None:
        return replace(memo, start=None, end=None, quote="")
    return replace(memo, start=span[0], end=span[1], quote=source.text[span[0] : span[1]])


def _without_makeshift(project: PortableProject, sources: tuple[Source, ...]) -> tuple[Any, ...]:
    """The groups but those that stood in for others, so that nothing is in them any more."""
    before = {one.group for one in project.sources}
    after = {one.group for one in sources} | {one.group for one in project.participants}
    return tuple(group for group in project.groups if group.uid in after or group.uid not in before)


def _in_rounds(project: PortableProject, rounds: list[Round]) -> tuple[tuple[Coding, ...], tuple[Round, ...]]:
    """Codings in the rounds that were told, by name where they have others; and all rounds in use."""
    told = {one.uid for one in rounds}
    named = {same_name(one.name): one.uid for one in reversed(rounds)}
    ours = {one.uid: named[same_name(one.name)] for one in project.rounds if same_name(one.name) in named}
    codings = tuple(
        one if one.round in told else one._replace(round=ours.get(one.round, one.round))
        for one in project.codings
    )
    used = {coding.round for coding in codings} - told
    return codings, (*rounds, *(one for one in project.rounds if one.uid in used or not rounds))


def signed(project: PortableProject) -> PortableProject:
    """The project in which what names no coder is by the first there is, else by an unknown one."""
    names = [name for name in _OF_A_CODER if any(one.coder == "" for one in getattr(project, name))]
    if not names:
        return project
    unknown = _("Unknown coder")
    coders = project.coders or (Coder(stable_id("coder", unknown), unknown),)
    changed: dict[str, Any] = {
        name: tuple(_by(one, coders[0].uid) if one.coder == "" else one for one in getattr(project, name))
        for name in names
    }
    return replace(project, coders=coders, **changed)


def _by(record: Any, coder: Uid) -> Any:
    return record._replace(coder=coder) if hasattr(record, "_replace") else replace(record, coder=coder)
