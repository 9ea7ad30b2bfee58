"""No backup brings back what left a project for good, unless the project is damaged."""

import shutil
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.acts.restoring_backups import restore
from qualwb.acts.withdrawal import withdrawing
from qualwb.errors import QualwbError
from qualwb.store.backup import back_up
from tests.acts.pseudonyms.hand_made import replaced, study

pytestmark = pytest.mark.file_only


def backup_of(researcher: Researcher, folder: Path) -> Path:
    """A backup that no withdrawal reaches."""
    folder.mkdir()
    return back_up(researcher.project.path, folder / "b.qwb")


def test_what_was_withdrawn_is_not_brought_back(material: Researcher, tmp_path: Path) -> None:
    older = backup_of(material, tmp_path / "före")
    withdrawing.withdraw(material, "Åsa", "Grupp 1", reason="Bad om det.")
    newer = backup_of(material, tmp_path / "efter")
    codes.create(material, "senare")
    material.project.close()
    before = material.project.path.read_bytes()
    with pytest.raises(QualwbError, match="withdrawn"):
        restore(material.project.path, older)
    assert material.project.path.read_bytes() == before
    assert restore(material.project.path, newer).sound


def test_names_that_were_sealed_are_not_brought_back(researcher: Researcher, tmp_path: Path) -> None:
    study(researcher)
    key = replaced(researcher)
    older = backup_of(researcher, tmp_path / "före")
    seal(researcher, key)
    newer = backup_of(researcher, tmp_path / "efter")
    researcher.project.close()
    with pytest.raises(QualwbError, match="sealed"):
        restore(researcher.project.path, older)
    assert restore(researcher.project.path, newer).sound


def test_a_damaged_project_takes_any_backup(material: Researcher, tmp_path: Path) -> None:
    older = backup_of(material, tmp_path / "före")
    withdrawing.withdraw(material, "Åsa", "Grupp 1", reason="Bad om det.")
    material.project.close()
    material.project.path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert not restore(material.project.path, older).sound


def test_the_project_of_somebody_else_is_taken(material: Researcher, tmp_path: Path) -> None:
    older = backup_of(material, tmp_path / "före")
    other = tmp_path / "annat.qwb"
    shutil.copy(older, other)
    withdrawing.withdraw(material, "Åsa", "Grupp 1", reason="Bad om det.")
    assert restore(other, older).sound
