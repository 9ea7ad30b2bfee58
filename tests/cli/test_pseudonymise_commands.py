"""Names replaced, sealed and given back from the command line; no export of a sealed project has one."""

import gzip
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, memos, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.cli.conftest import Command
from tests.conftest import transcript_of

TALK = (
    ("Moderator", "Välkommen, Gunilla. Hur var det i Eksjö?"),
    ("Gunilla", "Jag bor i Eksjö. Min chef heter Gunilla Lindqvist, som jag. Ring 070-174 06 35."),
    ("Torbjörn", "Lindqvists bror Torbjörn kom till Vetlanda, sa Gunillas man."),
    ("Moderator", "Tack. Du kan skriva till torbjorn.lindqvist@exempel.se."),
)
NAMES = ("Gunilla", "Lindqvist", "Torbjörn", "Eksjö", "Vetlanda", "070-174 06 35", "torbjorn.lindqvist")
EXPORTS = (
    *(("export", kind, "-o", f"{kind}.xlsx") for kind in ("codings", "log", "memos", "quotes", "prints")),
    *(("export", kind, "-o", f"{kind}.csv") for kind in ("codebook", "graneheim", "log")),
    ("export", "quotes", "--format", "json", "-o", "quotes.json"),
    ("export", "data", "data"),
    ("export", "folder", "mapp"),
    ("export", "figures", "figurer"),
    ("export", "refi", "ut.qdpx"),
    ("export", "taguette", "ut.sqlite3"),
    ("export", "workbook", "ut.xlsx"),
    *(("report", f"rapport.{suffix}") for suffix in ("html", "docx", "tex")),
    ("quotes", "-o", "citat.docx"),
)


@pytest.fixture
def named_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A coded project that names people and places, and the passphrase of its key file to be."""
    words = tmp_path / "fras"
    words.write_text("häst batteri klammer\n")
    words.chmod(0o600)
    monkeypatch.setenv("QUALWB_KEY_PASSPHRASE_FILE", str(words))
    path = tmp_path / "projekt" / "p.qwb"
    path.parent.mkdir()
    with ProjectFile.create(path) as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
        for quote, code in (("Jag bor i Eksjö", "plats"), ("chef heter Gunilla Lindqvist", "chef")):
            with project.reading() as connection:
                passage = passage_quoted(connection, "Intervju 1", quote)
            codings.apply(researcher, passage, [code], create=True, cited=True)
        themes.create(researcher, "Chefen", codes=["chef"], claim="alla grupper")
        codes.describe(
            researcher, "chef", definition="När Gunilla Lindqvist nämns", reason="Torbjörn bad om det"
        )
        memos.write(researcher, "Ring Gunilla Lindqvist i Eksjö.", target="source", name="Intervju 1")
    return path


@pytest.fixture
def on_named(named_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on it: gives stdout, or stderr with another status than 0."""

    def call(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["-p", str(named_path), "--coder", "Karin", *arguments]) == status, arguments
        out, err = capsys.readouterr()
        return err if status else out

    return call


def text(path: Path) -> str:
    with ProjectFile.open(path) as project, project.reading() as connection:
        (found,) = current_texts(connection).values()
    return found


def names_in(folder: Path) -> list[tuple[str, str]]:
    """Which files in a folder hold which names, in their bytes or in what is packed in them."""
    return [
        (str(path.relative_to(folder)), name)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in (path.name.encode(), *unpacked(path.read_bytes()))
        for name in NAMES
        if name in readable(content)
    ]


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield from unpacked(archive.read(member))
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))


def readable(content: bytes) -> str:
    """The bytes with the escapes of JSON, XML, HTML and URLs written out."""
    said = content.decode("utf-8", "replace")
    said = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), said)
    said = re.sub(r"&#x([0-9a-fA-F]+);", lambda match: chr(int(match[1], 16) % 0x110000), said)
    said = re.sub(r"&#([0-9]{1,6});", lambda match: chr(int(match[1])), said)
    return said.replace("&ouml;", "ö").replace("%C3%B6", "ö")


