"""Turns of a matrix's passages that name no speaker: how many there are, for the foot of the table."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from qualwb.analysis.talk import Utterance
from qualwb.localization import ngettext


@dataclass
class UnnamedTurns:
    """Gathers the turns where it matters who speaks: people are ``counted``, or stand ``in_columns``."""

    counted: bool
    in_columns: bool
    _turns: set[tuple[int, int]] = field(default_factory=set)

    def note(self, turns: Iterable[Utterance]) -> None:
        """Note those of a passage's turns that name no speaker."""
        if self.counted or self.in_columns:
            self._turns.update((turn.source, turn.number) for turn in turns if turn.unnamed)

    def in_words(self) -> list[str]:
        """How many there are, and what that means for the table; nothing where there is none."""
        n = len(self._turns)
        said = []
        if n and self.counted:
            said.append(
                ngettext(
                    "{n} turn in these passages names no speaker: people are counted where they are known, "
                    "– where nobody is.",
                    "{n} turns in these passages name no speaker: people are counted where they are known, "
                    "– where nobody is.",
                    n,
                )
            )
        if n and self.in_columns:
            said.append(
                ngettext(
                    "{n} turn in these passages names no speaker and stands in no column.",
                    "{n} turns in these passages name no speaker and stand in no column.",
                    n,
                )
            )
        return [one.format(n=n) for one in said]
