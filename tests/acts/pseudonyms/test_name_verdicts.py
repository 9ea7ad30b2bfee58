"""What is decided of names: each act is one change that can be undone, and names nobody in the journal."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from qualwb.acts.corrections import replace_passage
from qualwb.acts.passages import StalePassage, passage_quoted
from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.alias_check import BadAlias
from qualwb.acts.pseudonyms.choosing import entity_named
from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.places import places_to_replace
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.selecting import by_key
from qualwb.acts.pseudonyms.verdict_rows import AliasStands
from qualwb.acts.researcher import Researcher
from qualwb.acts.sources import delete_source
from qualwb.analysis.log import log_entries
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from tests.acts.pseudonyms.hand_made import new_key
from tests.acts.pseudonyms.named_project import name_of, names_of


def in_texts(entity: Entity) -> list[tuple[int, str]]:
    return [
        (place.key, place.words)
        for place in entity.places
        if (place.table, place.column) == ("source", "text")
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda who: verdicts.decide(who, [name_of(who, "Göran")], Verdict.KEEP),
        lambda who: verdicts.accept(who, names_of(who)),
        lambda who: verdicts.rename(who, name_of(who, "Göran"), "Valdemar"),
        lambda who: verdicts.join(who, [name_of(who, "Björn")], name_of(who, "Göran")),
        lambda who: verdicts.part(who, name_of(who, "Åsa"), text_places(who, "Åsa")),
        lambda who: verdicts.add(who, "kommunen", "organisation"),
        lambda who: verdicts.decide_place(who, name_of(who, "Åsa"), text_places(who, "Åsa")[0], Verdict.KEEP),
    ],
    ids=["keep", "accept", "rename", "join", "part", "add", "place"],
)
def test_an_act_is_undone_and_redone(named: Researcher, act: Callable[[Researcher], object]) -> None:
    before = names_of(named)
    act(named)
    after = names_of(named)
    assert after != before
    named.project.undo(coder="Karin")
    assert names_of(named) == before
    named.project.redo(coder="Karin")
    assert names_of(named) == after


def reword(who: Researcher, words: str, new: str) -> None:
    with who.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju Eksjö", words)
    replace_passage(who, passage, new)


def text_places(who: Researcher, name: str) -> list:  # type: ignore[type-arg]
    return [place for place in name_of(who, name).places if (place.table, place.column) == ("source", "text")]


def test_the_journal_names_nobody(named: Researcher) -> None:
    with named.project.reading() as connection:
        before = {entry.number for entry in log_entries(connection)}
    accepted = verdicts.accept(named, names_of(named), only_sure=True)
    verdicts.rename(named, name_of(named, "Göran"), "Valdemar")
    verdicts.join(named, [name_of(named, "Björn")], name_of(named, "Göran"))
    verdicts.decide_place(named, name_of(named, "Åsa"), text_places(named, "Åsa")[0], Verdict.KEEP)
    with named.project.reading() as connection:
        said = [entry for entry in log_entries(connection) if entry.number not in before]
    assert len(said) == 4
    assert not [
        name for entry in said for name in ("Göran", "Björn", "Åsa", "Valdemar") if name in entry.summary
    ]
    assert said[-1].summary == f"{accepted} names: replace"


def test_a_kept_name_stands_as_it_is_everywhere(named: Researcher) -> None:
    verdicts.decide(named, [name_of(named, "Göran")], Verdict.KEEP)
    kept = name_of(named, "Göran")
    assert kept.verdict is Verdict.KEEP
    assert all(place.replacement == place.words for place in kept.places)


def test_the_alias_that_was_shown_is_kept_though_the_material_grows(named: Researcher) -> None:
    shown = name_of(named, "Göran").alias
    verdicts.decide(named, [name_of(named, "Göran")], Verdict.REPLACE)
    delete_source(named, "Intervju Eksjö")
    assert name_of(named, "Göran").alias == shown


def test_something_broader_can_stand_instead(named: Researcher) -> None:
    eksjo = name_of(named, "Eksjö")
    verdicts.decide(named, [eksjo], Verdict.GENERALISE)
    broader = name_of(named, "Eksjö")
    assert broader.alias.startswith("[")
    assert broader.alias != eksjo.alias
    verdicts.decide(named, [broader], Verdict.GENERALISE, "[stad]")
    assert {place.replacement for place in name_of(named, "Eksjö").places} == {"[stad]"}
    verdicts.decide(named, [name_of(named, "Eksjö")], Verdict.REPLACE)
    assert (name_of(named, "Eksjö").verdict, name_of(named, "Eksjö").alias) == (Verdict.REPLACE, eksjo.alias)


def test_an_alias_that_was_shown_for_another_verdict_is_not_meant(named: Researcher) -> None:
    """As in a spreadsheet, where the verdict was edited and the cell of the alias was not."""
    eksjo = name_of(named, "Eksjö")
    verdicts.decide(named, [eksjo], Verdict.GENERALISE, eksjo.alias)
    broader = name_of(named, "Eksjö")
    assert broader.alias.startswith("[")
    verdicts.decide(named, [broader], Verdict.REPLACE, broader.alias)
    assert name_of(named, "Eksjö").alias == eksjo.alias


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("Åsa", "stands in the material"),
        ("skogen", "stands in the material"),
        ("Görans", "too near"),
        ("---", "no letter"),
        ("Växjö", "another kind"),
        ("Torgny", "alias of another"),
    ],
)
def test_an_alias_that_names_another_is_refused(named: Researcher, alias: str, why: str) -> None:
    verdicts.rename(named, name_of(named, "Björn"), "Torgny")
    before = names_of(named)
    with pytest.raises(BadAlias, match=why):
        verdicts.rename(named, name_of(named, "Göran"), alias)
    assert names_of(named) == before


def test_one_alias_is_for_one_name(named: Researcher) -> None:
    with pytest.raises(QualwbError, match="one name"):
        verdicts.decide(named, names_of(named), Verdict.REPLACE, "Valdemar")


def test_what_says_nothing_new_leaves_no_change(named: Researcher) -> None:
    verdicts.decide(named, [name_of(named, "Göran")], Verdict.KEEP)
    revision = named.project.revision()
    assert verdicts.decide(named, [name_of(named, "Göran")], Verdict.KEEP) == 0
    assert verdicts.decide(named, [name_of(named, "Björn")], Verdict.OPEN) == 0
    assert verdicts.reset(named, [name_of(named, "Björn")]) == 0
    assert named.project.revision() == revision


def test_accepting_the_sure_ones_leaves_the_others_open(named: Researcher) -> None:
    verdicts.decide(named, [name_of(named, "Åsa")], Verdict.KEEP)
    found = names_of(named)
    sure = sum(one.sure and one.verdict is Verdict.OPEN for one in found)
    assert verdicts.accept(named, found, only_sure=True) == sure > 0
    by_name = {one.name: one for one in names_of(named)}
    assert by_name["Åsa"].verdict is Verdict.KEEP
    assert by_name["Göran"].verdict is Verdict.REPLACE


def test_joined_names_have_one_alias(named: Researcher) -> None:
    joined = verdicts.join(named, [name_of(named, "Björn")], name_of(named, "Göran"))
    assert joined == 1
    goran = name_of(named, "Göran")
    assert "Björn" in goran.forms
    assert (2, "Björns") in in_texts(goran)
    assert verdicts.separate(named, goran, ["Björn"]) == 1
    assert name_of(named, "Björn").forms == ()
    with pytest.raises(NotFound, match="no other name"):
        verdicts.separate(named, name_of(named, "Göran"), ["Björn"])


def test_what_was_replaced_is_to_be_replaced_no_more(named: Researcher) -> None:
    (place,) = [place for place in text_places(named, "Göran") if place.key == 2]
    verdicts.part(named, name_of(named, "Göran"), [place], "chefen Göran")
    verdicts.accept(named, names_of(named))
    alias = name_of(named, "Åsa").alias
    assert places_to_replace(names_of(named))
    apply(named, names_of(named), new_key(named.project))
    assert places_to_replace(names_of(named)) == []
    with pytest.raises(AliasStands, match="in place of a name"):
        verdicts.rename(named, name_of(named, alias), "Ulrika")
    verdicts.decide(named, [name_of(named, alias)], Verdict.KEEP)
    named.project.undo(coder="Karin")
    named.project.undo(coder="Karin")
    assert places_to_replace(names_of(named))
    verdicts.rename(named, name_of(named, "Åsa"), "Ulrika")
    assert name_of(named, "Åsa").alias == "Ulrika"


def test_some_places_can_name_another(named: Researcher) -> None:
    goran = name_of(named, "Göran")
    (place,) = [place for place in text_places(named, "Göran") if place.key == 2]
    assert verdicts.part(named, goran, [place]) == "Göran (2)"
    other = name_of(named, "Göran (2)")
    assert in_texts(other) == [(2, "Göran")]
    assert (2, "Göran") not in in_texts(name_of(named, "Göran"))
    assert other.alias != name_of(named, "Göran").alias
    verdicts.rename(named, other, "Valdemar")
    assert [place.replacement for place in name_of(named, "Göran (2)").places] == ["Valdemar"]
    verdicts.reset(named, [name_of(named, "Göran (2)")])
    assert (2, "Göran") in in_texts(name_of(named, "Göran"))


def test_only_places_in_texts_can_be_parted(named: Researcher) -> None:
    (label, *_others) = [place for place in name_of(named, "Åsa").places if place.table == "speaker"]
    with pytest.raises(QualwbError, match="in the text"):
        verdicts.decide_place(named, name_of(named, "Åsa"), label, Verdict.KEEP)


def test_a_decision_on_a_place_follows_the_text(named: Researcher) -> None:
    (place,) = [place for place in text_places(named, "Göran") if place.key == 1]
    verdicts.decide_place(named, name_of(named, "Göran"), place, Verdict.KEEP)
    reword(named, "Jag bor", "Ja, alltså, jag bor")
    (moved,) = [place for place in text_places(named, "Göran") if place.key == 1]
    assert moved.start == place.start + len("Ja, alltså, ")
    assert (moved.verdict, moved.replacement) == (Verdict.KEEP, "Göran")
    (other,) = [place for place in text_places(named, "Göran") if place.key == 2]
    assert other.verdict is None
    verdicts.decide_place(named, name_of(named, "Göran"), moved, Verdict.OPEN)
    assert {place.verdict for place in text_places(named, "Göran")} == {None}


def test_a_place_that_moved_meanwhile_is_not_decided(named: Researcher) -> None:
    goran = name_of(named, "Göran")
    (place,) = [place for place in text_places(named, "Göran") if place.key == 1]
    reword(named, "Jag bor", "Ja, alltså, jag bor")
    with pytest.raises(StalePassage, match="changed meanwhile"):
        verdicts.decide_place(named, goran, place, Verdict.KEEP)


def test_a_decision_whose_words_are_gone_is_told(named: Researcher) -> None:
    (place,) = [place for place in text_places(named, "Göran") if place.key == 1]
    verdicts.decide_place(named, name_of(named, "Göran"), place, Verdict.KEEP)
    reword(named, "Annas chef heter Göran, han ringde", "Hon ringde")
    with named.project.reading() as connection:
        assert verdicts.lost_places(connection) == 1


def test_a_name_that_was_missed_is_found_everywhere_once_added(named: Researcher) -> None:
    assert "kommunen" not in {one.name for one in names_of(named)}
    assert verdicts.add(named, "kommunen", "organisation")
    added = name_of(named, "kommunen")
    assert (added.kind, in_texts(added)) == ("organisation", [(1, "kommunen")])
    assert not verdicts.add(named, "kommunen", "organisation")
    with pytest.raises(NotFound, match="nowhere"):
        verdicts.add(named, "Kerstin", "person")
    with pytest.raises(QualwbError, match="no kind"):
        verdicts.add(named, "Anna", "hund")


def test_a_name_can_be_said_to_be_of_another_kind(named: Researcher) -> None:
    verdicts.add(named, "Göran", "place")
    assert name_of(named, "Göran").kind == "place"
    verdicts.add(named, "Göran", "person")
    assert name_of(named, "Göran").kind == "person"


def test_names_of_another_kind_keep_what_was_decided_but_for_the_alias(named: Researcher) -> None:
    verdicts.decide(named, [name_of(named, "Göran")], Verdict.REPLACE)
    assert verdicts.say_kind(named, [name_of(named, "Göran"), name_of(named, "Eksjö")], "place") == 1
    moved = name_of(named, "Göran")
    assert (moved.kind, moved.verdict) == ("place", Verdict.REPLACE)
    assert moved.alias
    with pytest.raises(QualwbError, match="no kind"):
        verdicts.say_kind(named, [moved], "hund")


def test_what_stands_for_a_name_of_another_kind_is_known_as_an_alias(named: Researcher) -> None:
    for name, kind in (("Göran", "organisation"), ("Eksjö", "person")):
        verdicts.decide(named, [name_of(named, name)], Verdict.REPLACE)
        verdicts.say_kind(named, [name_of(named, name)], kind)
    key = new_key(named.project)
    found = by_key(names_of(named), key.key)
    aliases = {one.alias for one in found if one.verdict is Verdict.REPLACE}
    apply(named, found, key)
    left = {one.name: (one.verdict, one.why) for one in names_of(named) if one.name in aliases}
    assert len(left) == len(aliases) == 2
    assert set(left.values()) == {(Verdict.KEEP, "an alias in this project")}


def test_forgetting_leaves_the_name_open(named: Researcher) -> None:
    before = names_of(named)
    verdicts.rename(named, name_of(named, "Göran"), "Valdemar")
    verdicts.decide_place(named, name_of(named, "Göran"), text_places(named, "Göran")[0], Verdict.KEEP)
    assert verdicts.reset(named, [name_of(named, "Göran")]) == 1
    assert names_of(named) == before


def test_a_source_with_decided_places_can_be_deleted(named: Researcher) -> None:
    verdicts.decide_place(named, name_of(named, "Åsa"), text_places(named, "Åsa")[0], Verdict.KEEP)
    delete_source(named, "Intervju 2")
    named.project.undo(coder="Karin")
    assert text_places(named, "Åsa")[0].verdict is Verdict.KEEP


def test_a_person_and_a_place_of_one_name_are_decided_apart(named: Researcher) -> None:
    place = name_of(named, "Eksjö")
    verdicts.decide(named, [place], Verdict.KEEP)
    verdicts.decide(named, [replace(place, kind="person", alias="Valdemar")], Verdict.REPLACE)
    after = name_of(named, "Eksjö")
    assert (after.kind, after.verdict, after.places) == ("place", Verdict.KEEP, kept_places(place))


def kept_places(entity: Entity) -> tuple[Place, ...]:
    return tuple(replace(place, replacement=place.words) for place in entity.places)


def test_names_that_are_written_alike_must_be_told_apart(named: Researcher) -> None:
    place = name_of(named, "Eksjö")
    both = [place, replace(place, kind="person")]
    with pytest.raises(QualwbError, match=r"Eksjö \(geographic place\), Eksjö \(person\)"):
        entity_named(both, "eksjö")
    assert entity_named(both, "eksjö", "person") == both[1]


def test_a_person_can_be_joined_with_what_was_taken_for_a_place(named: Researcher) -> None:
    verdicts.join(named, [name_of(named, "Eksjö")], name_of(named, "Göran"))
    goran = name_of(named, "Göran")
    assert (goran.kind, goran.forms) == ("person", ("Eksjö",))
    assert (1, "Eksjö") in in_texts(goran)


def test_thousands_of_names_are_accepted_at_once(named: Researcher) -> None:
    asa = name_of(named, "Åsa")
    many = [replace(asa, name=f"Åsa {n}", alias=f"Alias {n}", places=()) for n in range(3_000)]
    begun = time.process_time()
    assert verdicts.accept(named, many) == 3_000
    assert verdicts.accept(named, many) == 0
    assert time.process_time() - begun < 10
