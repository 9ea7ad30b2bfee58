"""Chapter numbers that a printed report passes over: 4.1, 4.2, 4.4."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.printed_report.report_contents import ThemeHeading

_WIDEST = 5
"""A step over more numbers than this is another count, not a gap."""


class NumberedLine(NamedTuple):
    """A heading's number, and its printed line."""

    number: str
    line: int


@dataclass(frozen=True, slots=True)
class MissingNumber:
    """A number that is not there between two that are."""

    number: str
    before: NumberedLine
    after: NumberedLine

    def in_words(self) -> str:
        """The warning for whoever imports the report."""
        return _(
            "Chapter {number} is missing: {before} (line {line}) is followed by {after} (line {after_line})."
        ).format(
            number=self.number,
            before=self.before.number,
            line=self.before.line,
            after=self.after.number,
            after_line=self.after.line,
        )


def missing_numbers(numbers: Iterable[NumberedLine], headings: Iterable[ThemeHeading]) -> list[MissingNumber]:
    """The gaps among the chapters that quote somebody, and those beside them, in printed order.

    A number that goes back begins anew, as the chapters do after a table of contents.
    """
    quoting = {heading.number.rpartition(".")[0] for heading in headings if heading.number}
    last: dict[str, NumberedLine] = {}
    found: list[MissingNumber] = []
    for here in numbers:
        above = here.number.rpartition(".")[0]
        before = last.get(above)
        if before is not None and above in quoting:
            found += _between(above, before, here)
        last[above] = here
    return found


def _between(above: str, before: NumberedLine, after: NumberedLine) -> Iterator[MissingNumber]:
    first, last = (int(one.number.rpartition(".")[2]) for one in (before, after))
    if last - first - 1 <= _WIDEST:
        for own in range(first + 1, last):
            yield MissingNumber(f"{above}.{own}" if above else str(own), before, after)
