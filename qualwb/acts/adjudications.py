"""Adjudication: coders' disagreements solved into a round of consensus, each with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, func, select

from qualwb.acts.codings import put_code
from qualwb.acts.lookup import find
from qualwb.acts.own_codings import own_codings
from qualwb.acts.passages import Passage, as_it_stands, trimmed
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Adjudication, Code, Coder, Coding, Round, Source
from qualwb.model.coding import DECIDED, ONE_PLACE
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, now
from qualwb.store.texts import current_text, newest_version_of

Seen = Mapping[int, tuple[str, str]]
"""The code and the words of each coding at stake, by its key, as the one who decides saw them."""

NOTHING: Seen = MappingProxyType({})


class Outcome(StrEnum):
    """What goes into consensus of a disagreement."""

    ONE = "one"
    """What one of the coders has."""
    BOTH = "both"
    """What each of them has; of one code on words that overlap, all the words."""
    NEITHER = "neither"
    NEW = "new"
    """Another passage, or another code."""


class StaleDisagreement(QualwbError):
    """A decision on codings that were changed after they were seen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of a disagreement, and why.

    ``taken_from`` is the coder whose side is taken, with ``Outcome.ONE``; ``passage`` and ``codes`` are what
    is coded instead, with ``Outcome.NEW``. ``example_of`` and ``counter_example_of`` are codes whose rule
    gets the words at stake as an example, or under when not to use it.
    """

    outcome: Outcome
    taken_from: str = ""
    passage: Passage | None = None
    codes: tuple[str, ...] = ()
    reason: str = ""
    example_of: str = ""
    counter_example_of: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A passage that goes into consensus, under one code."""

    start: int
    end: int
    code_id: int
    cited: bool


def decide(
    researcher: Researcher,
    seen: Seen,
    verdict: Verdict,
    into: str,
    replacing: Seen = NOTHING,
    as_of: int | None = None,
    *,
    beyond_stays: bool = False,
) -> tuple[int, ...]:
    """Solve one disagreement; returns the keys of the codings that went into the round ``into``.

    Earlier decisions on any of the codings, against whomever, are taken back with what they put there: a
    place is settled once. ``replacing`` are codings of that round that were made otherwise, and give way;
    with ``beyond_stays`` only where their words are at stake.
    ``as_of`` is the key of the newest decision that the one who decides knew of; None asks for none.
    Raises ``StaleDisagreement`` when a coding at stake, or one that gives way, is gone or is not as it was
    seen, or when somebody else has decided on one since ``as_of``; ``NotFound`` for an unknown code or coder,
    ``StalePassage`` when the words of a new passage were changed, ``OthersCodings`` where what gives way is
    others' to change.
    """
    with own_codings(researcher, replacing), researcher.act("adjudicate", verdict.reason) as act:
        rows = _as_seen(act, seen)
        source_id, round_id = rows[0]["source_id"], rows[0]["round_id"]
        _refuse_compared(act, rows, into)
        if as_of is not None:
            _refuse_decided_since(act, frozenset(seen), as_of, researcher.coder)
        replaced = _take_back(act, frozenset(seen), round_id)
        spans = _spans(act, rows, verdict)
        _give_way(act, replacing, into, _at_stake(rows, spans) if beyond_stays else None)
        result = _put(act, replace(researcher, round=into), source_id, spans)
        taken = find(act.connection, Coder, verdict.taken_from)["id"] if verdict.taken_from else None
        act.insert(
            Adjudication,
            source_id=source_id,
            round_id=round_id,
            codings=sorted(seen),
            result=result,
            outcome=verdict.outcome.value,
            taken_from_id=taken,
            reason=verdict.reason,
            coder_id=ensure_coder(act, researcher.coder),
            decided_at=now(),
        )
        _keep_examples(act, rows, verdict)
        act.summary = _summary(act, rows, verdict, replaced, _gone(replacing, into, beyond_stays))
    return tuple(result)


