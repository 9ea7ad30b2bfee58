"""Matrices of quotes, extent, percent and summaries; kept queries; print versions from the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualwb.acts import codings, print_edits, print_versions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

Command = Callable[..., Any]

SAID = {
    "Grupp 1": (
        ("Moderator", "Hur var det?"),
        ("Åsa", "Det var liksom otydligt [skratt]."),
        ("Björn", "Mötena var bra."),
    ),
    "Grupp 2": (
        ("Moderator", "Hur var det?"),
        ("Eva", "=Ingen visste något."),
        ("Per", "Nja. Det blev bra [skratt]."),
    ),
}
CODED = (
    ("Grupp 1", "Det var liksom otydligt [skratt].", "ovisshet"),
    ("Grupp 1", "Mötena var bra.", "nytta"),
    ("Grupp 2", "=Ingen visste något.", "ovisshet"),
    ("Grupp 2", "Nja. Det blev bra [skratt].", "ovisshet"),
)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Two groups of two; one theme in both, one in the first alone, and one with nothing."""
    path = tmp_path / "p.qwb"
    with ProjectFile.create(path) as project:
        researcher = Researcher(project, "Karin")
        for group, talk in SAID.items():
            import_transcript(researcher, transcript_of(talk), name=group, group=group)
        for source, quote, code in CODED:
            with project.reading() as connection:
                passage = passage_quoted(connection, source, quote)
            codings.apply(researcher, passage, [code], create=True)
        themes.create(researcher, "Otydligt syfte", codes=["ovisshet"])
        themes.create(researcher, "Nytta", codes=["nytta"])
        themes.create(researcher, "Tyst")
        with project.reading() as connection:
            funny = passage_quoted(connection, "Grupp 2", "Nja. Det blev bra [skratt].")
        print_versions.write(researcher, funny, "Nja. Det blev bra.")
    return path


@pytest.fixture
def qualwb(path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command; gives its stdout, parsed when json is asked for, or stderr when it is to fail."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", str(path), "--coder", "Karin", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err
        return json.loads(out) if "json" in arguments else out

    return call


def values(matrix: dict[str, Any]) -> dict[str, list[Any]]:
    return {cell["name"]: cell["values"] for cell in matrix["cells"]}


def test_numbers_are_what_a_matrix_holds_by_default(qualwb: Command) -> None:
    plain = qualwb("matrix", "--format", "json")
    assert plain == qualwb("matrix", "--cells", "numbers", "--format", "json")
    assert values(plain) == {"Otydligt syfte": [1, 2], "Nytta": [1, 0], "Tyst": [0, 0]}


def test_quotes_in_cells(qualwb: Command) -> None:
    found = values(qualwb("matrix", "--cells", "quotes", "--format", "json"))
    assert [[[one["text"] for one in cell] for cell in row] for row in found.values()] == [
        [["Det var liksom otydligt [skratt]."], ["=Ingen visste något.", "Nja. Det blev bra [skratt]."]],
        [["Mötena var bra."], []],
        [[], []],
    ]
    assert found["Nytta"][0][0]["codes"] == ["nytta"]
    printed = values(qualwb("matrix", "--cells", "quotes", "--print", "--format", "json"))
    assert [one["text"] for one in printed["Otydligt syfte"][1]] == [
        "=Ingen visste något.",
        "Nja. Det blev bra.",
    ]
    by_person = qualwb("matrix", "--cells", "quotes", "--columns", "participants", "--format", "csv")
    assert "Mötena var bra. (Grupp 1, turn 3)" in by_person
    assert "Line: number of the turn in its source." in qualwb(
        "matrix", "--cells", "quotes", "--format", "md"
    )
    assert "Line:" not in qualwb("matrix", "--cells", "summaries", "--format", "md")


def test_quotes_in_a_spreadsheet_are_text_and_wrapped(qualwb: Command, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "m.xlsx"
    qualwb("matrix", "--cells", "quotes", "-o", str(out))
    cell = load_workbook(out).active["C2"]
    assert cell.value == "=Ingen visste något. (turn 2)\n\nNja. Det blev bra [skratt]. (turn 3)"
    assert cell.data_type == "s"
    assert cell.alignment.wrap_text


def test_extent_in_cells(qualwb: Command) -> None:
    table = qualwb("matrix", "--cells", "extent", "--format", "csv").splitlines()
    assert table[1:] == [
        "Otydligt syfte,1 (1 of 2 participants),2 (2 of 2 participants),"
        '"3 (3 of 4 participants, 2 of 2 groups)"',
        'Nytta,1 (1 of 2 participants),,"1 (1 of 4 participants, 1 of 2 groups)"',
        "Tyst,,,",
    ]
    found = qualwb("matrix", "--cells", "extent", "--format", "json")["cells"][0]
    assert found["total"] == {
        **{"passages": 3, "participants": 3, "of_participants": 4},
        **{"groups": 2, "of_groups": 2, "uncoded_groups": 0},
    }
    assert "--columns groups" in qualwb("matrix", "--cells", "extent", "--columns", "sources", status=2)


def test_percent_of_the_column(qualwb: Command) -> None:
    found = qualwb("matrix", "--cells", "percent", "--format", "json")
    assert values(found) == {"Otydligt syfte": [50.0, 100.0], "Nytta": [50.0, 0.0], "Tyst": [0.0, 0.0]}
    assert [cell["total"] for cell in found["cells"]] == [75.0, 25.0, 0.0]
    shown = qualwb("matrix", "--cells", "percent", "--format", "md")
    assert "| Otydligt syfte | 50.0 % | 100.0 % | 75.0 % |" in shown
    assert "| all (n) | 2 | 2 | 4 |" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cells", "quotes", "--count", "words"], "--count"),
        (["--print"], "--print"),
        (["--cells", "summaries", "--rows", "codes"], "--rows themes"),
        (["--cells", "summaries", "--columns", "sources"], "sources"),
    ],
)
def test_options_that_do_not_fit_are_refused(qualwb: Command, arguments: list[str], said: str) -> None:
    assert said in qualwb("matrix", *arguments, status=2)


