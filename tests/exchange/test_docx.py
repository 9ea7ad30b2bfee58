"""Word documents: tables on paper, contents, captions, pages, and the styles of a user's template."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.figures.picture import Ink, Picture, Rectangle
from qualwb.exchange.figures.png import png
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.report.docx_report import render as report_docx
from qualwb.exchange.tables.table import Table
from qualwb.exchange.text_width import text_width
from qualwb.exchange.writers.docx import render
from qualwb.store.project_file import ProjectFile
from tests.projects import place_of

MATRIX = Table(
    ("tema", "Grupp 1", "Grupp 2"),
    [("Inför", 3, None), ("  Otydligt syfte", 1, 0.25), ("  =1+1", "·", True)],
    title="Teman: antal/grupp",
    notes=("Left out: moderator", "@note"),
    numeric=frozenset({1, 2}),
)
HEADS = (
    "Meningsenhet",
    "Kondensering",
    "Kod",
    "Underkategori",
    "Kategori",
    "Tema",
    "Deltagare",
    "Sammanlagt",
)
BROAD = Table(HEADS, [("en lång mening om syftet " * 20, *HEADS[1:])], title="Bred")
SMALL = Table(("Ny", "Deltagare"), [("a", 1)], title="Liten", numeric=frozenset({1}))


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def text_of(paragraph: Any) -> str:
    """The text with the numbers that fields show."""
    return str(paragraph._p.xpath("string()"))


def texts(document: Any) -> list[str]:
    return [text for paragraph in document.paragraphs if (text := text_of(paragraph))]


def report(*blocks: Block) -> Report:
    return Report("Titel", "Undertitel", "sv", blocks)


def test_a_table_has_caption_repeated_head_and_notes() -> None:
    document = opened(render(MATRIX))
    assert texts(document) == ["Table 1. Teman: antal/grupp", "Left out: moderator", "@note"]
    assert document.paragraphs[0].style.name == "Caption"
    table = document.tables[0]
    assert [cell.text for cell in table.rows[3].cells] == ["=1+1", "·", "yes"]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False, False]
    assert table.rows[2].cells[0].paragraphs[0].paragraph_format.left_indent.pt == 12
    assert document.core_properties.author == "qualwb"


def test_control_characters_part_words_and_lines_stay_lines() -> None:
    document = opened(render(Table(("a",), [("ett\x0btvå\x00",), ("ett\ntvå\ttre <&>",)])))
    assert document.tables[0].rows[1].cells[0].text.split() == ["ett", "två"]
    assert document.tables[0].rows[2].cells[0].text == "ett\ntvå\ttre <&>"


@pytest.mark.parametrize("rows", [1, 300])
@pytest.mark.parametrize("head", [*HEADS, "Ny", "Källor", "frånvarande_part"])
def test_no_word_of_a_head_is_broken(head: str, rows: int) -> None:
    """Room in the column for the word in bold and for the margins of the cell."""
    wordy = "en mycket lång mening om syftet med seminarierna " * 9
    table = Table((*HEADS, head), [(wordy, *HEADS[1:], 5)] * rows)
    document = opened(render(table))
    size = 9.0
    for cell, name in zip(document.tables[0].rows[0].cells, table.columns, strict=True):
        (run_,) = cell.paragraphs[0].runs
        size = run_.font.size.pt if run_.font.size else 9.0
        assert cell.width.pt >= text_width(name, size, bold=True) + 2 * 5.4 * size / 9
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in document.tables[0].rows[0].cells) <= room + Pt(1)


def test_short_rows_stay_whole_and_a_short_table_stays_on_one_page() -> None:
    long = "en mycket lång mening om syftet " * 100
    rows = opened(render(Table(("a", "b"), [("kort", 1), (long, 2)]))).tables[0].rows
    assert [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in rows] == [True, True, False]
    kept = [[p.paragraph_format.keep_with_next for p in row.cells[0].paragraphs] for row in rows]
    assert kept == [[True], [None], [None]]
    rows = opened(render(MATRIX)).tables[0].rows
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for row in rows for cell in row.cells)


def test_a_table_that_needs_it_lies_on_its_side() -> None:
    for table, lies in ((BROAD, True), (SMALL, False), (MATRIX, False)):
        (section,) = opened(render(table)).sections
        assert (section.page_width > section.page_height) is lies


def test_a_table_of_many_columns_of_text_has_smaller_type_and_whole_words() -> None:
    names = tuple(f"Deltagare{n:02}" for n in range(16))
    head = opened(render(Table(names, [tuple("x" * 16)]))).tables[0].rows[0].cells
    size = head[0].paragraphs[0].runs[0].font.size.pt
    assert 5.5 <= size < 9
    assert all(
        cell.width.pt >= text_width(name, size, bold=True) for cell, name in zip(head, names, strict=True)
    )


def test_heads_of_many_columns_of_numbers_are_written_upwards_in_type_that_can_be_read() -> None:
    names = ("Tema", *(f"Behandlingsassistent {n}" for n in range(20)))
    table = Table(names, [("Otydligt syfte", *range(20))], numeric=frozenset(range(1, 21)))
    head = opened(render(table)).tables[0].rows[0]
    turned = [cell._tc.xpath("./w:tcPr/w:textDirection/@w:val") for cell in head.cells]
    assert turned == [[], *[["btLr"]] * 20]
    size = head.cells[1].paragraphs[0].runs[0].font.size
    assert size is None or size.pt >= 8
    assert head.height.pt >= text_width(names[-1], 9, bold=True)
    assert opened(render(MATRIX)).tables[0].rows[0].height is None


def test_pages_are_numbered_in_the_foot() -> None:
    footer = opened(render(SMALL)).sections[0].footer
    assert footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]


PICTURE = Picture("Bild", "En bild", 100, 50, (Rectangle(0, 0, 9, 9, Ink.HEAT),), ("* Få",))
BLOCKS = (
    Heading(1, "Metod & <material>"),
    FactList(SMALL),
    Heading(1, "Ramverk"),
    Heading(2, "Bred tabell"),
    FactList(BROAD),
    FactList(BROAD),
    Heading(2, "Citat"),
    Paragraph("Brödtext.", "Ingress."),
    Quotation(("Ett.", "Två."), "(Grupp 1)"),
    Figure(PICTURE),
    FactList(SMALL),
)


def test_wide_tables_lie_on_pages_of_their_own_with_their_headings() -> None:
    document = opened(report_docx(report(*BLOCKS)))
    lies = [section.page_width > section.page_height for section in document.sections]
    assert lies == [False, True, False]
    found = [[type(part).__name__ for part in section.iter_inner_content()] for section in document.sections]
    assert [kinds.count("Table") for kinds in found] == [1, 2, 1]
    assert texts(document)[0] == "Titel"
    first_of_second = next(iter(document.sections[1].iter_inner_content()))
    assert text_of(first_of_second) == "Ramverk"
    assert text_of(next(iter(document.sections[2].iter_inner_content()))) == "Citat"
    assert all(section.footer._element.xpath(".//w:fldSimple") for section in document.sections)


def test_captions_are_counted_by_fields_in_a_row_of_their_own() -> None:
    document = opened(report_docx(report(*BLOCKS)))
    captions = [text_of(p) for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == [
        "Table 1. Liten",
        "Table 2. Bred",
        "Table 3. Bred",
        "Figure 1. Bild",
        "Table 4. Liten",
    ]
    fields = document.element.body.xpath(".//w:fldSimple/@w:instr")
    assert fields == [f" SEQ {row} \\* ARABIC " for row in ("Table", "Table", "Table", "Figure", "Table")]
    noted = [text_of(p) for p in document.paragraphs if p.style.name == "Table Note" and text_of(p)]
    assert noted == ["* Få"]


def test_contents_are_there_before_word_has_counted_pages() -> None:
    document = opened(report_docx(report(*BLOCKS)))
    entries = [(p.style.name, text_of(p)) for p in document.paragraphs if p.style.name.startswith("toc ")]
    instruction = ' TOC \\o "1-3" \\h \\z \\u '
    assert entries == [
        ("toc 1", f"{instruction}Metod & <material>"),
        ("toc 1", "Ramverk"),
        ("toc 2", "Bred tabell"),
        ("toc 2", "Citat"),
    ]
    body = document.element.body
    assert body.xpath(".//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert body.xpath(".//w:fldChar/@w:dirty") == ["true"]
    targets = body.xpath(".//w:hyperlink/@w:anchor")
    marks = body.xpath(".//w:bookmarkStart/@w:name")
    assert targets == marks
    assert len(set(marks)) == 4


def template(path: Path, change: Callable[[Any], None]) -> Path:
    document = docx.Document()
    change(document)
    document.save(str(path))
    return path


def house_style(document: Any) -> None:
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles["Quote"].font.size = Pt(10)
    document.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(7)
    document.styles.add_style("Vår tabell", WD_STYLE_TYPE.TABLE)
    for name in ("Heading 2", "Subtitle", "Caption"):
        document.styles.element.remove(document.styles[name].element)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(17.6), Cm(25)
    section.footer.paragraphs[0].text = "Regionen"
    document.add_paragraph("Exempeltext")


def test_a_template_gives_styles_page_and_foot_and_lacks_nothing(tmp_path: Path) -> None:
    mall = template(tmp_path / "mall.docx", house_style)
    document = opened(report_docx(report(*BLOCKS), mall))
    assert "Exempeltext" not in texts(document)
    assert document.sections[0].page_width.cm == pytest.approx(17.6, abs=0.01)
    assert [section.footer.paragraphs[0].text for section in document.sections] == ["Regionen"] * 3
    by_text = {text_of(paragraph): paragraph.style for paragraph in document.paragraphs}
    assert by_text["Ramverk"].font.name == "Georgia"
    assert by_text["– Ett."].font.size == Pt(10)
    assert by_text["Bred tabell"].name == "Heading 2"  # ours, as the template has none
    assert by_text["Bred tabell"].base_style.name == "Normal"
    assert by_text["Table 1. Liten"].name == "Caption"
    table = document.tables[0]
    assert table.style.name == "Vår tabell"
    assert table.rows[0].cells[0].paragraphs[0].style.name == "Table Head"
    assert table.rows[1].cells[0].paragraphs[0].style.font.size == Pt(7)
    ids = document.styles.element.xpath("./w:style/@w:styleId")
    assert len(ids) == len(set(ids))
    assert set(document.styles.element.xpath(".//w:basedOn/@w:val")) <= set(ids)


def test_a_template_without_any_style_of_ours_is_filled_up(tmp_path: Path) -> None:
    def bare(document: Any) -> None:
        for style in [*document.styles.element.xpath("./w:style[not(@w:default)]")]:
            document.styles.element.remove(style)

    mall = template(tmp_path / "mall.docx", bare)
    document = opened(report_docx(report(*BLOCKS), mall))
    used = set(document.element.body.xpath(".//w:pStyle/@w:val | .//w:tblStyle/@w:val"))
    assert used <= set(document.styles.element.xpath("./w:style/@w:styleId"))
    assert document.tables[0].style.name == "Table Grid"
    assert document.sections[0].footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]


def test_a_templates_first_table_lends_its_style(tmp_path: Path) -> None:
    def with_table(document: Any) -> None:
        document.add_table(1, 1, style="Light List Accent 1")

    document = opened(render(SMALL, template(tmp_path / "mall.docx", with_table)))
    assert [table.style.name for table in document.tables] == ["Light List Accent 1"]


def test_words_own_kind_of_template_is_taken(tmp_path: Path) -> None:
    mall = template(tmp_path / "mall.docx", house_style)
    dotx = tmp_path / "mall.dotx"
    with zipfile.ZipFile(mall) as source, zipfile.ZipFile(dotx, "w") as target:
        for name in source.namelist():
            target.writestr(
                name,
                source.read(name).replace(
                    b"wordprocessingml.document.main", b"wordprocessingml.template.main"
                ),
            )
    assert render(SMALL, dotx) == render(SMALL, mall)


def docx_bytes() -> bytes:
    """A whole document with a foot."""
    document, out = docx.Document(), io.BytesIO()
    house_style(document)
    document.save(out)
    return out.getvalue()


def damaged(content: bytes) -> dict[str, bytes]:
    """Files that are no template, each in its own way."""

    def with_part(part: str, data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                target.writestr(name, data if name == part else source.read(name))
        return out.getvalue()

    turned = bytearray(content)  # a packed member that does not unpack
    turned[len(content) // 8 : len(content) // 8 + 40] = bytes(40)
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    return {
        "cut": content[: len(content) // 2],
        "text": b"Hej",
        "nothing": b"",
        "turned bytes": bytes(turned),
        "broken xml": with_part("word/document.xml", b"<w:"),
        "other text": with_part("word/document.xml", b"<a/>"),
        "other styles": with_part("word/styles.xml", b"<a/>"),
        "other foot": with_part("word/footer1.xml", b"<a/>"),
        "no links": with_part("word/_rels/document.xml.rels", b"<a/>"),
        "empty zip": empty.getvalue(),
    }


@pytest.mark.parametrize("kind", damaged(docx_bytes()))
def test_a_damaged_template_is_refused_in_one_line(
    kind: str, small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "mall.docx"
    bad.write_bytes(damaged(docx_bytes())[kind])
    out = str(tmp_path / "ut.docx")
    for words in (["report", out], ["matrix", "-o", out]):
        assert run(["-p", place_of(small_study), *words, "--template", str(bad)]) == 2
        told = capsys.readouterr().err
        assert "no Word document, or a damaged one" in told
        assert len(told.splitlines()) == 1
        assert not Path(out).exists()


def test_a_template_goes_with_docx_alone(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mall = template(tmp_path / "mall.docx", house_style)
    for words in (
        ["matrix"],
        ["matrix", "-o", "ut.csv"],
        ["report", "ut.html"],
        ["quotes", "--format", "json"],
    ):
        assert run(["-p", place_of(small_study), *words, "--template", str(mall)]) == 2
        assert "A template is for docx" in capsys.readouterr().err
    out = tmp_path / "ut.docx"
    for words in (["matrix", "-o", str(out)], ["report", str(out)], ["export", "graneheim", "-o", str(out)]):
        assert run(["-p", place_of(small_study), *words, "--template", str(mall)]) == 0
        assert opened(out.read_bytes()).sections[0].footer.paragraphs[0].text == "Regionen"
    with pytest.raises(QualwbError, match=r"saknas\.docx"):
        render(SMALL, tmp_path / "saknas.docx")


def test_images_are_whole_and_one_that_comes_twice_is_kept_once() -> None:
    """Each figure shows its own image, not one that stands in for it while the file is made."""
    one, other = (
        Figure(Picture("Figur", "Det.", 40, 20, (Rectangle(0, 0, wide, 9, Ink.INK),))) for wide in (10, 30)
    )
    content = report_docx(Report("R", "", "sv", (one, other, one)))
    document = opened(content)
    relations = [
        shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in document.inline_shapes
    ]
    shown = [document.part.related_parts[relation].blob for relation in relations]
    assert shown == [png(one.picture), png(other.picture), png(one.picture)]
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        kept = [container.read(name) for name in container.namelist() if name.endswith(".png")]
    assert kept == [png(one.picture), png(other.picture)]
