"""``qualwb participants withdraw``: what is said before and after it, the certificate, every way out."""

import io
import re
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal.withdrawn import withdrawals
from qualwb.cli.app import run
from qualwb.local_time import local_time
from qualwb.store.project_file import ProjectFile
from tests.acts.withdrawal.worked_on import ELSEWHERE, HERS, SECOND, TALK, work_on
from tests.withdrawn_bytes import found_in, runs

BY_OTHERS = [words for talk in (TALK, SECOND, ELSEWHERE) for _who, words in talk if words not in HERS]
EXPORTS = (
    *(("export", kind, "-o", "ut/{kind}.csv") for kind in ("codings", "memos", "prints", "quotes", "log")),
    ("export", "codebook", "-o", "ut/kodbok.csv"),
    ("export", "data", "ut/data"),
    ("export", "folder", "ut/mapp"),
    ("export", "refi", "ut/p.qdpx"),
    ("export", "taguette", "ut/p.sqlite3"),
    ("export", "workbook", "ut/p.xlsx"),
    ("report", "ut/rapport.docx"),
    ("report", "ut/rapport.html"),
)
READING = (
    *("participants", "speakers", "sources", "participation", "matrix", "quotes", "codebook", "log", "words"),
    *("saturation", "cooccurrence", "memo list", "coders", "marks", "theme"),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which Åsa has left her words wherever words can be left."""
    monkeypatch.chdir(tmp_path)
    with ProjectFile.create(tmp_path / "p.qwb", "Studie") as project:
        work_on(Researcher(project, "Karin"))
    return tmp_path / "p.qwb"


def call(path: Path, *arguments: str, status: int = 0) -> None:
    assert run(["-p", str(path), "--coder", "Karin", *arguments]) == status


def withdraw(path: Path, *options: str, alias: str = "Grupp 1/Åsa", status: int = 0) -> None:
    call(path, "participants", "withdraw", alias, "--reason", "Bad om det.", *options, status=status)


def unpacked(files: list[Path], folder: Path) -> Iterator[Path]:
    """The files, and what is packed in those that are zips."""
    for file in files:
        yield file
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as packed:
                packed.extractall(folder / f"{file.name}.d")
            yield from (one for one in (folder / f"{file.name}.d").rglob("*") if one.is_file())


def export_all(path: Path) -> list[Path]:
    out = path.parent / "ut"
    out.mkdir()
    for arguments in EXPORTS:
        call(path, *(word.format(kind=arguments[1]) for word in arguments))
    return [*unpacked([one for one in out.rglob("*") if one.is_file()], path.parent / "packat")]


def test_it_is_shown_before_it_is_done(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    withdraw(path, "--dry-run")
    out, err = capsys.readouterr()
    assert path.read_bytes() == before
    assert "To be removed, for good, of Åsa in Grupp 1:" in out
    assert [line.split()[:4] for line in out.splitlines() if line.startswith(" Intervju")] == [
        ["Intervju", "1", "3", "2"],
        ["Intervju", "2", "1", "1"],
    ]
    for said in (
        "1 memo on the person",
        "Åsa is named 2 times by others:\n  – Intervju 1, turns 3, 5 (2)",
        "Summaries that rested on these words alone, to be looked at:\n  – Nycklar × Grupp 1",
        "which is not counted here",
        *(f"the copy {backup.name}, deleted" for backup in path.parent.glob("*.bak")),
    ):
        assert said in out
    assert "dry run" in err
    withdraw(path, status=2)
    assert "say --yes" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_reason_is_asked_before_the_list(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    call(path, "participants", "withdraw", "Grupp 1/Åsa", "--yes", status=2)
    said = capsys.readouterr()
    assert said.out == ""
    assert "needs a reason" in said.err
    assert path.read_bytes() == before


def test_what_was_done_is_told_as_done(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    withdraw(path, "--yes")
    out = capsys.readouterr().out
    assert out.startswith("Removed, for good, of Åsa in Grupp 1:")
    assert "Åsa was named 2 times by others:" in out
    assert "To be removed" not in out


def test_where_the_name_stands_is_told_so_that_it_can_be_looked_up(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(
        path,
        "memo",
        "add",
        "Fråga Åsa om nycklarna igen, hon visste mer än hon sa.",
        "--source",
        "Intervju 1",
    )
    call(path, "pseudonymise", "add", "Dan", "--kind", "person")
    capsys.readouterr()
    withdraw(path, "--dry-run")
    out = capsys.readouterr().out
    assert re.search(r"– memo \d+: Fråga Åsa om nycklarna igen, hon … \(1\)", out)
    withdraw(path, "--dry-run", alias="Dan")
    assert "– decision on the name Dan (" in capsys.readouterr().out


def test_the_project_is_sound_and_every_command_goes_on(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withdraw(path, "--yes")
    said = capsys.readouterr()
    assert "Åsa has withdrawn, and stands as 'utgått 1'." in said.err
    assert "Out of reach:" in said.out
    call(path, "check")
    for words in READING:
        call(path, *words.split())
    shown = capsys.readouterr().out
    assert [run for run in runs(HERS) if run in shown] == []
    call(path, "undo", status=1)
    assert "final" in capsys.readouterr().err
    withdraw(path, "--yes", alias="utgått 1", status=2)
    assert "has withdrawn already" in capsys.readouterr().err


def test_no_export_holds_the_words(path: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "innan"
    files = export_all(path)
    assert {Path(name).suffix for name, _run in found_in(files, HERS, BY_OTHERS)} >= {".csv", ".txt", ".xml"}
    (tmp_path / "ut").rename(earlier)
    (tmp_path / "packat").rename(tmp_path / "packat innan")
    withdraw(path, "--yes")
    assert found_in(export_all(path), HERS, BY_OTHERS) == []


def test_the_certificate_says_what_was_removed(path: Path, tmp_path: Path) -> None:
    withdraw(path, "--yes", "--certificate", "intyg.md")
    told = (tmp_path / "intyg.md").read_text(encoding="utf-8")
    for said in (
        "**Project:** Studie",
        "**Who withdraws:** Åsa, Grupp 1",
        "**Now stands as:** utgått 1",
        "**Done by:** Karin",
        "**Reason:** Bad om det.",
        "| Intervju 1 | 3 | 2 | 1 | 1 | 1 | 0 | 0 |",
        "| Intervju 2 | 1 | 1 | 0 | 0 | 0 | 0 | 0 |",
        "| Together | 4 | 3 | 1 | 1 | 1 | 0 | 0 |",
        "- 1 memo on the person",
        "the key from alias to name",
        sha256(path.read_bytes()).hexdigest(),
        "**Signature:** ____",
    ):
        assert said in told
    assert [run for run in runs(HERS) if run in told] == []


def test_the_certificate_tells_the_time_of_this_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        local_time.cache_clear()
        withdraw(path, "--yes", "--certificate", "intyg.md")
    time.tzset()
    local_time.cache_clear()
    with ProjectFile.open(path) as project, project.reading() as connection:
        (done,) = withdrawals(connection)
    in_tokyo = datetime.fromisoformat(done.at).astimezone(timezone(timedelta(hours=9)))
    assert f"**When:** {in_tokyo:%Y-%m-%d %H:%M}\n" in (tmp_path / "intyg.md").read_text(encoding="utf-8")


def test_a_certificate_is_written_again_the_same(path: Path, tmp_path: Path) -> None:
    withdraw(path, "--yes", "--certificate", "a.docx")
    for name in ("b.docx", "c.docx"):
        withdraw(path, "--certificate", name, alias="utgått 1")
    assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "c.docx").read_bytes()
    assert (tmp_path / "a.docx").read_bytes() != (tmp_path / "b.docx").read_bytes()
    call(path, "check")


@pytest.mark.parametrize("name", ["intyg.pdf", "saknas/intyg.md"])
def test_a_certificate_that_can_not_be_written_stops_it(path: Path, name: str) -> None:
    before = path.read_bytes()
    withdraw(path, "--yes", "--certificate", name, status=2)
    assert path.read_bytes() == before


def test_the_facts_name_nobody(path: Path) -> None:
    withdraw(path, "--yes", "--mentions")
    connection = sqlite3.connect(path)
    (settings,) = connection.execute(
        "SELECT json_extract(settings, '$.privacy.withdrawn[0]') FROM project"
    ).fetchone()
    connection.close()
    assert '"turns":4' in settings.replace(" ", "")
    assert "Åsa" not in settings
