"""Words in archives, office files, PDF files and parsed documents are found; what can't be read is said."""

import gzip
import io
import os
import random
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import xlsxwriter

from qualwb.language import cache
from qualwb.store.leak_search import LeakSearch, search

pytestmark = pytest.mark.file_only

NAME = "Björn Åkesson"
TEXT = f"Då sa {NAME} att mötet var inställt."


def found(path: Path, *words: str) -> set[tuple[str, str]]:
    result = search([path], words)
    assert result.unread == ()
    return {(leak.where.split(",")[0], leak.word) for leak in result.leaks}


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_word_file_with_a_name_in_two_runs(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Då sa Bj")
    paragraph.add_run("örn Åke").bold = True
    paragraph.add_run("sson något.")
    document.core_properties.author = "Lillemor"
    document.save(tmp_path / "a.docx")
    assert found(tmp_path / "a.docx", NAME, "Lillemor", "Lillemors mamma") == {
        ("word/document.xml", NAME),
        ("docProps/core.xml", "Lillemor"),
    }


def test_a_workbook(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet("Lillemor")
        sheet.write(0, 0, TEXT)
        sheet.write_comment(1, 1, "Eksjötrakten")
    words = {word for _where, word in found(tmp_path / "a.xlsx", NAME, "Lillemor", "Eksjötrakten", "Eksjö")}
    assert words == {NAME, "Lillemor", "Eksjötrakten"}


def test_archives_within_each_other(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", **{"a.txt": TEXT.encode("latin-1")})
    packed = gzip.compress(inner.read_bytes())
    outer = zipped(tmp_path / "outer.zip", **{"inner.zip.gz": packed, "b.txt": b"inget"})
    assert found(outer, NAME) == {("inner.zip.gz » gzip » a.txt", NAME)}


def test_names_and_comments_of_members_and_of_files(tmp_path: Path) -> None:
    path = zipped(tmp_path / "intervjuLillemor.zip", **{"Björn_Åkesson.txt": b""})
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"Eksjo"
    assert found(path, NAME, "Lillemor", "Eksjo") == {
        ("the file's name", "Lillemor"),
        ("names of members", NAME),
        ("comments of members", "Eksjo"),
    }


def test_a_pdf_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_saying(TEXT))
    assert found(path, NAME, "Lillemor") == {("page 1", NAME)}


def pdf_saying(text: str) -> bytes:
    """The smallest PDF file with this text, in a compressed stream."""
    stream = zlib.compress(b"BT /F1 12 Tf 50 700 Td (" + text.encode("cp1252") + b") Tj ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, os.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_a_parsed_text_has_its_words_apart(tmp_path: Path) -> None:
    cache.parsed(TEXT, tmp_path)
    words = {word for _where, word in found(tmp_path, NAME, "Åkesson Björn", "inställt", "mötet sa")}
    assert words == {NAME, "inställt"}


def test_what_can_not_be_read_is_said(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", **{"a.txt": TEXT.encode() * 50}).read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.zip").write_bytes(whole[:45] + b"\xff\xff\xff" + whole[48:])
    (tmp_path / "c.nyckel").write_bytes(b"age-encryption.org/v1\n-> scrypt")
    (tmp_path / "d.gz").write_bytes(gzip.compress(TEXT.encode())[:-12])
    result = search([tmp_path], ["Lillemor"])
    assert result.leaks == ()
    assert {unread.path.name for unread in result.unread} == {"a.zip", "b.zip", "c.nyckel", "d.gz"}
    assert all(unread.why for unread in result.unread)


def test_random_bytes_spell_no_short_names(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(random.Random(7).randbytes(3_000_000))
    (tmp_path / "text").write_bytes("Då kom Bo och Ed, Al och Åse.".encode("latin-1"))
    result = search([tmp_path], ["Bo", "Ed", "Al", "Åse", "Li"])
    assert {leak.path.name for leak in result.leaks} == {"text"}
    assert {leak.word for leak in result.leaks} == {"Bo", "Ed", "Al", "Åse"}


def test_digests_and_identifiers_spell_no_names(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"uid": "0f3c2d1e-4ada-4bea-8abc-1234567890ab", "sha": "9ada1bea2%s"}' % ("0" * 55)
    )
    assert search([tmp_path], ["Ada", "Bea"]).leaks == ()
    (tmp_path / "b.txt").write_text("4ada")
    assert [leak.word for leak in search([tmp_path], ["Ada", "Bea"]).leaks] == ["Ada"]


def test_figures_and_progress(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "a.txt").write_text("inget")
    (tmp_path / "b.txt").write_text(f"{'x ' * 300_000}{TEXT}", encoding="utf-8")
    result: LeakSearch = search(
        [tmp_path, tmp_path / "a.txt", tmp_path / "absent"], [NAME, "-", NAME], lambda *now: told.append(now)
    )
    assert (result.words, result.files, result.size) == (1, 2, 5 + 600_000 + len(TEXT.encode()))
    assert told[0] == (0, result.size)
    assert told[-1] == (result.size, result.size)
    assert len(result.leaks) == 1
