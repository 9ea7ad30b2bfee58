"""What arrays of numbers are called here."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
"""Scores, closenesses and the like."""
