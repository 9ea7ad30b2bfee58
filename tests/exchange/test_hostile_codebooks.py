"""Hostile, damaged and huge codebook files: one line with the place, bounded time and memory."""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts.codebook_input import CODES_LIMIT, LEVELS_LIMIT, SIZE_LIMIT
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_formats import read_codebook
from tests.peak_memory import peak_memory
from tests.transcripts.formats.test_hostile import BILLION, excel, packed

pytestmark = pytest.mark.file_only

SECONDS = 10.0
MEGABYTES = 250
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"


def sheet(rows: str) -> bytes:
    return excel("xl/worksheets/sheet1.xml", (SHEET + rows + SHEET_END).encode())


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def laughs() -> str:
    levels = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 10))
    return f"codebook: b\ncodes:\n- name: a\n  examples: &l0 [ha, ha]\n{levels}"


def nested(levels: int) -> str:
    lines = ["codebook: b", "codes:"]
    for level in range(levels):
        lines += ["  " * level + f"- name: k{level}", "  " * level + "  codes:"]
    return "\n".join([*lines[:-1], ""])


def shared_strings() -> bytes:
    """A text of 100,000 signs, written once, in 20,000 cells."""
    rows = (
        "<row><c t='inlineStr'><is><t>code</t></is></c></row>" + "<row><c t='s'><v>0</v></c></row>" * 19_000
    )
    out = sheet(rows)
    with zipfile.ZipFile(io.BytesIO(out)) as made:
        parts: dict[str, bytes | str] = {name: made.read(name) for name in made.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = parts["[Content_Types].xml"]
    assert isinstance(types, bytes)
    if b"sharedStrings" not in types:
        part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = types.replace(b"</Types>", part.encode())
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}"><si><t>{"å" * 100_000}</t></si></sst>'
    return packed(parts)


