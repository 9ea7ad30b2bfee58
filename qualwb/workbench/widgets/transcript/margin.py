"""The margin left of the text: number, time, speaker and stripe lanes, as the width allows."""

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

_TIME_WIDTH = 8
_OVERFLOW_WIDTH = 2  # '+n'

# From this many columns on: widest speaker label, stripe lanes, line numbers, times.
_FOLDS = (
    (110, 16, 6, True, True),
    (72, 12, 5, True, True),
    (56, 9, 3, True, False),
    (40, 5, 2, True, False),
    (28, 4, 1, False, False),
    (0, 0, 1, False, False),
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

    @classmethod
    def fit(cls, width: int, *, number: int, speaker: int, times: bool = False) -> "MarginLayout":
        """The layout for ``width`` columns; ``number`` and ``speaker`` are the widest labels."""
        _, widest_speaker, lanes, numbers, may_show_times = next(fold for fold in _FOLDS if width >= fold[0])
        return cls(
            number=number if numbers else 0,
            time=_TIME_WIDTH if times and may_show_times else 0,
            speaker=min(speaker, widest_speaker),
            lanes=lanes,
            width=width,
        )

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
        return max(self.width - self.text_at - 1, 4)

    def lane_at(self, column: int) -> int | None:
        """The stripe lane drawn at a column, or None."""
        lane = self.text_at - 2 - column
        return lane if 0 <= lane < self.lanes else None


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
