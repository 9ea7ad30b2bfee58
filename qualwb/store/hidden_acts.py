"""Which acts of the journal a blind round hides: those that tell what others coded, or wrote of it."""

from typing import get_args

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import aliased

from qualwb.model import Change
from qualwb.store.blindness import VIEWS, Blindfold
from qualwb.store.refused_proposals import ProposalKind


def hidden_acts(connection: Connection, worn: Blindfold, number: int | None = None) -> frozenset[int]:
    """The numbers of the acts that are hidden from whoever wears this; with a ``number``, of that act alone.

    Answers to proposals tell of it too: what is proposed, and why, is reckoned from what others coded. Acts
    from before the round was made tell nothing of it; undo and redo tell as much as the act they turned.
    """
    if not worn.rounds:
        return frozenset()
    turned = aliased(Change)
    told = [Change.images.contains(f'"table":"{table}"', autoescape=True) for table in VIEWS]
    act = func.coalesce(turned.act, Change.act)
    answers = [act.startswith(f"{kind}_proposal.", autoescape=True) for kind in get_args(ProposalKind)]
    statement = (
        select(Change.id)
        .join(turned, turned.id == Change.target, isouter=True)
        .where(
            func.coalesce(Change.target, Change.id) > worn.since,
            func.coalesce(turned.coder, Change.coder) != worn.coder,
            or_(*told, *answers, Change.erased.is_not(None)),
        )
    )
    if number is not None:
        statement = statement.where(Change.id == number)
    return frozenset(connection.execute(statement).scalars())
