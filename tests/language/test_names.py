import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names import (
    Name,
    NameKind,
    Why,
    find_everywhere,
    find_listed,
    find_names,
    find_patterns,
    is_identity_number,
    luhn,
    packed,
    unpacked,
)
from qualwb.language.names.gazetteer import known_places, municipalities
from qualwb.language.names.lists import places
from qualwb.language.parsing import parse


@pytest.mark.parametrize(
    "number", ["811228-9874", "19811228-9874", "8112289874", "670919+9530", "701063-2391"]
)
def test_identity_numbers_of_the_tax_agency(number):
    """Numbers printed as examples by the tax agency; the last one is a samordningsnummer."""
    assert is_identity_number(number)
    assert [(n.kind, n.sure) for n in find_patterns(f"nr {number}.")] == [(NameKind.PERSONNUMMER, True)]


@pytest.mark.parametrize("number", ["811228-9875", "811328-9874", "811232-9874", "2024-2025", "811228"])
def test_other_numbers_are_none(number):
    assert not is_identity_number(number)


def test_wrong_check_digit_is_a_guess():
    assert [(n.text, n.sure) for n in find_patterns("mitt nummer 811228-9875")] == [("811228-9875", False)]


@given(st.text("0123456789", min_size=9, max_size=9))
def test_one_check_digit_fits(digits):
    assert sum(luhn(digits + str(last)) for last in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("070-123 45 67", NameKind.PHONE),
        ("0701234567", NameKind.PHONE),
        ("+46 70 123 45 67", NameKind.PHONE),
        ("08-12 34 56", NameKind.PHONE),
        ("Noll sjuttio, ett sju fyra, noll sex, åttinie", NameKind.PHONE),
        ("asa.lindstrom@umea.se", NameKind.EMAIL),
        ("asa.lindstrom(a)umea.se", NameKind.EMAIL),
        ("asa punkt lindstrom snabel-a umea punkt se", NameKind.EMAIL),
        ("https://umea.example.se/sida", NameKind.URL),
        ("hjalpsidan.example.org/om", NameKind.URL),
        ("802002-4280", NameKind.ORGNUMMER),
        ("MKT 41B", NameKind.PLATE),
        ("RDX 618", NameKind.PLATE),
    ],
)
def test_patterns(text, kind):
    sentence = f"Nå mej på {text}, går bra."
    assert [(n.text, n.kind, sentence[n.start : n.end]) for n in find_patterns(sentence)] == [
        (text, kind, text)
    ]


@pytest.mark.parametrize(
    "text", ["År 2020-2021 kom 10 000 000 kronor", "SOU 2020:15", "kl 08.30-09.45", "12 av 30"]
)
def test_years_sums_and_times_are_no_numbers_of_persons(text):
    assert find_patterns(text) == []


def test_names_of_a_text(nlp):
    text = "Jag heter Anna Lindström och bor i Umeå.\nSen sa lindström att Lindströms chef Kerstin ringde."
    found = {(n.text, n.kind, n.sure) for n in find_names(parse(text, nlp))}
    assert ("Anna Lindström", NameKind.PERSON, True) in found
    assert ("Umeå", NameKind.PLACE, True) in found
    assert ("lindström", NameKind.PERSON, True) in found
    assert any(name == "Lindströms" and kind is NameKind.PERSON for name, kind, _ in found)


@given(st.text("0123456789-+ @.aÅ\n", max_size=80))
def test_findings_never_overlap(text):
    found = find_patterns(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[n.start : n.end] == n.text for n in found)


def found_in(nlp, text: str) -> list[tuple[str, NameKind, bool]]:
    return [(n.text, n.kind, n.sure) for n in find_names(parse(text, nlp))]


def by_kind(nlp, text: str, kind: NameKind) -> list[str]:
    return [name.text for name in find_names(parse(text, nlp)) if name.kind is kind]


@pytest.mark.parametrize(
    ("text", "stem", "tail"),
    [
        ("Det är Annas bil.", "Anna", "s"),
        ("Sen kom Hans hem.", "Hans", ""),
        ("Många i Eksjötrakten vill inte.", "Eksjö", "trakten"),
        ("Det vet väl alla eksjöbor.", "eksjö", "bor"),
        ("Så sa åtvidabergarna.", "åtvidaberg", "arna"),
        ("Hon ringde Vårdcentralen Åkrabergs växel.", "Vårdcentralen Åkraberg", "s"),
    ],
)
def test_stem_and_tail(nlp, text, stem, tail):
    name = find_names(parse(text, nlp))[0]
    assert (name.stem, name.tail) == (stem, tail)


