"""A person who comes again with a later import is one with whom the key knows by that name."""

import json
from dataclasses import replace

import pytest

from qualwb.acts import memos, people, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import Applied, apply, would_apply
from qualwb.acts.pseudonyms.restoring import restore
from qualwb.acts.pseudonyms.selecting import by_key
from qualwb.acts.pseudonyms.unique_names import SameName
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from tests.acts.pseudonyms.hand_made import PASSPHRASE, column, dump, new_key
from tests.acts.pseudonyms.named_project import name_of
from tests.conftest import transcript_of

FIRST = (("Anna", "Jag kom dit i går."), ("Gunilla", "Det gjorde jag med."))
LATER = (("Anna", "Jag kom tillbaka i dag."), ("Gunilla", "Hit kom jag också."))


@pytest.fixture
def key(researcher: Researcher) -> KeyFile:
    """The key of a project in which Anna, who has attributes, got an alias before she was heard again."""
    import_transcript(researcher, transcript_of(FIRST), name="Första", group="Grupp 1")
    people.describe_participant(researcher, "Grupp 1", "Anna", ort="Eksjö", yrke="lärare")
    return replace_all(researcher, new_key(researcher.project))[1]


def replace_all(researcher: Researcher, key: KeyFile) -> tuple[Applied, KeyFile]:
    """What the command does that accepts all names; the key file is opened anew."""
    with researcher.project.reading_whole() as connection:
        verdicts.accept(researcher, by_key(find(connection), key.key))
    with researcher.project.reading_whole() as connection:
        found = by_key(find(connection), key.key)
    done = apply(researcher, found, key)
    return done, KeyFile.open(key.path, PASSPHRASE)


def aliases(researcher: Researcher) -> list[str]:
    return column(researcher.project, "participant", "alias")


def who_speaks(researcher: Researcher) -> list[tuple[str, str]]:
    """Label and participant of each speaker."""
    rows = dump(researcher.project)
    persons = {row["id"]: row["alias"] for row in rows["participant"]}
    return [(row["label"], persons[row["participant_id"]]) for row in rows["speaker"]]


def test_one_who_comes_again_is_the_same_participant(researcher: Researcher, key: KeyFile) -> None:
    first = aliases(researcher)
    import_transcript(researcher, transcript_of(LATER), name="Andra", group="Grupp 1")
    people.describe_participant(researcher, "Grupp 1", "Anna", ort="Nässjö", syster="Vetlanda")
    memos.write(researcher, "hördes igen", target="participant", name="Anna", group="Grupp 1")
    before = dump(researcher.project)
    done, _key = replace_all(researcher, key)
    assert len(done.merged) == 2
    assert aliases(researcher) == first
    assert who_speaks(researcher) == [(one, one) for one in (*first, *first)]
    (memo,) = dump(researcher.project)["memo"]
    assert memo["participant_id"] == dump(researcher.project)["participant"][0]["id"]
    attributes = json.loads(column(researcher.project, "participant", "attributes")[0])
    assert set(attributes) == {"ort", "yrke", "syster"}
    assert "Nässjö" not in json.dumps(attributes, ensure_ascii=False)
    assert check(researcher.project) == []
    with researcher.project.reading_whole() as connection:
        assert [one.name for one in find(connection) if one.verdict is Verdict.OPEN] == []
    researcher.project.undo(coder="Karin")
    researcher.project.undo(coder="Karin")  # that all names were accepted
    after = dump(researcher.project)
    for table in ("participant", "speaker", "memo", "name_verdict"):
        assert after[table] == before[table]


def test_what_was_one_is_given_back_as_one(researcher: Researcher, key: KeyFile) -> None:
    import_transcript(researcher, transcript_of(LATER), name="Andra", group="Grupp 1")
    people.describe_participant(researcher, "Grupp 1", "Anna", syster="Vetlanda")
    _done, key = replace_all(researcher, key)
    restored = restore(researcher, key)
    assert aliases(researcher) == ["Anna", "Gunilla"]
    assert who_speaks(researcher) == [("Anna", "Anna"), ("Gunilla", "Gunilla")] * 2
    assert json.loads(column(researcher.project, "participant", "attributes")[0]) == {
        "ort": "Eksjö",
        "yrke": "lärare",
        "syster": "Vetlanda",
    }
    assert restored.left == ()
    assert [one.name for one in restored.merged] == ["Anna", "Gunilla"]
    assert check(researcher.project) == []


