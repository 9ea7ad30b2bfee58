"""Who else may come to hold a project, by the folder that it lies in."""

import os
from pathlib import Path

import pytest

from qualwb.acts.surroundings import copied_by, open_to_others, warnings


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive - Uppsala universitet/studie", "OneDrive"),
        ("Dropbox/studie", "Dropbox"),
        ("Dropbox (Privat)", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-a@b.se/Min enhet", "Google Drive"),
        ("Nextcloud2/a/b", "Nextcloud"),
        ("Min Dropbox-text", ""),
        ("studie", ""),
    ],
)
def test_sync_folders_are_known_by_name(tmp_path: Path, folder: str, name: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert copied_by(tmp_path / folder / "a.qwb") == name


@pytest.mark.parametrize(
    ("mark", "name"), [(".git", "git"), (".stfolder", "Syncthing"), (".svn", "Subversion")]
)
def test_folders_are_known_by_what_lies_in_them(tmp_path: Path, mark: str, name: str) -> None:
    (tmp_path / "work" / "data").mkdir(parents=True)
    assert copied_by(tmp_path / "work" / "data" / "a.qwb") == ""
    (tmp_path / "work" / mark).mkdir()
    assert copied_by(tmp_path / "work" / "data" / "a.qwb") == name


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.qwb"
    file.touch()
    for mode, is_open in ((0o600, False), (0o640, True), (0o604, True), (0o700, False)):
        file.chmod(mode)
        assert open_to_others(file) is is_open
        assert any("chmod 600 a.qwb" in line for line in warnings(file)) is is_open
