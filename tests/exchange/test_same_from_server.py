"""What a project on a server exports is, byte for byte, what the file that was published there exports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts.demo import make_demo
from qualwb.acts.projects import ProjectFile
from qualwb.acts.team.publishing import publish
from qualwb.cli.app import run
from qualwb.store.engines.postgresql.address import Address
from tests.postgresql.cluster import Cluster

EXPORTS = {
    "matrix.json": "matrix --format json",
    "quotes in a matrix.json": "matrix --cells quotes --cited --format json",
    "matrix by coder.json": "matrix --rows codes --columns coders --in-round 1 --format json",
    "quotes.json": "quotes --before --format json",
    "query.json": "quotes --where syfte* --sort length --format json",
    "cooccurrence.json": "cooccurrence --format json",
    "cooccurrence in turns.json": "cooccurrence --rows themes --within 1 --format json",
    "participation.json": "participation --format json",
    "saturation.json": "saturation --format json",
    "agreement.json": "agreement --round 1 --bootstrap 50 --format json",
    "disagreements.json": "disagreements --round 1 --format json",
    "words.json": "words --format json",
    "people.json": "participants --format json",
    "codebook.yaml": "codebook export",
    "codebook.docx": "codebook export --with-use",
    "prints.json": "export prints --format json",
    "memos.csv": "export memos",
    "log.csv": "export log",
}
"""Commands by the file that they write with ``-o``."""

GIVEN_A_PLACE = {
    "project.qdpx": "export refi",
    "project.sqlite3": "export taguette",
    "report.html": "report",
    "report.docx": "report",
    "report.tex": "report",
    "figures": "export figures",
    "dataset": "export data",
    "workbook.xlsx": "export workbook",
    "folder": "export folder",
}
"""Commands by the file or folder that they are given."""


@pytest.fixture(scope="module")
def places(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The bundled study as a file, and where that file was published: by the same name, which is a title."""
    path = tmp_path_factory.mktemp("study") / "studie.qwb"
    make_demo(path)
    url = server.create_database(path.stem)
    with ProjectFile.open(path) as file:
        publish(file, Address.parsed(url))
    yield {"file": str(path), "server": url}
    server.drop_database(path.stem)


@pytest.mark.parametrize("name", [*EXPORTS, *GIVEN_A_PLACE])
def test_a_server_exports_what_the_file_does(name: str, places: dict[str, str], tmp_path: Path) -> None:
    words = [*EXPORTS[name].split(), "-o"] if name in EXPORTS else GIVEN_A_PLACE[name].split()
    written = {}
    for kind, place in places.items():
        (tmp_path / kind).mkdir()
        assert run(["-q", "-p", place, *words, str(tmp_path / kind / name)]) == 0
        written[kind] = {
            str(one.relative_to(tmp_path / kind)): one.read_bytes()
            for one in sorted((tmp_path / kind).rglob("*"))
            if one.is_file()
        }
    assert all(written["file"].values())
    assert written["server"].keys() == written["file"].keys()
    assert [one for one, content in written["file"].items() if written["server"][one] != content] == []
