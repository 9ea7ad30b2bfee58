"""QualCoder's projects: texts, categories and codes, codings counted either way, memos, cases, journals."""

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
from qualwb.exchange.qualcoder.folder import is_qualcoder
from qualwb.exchange.qualcoder.projects import read_qualcoder
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import Coding
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.exchange.peers.qualcoder_database import MOMENT, QualcoderDatabase
from tests.projects import new_project

TEXT = "Åsa: Jag gråter 😀😀 ofta.\r\nBo: Inte jag, 𝒳.\n\nSedan gick vi."


def _words(arrival: Arrival, coding: Coding) -> str:
    text = next(one.text for one in arrival.project.sources if one.uid == coding.source)
    return text[coding.start : coding.end]


def _coded(
    database: QualcoderDatabase, source: int, code: int, words: str, utf16: bool = False, **more: object
) -> None:
    start = TEXT.index(words)
    end = start + len(words)
    if utf16:
        start, end = (len(TEXT[:at].encode("utf-16-le")) // 2 for at in (start, end))
    values = {"owner": "Eva", "date": MOMENT, "seltext": words.replace("\n", "\u2029"), **more}
    database.put("code_text", cid=code, fid=source, pos0=start, pos1=end, **values)


@pytest.mark.parametrize("version", [3, 4])
def test_all_of_a_project_is_taken_or_refused_and_counted(tmp_path: Path, version: int) -> None:
    database = QualcoderDatabase(tmp_path / "Studie.qda", version)
    text = database.put("source", name="möte.txt", fulltext=TEXT, memo="Källa", owner="Eva", date=MOMENT)
    picture = database.put("source", name="bild.png", mediapath="/images/bild.png", memo="", owner="Eva")
    outer = database.put("code_cat", name="Känsla", memo="")
    inner = database.put("code_cat", name="Gråt", supercatid=outer)
    code = database.put("code_name", name="Gråt", memo="När någon gråter", catid=inner, color="#FF0000")
    other = database.put("code_name", name="Tid", memo=None, catid=None, color="röd")
    _coded(database, text, code, "gråter 😀😀 ofta", memo="Viktigt", important=1)
    _coded(database, text, code, "gråter 😀😀 ofta", owner="Bo")
    _coded(database, text, other, "ofta.\r\nBo")
    database.put("code_text", cid=other, fid=text, pos0=900, pos1=910, seltext="x", owner="Eva", memo="Borta")
    database.put("code_text", cid=99, fid=text, pos0=0, pos1=3, seltext="Åsa", owner="Eva")
    database.put("code_text", cid=other, fid=text, pos0=0, pos1=3, seltext="annat", owner=None)
    database.put("code_image", cid=code, id=picture, x1=1, y1=1, width=5, height=5, owner="Eva")
    database.put("code_av", cid=code, id=picture, pos0=1, pos1=5, owner="Eva")
    database.put("annotation", fid=text, pos0=0, pos1=3, memo="Vem?", owner="Bo", date=MOMENT)
    database.put("journal", name="Dag 1", jentry="Vi började.", owner="Eva", date=MOMENT)
    arrival = read_qualcoder(database.close(), Wishes(coder="Någon"))
    project, ledger = arrival.project, arrival.ledger
    assert arrival.origin == f"QualCoder {'3.6' if version == 3 else '4.0'}"
    assert (project.name, project.description) == ("Studie", "Om")
    assert [_words(arrival, one) for one in project.codings] == [
        *["gråter 😀😀 ofta"] * 2,
        "ofta.\nBo",
        "Åsa",
    ]
    assert [one.cited for one in project.codings] == [True, False, False, False]
    names = {one.uid: one.name for one in project.coders}
    assert [names[one.coder] for one in project.codings] == ["Eva", "Bo", "Eva", "Någon"]
    codes = {one.uid: one for one in project.codes}
    assert [one.name for one in project.codes] == ["Känsla", "Gråt", "Gråt (Gråt)", "Tid"]
    coded = codes[project.codings[0].code]
    assert (coded.definition, coded.colour) == ("När någon gråter", "#ff0000")
    assert codes[coded.parent or ""].name == "Gråt"
    assert {(one.text, one.on) for one in project.memos} == {
        ("Källa", "source"),
        ("Viktigt", "source"),
        ("Vem?", "source"),
        ("Dag 1\n\nVi började.", "project"),
    }
    assert ledger.found["coding"] == 8 == len(project.codings) + len(ledger.refusals("coding"))
    assert ledger.found["memo"] == 5 == len(project.memos) + len(ledger.refusals("memo"))
    assert ledger.found["source"] == 2 == len(project.sources) + len(ledger.refusals("source"))
    assert ledger.found["code"] == 4
    assert [one.kind for one in ledger.changed] == ["coding", "code"]


def test_a_code_may_lie_beneath_a_code(tmp_path: Path) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda", 4)
    outer = database.put("code_name", name="A", supercid=None)
    database.put("code_name", name="B", supercid=outer)
    codes = read_qualcoder(database.close(), Wishes()).project.codes
    assert codes[1].parent == codes[0].uid


@pytest.mark.parametrize("utf16", [False, True])
def test_passages_have_their_words_however_they_are_counted(tmp_path: Path, utf16: bool) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda")
    text = database.put("source", name="t", fulltext=TEXT)
    code = database.put("code_name", name="k")
    marked = ["gråter 😀😀 ofta", "Inte jag, 𝒳", "Sedan gick vi."]
    for words in marked:
        _coded(database, text, code, words, utf16)
    _coded(database, text, code, "gick", not utf16)
    arrival = read_qualcoder(database.close(), Wishes())
    assert [_words(arrival, one) for one in arrival.project.codings] == [*marked, "gick"]
    assert arrival.ledger.changed == arrival.ledger.refused == []


def test_cases_are_groups_where_they_have_files_and_people_where_they_have_parts(tmp_path: Path) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda")
    text = database.put("source", name="möte", fulltext=TEXT)
    database.put("source", name="annan", fulltext="Ingen.")
    group = database.put("cases", name="Grupp 1", memo="Stor")
    person = database.put("cases", name="Åsa", memo="")
    database.put("cases", name="Tom", memo="")
    database.put("case_text", caseid=group, fid=text, pos0=0, pos1=len(TEXT))
    end = TEXT.index("\r\n")
    database.put("case_text", caseid=person, fid=text, pos0=0, pos1=end)
    database.put("case_text", caseid=person, fid=text, pos0=TEXT.index("Inte"), pos1=TEXT.index("jag,"))
    database.put("attribute", name="Ålder", attr_type="case", value="40", id=person)
    database.put("attribute", name="Ort", attr_type="case", value="Umeå", id=group)
    database.put("attribute", name="Datum", attr_type="file", value="2026", id=text)
    arrival = read_qualcoder(database.close(), Wishes())
    project = arrival.project
    assert {one.name: dict(one.attributes) for one in project.groups} == {
        "Grupp 1": {"Ort": "Umeå"},
        "annan": {},
        "Tom": {},
    }
    assert [(one.alias, dict(one.attributes)) for one in project.participants] == [("Åsa", {"Ålder": "40"})]
    meeting = project.sources[0]
    assert dict(meeting.attributes) == {"Datum": "2026"}
    assert [turn.speaker for turn in meeting.turns] == ["Åsa", None, None]
    assert meeting.speakers[0].participant == project.participants[0].uid
    assert [(one.text, one.on) for one in project.memos] == [("Stor", "group")]
    assert arrival.ledger.found["case"] == 3
    assert arrival.ledger.found["attribute"] == 3
    assert [one.kind for one in arrival.ledger.refused] == ["speaker"]


def test_a_file_of_several_cases_has_a_group_of_its_own_with_them_as_its_people(tmp_path: Path) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda")
    text = database.put("source", name="möte", fulltext=TEXT)
    alone = database.put("source", name="annan", fulltext="Ingen.")
    anna, bo = (database.put("cases", name=name) for name in ("Anna", "Bo"))
    for case in (anna, bo, anna):
        database.put("case_text", caseid=case, fid=text, pos0=0, pos1=len(TEXT))
    database.put("case_text", caseid=anna, fid=alone, pos0=0, pos1=6)
    database.put("attribute", name="Ålder", attr_type="case", value="40", id=bo)
    arrival = read_qualcoder(database.close(), Wishes())
    groups = {one.uid: one.name for one in arrival.project.groups}
    assert [groups[one.group] for one in arrival.project.sources] == ["möte", "Anna"]
    assert [(one.alias, groups[one.group], dict(one.attributes)) for one in arrival.project.participants] == [
        ("Anna", "möte", {}),
        ("Bo", "möte", {"Ålder": "40"}),
    ]
    assert [(one.kind, one.what) for one in arrival.ledger.changed] == [("case", "Anna"), ("case", "Bo")]
    assert arrival.ledger.refused == []


def test_a_passage_of_a_case_that_is_nowhere_is_refused_and_counted(tmp_path: Path) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda")
    text = database.put("source", name="möte", fulltext=TEXT)
    picture = database.put("source", name="bild.png", mediapath="/images/bild.png")
    case = database.put("cases", name="Anna")
    for number, source, start, end in (
        *((case, text, 900, 910), (case, text, 9, 900), (case, text, 5, 5), (case, picture, 0, 0)),
        *((99, text, 0, 4), (case, text, 0, TEXT.index("\r\n"))),
    ):
        database.put("case_text", caseid=number, fid=source, pos0=start, pos1=end)
    arrival = read_qualcoder(database.close(), Wishes())
    refused = arrival.ledger.refusals("case_passage")
    assert [one.what for one in refused] == [
        *("Anna: möte 900-910", "Anna: möte 9-900", "Anna: möte 5-5", "Anna: 0-0", "möte 0-4")
    ]
    assert arrival.ledger.found["case_passage"] == 6
    assert [one.alias for one in arrival.project.participants] == ["Anna"]


def test_it_becomes_a_project_and_comes_a_second_time_without_a_change(tmp_path: Path) -> None:
    database = QualcoderDatabase(tmp_path / "p.qda")
    text = database.put("source", name="möte", fulltext=TEXT, memo="Källa", owner="Eva")
    code = database.put("code_name", name="Gråt", color="#00ff00")
    person = database.put("cases", name="Åsa")
    database.put("case_text", caseid=person, fid=text, pos0=0, pos1=TEXT.index("\r\n"))
    _coded(database, text, code, "gråter 😀😀 ofta", memo="Viktigt")
    folder = database.close()
    arriving = read_qualcoder(folder, Wishes()).project
    with new_project(tmp_path / "p.qwb") as project:
        receive(Researcher(project, "B"), Incoming(arriving, "p.qda"))
        with project.reading() as connection:
            told = portable_project(connection)
        assert {one[:7] for one in told.codings} == {one[:7] for one in arriving.codings}
        assert told.codings[0].quote == "gråter 😀😀 ofta"
        assert told.participants == arriving.participants
        again = read_qualcoder(folder / "data.qda", Wishes()).project
        assert not plan_receiving(Researcher(project, "B"), Incoming(again, "p.qda")).changes
        assert check(project) == []


def test_it_is_known_by_its_tables(tmp_path: Path) -> None:
    folder = QualcoderDatabase(tmp_path / "anything").close()
    assert is_qualcoder(folder)
    assert is_qualcoder(folder / "data.qda")
    (tmp_path / "empty.qda").mkdir()
    assert not is_qualcoder(tmp_path / "empty.qda")
    ProjectFile.create(tmp_path / "empty.qda" / "data.qda").close()
    assert not is_qualcoder(tmp_path / "empty.qda")
    with pytest.raises(QualwbError, match="no QualCoder project"):
        read_qualcoder(tmp_path / "empty.qda", Wishes())
    with pytest.raises(QualwbError, match="'data\\.qda'"):
        read_qualcoder(tmp_path, Wishes())


@settings(max_examples=40)
@given(st.text(alphabet="aåä😀𝒳\r\n \u0301", max_size=40), st.booleans(), st.data())
def test_any_passage_of_any_text_has_its_words(text: str, utf16: bool, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = [len(text[:at].encode("utf-16-le")) // 2 for at in (start, end)] if utf16 else [start, end]
    with TemporaryDirectory() as folder:
        database = QualcoderDatabase(Path(folder) / "p.qda")
        database.put("source", name="t", fulltext=text)
        database.put("code_name", name="k")
        words = text[start:end].replace("\n", "\u2029")
        database.put("code_text", cid=1, fid=1, pos0=places[0], pos1=places[1], seltext=words)
        arrival = read_qualcoder(database.close(), Wishes())
    assert arrival.ledger.found["coding"] == 1 == len(arrival.project.codings) + len(arrival.ledger.refused)
    if text[start:end].strip("\u0301 \r\n"):
        assert arrival.ledger.changed == []
        assert _bare(text[start:end]) in _bare(_words(arrival, arrival.project.codings[0]))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", text).split())
