"""Speakers and participants: roles, aliases, attributes, and people who become one."""

import pytest

from qualwb.acts import memos, people, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.lookup import BadName
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.states import one_act, rows

PEOPLE = "SELECT alias, role FROM participant ORDER BY id"
LABELS = """SELECT label, alias FROM speaker
    LEFT JOIN participant ON participant.id = participant_id ORDER BY speaker.id"""
SUMMARIES = "SELECT alias, text, codings FROM summary JOIN participant ON participant.id = participant_id"
TURNS = "SELECT number, label, kind FROM turn LEFT JOIN speaker ON speaker.id = speaker_id ORDER BY number"


def test_a_role_is_set_by_label_also_for_one_that_was_nobody(material: Researcher) -> None:
    with one_act(material, "speaker.role"):
        people.set_role(material, "Intervju 1", "Åsa", "observer")
    with one_act(material, "speaker.role"):
        people.set_role(material, "Intervju 1", "Flera", "unknown")
    assert rows(material, PEOPLE) == [
        *(("Moderator", "moderator"), ("Åsa", "observer"), ("Björn", "participant"), ("Flera", "unknown")),
    ]
    with pytest.raises(QualwbError, match="no role 'chef'"):
        people.set_role(material, "Intervju 1", "Åsa", "chef")
    with pytest.raises(NotFound):
        people.set_role(material, "Intervju 1", "Eva", "observer")


def test_several_get_a_role_in_one_act(material: Researcher) -> None:
    chosen = [("Grupp 1", "Moderator"), ("Grupp 1", "Åsa"), ("Grupp 1", "Björn")]
    with one_act(material, "participant.role"):
        assert people.set_roles(material, chosen, "participant") == 1
    assert {role for _alias, role in rows(material, PEOPLE)} == {"participant"}
    with pytest.raises(NotFound):
        people.set_roles(material, [("Grupp 1", "Åsa"), ("Grupp 1", "Eva")], "observer")
    with pytest.raises(QualwbError):
        people.set_roles(material, chosen, "chef")
    assert {role for _alias, role in rows(material, PEOPLE)} == {"participant"}


def test_a_label_points_to_another_person_or_to_nobody(material: Researcher) -> None:
    with one_act(material, "speaker.participant"):
        people.set_participant(material, "Intervju 1", "Åsa", "Anna (rektor)")
    assert ("Anna (rektor)", "participant") in rows(material, PEOPLE)
    assert "Åsa" not in dict(rows(material, PEOPLE))
    with one_act(material, "speaker.participant"):
        people.set_participant(material, "Intervju 1", "Björn", None)
    assert rows(material, LABELS) == [
        *(("Moderator", "Moderator"), ("Åsa", "Anna (rektor)"), ("Björn", None), ("Flera", None)),
    ]


def test_who_has_a_memo_stays_without_a_label(material: Researcher) -> None:
    memos.write(material, "tyst i dag", target="participant", name="Åsa")
    people.set_participant(material, "Intervju 1", "Åsa", "Björn")
    assert "Åsa" in dict(rows(material, PEOPLE))


def test_a_label_is_renamed_or_merged_with_another(material: Researcher) -> None:
    with one_act(material, "speaker.rename"):
        people.rename_speaker(material, "Intervju 1", "Flera", "Alla")
    with one_act(material, "speaker.rename"):
        people.rename_speaker(material, "Intervju 1", "Björn", "Åsa")
    assert rows(material, LABELS) == [("Moderator", "Moderator"), ("Åsa", "Åsa"), ("Alla", None)]
    said_by = [label for _number, label, _kind in rows(material, TURNS)]
    assert said_by == ["Moderator", "Åsa", "Åsa", "Alla", "Åsa"]


def test_turns_get_another_speaker_a_new_one_or_none(material: Researcher) -> None:
    with one_act(material, "turn.speaker"):
        people.set_turn_speaker(material, "Intervju 1", [2, 3], "Eva")
    with one_act(material, "turn.speaker"):
        people.set_turn_speaker(material, "Intervju 1", [5], None)
    assert rows(material, TURNS) == [
        *((1, "Moderator", "speech"), (2, "Eva", "speech"), (3, "Eva", "speech")),
        *((4, "Flera", "speech"), (5, None, "text")),
    ]
    with pytest.raises(NotFound, match="no turn 6"):
        people.set_turn_speaker(material, "Intervju 1", [1, 6], "Eva")


