"""Taguette's projects: passages counted in bytes of the text without tags, with any letters in it."""

import html
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, plan_receiving, receive
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.exchange.taguette.html_text import HtmlText, Utf8Positions
from qualwb.exchange.taguette.projects import is_taguette, read_taguette
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import Coding
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.exchange.peers.taguette_database import Highlight, TaguetteDatabase
from tests.projects import new_project

PAGE = "<p>Åsa sade: <b>jag</b> gråter 😀 ofta.</p><p>Sedan &amp; därefter\n  kom\u00a0Örjan.</p>"
RAW = "Åsa sade: jag gråter 😀 ofta.Sedan & därefter\n  kom\u00a0Örjan."


def _bytes_of(words: str) -> tuple[int, int]:
    start = len(RAW[: RAW.index(words)].encode())
    return start, start + len(words.encode())


def _written(path: Path, *words: str) -> Path:
    database = TaguetteDatabase(path)
    project = database.project("Gråt")
    database.tag(project, "känsla.gråt", "När någon gråter")
    database.tag(project, "tid")
    marked = [
        Highlight(*_bytes_of(one), html.escape(one), (1, 2), user)
        for one, user in zip(words, "ab", strict=False)
    ]
    database.document(project, "Möte 1", PAGE, marked, "Första mötet")
    database.close()
    return path


def _words(arrival: Arrival, coding: Coding) -> str:
    text = next(one.text for one in arrival.project.sources if one.uid == coding.source)
    return text[coding.start : coding.end]


def test_the_text_reads_as_its_page_does() -> None:
    read = HtmlText(PAGE)
    assert read.raw == RAW
    assert read.text == "Åsa sade: jag gråter 😀 ofta.\nSedan & därefter kom\u00a0Örjan."


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h1> Rubrik </h1>\n<ul>\n<li>ett</li>\n<li>två</li>\n</ul>", "Rubrik\nett\ntvå"),
        ("a<br>b<br/><br />c", "a\nb\n\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<pre>\n a\n  b</pre>c", " a\n  b\nc"),
        ('<p title="a > b">x<!-- <p>gömt</p> --> y</p>', "x y"),
        ("a < b <3 & c", "a < b <3 & c"),
        ("a<p", "a"),
        ("", ""),
    ],
)
def test_blocks_are_lines_and_white_space_is_one_blank(page: str, text: str) -> None:
    assert HtmlText(page).text == text


def test_passages_have_the_words_that_were_marked(tmp_path: Path) -> None:
    path = _written(tmp_path / "t.sqlite3", "gråter 😀 ofta", "ofta.Sedan & därefter\n  kom")
    arrival = read_taguette(path, Wishes())
    project = arrival.project
    assert {_words(arrival, one) for one in project.codings} == {
        "gråter 😀 ofta",
        "ofta.\nSedan & därefter kom",
    }
    assert arrival.ledger.refused == arrival.ledger.changed == []
    assert arrival.ledger.found["coding"] == len(project.codings) == 4
    assert [(one.name, one.definition) for one in project.codes] == [
        ("känsla.gråt", "När någon gråter"),
        ("tid", ""),
    ]
    names = {one.uid: one.name for one in project.coders}
    assert {names[one.coder] for one in project.codings} == {"a", "b"}
    assert project.codings[0].created_at == "2026-03-04T05:06:07+00:00"
    assert [one.text for one in project.memos] == ["Första mötet"]
    assert (project.name, project.description) == ("Gråt", "Om studien")


def test_it_becomes_a_project_and_comes_a_second_time_without_a_change(tmp_path: Path) -> None:
    arrival = read_taguette(_written(tmp_path / "t.sqlite3", "jag gråter", "Örjan"), Wishes())
    again = read_taguette(tmp_path / "t.sqlite3", Wishes())
    assert again.project == arrival.project
    with new_project(tmp_path / "p.qwb") as project:
        receive(Researcher(project, "B"), Incoming(arrival.project, "t.sqlite3"))
        with project.reading() as connection:
            told = portable_project(connection)
        assert {one[:7] for one in told.codings} == {one[:7] for one in arrival.project.codings}
        assert {one.created_at for one in told.codings} == {"2026-03-04T05:06:07+00:00"}
        assert not plan_receiving(Researcher(project, "B"), Incoming(again.project, "t.sqlite3")).changes
        assert check(project) == []


