"""A folder of 200 sources and 50,000 codings, out and in: seconds, memory, growth, beside plain files."""

import csv
import io
from pathlib import Path

import pytest

from qualwb.acts.portable_state import portable_project
from qualwb.exchange.folder.project_files import project_files
from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import PortableProject
from tests.benchmarks.corpus import large_project
from tests.benchmarks.measuring import cpu, paired
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

SECONDS = 20
BYTES = 500 * 2**20
REACHED = {"out": 6, "in": 14}
"""How many times the same files as plain text and rows, without marks, names or checks.

Reading was at 8 before each value of each record was looked at, which takes a third of it.
"""

READING = """
import sys
from pathlib import Path
from qualwb.exchange.folder.reading import read_folder
from qualwb.portable.arrival import Wishes
arrival = read_folder(Path(sys.argv[1]), Wishes())
assert not arrival.ledger.refused and arrival.project.codings
"""


def _project(folder: Path, scale: float) -> PortableProject:
    with large_project(folder / f"{scale}.qwb", scale) as project, project.reading() as connection:
        return portable_project(connection)


def _read_plainly(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode()
            if path.suffix == ".csv":
                list(csv.reader(io.StringIO(text, newline="")))
            else:
                text.split("\n")


def _write_plainly(files: dict[str, bytes], rows: list[list[str]], folder: Path) -> None:
    for number, content in enumerate(files.values()):
        (folder / str(number)).write_bytes(content.decode().encode())
    with (folder / "rows").open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_folder_takes_time_in_proportion_and_bounded_memory(tmp_path: Path) -> None:
    spent: dict[tuple[str, float], float] = {}
    for scale in (0.5, 1):
        told, folder = _project(tmp_path, scale), tmp_path / f"ut{scale}"
        spent["out", scale] = cpu(lambda told=told, folder=folder: write_folder(told, folder))
        spent["in", scale] = cpu(lambda folder=folder: read_folder(folder, Wishes()))
    peak = peak_memory(READING, str(tmp_path / "ut1"))
    print("\n", {f"{way} {scale}": f"{seconds:.2f} s" for (way, scale), seconds in spent.items()})
    print(f"read in {peak / 2**20:.0f} MB")
    assert peak < BYTES
    for way in ("out", "in"):
        assert spent[way, 1] < SECONDS
        assert spent[way, 1] < 3 * spent[way, 0.5]


def test_a_folder_beside_the_same_files_written_and_read_plainly(tmp_path: Path) -> None:
    told, folder, plain = _project(tmp_path, 0.25), tmp_path / "ut", tmp_path / "plain"
    write_folder(told, folder)
    plain.mkdir()
    files = project_files(told)
    rows = list(csv.reader(io.StringIO(files["codings.csv"].decode(), newline="")))
    out = paired(lambda: project_files(told), lambda: _write_plainly(files, rows, plain), 3)
    back = paired(lambda: read_folder(folder, Wishes()), lambda: _read_plainly(folder), 3)
    print(f"\nout {out}\nin {back}")
    assert out.ratio < REACHED["out"]
    assert back.ratio < REACHED["in"]
