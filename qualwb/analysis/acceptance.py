"""What became of the suggestions: how many were taken, changed and refused, by code, reason, time or coder.

What a suggestion stood for is not what the coder would have chosen without it: a code that is read first is
taken more often. Answers to suggestions that were on screen before the coder chose are therefore told apart
from the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection, select

from qualwb.model import Code, Coder, SuggestionEvent

HUNDRED = "hundred"
A_HUNDRED = 100
FEWEST = 5
IN_TIME = ("time", HUNDRED)


@dataclass(frozen=True, slots=True)
class Answer:
    """One suggestion, and what the coder did with it."""

    code: str | None
    """The code suggested; None when it is gone."""
    chosen: str | None
    """The code taken instead, where another was."""
    outcome: str
    """accepted, changed or refused."""
    shown_before: bool
    """Whether it was on screen before the coder chose."""
    reason: str
    """The kind of the reason that weighed most; empty when it was not noted."""
    probability: float | None
    """How likely it was said to be right."""
    coder: str
    at: str
    """When, ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How several suggestions ended."""

    of: str
    """What they have in common: a code, a kind of reason, a week, some hundred, a coder."""
    accepted: int
    changed: int
    refused: int
    taken_instead: int = 0
    """How often the code was the coder's choice where another had been suggested."""
    not_shown: int = 0
    """How many of them were not on screen before the coder chose."""
    not_shown_accepted: int = 0
    """How many of those were accepted."""
    probability: float | None = None
    """Mean of how likely they were said to be right, over those that were said to be so; None for none."""

    @property
    def offered(self) -> int:
        """How many were suggested and answered."""
        return self.accepted + self.changed + self.refused

    @property
    def rate(self) -> float | None:
        """Share accepted of those answered; None when none was."""
        return _share(self.accepted, self.offered)

    @property
    def shown_rate(self) -> float | None:
        """Share accepted of those that were on screen before the coder chose."""
        return _share(self.accepted - self.not_shown_accepted, self.offered - self.not_shown)

    @property
    def not_shown_rate(self) -> float | None:
        """Share accepted of the others."""
        return _share(self.not_shown_accepted, self.not_shown)


def read_answers(connection: Connection) -> tuple[Answer, ...]:
    """All answers that the reader may see, oldest first."""
    names = {row.id: row.name for row in connection.execute(select(Code.id, Code.name))}
    coders = {row.id: row.name for row in connection.execute(select(Coder.id, Coder.name))}
    event = SuggestionEvent
    rows = connection.execute(
        select(
            *(event.code_id, event.chosen_id, event.outcome, event.shown_before),
            *(event.reason, event.probability, event.coder_id, event.created_at),
        ).order_by(event.created_at, event.id)
    )
    return tuple(
        Answer(
            *(names.get(row.code_id), names.get(row.chosen_id), row.outcome, row.shown_before),
            *(row.reason, row.probability, coders.get(row.coder_id, ""), row.created_at),
        )
        for row in rows
    )


def in_all(answers: Sequence[Answer]) -> Acceptance:
    """All answers together."""
    return _counted("", answers)


def grouped(answers: Sequence[Answer], by: str) -> dict[str, Sequence[Answer]]:
    """The answers by what they have in common: a key of ``GROUPINGS``, or 'hundred' for each hundred of them.

    Of codes that are gone there is none.
    """
    if by == HUNDRED:
        return _hundreds(answers)
    groups: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if (name := GROUPINGS[by](answer)) is not None:
            groups[name].append(answer)
    return dict(groups)


def acceptance(answers: Sequence[Answer], by: str) -> tuple[Acceptance, ...]:
    """How the answers ended, a row for each that ``grouped`` tells apart.

    Weeks and hundreds stand in order of time, what was suggested most often first in the others. Codes that
    were only ever taken instead have a row too.
    """
    groups = grouped(answers, by)
    if by in IN_TIME:
        return tuple(_counted(of, some) for of, some in groups.items())
    instead = Counter(answer.chosen for answer in answers if by == "code" and answer.chosen is not None)
    rows = (_counted(of, groups.get(of, ()), instead[of]) for of in {**groups, **instead})
    return tuple(sorted(rows, key=lambda row: (-row.offered, row.of)))


def trend(answers: Sequence[Answer], most: int = 12) -> tuple[Acceptance, ...]:
    """The answers in order of time as at most so many stretches of about as many each.

    A stretch of fewer than ``FEWEST`` says little, so there is one only where there are no more.
    """
    count = min(most, max(len(answers) // FEWEST, 1)) if answers else 0
    edges = [n * len(answers) // count for n in range(count + 1)] if count else []
    return tuple(_counted(_numbers(start, end), answers[start:end]) for start, end in pairwise(edges))


def _hundreds(answers: Sequence[Answer]) -> dict[str, Sequence[Answer]]:
    hundreds = (answers[start : start + A_HUNDRED] for start in range(0, len(answers), A_HUNDRED))
    return {_numbers(n * A_HUNDRED, n * A_HUNDRED + len(some)): some for n, some in enumerate(hundreds)}


def _numbers(start: int, end: int) -> str:
    """The answers [start, end) by their numbers, the first being 1."""
    return f"{start + 1}-{end}" if end - start > 1 else str(end)


def _counted(of: str, answers: Sequence[Answer], taken_instead: int = 0) -> Acceptance:
    outcomes = [answer.outcome for answer in answers]
    not_shown = [answer for answer in answers if not answer.shown_before]
    said = [answer.probability for answer in answers if answer.probability is not None]
    return Acceptance(
        of=of,
        accepted=outcomes.count("accepted"),
        changed=outcomes.count("changed"),
        refused=outcomes.count("refused"),
        taken_instead=taken_instead,
        not_shown=len(not_shown),
        not_shown_accepted=sum(answer.outcome == "accepted" for answer in not_shown),
        probability=sum(said) / len(said) if said else None,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _week(at: str) -> str:
    try:
        year, week, _day = datetime.fromisoformat(at).isocalendar()
    except ValueError:
        return at  # what another program wrote
    return f"{year}-W{week:02}"


GROUPINGS: Mapping[str, Callable[[Answer], str | None]] = {
    "code": lambda answer: answer.code,
    "reason": lambda answer: answer.reason,
    "time": lambda answer: _week(answer.at),
    "coder": lambda answer: answer.coder,
}
"""What answers have in common, by name: a code, a kind of reason (empty where none was noted), a week of
ISO 8601 such as '2026-W48', in UTC, a coder."""
