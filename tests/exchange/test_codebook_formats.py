"""The formats of codebooks by the end of a file's name, and the paths that codes stand under."""

from pathlib import Path

import pytest

from qualwb.acts.bundled import bundled_codebooks
from qualwb.acts.codebook_file import load_codebook
from qualwb.acts.codebook_input import BadCodebook
from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_formats import (
    READERS,
    WRITERS,
    read_codebook,
    suffixes_written,
    write_codebook,
)
from qualwb.exchange.codebooks.codebook_paths import code_paths, joined, steps_of, theme_paths
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.markdown_page import codebook_markdown
from qualwb.exchange.codebooks.qdc import from_qdc
from tests.acts.test_codebooks import written_out

pytestmark = pytest.mark.file_only

BOOK = Codebook(
    "bok",
    reference="Efternamn, F. (2010). Titel.",
    themes=(
        ThemeEntry("A", claim="alla", themes=(ThemeEntry("B", codes=(CodeEntry("x"), CodeEntry("y"))),)),
    ),
    codes=(CodeEntry("x", definition="om x", codes=(CodeEntry("z"),)), CodeEntry("lös")),
)


@pytest.mark.parametrize("suffix", suffixes_written())
def test_every_format_is_written_by_the_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bok{suffix}"
    write_codebook(BOOK, path)
    assert path.stat().st_size > 100
    write_codebook(BOOK, tmp_path / "bok.data", suffix=suffix)
    assert (tmp_path / "bok.data").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("suffix", sorted({*READERS} & {*WRITERS, ".csv", ".xlsx"}))
def test_what_is_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    book = load_codebook(bundled_codebooks()["larandeseminarier"])
    path = tmp_path / f"larandeseminarier{suffix}"
    write_codebook(book, path)
    back = read_codebook(path)
    assert written_out(back, "") == written_out(book, "")


def test_a_name_that_says_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="no format that can be written"):
        write_codebook(BOOK, tmp_path / "bok")
    (tmp_path / "bok").write_text("code\nx\n", "utf-8")
    with pytest.raises(QualwbError, match="no codebook format"):
        read_codebook(tmp_path / "bok")


def test_yaml_in_another_character_set_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bok.yml"
    path.write_bytes("codebook: bok\ncodes:\n- name: åäö\n".encode("utf-16"))
    assert [code.name for code in read_codebook(path).codes] == ["åäö"]


def test_a_table_needs_a_name_on_each_line(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    path.write_text("code,memo\nx,ett\n,inget namn\n > ,ett tomt\n", "utf-8")
    with pytest.raises(BadCodebook, match=r"bok\.csv:4: the name is empty"):
        read_codebook(path)


def test_a_third_of_the_same_name_is_numbered(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    path.write_text("code\nA > x\nB > A > x\nC > A > x\n", "utf-8")
    told: list[str] = []
    names = {code.name for code, _above in read_codebook(path, told.append).all_codes()}
    assert names == {"A", "x", "B", "A (B)", "x (A)", "C", "A (C)", "x (A) 2"}
    assert [line.rpartition(" ")[0].partition(":")[2][:2] for line in told] == ["3:", "3:", "4:", "4:"]
    assert told[-1] == "bok.csv:4: 'C > A > x' stands elsewhere too; taken as 'x (A) 2'."


def test_a_member_that_is_no_code_is_left_aside_and_told() -> None:
    data = b"""<CodeBook><Codes><Code guid="1" name="x"/></Codes>
<Sets><Set name="A"><MemberCode guid="1"/><MemberCode guid="9"/></Set></Sets></CodeBook>"""
    found = Findings("bok.qdc")
    book = from_qdc(data, found)
    assert [[code.name for code in theme.codes] for theme in book.themes] == [["x"]]
    assert found.refused == ["bok.qdc:2: a member of 'A' is no code of the file; left aside."]


def test_paths_go_from_the_top() -> None:
    assert [joined(path) for path, _theme in theme_paths(BOOK.themes)] == ["A", "A > B"]
    assert {joined(path): code.definition for path, code in code_paths(BOOK)} == {
        "x": "om x",
        "y": "",
        "x > z": "",
        "lös": "",
    }
    assert [steps_of(path) for path in ("a > b", "a>>b", "a\\b", "a::b", "a -> b => c")] == [
        *([["a", "b"]] * 4),
        ["a -> b => c"],
    ]


def test_a_page_has_reference_claims_and_codes_without_a_theme() -> None:
    page = codebook_markdown(BOOK)
    assert "Efternamn, F. (2010). Titel." in page
    assert "Claim: alla" in page
    assert page.index("### B") < page.index("## Codes without a theme") < page.index("- **lös**")