def test_a_full_name_is_one_finding_with_the_gender_of_its_first_name(nlp):
    (name,) = find_names(parse("Sen kom Birgitta Stålklo-Rehn in.", nlp))
    assert (name.text, name.gender, name.why) == ("Birgitta Stålklo-Rehn", "f", Why.FIRST_NAME)


@pytest.mark.parametrize("label", ["Hans", "Åsa", "Mina", "Bo"])
def test_a_label_alone_is_read_as_a_name(label):
    assert [(n.text, n.kind) for n in find_listed(label)] == [(label, NameKind.PERSON)]


def test_a_title_lies_outside_the_name(nlp):
    assert by_kind(nlp, "Jag ringde doktor Haddad igår.", NameKind.PERSON) == ["Haddad"]


@pytest.mark.parametrize(
    "text",
    [
        "Stolt som en tupp, och ros till dem som hoppas.",
        "Vi såg en björn bakom en sten på en stig i maj.",
        "Det gjorde oss en björntjänst.",
        "Jag ringde Försäkringskassan och BUP, och skrev på Instagram.",
        "Det blev en lex Sarah i Småland.",
    ],
)
def test_false_friends_are_kept(nlp, text):
    assert [name for name in found_in(nlp, text) if name[2]] == []


def test_a_name_that_is_a_word_is_told_from_the_word(nlp):
    text = "Handläggaren hette Björn Asklund. Han såg en björn. Sen slutade Björn."
    assert [name for name, _kind, sure in found_in(nlp, text) if sure] == ["Björn Asklund", "Björn"]


def test_names_without_capitals(nlp):
    text = (
        "Moderator: då är vi igång nu\nD1: jag heter steffe å bor i hageby\n"
        "D2: ja å sen kom patrik forslund in"
    )
    assert [name[0] for name in found_in(nlp, text)] == ["steffe", "hageby", "patrik forslund"]


def test_labels_are_names_but_roles_and_codes_are_not(nlp):
    text = "Moderator: Hej.\nÅsa: Hej.\nD1: Hej.\nJukka: Nej.\nÅsa: Jo.\nJukka: Ja."
    found = [(n.text, n.start, n.why) for n in find_names(parse(text, nlp))]
    assert [(words, why) for words, _start, why in found] == [
        (label, Why.LABEL) for label in ("Åsa", "Jukka", "Åsa", "Jukka")
    ]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Hon jobbar på familjecentralen Lyckan nu.", ["familjecentralen Lyckan"]),
        ("Han har Karlssons Rör i Taberg.", ["Karlssons Rör i Taberg"]),
        ("Vi ringde Region Dalarna igår.", ["Region Dalarna"]),
        ("Hon går på Ugglebackaskolan.", ["Ugglebackaskolan"]),
        ("Det var Annas skola och Annas bil.", []),
    ],
)
def test_units_with_the_word_for_what_they_are(nlp, text, units):
    assert by_kind(nlp, text, NameKind.ORGANISATION) == units


def test_an_address_with_flat_postcode_and_town_is_one(nlp):
    text = "Hon bor på Norra Storgatan 41, lgh 1203, 575 31 Eksjö nu."
    assert by_kind(nlp, text, NameKind.ADDRESS) == ["Norra Storgatan 41, lgh 1203, 575 31 Eksjö"]


@pytest.mark.parametrize(
    ("text", "date", "sure"),
    [
        ("Hon är född den 9 maj 1924.", "den 9 maj 1924", True),
        ("Han va född 17/2 -35 så.", "17/2 -35", True),
        ("Det är en lapp, 3/3 -45, i fickan.", "3/3 -45", True),
        ("Hon är född julafton femtitvå.", "julafton femtitvå", True),
        ("Personnumret börjar på 19531102 tror jag.", "19531102", True),
        ("Det var den 14 maj 1987 som det brann.", "den 14 maj 1987", False),
    ],
)
def test_dates_of_birth(text, date, sure):
    assert [(n.text, n.kind, n.sure) for n in find_patterns(text)] == [(date, NameKind.BIRTHDATE, sure)]


