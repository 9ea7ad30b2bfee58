"""Codes that were merged in a copy at home, or on the server: what was coded with them follows here too."""

import shutil
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.merging.merge import merge
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.publishing import publish
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.project_file import ProjectFile
from qualwb.store.replay import differences
from qualwb.store.server_project import ServerProject
from tests.acts.merging.test_merge import code, coded_with

pytestmark = pytest.mark.file_only


@pytest.mark.parametrize("at_home", [True, False])
def test_what_was_coded_with_a_merged_code_follows(
    material: Researcher, database: str, tmp_path: Path, at_home: bool
) -> None:
    codes.create(material, "syfte")
    codes.create(material, "möten")
    code(material, 0, 20, "syfte")
    assert isinstance(material.project, ProjectFile)
    home = tmp_path / "hemma.qwb"
    address = Address.parsed(database)
    publish(material.project, address)
    material.project.close()
    shutil.copy(material.project.path, home)
    with ServerProject.open(address) as server, ProjectFile.open(home) as file:
        here, there = Researcher(server, "Karin"), Researcher(file, "Björn")
        merging, coding = (there, here) if at_home else (here, there)
        codes.merge(merging, ["möten"], "syfte")
        code(coding, 40, 50, "möten")
        file.close()
        done = merge(here, home)
        assert coded_with(here) == sorted(["syfte: Karin 0", f"syfte: {coding.coder} 40"])
        assert [one.what for one in done.followed] == ["möten"]
        with server.reading_whole() as connection:
            assert differences(connection) == []
        server.undo(coder="Karin")
        assert merge(here, home).changes
