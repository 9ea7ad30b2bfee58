"""What people and git do to a folder is taken, or refused with its file and line."""

from pathlib import Path

import pytest

from qualwb.errors import QualwbError
from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.guids import as_lower_guid, with_guids
from tests.exchange.folder.conftest import coding, edit, small_project

pytestmark = pytest.mark.file_only

MEETING = "sources/Norr-öst/Möte.md"


def _read(folder: Path) -> Arrival:
    return read_folder(folder, Wishes(coder="Bo"))


def _refused(arrival: Arrival) -> list[tuple[str, str]]:
    return [(one.kind, one.why) for one in arrival.ledger.refused]


def test_a_corrected_text_takes_the_passages_along(folder: Path) -> None:
    edit(folder / MEETING, "Hur var tiden?", "Hur var det med tiden då?")
    arrival = _read(folder)
    assert arrival.ledger.refused == []
    text = arrival.project.sources[0].text
    words = [
        text[one.start : one.end] for one in arrival.project.codings if one.source == as_lower_guid("s1")
    ]
    assert words == ["hade ingen tid", "ingen tid alls."]


def test_a_quote_that_does_not_stand_at_its_mark_is_refused_and_listed(folder: Path) -> None:
    edit(folder / MEETING, "ingen tid", "lite tid")
    line = _lines(folder)[MEETING]
    at = next(number for number, words in enumerate(line, 1) if "lite tid" in words)
    rows = [row.split(",") for row in _lines(folder)["codings.csv"]]
    first, second = (row[rows[0].index("passage")] for row in rows[1:3])
    arrival = _read(folder)
    assert [one.uid for one in arrival.project.codings] == [as_lower_guid("x3")]
    assert [(one.what, one.why) for one in arrival.ledger.refused] == [
        ("codings.csv:2: hade ingen tid", f"{MEETING}:{at}: at '{first}' stands 'hade lite tid'"),
        ("codings.csv:3: ingen tid alls.", f"{MEETING}:{at}: at '{second}' stands 'lite tid alls.'"),
    ]
    assert arrival.ledger.found["coding"] == 3


def test_a_quote_that_was_emptied_is_not_compared(folder: Path) -> None:
    edit(folder / MEETING, "ingen tid", "lite tid")
    for words in ("hade ingen tid", "ingen tid alls."):
        text = (folder / "codings.csv").read_text("utf-8")
        (folder / "codings.csv").write_text(text.replace(f",{words}\n", ",\n", 1), "utf-8")
    assert _refused(_read(folder)) == []


def test_a_coding_is_added_by_hand_in_the_table_or_in_the_text(folder: Path) -> None:
    edit(folder / MEETING, "Nej [skratt]", "{a1|Nej|a1} {|[skratt]| tid}")
    with (folder / "codings.csv").open("a", encoding="utf-8") as file:
        file.write(",,a1,,Stress,,Karin,1,ja,,,\n")
    arrival = _read(folder)
    assert arrival.ledger.refused == []
    known = {as_lower_guid(uid) for uid in ("x1", "x2", "x3")}
    made = [one for one in arrival.project.codings if one.uid not in known]
    names = {one.uid: one.name for one in arrival.project.coders}
    assert [(one.start, one.end, one.code, one.cited, names[one.coder]) for one in made] == [
        (39, 42, as_lower_guid("c2"), True, "Karin"),
        (43, 51, as_lower_guid("c1"), False, "Bo"),
    ]
    assert _read(folder).project == arrival.project


def test_a_row_for_what_is_not_there_is_refused_with_its_line(folder: Path) -> None:
    with (folder / "codings.csv").open("a", encoding="utf-8") as file:
        file.write(
            ",Möte,zzz,,tid,,Karin,1,,,,\nx1,Möte,3-5,,tid,,Karin,1,,,,\n,Möte,3-5,,tidd,,Karin,1,,,,\n"
        )
    arrival = _read(folder)
    assert [one.what.partition(": ")[0] for one in arrival.ledger.refused] == [
        "codings.csv:5",
        "codings.csv:6",
        "codings.csv:7",
    ]
    assert arrival.ledger.found["coding"] == 6


