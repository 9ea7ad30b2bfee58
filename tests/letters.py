"""An encoder that waits at a gate before each text, so that a test can be there meanwhile."""

import threading
from collections.abc import Sequence

import numpy as np

from qualwb.language.meaning.encoder import Vectors, unit

PATIENCE = 60.0
"""Seconds after which a test waits no longer, however busy the machine is."""


class Letters:
    """Texts by how often they have each letter; it waits at a gate before each text, and notes it."""

    name, version, dimensions = "letters", "1", 26

    def __init__(self) -> None:
        self.given: list[str] = []
        self.gate = threading.Semaphore(0)
        self.at_gate = threading.Semaphore(0)

    def open(self) -> None:
        self.gate.release(10_000)

    def encode(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            self.at_gate.release()
            assert self.gate.acquire(timeout=PATIENCE)
            self.given.append(text)
        found = [[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts]
        return unit(np.array(found, dtype=np.float32).reshape(len(texts), 26))
