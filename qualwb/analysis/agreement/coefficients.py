"""Coefficients of agreement between two codings of the same units."""


def cohen_kappa(both: int, first: int, second: int, neither: int) -> float | None:
    """Cohen's (1960) kappa of two coders on yes or no, from the four cells of their table.

    ``both`` said yes together, ``first`` and ``second`` alone, ``neither`` no together. None without units,
    and where chance alone would agree in every unit.
    """
    n = both + first + second + neither
    if n == 0:
        return None
    observed = (both + neither) / n
    yes_first, yes_second = (both + first) / n, (both + second) / n
    expected = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return None if expected == 1 else (observed - expected) / (1 - expected)
