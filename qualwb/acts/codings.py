"""Coding: a code on a passage, taken away, its edges moved, given another code, chosen as a key quote."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, select

from qualwb.acts.changed_answers import accepted_asked, chosen_instead
from qualwb.acts.gone_codes import refuse_gone
from qualwb.acts.hanging import hanging, keys_of
from qualwb.acts.lookup import clean_name, find, find_known, names_asked
from qualwb.acts.own_codings import own_codings
from qualwb.acts.passages import BadPassage, Passage, as_it_stands, words_asked
from qualwb.acts.repointing import OF_CODE, repoint
from qualwb.acts.researcher import Researcher
from qualwb.acts.told_places import told_asked, told_passage
from qualwb.acts.trees import asked_of_new, new_code
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import (
    Code,
    Coder,
    Coding,
    Group,
    Round,
    Source,
    Speaker,
    Turn,
)
from qualwb.model.coding import BY_HAND, DECIDED, SUGGESTED
from qualwb.store.blindness import Blindfold, asked_of_blindness
from qualwb.store.driver import Asked, ask_ahead, fetch, given, rows_asked, rows_of_keys
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import coder_asked, ensure_coder, ensure_round, now, round_asked
from qualwb.store.told_turns import told_turns, turns_of

_ON_PASSAGE = select(Coding.id, Coding.code_id, Coding.coder_id, Coding.round_id).where(
    Coding.source_id == given("source"),
    Coding.start == given("start"),
    Coding.end == given("end"),
    Coding.orphaned_from.is_(None),
)
_NAMES = (
    select(Coding.id, Code.name, Source.name, *turns_of(Coding.source_id, Coding.start, Coding.end))
    .join(Code, Code.id == Coding.code_id)
    .join(Source, Source.id == Coding.source_id)
    .where(Coding.id == given("coding"))
)


@dataclass(frozen=True, slots=True)
class Coded:
    """What coding a passage did: the keys of the codings, and the names of codes made on the way."""

    names: tuple[str, ...]
    codings: tuple[int, ...]
    new_codes: tuple[str, ...]
    already: tuple[str, ...]
    """Codes that this coder had on the passage before."""
    passage: Passage
    """Where the words stood when they were coded."""


def apply(
    researcher: Researcher,
    passage: Passage,
    codes: Sequence[str],
    *,
    origin: str = "manual",
    create: bool = False,
    cited: bool = False,
) -> Coded:
    """Put codes on a passage. With ``create``, a name that is no code yet becomes one.

    Raises ``NotFound`` for an unknown code otherwise, and ``StalePassage`` when its words were changed.
    """
    with researcher.act("coding.apply") as act:
        return apply_within(act, researcher, passage, codes, origin=origin, create=create, cited=cited)


def apply_within(
    act: Act,
    researcher: Researcher,
    passage: Passage,
    codes: Sequence[str],
    *,
    origin: str = "manual",
    create: bool = False,
    cited: bool = False,
    known: Collection[str] = (),
) -> Coded:
    """Within an act: as ``apply``.

    Names that were ``known`` as codes when they were chosen are not made anew: ``QualwbError`` says who did
    what to them.
    """
    asked = asked_to_apply(researcher, [passage], codes, create=create)
    ask_ahead(act.connection, *asked, told_asked(passage))
    refuse_gone(act.connection, known)
    passage = as_it_stands(act.connection, passage)
    found = [code_named(act, name, create) for name in codes]
    names = [code.name for code in found]
    keys = put_codes(act, researcher, [passage], [code.key for code in found], origin=origin, cited=cited)
    new = [code.name for code in found if code.new]
    made = [key for key in keys if key is not None]
    already = [name for name, key in zip(names, keys, strict=True) if key is None]
    where = told_passage(act.connection, passage)
    act.summary = _("{codes} on {place}").format(codes=", ".join(names), place=where)
    return Coded(tuple(names), tuple(made), tuple(new), tuple(already), passage)


def apply_to_all(
    researcher: Researcher, passages: Sequence[Passage], codes: Sequence[str], *, create: bool = False
) -> int:
    """Put codes on several passages in one act; returns how many codings that made.

    What a passage has of them already stays as it is. With ``create``, a name that is no code yet becomes
    one. Raises ``NotFound`` for an unknown code otherwise, and ``StalePassage`` when words were changed.
    """
    with researcher.act("coding.apply") as act:
        ask_ahead(act.connection, *asked_to_apply(researcher, passages, codes, create=create))
        standing = [as_it_stands(act.connection, passage) for passage in passages]
        found = [code_named(act, name, create) for name in codes]
        made = put_codes(act, researcher, standing, [code.key for code in found])
        act.summary = ngettext("{codes} on {n} passage", "{codes} on {n} passages", len(standing)).format(
            codes=", ".join(code.name for code in found), n=len(standing)
        )
    return sum(key is not None for key in made)


def asked_to_apply(
    researcher: Researcher, passages: Iterable[Passage], codes: Iterable[str], *, create: bool
) -> Iterator[Asked]:
    """What is asked to put codes on passages that stand where they did."""
    for passage in passages:
        yield from (words_asked(passage), _asked_on(passage))
    yield from (coder_asked(researcher.coder), round_asked(researcher.round))
    yield from names_asked(Code, codes)
    if create:
        yield from asked_of_new(Code)


def remove(researcher: Researcher, codings: Iterable[int], reason: str = "") -> int:
    """Take codings away; returns how many there were. Raises ``NotFound`` when a number is none."""
    keys = sorted(set(codings))
    with own_codings(researcher, keys), researcher.act("coding.remove", reason) as act:
        rows = _seen_rows(act, researcher, keys)
        act.summary = _describe(act, rows)
        act.delete(Coding, keys)
    return len(rows)


def codings_of(researcher: Researcher, passage: Passage, code: str) -> list[int]:
    """Keys of this coder's codings of the passage with the code: those that overlap it, in this round."""
    with researcher.project.reading() as connection:
        found = (
            select(Coding.id)
            .join(Coder, Coder.id == Coding.coder_id)
            .join(Round, Round.id == Coding.round_id)
            .where(
                Coding.source_id == passage.source_id,
                Coding.code_id == find(connection, Code, code)["id"],
                Coder.name == researcher.coder,
                Round.name == researcher.round,
                Coding.start < passage.end,
                Coding.end > passage.start,
                Coding.orphaned_from.is_(None),
            )
        )
        return list(connection.execute(found.order_by(Coding.start, Coding.id)).scalars())