def take_agreed(researcher: Researcher, seen: Seen, into: str) -> int:
    """Copy codings that the coders have alike into the round ``into``; returns how many were not there yet.

    Raises ``StaleDisagreement`` when one is gone or is not as it was seen.
    """
    with researcher.act("adjudicate.agreed") as act:
        n = _copy(act, researcher, seen, into)
        act.summary = _copied(n, into)
    return n


def take_single(researcher: Researcher, seen: Seen, into: str, reason: str = "") -> int:
    """Copy codings of sources that one coder alone has coded into ``into``, as ``take_agreed`` does.

    Without a reason it is that nobody else coded there.
    """
    with researcher.act("adjudicate.single", reason or single_reason()) as act:
        n = _copy(act, researcher, seen, into)
        act.summary = _("{codings}, of sources that one coder alone has coded").format(
            codings=_copied(n, into)
        )
    return n


def single_reason() -> str:
    """Why the codings of one coder stand in consensus, where nothing else is said."""
    return _("One coder alone has coded the source.")


def _copy(act: Act, researcher: Researcher, seen: Seen, into: str) -> int:
    """Copy the codings into a round; returns how many were not there yet."""
    by_source: dict[int, list[Span]] = {}
    rows = _as_seen(act, seen) if seen else []
    _refuse_compared(act, rows, into)
    for row in rows:
        by_source.setdefault(row["source_id"], []).append(_span(row))
    taking = replace(researcher, round=into)
    before = act.connection.execute(select(func.count(Coding.id))).scalar_one()
    for source, spans in by_source.items():
        _put(act, taking, source, spans)
    return act.connection.execute(select(func.count(Coding.id))).scalar_one() - before


def _copied(n: int, into: str) -> str:
    return ngettext("{n} coding into '{round}'", "{n} codings into '{round}'", n).format(n=n, round=into)


def _as_seen(act: Act, seen: Seen) -> list[RowMapping]:
    """The rows of the codings with the names of their codes, in the order of their keys."""
    rows: dict[int, RowMapping] = {}
    keys = sorted(seen)
    for start in range(0, len(keys), 500):
        found = select(Coding.__table__, Code.name.label("code")).join(Code, Code.id == Coding.code_id)
        found = found.where(Coding.id.in_(keys[start : start + 500]), Coding.orphaned_from.is_(None))
        rows |= {row["id"]: row for row in act.connection.execute(found).mappings()}
    for key in keys:
        code, quote = seen[key]
        if key not in rows or (rows[key]["code"], rows[key]["quote"]) != (code, quote):
            raise StaleDisagreement(
                _("The coding '{code}' on '{quote}' was changed meanwhile.").format(
                    code=code, quote=" ".join(quote.split())[:60]
                ),
                _("Look at the disagreements again."),
            )
    return [rows[key] for key in keys]


def _refuse_compared(act: Act, rows: Iterable[RowMapping], into: str) -> None:
    """Raise ``QualwbError`` when decisions would go into the round whose coders are compared."""
    target = act.connection.execute(select(Round.id).where(Round.name == into)).scalar()
    if any(row["round_id"] == target for row in rows):
        raise QualwbError(
            _("Round {name} is the one that is compared; what is decided goes into another.").format(
                name=into
            ),
            _("Name the round of consensus: --into ROUND."),
        )


def _refuse_decided_since(act: Act, codings: frozenset[int], as_of: int, coder: str) -> None:
    """Raise ``StaleDisagreement`` where somebody else than the coder has decided on any of the codings."""
    rows = (
        select(Adjudication.codings, Coder.name, Adjudication.reason)
        .join(Coder, Coder.id == Adjudication.coder_id)
        .where(Adjudication.id > as_of, Coder.name != coder)
    )
    for judged, who, reason in act.connection.execute(rows):
        if not codings.isdisjoint(judged):
            why = f" ({reason})" if reason else ""
            raise StaleDisagreement(
                _("{coder} has decided this meanwhile{why}.").format(coder=who, why=why),
                _("Look at it, and decide again if it is to be otherwise."),
            )


