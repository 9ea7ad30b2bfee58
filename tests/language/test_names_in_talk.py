"""How units, plates, dates and streets are spoken of, and what begins a sentence without being a name."""

import pytest

from qualwb.language.names import NameKind, Why, find_names
from qualwb.language.parsing import parse

LOWER = " sen gick vi hem. det var bra. han kom också."
"""Sentences by which a text is seen to be written without capitals."""


def found(nlp, text: str, kind: NameKind) -> list[str]:
    return [name.text for name in find_names(parse(text, nlp)) if name.kind is kind]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Hon jobbar på avdelning 12 nu.", "avdelning 12"),
        ("Vi ringde Team Syd igen.", "Team Syd"),
        ("Han låg på VC Kungshöjd då.", "VC Kungshöjd"),
        ("Det var Sörgårdens HVB som ringde.", "Sörgårdens HVB"),
        ("Vi skrev till Sparbanken Syd om det.", "Sparbanken Syd"),
        ("Bilen stod hos Melins Bärgning en vecka.", "Melins Bärgning"),
        ("Vi åt på Pizzeria Venezia Due i går.", "Pizzeria Venezia Due"),
        ("jag va på trädgårdsgatans stödboende." + LOWER, "trädgårdsgatans stödboende"),
        ("hon bor på boendet på tallhedsvägen." + LOWER, "boendet på tallhedsvägen"),
        ("Jag ringde Försäkringskassan i Enköping.", "Försäkringskassan i Enköping"),
        ("Polisen i Ånge kom sen.", "Polisen i Ånge"),
        ("Han var med i Röda Korset i Hagfors.", "Röda Korset i Hagfors"),
        ("Vi är med i PRO Ljungby nu.", "PRO Ljungby"),
        ("Han satt i LRF Halland då.", "LRF Halland"),
        ("jag jobbade på samhall i ånge." + LOWER, "samhall i ånge"),
        ("hon jobbar på hoffbauers rökeri." + LOWER, "hoffbauers rökeri"),
        ("dom kallar det område väst nu." + LOWER, "område väst"),
        ("dom sa det på attendo björkgården." + LOWER, "attendo björkgården"),
        ("Vi spelar i IFK Lidingö nu.", "IFK Lidingö"),
        ("Jag har Schackklubben Bonden nu.", "Schackklubben Bonden"),
        ("jag gick på jobbtorg nässjö då." + LOWER, "jobbtorg nässjö"),
    ],
)
def test_units_are_found_by_the_word_for_what_they_are(nlp, text, unit):
    assert unit in found(nlp, text, NameKind.ORGANISATION)


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Bilen va a b c ett två tre.", "a b c ett två tre"),
        ("Bilen heter MLB två fyra sju.", "MLB två fyra sju"),
        ("Bilen va D K U, tre noll ett.", "D K U, tre noll ett"),
        ("bilen va urd två åtta sju." + LOWER, "urd två åtta sju"),
        ("Bilen va er ell emm två fyra sju.", "er ell emm två fyra sju"),
        ("Skylten på bilen börjar på MKT.", "MKT"),
        ("Bilen hade norska skyltar, BN 48210.", "BN 48210"),
        ("Reggen va TYR nollåtta K.", "TYR nollåtta K"),
        ("Bilen va j u t ett tvåa åtta.", "j u t ett tvåa åtta"),
        ("En polsk bil, WPR 4521A, stod där.", "WPR 4521A"),
        ("Det stod GUBBEN på nummerplåten.", "GUBBEN"),
    ],
)
def test_plates_are_found_as_they_are_said(nlp, text, plate):
    assert plate in found(nlp, text, NameKind.PLATE)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Han är född den tredje mars femtiåtta.", "den tredje mars femtiåtta"),
        ("Han är född -58.", "-58"),
        ("Hon är född 58-03-12.", "58-03-12"),
        ("Född tredje i tredje femtiåtta.", "tredje i tredje femtiåtta"),
        ("Hon är född i mars den tolfte.", "mars den tolfte"),
        ("Han fyller år fjärde femte.", "fjärde femte"),
        ("Hon är född på fettisdagen.", "fettisdagen"),
        ("Vi är födda den sista april.", "den sista april"),
        ("Ja sa femtitvå noll sju arton.", "femtitvå noll sju arton"),
        ("Han fyllde år i lördags den tredje.", "lördags den tredje"),
        ("Sonen är född sjunde sjunde nollsju.", "sjunde sjunde nollsju"),
        ("Hon är född på midsommar.", "midsommar"),
    ],
)
def test_birthdates_are_found_as_they_are_said(nlp, text, date):
    assert date in found(nlp, text, NameKind.BIRTHDATE)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Vi bor på Ramels väg sen dess.", "Ramels väg"),
        ("Hon hade trappuppgång B på Ekgatan.", "trappuppgång B på Ekgatan"),
        ("han bor på galileis gata 8." + LOWER, "galileis gata 8"),
        ("Vi bor på Skomakargatan 7-9 nu.", "Skomakargatan 7-9"),
    ],
)
def test_streets_are_found_without_the_usual_form(nlp, text, street):
    assert street in found(nlp, text, NameKind.ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        *("Välkomna hit.", "Lugnt och skönt.", "Stackars dig.", "Apropå det.", "Arbetsterapeut var hon."),
        *("Det var Grupp 1 som sa det.", "Inspelad 10 november.", "Hela ditvägen.", "Han var JÄTTEtrevlig."),
        *("Det är framdukat.", "En hel klass.", "Okänd och flera talar.", "Hur mycket handlar om R och K?"),
    ],
)
def test_ordinary_words_are_no_names(nlp, text):
    assert find_names(parse(text, nlp)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Den enda uppgiften jag begrep var den.",
        "Hon är den enda som tycker att det var tydligt.",
        "Det är den enda vägen i livet.",
        "Vi hade en lärare som var bra.",
        "Han som sa det var snäll.",
    ],
)
def test_who_is_alone_in_an_opinion_is_not_singled_out(nlp, text):
    assert found(nlp, text, NameKind.INDIRECT) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hon var prästens dotter.",
        "Han var ordningsman på missionshuset i femti år.",
        "De enda kalkonbönderna på Österlen.",
        "Pappan var tandläkare där.",
        "Han satt fängslad för mordbrand.",
        "Hon var den enda tjejen på bygg i Sveg.",
        "Jag är enda färöingen i hela kommunen.",
        "Det är killen som åkte moped till Nordkap.",
        "Det är damen på tredje våningen som har hundra porslinshundar.",
        "Hon är gift med han som äger campingen.",
        "Han är sonen till den som brände ner skolan.",
        "Hon var Sveriges yngsta kyrkvaktmästare.",
        "Vi hade en kvinnlig imam från Uganda.",
    ],
)
def test_offices_and_fates_may_single_out(nlp, text):
    assert found(nlp, text, NameKind.INDIRECT)


