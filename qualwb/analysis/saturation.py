"""Saturation over groups: does one more group still bring something new?

Formulas: Guest, Namey & Chen 2020 (new information ratio); Colwell, Mao & Chang 2004 (Mao Tau); Chao 1987 and
Burnham & Overton 1979 (Chao2, jackknives); Yang, Yuan & Zhang 2021 (S-coefficient). Computed on codings; on
the quotes of a report they mean nothing, as a report keeps what recurs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from math import comb, sqrt
from operator import or_
from random import Random

from sqlalchemy import Connection, select

from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.scope import coding_conditions, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import scope_notes
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coding

BASE, RUN, THRESHOLD = 4, 2, 0.05
"""Base size, run length and threshold as Guest, Namey & Chen validated them (base 4-6, run 2-3)."""

ALL_ORDERS_UP_TO = 8
RANDOM_ORDERS = 1000
STEADY_FROM = 10
"""Below so many groups the estimators of unseen codes are unstable."""


@dataclass(frozen=True, slots=True)
class GuestStep:
    """New codes in the run after so many groups, as '4+2', and their ratio to those of the base."""

    label: str
    new: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Guest:
    """New information ratio: codes first seen in a run of groups over those of the base groups."""

    base: int
    run: int
    threshold: float
    base_codes: int
    steps: tuple[GuestStep, ...]
    reached: str | None
    """The first step at or below the threshold."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Estimates of how many codes there are in all, seen and unseen; None where undefined."""

    chao2: float | None
    chao2_se: float | None
    jack1: float | None
    jack2: float | None


@dataclass(frozen=True, slots=True)
class Saturation:
    """Codes (or themes) over the units in the order they were analysed."""

    units: tuple[str, ...]
    items: int
    """How many different codes or themes were seen."""
    new: tuple[int, ...]
    cumulative: tuple[int, ...]
    mean: tuple[float, ...]
    """Expected number after k units, over all orders, exact."""
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    """The range over orders: all of them up to 8 units, else 1000 drawn by a fixed seed."""
    seen_before: tuple[float | None, ...]
    """From the second unit on, the share of its codes that were seen before (S-coefficient)."""
    guest: Guest | None
    unseen: Unseen
    warnings: tuple[str, ...]
    only_quotes: bool = False
    """All codings are the quotes of a printed report: nothing here measures saturation."""
    excluded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kind: str = "codes"
    """What is new: codes or themes."""
    over: str = "groups"
    """What the units are: groups or sources."""


def saturation(
    connection: Connection,
    rows: str = "codes",
    units: str = "groups",
    *,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    selection: Selection = EVERYTHING,
) -> Saturation:
    """Saturation of codes or themes over groups (or sources), in the project's order."""
    matrix = theme_matrix(connection, rows, units, "presence", selection)
    return matrix_saturation(connection, matrix, base=base, run=run, threshold=threshold, selection=selection)


def matrix_saturation(
    connection: Connection,
    matrix: Matrix,
    *,
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    selection: Selection = EVERYTHING,
) -> Saturation:
    """Saturation of a matrix's rows over its columns, whatever of the selection it counts."""
    return saturation_of(
        coded_units(matrix),
        _incidence(matrix),
        base,
        run,
        threshold,
        kind=matrix.rows_kind,
        over=matrix.columns_kind,
        only_quotes=_only_quotes(connection, selection),
        excluded=matrix.excluded,
        notes=(*scope_notes(connection, selection), *_left_out_notes(matrix)),
    )


def coded_units(matrix: Matrix) -> tuple[str, ...]:
    """The columns that saturation goes over: one that nobody coded brings nothing new, whatever was said."""
    return tuple(matrix.columns[column] for column in _coded(matrix))


def _coded(matrix: Matrix) -> list[int]:
    return [column for column in range(len(matrix.columns)) if column not in matrix.uncoded]


def _left_out_notes(matrix: Matrix) -> tuple[str, ...]:
    names = [matrix.columns[column] for column in sorted(matrix.uncoded)]
    said = _("Left out, since nobody coded there: {names}. It is not known what they would add.")
    return (said.format(names=", ".join(names)),) if names else ()


