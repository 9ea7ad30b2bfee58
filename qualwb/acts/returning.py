"""A project that comes back to the one that it was written from.

Another program's file knows less than the project: rounds, key quotes, who speaks. What it does not tell
stays as it is here. A folder that a person edits knows as much, and what it says otherwise came after.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from qualwb.acts.merging.history import History, Place, former
from qualwb.acts.merging.state import KINDS, Kind, Mark, State, Values, Version
from qualwb.acts.text_edits import Edits, edits_between
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coding, Memo, Round, Source, Turn
from qualwb.portable.alignment import Alignment
from qualwb.portable.arrival import code_for_theme
from qualwb.portable.ledger import Refusal
from qualwb.portable.records import Code, Group, Participant, PortableProject, PrintVersion, Question, Uid
from qualwb.portable.records import Coding as PortableCoding
from qualwb.portable.records import Memo as PortableMemo
from qualwb.portable.records import Source as PortableSource
from qualwb.portable.spoken_text import spoken, unspoken

T = TypeVar("T", PortableCoding, PortableMemo, PrintVersion)
Known = TypeVar("Known", Participant, Question, Group)

_SAID_OF_TURNS = ("speaker_id", "question_id")


class _Way(NamedTuple):
    """From the text that the file has of a source to ours: small edits, then our labels out."""

    ours: PortableSource
    edits: Edits | None = None
    labels: Alignment | None = None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage in our text; None where nothing of it is there."""
        moved = self.edits.move_span(start, end) if self.edits is not None else (start, end)
        return self.labels.span(*moved) if moved is not None and self.labels is not None else moved


class Returned(NamedTuple):
    """The arriving project with what only the project here knows, and what could not follow its texts."""

    project: PortableProject
    lost: tuple[Refusal, ...]
    themes: int
    """Codes of the file that stand for themes which we have."""


def completed(arriving: PortableProject, ours: PortableProject) -> Returned:
    """What came back from another program, with what that could not tell taken from ours.

    Texts stay ours, with their turns and speakers, and passages follow to them; participants, questions and
    groups are ours; a coding that we have keeps its round, and whether it is a key quote.
    """
    here = {one.uid: one for one in ours.sources}
    ways = {one.uid: _way(one, here[one.uid]) for one in arriving.sources if one.uid in here}
    lost: list[Refusal] = []
    moved = replace(
        arriving,
        participants=_ours_first(arriving.participants, ours.participants),
        questions=_ours_first(arriving.questions, ours.questions),
        groups=_ours_first(arriving.groups, ours.groups),
        sources=tuple(_with_our_text(one, here.get(one.uid)) for one in arriving.sources),
        codings=tuple(_following(arriving.codings, ways, lost)),
        memos=tuple(_following(arriving.memos, ways, lost)),
        prints=tuple(_following(arriving.prints, ways, lost)),
    )
    codes, themes = _in_our_tree(moved, ours)
    memos = (
        replace(one, on="theme", thing=themes[one.thing]) if one.on == "code" and one.thing in themes else one
        for one in moved.memos
    )
    known = replace(
        moved,
        codes=codes,
        codings=tuple(_as_known(moved.codings, ours.codings)),
        memos=tuple(_with_our_kind(memos, ours.memos)),
    )
    return Returned(known, tuple(lost), len(themes))


def _in_our_tree(
    arriving: PortableProject, ours: PortableProject
) -> tuple[tuple[Code, ...], Mapping[Uid | None, Uid]]:
    """Codes beneath what they lie beneath here, without themes that were written as codes above them.

    Those come second: each with the theme that it stands for.
    """
    parents = {one.uid: one.parent for one in ours.codes}
    coded = {one.code for one in arriving.codings}
    stands_for = {code_for_theme(one.uid): one.uid for one in ours.themes}
    themes: dict[Uid | None, Uid] = {
        one.uid: stands_for[one.uid] for one in arriving.codes if one.uid in stands_for.keys() - coded
    }
    kept = []
    for code in arriving.codes:
        if code.uid not in themes:
            parent = parents.get(code.uid, code.parent)
            kept.append(replace(code, parent=None if parent in themes else parent))
    return tuple(kept), themes