def _take_back(act: Act, codings: frozenset[int], round_id: int) -> int:
    """Take the decisions on any of the codings back; returns how many."""
    rows = select(Adjudication.id, Adjudication.codings, Adjudication.result)
    earlier = [
        (key, result)
        for key, judged, result in act.connection.execute(rows.where(Adjudication.round_id == round_id))
        if not codings.isdisjoint(judged)
    ]
    for key, result in earlier:
        act.delete(Adjudication, [key])
        others = act.connection.execute(select(Adjudication.result)).scalars()
        alone = set(result).difference(*others)
        there = select(Coding.id).where(Coding.id.in_(alone))
        act.delete(Coding, act.connection.execute(there).scalars().all())
    return len(earlier)


def _at_stake(rows: Sequence[RowMapping], spans: Iterable[Span]) -> tuple[int, int]:
    """From the first to the last code point of what is at stake, and of what is put there over it."""
    start, end = min(row["start"] for row in rows), max(row["end"] for row in rows)
    over = [span for span in spans if span.start < end and start < span.end]
    return min([start, *(span.start for span in over)]), max([end, *(span.end for span in over)])


def _give_way(act: Act, replacing: Seen, into: str, within: tuple[int, int] | None) -> None:
    """Delete codings of the round that decisions go into; only ``within`` that place, where one is given."""
    if not replacing:
        return
    key = find(act.connection, Round, into)["id"]
    gone = [row for row in _as_seen(act, replacing) if row["round_id"] == key]
    left: list[dict[str, Any]] = []
    if within is not None and gone:
        text = current_text(act.connection, gone[0]["source_id"])
        left = [part for row in gone for part in _beyond(row, text, within)]
    act.delete(Coding, [row["id"] for row in gone])
    for part in left:
        there = select(Coding.id).where(*(Coding.__table__.c[name] == part[name] for name in ONE_PLACE))
        if act.connection.execute(there.where(Coding.orphaned_from.is_(None))).first() is None:
            act.insert(Coding, **part)


def _beyond(row: RowMapping, text: str, within: tuple[int, int]) -> Iterator[dict[str, Any]]:
    """What is left of a coding before and behind a place, as far as it holds words."""
    same = ("source_id", "code_id", "coder_id", "round_id", "cited", "origin", "created_at")
    around = (row["start"], min(row["end"], within[0])), (max(row["start"], within[1]), row["end"])
    for span in around:
        start, end = trimmed(text, *span) if span[0] < span[1] else span
        words = text[start:end]
        if any(map(str.isalnum, words)):
            yield {**{name: row[name] for name in same}, "start": start, "end": end, "quote": words}


def _spans(act: Act, rows: Sequence[RowMapping], verdict: Verdict) -> list[Span]:
    match verdict.outcome:
        case Outcome.ONE:
            coder = find(act.connection, Coder, verdict.taken_from)
            taken = [_span(row) for row in rows if row["coder_id"] == coder["id"]]
            if not taken:
                raise QualwbError(
                    _("{coder} has nothing there; to code nothing, take neither.").format(coder=coder["name"])
                )
            return taken
        case Outcome.BOTH:
            return _united([_span(row) for row in rows])
        case Outcome.NEITHER:
            return []
        case Outcome.NEW:
            return _new_spans(act, rows, verdict)


def _new_spans(act: Act, rows: Sequence[RowMapping], verdict: Verdict) -> list[Span]:
    """The new passage, else the words at stake, under the new codes, else those at stake."""
    cited = any(row["cited"] for row in rows)
    start, end = min(row["start"] for row in rows), max(row["end"] for row in rows)
    if verdict.passage is not None:
        if verdict.passage.source_id != rows[0]["source_id"]:
            raise QualwbError(_("The new passage must stand in the source of the disagreement."))
        passage = as_it_stands(act.connection, verdict.passage)
        start, end = passage.start, passage.end
    codes = [find(act.connection, Code, name)["id"] for name in verdict.codes]
    if not codes:
        codes = list(dict.fromkeys(row["code_id"] for row in rows))
    return [Span(start, end, code, cited) for code in codes]


