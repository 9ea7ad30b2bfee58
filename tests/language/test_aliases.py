"""Aliases: of the same kind and gender, near no name of the material, never twice, hanging on a seed."""

import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts.text_edits import Edit, Edits
from qualwb.language.names.alias_names import MEN, NEUTRAL, WOMEN, places, surnames
from qualwb.language.names.alias_shapes import organisation_shape
from qualwb.language.names.aliases import AliasFault, AliasStyle, alias_faults, choose_aliases
from qualwb.language.names.closeness import one_letter_less
from qualwb.language.names.entities import Occurrence, referents
from qualwb.language.names.gazetteer import is_known_place
from qualwb.language.names.inflection import is_tag, written_as
from qualwb.language.names.standing import KnownNames

DEVELOPMENT = Path(__file__).parent / "data" / "names" / "development"
MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\|([^|\[\]]*)\]\]")


@dataclass(frozen=True)
class Thing:
    """Something that has a name."""

    kind: str
    name: str
    gender: str = ""
    forms: tuple[str, ...] = ()


ANNA = Thing("person", "Anna Lind", "f")
SEEDS = st.text(min_size=1, max_size=20)
GIVEN = st.sampled_from(sorted(WOMEN + MEN + NEUTRAL + ("Anna", "Bo", "Yusuf", "Åsa", "Maj")))
SURNAMES = st.sampled_from(sorted((*surnames().names[:40], "Lind", "Berg", "Ek", "Warsame", "von Essen")))
PEOPLE = st.builds(
    Thing,
    st.just("person"),
    st.one_of(GIVEN, st.builds("{} {}".format, GIVEN, SURNAMES)),
    st.sampled_from(["f", "m", ""]),
)
PLACES = st.builds(
    Thing, st.just("place"), st.sampled_from(("Eksjö", "Tranås", "Åby", "Humleby", *places().names[:9]))
)
THINGS = st.lists(PEOPLE | PLACES, max_size=25, unique_by=lambda it: (it.kind, it.name))


def alias_of(*things: Thing, of: Thing = ANNA, seed: str = "s", **kwargs: object) -> str:
    return choose_aliases([of, *things], seed=seed, **kwargs)[of.kind, of.name]  # type: ignore[arg-type]


def distance(one: str, other: str) -> int:
    """Edit distance (Levenshtein) by its definition."""
    row = list(range(len(other) + 1))
    for n, left in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, right in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (left != right))
    return row[-1]


def words_of(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))


@given(THINGS, SEEDS)
@settings(deadline=None)
def test_no_alias_is_near_a_name_of_the_material(things: list[Thing], seed: str) -> None:
    names = {word for thing in things for word in words_of(thing.name)}
    for alias in choose_aliases(things, seed=seed).values():
        if not is_tag(alias):
            for word in words_of(alias):
                assert all(distance(word, name) > 1 and word not in name for name in names), (alias, names)


@given(THINGS, SEEDS, st.sampled_from(AliasStyle))
@settings(deadline=None)
def test_no_alias_is_given_twice(things: list[Thing], seed: str, style: AliasStyle) -> None:
    aliases = choose_aliases(things, seed=seed, style=style)
    assert len(aliases) == len(things)
    single = {it.name.split()[-1].casefold() for it in things if it.kind == "person"}
    for (one, alias), (other, another) in combinations(sorted(aliases.items()), 2):
        family = one[1].split()[-1] == other[1].split()[-1] and one[1].split()[-1].casefold() in single
        assert alias != another or family


@given(THINGS, SEEDS)
@settings(deadline=None)
def test_the_same_seed_gives_the_same_aliases_in_any_order(things: list[Thing], seed: str) -> None:
    assert choose_aliases(things, seed=seed) == choose_aliases(things[::-1], seed=seed)


def test_another_seed_gives_other_aliases() -> None:
    assert len({alias_of(seed=str(n)) for n in range(50)}) > 40


@pytest.mark.parametrize(("gender", "pool"), [("f", WOMEN), ("m", MEN), ("", NEUTRAL)])
def test_the_gender_stays(gender: str, pool: tuple[str, ...]) -> None:
    for n in range(30):
        alias = alias_of(of=Thing("person", "Fadumo Warsame", gender), seed=str(n))
        assert alias.split()[0] in pool
        assert alias.split()[1] in surnames().names


def test_no_alias_is_a_word_of_the_material() -> None:
    texts = ["När man är " + " ".join(WOMEN[:-20]).lower()]
    assert alias_of(of=Thing("person", "Fadumo", "f"), material=texts) in WOMEN[-20:]


def test_a_family_stays_a_family() -> None:
    people = [Thing("person", name) for name in ("Anna Lind", "Karl Lind", "Lind")]
    aliases = choose_aliases(people, seed="s")
    anna, karl, alone = (aliases[it.kind, it.name].split() for it in people)
    assert anna[1] == karl[1] == alone[0]
    assert anna[0] != karl[0]


