"""Codes and sets of REFI-QDA: those of other programs, tolerantly and with bounds; ours by the schema."""

import csv
import zipfile
from pathlib import Path

import pytest

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.codebook_input import BadCodebook
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_formats import ReadingChoices, codebook_in
from qualwb.exchange.codebooks.codebook_paths import code_paths, joined, theme_paths
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.qdc import from_qdc, to_qdc
from qualwb.exchange.codebooks.refi_codes import read_codes, read_sets, write_codes, write_sets
from qualwb.exchange.hardened_xml import bare_guid, child, parse_refi
from tests.conftest import SHARED, needs_shared

REFI = SHARED / "samples" / "refi"
ONE, TWO, THREE = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))


def sources() -> list[dict[str, str]]:
    """The rows of the samples' table; none where the samples are not there."""
    table = REFI / "SOURCES.tsv"
    return list(csv.DictReader(table.open(encoding="utf-8"), delimiter="\t")) if table.exists() else []


def qdc(codes: str, sets: str = "") -> bytes:
    return f"<CodeBook><Codes>{codes}</Codes>{sets}</CodeBook>".encode()


def read(data: bytes, *, folders_as_themes: bool = False) -> tuple[Codebook, Findings]:
    findings = Findings("a.qdc")
    return from_qdc(data, findings, folders_as_themes=folders_as_themes), findings


@needs_shared
@pytest.mark.parametrize("row", [r for r in sources() if r["file"].endswith(".qdc")], ids=lambda r: r["file"])
def test_every_codebook_sample_has_the_codes_and_sets_it_is_known_for(row: dict[str, str]) -> None:
    found = codebook_in(REFI / row["file"])
    paths = [path for path, _code in code_paths(found.codebook)]
    assert len(paths) == int(row["codes"])
    assert max(map(len, paths)) == int(row["depth"])
    assert sum(1 for _theme in found.codebook.all_themes()) == int(row["sets"])
    assert found.findings.refused == []


@needs_shared
@pytest.mark.parametrize(
    "row", [r for r in sources() if r["file"].endswith(".qdpx")], ids=lambda r: r["file"]
)
def test_every_project_sample_has_the_codes_it_is_known_for(row: dict[str, str]) -> None:
    with zipfile.ZipFile(REFI / row["file"]) as packed:
        name = next(name for name in packed.namelist() if name.lower().endswith(".qde"))
        root = parse_refi(packed.read(name), name)
    findings = Findings(name)
    book = child(root, "CodeBook")
    codes = read_codes(root if book is None else book, findings)
    read_sets(root, codes)
    assert len(codes.codes) == len(list(code_paths(codes.codebook()))) == int(row["codes"])
    assert len(codes.code_by_guid) == int(row["codes"])
    assert findings.refused == []


def test_folders_are_codes_unless_they_are_asked_for_as_themes() -> None:
    data = qdc(
        "<Code name='Mapp' isCodable='false'><Description>om</Description>"
        "<Code name='Under' isCodable='false'><Code name='x' guid='1'><Code name='y'/></Code></Code>"
        "<Code name='z'><Code name='inne' isCodable='0'/></Code></Code>"
    )
    book, findings = read(data)
    assert next(joined(path) for path, _code in code_paths(book)) == "Mapp"
    assert findings.remarks == ["a.qdc:1: 3 folders, which are not to be coded, are taken as codes."]
    book, findings = read(data, folders_as_themes=True)
    assert {
        joined(path): [code.name for code in theme.codes] for path, theme in theme_paths(book.themes)
    } == {
        "Mapp": ["z"],
        "Mapp > Under": ["x"],
    }
    assert {joined(path) for path, _code in code_paths(book)} == {"x", "x > y", "z", "z > inne"}
    assert book.themes[0].definition == "om"
    assert findings.remarks == ["a.qdc:1: 1 folder, which is not to be coded, is taken as a code."]


def test_two_codes_of_one_name_stay_two() -> None:
    book, findings = read(qdc(f"<Code name='x' guid='{ONE}'/><Code name='X' guid='{{{TWO.upper()}}}'/>"))
    assert [(code.name, code.guid) for code in book.codes] == [("x", ONE), ("X 2", TWO)]
    assert findings.remarks == ["a.qdc:1: 'X' stands elsewhere too; taken as 'X 2'."]


def test_a_guid_twice_is_said_and_the_first_keeps_it() -> None:
    sets = f"<Sets><Set name='T' guid='{TWO}'><MemberCode guid='{ONE}'/></Set></Sets>"
    book, findings = read(qdc(f"<Code name='x' guid='{ONE}'/><Code name='y' guid='{ONE}'/>", sets))
    assert [code.guid for code in book.codes] == [ONE, ""]
    assert [code.name for code in book.themes[0].codes] == ["x"]
    assert findings.remarks == ["a.qdc:1: 'y' has the GUID of another; it gets one of its own."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_mark_version_order_and_blank_lines(encoding: str) -> None:
    text = (
        "<?xml version='1.0' encoding='{e}'?>\n<q:CodeBook xmlns:q='urn:QDA-XML:codebook:0:4'><!-- å -->"
        "<q:Sets><q:Set name='T'><q:MemberCode guid='{{A}}'/></q:Set></q:Sets><q:Codes><q:Code guid='a' "
        "name='åäö' color='#FFF'><q:Code name='under'/></q:Code></q:Codes></q:CodeBook>\n\n"
    ).format(e=encoding.removesuffix("-sig"))
    book, findings = read(text.encode(encoding))
    assert [code.name for code in book.themes[0].codes] == ["åäö"]
    assert (book.codes[0].colour, book.codes[0].codes[0].name) == ("#ffffff", "under")
    assert findings.all() == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE c [<!ENTITY a 'x'>]><CodeBook><Codes><Code name='&a;'/></Codes></CodeBook>", "entities"),
        ("<!DOCTYPE c [<!ENTITY a 'x'>]><CodeBook/>".encode("utf-16"), "entities"),
        (b"<CodeBook><Codes>" + b"<Code name='a'>" * 100_000, "nested too deep"),
        (b"<CodeBook><Codes>" + b"<Code name='a'>" * 60 + b"</Code>" * 60 + b"</Codes></CodeBook>", "levels"),
        (b"\x00\x01\x02", "not XML"),
        (b"", "not XML"),
        (b"<Project/>", "no REFI-QDA codebook"),
    ],
)
def test_what_is_hostile_or_no_codebook_is_refused_in_a_line(data: bytes, why: str) -> None:
    with pytest.raises(BadCodebook, match=why) as caught:
        read(data)
    assert str(caught.value).startswith("a.qdc:1: ")
    assert str(caught.value).isprintable()


def test_a_guid_is_compared_without_braces_and_case() -> None:
    assert bare_guid(" {ABCD-1}\n") == "abcd-1"
    assert bare_guid(None) == ""


BOOK = Codebook(
    "bok",
    themes=(ThemeEntry("T", guid=THREE, memos=(MemoEntry("om T"),), codes=(CodeEntry("x"),)),),
    codes=(CodeEntry("x", guid=ONE, memos=(MemoEntry("om x", "idea"),), codes=(CodeEntry("y", guid=TWO),)),),
)


def test_a_qdc_has_the_stable_ids_and_no_empty_sets() -> None:
    root = parse_refi(to_qdc(BOOK), "a.qdc")
    assert [element.get("guid") for element in root.iter("{*}Code", "{*}Set", "{*}MemberCode")] == [
        *(ONE, TWO, THREE, ONE)
    ]
    assert b"Sets" not in to_qdc(Codebook("bok", codes=BOOK.codes))
    with pytest.raises(QualwbError, match="at least one code"):
        to_qdc(Codebook("bok"))