def _united(spans: Iterable[Span]) -> list[Span]:
    """The spans, those of one code that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.code_id, one.start)):
        last = found[-1] if found else None
        if last is not None and last.code_id == span.code_id and span.start < last.end:
            found[-1] = replace(last, end=max(last.end, span.end), cited=last.cited or span.cited)
        else:
            found.append(span)
    return found


def _put(act: Act, researcher: Researcher, source_id: int, spans: Sequence[Span]) -> list[int]:
    """Code the spans; returns the keys of what decisions put there, now or before."""
    if not spans:
        return []
    there = _stands(act, researcher.round, source_id)
    text = current_text(act.connection, source_id)
    version = newest_version_of(act.connection, source_id)
    name = act.connection.execute(select(Source.name).where(Source.id == source_id)).scalar_one()
    made = []
    for span in spans:
        words = text[span.start : span.end]
        passage = Passage(source_id, name, span.start, span.end, words, version)
        known = there.get((span.start, span.end, span.code_id))
        if known is None:
            key = put_code(act, researcher, passage, span.code_id, origin=DECIDED, cited=span.cited)
            assert key is not None
            made.append(key)
        elif known[1] == DECIDED:
            made.append(known[0])
    return made


def _stands(act: Act, round_: str, source_id: int) -> dict[tuple[int, int, int], tuple[int, str]]:
    """Key and origin of what stands in a round of a source, whoever coded it, by place and code."""
    rows = act.connection.execute(
        select(Coding.start, Coding.end, Coding.code_id, Coding.id, Coding.origin)
        .join(Round, Round.id == Coding.round_id)
        .where(Round.name == round_, Coding.source_id == source_id, Coding.orphaned_from.is_(None))
    )
    return {(start, end, code): (key, origin) for start, end, code, key, origin in rows}


def _span(row: RowMapping) -> Span:
    return Span(row["start"], row["end"], row["code_id"], row["cited"])


def _keep_examples(act: Act, rows: Sequence[RowMapping], verdict: Verdict) -> None:
    words = verdict.passage.text if verdict.passage else max((row["quote"] for row in rows), key=len)
    quoted = f"\N{RIGHT DOUBLE QUOTATION MARK}{' '.join(words.split())}\N{RIGHT DOUBLE QUOTATION MARK}"
    for code, column in ((verdict.example_of, "examples"), (verdict.counter_example_of, "exclude")):
        if code:
            row = find(act.connection, Code, code)
            if quoted not in row[column]:
                act.update(Code, row["id"], **{column: f"{row[column]}\n{quoted}".strip()})


def _gone(replacing: Seen, into: str, beyond_stays: bool) -> str:
    """That codings of the round gave way; '' where none did."""
    n = len(replacing)
    if not n:
        return ""
    if beyond_stays:
        said = ngettext(
            "at this place in place of {n} coding in '{round}'",
            "at this place in place of {n} codings in '{round}'",
            n,
        )
    else:
        said = ngettext("in place of {n} coding in '{round}'", "in place of {n} codings in '{round}'", n)
    return said.format(n=n, round=into)


def _summary(act: Act, rows: Sequence[RowMapping], verdict: Verdict, replaced: int, gone: str) -> str:
    source_id, round_id = rows[0]["source_id"], rows[0]["round_id"]
    source = act.connection.execute(select(Source.name).where(Source.id == source_id)).scalar_one()
    round_ = act.connection.execute(select(Round.name).where(Round.id == round_id)).scalar_one()
    said = {
        Outcome.ONE: _("as {coder}"),
        Outcome.BOTH: _("both"),
        Outcome.NEITHER: _("neither"),
        Outcome.NEW: _("a new passage or code"),
    }[verdict.outcome].format(coder=verdict.taken_from)
    codes = ", ".join(f"'{code}'" for code in dict.fromkeys(row["code"] for row in rows))
    told = _("{codes} in {source}, round '{round}': {what}").format(
        codes=codes, source=source, round=round_, what=said
    )
    parts = [told]
    if replaced:
        before = ngettext("in place of {n} earlier decision", "in place of {n} earlier decisions", replaced)
        parts.append(before.format(n=replaced))
    if gone:
        parts.append(gone)
    return ", ".join(parts)