def document(body: str, before: str = "") -> bytes:
    """A Word document with this in its body."""
    from qualwb.acts.codebook_entries import Codebook
    from qualwb.exchange.codebooks.docx_page import codebook_docx

    with zipfile.ZipFile(io.BytesIO(codebook_docx(Codebook("b")))) as made:
        parts: dict[str, bytes | str] = {name: made.read(name) for name in made.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts["word/document.xml"] = f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return packed(parts)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "yaml of a billion laughs": ("a.yaml", lambda: laughs().encode(), r"a\.yaml:5: '\*l0' repeats"),
    "yaml that holds itself": (
        "a.yaml",
        lambda: b"codebook: b\ncodes: &a\n- codes: *a\n",
        r"a\.yaml:3: '\*a'",
    ),
    "yaml of deep codes": ("a.yaml", lambda: nested(LEVELS_LIMIT + 1).encode(), "nested too deep"),
    "yaml of very deep codes": ("a.yaml", lambda: nested(1_000).encode(), "nested too deep|not YAML"),
    "yaml of open brackets": ("a.yaml", lambda: b"codes: " + b"[" * 200_000, "nesting|too deep"),
    "yaml of many lists": ("a.yaml", lambda: b"- a\n" * 2_000_000, "far more"),
    "yaml with a list for a key": ("a.yaml", lambda: b"codebook: b\n? [a]\n: b\n", r"a\.yaml:2: "),
    "yaml with a key of escapes": (
        "a.yaml",
        lambda: b'codebook: b\n"\\e]52;c;Zm9v\\a": b\n',
        r"unknown key '\]52",
    ),
    "csv with a long cell": ("a.csv", lambda: b"code,memo\na,b\nc," + b"x" * 200_000, r"a\.csv:3: .*field"),
    "csv of a deep path": (
        "a.csv",
        lambda: ("code\n" + " > ".join(["a"] * 3_000)).encode(),
        r"a\.csv:2: .*levels",
    ),
    "csv of many rows": ("a.csv", lambda: b"code\n" + b"a\n" * 100_000, "more than 20000 rows"),
    "csv of many themes": (
        "a.csv",
        lambda: (
            "code,themes\n" + "".join(f"a,{';'.join(map(str, range(n, n + 9_000)))}\n" for n in (0, 9_000))
        ).encode(),
        r"a\.csv:3: there are more than",
    ),
    "csv that is too large": ("a.csv", lambda: b"code\n" + b"a" * SIZE_LIMIT, "larger than 16 megabytes"),
    "csv of no bytes": ("a.csv", lambda: b"", "empty"),
    "txt of a deep path": ("a.txt", lambda: (">".join(["a"] * 3_000)).encode(), r"a\.txt:2: .*levels"),
    "txt of many codes": (
        "a.txt",
        lambda: "".join(f"k{n}\n" for n in range(CODES_LIMIT + 1)).encode(),
        r"a\.txt:10002: there are more than 10000",
    ),
    "xlsx bomb": ("a.xlsx", lambda: excel("xl/worksheets/sheet1.xml", b" " * 60_000_000), "far more"),
    "xlsx of one endless row": ("a.xlsx", lambda: sheet("<row>" + "<c/>" * 5_000_000 + "</row>"), "far more"),
    "xlsx of many rows": (
        "a.xlsx",
        lambda: sheet(f"<row>{inline('code')}</row>" + f"<row>{inline('a')}</row>" * 50_000),
        "more than 20000 rows",
    ),
    "xlsx of one text in many cells": ("a.xlsx", shared_strings, r"a\.xlsx:\d+: .*more text"),
    "xlsx with entities": (
        "a.xlsx",
        lambda: excel("xl/sharedStrings.xml", f"{BILLION}<sst/>".encode()),
        "document type",
    ),
    "xlsx that is text": ("a.xlsx", lambda: b"code;memo\n", "zip signature"),
    "docx bomb": ("a.docx", lambda: document("<w:p/>" * 3_000_000), "far more"),
    "docx of blanks": ("a.docx", lambda: document(" " * 70_000_000), "far more"),
    "docx with entities": ("a.docx", lambda: document("", BILLION), "document type"),
    "docx of deep tags": ("a.docx", lambda: document("<w:p>" * 5_000), "no Word document"),
    "docx that is text": ("a.docx", lambda: b"# Kodbok\n", "zip|docx"),
    "md of deep codes": (
        "a.md",
        lambda: "".join(f"{'  ' * n}- **k{n}**\n" for n in range(LEVELS_LIMIT + 1)).encode(),
        r"a\.md:51: .*levels",
    ),
    "md of many codes": ("a.md", lambda: b"- **k**\n" * (CODES_LIMIT + 1), "more than 10000"),
    "qc of deep lists": ("a.yaml", lambda: b"- [" + b"[" * 500 + b"]" * 501, "nested too deep"),
    "qdc of deep codes": (
        "a.qdc",
        lambda: b"<CodeBook><Codes>" + b"<Code name='a'>" * 100 + b"</Code>" * 100 + b"</Codes></CodeBook>",
        r"a\.qdc:1: .*levels",
    ),
    "qdc of very deep codes": (
        "a.qdc",
        lambda: b"<CodeBook><Codes>" + b"<Code name='a'>" * 100_000,
        "not XML|nested too deep",
    ),
    "qdc of many tags": ("a.qdc", lambda: b"<CodeBook>" + b"<a/>" * 3_000_000, "far more"),
    "qdc of a billion laughs": (
        "a.qdc",
        lambda: f"{BILLION}<CodeBook><Codes><Code name='&l11;'/></Codes></CodeBook>".encode(),
        "not XML|entities",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_codebook_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    name, make, problem = HOSTILE[case]
    (tmp_path / name).write_bytes(make())
    began = time.process_time()
    with pytest.raises(QualwbError, match=problem) as caught:
        read_codebook(tmp_path / name)
    assert time.process_time() - began < SECONDS
    said = str(caught.value)
    assert name in said
    assert said.isprintable()
    assert len(said) < 700


def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "p.qwb"
    assert run(["new", str(project)]) == 0
    before = project.read_bytes()
    for case in ("csv of a deep path", "xlsx of many rows", "yaml that holds itself", "qdc of many tags"):
        name, make, _problem = HOSTILE[case]
        (tmp_path / name).write_bytes(make())
        capsys.readouterr()
        assert run(["-p", str(project), "codebook", "import", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert project.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with the resource module")
@pytest.mark.parametrize(
    "case", [case for case in HOSTILE if case.startswith(("xlsx", "docx", "qdc of many", "yaml of"))]
)
def test_a_hostile_codebook_takes_little_memory(case: str, tmp_path: Path) -> None:
    name, make, _problem = HOSTILE[case]
    (tmp_path / name).write_bytes(make())
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from qualwb.errors import QualwbError\n"
        "from qualwb.exchange.codebooks.codebook_formats import read_codebook\n"
        "try:\n"
        "    read_codebook(Path(sys.argv[1]))\n"
        "except QualwbError:\n"
        "    refused = True\n"
        "assert refused\n"
    )
    peak = peak_memory(script, str(tmp_path / name)) / 1e6
    print(f"{case}: {peak:.0f} MB")
    assert peak < MEGABYTES


def test_codes_down_to_the_last_level_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(nested(LEVELS_LIMIT), "utf-8")
    assert sum(1 for _code in read_codebook(path).all_codes()) == LEVELS_LIMIT
    path = tmp_path / "a.csv"
    path.write_text("code\n" + " > ".join(f"k{n}" for n in range(LEVELS_LIMIT)), "utf-8")
    assert sum(1 for _code in read_codebook(path).all_codes()) == LEVELS_LIMIT


def test_a_large_codebook_is_read_in_good_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"k{n % 100} > l{n},om,t{n % 500}\n" for n in range(CODES_LIMIT - 100))
    path.write_text("code,definition,themes\n" + rows, "utf-8")
    began = time.process_time()
    assert sum(1 for _code in read_codebook(path).all_codes()) > CODES_LIMIT
    assert time.process_time() - began < SECONDS