def pick_codings(
    connection: Connection,
    code: str,
    *,
    group: str | None = None,
    source: str | None = None,
    speaker: str | None = None,
    text: str | None = None,
) -> list[int]:
    """Keys of the code's codings that fulfil everything that is given, in order.

    ``speaker`` is a label of somebody who speaks in the passage. ``text`` is sought without regard to case.
    Raises ``NotFound`` for an unknown name.
    """
    rows = select(Coding.id, Coding.quote).join(Source, Source.id == Coding.source_id)
    rows = rows.where(Coding.code_id == find(connection, Code, code)["id"])
    if group is not None:
        rows = rows.where(Source.group_id == find(connection, Group, group)["id"])
    if source is not None:
        rows = rows.where(Source.id == find(connection, Source, source)["id"])
    if speaker is not None:
        within = (Turn.source_id == Coding.source_id, Turn.start < Coding.end, Turn.end > Coding.start)
        speaks = exists().where(*within, Speaker.id == Turn.speaker_id, Speaker.label == speaker)
        rows = rows.where(speaks, Coding.orphaned_from.is_(None))
    wanted = (text or "").casefold()
    rows = rows.order_by(Coding.id)
    return [key for key, quote in connection.execute(rows) if wanted in quote.casefold()]


def move_edges(researcher: Researcher, coding: int, passage: Passage, *also: int) -> Passage:
    """Let a coding, and others ``also``, stand on another passage of its source.

    It is also the way to place an orphan again. Raises ``BadPassage`` for a passage of another source or one
    that the coder has already coded so, and ``StalePassage`` when its words were changed.
    """
    keys = [coding, *also]
    with own_codings(researcher, keys), researcher.act("coding.move") as act:
        rows = _seen_rows(
            act, researcher, keys, words_asked(passage), _asked_on(passage), told_asked(passage)
        )
        if any(passage.source_id != row["source_id"] for row in rows):
            raise BadPassage(_("A coding stays in its source."))
        passage = as_it_stands(act.connection, passage)
        for row in rows:
            there = _coded_on(act, passage, row["coder_id"], row["round_id"])
            if there.get(row["code_id"], row["id"]) != row["id"]:
                raise BadPassage(_("The same code stands on exactly that passage already."))
        act.summary = _describe(act, rows, passage)
        moved = {"start": passage.start, "end": passage.end, "quote": passage.text, "orphaned_from": None}
        if also:
            act.update_many(Coding, keys, **moved)
        else:
            act.update(Coding, coding, **moved)
    return passage


