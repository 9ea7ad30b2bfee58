"""Two copies of one project that each went on by itself: what is new in either stays what it says."""

from pathlib import Path

import pytest

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, plan_receiving, receive
from qualwb.acts.researcher import Researcher
from qualwb.exchange.qualcoder.projects import read_qualcoder
from qualwb.exchange.taguette.projects import read_taguette
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import PortableProject
from qualwb.store.check import check
from tests.exchange.peers.qualcoder_database import MOMENT, QualcoderDatabase
from tests.exchange.peers.taguette_database import Highlight, TaguetteDatabase
from tests.projects import new_project

TEXT = "I like trust and love. I fear the dark."


def _qualcoder(folder: Path, code: str, words: str, owner: str) -> Arrival:
    """A copy in which a coder gave the second code, case, annotation and journal entry their numbers."""
    database = QualcoderDatabase(folder, 4)
    source = database.put("source", name="int", fulltext=TEXT, memo=f"Read by {owner}", owner=owner)
    database.put("code_cat", name="Feelings")
    database.put("code_name", name="Base", catid=1)
    database.put("code_cat", name=f"Of {code}")
    database.put("code_name", name=code, catid=2)
    database.put("cases", name=f"Case of {code}", memo=f"On {code}")
    start = TEXT.index(words)
    place = {"fid": source, "pos0": start, "pos1": start + len(words), "owner": owner, "date": MOMENT}
    database.put("case_text", caseid=1, fid=source, pos0=0, pos1=TEXT.index(".") + 1)
    database.put("code_text", cid=1, **{**place, "pos0": 0, "pos1": 6, "owner": "Both"}, seltext="I like")
    database.put("code_text", cid=2, **place, seltext=words, memo=f"Why {code}")
    database.put("annotation", **place, memo=f"Note of {owner}")
    database.put("journal", name="Day 1", jentry=f"{owner} began.", owner=owner, date=MOMENT)
    return read_qualcoder(database.close(), Wishes())


def _taguette(folder: Path, code: str, words: str, owner: str) -> Arrival:
    """A copy in which a coder gave the second tag and the second highlight their numbers."""
    folder.mkdir()
    database = TaguetteDatabase(folder / "t.sqlite3")
    project = database.project("P")
    tags = [database.tag(project, name) for name in ("Base", code)]
    start = TEXT.index(words)
    marked = [
        Highlight(0, 6, "I like", tags[:1], "both"),
        Highlight(start, start + len(words), words, tags[1:], owner),
    ]
    database.document(project, "int", f"<p>{TEXT}</p>", marked, f"Read by {owner}")
    database.close()
    return read_taguette(folder / "t.sqlite3", Wishes())


def _stored(path: Path, *arriving: PortableProject) -> PortableProject:
    with new_project(path) as project:
        for one in arriving:
            receive(Researcher(project, "B"), Incoming(one, "copy"))
        again = [plan_receiving(Researcher(project, "B"), Incoming(one, "copy")) for one in arriving]
        assert not any(one.changes for one in again)
        assert check(project) == []
        with project.reading() as connection:
            return portable_project(connection)


@pytest.mark.parametrize("copied", [_qualcoder, _taguette])
def test_what_each_copy_added_keeps_its_code_its_words_and_its_coder(tmp_path: Path, copied: object) -> None:
    assert callable(copied)
    ours = copied(tmp_path / "a.qda", "Trust", "trust", "eva").project
    theirs = copied(tmp_path / "b.qda", "Fear", "fear the dark", "bo").project
    told = _stored(tmp_path / "p.qwb", ours, theirs)
    codes = {one.uid: one.name for one in told.codes}
    coders = {one.uid: one.name.lower() for one in told.coders}
    assert len(told.sources) == 1
    assert {(codes[one.code], one.quote, coders[one.coder]) for one in told.codings} == {
        ("Base", "I like", "both"),
        ("Trust", "trust", "eva"),
        ("Fear", "fear the dark", "bo"),
    }
    assert len(told.codings) == 3
    wanted = {one.text for one in (*ours.memos, *theirs.memos)}
    assert {"Read by eva", "Read by bo"} <= wanted
    assert {one.text for one in told.memos} == wanted
    people = {one.alias for one in (*ours.participants, *theirs.participants)}
    assert {one.alias for one in told.participants} == people


def test_what_says_the_same_twice_in_a_file_is_two_things(tmp_path: Path) -> None:
    database = TaguetteDatabase(tmp_path / "t.sqlite3")
    project = database.project("P")
    for _n in range(2):
        database.document(project, "int", f"<p>{TEXT}</p>", [Highlight(0, 6, "I like")])
    database.close()
    arrival = read_taguette(tmp_path / "t.sqlite3", Wishes())
    assert len({one.uid for one in arrival.project.sources}) == 2
