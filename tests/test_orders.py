"""The order of names and of attributes."""

from qualwb.alphabetical_order import numbered
from qualwb.attribute_order import attribute_order


def test_names_with_numbers_follow_their_numbers() -> None:
    names = ["D10", "Åsa", "D2", "Örjan", "d1", "Ärla", "Bo", "2a", "10b"]
    assert sorted(names, key=numbered) == ["2a", "10b", "Bo", "d1", "D2", "D10", "Åsa", "Ärla", "Örjan"]


def test_attributes_stand_as_those_who_have_them_were_described() -> None:
    assert attribute_order([]) == ()
    assert attribute_order([(), ("part", "verksamhet"), ("roll", "huvudman", "part"), ("kön",)]) == (
        "kön",
        "roll",
        "huvudman",
        "part",
        "verksamhet",
    )