def cite(researcher: Researcher, codings: Iterable[int], cited: bool = True, code: str = "") -> None:
    """Choose codings as key quotes to be printed, or take the choice back; of one ``code`` alone, or of all.

    Raises ``NotFound``.
    """
    keys, of_code = list(codings), names_asked(Code, [code]) if code else ()
    with own_codings(researcher, keys), researcher.act("coding.cite") as act:
        rows = _seen_rows(act, researcher, keys, *of_code)
        if code:
            wanted = find(act.connection, Code, code)["id"]
            rows = [row for row in rows if row["code_id"] == wanted]
        if code and not rows:
            raise NotFound(_("No coding of '{code}' stands there any longer.").format(code=code))
        act.summary = _describe(act, rows)
        act.update_many(Coding, (row["id"] for row in rows), cited=cited)


def recode(
    researcher: Researcher, codings: Iterable[int], code: str, reason: str = "", *, create: bool = False
) -> None:
    """Give codings another code; one that would then stand twice is taken away.

    What was suggested, or decided in consensus, is of the coder's own choosing then. ``create`` makes a code
    that there is not. Raises ``NotFound``.
    """
    keys, new = sorted(set(codings)), asked_of_new(Code) if create else ()
    with own_codings(researcher, keys), researcher.act("coding.recode", reason) as act:
        besides = accepted_asked(keys), *names_asked(Code, [code]), *new
        rows = _seen_rows(act, researcher, keys, *besides)
        target = code_named(act, code, create)
        act.summary = _("{what} to '{code}'").format(what=_describe(act, rows), code=target.name)
        other = [row for row in rows if row["code_id"] != target.key]
        chosen_instead(act, keys_of(other), target.key)
        stand = set(keys_of(repoint(act, rows, target.key, hanging(act.connection, OF_CODE, [target.key]))))
        chosen = [row["id"] for row in other if row["origin"] in (SUGGESTED, DECIDED) and row["id"] in stand]
        act.update_many(Coding, chosen, origin=BY_HAND)


class NamedCode(NamedTuple):
    """A code that was named: its key, its name as stored, and whether the act made it."""

    key: int
    name: str
    new: bool


def code_named(act: Act, name: str, create: bool) -> NamedCode:
    """Within an act: the code of a name, however it was typed; ``create`` makes one that there is not."""
    known = find_known(act.connection, Code, name) if create else find(act.connection, Code, name)
    if known is not None:
        return NamedCode(known["id"], known["name"], new=False)
    name = clean_name(name)
    return NamedCode(new_code(act, name), name, new=True)


