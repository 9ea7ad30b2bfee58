"""Rounds of coding: made, renamed, worked in, released; and sources whose coding a coder has finished."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.acts.lookup import clean_name, find, find_known, names_asked, refuse_taken
from qualwb.acts.researcher import Researcher, working_round
from qualwb.acts.settings import put_setting, setting
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coder, Coding, FinishedCoding, Round, Source
from qualwb.store.blindness import ROUND_MADE, blindfold
from qualwb.store.driver import Asked, ask_ahead, fetch, given
from qualwb.store.journal import Act
from qualwb.store.open_project import coder_asked, ensure_coder, ensure_round, now, round_asked
from qualwb.store.server_project import ServerProject
from qualwb.store.together import together

MOST_NAMED = 3
"""Sources that a message names; of more it says how many."""

_FINISHED = (
    select(FinishedCoding.source_id, FinishedCoding.id)
    .join(Coder, Coder.id == FinishedCoding.coder_id)
    .join(Round, Round.id == FinishedCoding.round_id)
    .where(Coder.name == given("coder"), Round.name == given("round"))
)


class Unfinished(NamedTuple):
    """A coder of a round, and the sources whose coding they have not finished in it."""

    coder: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        n = len(self.sources)
        named = (
            ngettext("{n} source left", "{n} sources left", n).format(n=n)
            if n > MOST_NAMED
            else ", ".join(f"'{name}'" for name in self.sources)
        )
        return f"{self.coder}: {named}"


def new_round(researcher: Researcher, name: str, *, blind: bool = False, reason: str = "") -> str:
    """Make a round after the others; returns its name as stored.

    In a blind one a coder sees their own codings alone, until it is released. Raises ``BadName``.
    """
    name = clean_name(name)
    with researcher.act(ROUND_MADE, reason) as act:
        refuse_taken(act.connection, Round, name)
        key = ensure_round(act, name)
        if blind:
            act.update(Round, key, blind=True)
        act.summary = (_("'{name}', blind") if blind else "'{name}'").format(name=name)
    return name


def make_blind(researcher: Researcher, round_: str, reason: str = "") -> str:
    """Hide the work of others in a round that is at work, until it is released; returns its name.

    What was coded in it is hidden too. Raises ``NotFound``, and ``QualwbError`` for a round that is blind, or
    was: what all have seen is not hidden again.
    """
    with researcher.act("round.blind", reason.strip()) as act:
        row = find(act.connection, Round, round_)
        if row["blind"] and row["released_at"] is None:
            raise QualwbError(_("Round '{name}' is blind already.").format(name=row["name"]))
        if row["blind"]:
            _refuse_open(row)
        act.update(Round, row["id"], blind=True)
        act.summary = f"'{row['name']}'"
    return str(row["name"])


def rename_round(researcher: Researcher, round_: str, name: str) -> str:
    """Give a round another name; returns the name as stored. Raises ``NotFound`` and ``BadName``."""
    name = clean_name(name)
    with researcher.act("round.rename") as act:
        row = find(act.connection, Round, round_)
        refuse_taken(act.connection, Round, name, besides=row["id"])
        act.update(Round, row["id"], name=name)
        if setting(act.connection, "round") == row["name"]:
            put_setting(act, "round", name)
        act.summary = f"'{row['name']}' -> '{name}'"
    return name


def use_round(researcher: Researcher, round_: str) -> str:
    """Let new codings go to a round that there is; returns its name. Raises ``NotFound``."""
    with researcher.act("project.settings") as act:
        name = str(find(act.connection, Round, round_)["name"])
        if setting(act.connection, "round") != name:
            put_setting(act, "round", name)
        act.summary = _("round '{name}'").format(name=name)
    return name


def go_on_in(researcher: Researcher, round_: str) -> str:
    """Let the researcher's own work go on in a round that there is; returns its name. Raises ``NotFound``.

    In a file all new codings go there from now on. On a server it holds until the researcher leaves: where
    everybody begins is what ``use_round`` says, and that is for leads.
    """
    if not isinstance(researcher.project, ServerProject):
        return use_round(researcher, round_)
    return round_named(researcher, round_)


def round_named(researcher: Researcher, round_: str) -> str:
    """The name of a round as it is stored: to work in it for now, and leave where others begin as it is.

    Raises ``NotFound``.
    """
    with researcher.project.reading() as connection:
        return str(find(connection, Round, round_)["name"])


def round_there_is(researcher: Researcher) -> str:
    """The round at work, or the one of the project's setting where that is no more, as after an undo."""
    with researcher.project.reading() as connection:
        known = find_known(connection, Round, researcher.round)
    return working_round(researcher.project) if known is None else researcher.round


def leaves_others_where_they_are(researcher: Researcher) -> bool:
    """Whether ``use_round`` holds for those alone who open the project from then on: on a server it does."""
    return isinstance(researcher.project, ServerProject)


def release(researcher: Researcher, round_: str, reason: str, *, unfinished: bool = False) -> str:
    """Let all coders see each other's codings of a blind round from now on; returns its name.

    Raises ``NotFound``, and ``QualwbError`` for a round that hides nothing, without a reason, and, unless
    ``unfinished``, while a coder of the round has not finished every source.
    """
    if not reason.strip():
        raise QualwbError(_("Say why the round is released."), _("The journal keeps the reason."))
    with researcher.act("round.release", reason.strip()) as act:
        row = find(act.connection, Round, round_)
        _refuse_open(row)
        left = unfinished_in(act.connection, row["id"])
        if left and not unfinished:
            raise QualwbError(
                _("Not finished in round '{name}': {who}.").format(
                    name=row["name"], who="; ".join(map(str, left))
                ),
                _("Release it all the same: --unfinished."),
            )
        act.update(Round, row["id"], released_at=now())
        act.summary = f"'{row['name']}'"
    return str(row["name"])


