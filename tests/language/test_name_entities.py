"""Findings of many texts become the persons, places and numbers that they name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.names.aliases import choose_aliases
from qualwb.language.names.base_forms import is_role
from qualwb.language.names.entities import KINDS, Doubt, Joining, Occurrence, Referent, referents
from qualwb.language.names.generalising import generalised
from qualwb.language.names.inflection import written_as
from qualwb.language.names.number_keys import same_number

DEVELOPMENT = Path(__file__).parent / "data" / "names" / "development"
MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\|([^|\[\]]*)\]\]")


def found(*names: str, kind: str = "person", group: str = "g1") -> list[Occurrence]:
    """Findings one after the other in one text: 'Annas' or 'Annas|Anna' with its stem."""
    occurrences, at = [], 0
    for name in names:
        words, _, stem = name.partition("|")
        occurrences.append(Occurrence(group, at, at + len(words), words, kind, group, stem))
        at += len(words) + 1
    return occurrences


def named(*groups: list[Occurrence], joined: tuple[Joining, ...] = ()) -> dict[str, list[str]]:
    """The words that name each entity, by its name."""
    entities = referents([occ for group in groups for occ in group], joined)
    return {it.name: [occ.words for occ in it.occurrences] for it in entities}


def one(entities: tuple[Referent, ...], name: str) -> Referent:
    return next(it for it in entities if it.name == name)


def test_forms_of_one_name_go_together() -> None:
    assert named(found("Annas|Anna", "ANNA", "Anna", "anna")) == {"Anna": ["Annas", "ANNA", "Anna", "anna"]}


def test_a_genitive_is_told_by_the_name_elsewhere() -> None:
    assert named(found("Hodans", "Hodan")) == {"Hodan": ["Hodans", "Hodan"]}
    assert named(found("Lars", "Mats")) == {"Lars": ["Lars"], "Mats": ["Mats"]}
    assert named(found("Samiras", "Samira Al-Khatib")) == {
        "Samira Al-Khatib": ["Samiras", "Samira Al-Khatib"]
    }


@pytest.mark.parametrize(
    "short", ["Anna", "Lind", "Anna L", "Anna L.", "A. Lind", "fru Lind", "Annas", "LIND"]
)
def test_a_short_name_joins_the_only_full_one(short: str) -> None:
    assert named(found("Anna Lind", short)) == {"Anna Lind": ["Anna Lind", short]}


def test_a_short_name_of_several_stays_apart_and_is_unsure() -> None:
    entities = referents(found("Anna Lind", "Anna Ek", "Anna"))
    assert [it.name for it in entities] == ["Anna", "Anna Ek", "Anna Lind"]
    assert (one(entities, "Anna").sure, one(entities, "Anna").doubt) == (False, Doubt.SEVERAL)
    assert one(entities, "Anna Ek").sure


def test_the_own_conversation_goes_before_the_others() -> None:
    here, there = found("Anna Lind", "Anna"), found("Anna Ek", "Anna", group="g2")
    assert named(here, there) == {"Anna Ek": ["Anna Ek", "Anna"], "Anna Lind": ["Anna Lind", "Anna"]}


def test_a_full_name_of_another_conversation_is_told() -> None:
    entities = referents(found("Anna Lind") + found("Anna", group="g2"))
    assert [(it.name, it.sure, it.doubt) for it in entities] == [("Anna Lind", True, Doubt.ELSEWHERE)]


def test_members_of_a_family_stay_apart() -> None:
    assert set(named(found("Anna Lind", "Karl Lind", "Lind"))) == {"Anna Lind", "Karl Lind", "Lind"}


def test_middle_names_do_not_part() -> None:
    assert named(found("Anna Maria Lind", "Anna Lind", "Anna")) == {
        "Anna Maria Lind": ["Anna Maria Lind", "Anna Lind", "Anna"]
    }


def test_nicknames_and_initials_are_left_for_a_person_to_join() -> None:
    apart = named(found("Krister Botvidsson", "K.B.", "Krille"))
    assert set(apart) == {"Krister Botvidsson", "K.B.", "Krille"}
    joined = (Joining("person", "K.B.", "Krister Botvidsson"), Joining("person", "Krille", "K.B."))
    assert named(found("Krister Botvidsson", "K.B.", "Krille"), joined=joined) == {
        "Krister Botvidsson": ["Krister Botvidsson", "K.B.", "Krille"]
    }


def test_the_other_names_are_its_forms() -> None:
    joined = (Joining("person", "Krille", "Krister Botvidsson"),)
    entities = referents(found("Krister Botvidsson", "Kristers", "Krille"), joined)
    assert entities[0].forms == ("Krister", "Krille")


def test_a_name_parted_by_hand_is_joined_by_no_rule() -> None:
    joined = (Joining("person", "Anna", "Anna"),)
    assert set(named(found("Anna Lind", "Anna"), joined=joined)) == {"Anna Lind", "Anna"}


def test_one_place_may_name_another() -> None:
    joined = (Joining("person", "Anna", "Anna (2)", "g1", 10, 14),)
    assert named(found("Anna Lind", "Anna", "Anna"), joined=joined) == {
        "Anna (2)": ["Anna"],
        "Anna Lind": ["Anna Lind", "Anna"],
    }


def test_names_joined_in_a_ring_are_one() -> None:
    ring = (Joining("person", "Kalle", "Karl"), Joining("person", "Karl", "Kalle"))
    assert len(referents(found("Kalle", "Karl"), ring)) == 1


def test_compounds_belong_to_the_place() -> None:
    words = ("Eksjö", "Eksjötrakten", "eksjöbo", "Eksjös", "eksjöbornas")
    assert named(found(*words, kind="place")) == {"Eksjö": list(words)}
    assert set(named(found("Lund", "Lundsberg", kind="place"))) == {"Lund", "Lundsberg"}


def test_an_organisation_is_known_by_a_part_of_its_name() -> None:
    words = ("Snabbkronan i Öst AB", "Snabbkronan", "fritidsgården Kajutan", "Kajutans")
    assert named(found(*words, kind="organisation")) == {
        "fritidsgården Kajutan": ["fritidsgården Kajutan", "Kajutans"],
        "Snabbkronan i Öst AB": ["Snabbkronan i Öst AB", "Snabbkronan"],
    }


def test_an_unknown_name_has_the_kind_of_the_same_name_elsewhere() -> None:
    entities = referents(found("Anna Lind") + found("Lind", "Zorba", kind="name", group="g2"))
    assert [(it.kind, it.name, len(it.occurrences)) for it in entities] == [
        ("person", "Anna Lind", 2),
        ("name", "Zorba", 1),
    ]


def test_a_guess_has_the_kind_that_the_name_surely_has_elsewhere() -> None:
    firm = found("Snabbkronan i Öst AB", kind="organisation")
    guess = Occurrence("g2", 0, 11, "Snabbkronan", "person", "g2", sure=False)
    assert [it.name for it in referents([*firm, guess])] == ["Snabbkronan i Öst AB"]
    assert len(referents([*firm, replace(guess, sure=True), guess])) == 2


def test_a_known_name_in_s_is_not_the_genitive_of_another() -> None:
    assert set(named(found("Lukas", "Luka", "Hodans|Hodans", "Hodan"))) == {"Lukas", "Luka", "Hodan"}


@pytest.mark.parametrize(
    ("kind", "one_way", "another"),
    [
        ("phone", "070-123 45 67", "0701234567"),
        ("phone", "+46 70 123 45 67", "070/123 45 67"),
        ("phone", "+46(0)70-1234567", "0046701234567"),
        ("personnummer", "19740312-1234", "740312-1234"),
        ("personnummer", "740312 1234", "7403121234"),
        ("orgnummer", "559799-9852", "5597999852"),
        ("birthdate", "1974-03-12", "740312"),
        ("email", "a.b@example.se", "A.B (a) example.se"),
        ("email", "a.b@example.se", "a punkt b snabel-a example punkt se"),
        ("url", "https://www.example.se/", "example.se"),
        ("plate", "ABC 123", "abc123"),
        ("address", "Prästgatan 12, 591 30 Motala", "prästgatan 12"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(kind: str, one_way: str, another: str) -> None:
    assert same_number(kind, one_way) == same_number(kind, another)
    assert len(referents(found(one_way, another, kind=kind))) == 1


def test_numbers_that_differ_stay_apart() -> None:
    assert len(referents(found("070-123 45 67", "070-123 45 68", kind="phone"))) == 2
    assert same_number("personnummer", "240312+1234") != same_number("personnummer", "240312-1234")
    assert len(referents(found("Nygatan 16 B", "Nygatan 22 C", kind="address"))) == 2


@pytest.mark.parametrize("label", ["D1", "Moderator", "Moderator:", "IP 12", "Deltagare 3", "R2b"])
def test_codes_and_roles_of_speakers_are_no_names(label: str) -> None:
    assert is_role(label)
    assert referents(found(label)) == ()


@pytest.mark.parametrize("name", ["Anna", "Bo", "Anna Lind", "K.B."])
def test_a_name_is_no_role(name: str) -> None:
    assert not is_role(name)


def test_the_commonest_gender_holds_and_a_tie_none() -> None:
    def of(*genders: str) -> str:
        finds = [Occurrence("t", n, n + 1, "Kim", "person", gender=it) for n, it in enumerate(genders)]
        return referents(finds)[0].gender

    assert (of("f", "f", "m"), of("f", "m"), of("", "")) == ("f", "", "")


def test_a_surname_tells_no_gender() -> None:
    finds = [
        Occurrence("t", 0, 11, "Sture Lilja", "person", gender="m"),
        Occurrence("t", 12, 17, "Lilja", "person", gender="f"),
        Occurrence("t", 18, 23, "Lilja", "person", gender="f"),
    ]
    assert [it.gender for it in referents(finds)] == ["m"]


def test_a_name_in_capitals_alone_is_called_by_ordinary_ones() -> None:
    assert [it.name for it in referents(found("JONNA MALMROS", "Jonna"))] == ["Jonna Malmros"]


@given(
    st.permutations(
        found("Anna Lind", "Anna", "Annas", "Karl Lind", "Lind", "Bo") + found("Anna", group="g2")
    )
)
def test_the_order_of_the_findings_does_not_count(occurrences: list[Occurrence]) -> None:
    assert referents(occurrences) == referents(sorted(occurrences))


def _truth(paths: Iterable[Path]) -> dict[Occurrence, str]:
    """What is marked in files, each file one conversation, with the thing that it names."""
    truth: dict[Occurrence, str] = {}
    for path in paths:
        for match in MARK.finditer(path.read_text("utf-8")):
            words, kind, thing = match.groups()
            if kind != "-":
                truth[Occurrence(path.stem, match.start(), match.end(), words, kind, path.stem)] = thing
    return truth


def _mixed(truth: dict[Occurrence, str], entities: Iterable[Referent]) -> int:
    """How many names stand for more than one thing."""
    things: dict[str, set[str]] = defaultdict(set)
    for it in entities:
        for occ in it.occurrences:
            things[it.name].add(truth[occ])
    return sum(len(it) > 1 for it in things.values())


def test_every_finding_is_in_one_entity_and_few_are_in_the_wrong_one() -> None:
    """On the first ten marked transcripts, in which no two persons share a name: nicknames and misspellings
    stay apart, few persons are mixed up.
    """
    truth = _truth(DEVELOPMENT / f"grupp{n}.txt" for n in range(1, 11))
    entities = referents(truth)
    assert sorted(occ for it in entities for occ in it.occurrences) == sorted(truth)
    assert _mixed(truth, entities) <= 0.01 * len(entities)
    assert len(entities) <= 1.1 * len(set(truth.values()))


def test_few_persons_of_one_conversation_are_mixed_up() -> None:
    """On all transcripts, each by itself: in different ones, different persons may have one name."""
    truths = [_truth([path]) for path in sorted(DEVELOPMENT.glob("*.txt"))]
    entities = [referents(truth) for truth in truths]
    mixed = sum(map(_mixed, truths, entities))
    assert mixed <= 0.01 * sum(map(len, entities))


WORDS = st.text("aåÅ sS.-:'’1[]{}()/@iB", max_size=12) | st.sampled_from(
    ["AB", "fru", "Lasse i", "K.B.", "född"]
)
FINDINGS = st.lists(st.tuples(WORDS, st.sampled_from(KINDS), st.sampled_from(["g1", "g2"])), max_size=8)


@given(FINDINGS)
def test_any_findings_become_entities_with_aliases_of_their_own(findings: list[tuple[str, str, str]]) -> None:
    occurrences = [
        Occurrence(group, n, n + len(words), words, kind, group)
        for n, (words, kind, group) in enumerate(findings)
    ]
    entities = referents(occurrences)
    assert len({(it.kind, it.name) for it in entities}) == len(entities)
    aliases = choose_aliases(entities, seed="s", material=[words for words, *_ in findings])
    for it in entities:
        assert generalised(it)
        for occ in it.occurrences:
            assert written_as(aliases[it.kind, it.name], it.name, occ.words, kind=it.kind, forms=it.forms)