def test_summaries_beside_what_is_coded_but_not_summed_up(qualwb: Command) -> None:
    qualwb("theme", "summarise", "Otydligt syfte", "Grupp 2", "Två av två visste inte.")
    found = values(qualwb("matrix", "--cells", "summaries", "--format", "json"))
    done, open_ = found["Otydligt syfte"][1], found["Otydligt syfte"][0]
    assert (done["text"], done["codings"], done["passages"]) == ("Två av två visste inte.", [3, 4], 2)
    assert done["places"] == [
        {"group": "Grupp 2", "source": "Grupp 2", "lines": [2, 2]},
        {"group": "Grupp 2", "source": "Grupp 2", "lines": [3, 3]},
    ]
    assert open_ == {"text": None, "codings": [], "places": [], "passages": 1, "coded_since": False}
    shown = qualwb("matrix", "--cells", "summaries", "--format", "md")
    assert "| Otydligt syfte | ○ | Två av två visste inte. (turns 2, 3) |" in shown
    assert "| Nytta | ○ |  |" in shown
    assert "| Tyst |  |  |" in shown
    assert "○ coded, not yet summed up" in shown
    qualwb("theme", "summarise", "Otydligt syfte", "Grupp 2", "")
    cleared = values(qualwb("matrix", "--cells", "summaries", "--format", "json"))
    assert cleared["Otydligt syfte"][1]["text"] is None
    assert "no summary" in qualwb("theme", "summarise", "Otydligt syfte", "Grupp 2", " ", status=2)


