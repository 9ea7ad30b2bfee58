"""How speed is measured: processor time, ours and the raw limit in turn, the median of several rounds.

A busy machine slows both alike, so the ratio of a round holds where the seconds don't.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.conftest import ROOT

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds of our work and of the raw limit, and the ratio: each the median of the rounds."""

    ours: float
    limit: float
    ratio: float

    def __str__(self) -> str:
        return f"{1000 * self.ours:.1f} ms, limit {1000 * self.limit:.1f} ms, ratio {self.ratio:.2f}"


def cpu(work: Work) -> float:
    """Processor seconds of one run in this process."""
    return spent(work, time.process_time)


def spent(work: Work, clock: Callable[[], float]) -> float:
    """Seconds of one run by a clock."""
    begun = clock()
    work()
    return clock() - begun


def paired(
    ours: Work,
    limit: Work,
    rounds: int = 5,
    *,
    times: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> Measured:
    """Measure both in turn, after one round that counts for nothing; ``times`` repeats a short limit.

    By another clock, such as that on the wall, the seconds are those.
    """
    pairs = []
    for number in range(rounds + 1):
        both = spent(ours, clock), sum(spent(limit, clock) for _time in range(times)) / times
        if number:
            pairs.append(both)
    return Measured(
        statistics.median(ours for ours, _limit in pairs),
        statistics.median(limit for _ours, limit in pairs),
        statistics.median(ours / limit for ours, limit in pairs),
    )


def median_cpu(work: Work, rounds: int = 5) -> float:
    """The median of the processor seconds of several runs."""
    return statistics.median(cpu(work) for _round in range(rounds))


def said_by_process(script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """What a Python process of its own prints; it finds this project, and must end well.

    ``environment`` is added to this one's.
    """
    call = [sys.executable, "-c", script, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    return done.stdout


def cpu_of_process(script: str, *arguments: str) -> float:
    """Processor seconds of a Python process of its own, its start included; ``script`` must end well."""
    said = said_by_process(f"{script}\nimport time; print('CPU', time.process_time())", *arguments)
    return float(said.rsplit("CPU", 1)[1])


def paired_processes(ours: str, limit: str, *arguments: str, rounds: int = 5) -> Measured:
    """As ``paired``, with scripts that each run in a process of their own."""
    pairs = [
        (cpu_of_process(ours, *arguments), cpu_of_process(limit, *arguments)) for _round in range(rounds)
    ]
    return Measured(
        statistics.median(ours for ours, _limit in pairs),
        statistics.median(limit for _ours, limit in pairs),
        statistics.median(ours / limit for ours, limit in pairs),
    )
