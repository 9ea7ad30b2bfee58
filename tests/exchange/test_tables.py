"""Results as tables: each number in its column, and what it means below."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts.passages import passage_quoted
from qualwb.acts.print_rules import propose
from qualwb.analysis.all_codings import all_codings
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.cross_matrix import CrossMatrix
from qualwb.analysis.extent import extents
from qualwb.analysis.gold_coding import GoldComparison, Missed, PassagePlace, ThemeAgreement
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.published_table import PublishedCell, TableComparison
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.saturation import saturation_of
from qualwb.analysis.search import find_text, kwic
from qualwb.analysis.themes import theme_list
from qualwb.exchange.rendering import write
from qualwb.exchange.tables.analyses import cooccurrence_table, saturation_table
from qualwb.exchange.tables.codebook import themes_table
from qualwb.exchange.tables.codings import codings_table
from qualwb.exchange.tables.comparisons import cross_table, differences_table, gold_table, missed_table
from qualwb.exchange.tables.material import hits_table, kwic_table, role_name
from qualwb.exchange.tables.matrix import extent_table, matrix_table, percent_table, spelled_in_files
from qualwb.exchange.tables.prints import proposals_table
from qualwb.exchange.tables.quotes import columns, quotes_table
from qualwb.exchange.tables.saved_queries import saved_queries_table
from qualwb.exchange.tables.table import Table
from qualwb.exchange.workbook import sheets
from qualwb.exchange.writers.text import as_csv, as_json, as_text
from qualwb.store.project_file import ProjectFile
from tests.exchange.conftest import FIRST
from tests.exchange.test_figures import matrix


def test_quotes_tell_who_speaks_and_several_turns_are_told_apart(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        table = quotes_table(find_quotes(connection, Query()))
    assert table.columns == ("group", "source", "turns", "speakers", "quote", "themes", "codes", "key quote")
    assert len(columns()) == len(table.columns)
    said = f"– Åsa: {FIRST[1][1]}\n– Björn: {FIRST[2][1]}"
    assert list(table.rows[1]) == [
        *("Grupp 1", "s1", "2–3", "Åsa, Björn", said, "Otydligt syfte", "syfte", "★"),
    ]


def test_printed_quotes_have_the_group_as_the_only_name(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        table = quotes_table(find_quotes(connection, Query()), printed=True)
    assert table.columns == ("group", "source", "turns", "quote", "themes", "codes", "key quote")
    assert list(table.rows[1]) == [
        *("Grupp 1", "s1", "2–3", f"– {FIRST[1][1]}\n– {FIRST[2][1]}", "Otydligt syfte", "syfte", "★"),
    ]
    assert not any("Åsa" in str(cell) for row in table.rows for cell in row)
    whole = json.loads(as_json(table))[1]
    assert [turn[1] for turn in whole["turns"]] == ["Åsa", "Björn"]
    assert whole["lines"] == [2, 3]


def test_codings_tell_who_speaks_when_asked(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        plain, named = (codings_table(all_codings(connection), speakers=asked) for asked in (False, True))
    assert len(plain.rows) == len(named.rows) == 6
    assert [named.columns[index] for index in sorted(named.numeric)] == ["start", "end", "turn"]
    assert set(named.columns) - set(plain.columns) == {"speaker", "role"}
    for row, longer in zip(plain.rows, named.rows, strict=True):
        whole = dict(zip(named.columns, longer, strict=True))
        assert dict(zip(plain.columns, row, strict=True)).items() <= whole.items()
    last = dict(zip(named.columns, named.rows[-1], strict=True))
    assert (last["speaker"], last["role"], last["orphaned"]) == ("Flera", None, True)


def test_saved_queries_tell_what_they_ask_for() -> None:
    table = saved_queries_table(
        {"bara": {"where": "code:syfte", "groups": ["A", "B"], "cited": True, "text": ""}}
    )
    assert table.rows == [("bara", "where: code:syfte; groups: A, B; cited")]


def test_proposals_are_numbered_and_told_beside_what_is_printed_now(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        passage = passage_quoted(connection, "s1", FIRST[1][1])
    edits = propose(passage.text)
    table = proposals_table(passage, edits, None)
    assert [row[:3] for row in table.rows] == [(1, "filler", "liksom "), (2, "laughter", " [skratt]")]
    assert table.notes == ("Ingen visste [-liksom -]varför vi åkte.[- [skratt]-]",)
    assert table.data["printed"] is None


def test_a_workbook_has_a_sheet_a_view(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        made = {table.title: table for table in sheets(connection, name="studie")}
    assert list(made) == ["Matrix", "Quotes", "Codings", "Codebook", "Memos", "Journal"]
    assert len(made["Codings"].rows) == 6
    assert any(row[3] == "rename theme" for row in made["Journal"].rows)


def test_themes_stand_with_their_evidence(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        table = themes_table(theme_list(connection))
    assert [row[:5] for row in table.rows][1] == (
        "  Otydligt syfte",
        "ovisshet; syfte",
        3,
        "2 of 2",
        "alla grupper",
    )


def test_cooccurrence_says_what_its_unit_is(small_study: ProjectFile) -> None:
    units = []
    with small_study.reading() as connection:
        for within in (None, 0, 2):
            table = cooccurrence_table(cooccurrence(connection, "codes", within))
            units.append(table.notes[0].partition(", near: ")[2])
            assert len({len(table.columns), *map(len, table.rows)}) == 1
    assert units == ["shared text", "the same turn", "within 2"]


def test_saturation_tells_the_new_information_ratio() -> None:
    incidence = [frozenset("abcd"), frozenset("ae"), frozenset("b"), frozenset("b"), frozenset("c")]
    reached = saturation_table(saturation_of([f"G{n}" for n in range(5)], incidence, base=2, run=2))
    assert any("2+2: 0 (0.0 %)" in note and note.endswith("; reached at 2+2") for note in reached.notes)
    every = [frozenset("a"), frozenset("b"), frozenset("c"), frozenset("d")]
    never = saturation_table(saturation_of(list("ABCD"), every, base=2, run=1), bars=True)
    assert any("not reached" in note for note in never.notes)
    assert never.rows[-1][-1] == "█" * 20


def test_differences_from_a_published_table() -> None:
    differences = (PublishedCell(theme="Mandat", group="Grupp 1", published=3, here=2),)
    result = TableComparison(differences, cells=10, absent=("Nytta",), cited=True, total=42)
    table = differences_table(result)
    assert table.rows == [("Mandat", "Grupp 1", 3, 2)]
    assert table.notes == (
        "No theme here has these names: Nytta.",
        "Key quotes (cited passages) are counted.",
    )
    assert (table.data["cells"], table.data["passages"], table.data["not_in_this_text"]) == (
        10,
        42,
        ["Nytta"],
    )
    whole = differences_table(replace(result, absent=(), cited=False))
    assert whole.notes == ("All coded passages are counted.",)


def test_a_gold_coding_beside_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    place = PassagePlace("Grupp 1", "s1", 3, 9, (4, 5), "rad\nrad")
    agreements = (
        ThemeAgreement("Mandat", True, 4, 3, 2, 1, 0.456, 30, ("Grupp 2",), ("Grupp 3",)),
        ThemeAgreement("Nytta", False, 1, 0, 0, 0, None, 30, (), ()),
    )
    missed = (Missed("Mandat", ("a", "b"), place),)
    result = GoldComparison(agreements, missed, (), 30)
    table = gold_table(result)
    assert table.rows == [
        ("Mandat", 4, 3, 2, 2, 1, "0.46", 30, "–Grupp 2, +Grupp 3"),
        ("Nytta", 1, 0, 0, 1, 0, "–", 30, ""),
    ]
    assert table.data[0]["kappa"] == 0.456
    assert table.data[0]["missed"] == 2
    assert missed_table(result).rows == [("Mandat", "a; b", "Grupp 1", "s1", "4–5", 3, 9, "rad / rad")]
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert gold_table(result).rows[0][6] == "0,46"


def test_families_of_codes_across_each_other() -> None:
    crossed = CrossMatrix(("a", "b"), ("x",), ((2,), (1,)), (2, 1), (2,), 2, ("Left out: moderator",))
    table = cross_table(crossed)
    assert table.columns == ("Code", "x", "Passages")
    assert table.rows == [("a", 2, 2), ("b", 1, 1), ("Passages", 2, 2)]
    assert table.notes[-1] == "Left out: moderator"


def test_a_matrix_tells_not_said_from_not_asked() -> None:
    table = matrix_table(matrix((2, 0, None)))
    assert table.columns == ("themes", "Grupp 1", "Grupp 2", "Grupp 3", "total", "groups")
    assert table.rows == [["Mandat <&>", 2, 0, "·", 2, 1], ["all", 2, 0, 0, 2, 1]]
    assert " 2             " in as_text(table), "no 0 in the cell for a reader"
    assert as_csv(table).splitlines()[1] == "Mandat <&>,2,0,NA,2,1"
    blank = spelled_in_files(table, zeros=False, not_asked="")
    assert as_csv(blank).splitlines()[1] == "Mandat <&>,2,,,2,1"
    assert as_text(blank) == as_text(table)


def test_a_workbook_tells_not_said_from_not_asked(tmp_path: Path) -> None:
    import openpyxl

    write(matrix_table(matrix((2, 0, None))), tmp_path / "m.xlsx")
    cells = next(openpyxl.load_workbook(tmp_path / "m.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert cells == ("Mandat <&>", 2, 0, "NA", 2, 1)


def test_columns_of_an_attribute_tell_how_many_bear_each_value(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        counted = theme_matrix(connection, columns="huvudman")
    table = matrix_table(counted)
    assert counted.sizes is not None
    heads = [f"{name} (n={n})*" for name, n in zip(counted.columns, counted.sizes, strict=True)]
    assert list(table.columns[1:-2]) == heads
    assert table.data["n"] == list(counted.sizes)
    assert any(note.startswith("* fewer than 5:") for note in table.notes)
    more = [sum(value or 0 for value in row.values) > (row.total or 0) for row in counted.rows]
    assert any("several columns" in note for note in table.notes) is any(more)


def test_percent_is_of_the_column() -> None:
    table = percent_table(matrix((2, 0, None)))
    assert list(table.rows[0]) == ["Mandat <&>", 1.0, 0, "·", 1.0]
    assert as_csv(table).splitlines()[1] == "Mandat <&>,100.0,0,NA,100.0"
    assert table.data["holds"] == "percent"


def test_extent_counts_passages_people_and_groups(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        counts = theme_matrix(connection, "themes", "groups", "passages")
        table = extent_table(counts, extents(connection, "themes"))
    rows = {row[0].strip(): row[1:] for row in table.rows}
    assert rows["Otydligt syfte"][-1] == "3 (3 of 3 participants, 2 of 2 groups)"
    assert rows["Nyttan"][1] is None


def test_what_a_search_found_says_how_much_there_is(small_study: ProjectFile) -> None:
    first, every = (
        hits_table(find_text(small_study, "aldrig OR varför", limit=n, order="text")) for n in (1, 9)
    )
    assert [row[:4] for row in first.rows] == [("Grupp 1", "s1", 2, "Åsa")]
    assert first.notes == ("2 turns", "1 shown; more with --limit.")
    assert (len(every.rows), every.notes) == (2, ("2 turns",))


def test_keywords_stand_in_a_column_of_their_own(small_study: ProjectFile) -> None:
    table = kwic_table(kwic(small_study, "aldrig"))
    assert table.rows == [("Grupp 2", 2, "Sara", "Vi fick ", "aldrig", " veta syftet.")]


def test_roles_are_named_and_unknown_ones_left_as_they_are() -> None:
    assert [role_name(role) for role in ("moderator", "", "tolk")] == ["moderator", "", "tolk"]


def test_text_folds_to_the_width_of_a_terminal() -> None:
    table = Table(
        ("namn", "n"), [("ett långt namn som inte får plats", 12)], title="T", numeric=frozenset({1})
    )
    lines = as_text(table, width=20).splitlines()
    assert lines[0] == "T"
    assert max(map(len, lines)) <= 20
    words = "".join("".join(line.split()) for line in lines)
    assert "ettlångtnamn" in words.replace("12", "")
    assert any("12" in line for line in lines)