def test_summaries_of_participants_rest_on_the_codings_given(qualwb: Command) -> None:
    for person, said, rests_on in (("Eva", "Vet inte.", ()), ("Per", "Nöjd.", ("--coding", "4"))):
        call = ("theme", "summarise", "Otydligt syfte", "Grupp 2", said, "--participant", person)
        qualwb(*call, *rests_on)
    found = qualwb("matrix", "--cells", "summaries", "--columns", "participants", "--format", "json")
    assert found["columns"] == ["Björn", "Åsa", "Eva", "Per"]
    cells = values(found)["Otydligt syfte"]
    assert [(cell["text"], cell["codings"]) for cell in cells] == [
        *((None, []), (None, [])),
        *(("Vet inte.", [3]), ("Nöjd.", [4])),
    ]
    shown = qualwb("matrix", "--cells", "summaries", "--columns", "participants", "--format", "csv")
    assert "Nöjd. (Grupp 2, turn 3)" in shown
    foreign = ("theme", "summarise", "Nytta", "Grupp 2", "x", "--coding", "2")
    assert "not of Grupp 2" in qualwb(*foreign, status=2)


def test_a_kept_query_runs_again(qualwb: Command) -> None:
    first = qualwb(
        *("quotes", "--theme", "Otydligt syfte", "--where", 'group:"Grupp 2"', "--sort", "length"),
        *("--print", "--save", "två", "--format", "json"),
    )
    assert [one["text"] for one in first] == ["Nja. Det blev bra.", "=Ingen visste något."]
    assert qualwb("quotes", "--saved", "TVÅ", "--format", "json") == first
    shorter = qualwb("quotes", "--saved", "två", "--text", "visste", "--format", "json")
    assert [one["text"] for one in shorter] == ["=Ingen visste något."]
    (kept,) = qualwb("quotes", "--saved-list", "--format", "json")
    assert kept["name"] == "två"
    assert kept["query"] == {
        **{"where": 'group:"Grupp 2"', "order": "length", "printed": True, "themes": ["Otydligt syfte"]},
    }
    assert "themes: Otydligt syfte" in qualwb("quotes", "--saved-list", "--format", "csv")
    qualwb("quotes", "--saved", "tre", status=2)


def test_a_query_that_fails_is_not_kept(qualwb: Command) -> None:
    qualwb("quotes", "--theme", "Okänt", "--save", "fel", status=2)
    qualwb("quotes", "--where", "AND AND", "--save", "fel", status=2)
    assert qualwb("quotes", "--saved-list", "--format", "json") == []


SPOKEN = ("quotes", "edit", "Grupp 1", "--quote", "Det var liksom otydligt [skratt].")


def printed(qualwb: Command) -> list[str]:
    found = qualwb("quotes", "--print", "--group", "Grupp 1", "--format", "json")
    return [one["text"] for one in found]


def test_proposed_edits_are_shown_and_taken_by_number(qualwb: Command) -> None:
    seen = qualwb(*SPOKEN, "--format", "json")
    assert [(one["number"], one["kind"]) for one in seen["proposals"]] == [(1, "filler"), (2, "laughter")]
    assert "[-" in seen["diff"]
    assert seen["printed"] is None
    assert printed(qualwb)[0] == "Det var liksom otydligt [skratt]."
    qualwb(*SPOKEN, "--accept", "1")
    assert printed(qualwb)[0] == "Det var otydligt [skratt]."
    assert qualwb(*SPOKEN, "--format", "json")["printed"] == "Det var otydligt [skratt]."
    assert "Printed now: Det var otydligt [skratt]." in qualwb(*SPOKEN)
    qualwb(*SPOKEN, "--clear")
    assert printed(qualwb)[0] == "Det var liksom otydligt [skratt]."
    qualwb(*SPOKEN, "--accept", "all")
    assert printed(qualwb)[0] == "Det var otydligt."


def test_a_print_version_by_hand_has_its_kind(qualwb: Command) -> None:
    qualwb(*SPOKEN, "--text", "Det var [svårt].", "--kind", "ethics")
    assert printed(qualwb)[0] == "Det var [svårt]."
    log = [one for one in qualwb("export", "prints", "--format", "json") if one["source"] == "Grupp 1"]
    assert {edit["kind"] for edit in log[0]["edits"]} == {"ethics"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "1,9"], "no proposed edit 9"),
        (["--accept", "x"], "1,3"),
        (["--accept", "1", "--clear"], "one of"),
        (["--kind", "ethics"], "--text"),
        (["--clear"], "no print version"),
        (["--text", " "], "empty"),
    ],
)
def test_edits_that_cannot_be_are_refused(qualwb: Command, arguments: list[str], said: str) -> None:
    assert said in qualwb(*SPOKEN, *arguments, status=2)


