"""Files on their way into a project: what is stored is what was shown; what is refused leaves no trace."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualwb.acts import files
from qualwb.acts.files import Verdict
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile

TALK = "Moderator: Hur var det?\nÅsa: Bra.\nXeno: Inget.\nModerator: Tips: kaffe.\nÅsa: Mm.\n"
CHANGED = "Moderator: Vem är du?\nÅsa: Nej.\nXeno: Något helt annat.\nModerator: Jaha?\nÅsa: Hej då.\n"
REPORT = """2 Resultat

2.1 Otydligt syfte
Flera beskrev hur lite de visste.

- Vi visste ingenting.
- Nej, inget alls. (Grupp 1)

- Ingen hade berättat något för oss. (Grupp 2)
"""


def stored(project: ProjectFile) -> list[tuple[str, str, str]]:
    """File name, its hash and the text of each source."""
    with project.reading() as connection:
        return [
            tuple(row)
            for row in connection.exec_driver_sql(
                "SELECT file_name, file_sha256, text FROM source JOIN text_version ON source_id = source.id "
                "JOIN text_content ON text_content.sha256 = text_version.sha256 ORDER BY source.id"
            )
        ]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "samtal.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_a_file_changed_while_a_person_decides_is_stored_as_it_was_shown(
    researcher: Researcher, talk: Path
) -> None:
    reading = files.read_file(talk)
    talk.write_text(CHANGED, encoding="utf-8")
    settled = files.settled(reading, {"Xeno": Verdict.SPEAKER})
    files.store_file(researcher, settled)
    text = "Hur var det?\nBra.\nInget.\nTips: kaffe.\nMm."
    sha256 = hashlib.sha256(TALK.encode()).hexdigest()
    assert stored(researcher.project) == [("samtal.txt", sha256, text)]


def test_a_file_removed_while_a_person_decides_is_stored(researcher: Researcher, talk: Path) -> None:
    reading = files.read_file(talk)
    talk.unlink()
    files.store_file(researcher, files.settled(reading, {"Xeno": Verdict.NOT_A_SPEAKER}))
    assert "Bra.\nXeno: Inget." in stored(researcher.project)[0][2]


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="there is no such file on this system")
def test_a_pipe_can_be_read_as_it_is_opened_once(tmp_path: Path) -> None:
    for content, shown in ((TALK, "Xeno"), (REPORT, "Otydligt syfte")):
        done = subprocess.run(
            [sys.executable, "-m", "qualwb", "import", "/dev/stdin", "--dry-run"],
            input=content,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert shown in done.stdout


def test_settling_keeps_how_the_file_was_recognised(talk: Path) -> None:
    reading = files.read_file(talk)
    assert [finding.label for finding in reading.unsure] == ["Xeno"]
    again = files.settled(reading, {"Xeno": Verdict.SPEAKER})
    assert again.transcript is not None
    assert reading.transcript is not None
    assert (again.transcript.reader, again.transcript.why) == ("txt", reading.transcript.why)
    assert again.unsure == ()
    assert files.settled(reading, {}) is reading
