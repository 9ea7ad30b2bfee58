"""Speed of whole commands that read a large project: CPU time beside that of the shortest one, its start."""

import shlex
import statistics
from pathlib import Path

import pytest

from tests.benchmarks.corpus import large_project
from tests.benchmarks.measuring import Measured, cpu_of_process

pytestmark = pytest.mark.bench

COMMAND = (
    "import sys; from qualwb.__main__ import main\ntry: main()\nexcept SystemExit as e: assert not e.code"
)
REACHED = {
    "matrix": 1.9,
    "code list": 2.0,
    "sources": 2.5,
    "check": 3.9,
    "cooccurrence": 3.0,
    "saturation": 2.4,
    "participation": 2.4,
    "words": 3.1,
    "quotes --code 'kod 001'": 4.2,
}
"""How many times the start each takes at most: what is reached. The goal is 2.5 (matrix, code list 1.8).

``cooccurrence`` misses it by a little, ``words`` by a quarter: its words are still parted and counted one
by one.
``check`` misses it by far, at 3.4: beyond its start of .28 s SQLite's own check of the file takes .19 s, the
digests of the rows .22, reading and comparing the quotes .11, reading and hashing the texts .06.
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.qwb"
    with large_project(path):
        pass
    return path


@pytest.mark.parametrize("command", REACHED)
def test_a_reading_command_takes_few_times_its_start(large: Path, command: str) -> None:
    rounds = []
    for _round in range(5):
        ours = cpu_of_process(COMMAND, "-q", "-p", str(large), *shlex.split(command))
        start = cpu_of_process(COMMAND, "-q", "-p", str(large), "log", "--limit", "1")
        rounds.append((ours, start, ours / start))
    measured = Measured(*map(statistics.median, zip(*rounds, strict=True)))
    print(f"\n{command}: {measured} (at most {REACHED[command]})")
    assert measured.ratio <= REACHED[command]