def test_the_kinds_offered_are_those_there_are() -> None:
    from qualwb.cli.quotes import KINDS

    assert tuple(kind.value for kind in print_edits.EditKind) == KINDS


def test_a_print_version_that_no_quote_has_yet_is_told(
    coded_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(quote: str) -> str:
        edit = ("quotes", "edit", "Intervju 1", "--quote", quote, "--text", "annat")
        assert run(["-p", str(coded_path), *edit]) == 0
        return capsys.readouterr().err

    assert "No quote has just these borders yet" in said("Ingen visste vad")
    assert "No quote has just these borders" not in said("Ingen visste vad det skulle bli")


def test_percent_are_of_the_column_the_row_or_all(qualwb: Command) -> None:
    asked = ("matrix", "--cells", "percent", "--format", "json")
    assert values(qualwb(*asked))["Otydligt syfte"] == [50.0, 100.0]
    assert values(qualwb(*asked, "--percent-of", "row"))["Otydligt syfte"] == [100 / 3, 200 / 3]
    assert values(qualwb(*asked, "--percent-of", "alla"))["Otydligt syfte"] == [25.0, 50.0]
    table = qualwb("matrix", "--cells", "percent", "--percent-of", "row")
    assert "total (n)" in table
    assert "Percent of all in the row" in table
    assert "Percent of the 4 in the whole table" in qualwb(
        "matrix", "--cells", "percent", "--percent-of", "all"
    )
    assert "--percent-of goes with" in qualwb("matrix", "--percent-of", "row", status=2)


@pytest.mark.parametrize("cells", ["numbers", "percent", "extent", "quotes", "summaries"])
def test_rows_and_columns_are_sorted_whatever_the_cells_hold(qualwb: Command, cells: str) -> None:
    asked = ("matrix", "--cells", cells, "--format", "json")
    as_they_are = qualwb(*asked)
    assert list(values(as_they_are)) == ["Otydligt syfte", "Nytta", "Tyst"]
    sorted_ = qualwb(*asked, "--sort-by", "Grupp 1", "--least-first", "--sort-columns-by", "otydligt syfte")
    assert sorted_["columns"] == ["Grupp 2", "Grupp 1"]
    assert list(values(sorted_)) == ["Tyst", "Otydligt syfte", "Nytta"]
    assert {name: found[::-1] for name, found in values(sorted_).items()} == values(as_they_are)


def test_totals_are_sorted_by_too_and_unknown_names_refused(qualwb: Command) -> None:
    asked = ("matrix", "--format", "json")
    assert list(values(qualwb(*asked, "--sort-by", "total", "--least-first"))) == [
        *("Tyst", "Nytta", "Otydligt syfte")
    ]
    least = ("--sort-columns-by", "all", "--columns-least-first")
    assert qualwb(*asked, *least)["columns"] == ["Grupp 1", "Grupp 2"]
    assert "Grupp 9" in qualwb("matrix", "--sort-by", "Grupp 9", status=2)


def test_an_attribute_by_groups_is_a_crosstab(qualwb: Command) -> None:
    qualwb("participants", "--set", "Grupp 1/Åsa", "kön=kvinna")
    table = qualwb("matrix", "--rows", "kön", "--columns", "grupper", "--format", "json")
    assert table["rows"] == "kön"
    assert values(table)["kvinna"] == [1, 0]
    assert "kvinna (n=1)*" in qualwb("matrix", "--rows", "kön", "--columns", "grupper")
    assert "goes with --rows themes" in qualwb("matrix", "--rows", "kön", "--cells", "quotes", status=2)
    assert "not crossed" in qualwb("matrix", "--rows", "teman", "--columns", "koder", status=2)
    assert "ålder" in qualwb("matrix", "--rows", "ålder", status=2)