def _with_our_kind(memos: Iterable[PortableMemo], ours: Sequence[PortableMemo]) -> Iterator[PortableMemo]:
    """Memos with what only we know of them: by their id, with the file's words; else by place and words."""
    by_uid = {one.uid: one for one in ours}
    alike = {_words_at(one): one for one in ours}
    for one in memos:
        if one.uid in by_uid:
            yield replace(by_uid[one.uid], text=one.text)
        else:
            yield alike.pop(_words_at(one), one)


def _words_at(memo: PortableMemo) -> tuple[object, ...]:
    return memo.on, memo.thing, memo.start, memo.end, memo.text


def _ours_first(arriving: Sequence[Known], ours: Sequence[Known]) -> tuple[Known, ...]:
    known = {one.uid: one for one in ours}
    return tuple(known.get(one.uid, one) for one in arriving)


def _with_our_text(arriving: PortableSource, ours: PortableSource | None) -> PortableSource:
    if ours is None:
        return arriving
    return replace(ours, attributes={**arriving.attributes, **ours.attributes})


def _way(arriving: PortableSource, ours: PortableSource) -> _Way:
    if arriving.text == ours.text:
        return _Way(ours)
    text = spoken(ours)[0]
    edits = edits_between(arriving.text, text) if arriving.text != text else None
    return _Way(ours, edits, unspoken(text, ours.turns)[1])


def _following(records: Sequence[T], ways: Mapping[Uid, _Way], lost: list[Refusal]) -> list[T]:
    """Records of passages where these stand in our texts; those that have no place there are noted."""
    kept = []
    for one in records:
        source = one.thing if isinstance(one, PortableMemo) else one.source
        way = ways.get(source or "")
        if way is None or one.start is None or one.end is None or one.orphaned_from is not None:
            kept.append(one)
            continue
        span = way.span(one.start, one.end)
        if span is None:
            kind = "memo" if isinstance(one, PortableMemo) else "coding"
            lost.append(
                Refusal(kind, f"{way.ours.name} {one.start}-{one.end}", _("our text has no such words"))
            )
        else:
            kept.append(_at(one, span, way.ours.text[slice(*span)]))
    return kept


def _at(record: T, span: tuple[int, int], words: str) -> T:
    if isinstance(record, PortableCoding):
        return record._replace(start=span[0], end=span[1], quote=words)
    if isinstance(record, PortableMemo):
        return replace(record, start=span[0], end=span[1], quote=words)
    return replace(record, start=span[0], end=span[1], verbatim=words)


def _as_known(codings: Sequence[PortableCoding], ours: Sequence[PortableCoding]) -> list[PortableCoding]:
    """Codings with what only we know of them: by their id, else those of one coder, code and passage."""
    by_uid = {one.uid: one for one in ours}
    by_place: dict[tuple[object, ...], list[PortableCoding]] = {}
    told = {one.uid for one in codings}
    for one in ours:
        if one.uid not in told and one.orphaned_from is None:
            by_place.setdefault(_place(one), []).append(one)
    known = []
    for one in codings:
        mine = by_uid.get(one.uid)
        if mine is None and (alike := by_place.get(_place(one))):
            mine = alike.pop(0)
        if mine is not None:
            one = one._replace(
                uid=mine.uid,
                round=mine.round,
                cited=mine.cited or one.cited,
                origin=mine.origin,
                created_at=mine.created_at,
            )
        known.append(one)
    return known


def _place(coding: PortableCoding) -> tuple[object, ...]:
    return coding.source, coding.start, coding.end, coding.code, coding.coder


