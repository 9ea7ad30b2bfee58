"""Where results are written: what lies at the place already is respected."""

import os
import stat
import threading
from pathlib import Path

import pytest

from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.output_file import write_file
from tests.letters import PATIENCE

pytestmark = pytest.mark.file_only


def test_a_new_file_is_its_owners_alone_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_file(tmp_path / "a.csv", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


def test_a_file_that_is_there_keeps_its_mode_and_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"gammalt")
    path.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
    owner = path.stat().st_uid
    write_file(path, b"nytt")
    assert path.read_bytes() == b"nytt"
    assert (stat.S_IMODE(path.stat().st_mode), path.stat().st_uid) == (0o664, owner)
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    target = tmp_path / "mapp" / "riktig.csv"
    target.write_bytes(b"gammalt")
    (tmp_path / "a.csv").symlink_to(target)
    write_file(tmp_path / "a.csv", b"nytt")
    assert (tmp_path / "a.csv").is_symlink()
    assert target.read_bytes() == b"nytt"


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    write_file(tmp_path / "a.csv", b"nytt")
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "b.csv").read_bytes() == b"nytt"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "p"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    project = str(tmp_path / "a.qwb")
    assert run(["-q", "new", project]) == 0
    assert run(["-p", project, "code", "new", "öde"]) == 0
    assert run(["-p", project, "code", "list", "--format", "csv", "-o", str(path)]) == 0
    reader.join(PATIENCE)
    assert "öde" in read[0].decode()
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_device_is_written_to_and_stays() -> None:
    write_file(Path(os.devnull), b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    with pytest.raises(QualwbError, match="/dev/full"):
        write_file(Path("/dev/full"), b"x" * 100_000)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="can't be written"):
        write_file(tmp_path / "ingen mapp" / "a.csv", b"x")
    with pytest.raises(QualwbError, match="can't be written"):
        write_file(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []
