"""``export data``: tables that other programs read by the dictionary, and that join by their ids."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualwb.acts import corrections
from qualwb.acts.codings import apply
from qualwb.acts.memos import write
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.dataset import codebook, codings, material, work
from qualwb.analysis.dataset.whole import dataset
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.exchange.dataset.coding_columns import coding_columns
from qualwb.exchange.dataset.columns import DataTable
from qualwb.exchange.dataset.data_files import data_files
from qualwb.exchange.dataset.data_tables import data_tables
from qualwb.exchange.dataset.data_workbook import data_workbook
from qualwb.exchange.dataset.lines import as_data_csv, as_json_lines
from qualwb.model import Group, Participant
from qualwb.safe_text import cleaned
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.projects import new_project, place_of

FORMULA = "=1+1 är inte två"
TALK = (
    ("M", "Hur var det, 👩‍👩‍👧?"),
    ("Åsa", 'Det var "otydligt", 𝔘𝔫𝔦 sa\ningenting; ja.'),
    ("Björn", FORMULA),
    ("Flera", "NA"),
    ("Åsa", "Ö, å andra sidan."),
)
OTHERS = ((None, "Rubrik"), ("Åsa", "Vi åkte."))
TABLES = {
    *("codings", "sources", "groups", "participants", "turns", "questions", "codes", "themes"),
    *("theme_codes", "memos", "coders", "rounds"),
}
TYPES = {
    "string": str,
    "integer": lambda text: int(re.fullmatch(r"-?\d+", text)[0]),
    "float": lambda text: float(re.fullmatch(r"-?\d+\.\d+(?:e[+-]\d+)?", text)[0]),
    "boolean": {"true": True, "false": False}.__getitem__,
    "datetime": datetime.fromisoformat,
}


def build(made: Builder) -> None:
    made.question("Början")
    made.group("Grupp 1", kommun="0180", år=2010, uid="egen")
    made.source("s1", "Grupp 1", TALK, {"M": "moderator"}, ["Flera"], ["Början", "Början"])
    made.source("s2", "Grupp 2", OTHERS, attributes={"längd min": "61.5"})
    for group, alias, attributes in (
        ("Grupp 1", "Åsa", {"Ålder": "34", "svar": "ja", "van": True}),
        ("Grupp 1", "Björn", {"Ålder": 51, "svar": "nej", "van": False}),
        ("Grupp 2", "Åsa", {"Ålder": "", "svar": "ja"}),
    ):
        made.act.update(Participant, made.people[group, alias], attributes=attributes)
    made.code("Möten")
    made.code("nytta > allt", "Möten")
    made.theme("Huvud")
    made.theme("Bra; dåligt", ["nytta > allt", "NA"], "Huvud")
    made.theme("Annat", ["NA"])
    whole = (0, len(made.texts["s1"]))
    made.coding("s1", whole, "nytta > allt", cited=True)
    made.coding("s1", whole, "nytta > allt", coder="bo", round="två")
    made.coding("s1", FORMULA, "NA", origin="in vivo")
    made.coding("s1", "NA", "Möten")
    made.coding("s2", "Vi åkte.", "Möten")
    made.coding("s2", (0, 6), "NA")
    made.coding("s1", (3, 9), "Möten", orphaned=True)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    with new_project(tmp_path_factory.mktemp("data") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build(Builder(act))
        with project.reading() as connection:
            passage = passage_quoted(connection, "s1", FORMULA)
        researcher = Researcher(project, "ann")
        write(researcher, "+ viktigt\n- mer", target="passage", passage=passage)
        write(researcher, "Om koden.", target="code", name="NA")
        yield project


def export(project: ProjectFile, *words: object) -> int:
    return run(["-p", place_of(project), "export", "data", *map(str, words)])


def csv_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def typed(folder: Path) -> dict[str, list[dict]]:
    """The tables as a program reads them that goes by the dictionary alone."""
    tables: dict[str, list[dict]] = {}
    described: dict[str, dict[str, dict[str, str]]] = {}
    for column in csv_rows(folder / "dictionary.csv"):
        described.setdefault(column["table"], {})[column["column"]] = column
    for table, columns in described.items():
        rows = csv_rows(folder / f"{table}.csv")
        for row in rows:
            assert list(row) == list(columns)
        tables[table] = [{name: cell_of(columns[name], cell) for name, cell in row.items()} for row in rows]
    return tables


def cell_of(column: dict[str, str], cell: str) -> object:
    where = f"{column['table']}.{column['column']}"
    if cell == "":
        assert column["missing"], f"{where} is empty, and the dictionary says that no cell is"
        return [] if column["list_separator"] else None
    value = TYPES[column["type"]](cell)
    if column["list_separator"]:
        return cell.split(column["list_separator"])
    assert not column["allowed"] or cell in column["allowed"].split(", "), where
    return value


@pytest.fixture
def read(coded: ProjectFile, tmp_path: Path) -> dict[str, list[dict]]:
    assert export(coded, tmp_path / "ut") == 0
    return typed(tmp_path / "ut")


def by(rows: list[dict], *key: str) -> dict[object, dict]:
    found = {tuple(row[name] for name in key) if len(key) > 1 else row[key[0]]: row for row in rows}
    assert len(found) == len(rows), f"{key} is no key"
    return found


def test_each_table_is_read_back_by_the_types_of_the_dictionary(read: dict[str, list[dict]]) -> None:
    assert {*read} == {*TABLES, "dictionary"}
    assert [len(read[name]) for name in ("codings", "turns", "memos", "theme_codes")] == [7, 7, 2, 3]
    first = read["codings"][0]
    assert (first["start"], first["cited"], first["created_at"].tzinfo is not None) == (0, True, True)


def test_passages_stand_in_the_texts_that_their_ids_lead_to(read: dict[str, list[dict]]) -> None:
    sources = by(read["sources"], "source_uid")
    standing = [row for row in read["codings"] if not row["orphaned"]]
    assert len(standing) == 6
    for row in (*standing, *(memo for memo in read["memos"] if memo["start"] is not None)):
        source = sources[row["source_uid"]]
        assert source["text"][row["start"] : row["end"]] == row["quote"]
        assert source["text_version"] == row["text_version"]
    for row in read["turns"]:
        assert sources[row["source_uid"]]["text"][row["start"] : row["end"]] == (row["text"] or "")


def test_codings_join_their_turns_and_people(read: dict[str, list[dict]]) -> None:
    turns, people = by(read["turns"], "source_uid", "turn"), by(read["participants"], "participant_uid")
    for row in (one for one in read["codings"] if not one["orphaned"]):
        spoken = [
            turns[row["source_uid"], number] for number in range(row["turn_first"], row["turn_last"] + 1)
        ]
        assert all(turn["start"] < row["end"] and row["start"] < turn["end"] for turn in spoken)
        assert row["words"] == sum(turn["words"] for turn in spoken)
        assert row["speakers"] == [*dict.fromkeys(turn["speaker"] for turn in spoken if turn["speaker"])]
        heard = [*dict.fromkeys(turn["participant_uid"] for turn in spoken if turn["participant_uid"])]
        assert row["participant_uids"] == heard
        assert row["participants"] == [people[uid]["participant"] for uid in heard]
        assert row["roles"] == [people[uid]["role"] for uid in heard]
        assert (row["time_start"], row["time_end"]) == (spoken[0]["time_start"], spoken[-1]["time_end"])
    first = read["codings"][0]
    assert (first["speakers"], first["questions"]) == (["M", "Åsa", "Björn", "Flera"], ["Början"])
    assert first["participants"] == ["M", "Åsa", "Björn"]


def test_every_id_is_found_where_the_dictionary_says(read: dict[str, list[dict]]) -> None:
    for column in read["dictionary"]:
        if column["references"]:
            table, key = column["references"].split(".")
            known = by(read[table], key)
            for row in read[column["table"]]:
                held = row[column["column"]]
                ids = held if isinstance(held, list) else [held] if held is not None else []
                assert all(uid in known for uid in ids), column


def test_an_orphan_has_its_old_place_and_nobody(read: dict[str, list[dict]]) -> None:
    (orphan,) = (row for row in read["codings"] if row["orphaned"])
    assert (orphan["start"], orphan["end"], orphan["text_version"], orphan["words"]) == (3, 9, 1, 2)
    assert orphan["turn_first"] is None
    assert orphan["speakers"] == orphan["participant_uids"] == []


def test_texts_are_exact_whatever_they_begin_with(read: dict[str, list[dict]]) -> None:
    assert FORMULA in {row["quote"] for row in read["codings"]}
    assert {row["text"] for row in read["memos"]} == {"+ viktigt\n- mer", "Om koden."}
    assert "NA" in {row["text"] for row in read["turns"]} & {row["code"] for row in read["codes"]}


def test_trees_and_themes_are_whole_by_ids(read: dict[str, list[dict]]) -> None:
    codes, themes = by(read["codes"], "code"), by(read["themes"], "theme")
    assert codes["nytta > allt"]["parent_code_uid"] == codes["Möten"]["code_uid"]
    assert themes["Bra; dåligt"]["parent_theme_uid"] == themes["Huvud"]["theme_uid"]
    (formula,) = (row for row in read["codings"] if row["quote"] == FORMULA)
    gathered = [row["theme_uid"] for row in read["theme_codes"] if row["code_uid"] == formula["code_uid"]]
    assert (
        formula["theme_uids"] == gathered == [themes[name]["theme_uid"] for name in ("Bra; dåligt", "Annat")]
    )


def test_attributes_are_columns_of_their_own_kind(read: dict[str, list[dict]]) -> None:
    types = {row["column"]: row["type"] for row in read["dictionary"] if row["table"] != "codings"}
    assert (types["group_kommun"], types["group_år"], types["group_uid_2"]) == ("string", "integer", "string")
    assert (types["source_längd_min"], types["participant_ålder"]) == ("float", "integer")
    assert types["participant_van"] == "boolean"
    people = by(read["participants"], "group", "participant")
    assert people["Grupp 1", "Åsa"]["participant_ålder"] == 34
    assert people["Grupp 2", "Åsa"]["participant_ålder"] is None
    assert by(read["groups"], "group")["Grupp 1"]["group_kommun"] == "0180"
    first = read["codings"][0]
    assert first["participant_svar"] == ["ja", "nej"]
    assert first["participant_ålder"] == ["34", "51"]
    assert first["group_uid_2"] == "egen"


def test_json_lines_say_the_same_with_arrays(coded: ProjectFile, tmp_path: Path) -> None:
    assert export(coded, tmp_path / "c") == 0
    assert export(coded, tmp_path / "j", "--format", "jsonl") == 0
    assert {path.name for path in (tmp_path / "j").iterdir()} == {
        *(f"{name}.jsonl" for name in TABLES),
        *("dictionary.csv", "README.md"),
    }
    tables = typed(tmp_path / "c")
    types = {(row["table"], row["column"]): row for row in tables["dictionary"]}
    for name in TABLES:
        lines = [json.loads(line) for line in (tmp_path / "j" / f"{name}.jsonl").open(encoding="utf-8")]
        for line, row in zip(lines, tables[name], strict=True):
            for column, cell in row.items():
                told = line[column]
                if types[name, column]["type"] == "datetime":
                    told = told and datetime.fromisoformat(told)
                if types[name, column]["list_separator"]:
                    told = types[name, column]["list_separator"].join(told)
                    cell = types[name, column]["list_separator"].join(cell)
                assert told == cell
                assert type(told) is type(cell)
    formula = next(
        line for line in map(json.loads, (tmp_path / "j" / "codings.jsonl").open()) if line["cited"]
    )
    assert (formula["themes"], formula["code_path"]) == (["Bra; dåligt"], ["Möten", "nytta > allt"])


def test_a_workbook_has_the_dictionary_first_and_typed_cells(coded: ProjectFile, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    assert export(coded, path) == 0
    book = load_workbook(path)
    assert book.sheetnames[:3] == ["dictionary", "about", "codings"]
    assert {*book.sheetnames} == {*TABLES, "dictionary", "about"}
    head, first, *rest = book["codings"].iter_rows(values_only=True)
    told = dict(zip(head, first, strict=True))
    assert (told["start"], told["cited"], told["turn_last"]) == (0, True, 5)
    assert told["participants"] == "M; Åsa; Björn"
    quotes = [row[head.index("quote")] for row in rest]
    assert FORMULA in quotes
    assert "text" not in next(book["sources"].iter_rows(values_only=True))
    described = {(row[0], row[1]) for row in book["dictionary"].iter_rows(values_only=True)}
    assert {("codings", name) for name in head} <= described
    first_bytes = path.read_bytes()
    assert export(coded, path) == 0
    assert path.read_bytes() == first_bytes


def test_a_text_longer_than_excel_takes_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source("s1", "G", [("A", "ord " * 9_000)])
            made.coding("s1", (0, 36_000), "allt")
        assert export(project, tmp_path / "d.xlsx") == 0
        told = capsys.readouterr().err
        assert "codings.quote: 1 text is longer" in told
        assert "turns.text: 1 text" in told
        assert export(project, tmp_path / "d") == 0
        assert typed(tmp_path / "d")["codings"][0]["quote"] == "ord " * 9_000


def test_a_table_that_no_sheet_holds_is_refused_not_cut() -> None:
    columns = coding_columns()[2:3]
    table, words = (
        DataTable("x", "", (), columns, [("a",)] * 2**20),
        DataTable("dictionary", "", (), columns, []),
    )
    with pytest.raises(QualwbError, match="x has more rows"):
        data_workbook(words, [], [table])


def test_files_are_plain_utf_8_and_the_same_each_time(
    coded: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ny" / "data"
    for told in ("Wrote", "in place of the one there"):
        assert export(coded, folder) == 0
        assert capsys.readouterr().err.count(told) == len(TABLES) + 2
        found = {path.name: path.read_bytes() for path in folder.iterdir()}
        if told == "Wrote":
            first = found
    assert found == first
    for content in found.values():
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_headings_are_the_same_in_swedish(
    coded: ProjectFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export(coded, tmp_path / "en") == 0
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert export(coded, tmp_path / "sv") == 0
    for name in TABLES:
        assert (tmp_path / "sv" / f"{name}.csv").read_bytes() == (
            tmp_path / "en" / f"{name}.csv"
        ).read_bytes()


def test_the_readme_tells_of_files_coders_and_orphans(coded: ProjectFile, tmp_path: Path) -> None:
    assert export(coded, tmp_path) == 0
    text = (tmp_path / "README.md").read_text("utf-8")
    assert all(f"| {name}.csv |" in text for name in (*TABLES, "dictionary"))
    assert "Coded by ann (1), bo (två)" in text
    assert "1 coding lost its place" in text
    assert "fewer than 5" in text
    types = re.search(r'col_types = "([a-zA-Z]+)"', text)
    assert types is not None
    assert len(types[1]) == len(csv_rows(tmp_path / "codings.csv")[0])


def test_the_code_for_pandas_is_python(coded: ProjectFile) -> None:
    with coded.reading() as connection:
        found = dataset(connection)
    for format_ in ("csv", "jsonl"):
        text = dict(data_files(found, "p", format_))["README.md"].decode()
        code = text.split("```python\n")[1].split("```")[0]
        names = compile(code, "README.md", "exec").co_names
        assert {"dictionary", "read_data", "codings"} <= {*names}


@pytest.mark.parametrize(
    ("words", "quotes", "groups"),
    [
        (["--group", "Grupp 2"], {"Vi åkte.", "Rubrik"}, {"Grupp 2"}),
        (
            ["--participant", "Grupp 1/Björn"],
            {FORMULA, "\n".join(words for _who, words in TALK)},
            {"Grupp 1"},
        ),
        (["--cited"], {"\n".join(words for _who, words in TALK)}, {"Grupp 1", "Grupp 2"}),
        (["--in-round", "två"], {"\n".join(words for _who, words in TALK)}, {"Grupp 1", "Grupp 2"}),
    ],
)
def test_a_selection_narrows_codings_and_material(
    coded: ProjectFile, tmp_path: Path, words: list[str], quotes: set[str], groups: set[str]
) -> None:
    assert export(coded, tmp_path, *words) == 0
    tables = typed(tmp_path)
    assert {row["quote"] for row in tables["codings"]} == quotes
    assert {row["group"] for row in tables["codings"]} <= groups
    if "--participant" not in words:
        assert {row["group"] for row in tables["sources"]} == groups
    test_every_id_is_found_where_the_dictionary_says(tables)


def test_all_rounds_and_the_moderator_are_in_it_unless_asked(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source("s1", "G", [("M", "Och sen?"), ("A", "Ja.")], {"M": "moderator"})
            made.coding("s1", "Och sen?", "fråga")
            made.coding("s1", "Ja.", "svar", round="två")
        assert run(["-q", "-p", place_of(project), "rounds", "use", "två"]) == 0
        assert export(project, tmp_path / "d") == 0
    assert [row["quote"] for row in csv_rows(tmp_path / "d" / "codings.csv")] == ["Och sen?", "Ja."]


def test_a_project_without_codings_has_tables_of_headings(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        assert export(project, tmp_path / "d") == 0
        assert export(project, tmp_path / "j", "--format", "jsonl") == 0
        assert export(project, tmp_path / "d.xlsx") == 0
    tables = typed(tmp_path / "d")
    assert {name for name in TABLES if tables[name]} == {"rounds"}
    assert (tmp_path / "d" / "codings.csv").read_text().split("\n")[0].startswith("coding_uid,source_uid")
    assert (tmp_path / "j" / "codings.jsonl").read_text() == ""
    assert load_workbook(tmp_path / "d.xlsx")["codings"]["A1"].value == "coding_uid"


def test_unsafe_characters_of_an_edited_file_part_no_cells() -> None:
    table = DataTable("x", "", (), coding_columns()[2:3], [("a\x85b",), ("c\x1b\x00d",), ("e\u202ef",)])
    assert as_data_csv(table) == 'source\n"a\nb"\ncd\nef\n'
    assert [json.loads(line) for line in as_json_lines(table).splitlines()] == [
        {"source": "a\nb"},
        {"source": "cd"},
        {"source": "ef"},
    ]


def test_every_field_that_is_read_has_a_column(coded: ProjectFile) -> None:
    with coded.reading() as connection:
        tables = {table.name: table for table in data_tables(dataset(connection))}
    records = {
        "codings": codings.FlatCoding,
        "sources": material.FlatSource,
        "groups": material.FlatGroup,
        "participants": material.FlatParticipant,
        "turns": material.FlatTurn,
        "questions": material.FlatQuestion,
        "codes": codebook.FlatCode,
        "themes": codebook.FlatTheme,
        "theme_codes": codebook.FlatThemeCode,
        "memos": work.FlatMemo,
        "coders": work.FlatCoder,
        "rounds": work.FlatRound,
    }
    assert {*records} == TABLES
    for name, record in records.items():
        fields = [field for field in record._fields if field != "attributes"]
        assert [column.name for column in tables[name].columns][: len(fields)] == fields
        headings = [column.name.casefold() for column in tables[name].columns]
        assert len(set(headings)) == len(headings)


def test_wrong_use_is_one_line(
    coded: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(coded, tmp_path / "d", "--group", "Grupp 9") == 2
    assert "Grupp 9" in capsys.readouterr().err
    assert export(coded, tmp_path / "d.xlsx", "--format", "jsonl") == 2
    (tmp_path / "fil").write_text("")
    assert export(coded, tmp_path / "fil") == 2
    assert export(coded, tmp_path / "d", "--format", "parquet") == 2
    assert export(coded, tmp_path / "d.csv") == 2
    assert "d.csv: name a folder" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()
    assert not (tmp_path / "d.csv").exists()
    assert (tmp_path / "fil").read_text() == ""


def test_attributes_that_are_alike_have_headings_of_their_own(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source("s1", "G", [("A", "Ja.")])
            act.update(
                Group, made.groups["G"], attributes={"a b": "1", "A-b": "x", "?": [1], "org": 5560000000}
            )
        assert export(project, tmp_path / "d") == 0
    (group,) = typed(tmp_path / "d")["groups"]
    assert [*group][3:] == ["group_attribute", "group_a_b", "group_a_b_2", "group_org"]
    assert [*group.values()][3:] == ["[1]", "x", 1, "5560000000"]


def test_after_a_correction_codings_stand_in_the_new_text_and_orphans_in_the_old(
    material: Researcher, tmp_path: Path
) -> None:
    with material.project.reading() as connection:
        old = dataset(connection).sources[0].text
        gone, kept = (
            passage_quoted(connection, "Intervju 1", words) for words in ("otydligt", "👩‍👩‍👧 av det.")
        )
    for passage in (gone, kept):
        apply(material, passage, ["kod"], create=True)
    corrections.replace(material, "Intervju 1", gone.start, gone.end, "")
    assert export(material.project, tmp_path) == 0
    tables = typed(tmp_path)
    (source,) = tables["sources"]
    coding = {row["orphaned"]: row for row in tables["codings"]}
    versions = (source["text_version"], coding[False]["text_version"], coding[True]["text_version"])
    assert versions == (2, 2, 1)
    stands, lost = (slice(coding[which]["start"], coding[which]["end"]) for which in (False, True))
    assert source["text"][stands] == coding[False]["quote"] == "👩‍👩‍👧 av det."
    assert old[lost] == coding[True]["quote"] == "otydligt"


CELLS = st.lists(
    st.tuples(st.text().map(cleaned), st.lists(st.text('aå𝔘 ,"=\n', min_size=1), max_size=3).map(tuple)),
    max_size=5,
)


@given(CELLS)
def test_any_text_comes_back_from_csv_and_json_lines(rows: list[tuple[str, tuple[str, ...]]]) -> None:
    columns = (coding_columns()[2], coding_columns()[9])
    table = DataTable("x", "", (), columns, rows)
    _head, *read = csv.reader(io.StringIO(as_data_csv(table), newline=""))
    assert read == [[text, "; ".join(names)] for text, names in rows]
    lines = [json.loads(line) for line in io.StringIO(as_json_lines(table), newline="\n")]
    assert [(line["source"], line["themes"]) for line in lines] == [
        (text or None, list(names)) for text, names in rows
    ]