def _describe(act: Act, rows: Sequence[Mapping[str, Any]], goal: Passage | None = None) -> str:
    """What an act is about: how many codings, or the code of the only one and where it stands.

    With a ``goal``, where it goes.
    """
    if len(rows) != 1:
        return ngettext("{n} coding", "{n} codings", len(rows)).format(n=len(rows))
    row = rows[0]
    ((_key, code, source, *turns),) = fetch(act.connection, _NAMES, coding=row["id"])
    place = told_passage(act.connection, goal) if goal else told_turns(source, *turns)
    return f"'{code}', {place}"


def _seen_rows(
    act: Act, researcher: Researcher, keys: Iterable[int], *besides: Asked
) -> list[dict[str, Any]]:
    """The rows of codings that the coder may see, asked with what is soon asked ``besides``.

    Raises ``NotFound``.
    """
    keys = list(keys)
    names = [(_NAMES, {"coding": key}) for key in keys[:1]]
    asked = rows_asked(table_of(Coding), sorted(set(keys)))
    ask_ahead(act.connection, asked, *asked_of_blindness(researcher.coder), *names, *besides)
    worn = Blindfold.for_coder(act.connection, researcher.coder)
    rows = _coding_rows(act, keys)
    for row in rows:
        if not worn.lets_see(Coding.__tablename__, row):
            raise _no_coding(row["id"])
    return rows


def _coding_rows(act: Act, keys: Iterable[int]) -> list[dict[str, Any]]:
    """The rows of codings, in the order of the keys. Raises ``NotFound``."""
    keys, table = list(keys), table_of(Coding)
    names = table.columns.keys()
    rows = (
        dict(zip(names, row, strict=True)) for row in rows_of_keys(act.connection, table, sorted(set(keys)))
    )
    there = {row["id"]: row for row in rows}
    for key in keys:
        if key not in there:
            raise _no_coding(key)
    return [there[key] for key in keys]


def _no_coding(key: int) -> NotFound:
    return NotFound(_("There is no coding {key}.").format(key=key))


def put_code(
    act: Act,
    researcher: Researcher,
    passage: Passage,
    code_id: int,
    *,
    origin: str = "manual",
    cited: bool = False,
) -> int | None:
    """Code a passage as the coder and in the round of the researcher; None when it is coded so already."""
    (key,) = put_codes(act, researcher, [passage], [code_id], origin=origin, cited=cited)
    return key


def put_codes(
    act: Act,
    researcher: Researcher,
    passages: Sequence[Passage],
    codes: Sequence[int],
    *,
    origin: str = "manual",
    cited: bool = False,
) -> list[int | None]:
    """The same of several codes on several passages, passage by passage: first all is read, then written."""
    who = ensure_coder(act, researcher.coder), ensure_round(act, researcher.round)
    coded = {(passage, code) for passage in passages for code in _coded_on(act, passage, *who)}
    made: list[int | None] = []
    for passage, code in product(passages, codes):
        there = (passage, code) in coded
        made.append(None if there else _put(act, passage, code, *who, origin=origin, cited=cited))
        coded.add((passage, code))
    return made


def _put(
    act: Act, passage: Passage, code_id: int, coder_id: int, round_id: int, *, origin: str, cited: bool
) -> int:
    return act.insert(
        Coding,
        source_id=passage.source_id,
        code_id=code_id,
        coder_id=coder_id,
        round_id=round_id,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        cited=cited,
        origin=origin,
        created_at=now(),
    )


def _coded_on(act: Act, passage: Passage, coder_id: int, round_id: int) -> dict[int, int]:
    """The codings of exactly this passage by the coder in the round, by code."""
    constant, place = _asked_on(passage)
    rows = fetch(act.connection, constant, **place)
    return {code: key for key, code, *whose in rows if whose == [coder_id, round_id]}


def _asked_on(passage: Passage) -> Asked:
    """What is asked of the codings of exactly this passage."""
    return _ON_PASSAGE, {"source": passage.source_id, "start": passage.start, "end": passage.end}