def test_who_speaks_anew_has_the_role_that_import_would_give(material: Researcher) -> None:
    for label in ("Samtalsledare", "Obs", "M", "Eva"):
        people.set_turn_speaker(material, "Intervju 1", [2], label)
    people.set_participant(material, "Intervju 1", "Flera", "Bisittare")
    found = dict(rows(material, PEOPLE))
    assert [found[name] for name in ("Samtalsledare", "Obs", "M", "Eva", "Bisittare")] == [
        *("moderator", "observer", "moderator", "participant", "observer"),
    ]


def test_m_beside_k_and_f_is_a_man_who_takes_part(material: Researcher) -> None:
    for label in ("K1", "M1"):
        people.set_turn_speaker(material, "Intervju 1", [2], label)
    assert dict(rows(material, PEOPLE))["M1"] == "participant"


def test_attributes_come_change_and_go(material: Researcher) -> None:
    with one_act(material, "participant.describe"):
        people.describe_participant(material, "Grupp 1", "Åsa", ålder=52, ort="Umeå", role="observer")
    people.describe_participant(material, "Grupp 1", "Åsa", ort=None)
    assert rows(material, "SELECT role, attributes FROM participant WHERE alias = 'Åsa'") == [
        ("observer", '{"\\u00e5lder": 52}')
    ]
    with pytest.raises(QualwbError):
        people.describe_participant(material, "Grupp 1", "Åsa", role="chef")


def test_an_alias_is_changed(material: Researcher) -> None:
    with one_act(material, "participant.rename"):
        people.rename_participant(material, "Grupp 1", "Åsa", "Anna")
    with pytest.raises(BadName):
        people.rename_participant(material, "Grupp 1", "Anna", "björn")


def test_who_becomes_one_with_another_brings_everything_along(material: Researcher) -> None:
    themes.create(material, "Syfte")
    themes.create(material, "Mandat")
    for theme, alias, text in (
        ("Syfte", "Åsa", "minns ett papper"),
        ("Syfte", "Björn", "minns inget"),
        ("Mandat", "Björn", "saknades"),
    ):
        summaries.set_summary(material, theme, "Grupp 1", text, participant=alias)
    memos.write(material, "tyst i dag", target="participant", name="Björn")
    people.describe_participant(material, "Grupp 1", "Björn", ort="Umeå", ålder=40)
    people.describe_participant(material, "Grupp 1", "Åsa", ålder=52)
    with one_act(material, "participant.rename"):
        people.rename_participant(material, "Grupp 1", "Björn", "Åsa")
    assert rows(material, SUMMARIES) == [
        ("Åsa", "minns ett papper\nminns inget", "[]"),
        ("Åsa", "saknades", "[]"),
    ]
    assert "Björn" not in dict(rows(material, PEOPLE))
    on = "SELECT alias FROM memo JOIN participant ON participant.id = participant_id"
    assert rows(material, on) == ["Åsa"]
    assert rows(material, "SELECT attributes FROM participant WHERE alias = 'Åsa'") == [
        '{"ort": "Ume\\u00e5", "\\u00e5lder": 52}'
    ]


def test_several_become_one_in_one_act(material: Researcher) -> None:
    themes.create(material, "Syfte")
    for alias in ("Moderator", "Åsa", "Björn"):
        summaries.set_summary(material, "Syfte", "Grupp 1", f"om {alias}", participant=alias)
    with one_act(material, "participant.merge"):
        people.merge_participants(material, "Grupp 1", ["Åsa", "Björn", "Moderator"], "Björn", "samma")
    assert rows(material, PEOPLE) == [("Björn", "participant")]
    assert rows(material, SUMMARIES) == [("Björn", "om Björn\nom Åsa\nom Moderator", "[]")]


def test_several_become_one_under_a_new_alias(material: Researcher) -> None:
    with one_act(material, "participant.merge"):
        people.merge_participants(material, "Grupp 1", ["Åsa", "Björn"], "Paret")
    assert rows(material, PEOPLE) == [("Moderator", "moderator"), ("Paret", "participant")]
    with pytest.raises(NotFound):
        people.merge_participants(material, "Grupp 1", ["Paret", "Eva"], "Paret")


def test_people_of_another_group_are_left_alone(material: Researcher) -> None:
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 2")
    people.merge_participants(material, "Grupp 1", ["Åsa"], "Björn")
    there = "SELECT alias FROM participant WHERE group_id = 2 ORDER BY id"
    assert rows(material, there) == ["Moderator", "Åsa", "Björn"]