def as_edited(ours: State, our_past: History, theirs: State) -> History:
    """The history of a copy that a person edited: it had our values before those that it says now.

    Where ours had the copy's value before, it is the copy that is behind. Texts are treated alike: the copy's
    comes after ours, unless it is one that we had.
    """
    formers: dict[Place, frozenset[str]] = {}
    for kind in KINDS:
        for mark, there in theirs.rows[kind].items():
            here = ours.rows[kind].get(mark)
            if here is not None and here != there:
                formers |= _before(kind, mark, here, there, our_past)
    for source, turns in theirs.turns.items():
        formers |= _turns_before(source, ours.turns.get(source, ()), turns)
        _put_after(ours, theirs, source)
    return History(formers=formers)


def _before(
    kind: Kind, mark: Mark, here: Values, there: Values, past: History
) -> dict[Place, frozenset[str]]:
    """What the copy had before, column by column, but where we had what it says now."""
    return {
        (kind, mark, name): frozenset({former(name, value)})
        for name, value in here.items()
        if there.get(name) != value and not past.had(kind, mark, name, there.get(name))
    }


def _turns_before(
    source: Mark, here: Sequence[Values], there: Sequence[Values]
) -> dict[Place, frozenset[str]]:
    known = {turn["start"]: turn for turn in here}
    return {
        (Turn, (source, turn["start"]), name): frozenset({former(name, known[turn["start"]][name])})
        for turn in there
        for name in _SAID_OF_TURNS
        if turn["start"] in known and known[turn["start"]][name] != turn[name]
    }


def _put_after(ours: State, theirs: State, source: Mark) -> None:
    had: list[Version] = ours.versions.get(source, [])
    said = theirs.current(source)
    if had and all(version.sha256 != said.sha256 for version in had):
        text, other = ours.text, theirs.text
        known = {version.sha256 for version in had}
        theirs.versions[source] = [*had, said]
        theirs.text = lambda sha256: text(sha256) if sha256 in known else other(sha256)


def keep_positions(ours: State, theirs: State) -> None:
    """Let what we have keep its place in our order: a file counts from its own beginning."""
    for kind in KINDS:
        for mark, there in theirs.rows[kind].items():
            here = ours.rows[kind].get(mark)
            if here is not None and "position" in here:
                there["position"] = here["position"]


def keep_blind(ours: State, theirs: State) -> tuple[str, ...]:
    """Let a round that is blind here stay so: no file releases it. Says which ones it would have."""
    blind = {
        row["name"]: row for row in ours.rows[Round].values() if row["blind"] and row["released_at"] is None
    }
    lines = []
    for mark, there in theirs.rows[Round].items():
        here = ours.rows[Round].get(mark) or blind.get(there["name"])
        if here is None or not here["blind"] or here["released_at"] is not None:
            continue
        if there["released_at"] is not None:
            lines.append(_("Round '{name}' is blind here and stays so.").format(name=here["name"]))
        there |= {"blind": True, "released_at": None}
    return tuple(lines)


def missing(ours: State, theirs: State) -> tuple[str, ...]:
    """What an edited copy of the project lacks of the sources that it has: it stays, which is said."""
    lines = []
    lost = _absent(ours, theirs, Coding), _absent(ours, theirs, Memo)
    if lost[0]:
        said = ngettext(
            "{n} coding is here and not in the file; it stays.",
            "{n} codings are here and not in the file; they stay.",
            lost[0],
        )
        lines.append(said.format(n=lost[0]))
    if lost[1]:
        said = ngettext(
            "{n} memo is here and not in the file; it stays.",
            "{n} memos are here and not in the file; they stay.",
            lost[1],
        )
        lines.append(said.format(n=lost[1]))
    return tuple(lines)


def _absent(ours: State, theirs: State, kind: Kind) -> int:
    there = theirs.rows[kind]
    return sum(
        1
        for mark, row in ours.rows[kind].items()
        if mark not in there and (row["source_id"] is None or row["source_id"] in theirs.rows[Source])
    )
