"""The lowest point of a smooth convex function, by Newton's steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qualwb.suggest.arrays import Numbers

Function = Callable[[Numbers], tuple[float, Numbers, Numbers]]
"""From a point to the value there, its gradient and its matrix of second derivatives."""

_STEPS = 50
_ENOUGH = 1e-9


def minimum(function: Function, start: Numbers) -> Numbers:
    """Where the function is lowest, from ``start``; a step is halved while it does not lead downwards."""
    at = start
    value, gradient, curvature = function(at)
    for _ in range(_STEPS):
        step = np.linalg.solve(curvature, gradient)
        if float(gradient @ step) < _ENOUGH:
            break
        size = 1.0
        while (found := function(at - size * step))[0] > value and size > _ENOUGH:
            size /= 2
        at = at - size * step
        value, gradient, curvature = found
    return at
