"""What is said instead of a name tells its sort, and its region only where that points out nobody."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names.gazetteer import is_known_place, known_places, municipalities, places_named
from qualwb.language.names.generalising import age_band, generalised, lan_of, landskap_of


@dataclass(frozen=True)
class Thing:
    """Something that has a name."""

    kind: str
    name: str
    gender: str = ""
    forms: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("place", "Eksjö", "[stad i Jönköpings län]"),
        ("place", "eksjö", "[stad i Jönköpings län]"),
        ("place", "Mariannelund", "[ort i Småland]"),
        ("place", "Visby", "[ort på Gotland]"),
        ("place", "Råslätt", "[stadsdel]"),
        ("place", "Berga", "[ort]"),
        ("place", "Bellö", "[ort i Småland]"),
        ("place", "Nyskomby", "[ort]"),
        ("place", "Aleppo", "[ort i utlandet]"),
        ("place", "Vättern", "[sjö]"),
        ("place", "Emån", "[å]"),
        ("organisation", "Höglandssjukhuset", "[sjukhus i Småland]"),
        ("organisation", "Västerviks sjukhus", "[sjukhus i Småland]"),
        ("organisation", "Visby lasarett", "[sjukhus]"),
        ("organisation", "Ugglebackaskolan", "[skola]"),
        ("organisation", "Kvarnbackens hemtjänst", "[hemtjänst]"),
        ("organisation", "Karlssons Rör i Taberg", "[företag]"),
        ("organisation", "Snabbkronan i Öst AB", "[företag]"),
        ("organisation", "Eksjö IF", "[förening]"),
        ("organisation", "Demensföreningen på Gotland", "[förening]"),
        ("organisation", "Solrosen", "[organisation]"),
        ("phone", "070-123 45 67", "[telefonnummer]"),
        ("address", "Storgatan 5", "[adress]"),
        ("email", "a@b.se", "[e-postadress]"),
        ("personnummer", "740312-1234", "[personnummer]"),
        ("birthdate", "1974-03-12", "[födelseår 1970-talet]"),
        ("birthdate", "19740312", "[födelseår 1970-talet]"),
        ("birthdate", "740312", "[födelseår 1970-talet]"),
        ("birthdate", "född 12 mars 1974", "[födelseår 1970-talet]"),
        ("birthdate", "3/3 -45", "[födelseår 1940-talet]"),
        ("birthdate", "120312", "[födelsedatum]"),
        ("birthdate", "14 september", "[födelsedatum]"),
        ("name", "Zorba", "[namn]"),
    ],
)
def test_a_name_is_generalised(kind: str, name: str, expected: str) -> None:
    assert generalised(Thing(kind, name)) == expected


@pytest.mark.parametrize(("gender", "expected"), [("f", "[kvinna]"), ("m", "[man]"), ("", "[person]")])
def test_a_person_is_a_woman_or_a_man_where_it_is_known(gender: str, expected: str) -> None:
    assert generalised(Thing("person", "Kim Lind", gender)) == expected


def test_a_region_is_told_only_where_several_lie_in_it() -> None:
    tags: dict[str, set[str]] = {}
    for place in known_places():
        kind = "organisation" if place.sort == "sjukhus" else "place"
        tags.setdefault(generalised(Thing(kind, place.name)), set()).add(place.name)
    assert all(len(names) >= 3 for tag, names in tags.items() if " i " in tag or " på " in tag)


def test_there_are_290_municipalities_in_21_counties_and_25_provinces() -> None:
    assert len({it.name for it in municipalities()}) == 290
    assert len({it.lan for it in municipalities()}) == 21
    assert len({it.landskap for it in municipalities()}) == 25


@pytest.mark.parametrize(
    ("place", "lan"),
    [
        ("Eksjö", "Jönköpings län"),
        ("eksjö kommun", "Jönköpings län"),
        ("Hultsfreds kommun", "Kalmar län"),
        ("Huskvarna", "Jönköpings län"),
        ("Visby", "Gotlands län"),
        ("Hylte", "Hallands län"),
        ("Berga", None),
        ("Aleppo", None),
        ("", None),
    ],
)
def test_the_county_of_a_place(place: str, lan: str | None) -> None:
    assert lan_of(place) == lan


def test_every_municipality_has_its_county_and_province() -> None:
    for it in municipalities():
        assert it.lan in {place.lan for place in places_named(it.name)}
        assert lan_of(f"{it.name} kommun") == it.lan or is_known_place(f"{it.name} kommun")
    assert landskap_of("Habo") == "Västergötland"


@given(st.integers(0, 130), st.integers(2, 40))
def test_an_age_lies_in_its_band(age: int, width: int) -> None:
    band = age_band(age, width)
    if age >= 90:
        assert band == "90+"
    else:
        low, high = map(int, band.split("–"))
        assert low <= age <= high < 90
        assert low % width == 0
        assert high - low < width


def test_an_age_band_as_it_is_written() -> None:
    assert [age_band(age) for age in (0, 42, 89, 90)] == ["0–9", "40–49", "80–89", "90+"]


@pytest.mark.parametrize(("age", "width"), [(-1, 10), (131, 10), (40, 1)])
def test_no_band_for_what_is_no_age(age: int, width: int) -> None:
    with pytest.raises(ValueError, match="no age band"):
        age_band(age, width)
