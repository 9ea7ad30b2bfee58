"""What attributes of groups and labels of coders tell of who did what, and for how long."""

import pytest

from qualwb.analysis.circumstances import (
    MODERATOR,
    OBSERVER,
    PLACE,
    Conveners,
    conveners,
    noted,
    noted_seconds,
)
from qualwb.analysis.coder_names import coding_people


@pytest.mark.parametrize(
    ("labels", "people"),
    [
        (("KL", "KL & MB", "MB"), ("KL", "MB")),
        (("KL", "MB", "konsensus"), ("KL", "MB")),
        (("Anna och Bo",), ("Anna", "Bo")),
        (("Anna", "anna + Bo"), ("Anna", "Bo")),
        (("A", "A/B", "B"), ("A", "B")),
        (("Lund, Anna",), ("Lund, Anna",)),
        (("Anna-Karin", "Sandberg"), ("Anna-Karin", "Sandberg")),
        ((), ()),
    ],
)
def test_labels_stand_for_persons(labels: tuple[str, ...], people: tuple[str, ...]) -> None:
    assert coding_people(labels) == people


@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        ({"längd_minuter": "66"}, 3960),
        ({"Längd (i) minuter": "66"}, None),
        ({"längd i minuter": "66,5"}, 3990),
        ({"längd": "66 min"}, 3960),
        ({"längd": "1 h 6 min"}, 3960),
        ({"längd": "en timme"}, None),
        ({"längd": "1 timme"}, 3600),
        ({"duration": "1:06:00"}, 3960),
        ({"length": "66:00"}, 3960),
        ({"längd": "66"}, None),
        ({"längd": ""}, None),
        ({}, None),
    ],
)
def test_how_long_a_group_met_is_read_where_its_unit_is_told(
    attributes: dict[str, str], seconds: float | None
) -> None:
    assert noted_seconds(attributes) == seconds


def test_attributes_are_found_under_any_of_their_names() -> None:
    assert noted({"Lokal": " Biblioteket ", "plats": ""}, PLACE) == "Biblioteket"
    assert noted({"datum": "2010"}, PLACE) == ""


def test_one_observer_of_five_groups_is_one_person() -> None:
    groups = {f"G{n}": {"observatör": "BW"} for n in range(1, 6)}
    found = conveners(groups, dict.fromkeys(groups, ("Observatör",)), OBSERVER)
    assert found == Conveners({"BW": ("G1", "G2", "G3", "G4", "G5")}, ())
    assert len(found.groups) == 5


def test_equal_aliases_are_one_person_unless_they_only_say_the_role() -> None:
    aliases = {"G1": ("Britt",), "G2": ("Britt", "Karin"), "G3": ("Moderator 1",)}
    found = conveners({"G1": {}, "G2": {}, "G3": {}, "G4": {}}, aliases, MODERATOR)
    assert found == Conveners({"Britt": ("G1", "G2"), "Karin": ("G2",)}, ("G3",))
    assert found.groups == ("G1", "G2", "G3")


def test_several_names_in_one_note_are_several_persons() -> None:
    found = conveners({"G1": {"Moderator": "KH och LS"}, "G2": {"Moderator": "KH, BW"}}, {}, MODERATOR)
    assert list(found.groups_of) == ["KH", "LS", "BW"]
