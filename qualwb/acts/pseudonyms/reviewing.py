"""An edited list of names taken back: what became of each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualwb.acts.pseudonyms.alias_check import BadAlias
from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.verdict_rows import Ledger
from qualwb.acts.pseudonyms.verdicts import summary_of
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


class BadLine(QualwbError):
    """A line of a list of names that can't be taken."""


class ReviewedLine(NamedTuple):
    """A line of the list: the name it is about, and what it says of it."""

    line: int
    kind: str
    name: str
    verdict: Verdict
    alias: str


class RefusedLine(NamedTuple):
    """A line that could not be taken, and why."""

    line: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a list held: ``taken + unchanged + len(refused)`` lines are all."""

    taken: int
    unchanged: int
    refused: tuple[RefusedLine, ...]


def review(researcher: Researcher, entities: Sequence[Entity], lines: Sequence[ReviewedLine]) -> Review:
    """Decide in one act what the lines say of the names; a line that can't be taken stops no other.

    A line that has another alias and leaves the name open is refused: what is proposed may have changed
    since the list was written.
    """
    by_name = {(one.kind, one.name): one for one in entities}
    refused: list[RefusedLine] = []
    taken: list[Verdict] = []
    seen: dict[tuple[str, str], int] = {}
    with researcher.act("names.decide", _("a reviewed list")) as act:
        ledger = Ledger(act, researcher.coder)
        for one in lines:
            try:
                entity = _named(one, by_name, seen)
                if ledger.decide(entity, one.verdict, one.alias):
                    taken.append(one.verdict)
            except (BadAlias, BadLine) as error:
                refused.append(RefusedLine(one.line, one.name, str(error)))
        act.summary = summary_of(taken)
    return Review(len(taken), len(lines) - len(taken) - len(refused), tuple(refused))


def _named(
    one: ReviewedLine, by_name: Mapping[tuple[str, str], Entity], seen: dict[tuple[str, str], int]
) -> Entity:
    """The name that a line is about. Raises ``BadLine``."""
    entity = by_name.get((one.kind, one.name))
    if entity is None:
        raise BadLine(_("no such name is found."))
    first = seen.setdefault((one.kind, one.name), one.line)
    if first != one.line:
        raise BadLine(_("line {line} is about the same name.").format(line=first))
    if one.verdict is Verdict.OPEN and one.alias not in ("", entity.alias):
        raise BadLine(_("another alias than the proposed one, but no verdict to replace."))
    return entity