def unfinished_in(connection: Connection, round_id: int) -> tuple[Unfinished, ...]:
    """The coders of a round, those with a coding or a finished source in it, who have sources left.

    Asked on a connection that has all of it.
    """
    sources = select(Source.id, Source.name).order_by(Source.position, Source.id)
    names: dict[int, str] = dict(connection.execute(sources).all())
    done: dict[int, set[int]] = {}
    for record in (Coding, FinishedCoding):
        at_work = select(record.coder_id).where(record.round_id == round_id).distinct()
        done |= {key: set() for key in connection.execute(at_work).scalars()}
    finished = select(FinishedCoding.coder_id, FinishedCoding.source_id)
    for coder, source in connection.execute(finished.where(FinishedCoding.round_id == round_id)):
        done[coder].add(source)
    coders = connection.execute(select(Coder.id, Coder.name).where(Coder.id.in_(done)).order_by(Coder.name))
    left = [
        Unfinished(name, tuple(source for key, source in names.items() if key not in done[coder]))
        for coder, name in coders
    ]
    return tuple(one for one in left if one.sources)


def unfinished(researcher: Researcher, round_: str) -> tuple[Unfinished, ...]:
    """The same by the round's name, for whoever wants to release it. Raises ``NotFound``."""
    with researcher.project.reading_whole() as connection:
        return unfinished_in(connection, find(connection, Round, round_)["id"])


def finish(researcher: Researcher, sources: Iterable[str]) -> tuple[str, ...]:
    """Keep that the coder has finished coding the sources in the round; returns those that were not yet.

    What bears no code of theirs was then judged to need none. Raises ``NotFound``.
    """
    names = list(sources)
    with researcher.act("round.finish") as act:
        who = coder_asked(researcher.coder), round_asked(researcher.round)
        ask_ahead(act.connection, *who, *_asked_to_finish(researcher, names))
        finished = _finished(act.connection, researcher)
        rows = [row for row in _sources(act, names) if row["id"] not in finished]
        for row in rows:
            coder, round_ = ensure_coder(act, researcher.coder), ensure_round(act, researcher.round)
            place = {"source_id": row["id"], "coder_id": coder, "round_id": round_}
            act.insert(FinishedCoding, **place, finished_at=now())
        act.summary = _told(researcher.round, rows)
    return tuple(row["name"] for row in rows)


def reopen(researcher: Researcher, sources: Iterable[str]) -> tuple[str, ...]:
    """Take back that the coder has finished coding the sources in the round; returns those that were.

    Raises ``NotFound``.
    """
    names = list(sources)
    with researcher.act("round.reopen") as act:
        ask_ahead(act.connection, *_asked_to_finish(researcher, names))
        finished = _finished(act.connection, researcher)
        rows = [row for row in _sources(act, names) if row["id"] in finished]
        act.delete(FinishedCoding, [finished[row["id"]] for row in rows])
        act.summary = _told(researcher.round, rows)
    return tuple(row["name"] for row in rows)


class RoundsNow(NamedTuple):
    """The round that everybody begins in, and whether the one at work hides what others code from a coder."""

    begin: str
    blind: bool


def rounds_now(connection: Connection, at_work: str) -> RoundsNow:
    """The rounds that there are, for who works in one of them."""
    begin, worn = together(connection, lambda asked: setting(asked, "round"), blindfold)
    blind = at_work == worn.at_work if worn.at_work else at_work in worn.rounds.values()
    return RoundsNow(str(begin or ""), blind)


def has_finished(researcher: Researcher, source: str) -> bool:
    """Whether the coder has finished coding the source in the round. Raises ``NotFound``."""
    with researcher.project.reading() as connection:
        return is_finished(connection, researcher, source)


def is_finished(connection: Connection, researcher: Researcher, source: str) -> bool:
    """The same on a connection."""
    return find(connection, Source, source)["id"] in _finished(connection, researcher)


def _refuse_open(row: Mapping[str, Any]) -> None:
    """Raise ``QualwbError`` unless the round hides what coders do from each other."""
    if not row["blind"]:
        raise QualwbError(
            _("Round '{name}' is not blind; there is nothing to release.").format(name=row["name"])
        )
    if row["released_at"] is not None:
        raise QualwbError(
            _("Round '{name}' was released on {day}.").format(name=row["name"], day=row["released_at"][:10])
        )


def _sources(act: Act, names: Iterable[str]) -> list[Mapping[str, Any]]:
    """The rows of the sources, each once."""
    rows = [find(act.connection, Source, name) for name in names]
    return list({row["id"]: row for row in rows}.values())


def _finished(connection: Connection, researcher: Researcher) -> dict[int, int]:
    """By source: the key of the row that says that the coder has finished it in the round."""
    return dict(fetch(connection, _FINISHED, coder=researcher.coder, round=researcher.round))


def _asked_to_finish(researcher: Researcher, sources: Iterable[str]) -> Iterator[Asked]:
    yield _FINISHED, {"coder": researcher.coder, "round": researcher.round}
    yield from names_asked(Source, sources)


def _told(round_: str, rows: Iterable[Mapping[str, Any]]) -> str:
    named = ", ".join(f"'{row['name']}'" for row in rows)
    return _("{sources} in round '{name}'").format(sources=named, name=round_)
