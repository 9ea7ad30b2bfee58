"""Tables as files: what a reader of each format finds in them."""

import csv
import io
import os
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.exchange.codebooks.markdown_page import codebook_markdown
from qualwb.exchange.numbers import Count, Missing, Share
from qualwb.exchange.rendering import render
from qualwb.exchange.tables.table import Cell, Table
from qualwb.exchange.writers.text import as_text, folded, guarded, unguarded
from qualwb.exchange.writers.xlsx import LONGEST_CELL, render_book
from qualwb.safe_text import cleaned

pytestmark = pytest.mark.file_only

MATRIX = Table(
    ("tema", "Grupp 1", "Grupp 2"),
    [("Inför", 3, None), ("  Otydligt syfte", 1, 0.25), ("  =1+1", "·", True)],
    title="Teman: antal/grupp",
    notes=("Left out: moderator", "@note"),
    numeric=frozenset({1, 2}),
)
HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org", "{=1}", "")
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)


def sheet(content: bytes):
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content)).active


def test_xlsx_keeps_numbers_blanks_and_heads() -> None:
    found = sheet(render(MATRIX, "xlsx"))
    rows = list(found.iter_rows(values_only=True))
    assert rows[:4] == [
        ("tema", "Grupp 1", "Grupp 2"),
        ("Inför", 3, None),
        ("  Otydligt syfte", 1, 0.25),
        ("  =1+1", "·", "yes"),
    ]
    assert [row[0] for row in rows[5:]] == ["Left out: moderator", "@note"]
    assert found.freeze_panes == "B2"
    assert found.title == "Teman  antal grupp"
    assert found.column_dimensions["A"].width > 15


@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_has_no_formula_and_no_link(text: str) -> None:
    cell = sheet(render(Table(("a",), [(text,)]), "xlsx"))["A2"]
    assert (cell.value or "") == text
    assert cell.data_type in ("s", "n" if not text else "s")
    assert cell.hyperlink is None


def test_xlsx_streams_many_rows() -> None:
    many = Table(("nr", "text"), [(n, f"=rad {n}") for n in range(6000)])
    found = sheet(render(many, "xlsx"))
    assert found.max_row == 6001
    assert (found["A6001"].value, found["B6001"].value, found["B6001"].data_type) == (5999, "=rad 5999", "s")


def test_xlsx_cuts_what_excel_can_not_hold_and_says_so() -> None:
    value = sheet(render(Table(("a",), [("å" * 40_000,)]), "xlsx"))["A2"].value
    assert len(value) == LONGEST_CELL
    assert value.endswith("å…")


def test_sheets_of_a_book_have_names_of_their_own() -> None:
    from openpyxl import load_workbook

    title = "Lärandeseminarierna: resultat och samverkan"
    book = load_workbook(io.BytesIO(render_book([Table(("a",), [], title=title)] * 3)))
    assert len({name.casefold() for name in book.sheetnames}) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize("format_", ["xlsx", "docx"])