def test_names_in_lower_case_are_found_where_sentences_have_capitals(nlp):
    text = "Jag heter eivor och han heter evald. Sen kom zilla och sa att krutmeijer svarar. Det är bra."
    people = found(nlp, text, NameKind.PERSON)
    assert {"eivor", "evald", "zilla", "krutmeijer"} <= set(people)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hälsan, säger vi, den låg där.", "Hälsan"),
        ("Ocean heter hon.", "Ocean"),
        ("Spik visste allt.", "Spik"),
        ("vi bodde på lister." + LOWER, "lister"),
        ("vi bodde på söder." + LOWER, "söder"),
        ("vi var på fyren i går." + LOWER, "fyren"),
        ("det sa spik till oss." + LOWER, "spik"),
        ("då kom kjell-ove stam till oss." + LOWER, "stam"),
        ("det va k.b. som sa det." + LOWER, "k.b."),
        ("vi åkte till stora tuna." + LOWER, "stora tuna"),
    ],
)
def test_words_that_stand_as_names_do_are_guesses(nlp, text, name):
    guesses = {found.text: found.sure for found in find_names(parse(text, nlp))}
    assert guesses[name] is False


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moa-Li kom.", "Moa-Li"),
        ("Det var Karl van der Meer.", "Karl van der Meer"),
        ("Per sa att det var bra.", "Per"),
        ("per ringde till oss." + LOWER, "per"),
        ("ulla k är här." + LOWER, "ulla k"),
        ("han hette farid al sabbag." + LOWER, "farid al sabbag"),
    ],
)
def test_names_of_small_words_and_several_parts_are_whole(nlp, text, name):
    assert name in found(nlp, text, NameKind.PERSON)


def test_a_place_has_its_parts(nlp):
    assert found(nlp, "Vid Segersta kors stod han.", NameKind.PLACE) == ["Segersta kors"]


def test_what_is_named_after_a_province_is_found(nlp):
    (name,) = find_names(parse("Uppe på Hallandsåsen blåser det.", nlp))
    assert name.text == "Hallandsåsen"


def test_a_small_word_that_is_a_name_too_stays_a_word(nlp):
    text = "Det kostar tusen per månad. Hans bil stod där. per person blir det mycket."
    assert found(nlp, text, NameKind.PERSON) == []


def test_what_anybody_says_is_no_name(nlp):
    assert found(nlp, "Då säger vi det. Sen sa dom nej.", NameKind.PERSON) == []


def test_days_without_a_birth_are_none(nlp):
    text = "Vi sågs i lördags den tredje. Till midsommar reste vi. Kom den sista april."
    assert found(nlp, text, NameKind.BIRTHDATE) == []


def test_a_double_name_in_lower_case_is_found(nlp):
    assert "tyra-stina" in found(nlp, "Det var tyra-stina som ringde.", NameKind.PERSON)


def test_a_turn_in_lower_case_is_read_so_where_others_have_capitals(nlp):
    text = (
        "Moderator: Hur var det?\nP1: Det var bra. Jag minns Karin.\n"
        "P2: ja, jag va på kompassen då. å så kom torsten berg från segersta.\nP1: Ja. Han var snäll."
    )
    direct = {name.text for name in find_names(parse(text, nlp)) if name.kind is not NameKind.INDIRECT}
    assert direct == {"Karin", "kompassen", "torsten berg", "segersta"}


def test_a_line_that_goes_on_with_a_sentence_is_not_read_as_lower_case(nlp):
    text = "Det var så att hon gick ut på\ngolvet och sa att det inte\nvar fyren. Sen sa Karin\nnej till det."
    assert [name.text for name in find_names(parse(text, nlp))] == ["Karin"]


def test_a_province_is_a_guess_that_is_not_likely(nlp):
    (name,) = find_names(parse("Vi flyttade till Värmland då.", nlp))
    assert (name.text, name.sure, name.why, name.is_likely) == ("Värmland", False, Why.REGION, False)
