"""What keeps the keys quick while threads work: short turns for each, and a garbage collector that rests."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 10_000, 20, 50
"""New objects before the youngest are looked through, and rounds of each generation before the next one's."""
TURN = 0.001
"""Seconds that a thread may go on computing while another one waits."""


@contextmanager
def responsive() -> Iterator[None]:
    """Let neither other threads nor the garbage collector hold up the keys for long.

    What is loaded when this begins stays for good, so the collector looks through it no more.
    """
    thresholds, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.freeze()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.unfreeze()
        gc.set_threshold(*thresholds)
