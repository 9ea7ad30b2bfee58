"""Which codes are taken for which: what one coder gave where another gave something else, or nothing."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.agreement.coded_round import load_round
from qualwb.analysis.agreement.compared import Compared
from qualwb.analysis.agreement.disagreements import pairs_of
from qualwb.analysis.agreement.matching import THRESHOLD
from qualwb.analysis.trees import code_tree
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Confusion:
    """Units of two coders by what each called them; None stands for nothing.

    ``counts`` are by (what the first coder has, what the second has).
    """

    round: str
    coders: tuple[str, str]
    codes: tuple[str, ...]
    """Those that either coder gave, in the order of the codebook."""
    counts: dict[tuple[str | None, str | None], int]
    threshold: float
    notes: tuple[str, ...]

    def apart(self, code: str) -> int:
        """Units of the code that the other coder called something else."""
        return sum(n for (a, b), n in self.counts.items() if code in (a, b) and a != b and None not in (a, b))


def confusion(connection: Connection, compared: Compared, threshold: float = THRESHOLD) -> Confusion:
    """Count how the units of two coders meet. Raises ``QualwbError`` unless two are compared."""
    if len(compared.coders) != 2:
        raise QualwbError(_("Which codes are taken for which is asked of two coders: --coders A B."))
    first, second = compared.coders
    coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    tree = code_tree(connection)
    counts: Counter[tuple[int | None, int | None]] = Counter()
    for _source, units in pairs_of(coded, first, second, threshold):
        sides = (units.a, units.b)
        counts[sides[0].label if sides[0] else None, sides[1].label if sides[1] else None] += 1
    given = {label for labels in counts for label in labels if label is not None}
    names = {node.key: node.name for node in tree.nodes if node.key in given}
    return Confusion(
        compared.round,
        (compared.coders[first], compared.coders[second]),
        tuple(names.values()),
        {
            (None if a is None else names[a], None if b is None else names[b]): n
            for (a, b), n in sorted(counts.items(), key=str)
        },
        threshold,
        compared.notes,
    )
