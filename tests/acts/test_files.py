"""Files on their way into a project: what is stored is what was shown; what is refused leaves no trace."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts import codings, files
from qualwb.acts.files import Verdict
from qualwb.acts.lookup import BadName
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.project_file import ProjectFile
from qualwb.transcripts.transcript import Comment
from tests.conftest import transcript_of

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


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")


def by_command_line(*arguments: str, folder: Path, shell: bool = False) -> subprocess.CompletedProcess[str]:
    """What a command ends with, which must be soon."""
    command = [sys.executable, "-m", "qualwb", *arguments]
    return subprocess.run(
        ["bash", "-c", " ".join(command)] if shell else command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
    )


@needs_pipes
@pytest.mark.parametrize("arguments", [("import", "{}"), ("import", "talk.txt", "--guide", "{}")])
def test_a_pipe_with_a_name_is_refused(tmp_path: Path, talk: Path, arguments: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "ror.txt")
    (tmp_path / "länk.txt").symlink_to("ror.txt")
    talk.rename(tmp_path / "talk.txt")
    assert by_command_line("new", "p.qwb", folder=tmp_path).returncode == 0
    for name in ("ror.txt", "länk.txt"):
        done = by_command_line(*(part.format(name) for part in arguments), folder=tmp_path)
        assert done.returncode in (1, 2)
        assert f"{name}: this is a pipe or a device, not a file." in done.stderr.splitlines()[0]


@needs_pipes
def test_a_codebook_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror.yaml")
    assert by_command_line("new", "p.qwb", folder=tmp_path).returncode == 0
    done = by_command_line("codebook", "import", "ror.yaml", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "ror.yaml: this is a pipe or a device, not a file." in done.stderr


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no such files on this system")
def test_a_shells_pipe_is_read_to_its_end(tmp_path: Path, talk: Path) -> None:
    talk.write_text(TALK + "\nMm." * 30_000, encoding="utf-8")  # more than a pipe holds
    done = by_command_line("import", f"<(cat {talk})", "--dry-run", folder=tmp_path, shell=True)
    assert done.returncode == 0, done.stderr
    assert "120047 characters stored" in done.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such file on this system")
def test_a_device_without_end_is_refused(tmp_path: Path) -> None:
    done = by_command_line("import", "/dev/zero", "--dry-run", folder=tmp_path)
    assert done.returncode == 1
    assert "/dev/zero: this is a pipe or a device, not a file." in done.stderr


def test_settling_keeps_how_the_file_was_recognised(talk: Path) -> None:
    reading = files.read_file(talk)
    assert [finding.label for finding in reading.unsure] == ["Xeno"]
    again = files.settled(reading, {"Xeno": Verdict.SPEAKER})
    assert again.transcript is not None
    assert reading.transcript is not None
    assert (again.transcript.reader, again.transcript.why) == ("txt", reading.transcript.why)
    assert again.unsure == ()
    assert files.settled(reading, {}) is reading


def test_what_nobody_decided_is_no_speaker(talk: Path) -> None:
    assert files.read_file(talk).doubts_refused == {"Xeno": Verdict.NOT_A_SPEAKER}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_bytes(b"\0\1\2\3" * 100), "no text"),
        (lambda path: (path.unlink(), path.mkdir()), "folder"),
    ],
)
def test_what_prevents_reading_is_told_and_nothing_is_stored(
    researcher: Researcher, talk: Path, make: Callable[[Path], object], told: str
) -> None:
    make(talk)
    reading = files.read_file(talk)
    assert told in reading.error
    assert (reading.transcript, reading.report, reading.unsure, reading.unplaced) == (None, None, (), ())
    assert files.settled(reading, {"Xeno": Verdict.SPEAKER}) is reading
    with pytest.raises(QualwbError, match=re.escape(reading.error)):
        files.store_file(researcher, reading)
    assert stored(researcher.project) == []


def test_a_reading_that_never_was_is_refused(researcher: Researcher) -> None:
    with pytest.raises(QualwbError, match=r"a\.txt: was not read"):
        files.store_file(researcher, files.FileReading(Path("a.txt")))


def test_the_reader_and_the_encoding_are_the_ones_asked_for(talk: Path) -> None:
    talk.write_bytes("Moderator: Hur då?\nÅsa: Bra.\n".encode("mac-roman"))
    reading = files.read_file(talk, "md", "mac-roman")
    assert reading.transcript is not None
    assert (reading.transcript.reader, reading.transcript.text) == ("md", "Hur då?\nBra.")
    assert "'nej'" in files.read_file(talk, "nej").error


def test_a_printed_report_becomes_a_source_a_group(researcher: Researcher, tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(REPORT + "\nEn tagg utan citat (Grupp 3) står här.\n", encoding="utf-8")
    reading = files.read_file(path)
    assert reading.report is not None
    assert [heading.path for heading in reading.report.headings] == [("Otydligt syfte",)]
    assert reading.unplaced == ("11: a tag without a quote",)
    done = files.store_file(researcher, reading)
    assert (done.sources, done.turns, done.lost) == (("Grupp 1", "Grupp 2"), 3, ())
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert stored(researcher.project) == [
        ("rapport.txt", sha256, "Vi visste ingenting.\nNej, inget alls."),
        ("rapport.txt", sha256, "Ingen hade berättat något för oss."),
    ]


def test_a_changed_file_is_a_new_state_of_its_source(researcher: Researcher, talk: Path) -> None:
    files.store_file(researcher, files.read_file(talk), name="Intervju 1")
    with researcher.project.reading() as connection:
        kept = passage_quoted(connection, "Intervju 1", "Mm.")
        gone = passage_quoted(connection, "Intervju 1", "Bra.")
    for passage in (kept, gone):
        codings.apply(researcher, passage, ["kod"], create=True)
    talk.write_text(TALK.replace("Åsa: Bra.\n", "").replace("Hur var", "Och hur var"), encoding="utf-8")
    done = files.store_file(researcher, files.read_file(talk), changed="Intervju 1")
    assert done.sources == ("Intervju 1",)
    assert [(orphan.kind, orphan.quote) for orphan in done.lost] == [("coding", "Bra.")]
    assert [row[2].split("\n")[0] for row in stored(researcher.project)] == [
        "Hur var det?",
        "Och hur var det?",
    ]


def test_the_very_same_file_is_refused_under_another_name_too(researcher: Researcher, talk: Path) -> None:
    files.store_file(researcher, files.read_file(talk))
    revision = researcher.project.revision()
    with pytest.raises(QualwbError, match="already, as 'samtal'"):
        files.store_file(researcher, files.read_file(talk), name="annat namn", group="G")
    assert researcher.project.revision() == revision
    assert len(stored(researcher.project)) == 1


def test_a_name_that_is_taken_is_refused(researcher: Researcher, talk: Path) -> None:
    files.store_file(researcher, files.read_file(talk))
    talk.write_text(CHANGED, encoding="utf-8")
    with pytest.raises(BadName):
        files.store_file(researcher, files.read_file(talk), name="SAMTAL")
    assert len(stored(researcher.project)) == 1


def test_notes_in_a_file_become_memos_with_their_authors(researcher: Researcher) -> None:
    transcript = replace(
        transcript_of((("Åsa", "Det var bra."), ("Bo", "Ja."))),
        comments=(
            Comment(3, 8, "hur då?", "Karin"),
            Comment(0, 3, "utan namn"),
            Comment(3, 4, "på inget", "Mia"),
        ),
    )
    files.import_transcript(researcher, transcript, name="s1")
    with researcher.project.reading() as connection:
        memos = connection.exec_driver_sql('SELECT text, start, "end", quote FROM memo ORDER BY id').all()
    assert [tuple(memo) for memo in memos] == [
        ("Karin: hur då?", 4, 7, "var"),
        ("utan namn", 0, 3, "Det"),
        ("Mia: på inget", None, None, ""),
    ]