def test_both_summaries_of_one_cell_are_given_back(researcher: Researcher, key: KeyFile) -> None:
    (first, _other) = aliases(researcher)
    themes.create(researcher, "Vägen")
    summaries.set_summary(researcher, "Vägen", "Grupp 1", "Gick dit.", participant=first)
    import_transcript(researcher, transcript_of(LATER), name="Andra", group="Grupp 1")
    summaries.set_summary(researcher, "Vägen", "Grupp 1", "Anna gick hem.", participant="Anna")
    _done, key = replace_all(researcher, key)
    assert column(researcher.project, "summary", "text") == [f"Gick dit.\n{first} gick hem."]
    restore(researcher, key)
    assert column(researcher.project, "summary", "text") == ["Gick dit.\nAnna gick hem."]


def test_two_people_whose_aliases_are_alike_are_not_made_one(researcher: Researcher, key: KeyFile) -> None:
    (first, _other) = aliases(researcher)
    import_transcript(researcher, transcript_of((("Karl-Johan", "Hej."),)), name="Andra", group="Grupp 1")
    verdicts.decide(researcher, [name_of(researcher, "Karl-Johan")], Verdict.REPLACE)
    with researcher.project.reading_whole() as connection:
        found = find(connection)

    same = [
        replace(one, alias=first, places=[replace(place, replacement=first) for place in one.places])
        if one.name == "Karl-Johan"
        else one
        for one in found
    ]
    with pytest.raises(SameName) as refused:
        apply(researcher, same, key)
    assert "--number" in str(refused.value.hint)
    assert "Karl-Johan" in aliases(researcher)


def test_one_of_another_group_stays_another(researcher: Researcher, key: KeyFile) -> None:
    import_transcript(researcher, transcript_of(LATER), name="Andra", group="Grupp 2")
    done, _key = replace_all(researcher, key)
    assert done.merged == ()
    assert len(aliases(researcher)) == 4


def test_a_dry_run_tells_who_comes_again_and_what_joins(researcher: Researcher, key: KeyFile) -> None:
    import_transcript(researcher, transcript_of(LATER), name="Andra", group="Grupp 1")
    with researcher.project.reading_whole() as connection:
        verdicts.accept(researcher, by_key(find(connection), key.key))
    with researcher.project.reading_whole() as connection:
        found = by_key(find(connection), key.key)
    before = dump(researcher.project, without=())
    would = would_apply(researcher.project, found, key)
    assert dump(researcher.project, without=()) == before
    done = apply(researcher, found, key)
    assert len(done.merged) == 2
    assert replace(would, merged=()) == replace(done, merged=())
    assert {one.name for one in would.merged} == {one.name for one in done.merged}
    assert would.notices() == done.notices()


def test_two_labels_of_one_person_are_told_apart_by_a_number(researcher: Researcher) -> None:
    talk = (("Anna", "Jag kom dit."), ("Anan", "Det gjorde jag."), ("Gunilla", "Anna kom."))
    import_transcript(researcher, transcript_of(talk), name="Första", group="Grupp 1")
    people.set_participant(researcher, "Första", "Anan", "Anna")
    with researcher.project.reading_whole() as connection:
        found = {one.name: one for one in find(connection)}
    verdicts.join(researcher, [found["Anna"], found["Anan"]], found["Anna"])
    _applied, key = replace_all(researcher, new_key(researcher.project))
    labels, aliases = (
        column(researcher.project, "speaker", "label"),
        column(researcher.project, "participant", "alias"),
    )
    alias = labels[0]
    assert labels[1] == f"{alias} 2"
    assert alias in aliases
    assert len(aliases) == 2
    assert check(researcher.project) == []
    restore(researcher, key)
    assert column(researcher.project, "speaker", "label") == ["Anna", "Anan", "Gunilla"]