def test_names_leave_the_project_and_all_that_is_made_of_it(
    on_named: Command, named_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = text(named_path)
    key = str(tmp_path / "studie.nyckel")
    on_named("pseudonymise", "apply", "--accept", "all", "--key", key)
    on_named("backup")
    for backup in named_path.parent.glob("*.bak"):
        backup.unlink()
    on_named("pseudonymise", "seal", "--key", key, "--yes")
    assert names_in(named_path.parent) == []
    out = tmp_path / "ut"
    out.mkdir()
    monkeypatch.chdir(out)
    for arguments in EXPORTS:
        on_named(*arguments)
    assert len(list(out.rglob("*"))) > len(EXPORTS)
    assert names_in(out) == []
    assert on_named("check", "--leaks", key, str(out)) is not None
    assert on_named("check") == ""
    copy = tmp_path / "öppen.qwb"
    on_named("pseudonymise", "restore", "--key", key, "-o", str(copy))
    assert text(copy) == before
    assert text(named_path) != before


def test_leaks_end_with_status_one(
    on_named: Command, named_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = str(tmp_path / "studie.nyckel")
    on_named("pseudonymise", "apply", "--accept", "all", "--key", key)
    assert "The project is not sealed" in on_named("check", "--leaks", key, status=1)
    run(["-p", str(named_path), "--coder", "Karin", "pseudonymise", "seal", "--key", key, "--yes"])
    assert "Delete lists that 'pseudonymise find -o' wrote" in capsys.readouterr().err
    sent = tmp_path / "utskickat"
    sent.mkdir()
    (sent / "citat.txt").write_text("Gunilla Lindqvist sa det.")
    assert on_named("check", "--leaks", key, str(sent), status=1).startswith("1 leak") is False
    assert "no such file" in on_named("check", "--leaks", key, str(tmp_path / "finns-inte"), status=2)
    assert "--leaks" in on_named("check", str(sent), status=2)


def test_a_dry_run_writes_nothing(on_named: Command, named_path: Path, tmp_path: Path) -> None:
    before = named_path.read_bytes()
    on_named("pseudonymise", "apply", "--accept", "all", "--key", str(tmp_path / "k.nyckel"), "--dry-run")
    assert named_path.read_bytes() == before
    assert not (tmp_path / "k.nyckel").exists()


def test_wrong_keys_are_told_in_one_line(
    on_named: Command, named_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(tmp_path / "studie.nyckel")
    for command in ("seal", "restore"):
        said = on_named("pseudonymise", command, "--key", key, status=2)
        assert "no such key file" in said
        assert "Without the key no name can be given back." in said
        assert "makes it" not in said
    assert "is no key file" in on_named("pseudonymise", "apply", "--key", str(named_path), status=2)
    on_named("pseudonymise", "apply", "--accept", "all", "--key", key)
    assert "the key of then" in on_named("pseudonymise", "apply", "--key", str(tmp_path / "ny"), status=2)
    other = tmp_path / "fel"
    other.write_text("fel\n")
    other.chmod(0o600)
    monkeypatch.setenv("QUALWB_KEY_PASSPHRASE_FILE", str(other))
    assert "passphrase does not open" in on_named("pseudonymise", "restore", "--key", key, status=2)


def test_undo_brings_the_names_back(on_named: Command, named_path: Path, tmp_path: Path) -> None:
    before = text(named_path)
    on_named("pseudonymise", "apply", "--accept", "all", "--key", str(tmp_path / "k.nyckel"))
    assert text(named_path) != before
    on_named("undo")
    assert text(named_path) == before
    raw = sqlite3.connect(named_path)
    assert raw.execute("SELECT json_extract(settings, '$.privacy') FROM project").fetchone() == (None,)
    raw.close()


def test_what_can_not_be_given_back_is_told_without_internal_names(
    on_named: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str], named_path: Path
) -> None:
    key = str(tmp_path / "k.nyckel")
    on_named("pseudonymise", "apply", "--accept", "all", "--key", key)
    on_named("memo", "edit", "1", "Något helt annat.")
    run(["-p", str(named_path), "--coder", "Karin", "pseudonymise", "restore", "--key", key])
    out = capsys.readouterr().out
    assert "memo 1: text" in out
    assert "memo 1, text" not in out