def test_a_row_with_other_separators_is_refused_in_words(folder: Path) -> None:
    with (folder / "codings.csv").open("a", encoding="utf-8") as file:
        file.write(";Möte;3-5;;tid;;Karin;1;;;;\n,Möte,,,tid,,Karin,1,,,,\n,Möte,3-5,,,,Karin,1,,,,\n")
        file.write(",Möte,3-500,,tid,,Karin,1,,,,\n")
    assert [(one.what, one.why) for one in _read(folder).ledger.refused] == [
        ("codings.csv:5", "its values stand not between ',', as the headings do"),
        ("codings.csv:6: tid", "it does not say: passage"),
        ("codings.csv:7", "it does not say: code"),
        ("codings.csv:8: tid", "the text has 51 characters"),
    ]


def test_a_colour_is_taken_as_a_colour_or_told(folder: Path) -> None:
    edit(folder / "codebook.yaml", "name: stress\n    def", "name: stress\n    colour: Red\n    def")
    arrival = _read(folder)
    assert ([code.colour for code in arrival.project.codes], arrival.ledger.changed) == (["", "#ff0000"], [])
    edit(folder / "codebook.yaml", "colour: Red", "colour: röd")
    arrival = _read(folder)
    assert [code.colour for code in arrival.project.codes] == ["", ""]
    assert [(one.what, one.why) for one in arrival.ledger.changed] == [
        ("codebook.yaml:6: stress", "'röd' is no colour and is left out")
    ]


def test_what_the_folder_says_came_after_the_project(folder: Path) -> None:
    assert _read(folder).edited


def test_a_code_is_renamed_in_the_codebook(folder: Path) -> None:
    edit(folder / "codebook.yaml", "name: stress", "name: jäkt")
    arrival = _read(folder)
    assert arrival.ledger.refused == []
    assert [code.name for code in arrival.project.codes] == ["tid", "jäkt"]
    assert [one.code for one in arrival.project.codings] == [
        as_lower_guid(code) for code in ("c1", "c2", "c2")
    ]
    assert arrival.project.themes[0].codes == (as_lower_guid("c2"), as_lower_guid("c1"))


def test_a_theme_that_names_an_unknown_code_is_told_with_its_line(folder: Path) -> None:
    edit(folder / "codebook.yaml", "  - name: stress\n  - name: tid", "  - name: strss\n  - name: tid")
    (refused,) = _read(folder).ledger.refused
    assert refused.what == "codebook.yaml:15: Villkor: strss"


def test_two_codes_with_one_id_are_told_with_their_lines(folder: Path) -> None:
    edit(folder / "codebook.yaml", "guid: c2", "guid: c1")
    (changed,) = _read(folder).ledger.changed
    assert changed.what == "codebook.yaml:6: stress"
    assert "codebook.yaml:3" in changed.why


@pytest.mark.parametrize("file", ["codings.csv", "codebook.yaml", MEETING, "project.yaml"])
def test_a_conflict_that_git_left_is_refused_with_its_line(folder: Path, file: str) -> None:
    lines = (folder / file).read_text("utf-8").split("\n")
    lines[2:2] = ["<<<<<<< HEAD", lines[2], "=======", lines[2], ">>>>>>> b"]
    (folder / file).write_text("\n".join(lines), "utf-8")
    with pytest.raises(QualwbError, match=f"{file}:3: git left a conflict here"):
        _read(folder)


def test_line_ends_of_windows_change_nothing(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    arrival = _read(folder)
    assert arrival.project == with_guids(small_project())
    assert arrival.ledger.notices == []


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "sources/Syd/MÖTE-.md").unlink()
    arrival = _read(folder)
    assert arrival.ledger.notices[0] == "sources/Syd/MÖTE-.md is not here, though the export wrote it."
    assert [kind for kind, _why in _refused(arrival)] == ["coding"]


def test_marks_that_do_not_fit_are_told(folder: Path) -> None:
    text = (folder / MEETING).read_text("utf-8")
    mark = text.split("|", 1)[0].rpartition("{")[2]
    edit(folder / MEETING, f"|{mark} tid}}", "")
    arrival = _read(folder)
    (refused,) = arrival.ledger.refused
    assert refused.what == "codings.csv:2: hade ingen tid"
    assert "the mark is opened and not closed" in refused.why
    line = text[: text.index(f"{{{mark}|")].count("\n") + 1
    assert f"{MEETING}:{line}:" in refused.why


