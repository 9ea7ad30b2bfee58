"""Making the copy: beside the project, reduced, searched for what may not be in it, and only then named."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from qualwb.acts import privacy
from qualwb.acts.parting import take_blind
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.leaks import Found
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing import leaving_out as out
from qualwb.acts.sharing.blanking import blank_texts
from qualwb.acts.sharing.coarsening import Coarsened, coarsen
from qualwb.acts.sharing.k_anonymity import Anonymity, anonymity
from qualwb.acts.sharing.names_left import facts_for_copy, open_names, refuse_unreplaced
from qualwb.acts.sharing.originals import NO_KEY, originals_in, with_verdicts
from qualwb.acts.sharing.reasons_against import (
    NotShared,
    OpenNames,
    OriginalsLeft,
    ReasonAgainst,
    SmallCells,
)
from qualwb.acts.sharing.stable_ids import renew_ids
from qualwb.acts.sharing.wishes import LeftOut, Shared, SharingWishes
from qualwb.localization import gettext as _
from qualwb.model import Coder, Coding, Record, Round, Source
from qualwb.progress import Progress, untold
from qualwb.store.journal import Act
from qualwb.store.open_project import now
from qualwb.store.project_file import as_file
from qualwb.store.rewording import last_digest
from qualwb.store.splitting import split_off

NOBODY = 0
"""Key of no coder."""


class _Rehearsed(Exception):
    """The copy is finished, and is not to be kept."""


def share(
    researcher: Researcher,
    target: Path,
    wishes: SharingWishes,
    key: Key | None = None,
    *,
    rehearse: bool = False,
    progress: Progress = untold,
) -> Shared:
    """Make a copy of the project to hand to somebody else; what it lacks is in no byte of it.

    No name that ``key`` knows may be in it, nor of a pseudonymised one any that the project knows as
    replaced. With ``rehearse`` everything is done but the file kept. Raises ``QualwbError`` where names were
    not replaced, ``NotShared`` with all reasons against the copy, ``NotFound`` for an attribute that nothing
    has, and ``UnusableProject`` when a file is there already; then nothing is left.
    """
    with researcher.project.reading_whole() as connection:
        work = _Work(researcher.coder, wishes, key or NO_KEY, last_digest(connection))
    names, still_open = _names(researcher, wishes, key or NO_KEY, progress)
    found: list[Found] = []

    def examine(copy: Path) -> None:
        checked = originals_in(copy, names, progress)
        found.extend(checked.found)
        against = list(_against(wishes, still_open, work.anonymity, checked.leaks))
        if against:
            raise NotShared(against)
        if rehearse:
            raise _Rehearsed

    with contextlib.suppress(_Rehearsed):
        split_off(
            as_file(researcher.project),
            target,
            out.coder_name(1) if wishes.nameless_coders else researcher.coder,
            work.reduce,
            with_journal=wishes.keeps_journal,
            examine=examine,
        )
    return Shared(
        target,
        not rehearse,
        work.counts["sources"],
        work.counts["codings"],
        work.left_out(),
        work.coarsened,
        work.anonymity,
        len(names.originals()),
        found,
        still_open,
    )


def _names(
    researcher: Researcher, wishes: SharingWishes, key: Key, progress: Progress
) -> tuple[Key, tuple[str, ...]]:
    """The names that may not be in the copy; of a pseudonymised one also those that are open."""
    if not wishes.pseudonymised:
        return key, ()
    with researcher.project.reading() as connection:
        refuse_unreplaced(privacy.told(connection))
        return with_verdicts(connection, key), open_names(connection, progress)


def _against(
    wishes: SharingWishes, still_open: Sequence[str], attributes: Anonymity, leaks: Sequence[Found]
) -> Iterator[ReasonAgainst]:
    if still_open and not wishes.even_so:
        yield OpenNames(still_open)
    if not (attributes.is_kept or wishes.allow_small_cells):
        yield SmallCells(attributes)
    if leaks and not wishes.even_so:
        yield OriginalsLeft(leaks)


@dataclass
class _Work:
    """What happens to the copy, in its one act, and what is counted on the way."""

    coder: str
    wishes: SharingWishes
    key: Key
    secret: str
    """The digest of the project's newest change: no copy in which ids are renewed has the journal."""
    counts: dict[str, int] = field(default_factory=dict)
    blind: tuple[str, ...] = ()
    coarsened: list[Coarsened] = field(default_factory=list)
    anonymity: Anonymity = field(init=False)

    def reduce(self, act: Act) -> None:
        wishes, counts = self.wishes, self.counts
        self._take_blind(act)
        counts["queries"] = out.take_queries(act)
        out.take_origins(act)
        if wishes.without_memos:
            counts["memos"] = out.take_memos(act)
        if wishes.without_summaries:
            counts["summaries"] = out.take_summaries(act)
        self.coarsened = coarsen(act, wishes.coarsen)
        self.anonymity = anonymity(act.connection, wishes.min_cell)
        counts["former_texts"] = out.take_former(act)
        if wishes.quotes_only:
            counts["blanked_turns"] = blank_texts(act)
            out.take_former(act)
        if wishes.nameless_coders:
            counts["coders"] = out.number_coders(act)
        out.take_verdicts(act, with_verdicts(act.connection, self.key))
        renew_ids(act, wishes, self.secret)
        out.put_settings(act, nameless=wishes.nameless_coders, privacy=self._privacy(act.connection))
        counts["sources"], counts["codings"] = _count(act, Source), _count(act, Coding)
        act.summary = _("a copy to share")

    def left_out(self) -> LeftOut:
        """What was left out."""
        counted = {name: n for name, n in self.counts.items() if name not in ("sources", "codings")}
        return LeftOut(**counted, blind=self.blind, journal=not self.wishes.keeps_journal)

    def _take_blind(self, act: Act) -> None:
        """What others coded in rounds that hide it goes in any case."""
        hiding = (
            select(Round.name)
            .where(Round.blind, Round.released_at.is_(None))
            .order_by(Round.position, Round.id)
        )
        self.blind = tuple(act.connection.execute(hiding).scalars())
        if self.blind:
            key = act.connection.execute(select(Coder.id).where(Coder.name == self.coder)).scalar()
            take_blind(act, key if key is not None else NOBODY)

    def _privacy(self, connection: Connection) -> dict[str, Any]:
        """The facts of privacy that go along, with what this copy is; who did it stays behind with names."""
        wishes = self.wishes
        told = facts_for_copy(
            privacy.told(connection),
            nameless=wishes.nameless_coders,
            pseudonymised=wishes.pseudonymised,
        )
        copied = {
            "at": now(),
            "pseudonymised": wishes.pseudonymised,
            "quotes_only": wishes.quotes_only,
            "without_memos": wishes.without_memos,
            "coarsened": [rule.attribute for rule in wishes.coarsen],
            "least": None if wishes.allow_small_cells else wishes.min_cell,
        }
        return {**told, "copy": copied}


def _count(act: Act, record: type[Record]) -> int:
    return act.connection.execute(select(func.count(record.id))).scalar_one()