@needs_shared
def test_the_same_functions_write_a_project_that_the_schema_takes() -> None:
    from lxml import etree

    space = "urn:QDA-XML:project:1.0"
    root = etree.Element(f"{{{space}}}Project", {"name": "p", "origin": "qualwb"}, nsmap={None: space})
    book = etree.SubElement(root, f"{{{space}}}CodeBook")
    notes: dict[str, MemoEntry] = {}

    def note(memo: MemoEntry) -> str:
        guid = f"00000000-0000-4000-9000-00000000000{len(notes)}"
        notes[guid] = memo
        return guid

    guids = write_codes(book, BOOK, note=note)
    themes = write_sets(root, BOOK, guids, member="targetGUID", note=note)
    schema = etree.XMLSchema(etree.parse(REFI / "xsd" / "Project.xsd"))
    schema.assertValid(root)
    assert (guids, themes) == ({"x": ONE, "y": TWO}, {"t": THREE})
    assert [memo.text for memo in notes.values()] == ["om x", "om T"]

    back = read_codes(book, Findings("project.qde"))
    read_sets(root, back)
    draft = back.code_by_guid[ONE]
    draft.memos += [notes[guid] for guid in draft.notes]
    assert back.codebook().codes == BOOK.codes
    assert [code.name for code in back.codebook().themes[0].codes] == ["x"]


def test_a_set_of_sources_alone_is_no_theme_in_a_project() -> None:
    root = parse_refi(
        b"<Project><Sets><Set name='S'><MemberSource targetGUID='1'/></Set></Sets></Project>", "p"
    )
    back = read_codes(root, Findings("p"))
    read_sets(root, back)
    assert back.codebook().themes == ()


@needs_shared
def test_reading_choices_reach_the_reader() -> None:
    book = codebook_in(REFI / "spec_1.5_annexA1.qdc", ReadingChoices(folders_as_themes=True)).codebook
    assert [theme.name for theme in book.themes] == ["Topics", "Values"]
    assert len(book.codes) == 4


def test_paths_by_points_on_request_alone(tmp_path: Path) -> None:
    file = tmp_path / "taguette.csv"
    file.write_text("tag,description\nnytta.vardag,om\nA. B,x\n", "utf-8")
    assert [code.name for code in codebook_in(file).codebook.codes] == ["nytta.vardag", "A. B"]
    paths = [joined(path) for path, _code in code_paths(codebook_in(file, ReadingChoices(".")).codebook)]
    assert paths == ["nytta", "nytta > vardag", "A", "A > B"]


def test_levels_in_columns_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "maxqda.csv"
    file.write_text(
        "Code System,,,Memo,Frequency\nCode System,,,,9\n,A,,om A,4\n,,b,om b,3\n,C,,,2\n", "utf-8"
    )
    found = codebook_in(file)
    assert {joined(path): code.definition for path, code in code_paths(found.codebook)} == {
        "A": "om A",
        "A > b": "om b",
        "C": "",
    }
    assert found.findings.all() == [
        "maxqda.csv:1: the names are those of 'Code System'; columns that are not read: Frequency."
    ]


def test_names_set_in_and_groups_become_nesting_and_themes(tmp_path: Path) -> None:
    file = tmp_path / "nvivo.csv"
    file.write_text("Name,Description,Files,References\nA,om,1,2\n   b,,1,1\n      c,,1,1\nD,,0,0\n", "utf-8")
    paths = [joined(path) for path, _code in code_paths(codebook_in(file).codebook)]
    assert paths == ["A", "A > b", "A > b > c", "D"]
    file = tmp_path / "atlas.csv"
    file.write_text("Code,Comment,Code groups\nx,om x,G1; G2\ny,,G1\n", "utf-8")
    book = codebook_in(file).codebook
    assert [[code.name for code in theme.codes] for theme in book.themes] == [["x", "y"], ["x"]]


def test_a_memo_beside_a_definition_is_a_memo(tmp_path: Path) -> None:
    file = tmp_path / "kod.csv"
    file.write_text("code,memo,definition\nx,tanke,regel\n", "utf-8")
    (code,) = codebook_in(file).codebook.codes
    assert (code.definition, code.memos) == ("regel", (MemoEntry("tanke"),))


def test_qcs_nested_lists(tmp_path: Path) -> None:
    file = tmp_path / "codebook.yaml"
    file.write_text("# koder\n- en\n- två:\n  - tre\n  - fyra:\n    - fem\n- sex:\n", "utf-8")
    paths = [joined(path) for path, _code in code_paths(codebook_in(file).codebook)]
    assert paths == ["en", "två", "två > tre", "två > fyra", "två > fyra > fem", "sex"]
    file.write_text("- [a]: b\n", "utf-8")
    with pytest.raises(BadCodebook, match=r"codebook\.yaml:1"):
        codebook_in(file)