def test_a_folder_made_by_hand_is_read(tmp_path: Path) -> None:
    meeting = tmp_path / "sources" / "Nord" / "a.md"
    meeting.parent.mkdir(parents=True)
    meeting.write_text("**Bo:** Vi hade {|så lite tid| tidsbrist; stress}.\n\n{x|Jo.|x}\n", "utf-8")
    arrival = _read(tmp_path)
    project = arrival.project
    assert [code.name for code in project.codes] == ["tidsbrist", "stress"]
    assert [(group.name, source.name) for group in project.groups for source in project.sources] == [
        ("Nord", "a")
    ]
    assert [project.sources[0].text[one.start : one.end] for one in project.codings] == ["så lite tid"] * 2
    assert [one.why for one in arrival.ledger.refused] == ["the mark names no code"]


def test_a_table_saved_by_a_spreadsheet_is_read(folder: Path) -> None:
    text = (folder / "codings.csv").read_text("utf-8").replace(",", ";")
    (folder / "codings.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert _read(folder).project == with_guids(small_project())


def test_one_more_coding_changes_a_line_in_two_files(folder: Path) -> None:
    before = _lines(folder)
    more = small_project((*small_project().codings, coding(4, 0, 7)))
    write_folder(more, folder)
    after = _lines(folder)
    assert {name for name in after if after[name] != before[name]} == {"codings.csv", MEETING}
    assert len(set(after["codings.csv"]) - set(before["codings.csv"])) == 1
    assert len(set(after[MEETING]) - set(before[MEETING])) == 1
    assert len(after[MEETING]) == len(before[MEETING])


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        (
            "adjudications.csv",
            "uid,source,round,outcome,coder\na,Möte,1,one,Karin\n",
            "whose coding was taken",
        ),
        ("adjudications.csv", "uid,source,round,outcome,coder\na,Möte,1,maybe,Karin\n", "'maybe' is none of"),
        ("suggestions.csv", "source,passage,outcome,rank,coder\nMöte,5-3,refused,1,Karin\n", "ends before"),
        (
            "suggestions.csv",
            "source,passage,outcome,rank,score,coder\nMöte,3-5,refused,1,nan,Karin\n",
            "no number",
        ),
        ("summaries.yaml", "- {theme: Villkor, coder: Karin, text: x}\n", "of a group or of a participant"),
        (
            "summaries.yaml",
            "- {theme: Vilkor, group: Syd, coder: Karin, text: x}\n",
            "there is no theme 'Vilkor'",
        ),
        ("memos.yaml", "- {about: thing, coder: Karin, text: x}\n", "hangs on nothing of the kind 'thing'"),
        ("suggestions.csv", "source,passage,outcome,rank,coder\nMöte,3-5,refused,ett,Karin\n", "no whole"),
        ("summaries.yaml", "- {theme: Villkor, group: Syd, coder: Karin, codings: 5}\n", "a list is wanted"),
        (
            "memos.yaml",
            "- {about: source, thing: Möte, passage: 3-5, orphaned_from: x, text: y}\n",
            "no whole",
        ),
        ("codings.csv", "passage,code,coder,cited\n3-5,tid,Karin,maybe\n", "its source is not said"),
        ("codings.csv", "source,passage,code,cited\nMöte,3-5,tid,maybe\n", "neither yes nor no"),
        ("codings.csv", "source,passage,code\nMöte,3-500,tid\n", "the text has 51 characters"),
    ],
)
def test_a_record_that_no_project_can_hold_is_refused(folder: Path, file: str, text: str, why: str) -> None:
    (folder / file).write_text(text, "utf-8")
    assert [why in one.why for one in _read(folder).ledger.refused] == [True]


def test_keys_that_are_not_known_are_told_with_their_line(folder: Path) -> None:
    edit(folder / "codebook.yaml", "    definition: ", "    defnition: ")
    edit(folder / MEETING, "group: ", "grupp: X\ngroup: ")
    edit(folder / "codings.csv", "quote\n", "quote,mitt\n")
    assert _read(folder).ledger.notices == [
        "codebook.yaml:6: 'defnition' is not known here and not read.",
        f"{MEETING}:2: 'grupp' is not known here and not read.",
    ]


def _lines(folder: Path) -> dict[str, list[str]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8").split("\n") for path in paths}
