"""A project becomes a folder and itself again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import PortableProject
from tests.portable.random_projects import projects


@settings(max_examples=100)
@given(projects())
def test_a_project_comes_back_as_it_was(project: PortableProject) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "p"
        write_folder(project, folder)
        arrival = read_folder(folder, Wishes())
        assert arrival.project == project
        assert arrival.ledger.refused == arrival.ledger.changed == arrival.ledger.notices == []
