"""What became of proposed themes, merges and splits, as the journal tells it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import Connection

from qualwb.analysis.log import log_entries
from qualwb.store.refused_proposals import ProposalKind

KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
OUTCOMES = {"accept": "accepted", "change": "changed", "refuse": "refused"}


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """A proposal with who answered it, when, how and why."""

    kind: str
    """theme, merge or split."""
    outcome: str
    """accepted, changed or refused."""
    at: str
    coder: str
    summary: str
    """The codes, and what was made of them."""
    reason: str


def proposal_answers(connection: Connection) -> tuple[ProposalAnswer, ...]:
    """The answers that stand, newest first: what was undone is not among them."""
    found = []
    for entry in log_entries(connection):
        kind, _dot, answer = entry.act.partition("_proposal.")
        if kind in KINDS and answer in OUTCOMES and not entry.undone:
            facts = entry.at, entry.coder, entry.summary, entry.reason
            found.append(ProposalAnswer(kind, OUTCOMES[answer], *facts))
    return tuple(found)


def counted_answers(answers: Iterable[ProposalAnswer]) -> dict[str, Counter[str]]:
    """By kind, how many proposals ended in which way."""
    answers = list(answers)
    return {kind: Counter(one.outcome for one in answers if one.kind == kind) for kind in KINDS}
