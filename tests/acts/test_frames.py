"""The bundled deductive frames say what their sources say, no less."""

import re

import pytest

from qualwb.acts.bundled import bundled_codebooks, read_study
from qualwb.acts.codebook_file import load_codebook
from qualwb.acts.codebooks import CodeEntry

HEADINGS = {
    "chefsstrategier": {
        "Chefers strategier": (
            *("varför samverka", "hårda och mjuka faktorer", "samordningens organisering över tid"),
            *("uppföljning av samordningen", "ledningens påverkan", "verksamhetsutveckling"),
            *("utmaningar", "handlingsutrymme"),
        )
    },
    "framgangsgrader": {
        "Framgångsgrad": (
            *("projektet lyckas", "organisationerna använder erfarenheterna", "organisationerna förändras"),
        )
    },
    "larande": {
        "Lärandenivå": ("lärande hos individen", "lärande i gruppen", "lärande i organisationen"),
        "Lärandeprocess": ("intuition", "tolkning", "integrering", "institutionalisering"),
    },
}


def frame(name: str) -> tuple[CodeEntry, ...]:
    return load_codebook(bundled_codebooks()[name]).codes


def code(frame_name: str, name: str) -> CodeEntry:
    book = load_codebook(bundled_codebooks()[frame_name])
    return next(entry for entry, _above in book.all_codes() if entry.name == name)


@pytest.mark.parametrize("name", HEADINGS)
def test_a_frame_has_all_headings_of_its_source(name: str) -> None:
    assert {family.name: tuple(entry.name for entry in family.codes) for family in frame(name)} == (
        HEADINGS[name]
    )


def test_apparent_success_is_a_case_of_the_first_degree() -> None:
    assert [entry.name for entry in code("framgangsgrader", "projektet lyckas").codes] == ["skenbar framgång"]


@pytest.mark.parametrize(
    ("name", "gains", "losses"),
    [
        ("larandevillkor", "Möjligheter för lärande", "Hinder för lärande"),
        ("samverkansfaktorer", "Framgångsfaktorer", "Hinder i samverkan"),
    ],
)
def test_what_promotes_and_what_hinders_are_families_of_their_own(name: str, gains: str, losses: str) -> None:
    assert [family.name for family in frame(name)] == [gains, losses]
    assert all(len(family.codes) >= 4 for family in frame(name))


@pytest.mark.parametrize(
    ("motive", "words"),
    [
        ("effektivitet", "kvalitet"),
        ("legitimitet", "myndigheter"),
        ("nödvändighet", "enda vägen"),
    ],
)
def test_olivers_motives_are_not_narrower_than_the_source(motive: str, words: str) -> None:
    entry = code("oliver", motive)
    assert words in f"{entry.definition} {entry.include}"
    assert words not in entry.exclude


def test_politicians_belong_with_their_organisation() -> None:
    authority, organisation = (code("vedung", name) for name in ("myndighet", "organisation/ledning"))
    assert "politiker" in organisation.definition
    assert "politik" not in f"{authority.definition} {authority.include}"


def test_the_bundled_reading_counts_politics_with_the_organisation() -> None:
    study = read_study()
    political = {"politiken frånvarande", "två huvudmän", "vem betalar"}
    seen = 0
    for passage in study.passages:
        if passage.cited and political & set(passage.codes["KL & MB"]):
            seen += 1
            assert "myndighet" not in study.readings[passage.key], passage.key
    assert seen >= 5


@pytest.mark.parametrize("name", sorted(set(bundled_codebooks()) - {"larandeseminarier", "chefsstrategier"}))
def test_a_frame_names_author_and_year(name: str) -> None:
    # The report on managers' strategies is known to us by number and surnames alone.
    reference = load_codebook(bundled_codebooks()[name]).reference
    assert re.search(r"^[A-ZÅÄÖ][\w\- ]+, [A-Z]\..* \((19|20)\d\d\)", reference), reference