def test_what_has_no_tag_or_no_place_is_refused_and_counted(tmp_path: Path) -> None:
    database = TaguetteDatabase(tmp_path / "t.sqlite3")
    tag = database.tag(database.project("P"), "tid")
    marked = [
        Highlight(0, 3, "abc"),
        Highlight(2, 90, "c", (tag,)),
        Highlight(2, 2, "", (tag,)),
        Highlight(0, 3, "xyz", (tag,)),
        Highlight(0, 2, "ab", (tag, 77)),
    ]
    database.document(1, "D", "<p>abc</p>", marked)
    database.close()
    arrival = read_taguette(tmp_path / "t.sqlite3", Wishes(coder="Åsa"))
    assert arrival.ledger.found["coding"] == 5
    assert arrival.ledger.found["passage"] == 1
    assert len(arrival.ledger.refusals("coding")) == 3
    assert len(arrival.ledger.refusals("passage")) == 1
    assert [one.kind for one in arrival.ledger.changed] == ["coding"]
    assert sorted(_words(arrival, one) for one in arrival.project.codings) == ["ab", "abc"]
    assert [one.name for one in arrival.project.coders] == ["Åsa"]


def test_of_several_projects_one_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    database = TaguetteDatabase(tmp_path / "t.sqlite3")
    for name in ("Första", "Andra", "Andra"):
        database.document(database.project(name), name, "<p>abc</p>")
    database.close()
    with pytest.raises(QualwbError, match="1 'Första', 2 'Andra', 3 'Andra'"):
        read_taguette(tmp_path / "t.sqlite3", Wishes())
    with pytest.raises(QualwbError, match="several"):
        read_taguette(tmp_path / "t.sqlite3", Wishes(project="andra"))
    with pytest.raises(QualwbError, match="no project of that name"):
        read_taguette(tmp_path / "t.sqlite3", Wishes(project="Fjärde"))
    assert read_taguette(tmp_path / "t.sqlite3", Wishes(project="första")).project.name == "Första"
    assert [
        one.name for one in read_taguette(tmp_path / "t.sqlite3", Wishes(project="3")).project.sources
    ] == ["Andra"]


def test_it_is_known_by_what_it_holds(tmp_path: Path) -> None:
    assert is_taguette(_written(tmp_path / "anything"))
    ProjectFile.create(tmp_path / "p.sqlite3").close()
    (tmp_path / "t.sqlite3").write_text("SQLite format 3")
    assert not is_taguette(tmp_path / "p.sqlite3")
    assert not is_taguette(tmp_path / "t.sqlite3")
    assert not is_taguette(tmp_path)
    assert not is_taguette(tmp_path / "nothing")


def test_one_that_is_open_elsewhere_is_not_read_behind_its_back(tmp_path: Path) -> None:
    path = _written(tmp_path / "t.sqlite3")
    (tmp_path / "t.sqlite3-wal").write_bytes(b"x")
    with pytest.raises(QualwbError, match="open"):
        read_taguette(path, Wishes())


@given(st.text(alphabet="aåäö é😀𝒳\u0301\n", max_size=60), st.data())
def test_bytes_are_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    positions = Utf8Positions(text)
    assert positions.length == len(text.encode())
    if start < end:
        assert positions.span(len(text[:start].encode()), len(text[:end].encode())) == (start, end)


_PARTS = st.lists(
    st.one_of(
        st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<br>", "<td>", "</td>", "<li>", "<pre>", "</pre>"]),
        st.text(alphabet="aåäö😀𝒳<&>\"' \n\u00a0\u0301", max_size=8).map(html.escape),
    ),
    max_size=20,
)


@settings(max_examples=40)
@given(_PARTS, st.data())
def test_every_passage_of_any_page_keeps_its_words(parts: list[str], data: st.DataObject) -> None:
    raw = HtmlText("".join(parts)).raw
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    with TemporaryDirectory() as folder:
        database = TaguetteDatabase(Path(folder) / "t")
        tag = database.tag(database.project("P"), "tid")
        snippet = html.escape(raw[start:end])
        place = len(raw[:start].encode()), len(raw[:end].encode())
        database.document(1, "D", "".join(parts), [Highlight(*place, snippet, (tag,))])
        database.close()
        arrival = read_taguette(Path(folder) / "t", Wishes())
    assert len(arrival.project.codings) + len(arrival.ledger.refused) == 1
    assert arrival.ledger.changed == []
    meant = _without_blanks(raw[start:end])
    if meant.replace("\u0301", ""):
        assert meant in _without_blanks(_words(arrival, arrival.project.codings[0]))


def _without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", text).split())