@pytest.mark.parametrize(
    "text", ["Det var den 14 maj 2023.", "Vi ses den 3 juni.", "Det kostar 120000 kr.", "SOU 202:15"]
)
def test_other_dates_are_not_of_birth(text):
    assert find_patterns(text) == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Det var ju enda barnmorskan i Hovslätt.", "enda barnmorskan i Hovslätt"),
        ("Hon är den enda kvinnliga lokföraren på Höglandet.", "den enda kvinnliga lokföraren på Höglandet"),
        ("Hon fick fyrlingar förra året.", "Hon fick fyrlingar förra året"),
    ],
)
def test_what_singles_a_person_out_is_a_guess_around_names(nlp, text, clause):
    indirect = [n for n in find_names(parse(text, nlp)) if n.kind is NameKind.INDIRECT]
    assert [(n.text, n.sure) for n in indirect] == [(clause, False)]


@pytest.mark.parametrize("text", ["Det är enda gången.", "Det är den enda skillnaden.", "Inte en enda kom."])
def test_the_only_thing_singles_nobody_out(nlp, text):
    assert by_kind(nlp, text, NameKind.INDIRECT) == []


def test_an_animal_that_has_a_persons_name_is_a_guess(nlp):
    text = "Hon har en hund som heter Rolf. Rolf skäller."
    assert {(n.text, n.sure) for n in find_names(parse(text, nlp))} == {("Rolf", False)}


def test_what_is_known_in_one_text_is_found_in_all():
    texts = {
        "a": "Jag såg Zelmira Kvastholm.",
        "b": "Då sa zelmira att Kvastholms bil stod där.",
        "c": "Zelmira?",
    }
    known = Name(8, 25, "Zelmira Kvastholm", NameKind.PERSON, True, Why.INTRODUCED, "Zelmira Kvastholm", "f")
    found = find_everywhere(texts, {"a": [known]})
    assert [(n.text, n.stem, n.kind) for n in found["b"]] == [
        ("zelmira", "zelmira", NameKind.PERSON),
        ("Kvastholms", "Kvastholm", NameKind.PERSON),
    ]
    assert [(n.text, n.gender, n.why) for n in found["c"]] == [("Zelmira", "f", Why.KNOWN)]
    assert found["a"] == [known]


def test_a_word_that_is_a_name_elsewhere_stays_a_word():
    texts = {1: "Det var hos Sture Lilja.", 2: "Hon odlar en lilja. Sen kom Lilja."}
    found = find_everywhere(texts, {1: find_listed(texts[1])})
    assert [n.text for n in found[2]] == ["Lilja"]


def test_a_guess_becomes_sure_where_the_name_is_known():
    texts = {1: "Björn sov.", 2: "Det var Björn Asklund."}
    assert [n.sure for n in find_listed(texts[1])] == [False]
    assert find_everywhere(texts, {2: find_listed(texts[2])})[1][0].sure is False
    assert find_everywhere({**texts, 1: "Nej, Björn sov."}, {2: find_listed(texts[2])})[1][0].sure


def test_findings_are_kept_as_json():
    text = "Åsa Vretlund bor på Nygatan 22 C i Eksjötrakten, nr 811228-9874."
    found = find_listed(text)
    assert len(found) == 4
    assert unpacked(text, json.loads(json.dumps(packed(found)))) == found


@given(st.text("Annaå Bo.Eksjö:\n-'19é́[]", max_size=60))
def test_direct_findings_never_overlap_and_stand_in_the_text(text):
    found = [n for n in find_listed(text) if n.kind is not NameKind.INDIRECT]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[n.start : n.end] == n.text == n.stem + n.tail for n in found)


def test_all_municipalities_are_listed_but_those_that_are_provinces():
    listed = {place.name for place in places().values() if place.sort == "municipality"}
    assert listed == {it.name for it in municipalities()} - {"Gotland", "Härjedalen"}


def test_where_a_place_lies_is_told_in_one_list():
    located = {place.name.casefold() for place in known_places() if place.kommun}
    assert not [place for place in places().values() if place.county and place.name.casefold() in located]


def test_an_unknown_word_is_a_guess_only_where_names_have_no_capitals(nlp):
    text = "Vi fick en sån zlorpa av dem. Det var bra. Sen gick vi hem."
    assert "zlorpa" not in {n.text for n in find_names(parse(text, nlp))}
    assert "zlorpa" in {n.text for n in find_names(parse(text.lower(), nlp))}


def test_a_guess_without_capital_is_not_likely(nlp):
    text = "vi fick en sån zlorpa av dem. det var bra. sen gick vi hem."
    (name,) = (n for n in find_names(parse(text, nlp)) if n.text == "zlorpa")
    assert (name.sure, name.why, name.is_likely) == (False, Why.UNKNOWN, False)