def _incidence(matrix: Matrix) -> list[frozenset[str]]:
    """The rows that each coded column has; a theme that others nest in adds nothing of its own."""
    parents = {row.parent for row in matrix.rows} if matrix.rows_kind == "themes" else set()
    return [
        frozenset(row.name for row in matrix.rows if row.name not in parents and row.values[column])
        for column in _coded(matrix)
    ]


def first_seen(matrix: Matrix) -> tuple[tuple[str, ...], ...]:
    """What each of the ``coded_units`` has that none before it has, in the order of the rows."""
    seen: set[str] = set()
    found = []
    for items in _incidence(matrix):
        found.append(tuple(row.name for row in matrix.rows if row.name in items - seen))
        seen |= items
    return tuple(found)


def saturation_of(
    units: Sequence[str],
    incidence: Sequence[frozenset[str]],
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    *,
    kind: str = "codes",
    over: str = "groups",
    only_quotes: bool = False,
    excluded: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Saturation:
    """Saturation of items over units, from the items of each unit.

    ``kind``: codes or themes; ``over``: groups or sources.
    """
    new = new_items(incidence)
    n, times = len(incidence), occurrences(incidence)
    q1, q2 = times.count(1), times.count(2)
    lowest, highest = order_range(incidence)
    guest = new_information(new, base, run, threshold)
    unseen = Unseen(
        chao2(len(times), q1, q2, n),
        chao2_se(q1, q2, n),
        jackknife1(len(times), q1, n),
        jackknife2(len(times), q1, q2, n),
    )
    quotes = (quotes_warning(),) if only_quotes else ()
    return Saturation(
        units=tuple(units),
        items=len(times),
        new=new,
        cumulative=tuple(accumulate(new)),
        mean=mao_tau(times, n),
        lowest=lowest,
        highest=highest,
        seen_before=s_coefficients(incidence),
        guest=guest,
        unseen=unseen,
        warnings=(
            *quotes,
            *_size_warnings(n, base, run, guest, kind, over),
            *_estimate_warnings(n, len(times), q1, unseen, kind, over),
        ),
        only_quotes=only_quotes,
        excluded=excluded,
        notes=notes,
        kind=kind,
        over=over,
    )


def new_items(incidence: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """How many items are first seen in each unit."""
    seen: set[str] = set()
    new = []
    for items in incidence:
        new.append(len(items - seen))
        seen |= items
    return tuple(new)


def occurrences(incidence: Sequence[frozenset[str]]) -> list[int]:
    """In how many units each seen item stands."""
    return [sum(item in items for items in incidence) for item in sorted(frozenset().union(*incidence))]


def new_information(new: Sequence[int], base: int, run: int, threshold: float) -> Guest | None:
    """The new information ratio after each run; None with fewer than base + run units or an empty base."""
    found = sum(new[:base])
    if len(new) < base + run or base < 1 or run < 1 or not found:
        return None
    steps = tuple(
        GuestStep(f"{start}+{run}", sum(new[start : start + run]), sum(new[start : start + run]) / found)
        for start in range(base, len(new) - run + 1)
    )
    reached = next((step.label for step in steps if step.ratio <= threshold), None)
    return Guest(base, run, threshold, found, steps, reached)


def mao_tau(times: Sequence[int], n: int) -> tuple[float, ...]:
    """Expected items after 1..n units over all orders: the sum of 1 - C(n-y, k) / C(n, k)."""
    return tuple(sum(1 - comb(n - y, k) / comb(n, k) for y in times) for k in range(1, n + 1))


def order_range(incidence: Sequence[frozenset[str]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The fewest and the most items after 1..n units, over the orders of the units.

    A unit is a number here, with a bit for each item that stands in it: so many orders are quicker united.
    """
    if not incidence:
        return (), ()
    bits = {item: 1 << place for place, item in enumerate(sorted(frozenset().union(*incidence)))}
    units = [sum(bits[item] for item in items) for items in incidence]
    orders: Iterable[Sequence[int]]
    if len(units) <= ALL_ORDERS_UP_TO:
        orders = permutations(units)
    else:
        random = Random(1)
        orders = (random.sample(units, len(units)) for _draw in range(RANDOM_ORDERS))
    curves = [list(map(int.bit_count, accumulate(order, or_))) for order in orders]
    columns = list(zip(*curves, strict=True))
    return tuple(map(min, columns)), tuple(map(max, columns))


def s_coefficients(incidence: Sequence[frozenset[str]]) -> tuple[float | None, ...]:
    """From the second unit on, the share of its items seen before; None for a unit without items."""
    seen = frozenset(incidence[0]) if incidence else frozenset()
    shares: list[float | None] = []
    for items in incidence[1:]:
        shares.append(len(items & seen) / len(items) if items else None)
        seen |= items
    return tuple(shares)


def chao2(seen: int, q1: int, q2: int, n: int) -> float | None:
    """Chao2 from the items seen, those in one unit (q1) and in two (q2), of n units."""
    if n < 1:
        return None
    if q2:
        return seen + (n - 1) / n * q1 * q1 / (2 * q2)
    return seen + (n - 1) / n * q1 * (q1 - 1) / 2


def chao2_se(q1: int, q2: int, n: int) -> float | None:
    """Standard error of Chao2; None where q2 is 0."""
    if n < 1 or not q2:
        return None
    a, m = q1 / q2, (n - 1) / n
    return sqrt(q2 * (m * a**2 / 2 + m**2 * a**3 + m**2 * a**4 / 4))


def jackknife1(seen: int, q1: int, n: int) -> float | None:
    """First-order jackknife."""
    return seen + q1 * (n - 1) / n if n else None


def jackknife2(seen: int, q1: int, q2: int, n: int) -> float | None:
    """Second-order jackknife; None for fewer than two units."""
    if n < 2:
        return None
    return seen + q1 * (2 * n - 3) / n - q2 * (n - 2) ** 2 / (n * (n - 1))


def quotes_warning() -> str:
    """Why the quotes of a finished report say nothing about saturation."""
    return _("Counted on the quotes of a report, which keeps what recurs: no measure of saturation.")


def _only_quotes(connection: Connection, selection: Selection) -> bool:
    conditions = coding_conditions(resolve(connection, selection))
    origins = connection.execute(select(Coding.origin).where(*conditions).distinct()).scalars()
    return set(origins) == {"report"}


def _size_warnings(n: int, base: int, run: int, guest: Guest | None, kind: str, over: str) -> list[str]:
    warnings = []
    if n < base + run:
        warnings.append(_too_few(n, over).format(n=n, base=base, run=run))
    elif guest is None:
        nothing = {
            "codes": _("The base groups hold no code: the new information ratio is undefined."),
            "themes": _("The base groups hold no theme: the new information ratio is undefined."),
        }
        warnings.append(nothing[kind])
    if not (4 <= base <= 6 and 2 <= run <= 3):
        warnings.append(_("Base size and run length are adapted, not validated (validated: 4-6 and 2-3)."))
    return warnings


def _too_few(n: int, over: str) -> str:
    if over == "sources":
        return ngettext(
            "{n} source is too few for base size {base} + run length {run}.",
            "{n} sources are too few for base size {base} + run length {run}.",
            n,
        )
    return ngettext(
        "{n} group is too few for base size {base} + run length {run}.",
        "{n} groups are too few for base size {base} + run length {run}.",
        n,
    )


def _unstable(n: int, over: str) -> str:
    if over == "sources":
        return ngettext(
            "With {n} source Chao2 and the jackknives are unstable.",
            "With {n} sources Chao2 and the jackknives are unstable.",
            n,
        )
    return ngettext(
        "With {n} group Chao2 and the jackknives are unstable.",
        "With {n} groups Chao2 and the jackknives are unstable.",
        n,
    )


def _estimate_warnings(n: int, seen: int, q1: int, unseen: Unseen, kind: str, over: str) -> list[str]:
    warnings = []
    if n < STEADY_FROM:
        warnings.append(_unstable(n, over).format(n=n))
    if not q1:
        nowhere_alone = {
            "codes": _("No code stands in one group alone: Chao2 equals the number seen by construction."),
            "themes": _("No theme stands in one group alone: Chao2 equals the number seen by construction."),
        }
        warnings.append(nowhere_alone[kind])
    if unseen.jack2 is not None and unseen.jack2 < seen:
        warnings.append(
            _("Jackknife 2 is below the number seen, which can't be: it does not fit this material.")
        )
    return warnings
