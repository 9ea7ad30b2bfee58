"""Codebooks as tables: our own, and those of other programs."""

from pathlib import Path

import pytest

from qualwb.acts.bundled import bundled_codebooks
from qualwb.acts.codebook_file import load_codebook
from qualwb.acts.codebook_input import BadCodebook
from qualwb.acts.codebooks import Codebook, CodeEntry
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_columns import codebook_table
from qualwb.exchange.codebooks.codebook_formats import read_codebook
from qualwb.exchange.codebooks.codebook_paths import code_paths
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.markdown_page import codebook_markdown
from qualwb.exchange.codebooks.qdc import from_qdc, to_qdc
from qualwb.exchange.rendering import write
from tests.acts.test_codebooks import written_out
from tests.conftest import SHARED, needs_shared

pytestmark = pytest.mark.file_only

SAMPLES = SHARED / "samples" / "codebooks"


def tree(codes: tuple[CodeEntry, ...]) -> dict[str, dict]:
    """Names as nested dicts."""
    return {code.name: tree(code.codes) for code in codes}


@pytest.mark.parametrize("name", bundled_codebooks())
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_bundled_codebook_survives_a_table(tmp_path: Path, name: str, format_: str) -> None:
    book = load_codebook(bundled_codebooks()[name])
    write(codebook_table(book), tmp_path / f"{name}.{format_}", format_)
    back = read_codebook(tmp_path / f"{name}.{format_}")
    assert back == written_out(book, "")


def test_a_code_in_two_themes_and_beneath_another_survives_csv(tmp_path: Path) -> None:
    path = tmp_path / "bok.yaml"
    path.write_text(
        "codebook: bok\nthemes:\n- name: A\n  codes:\n  - name: x\n    definition: '=1+1'\n"
        "    codes:\n    - name: y\n"
        "- name: B\n  codes: [{name: x}, {name: y}]\n",
        "utf-8",
    )
    book = load_codebook(path)
    write(codebook_table(book), tmp_path / "bok.csv", "csv")
    assert "'=1+1" in (tmp_path / "bok.csv").read_text("utf-8")
    assert read_codebook(tmp_path / "bok.csv") == book.written_out()


