"""Blind rounds: until one is released, a coder sees of it what is their own alone.

Who works in one sees nobody else's work of any round, so that nothing of an earlier one is met in passing:
all rounds hide then, as if each were blind. Another round is read by going on in that.

The rule stands here, once, for every question that is asked of a project as a coder. It is laid over the
tables: on the connection that the coder reads by, temporary views bear the tables' names and let through what
that coder may see, so that whatever selects from ``coding`` follows it without knowing. Acts, checks, backups
and purges have the tables themselves. It is a working agreement, not a lock: whoever opens the file has all.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, select

from qualwb.model import (
    Adjudication,
    Change,
    Coder,
    Coding,
    Memo,
    PrintVersion,
    Round,
    SuggestionEvent,
    Summary,
)
from qualwb.store.driver import Asked, ask_ahead, fetch, given
from qualwb.store.engines.backend import backend_of

_MOMENT = re.compile(r"[0-9T:.+-]+")
_OPTION = "blindfold"
_HIDING = (
    select(Round.id, Round.name).where(Round.blind, Round.released_at.is_(None)).order_by(Round.position)
)
_ROUNDS = select(Round.id, Round.name).order_by(Round.position, Round.id)
_MADE = select(Change.id, Change.at, Change.images).where(Change.act == given("act")).order_by(Change.id)
_WHO = select(Coder.id).where(Coder.name == given("name"))

VIEWS = {
    Coding.__tablename__: "coder_id = {coder} OR round_id NOT IN ({rounds})",
    Adjudication.__tablename__: "coder_id = {coder} OR round_id NOT IN ({rounds})",
    Memo.__tablename__: "coder_id = {coder} OR start IS NULL OR updated_at < '{since}'",
    SuggestionEvent.__tablename__: "coder_id = {coder} OR created_at < '{since}'",
    Summary.__tablename__: (
        "coder_id = {coder} OR NOT EXISTS (SELECT 1 FROM {tables}.coding WHERE coding.id IN {listed}"
        " AND coding.coder_id <> {coder} AND coding.round_id IN ({rounds}))"
    ),
    PrintVersion.__tablename__: (
        "coder_id = {coder} OR updated_at < '{since}' OR EXISTS (SELECT 1 FROM {views}.coding AS seen"
        " WHERE seen.source_id = print_version.source_id AND seen.start = print_version.start"
        ' AND seen."end" = print_version."end")'
    ),
}
"""What a coder may see of each table while a round hides codings; the others hold nothing of them.

Memos on passages, print versions and answers to suggestions name no round: those of others are hidden that
were written since a round that hides was made.
"""
NOBODY = 0
"""A key that no coder has."""

ROUND_MADE = "round.new"
"""The act that makes rounds. Of one that came about otherwise, as the first, all is hidden while it is blind.
"""


@dataclass(frozen=True, slots=True)
class Blindfold:
    """Which rounds hide the codings of others from whoever reads by a connection."""

    coder: str
    key: int | None
    """The coder's key; None for one who has not worked in the project yet."""
    rounds: Mapping[int, str]
    """The rounds that hide, by key, in order."""
    since: int = 0
    """The change that made the first of them; 0 where the journal does not tell."""
    moment: str = ""
    """When that was, ISO 8601 in UTC; '' where the journal does not tell."""
    at_work: str = ""
    """The blind round that the coder works in, which lets all rounds hide, however old; '' for none."""

    @classmethod
    def for_coder(cls, connection: Connection, coder: str, at_work: str = "") -> Self:
        """What hides the work of others from the coder of that name, at work in a round or only reading."""
        ask_ahead(connection, *asked_of_blindness(coder))
        rounds = dict(fetch(connection, _HIDING))
        if not rounds:
            return cls(coder, None, rounds)
        known = fetch(connection, _WHO, name=coder)
        key = known[0][0] if known else None
        if at_work in rounds.values():
            return cls(coder, key, dict(fetch(connection, _ROUNDS)), at_work=at_work)
        return cls(coder, key, rounds, *_made(connection, rounds))

    def lets_see(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row of a table, as the journal keeps it, is the coder's own or hidden by no round."""
        if table not in VIEWS or not self.rounds or row["coder_id"] == self.key:
            return True
        if "round_id" in row:
            return row["round_id"] not in self.rounds
        if table == Memo.__tablename__ and row["start"] is None:
            return True
        return str(row.get("updated_at") or row["created_at"]) < self.moment


def asked_of_blindness(coder: str) -> tuple[Asked, Asked]:
    """What ``Blindfold.for_coder`` asks first."""
    return (_HIDING, {}), (_WHO, {"name": coder})


NOTHING_HIDDEN = Blindfold("", None, {})


def blindfold(connection: Connection) -> Blindfold:
    """What hides the work of others on this connection; nothing on one that has the tables themselves."""
    worn: Blindfold = connection.get_execution_options().get(_OPTION, NOTHING_HIDDEN)
    return worn


def put_on(connection: Connection, coder: str, at_work: str = "") -> bool:
    """Within a transaction that only reads: hide what the coder may not see; whether anything is hidden.

    Rolling the transaction back takes the views away again.
    """
    worn = Blindfold.for_coder(connection, coder, at_work)
    if not worn.rounds:
        return False
    connection.execution_options(**{_OPTION: worn})
    values = {
        "coder": NOBODY if worn.key is None else worn.key,
        "rounds": ", ".join(map(str, worn.rounds)),
        "since": worn.moment,
    }
    backend = backend_of(connection)
    views = {table: seen.format(**values, **backend.words_for_views) for table, seen in VIEWS.items()}
    backend.hide(connection, views)
    return True


def _made(connection: Connection, rounds: Mapping[int, str]) -> tuple[int, str]:
    """Number and moment of the change that made the first of these rounds; (0, '') if one is not known."""
    made: dict[int, tuple[int, str]] = {}
    for number, at, images in fetch(connection, _MADE, act=ROUND_MADE):
        for image in json.loads(images):
            if image["op"] == "insert" and image["table"] == Round.__tablename__:
                made[image["after"]["id"]] = (number, at)
    if not rounds.keys() <= made.keys():
        return 0, ""
    number, at = min(made[key] for key in rounds)
    # It becomes a part of SQL, and whoever may write to the journal could write anything there.
    return (number, at) if _MOMENT.fullmatch(at) else (0, "")