def test_a_name_of_one_word_gets_one_and_a_surname_a_surname() -> None:
    assert alias_of(of=Thing("person", "Yusuf", "m")) in MEN
    assert alias_of(of=Thing("person", "fru Granlund", "f")) in surnames().names
    assert alias_of(of=Thing("person", "Svensson")) in surnames().names


def test_aliases_begin_differently_while_they_can() -> None:
    towns = [
        Thing("place", name) for name in ("Eksjö", "Motala", "Vetlanda", "Kisa", "Hemse", "Slite", "Visby")
    ]
    for n in range(20):
        aliases = choose_aliases(towns, seed=str(n)).values()
        assert len({alias[:4] for alias in aliases}) == len(towns)


def test_names_in_s_get_such_names_for_their_genitive() -> None:
    for n in range(30):
        assert alias_of(of=Thing("person", "Klaes", "m"), seed=str(n))[-1] in "sxz"
        assert alias_of(of=Thing("person", "Yusuf", "m"), seed=str(n))[-1] not in "sxz"
        assert alias_of(of=Thing("place", "Tranås"), seed=str(n))[-1] == "s"


def test_initials_get_other_initials() -> None:
    assert re.fullmatch(r"[A-ZÅÄÖ]\.[A-ZÅÄÖ]\.", alias_of(of=Thing("person", "K.B.")))
    for n in range(30):
        assert re.fullmatch(r"\w+ (?!P)[A-ZÅÄÖ]", alias_of(of=Thing("person", "Lena P", "f"), seed=str(n)))


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("Kvarnbackens hemtjänst", "{}s hemtjänst"),
        ("fritidsgården Kajutan", "fritidsgården {}"),
        ("Ugglebackaskolan", "{}skolan"),
        ("Höglandssjukhuset", "{}sjukhuset"),
        ("folkhögskolan i Hemse", "folkhögskolan {}"),
        ("Snabbkronan i Öst AB", "{} AB"),
        ("Karlssons Rör i Taberg", "{}s Rör"),
        ("Ryhov", "{}"),
        ("{0.__class__} AB", "{} AB"),
    ],
)
def test_what_kind_of_organisation_it_is_stays(name: str, shape: str) -> None:
    assert organisation_shape(name) == shape
    assert re.fullmatch(
        re.escape(shape).replace(r"\{\}", "([A-ZÅÄÖ][a-zåäö]+)"), alias_of(of=Thing("organisation", name))
    )


@pytest.mark.parametrize(
    ("kind", "name", "pattern"),
    [
        ("phone", "070-123 45 67", r"070-174 06 (0[5-9]|[1-9]\d)"),
        ("email", "a@b.se", r"adress\d+@example\.se"),
        ("url", "www.b.se", r"www\.example\.se/sida\d+"),
        ("address", "Storgatan 5, 574 28 Vetlanda", r"[A-ZÅÄÖ][a-zåäö]+gatan \d+"),
        ("address", "Östra", r"[A-ZÅÄÖ][a-zåäö]+vägen"),
        ("personnummer", "19740312-1234", r"\[personnummer 1\]"),
        ("orgnummer", "559799-9852", r"\[organisationsnummer 1\]"),
        ("plate", "ABC 123", r"\[registreringsnummer 1\]"),
        ("birthdate", "1974-03-12", r"\[födelsedatum 1\]"),
        ("indirect", "enda barnmorskan i byn", r"\[uppgift 1\]"),
        ("name", "Zorba", r"\[namn 1\]"),
    ],
)
def test_numbers_and_addresses_reach_nobody(kind: str, name: str, pattern: str) -> None:
    assert re.fullmatch(pattern, alias_of(of=Thing(kind, name)))


def test_no_telephone_number_of_the_material_is_given_however_it_is_written() -> None:
    taken = [Thing("phone", f"+4670174 06 {n:02}") for n in range(5, 99)]
    fixed = {("phone", it.name): "[telefonnummer]" for it in taken}
    assert alias_of(*taken, of=Thing("phone", "08-123 456"), fixed=fixed) == "070-174 06 99"


def test_when_the_numbers_are_used_up_a_tag_is_given() -> None:
    phones = [Thing("phone", f"08-123 45 {n:03}") for n in range(100)]
    aliases = choose_aliases(phones, seed="s").values()
    assert sum(is_tag(alias) for alias in aliases) == 5
    assert len(set(aliases)) == 100


def test_when_the_names_are_used_up_there_are_double_names() -> None:
    people = [Thing("person", f"Qq{chr(97 + n % 26)}{chr(97 + n // 26)}qq", "f") for n in range(400)]
    aliases = choose_aliases(people, seed="s").values()
    assert len(set(aliases)) == 400
    assert any("-" in alias for alias in aliases)
    assert not any(is_tag(alias) for alias in aliases)


