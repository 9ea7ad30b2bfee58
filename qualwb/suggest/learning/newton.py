"""The lowest point of a smooth convex function of few numbers, by Newton's steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.optimize import minimize

from qualwb.suggest.arrays import Numbers

Function = Callable[[Numbers], tuple[float, Numbers, Numbers]]
"""From a point to the value there, its gradient and its matrix of second derivatives."""

_FLAT = 1e-6
"""The length of a gradient that is near enough to none."""


def minimum(function: Function, start: Numbers) -> Numbers:
    """Where the function is lowest, looked for from ``start``."""

    @lru_cache(maxsize=2)  # asked for the value and then, at the same point, for the curvature
    def of(point: bytes) -> tuple[float, Numbers, Numbers]:
        return function(np.frombuffer(point))

    found = minimize(
        lambda point: of(point.tobytes())[:2],
        start,
        jac=True,
        hess=lambda point: of(point.tobytes())[2],
        method="trust-exact",
        options={"gtol": _FLAT},
    )
    return np.asarray(found.x, dtype=np.float64)
