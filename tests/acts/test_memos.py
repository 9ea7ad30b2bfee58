"""Memos: on the project and on each kind of thing; people are told apart by their groups."""

import pytest

from qualwb.acts import codes, memos, people, questions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.memos import memo_list
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.model import MEMO_TARGETS
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.projects import place_of
from tests.states import one_act, rows

ON = """SELECT focus_group.name, alias FROM memo JOIN participant ON participant.id = participant_id
    JOIN focus_group ON focus_group.id = participant.group_id ORDER BY memo.id"""


def test_a_memo_hangs_on_each_kind_of_thing(material: Researcher) -> None:
    codes.create(material, "k")
    themes.create(material, "t")
    questions.add_questions(material, [("q", "Hur?")])
    named = {
        **{"group": "Grupp 1", "source": "Intervju 1", "participant": "Åsa"},
        **{"code": "k", "theme": "t", "question": "q"},
    }
    assert named.keys() == MEMO_TARGETS.keys()
    for target, name in named.items():
        with one_act(material, "memo.new"):
            memos.write(material, f" om {name} ", target=target, name=name)
    memos.write(material, "om allt", kind="idea")
    with material.project.reading() as connection:
        found = memo_list(connection)
    assert {memo.target_kind: memo.target for memo in found} == {**named, "project": ""}
    assert [memo.text for memo in found][:1] == ["om Grupp 1"]


def test_the_journal_says_in_the_readers_language_what_a_memo_hangs_on(
    material: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    memos.write(material, "Läs om.", target="source", name="Intervju 1")
    (summary,) = rows(material, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")
    assert summary == "källa Intervju 1: Läs om."


def test_a_memo_hangs_on_a_passage(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    memos.write(material, "ironi?", target="passage", passage=passage, kind="question")
    with material.project.reading() as connection:
        (memo,) = memo_list(connection)
    assert (memo.target_kind, memo.target, memo.quote) == ("passage", "Intervju 1", "Ingen visste")
    assert (memo.start, memo.end, memo.kind) == (passage.start, passage.end, "question")


def test_a_memo_is_rewritten_and_deleted(material: Researcher) -> None:
    key = memos.write(material, "första")
    with one_act(material, "memo.rewrite"):
        memos.rewrite(material, key, "andra ")
    with one_act(material, "memo.rewrite"):
        memos.set_kind(material, key, "decision")
    assert rows(material, "SELECT text, kind FROM memo") == [("andra", "decision")]
    with one_act(material, "memo.delete"):
        memos.delete(material, key)
    for act in (lambda: memos.rewrite(material, key, "x"), lambda: memos.delete(material, key)):
        with pytest.raises(NotFound, match="no memo 1"):
            act()
    with pytest.raises(QualwbError, match="empty"):
        memos.write(material, " \n")


@pytest.fixture
def two_groups(material: Researcher) -> Researcher:
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 2")
    people.rename_participant(material, "Grupp 2", "Björn", "Per/Pelle")
    return material


def test_an_alias_of_several_groups_is_refused_with_the_groups(two_groups: Researcher) -> None:
    with pytest.raises(QualwbError, match="'Moderator': Grupp 1, Grupp 2") as error:
        memos.write(two_groups, "x", target="participant", name="Moderator")
    assert error.value.hint == "Name the group too, as 'Grupp 1/Moderator'."
    assert rows(two_groups, "SELECT count(*) FROM memo") == [0]


def test_the_group_is_named_apart_or_before_the_alias(two_groups: Researcher) -> None:
    for name, group in (
        ("Moderator", "Grupp 2"),
        ("Grupp 2/moderator", None),
        ("Björn", None),
        ("Per/Pelle", None),
        ("Grupp 2/Per/Pelle", None),
    ):
        memos.write(two_groups, "x", target="participant", name=name, group=group)
    assert rows(two_groups, ON) == [
        *(("Grupp 2", "Moderator"), ("Grupp 2", "Moderator"), ("Grupp 1", "Björn")),
        *(("Grupp 2", "Per/Pelle"), ("Grupp 2", "Per/Pelle")),
    ]
    for name in ("Moderatorn", "Grupp 3/Åsa", "Grupp 1/Eva"):
        with pytest.raises(NotFound):
            memos.write(two_groups, "x", target="participant", name=name)


def test_the_command_tells_people_apart_too(
    two_groups: Researcher, capsys: pytest.CaptureFixture[str]
) -> None:
    project = ["-p", place_of(two_groups.project), "memo", "add", "x"]
    assert run([*project, "--participant", "Moderator"]) == 2
    assert "Grupp 1, Grupp 2" in capsys.readouterr().err
    assert run([*project, "--participant", "Moderator", "--group", "Grupp 2"]) == 0
    assert run([*project, "--participant", "Grupp 1/Moderator"]) == 0
    assert rows(two_groups, ON) == [("Grupp 2", "Moderator"), ("Grupp 1", "Moderator")]
