"""What became of the suggestions: how many were taken, changed and refused, by code, reason, time or coder.

What a suggestion stood for is not what the coder would have chosen without it: a code that is read first is
taken more often. Answers to suggestions that were on screen before the coder chose are therefore told apart
from the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from qualwb.model import Code, Coder, SuggestionEvent

A_HUNDRED = 100


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


def by_code(answers: Sequence[Answer]) -> tuple[Acceptance, ...]:
    """One row a code that was suggested or taken instead, most often suggested first; codes that are gone are
    left out."""
    instead = Counter(answer.chosen for answer in answers if answer.chosen is not None)
    suggested = _grouped(answers, lambda answer: answer.code)
    return _most_first(
        _counted(name, suggested.get(name, ()), instead.get(name, 0)) for name in {**suggested, **instead}
    )


def by_reason(answers: Sequence[Answer]) -> tuple[Acceptance, ...]:
    """One row a kind of reason, empty where none was noted; most often suggested first."""
    return _most_first(_counted(*group) for group in _grouped(answers, lambda one: one.reason).items())


def by_coder(answers: Sequence[Answer]) -> tuple[Acceptance, ...]:
    """One row a coder, the one with most answers first."""
    return _most_first(_counted(*group) for group in _grouped(answers, lambda one: one.coder).items())


def by_week(answers: Sequence[Answer]) -> tuple[Acceptance, ...]:
    """One row a week with answers, by ISO 8601 ('2026-W48', in UTC), oldest first."""
    groups = _grouped(answers, lambda answer: _week(answer.at))
    return tuple(_counted(week, groups[week]) for week in sorted(groups))


def by_hundred(answers: Sequence[Answer]) -> tuple[Acceptance, ...]:
    """One row for each hundred answers ('101-200'), oldest first; the last may hold fewer."""
    starts = range(0, len(answers), A_HUNDRED)
    hundreds = (answers[start : start + A_HUNDRED] for start in starts)
    return tuple(
        _counted(f"{start + 1}-{start + len(some)}", some)
        for start, some in zip(starts, hundreds, strict=True)
    )


GROUPINGS: Mapping[str, Callable[[Sequence[Answer]], tuple[Acceptance, ...]]] = {
    "code": by_code,
    "reason": by_reason,
    "time": by_week,
    "hundred": by_hundred,
    "coder": by_coder,
}
"""The ways to count answers, by name."""


def _grouped(answers: Iterable[Answer], common: Callable[[Answer], str | None]) -> dict[str, list[Answer]]:
    groups: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if (name := common(answer)) is not None:
            groups[name].append(answer)
    return dict(groups)


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


def _most_first(rows: Iterable[Acceptance]) -> tuple[Acceptance, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.offered, row.of)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _week(at: str) -> str:
    try:
        year, week, _day = datetime.fromisoformat(at).isocalendar()
    except ValueError:
        return at  # what another program wrote
    return f"{year}-W{week:02}"