def test_tags_are_numbered_by_kind_in_an_order_that_tells_nothing() -> None:
    people = [Thing("person", f"Person{chr(97 + n)}") for n in range(20)]
    aliases = choose_aliases([*people, Thing("place", "Eksjö")], seed="s", style=AliasStyle.TAGS)
    of_people = [aliases[it.kind, it.name] for it in people]
    assert sorted(of_people) == sorted(f"[person {n}]" for n in range(1, 21))
    assert of_people != [f"[person {n}]" for n in range(1, 21)]
    assert aliases["place", "Eksjö"] == "[plats 1]"


def test_a_tag_that_stands_in_the_material_is_not_given() -> None:
    assert alias_of(style=AliasStyle.TAGS, material=["Jag och [person 1] och [Person 2]."]) == "[person 3]"


def test_an_alias_that_is_decided_stays_and_is_given_to_no_other() -> None:
    fixed = {("person", "Bo Ek"): "Maja Berg", ("person", "Siv"): "[person 1]"}
    people = [ANNA, Thing("person", "Bo Ek"), Thing("person", "Siv"), Thing("person", "Per Ek", "m")]
    for style in AliasStyle:
        aliases = choose_aliases(people, seed="s", style=style, fixed=fixed)
        assert aliases["person", "Bo Ek"] == "Maja Berg"
        assert aliases["person", "Siv"] == "[person 1]"
        assert len(set(aliases.values())) == 4
    aliases = choose_aliases(people, seed="s", fixed=fixed)
    assert aliases["person", "Per Ek"].endswith(" Berg")


def test_the_pools_are_apart_and_the_places_invented() -> None:
    assert not set(WOMEN) & set(MEN) | set(WOMEN) & set(NEUTRAL) | set(MEN) & set(NEUTRAL)
    assert len(places().names) == len(set(places().names)) > 300
    assert not any(map(is_known_place, places().names))


@pytest.mark.parametrize(
    ("alias", "faults"),
    [
        ("Maja Berg", ()),
        ("[kollega]", ()),
        ("  ", (AliasFault.EMPTY,)),
        ("Anne", (AliasFault.LIKE_A_NAME,)),
        ("Lindberg", (AliasFault.LIKE_A_NAME,)),
        ("Rosa", (AliasFault.IN_MATERIAL,)),
        ("Olle", (AliasFault.USED,)),
    ],
)
def test_an_alias_typed_by_hand_is_looked_at(alias: str, faults: tuple[AliasFault, ...]) -> None:
    assert alias_faults(alias, [ANNA], material=["en rosa lapp"], used=["olle"]) == faults


@given(st.text("abcåä", max_size=6), st.text("abcåä", max_size=6))
def test_words_within_one_letter_share_a_word_of_one_letter_less(one: str, other: str) -> None:
    if distance(one, other) <= 1:
        assert set(one_letter_less(one)) & set(one_letter_less(other))


def test_the_development_set_is_replaced_and_given_back() -> None:
    """Every marked name is replaced by its alias, no original is left at its place, and the edits undo it."""
    occurrences: list[Occurrence] = []
    texts: dict[str, str] = {}
    for path in sorted(DEVELOPMENT.glob("*.txt")):
        parts, at, length, marked = [], 0, 0, path.read_text("utf-8")
        for match in MARK.finditer(marked):
            parts += (marked[at : match.start()], match[1])
            length += match.start() - at
            if match[2] not in ("-", "indirect"):
                occurrences.append(
                    Occurrence(path.stem, length, length + len(match[1]), match[1], match[2], path.stem)
                )
            length, at = length + len(match[1]), match.end()
        texts[path.stem] = "".join((*parts, marked[at:]))
    entities = referents(occurrences)
    aliases = choose_aliases(entities, seed="seed", material=texts.values())
    for key, text in texts.items():
        edits = [
            Edit(
                occ.start,
                occ.end,
                written_as(aliases[it.kind, it.name], it.name, occ.words, kind=it.kind, forms=it.forms),
            )
            for it in entities
            for occ in it.occurrences
            if occ.text == key
        ]
        made = Edits(edits)
        new = made.apply(text)
        assert new != text
        back, grown = [], 0
        for edit in made.edits:
            start = edit.start + grown
            back.append(Edit(start, start + len(edit.text), text[edit.start : edit.end]))
            grown += edit.growth
        assert Edits(back).apply(new) == text
        assert not any(one in {occ.words for occ in occurrences} for one in (edit.text for edit in edits))


def test_only_whole_words_are_touched() -> None:
    people = [Thing("person", "Anna", "f"), Thing("person", "Bo", "m")]
    aliases = choose_aliases(people, seed="s", fixed={("person", "Anna"): "Maja", ("person", "Bo"): "Per"})
    text = "Anna bor på Bokvägen. Bos bok, ANNAS bod, Annika och Bosse."
    edits = [
        Edit(
            it.start,
            it.end,
            written_as(aliases["person", it.name], it.name, text[it.start : it.end], kind="person"),
        )
        for it in KnownNames(["Anna", "Bo"]).standing(text)
    ]
    assert Edits(edits).apply(text) == "Maja bor på Bokvägen. Pers bok, MAJAS bod, Annika och Bosse."
