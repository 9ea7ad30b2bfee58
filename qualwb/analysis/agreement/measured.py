"""A measure of agreement other than the default: its figure for each label."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A figure of one label, or of all together; ``value`` is None where it is undefined."""

    coders: tuple[str, ...]
    label: str
    source: str
    """A source where the figure is of one alone, else ''."""
    n: int
    """Units: turns, characters or segments."""
    counts: tuple[int, ...]
    """Units that bear the label, by coder; none where all labels are taken together."""
    percent: float | None
    """Percent agreement; of the u-alphas the coverage."""
    value: float | None


@dataclass(frozen=True, slots=True)
class MeasuredAgreement:
    """A measure of the coders of a round."""

    measure: str
    unit: str
    """turns, characters or segments."""
    coders: tuple[str, ...]
    round: str
    kind: str
    """codes or themes."""
    sources: tuple[str, ...]
    """Those that at least two of the coders have coded."""
    characters: int
    threshold: float
    rows: tuple[MeasuredRow, ...]
    left_out: Mapping[str, str]
    """The other sources, each with who alone has coded it, '' for nobody."""
    chosen: tuple[str, ...]
    """What was left open and is chosen, in words."""
    notes: tuple[str, ...]
    """What the figures are, and what is undefined as a whole."""
