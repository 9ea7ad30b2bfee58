"""A project becomes a folder and itself again."""

import csv
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Wishes
from qualwb.portable.guids import with_guids
from qualwb.portable.records import Code, Coding, PortableProject, Source, Turn
from qualwb.portable.soundness import LEVELS
from tests.exchange.folder.conftest import small_project
from tests.portable.random_projects import projects

pytestmark = pytest.mark.file_only


@settings(max_examples=100)
@given(projects())
def test_a_project_comes_back_as_it_was(project: PortableProject) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "p"
        write_folder(project, folder)
        arrival = read_folder(folder, Wishes())
        assert arrival.project == project
        assert arrival.ledger.refused == arrival.ledger.changed == arrival.ledger.notices == []


def test_codes_as_deep_as_they_may_nest_come_back(tmp_path: Path) -> None:
    codes = tuple(Code(f"c{n}", f"k{n}", f"c{n - 1}" if n else None) for n in range(LEVELS))
    project = replace(small_project(()), codes=codes, themes=())
    write_folder(project, tmp_path / "p")
    assert read_folder(tmp_path / "p", Wishes()).project == with_guids(project)


def test_a_quote_of_any_length_comes_back_and_the_process_keeps_its_limit(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    text = "ord " * 50_000
    source = Source("s1", "Möte", "g1", text, (Turn(0, len(text), kind="text"),))
    coding = Coding(
        "x1", "s1", 0, len(text), "c1", "k1", "r1", created_at="2026-03-04T05:06:07+00:00", quote=text
    )
    project = replace(small_project((coding,)), sources=(source,))
    write_folder(project, tmp_path / "p")
    assert read_folder(tmp_path / "p", Wishes()).project == with_guids(project)
    assert csv.field_size_limit() == limit
