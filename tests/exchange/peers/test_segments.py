"""Tables of coded words without places: what stands in one place is coded there, all else is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.exchange.maxqda.coded_segments import is_coded_segments, read_coded_segments
from qualwb.exchange.segments.places import WordPlaces
from qualwb.exchange.taguette.highlights import is_highlights, read_highlights
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.guids import as_lower_guid
from qualwb.portable.records import Code, Coder, Group, PortableProject, Round, Source, Speaker, Turn
from qualwb.store.check import check
from tests.projects import new_project

TEXT = "Jag gråter 😀 ofta.\nHur ofta?\nVarje kväll,  när jag är ensam."
SOURCE = Source(
    "s",
    "Möte 1",
    "g",
    TEXT,
    (Turn(0, 18, "Åsa"), Turn(19, 28, "Moderator"), Turn(29, 60, "Åsa")),
    (Speaker("Åsa"), Speaker("Moderator")),
    file_name="möte_ett.docx",
)
INTO = PortableProject(
    coders=(Coder("k", "Öst"),),
    rounds=(Round("r", "1"),),
    groups=(Group("g", "Möte 1"),),
    sources=(SOURCE,),
    codes=(Code("c1", "Känsla"), Code("c2", "Gråt", "c1"), Code("c3", "Tid")),
)


def _table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("id,document,tag,content", *rows)) + "\n", encoding="utf-8")
    return path


def _workbook(path: Path, heads: list[str], *rows: list[str]) -> Path:
    workbook = Workbook()
    for row in (heads, *rows):
        workbook.active.append(row)
    workbook.save(path)
    return path


def _words(arrival: Arrival) -> list[str]:
    return [TEXT[one.start : one.end] for one in arrival.project.codings]


def test_words_in_one_place_are_coded_there_with_the_projects_own_codes(tmp_path: Path) -> None:
    path = _table(
        tmp_path / "h.csv",
        '1,Möte 1,tid,"gråter 😀 ofta. Hur"',
        '1,Möte 1,Ny kod,"gråter 😀 ofta. Hur"',
        '2,möte_ett.docx,Tid,"Varje kväll, när jag"',
    )
    assert is_highlights(path)
    arrival = read_highlights(path, Wishes(coder="öst"), INTO)
    assert _words(arrival) == ["gråter 😀 ofta.\nHur"] * 2 + ["Varje kväll,  när jag"]
    names = {one.uid: one.name for one in arrival.project.codes}
    assert [names[one.code] for one in arrival.project.codings] == ["Tid", "Ny kod", "Tid"]
    assert {(one.coder, one.round) for one in arrival.project.codings} == {
        (as_lower_guid("k"), as_lower_guid("r"))
    }
    assert arrival.ledger.refused == []
    assert (arrival.ledger.found["coding"], arrival.ledger.found["code"]) == (3, 3)


def test_what_is_nowhere_or_in_several_places_is_refused_and_said(tmp_path: Path) -> None:
    path = _table(
        tmp_path / "h.csv",
        "1,Möte 1,Tid,ofta",
        "2,Möte 1,Tid,aldrig",
        "3,Möte 2,Tid,ofta.",
        "4,Möte 1,,ofta.",
        "5,Möte 1,Tid,",
    )
    arrival = read_highlights(path, Wishes(), INTO)
    assert arrival.project.codings == ()
    assert [one.why for one in arrival.ledger.refused] == [
        "its words stand in several places",
        "its words are not in the source",
        "no source has that name",
        "it has no code",
        "its words are not in the source",
    ]
    assert arrival.ledger.refused[0].what == "1: Möte 1: ofta"


def test_words_with_the_labels_of_speakers_are_found_without_them(tmp_path: Path) -> None:
    path = _table(
        tmp_path / "h.csv",
        '1,Möte 1,Tid,"ofta. Moderator: Hur ofta? Åsa: Varje"',
        '2,Möte 1,Tid,"ofta? Åsa:"',
    )
    arrival = read_highlights(path, Wishes(), INTO)
    assert _words(arrival) == ["ofta.\nHur ofta?\nVarje", "ofta?"]


def test_of_two_sources_with_a_name_none_is_taken(tmp_path: Path) -> None:
    twin = Source("s2", "möte_ett", "g", "Annan text.", (Turn(0, 11),))
    into = PortableProject(
        **{name: getattr(INTO, name) for name in ("groups", "codes")}, sources=(SOURCE, twin)
    )
    path = _table(tmp_path / "h.csv", "1,möte_ett.docx,Tid,Annan", "2,möte_ett,Tid,Annan")
    arrival = read_highlights(path, Wishes(), into)
    assert [one.why for one in arrival.ledger.refused] == ["several sources have that name"]
    assert [one.source for one in arrival.project.codings] == [as_lower_guid("s2")]


def test_codings_join_the_project_that_has_the_texts(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        researcher = Researcher(project, "Öst")
        receive(researcher, Incoming(INTO, "first"))
        with project.reading() as connection:
            into = portable_project(connection)
        path = _table(tmp_path / "h.csv", "1,Möte 1,Gråt,gråter")
        received = receive(
            researcher, Incoming(read_highlights(path, Wishes(coder="Öst"), into).project, "h.csv")
        )
        assert received.conflicts == received.unplaced == ()
        with project.reading() as connection:
            told = portable_project(connection)
        assert [(one.code, one.start, one.end) for one in told.codings] == [("c2", 4, 10)]
        assert replace(told, codings=()) == into
        assert check(project) == []


def test_segments_of_maxqda_have_paths_people_and_comments(tmp_path: Path) -> None:
    heads = [
        "Document group",
        "Document name",
        "Code",
        "Segment",
        "Color",
        "Comment",
        "Created by",
        "Created",
    ]
    path = _workbook(
        tmp_path / "s.xlsx",
        heads,
        [
            "G",
            "Möte 1",
            "Känsla > Gråt",
            "gråter 😀 ofta",
            "#ff0000",
            "Viktigt",
            "Åsa",
            "2026-03-04 05:06:07",
        ],
        ["G", "Möte 1", "Känsla > Skratt", "när jag är ensam", "#00ff00", "", "Öst", ""],
        ["G", "Möte 1", "Skratt", "x" * 32_760, "#00ff00", "Långt", "Öst", ""],
    )
    assert is_coded_segments(path)
    arrival = read_coded_segments(path, Wishes(), INTO)
    project = arrival.project
    assert _words(arrival) == ["gråter 😀 ofta", "när jag är ensam"]
    assert project.codings[0].code == as_lower_guid("c2")
    assert project.codings[0].created_at == "2026-03-04T05:06:07+00:00"
    made = {one.uid: one for one in project.codes}[project.codings[1].code]
    assert (made.name, made.parent, made.colour) == ("Skratt", as_lower_guid("c1"), "#00ff00")
    assert [one.name for one in project.coders] == ["Öst", "Åsa"]
    assert [(one.text, one.start, one.end) for one in project.memos] == [("Viktigt", 4, 17)]
    assert [(one.kind, one.why) for one in arrival.ledger.refused] == [
        ("coding", "it fills its cell and may be cut off"),
        ("memo", "its passage is not taken"),
    ]
    assert arrival.ledger.found == {"coding": 3, "memo": 2, "code": 3}


def test_a_german_workbook_is_read_as_well(tmp_path: Path) -> None:
    heads = ["Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende", "Segment", "Erstellt von"]
    path = _workbook(tmp_path / "s.xlsx", heads, ["", "Möte 1", "Tid", "1", "1", "Varje kväll", "Åsa"])
    assert _words(read_coded_segments(path, Wishes(), INTO)) == ["Varje kväll"]


def test_other_tables_are_neither(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("tag,description\na,b\n")
    assert not is_highlights(path)
    assert not is_coded_segments(path)
    assert not is_highlights(tmp_path)
    with pytest.raises(QualwbError, match="no column 'id'"):
        read_highlights(path, Wishes(), INTO)
    with pytest.raises(QualwbError, match="no column 'document name'"):
        read_coded_segments(path, Wishes(), INTO)


@given(st.text(alphabet="aåä 😀\n", max_size=40), st.data())
def test_words_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source("s", "S", "g", text, (Turn(0, len(text)),))
    bare, wanted = "".join(text.split()), "".join(text[start:end].split())
    found = WordPlaces(source).of(text[start:end])
    if not wanted:
        assert found == []
        return
    stands = sum(bare.startswith(wanted, at) for at in range(len(bare)))
    assert len(found) == min(stands, 2)
    assert all("".join(text[place[0] : place[1]].split()) == wanted for place in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_first_row_tells_what_a_table_is_whatever_follows(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    said = "ärligt sagt" if encoding == "cp1252" else "ärligt sagt 😀"
    rows = "".join(f"{n},Möte,å,{said}\r\n" for n in range(9_000))
    path.write_bytes(f"\r\nid,document,tag,content\r\n{rows}".encode(encoding))
    assert is_highlights(path)
    assert not is_coded_segments(path)


def test_a_table_with_more_rows_than_can_be_read_is_still_recognised(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("id,document,tag,content\n" + "1,a,b,c\n" * 20_001, encoding="utf-8")
    assert is_highlights(path)
    with pytest.raises(QualwbError, match="more than 20000 rows"):
        read_highlights(path, Wishes(), PortableProject())
