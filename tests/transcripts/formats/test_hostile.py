"""Hostile, damaged and mistaken files: one clear line, bounded time and memory, never another exception."""

import io
import json
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from qualwb.errors import QualwbError
from qualwb.transcripts import reading
from qualwb.transcripts.formats import archive, rtf
from tests.transcripts.formats.test_docx import W, document, labelled, p

SECONDS = 5.0
MEGABYTES = 300

LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


def packed(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def word(xml: str) -> bytes:
    return packed({"word/document.xml": xml})


def open_text(xml: str) -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})


def excel(part: str, content: bytes) -> bytes:
    """A real workbook with one part put in place of its own."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as made:
        parts: dict[str, bytes | str] = {name: made.read(name) for name in made.namelist()}
    return packed({**parts, part: content})


def lying(real: int, declared: int) -> bytes:
    """A Word file whose main part says that it is small and unpacks to much."""
    data = packed({"word/document.xml": b"a" * real})
    size = real.to_bytes(4, "little")
    return data.replace(size, declared.to_bytes(4, "little"))


def truncated() -> bytes:
    data = document(labelled() * 50)
    return data[: len(data) // 2]


BODY = "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body>"
HTML = b"<!DOCTYPE html><html><body>Error 404: not found</body></html>"
OLE = archive.OLE_SIGNATURE + b"\0" * 600

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "docx bomb by ratio": ("a.docx", lambda: word("<w:t>" + " " * 60_000_000), "far more"),
    "docx bomb by size": (
        "a.docx",
        lambda: packed({"word/document.xml": b"a" * (archive.MEMBER_LIMIT + 1)}),
        "far more",
    ),
    "docx that lies about its size": ("a.docx", lambda: lying(30_000_000, 1000), "damaged|far more"),
    "docx with many parts": ("a.docx", lambda: packed({f"word/{i}": b"" for i in range(20_001)}), "far more"),
    "odt bomb": ("a.odt", lambda: open_text("<a>" + " " * 60_000_000), "far more"),
    "xlsx bomb": ("a.xlsx", lambda: excel("xl/worksheets/sheet1.xml", b" " * 60_000_000), "far more"),
    "docx with a path outside": (
        "a.docx",
        lambda: packed({"../../evil": b"x", "word/document.xml": b"<a/>"}),
        "outside",
    ),
    "odt with an absolute path": (
        "a.odt",
        lambda: packed({"/etc/cron.d/x": b"x", "content.xml": b"<a/>"}),
        "outside",
    ),
    "docx cut off": ("a.docx", truncated, "damaged"),
    "docx without a document": ("a.docx", lambda: packed({"word/other.xml": b""}), "lacks the part"),
    "docx with damaged xml": ("a.docx", lambda: word("<w:document"), "damaged"),
    "docx without a body": ("a.docx", lambda: word(f'<w:document xmlns:w="{W}"/>'), "no body"),
    "docx that is empty": ("a.docx", lambda: b"", "empty"),
    "docx that is html": ("a.docx", lambda: HTML, "web page"),
    "docx of billion laughs": (
        "a.docx",
        lambda: word(f'{BILLION}<w:document xmlns:w="{W}">{BODY}</w:document>'),
        "entities|damaged",
    ),
    "docx locked": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old doc": ("a.doc", lambda: OLE, "old Office format"),
    "odt of billion laughs": ("a.odt", lambda: open_text(f"{BILLION}<x>&l11;</x>"), "entities|damaged"),
    "odt of deep elements": ("a.odt", lambda: open_text("<a>" * 100_000), "damaged"),
    "xlsx that is an error page": ("a.xlsx", lambda: HTML, "web page"),
    "xlsx that is text": ("a.xlsx", lambda: b"a;b\n1;2\n", "zip signature"),
    "xlsx with entities": (
        "a.xlsx",
        lambda: excel("xl/sharedStrings.xml", f"{BILLION}<sst/>".encode()),
        "document type",
    ),
    "xlsx with a damaged sheet": (
        "a.xlsx",
        lambda: excel("xl/worksheets/sheet1.xml", b"<worksheet"),
        "damaged|no rows",
    ),
    "xlsx of endless rows": (
        "a.xlsx",
        lambda: excel(
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        ),
        "more than|no rows",
    ),
    "xlsx bomb of one row": (
        "a.xlsx",
        lambda: excel(
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
            + b"<c/>" * 5_000_000
            + b"</row></sheetData></worksheet>",
        ),
        "far more",
    ),
    "eaf of no bytes": ("a.eaf", lambda: b"", "empty"),
    "eaf of billion laughs": (
        "a.eaf",
        lambda: f"{BILLION}<ANNOTATION_DOCUMENT>&l11;</ANNOTATION_DOCUMENT>".encode(),
        "entities|amplification",
    ),
    "eaf with an outside entity": (
        "a.eaf",
        lambda: f"{OUTSIDE}<ANNOTATION_DOCUMENT>&secret;</ANNOTATION_DOCUMENT>".encode(),
        "entities",
    ),
    "tei with an outside entity": (
        "a.tei",
        lambda: f"{OUTSIDE}<TEI><u>&secret;</u></TEI>".encode(),
        "entities",
    ),
    "tei with laughs in an attribute": (
        "a.tei",
        lambda: f'{BILLION}<TEI><u who="&l11;">hej</u></TEI>'.encode(),
        "entities|damaged",
    ),
    "exb of deep elements": ("a.exb", lambda: b"<basic-transcription>" + b"<a>" * 200_000, "damaged"),
    "exb cut off": ("a.exb", lambda: b'<basic-transcription><head><meta-information x="', "damaged"),
    "rtf of open braces": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 10_000, "groups inside"),
    "rtf that is none": ("a.rtf", lambda: b"Hej", "not RTF"),
    "rtf with impossible numbers": ("a.rtf", lambda: b"{\\rtf1 \\uc \\u-99999999 x}", "damaged"),
    "rtf of nothing": ("a.rtf", lambda: b"{\\rtf1}", "no text"),
    "pdf cut off": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
    "pdf that is html": ("a.pdf", lambda: HTML, "not a PDF"),
    "json of deep lists": ("a.json", lambda: b"[" * 200_000, "nested|damaged"),
    "json of a long number": ("a.json", lambda: b"[" + b"9" * 100_000 + b"]", "numbers|segments"),
    "json of deep segments": (
        "a.json",
        lambda: b'{"segments":[{"chunks":' * 20_000 + b'""' + b"}]}" * 20_000,
        "nested|segments",
    ),
    "otr of deep html": (
        "a.otr",
        lambda: json.dumps({"media-time": 1, "text": "<div>" * 100_000}).encode(),
        "empty|damaged",
    ),
    "csv with a huge cell": ("a.csv", lambda: b'id;svar\n1;"' + b"ord " * 100_000 + b'"\n', "damaged"),
    "csv of too many rows": ("a.csv", lambda: b"id;svar\n" + b"1;ja\n" * 20_001, "more than"),
    "cha without utterances": ("a.cha", lambda: b"@UTF8\n@Begin\n@End\n", "no utterances"),
    "cha of zero bytes": ("a.cha", lambda: b"@UTF8\n@Begin\n\0\0\0", "zero bytes"),
    "vtt without captions": ("a.vtt", lambda: b"WEBVTT\n", "no captions"),
    "otter without turns": ("a.txt", lambda: b"\0\1\2\3" * 100, "no text|zero"),
}

HARD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "srt of one long number": ("a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"1" * 1_000_000),
    "srt of a million arrows": (
        "a.srt",
        lambda: b"-->" * 400_000 + b"\n1\n00:00:01,000 --> 00:00:02,000\nhej",
    ),
    "srt of spaces before an arrow": (
        "a.srt",
        lambda: b" " * 500_000 + b"->\n00:00:01,000 --> 00:00:02,000\nhej",
    ),
    "vtt of open voices": ("a.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 300_000),
    "vtt of open tags": ("a.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<c." * 300_000),
    "rtf of fields": (
        "a.rtf",
        lambda: b"{\\rtf1 " + b"{\\field{\\*\\fldinst{HYPERLINK " * 200 + b"x" + b"}" * 601,
    ),
    "rtf of fonts without charset": ("a.rtf", lambda: b"{\\rtf1{\\fonttbl" + b"\\f0 " * 200_000 + b"}hej}"),
    "rtf of fonts without end": (
        "a.rtf",
        lambda: b"{\\rtf1{\\fonttbl" + b"{\\f0\\fcharset0 x}" * 50_000 + b"}hej}",
    ),
    "rtf of hyperlinks in a line": (
        "a.rtf",
        lambda: b"{\\rtf1 hej" + b'{\\field{\\*\\fldinst{ HYPERLINK "x"}}{\\fldrslt x y}}' * 20_000 + b"}",
    ),
    "rtf of a huge binary": ("a.rtf", lambda: b"{\\rtf1 hej{\\pict\\bin999999999 x}}"),
    "docx of one long paragraph": ("a.docx", lambda: document(p("Anna: " + "ord " * 1_000_000))),
    "docx of many runs": ("a.docx", lambda: document(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 150_000}</w:p>")),
    "docx of nested tables": (
        "a.docx",
        lambda: document("<w:tbl><w:tr><w:tc>" * 70 + p("inne") + "</w:tc></w:tr></w:tbl>" * 70 + labelled()),
    ),
    "docx of deleted marks": (
        "a.docx",
        lambda: document(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>" * 5_000 + p("b")
        ),
    ),
    "tei of many segments": (
        "a.tei",
        lambda: b'<TEI><u who="#a">' + b"<seg>ja</seg>" * 100_000 + b"</u></TEI>",
    ),
    "eaf of many annotations": (
        "a.eaf",
        lambda: (
            b'<ANNOTATION_DOCUMENT><TIER TIER_ID="a">'
            + b"<ANNOTATION><ALIGNABLE_ANNOTATION><ANNOTATION_VALUE>ja</ANNOTATION_VALUE>"
            b"</ALIGNABLE_ANNOTATION></ANNOTATION>" * 50_000 + b"</TIER></ANNOTATION_DOCUMENT>"
        ),
    ),
    "exb of many events": (
        "a.exb",
        lambda: (
            b'<basic-transcription><common-timeline><tli id="a"/></common-timeline><tier type="t">'
            + b'<event start="a" end="a">x</event>' * 100_000
            + b"</tier></basic-transcription>"
        ),
    ),
    "otr of many breaks": (
        "a.otr",
        lambda: json.dumps({"media-time": 1, "text": "hej<br>" * 50_000}).encode(),
    ),
}


def _bounded(data: bytes, name: str, tmp_path: Path) -> QualwbError | None:
    """What reading the file ends with, if anything; fails if it takes too long."""
    path = tmp_path / name
    path.write_bytes(data)
    began = time.process_time()
    try:
        reading.read(path)
        return None
    except QualwbError as error:
        return error
    finally:
        assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_in_one_line(case: str, tmp_path: Path) -> None:
    name, make, problem = HOSTILE[case]
    error = _bounded(make(), name, tmp_path)
    assert error is not None
    assert re.search(problem, str(error)), str(error)
    assert name in str(error)
    assert "\n" not in str(error)
    assert "root:" not in str(error)
    assert len(str(error)) < 700


@pytest.mark.parametrize("case", HARD)
def test_hard_files_are_read_in_bounded_time(case: str, tmp_path: Path) -> None:
    name, make = HARD[case]
    _bounded(make(), name, tmp_path)


@pytest.mark.parametrize("case", [case for case in HOSTILE if "bomb" in case or "laughs" in case])
def test_bombs_take_little_memory(case: str, tmp_path: Path) -> None:
    name, make, _problem = HOSTILE[case]
    data = make()
    tracemalloc.start()
    _bounded(data, name, tmp_path)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert peak < MEGABYTES


def test_an_outside_entity_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")
    xml = f'<!DOCTYPE TEI SYSTEM "file://{secret}"><TEI><u who="#a">hej</u></TEI>'
    assert reading.READERS["tei"].load().read(xml.encode(), "a.xml").text == "hej"


def test_rtf_depth_limit_is_above_what_writers_use() -> None:
    deep = b"{\\rtf1 " + b"{" * 200 + b"hej" + b"}" * 201
    assert rtf.read(deep, "a.rtf").text == "hej"
