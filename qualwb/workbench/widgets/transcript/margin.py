"""The margin left of the text: number, time, speaker and stripe lanes, as the width allows."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.cells import cell_len, set_cell_size

from qualwb.workbench.widgets.transcript.cells import keeping_number

_TIME_WIDTH = 8
_OVERFLOW_WIDTH = 2  # '+n'

_WIDEST_SPEAKER = 16
_WIDE = 84
"""Columns from which more lanes are there than the fewest."""
_FEWEST_LANES = 3
_NAMES_BESIDE = 66
"""Columns of text that names of codes leave free; what is wider is harder to read."""
_NAMES = range(16, 29)
"""Columns that names of codes take: fewer say too little."""

# What the margin may hold, from the fullest on: widest speaker label, stripe lanes, line numbers, times.
_FOLDS = (
    *((_WIDEST_SPEAKER, lanes, True, True) for lanes in (6, 5, 4, _FEWEST_LANES)),
    (12, 3, True, True),
    (9, 3, True, True),
    (_WIDEST_SPEAKER, 3, True, False),
    (9, 3, True, False),
    (5, 2, True, False),
    (4, 1, False, False),
    (0, 1, False, False),
)


@dataclass(frozen=True, slots=True)
class MarginLayout:
    """The columns of one row, from the left; a column of width 0 is folded away."""

    number: int = 0
    time: int = 0
    speaker: int = 0
    lanes: int = 0
    width: int = 0
    """All columns of the row."""
    names: int = 0
    """Columns right of the text for the names of codes."""

    @classmethod
    def fit(
        cls, width: int, *, number: int, speaker: int, times: bool = False, names: bool = False
    ) -> "MarginLayout":
        """The layout for ``width`` columns; ``number`` and ``speaker`` are the widest labels.

        The margin takes what the text can spare; ``names`` of codes come last.
        """
        found = cls(width=width)
        folds = _FOLDS if width >= _WIDE else [fold for fold in _FOLDS if fold[1] <= _FEWEST_LANES]
        for widest_speaker, lanes, numbers, may_show_times in folds:
            found = cls(
                number=number if numbers else 0,
                time=_TIME_WIDTH if times and may_show_times else 0,
                speaker=min(speaker, widest_speaker),
                lanes=lanes,
                width=width,
            )
            if found.text_width >= text_wanted(width):
                break
        return found.with_names() if names else found

    def with_names(self) -> "MarginLayout":
        """The same with the names of codes right of the text, where there is room for them."""
        spare = min(self.text_width - _NAMES_BESIDE, _NAMES[-1])
        return replace(self, names=spare) if spare in _NAMES else self

    @property
    def stripes_at(self) -> int:
        """The column where '+n' and then the stripe lanes begin; lane 0 is the last, next to the text."""
        return sum(column + 1 for column in (self.number, self.time, self.speaker) if column)

    @property
    def text_at(self) -> int:
        """The column where the text begins."""
        return self.stripes_at + self.lanes + _OVERFLOW_WIDTH + 1

    @property
    def text_width(self) -> int:
        """The columns that the text wraps in; one more is kept for the cursor after a row's end."""
        return max(self.width - self.text_at - 1 - self.names, 4)

    @property
    def names_at(self) -> int:
        """The column where the names of codes begin."""
        return self.width - self.names

    def lane_at(self, column: int) -> int | None:
        """The stripe lane drawn at a column, or None."""
        lane = self.text_at - 2 - column
        return lane if 0 <= lane < self.lanes else None


def text_wanted(width: int) -> int:
    """The columns of text that a margin leaves in so many columns, if it can."""
    return 60 if width >= _WIDE else min(50, max(width * 3 // 5, width - 25))


def columns_needed(text: int, *, number: int, speaker: int, times: bool = False) -> int:
    """The columns that hold so many of text beside a margin with whole speaker labels."""
    speaker = min(speaker, _WIDEST_SPEAKER)
    needed = MarginLayout(number, _TIME_WIDTH if times else 0, speaker, _FEWEST_LANES)
    return needed.text_at + text + 1


def speaker_labels(speakers: Iterable[str], width: int) -> dict[str, str]:
    """How the speakers of a source are called in so many cells: by first name or initials where too long.

    Names that would be alike then are cut instead.
    """
    whole = list(dict.fromkeys(speakers))
    labels = {name: name if cell_len(name) <= width else _first_name(name, width) for name in whole}
    often = Counter(labels.values())
    return {
        name: label if often[label] == 1 and cell_len(label) <= width else fitted(name, width)
        for name, label in labels.items()
    }


def _first_name(name: str, width: int) -> str:
    words = name.split()
    if len(words) > 1 and words[-1].isdecimal():
        return keeping_number(name, width)
    if len(words) > 1 and cell_len(words[0]) <= width:
        return words[0]
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word)
    return initials if len(initials) > 1 else name


def fitted(label: str, width: int) -> str:
    """The label in exactly ``width`` cells, cut with '…' if it is longer."""
    if cell_len(label) > width:
        label = set_cell_size(label, width - 1) + "…"
    return set_cell_size(label, width)


def clock(seconds: float) -> str:
    """Seconds as 'm:ss' or 'h:mm:ss'."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def overflow_label(hidden: int) -> str:
    """'+n' for the passages that have no lane in the margin, in two cells."""
    if not hidden:
        return "  "
    return f"+{hidden}" if hidden < 10 else "+*"
