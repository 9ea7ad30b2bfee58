"""A copy of the project for one coder, with a part of the material or without what others have coded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, select

from qualwb.acts.lookup import clean_name, find
from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.acts.sources import remove_sources
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import (
    Adjudication,
    Coding,
    FinishedCoding,
    Memo,
    PrintVersion,
    Reading,
    Record,
    Round,
    Source,
    SuggestionEvent,
    Summary,
)
from qualwb.store import refused_proposals
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import FIRST_ROUND, ensure_coder
from qualwb.store.project_file import as_file
from qualwb.store.splitting import split_off

RESTS_ON_CODING = (Adjudication, Summary, PrintVersion, SuggestionEvent, FinishedCoding, Reading, Coding)
"""Records that tell where something was coded, those first that name codings."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A copy that was split off, and what it does not hold."""

    path: Path
    coder: str
    sources: int
    """Sources that the copy has."""
    left_out: int
    """Codings that it lacks."""
    blind: tuple[str, ...]
    """Blind rounds that are not released, whose codings by others it lacks in any case."""
    round: str
    """The round that it opens in."""


def split_for(
    researcher: Researcher,
    target: Path,
    coder: str,
    *,
    without_codings: bool = False,
    only: Iterable[str] = (),
    round_: str = "",
) -> Parted:
    """Split off a copy for a coder, which ``merge`` takes back; what it lacks is in no byte of it.

    ``only`` names the sources that it holds. With ``without_codings`` nobody's codings are in it, nor what
    rests on them. Others' codings in a blind round that is not released never are. It opens in ``round_``,
    where one is named, else in that in use here. Its journal begins anew.
    Raises ``NotFound`` for an unknown source or round, ``UnusableProject`` when a file is there already.
    """
    coder = clean_name(coder)
    with researcher.project.reading() as connection:
        chosen = {find(connection, Source, name)["id"] for name in only}
        in_use = setting(connection, "round") or FIRST_ROUND
        opens_in = str(find(connection, Round, round_)["name"]) if round_ else in_use
        open_rounds = (
            select(Round.name)
            .where(Round.blind, Round.released_at.is_(None))
            .order_by(Round.position, Round.id)
        )
        blind = tuple(connection.execute(open_rounds).scalars())
    before: list[int] = []
    counted: list[int] = []

    def reduce(act: Act) -> None:
        before[:] = act.connection.execute(select(func.count(Coding.id))).scalars()
        key = ensure_coder(act, coder)
        put_setting(act, "coder", coder)
        if opens_in != in_use:
            put_setting(act, "round", opens_in)
        if chosen:
            _keep_sources(act, chosen)
        if without_codings:
            _take_codings(act)
            _take_others_memos(act, key)
        elif blind:
            take_blind(act, key)
        counted[:] = [len(act.connection.execute(select(record.id)).all()) for record in (Source, Coding)]
        act.summary = _summary(coder, *counted)

    path = split_off(as_file(researcher.project), target, researcher.coder, reduce)
    return Parted(path, coder, counted[0], before[0] - counted[1], () if without_codings else blind, opens_in)


def _keep_sources(act: Act, chosen: Collection[int]) -> None:
    rows = act.connection.execute(select(Source.id, Source.group_id)).all()
    for source_id, group_id in rows:
        if source_id not in chosen:
            remove_sources(act, [source_id], group_id)


def _take_codings(act: Act) -> None:
    for record in RESTS_ON_CODING:
        _take(act, record, select(record.id))
    _take_refused(act)


def take_blind(act: Act, coder_id: int) -> None:
    """Within an act: take others' codings in blind rounds, and what tells of them."""
    blind = select(Round.id).where(Round.blind, Round.released_at.is_(None))
    codings = table_of(Coding)
    hidden = select(codings.c.id).where(codings.c.round_id.in_(blind), codings.c.coder_id != coder_id)
    _take(act, Adjudication, select(Adjudication.id).where(Adjudication.round_id.in_(blind)))
    gone = set(act.connection.execute(hidden).scalars())
    for key, coder, rests_on in act.connection.execute(
        select(Summary.id, Summary.coder_id, Summary.codings)
    ).all():
        if not gone.isdisjoint(rests_on):
            if coder == coder_id:
                act.update(Summary, key, codings=[coding for coding in rests_on if coding not in gone])
            else:
                act.delete(Summary, [key])
    _take(act, PrintVersion, select(PrintVersion.id).where(PrintVersion.coder_id != coder_id))
    _take(act, SuggestionEvent, select(SuggestionEvent.id).where(SuggestionEvent.coder_id != coder_id))
    _take_others_memos(act, coder_id)
    _take(act, Coding, hidden)
    _take_refused(act)


def _take_refused(act: Act) -> None:
    """Refused proposals tell what the codings look like that they rest on, and not who refused them."""
    put_setting(act, refused_proposals.SETTING, None)


def _take_others_memos(act: Act, coder_id: int) -> None:
    """What others wrote beside passages shows where they coded."""
    beside = select(Memo.id).where(Memo.start.is_not(None), Memo.coder_id != coder_id)
    _take(act, Memo, beside)


def _take(act: Act, record: type[Record], keys: Select[int]) -> None:
    act.delete(record, act.connection.execute(keys).scalars().all())


def _summary(coder: str, sources: int, codings: int) -> str:
    return ", ".join(
        (
            _("for {coder}").format(coder=coder),
            ngettext("{n} source", "{n} sources", sources).format(n=sources),
            ngettext("{n} coding", "{n} codings", codings).format(n=codings),
        )
    )