def test_containers_are_the_same_bytes_at_any_time(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render(MATRIX, format_)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setitem(os.environ, "TZ", "Asia/Tokyo")
    assert render(MATRIX, format_) == first
    with zipfile.ZipFile(io.BytesIO(first)) as members:  # type: ignore[arg-type]
        assert {member.date_time[0] for member in members.infolist()} == {1980}


def test_html_names_its_parts_and_asks_for_nothing() -> None:
    text = render(MATRIX, "html")
    tree = html.fromstring(text)
    assert tree.get("lang") == "en"
    assert tree.xpath("string(//caption)") == "Teman: antal/grupp"
    assert tree.xpath("//thead//th/@scope") == ["col"] * 3
    assert tree.xpath("//tbody//th[@scope='row']/text()") == ["Inför", "Otydligt syfte", "=1+1"]
    assert tree.xpath("//tbody/tr[1]/td/text()") == ["3"]
    assert not tree.xpath("//script | //link | //img | //*[@src] | //a[@href]")
    assert "http:" not in text
    assert "https:" not in text


@given(LETTERS)
@settings(max_examples=60, deadline=None)
def test_html_gives_back_what_was_put_in(text: str) -> None:
    tree = html.fromstring(render(Table((text,), [(text,)], title="t"), "html"))
    assert tree.xpath("string(//td)").strip() == text.strip()
    assert tree.xpath("string(//thead/tr/th)").strip() == text.strip()


def test_a_broad_table_is_folded_to_the_page_and_every_word_is_there() -> None:
    rows = [("  Otydligt syfte", "en mycket lång mening om något " * 40, 12345), ("Mandat", "kort", 7)]
    table = Table(("Tema", "Citat", "Antal passager"), rows, numeric=frozenset({2}))
    lines = as_text(table, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert sum(line.count("mening") for line in lines) == 40
    assert any(line.endswith("12345") for line in lines)
    assert any(set(line.strip()) == {"─"} for line in lines[:4])
    assert as_text(table).splitlines()[1].count("─") > 1000


def test_a_table_that_fits_is_not_touched() -> None:
    table = Table(("Tema", "n"), [("Otydligt syfte", 5)], numeric=frozenset({1}))
    assert as_text(table, width=100) == as_text(table)


@given(st.text(alphabet="ab å\u4e2d-", max_size=60), st.integers(4, 20))
def test_folding_loses_no_sign_and_passes_no_edge(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(sum(2 if sign == "\u4e2d" else 1 for sign in line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


UNSAFE = "ett\x1b\x9b31m\u202e\uffff\U0010fffe\ud800två"


@pytest.mark.parametrize(
    "format_", ["docx", "html", "latex", "xlsx", "csv", "csv-excel", "json", "jsonl", "md", "table"]
)
def test_what_a_reader_would_obey_is_in_no_file(format_: str) -> None:
    written = render(Table((UNSAFE,), [(UNSAFE,)], title=UNSAFE, notes=[UNSAFE]), format_)
    if isinstance(written, str):
        parts = [written]
    else:
        with zipfile.ZipFile(io.BytesIO(written)) as members:
            parts = [members.read(name).decode() for name in members.namelist() if name.endswith(".xml")]
    text = "".join(parts).replace("\r\n", "\n")
    assert text.count("två") >= 2
    assert cleaned(text) == text
    assert "\\u001b" not in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; =1+1;b", "a; '=1+1;b"),
        ("a\t@SUM(1)", "a\t'@SUM(1)"),
        ("a;-cmd|' /C calc'!A0", "a;'-cmd|' /C calc'!A0"),
        ("a\n=1+1", "a\n'=1+1"),
        ("=1;+2", "'=1;'+2"),
        ("hej ;-) och 1 = 1", "hej ;-) och 1 = 1"),
        ("- Ja.\n- Nej, =.", "'- Ja.\n- Nej, =."),
        ("a, b-c = d", "a, b-c = d"),
    ],
)
def test_a_spreadsheet_of_another_country_finds_no_formula(text: str, safe: str) -> None:
    (row,) = list(csv.reader(io.StringIO(str(render(Table(("x",), [(text,)]), "csv")), newline="")))[1:]
    assert row == [safe]
    assert unguarded(safe) == text


ALIKE = (
    0,
    0.0,
    False,
    Count(0),
    Share(0),
    None,
    "",
    1,
    1.0,
    True,
    Share(1),
    "NA",
    Missing("NA", "x"),
    Missing("–"),
)
ANY_TEXT = st.text(st.sampled_from("\t\n;, =+-@a('\"åx"), max_size=9)


@pytest.mark.parametrize("format_", ["csv", "csv-excel"])
@given(st.lists(st.sampled_from(ALIKE) | ANY_TEXT, min_size=1, max_size=12))
def test_a_cell_of_csv_is_written_the_same_whatever_else_its_column_holds(
    format_: str, cells: list[Cell]
) -> None:
    def written(rows: list[Cell]) -> str:
        return str(render(Table(("x", "y"), [(cell, "-") for cell in rows]), format_))

    head = written([])
    assert written(cells) == head + "".join(written([cell]).removeprefix(head) for cell in cells)


@given(ANY_TEXT)
def test_a_formula_is_guarded_by_looking_back_from_it(text: str) -> None:
    """The rule, sign by sign: after a tab or ';' with a blank or none, or at the beginning of a line.

    Apostrophes that stand before the sign already get one more, so that taking one away is exact.
    """
    expected = ""
    for place, sign in enumerate(text):
        before, after = text[:place], text[place:].lstrip("'")
        first, rest = after[:1], after[1:].lstrip()
        starts = first in ("=", "@") or (first in ("+", "-") and bool(re.match(r"[\w(=+@\"'-]", rest)))
        parted = bool(re.search(r"[\t;] ?\Z", before)) and starts
        begun = before.endswith("\n") and first in ("=", "+", "@")
        expected += ("'" if parted or begun else "") + sign
    expected = "'" + expected if text.lstrip("'")[:1] in ("=", "+", "-", "@", "\t") else expected
    assert guarded(text) == expected


@pytest.mark.parametrize("delimiter", [",", ";"])
@given(ANY_TEXT)
def test_what_is_guarded_comes_back_as_it_was(delimiter: str, text: str) -> None:
    assert unguarded(guarded(text, delimiter), delimiter) == text


def test_a_semicolon_file_is_guarded_after_commas() -> None:
    table = Table(("x",), [("a,=1+1;=2",)])
    (row,) = list(csv.reader(io.StringIO(str(render(table, "csv-excel"))[1:]), delimiter=";"))[1:]
    assert row == ["a,'=1+1;=2"]


LIVE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://a.example/b.png)",
    "<javascript:alert(1)>",
    "[x][y]",
    "[y]: javascript:alert(1)",
    "\\<img src=x onerror=alert(1)>",
    "\\[x\\](javascript:alert(1))",
)


@pytest.mark.parametrize("text", LIVE)
def test_markdown_brings_nothing_to_life(text: str) -> None:
    table = Table((text,), [(text,)], title=text, notes=[text])
    page = codebook_markdown(
        Codebook(
            text,
            reference=text,
            themes=(ThemeEntry(text, definition=f"om\n{text}"),),
            codes=(CodeEntry(text, definition=text, examples=(text,)),),
        )
    )
    for written in (str(render(table, "md")), page):
        # A sign with an even number of backslashes before it is not escaped.
        assert not re.search(r"(?<!\\)(?:\\\\)*<(?!br>)[A-Za-z/!?]", written)
        assert not re.search(r"(?<!\\)(?:\\\\)*\][(\[:]", written)


def test_words_in_brackets_stay_readable_in_markdown() -> None:
    assert "| [skratt] a < b, ja: [ohörbart] |" in str(
        render(Table(("x",), [("[skratt] a < b, ja: [ohörbart]",)]), "md")
    )