@pytest.mark.parametrize("mark", [">", " > ", ">>", "\\", "::"])
def test_paths_by_any_mark(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "kod.csv"
    path.write_text(f"Kod;Beskrivning;Färg\nA{mark}b;om b;#AABBCC\nA;om a;röd\n", "utf-8")
    said: list[str] = []
    book = read_codebook(path, said.append)
    assert said == ["kod.csv:3: the colour 'röd' of 'A' can't be read; left aside."]
    assert book == Codebook(
        "kod",
        codes=(
            CodeEntry("A", definition="om a", codes=(CodeEntry("b", definition="om b", colour="#aabbcc"),)),
        ),
    )


def test_excels_own_csv_with_bom_and_latin(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes("kod;definition\r\nåäö;så är det\r\n".encode(encoding))
        assert tree(read_codebook(path).codes) == {"åäö": {}}


def test_the_same_name_in_two_branches_gets_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "kod.csv"
    path.write_text("code\nA > annat\nB > annat\n", "utf-8")
    said: list[str] = []
    assert tree(read_codebook(path, said.append).codes) == {"A": {"annat": {}}, "B": {"annat (B)": {}}}
    assert said == ["kod.csv:3: 'B > annat' stands elsewhere too; taken as 'annat (B)'."]


def test_what_is_no_codebook_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "tal.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(BadCodebook, match=r"tal\.csv:1: there is no column of code names"):
        read_codebook(table)
    broken = tmp_path / "trasig.xlsx"
    broken.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(BadCodebook, match=r"trasig\.xlsx:1: no workbook"):
        read_codebook(broken)
    with pytest.raises(QualwbError, match=r"'\.pdf' is no codebook format"):
        read_codebook(tmp_path_with(tmp_path, "a.pdf"))
    with pytest.raises(QualwbError, match="there is no such file"):
        read_codebook(tmp_path / "saknas.csv")


def tmp_path_with(folder: Path, name: str) -> Path:
    """An empty file."""
    (folder / name).write_bytes(b"%PDF")
    return folder / name


@needs_shared
def test_taguettes_csv() -> None:
    book = read_codebook(SAMPLES / "taguette_2022_codebook.csv")
    by_name = {code.name: code for code in book.codes}
    assert by_name["Simple export"].definition == "Data and metadata generated are simple and easy to export"
    assert by_name["Additional feature suggestion"].definition == ""
    assert len(by_name) == len((SAMPLES / "taguette_2022_codebook.csv").read_text("utf-8").splitlines()) - 1


@needs_shared
def test_taguettes_highlights_are_no_codebook() -> None:
    with pytest.raises(BadCodebook, match="coded passages"):
        read_codebook(SAMPLES / "taguette_2022_tags.csv")


@needs_shared
def test_qualcoders_plain_list() -> None:
    book = read_codebook(SAMPLES / "qualcoder_plain_codes_categories.txt")
    assert tree(book.codes) == {
        "code1": {},
        "cat1": {"code2": {}, "code3": {}},
        "cat3": {"cat2": {"code4": {}}, "code5": {}},
        "code6": {},
    }
    assert book.codes[0].definition == "A memo for code 1"


@needs_shared
def test_maxqdas_workbook_takes_the_sheet_with_colours() -> None:
    said: list[str] = []
    book = read_codebook(SAMPLES / "maxqda_project_codebook_with_guid.xlsx", said.append)
    codes = [code for code, _above in book.all_codes()]
    assert len(codes) == 326
    top = book.codes[0]
    assert top.name == "Additional Themes and Ideas"
    assert top.colour == "#ef8256"
    assert len(top.codes) > 1
    assert len({code.name.casefold() for code in codes}) == 326


@needs_shared
def test_a_handmade_sheet_with_headings_further_down() -> None:
    book = read_codebook(SAMPLES / "handmade_scrum_first_cycle_RQ1.xlsx", lambda _text: None)
    first = book.codes[0]
    assert first.name == "Quality is a subjective concept"
    assert first.definition.startswith("Some of the participants")
    assert first.include.startswith("This code is included because")


def test_the_page_shows_every_rule() -> None:
    book = load_codebook(bundled_codebooks()["larandeseminarier"])
    page = codebook_markdown(book)
    for code, _above in book.all_codes():
        assert f"- **{code.name}**" in page
        assert code.include in page
        assert code.exclude in page
    for theme, _above in book.all_themes():
        assert f"# {theme.name}\n" in page


@pytest.mark.parametrize("name", bundled_codebooks())
def test_a_bundled_codebook_survives_qdc(name: str) -> None:
    book = load_codebook(bundled_codebooks()[name])
    data = to_qdc(book)
    assert data == to_qdc(book)
    assert written_out(from_qdc(data, Findings(f"{name}.qdc"))) == written_out(book, "")


@needs_shared
@pytest.mark.parametrize("name", bundled_codebooks())
def test_our_qdc_is_valid_by_the_standards_schema(name: str) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(SHARED / "samples" / "refi" / "xsd" / "Codebook.xsd"))
    schema.assertValid(etree.fromstring(to_qdc(load_codebook(bundled_codebooks()[name]))))


@needs_shared
@pytest.mark.parametrize(
    ("file", "n"),
    [
        ("atlasti_win_9.0.19.qdc", 5),
        ("taguette_1.4.1.qdc", 3),
        ("taguette_1.5.2_carpentries.qdc", 6),
        ("mastodonmoodboard.qdc", 44),
        ("portableqda_diff.qdc", 2),
        ("spec_1.5_annexA1.qdc", 6),
    ],
)
def test_qdc_of_other_programs(file: str, n: int) -> None:
    said: list[str] = []
    book = read_codebook(SHARED / "samples" / "refi" / file, said.append)
    codes = {code.name: code for _path, code in code_paths(book)}
    assert len(codes) == n
    folders = {"atlasti_win_9.0.19.qdc": "1 folder", "spec_1.5_annexA1.qdc": "2 folders"}
    assert [line.partition(", which")[0].rpartition(": ")[2] for line in said] == (
        [folders[file]] if file in folders else []
    )
    if file.startswith("atlasti"):
        assert [code.name for code in codes["code1"].codes] == ["code1.1"]
        assert len(book.themes) == 2
    if file.startswith("spec"):
        assert codes["Economy"].colour == "#ffff00"
        assert codes["Economy"].definition == "Anything about jobs or taxes or business"


def test_what_is_no_qdc_is_refused() -> None:
    with pytest.raises(BadCodebook, match=r"x\.qdc:2: not XML"):
        from_qdc(b"<CodeBook>\n<Codes></CodeBook>", Findings("x.qdc"))
    with pytest.raises(BadCodebook, match="no REFI-QDA codebook"):
        from_qdc(b"<Project/>", Findings("x.qdc"))
    entities = (
        b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><CodeBook><Codes><Code guid="1" name="a">'
    )
    with pytest.raises(BadCodebook, match="entities"):
        from_qdc(entities + b"<Description>&x;</Description></Code></Codes></CodeBook>", Findings("x.qdc"))


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["codebook", "list"]) == 0
    assert "danermark-cullberg" in capsys.readouterr().out
    project = ["-p", str(tmp_path / "p.qwb")]
    assert run(["new", project[1]]) == 0
    assert run(["codebook", "list", "--bundled", "--format", "csv"]) == 0
    listed = capsys.readouterr().out
    assert all(f"\n{name}," in listed for name in bundled_codebooks())
    assert run([*project, "codebook", "import", "larandeseminarier"]) == 0
    assert "60 new codes" in capsys.readouterr().err
    assert run([*project, "codebook", "export", "-o", str(tmp_path / "ut.yaml")]) == 0
    back = load_codebook(tmp_path / "ut.yaml")
    assert len(list(back.all_themes())) == 27
    assert run([*project, "codebook", "import", str(tmp_path / "ut.yaml")]) == 0
    assert "0 new codes, 60 known" in capsys.readouterr().err
    assert run([*project, "codebook", "export", "-o", str(tmp_path / "ut.csv")]) == 0
    assert len(list(code_paths(read_codebook(tmp_path / "ut.csv")))) == 60
    assert run([*project, "codebook", "list", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 61
    assert run([*project, "codebook", "import", "finns-inte"]) == 2
    assert "no bundled codebook 'finns-inte'" in capsys.readouterr().err
    (tmp_path / "fel.yaml").write_text("codebook: x\ncodes:\n- nam: y\n", "utf-8")
    assert run([*project, "codebook", "import", str(tmp_path / "fel.yaml")]) == 2
    assert "fel.yaml:3: unknown key 'nam'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "heads", ["document,tag,content,id", "Dokument;Kod;Segment", "Document name\tCode\tSegment\tComment"]
)
def test_coded_passages_are_sent_to_import(heads: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"{heads}\na\n", encoding="utf-8")
    with pytest.raises(BadCodebook, match="coded passages") as refused:
        read_codebook(tmp_path / "x.csv")
    assert "qualwb import" in refused.value.hint


@pytest.mark.parametrize("heads", ["file\trepo\tpath\tnote", "name\tage"])
def test_a_table_of_other_things_is_no_codebook(heads: str, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(f"{heads}\na\tb\tc\td\n", encoding="utf-8")
    with pytest.raises(BadCodebook, match="no column of code names"):
        read_codebook(tmp_path / "x.tsv")


@pytest.mark.parametrize("heads", ["name", "code\tage", "namn\tbeskrivning"])
def test_a_table_that_names_codes_is_one(heads: str, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(f"{heads}\na\n", encoding="utf-8")
    assert [code.name for code in read_codebook(tmp_path / "x.tsv").codes] == ["a"]
