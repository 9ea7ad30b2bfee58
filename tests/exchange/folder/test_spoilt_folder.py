"""Whatever happened to a folder: it is read or refused in one line, and what is read can be stored."""

import random
from pathlib import Path

import pytest

from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Arrival, Wishes
from tests.exchange.folder.conftest import full_project
from tests.projects import new_project

SIGNS = (
    *"{}|\\\"'&#:,;-[]*<>\n\t aé😀0",
    "\x00",
    "{|",
    "|}",
    "**",
    "\n\n",
    "- ",
    "&#55296;",
    "\u2028",
    "\u0308",
)


def _spoil(random_: random.Random, text: str) -> str:
    for _time in range(random_.randint(1, 4)):
        at, length = random_.randrange(len(text) + 1), random_.randint(0, 12)
        put = random_.choice(["", "".join(random_.choices(SIGNS, k=3)), text[at - 40 : at]])
        text = text[:at] + put + text[at + length :]
    return text


def _read(folder: Path) -> tuple[Arrival | None, str]:
    try:
        return read_folder(folder, Wishes()), ""
    except QualwbError as error:
        return None, str(error)


def _spoil_and_read(folder: Path, seed: int, rounds: int) -> None:
    random_ = random.Random(seed)
    write_folder(full_project(), folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md")
    kept = 0
    for number in range(rounds):
        path = random_.choice(files)
        whole = path.read_bytes()
        path.write_bytes(_spoil(random_, whole.decode()).encode("utf-8", "replace"))
        arrival, refused = _read(folder)
        assert "\n" not in refused
        if arrival is not None:
            kept += 1
            if number % 25 == 0:
                with new_project(folder.parent / f"{number}.qwb") as project:
                    receive(Researcher(project, "Karin"), Incoming(arrival.project, "x"))
        path.write_bytes(whole)
    assert rounds / 4 < kept < rounds


def test_a_spoilt_folder_is_read_or_refused(tmp_path: Path) -> None:
    _spoil_and_read(tmp_path / "studie", 1, 300)


@pytest.mark.slow
def test_many_spoilt_folders_are_read_or_refused(tmp_path: Path) -> None:
    _spoil_and_read(tmp_path / "studie", 2, 3_000)
