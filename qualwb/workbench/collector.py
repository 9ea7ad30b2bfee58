"""Python's garbage collector while somebody works: rarely at it, and never over what stays anyway."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 10_000, 20, 50
"""New objects before the youngest are looked through, and rounds of each generation before the next one's."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let the collector pause the program rarely and briefly.

    What is loaded when this begins stays for good, so it is not looked through any more.
    """
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
