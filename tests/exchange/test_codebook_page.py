"""The page of a codebook for readers: what stands on it, and what is read back after a colleague's edits."""

import io
from pathlib import Path

import docx
import pytest

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.exchange.codebooks.codebook_formats import codebook_in, write_codebook
from qualwb.exchange.codebooks.docx_page import codebook_docx
from qualwb.exchange.codebooks.markdown_page import codebook_markdown

GUID = "00000000-0000-4000-8000-000000000001"
BOOK = Codebook(
    "bok",
    title="Kodbok för kunden",
    themes=(
        ThemeEntry("A", definition="om A", codes=(CodeEntry("x"), CodeEntry("y"))),
        ThemeEntry("B", codes=(CodeEntry("x"),)),
    ),
    codes=(
        CodeEntry("lös"),
        CodeEntry(
            "x",
            definition="om x\nmed två rader",
            include="när",
            examples=("ja",),
            colour="#4e79a7",
            memos=(MemoEntry("en tanke", "idea"),),
            guid=GUID,
            codes=(CodeEntry("y"),),
        ),
    ),
)


def test_a_code_is_written_out_once_and_named_where_else_it_is_gathered() -> None:
    page = codebook_markdown(BOOK, {"x": "3 passages"})
    a, b, rest = page.index("## A"), page.index("## B"), page.index("## Codes without a theme")
    order = page.index("## All codes in order")
    assert a < page.index(f"- **x** <!-- guid: {GUID} -->\n  - Colour: #4e79a7\n") < b
    assert "  - Definition: om x\\\n    med två rader\n" in page
    assert "  - Used: 3 passages\n  - **y**\n" in page
    assert b < page.index("- → x", b) < rest < page.index("- **lös**") < order
    assert page[order:].split("\n\n")[1] == "- → lös\n- → x\n  - → y\n"


@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_the_order_of_codes_survives_their_place_among_the_themes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bok{suffix}"
    write_codebook(BOOK, path, uses={"x": "3 passages"})
    assert codebook_in(path).codebook == BOOK.written_out()


def test_a_page_of_one_language_is_read_in_the_other(tmp_path: Path) -> None:
    path = tmp_path / "bok.md"
    path.write_text(
        "# Kodbok\n\n## Tid\n\nAvgränsning: inte ork\n\n- **resor**\n  - Använd när: man far\n"
        "  - Exempel: *en timme*\n  - Används: 3 passager\n\n## Koder utan tema\n\n- **annat**\n",
        "utf-8",
    )
    book = codebook_in(path).codebook
    assert (book.title, [theme.name for theme in book.themes]) == ("Kodbok", ["Tid"])
    assert book.themes[0].boundary == "inte ork"
    assert [code.name for code in book.themes[0].codes] == ["resor"]
    assert [(code.name, code.include, code.examples) for code in book.codes] == [
        ("resor", "man far", ("en timme",)),
        ("annat", "", ()),
    ]


def test_what_a_colleague_adds_in_word_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bok.docx"
    document = docx.Document(io.BytesIO(codebook_docx(BOOK)))
    (place,) = [p for p in document.paragraphs if p.text.startswith("Use when: ")]
    place.add_run(" och alltid")
    place.insert_paragraph_before("Utan etikett.")
    document.paragraphs[-1].insert_paragraph_before("→ finns inte")
    (heading,) = [p for p in document.paragraphs if p.text == "B"]
    heading.insert_paragraph_before("□ ny kod")
    heading.insert_paragraph_before("→ okänd")
    document.save(str(path))
    found = codebook_in(path)
    codes = {code.name: code for code, _above in found.codebook.all_codes() if not code.is_reference}
    assert codes["x"].include == "när och alltid"
    assert codes["x"].definition == "om x\nmed två rader\nUtan etikett."
    assert [code.name for code in found.codebook.themes[0].codes] == ["x", "y", "ny kod"]
    assert [line.partition(": ")[2] for line in found.findings.refused] == [
        "'okänd' is not described anywhere; left aside."
    ]


def test_the_stable_id_is_kept_in_word_and_not_printed() -> None:
    document = docx.Document(io.BytesIO(codebook_docx(BOOK)))
    (name,) = [p for p in document.paragraphs if "x\t#4e79a7" in p.text]
    assert [run.text for run in name.runs if run.font.hidden] == [f"guid: {GUID}"]
    assert name.runs[0].text == "■"
    assert str(name.runs[0].font.color.rgb) == "4E79A7"
