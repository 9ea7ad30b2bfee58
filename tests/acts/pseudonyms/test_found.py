"""Finding the names of a project: in texts, by labels, in every other field, joined with what was decided."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from qualwb.acts import codes, memos, rounds
from qualwb.acts.files import import_transcript
from qualwb.acts.json_strings import KEY
from qualwb.acts.passages import passage_quoted
from qualwb.acts.people import describe_participant
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.labels import names_in_label
from qualwb.acts.pseudonyms.material import TOLD, WRITTEN, Spot, pieces, texts
from qualwb.acts.pseudonyms.places import places_to_replace
from qualwb.acts.pseudonyms.verdicts import accept, decide
from qualwb.acts.pseudonyms.wording import kind_in_words, reason, verdict_in_words
from qualwb.acts.researcher import Researcher
from qualwb.exchange.name_sheet import KIND_WORDS, VERDICT_WORDS
from qualwb.language import cache, parsing
from qualwb.language.names import NameKind, Why
from qualwb.language.names.entities import Doubt
from tests.acts.pseudonyms.named_project import name_of, names_of
from tests.conftest import transcript_of
from tests.projects import new_project


def places_of(named: Researcher, name: str) -> Counter[tuple[str, str]]:
    return Counter((place.table, place.column) for place in name_of(named, name).places)


def test_a_name_is_found_in_the_texts_and_in_every_other_field(named: Researcher) -> None:
    goran = places_of(named, "Göran")
    assert goran["source", "text"] == 2
    for field in (
        ("code", "name"),
        ("code", "definition"),
        ("summary", "text"),
        ("participant", "attributes"),
    ):
        assert goran[field] == 1, field
    assert goran["change", "summary"] >= 1
    eksjo = places_of(named, "Eksjö")
    assert (eksjo["source", "text"], eksjo["source", "name"], eksjo["participant", "attributes"]) == (2, 1, 1)


def test_places_are_where_the_words_stand(named: Researcher) -> None:
    with named.project.reading() as connection:
        entities = find(connection)
        strings = dict(texts(connection))
        for field in (*WRITTEN, *TOLD):
            strings |= pieces(connection, field)
    places = [place for entity in entities for place in entity.places]
    assert places
    for place in places:
        spot = Spot(place.table, place.column, place.key, place.path)
        assert strings[spot][place.start : place.end] == place.words


def test_a_label_makes_a_name_known_in_all_texts(named: Researcher) -> None:
    asa = name_of(named, "Åsa")
    assert (asa.kind, asa.sure) == ("person", True)
    found = places_of(named, "Åsa")
    assert found["speaker", "label"] == 1
    assert found["participant", "alias"] == 1
    assert found["source", "text"] == 1
    assert found["memo", "text"] == 1


def test_codes_for_speakers_are_no_names(named: Researcher) -> None:
    assert {one.name for one in names_of(named)} & {"D1", "Moderator", "Flera", "Grupp"} == set()


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Åsa", ["Åsa"]),
        ("Björn Ek", ["Björn Ek"]),
        ("Moderator Eva", ["Eva"]),
        ("D1 (Anna)", ["Anna"]),
        ("Anna/Eva", ["Anna", "Eva"]),
        *(
            (label, [])
            for label in ("D1", "KL", "Moderator", "Deltagare 4", "Flera", "Kvinna B", "Okänd", "?")
        ),
    ],
)
def test_the_name_in_a_label(label: str, names: list[str]) -> None:
    assert [label[start:end] for start, end in names_in_label(label)] == names


def test_the_animal_is_not_the_man(named: Researcher) -> None:
    bjorn = name_of(named, "Björn")
    assert [place.words for place in bjorn.places if (place.table, place.column) == ("source", "text")] == [
        "Björns"
    ]


def test_the_name_of_an_attribute_can_be_one(named: Researcher) -> None:
    describe_participant(named, "Grupp 1", "Åsa", **{"Görans team": "ja"})
    (place,) = (place for place in name_of(named, "Göran").places if place.path == ("Görans team", KEY))
    assert (place.table, place.words) == ("participant", "Görans")


def test_a_replacement_is_written_as_the_name_was(named: Researcher) -> None:
    goran = name_of(named, "Göran")
    written = {place.words: place.replacement for place in goran.places}
    assert written["Göran"] == goran.alias
    assert written["Görans"] == f"{goran.alias}s"


def test_proposed_aliases_are_no_words_of_the_material_and_stay_the_same(named: Researcher) -> None:
    before = names_of(named)
    aliases = [one.alias for one in before]
    assert len(set(aliases)) == len(aliases)
    assert not {one.name for one in before} & set(aliases)
    assert names_of(named) == before
    decide(named, [name_of(named, "Göran")], Verdict.KEEP)
    after = {one.name: one.alias for one in names_of(named)}
    assert all(after[one.name] == one.alias for one in before)


def test_what_was_read_once_is_not_read_again(named: Researcher, monkeypatch: pytest.MonkeyPatch) -> None:
    names_of(named)
    parsed: list[str] = []
    parse = parsing.parse
    monkeypatch.setattr(
        "qualwb.acts.pseudonyms.findings.parse", lambda text: parsed.append(text) or parse(text)
    )
    names_of(named)
    assert parsed == []
    import_transcript(named, transcript_of((("D1", "Kerstin kom sent."),)), name="Ny", group="Grupp 2")
    names_of(named)
    assert parsed == ["Kerstin kom sent."]


def test_the_cache_does_not_grow_with_each_change(
    named: Researcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    names_of(named)
    before = sorted(path.name for path in cache.folder().iterdir())
    for n in range(3):
        memos.write(named, f"Ingegerd sa {n} saker.", target="source", name="Intervju 2")
        assert "Ingegerd" in {one.name for one in names_of(named)}
    assert sorted(path.name for path in cache.folder().iterdir()) == before
    assert not [path for path in cache.folder().iterdir() if b"Ingegerd" in path.read_bytes()]


def test_progress_is_told_and_may_break_off(
    named: Researcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    told: list[tuple[int, int]] = []
    with named.project.reading() as connection:
        find(connection, lambda done, whole: told.append((done, whole)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _whole in told] == sorted({done for done, _whole in told})
    assert len(told) == 3, "one for each text, after the beginning"

    with named.project.reading() as connection:
        again: list[tuple[int, int]] = []
        find(connection, lambda done, whole: again.append((done, whole)))
    assert again == [told[0], told[-1]]

    def stop(done: int, _whole: int) -> None:
        if done:
            raise KeyboardInterrupt

    with named.project.reading() as connection, pytest.raises(KeyboardInterrupt):
        find(connection, stop)


def test_an_alias_that_stands_in_the_material_is_kept(named: Researcher) -> None:
    """It is told, though, since a source that comes later may speak of somebody who is called so."""
    anna = name_of(named, "Anna Bergström")
    decide(named, [anna], Verdict.REPLACE)
    first = anna.alias.split()[0]
    said = (("D1", f"{anna.alias} ringde mig."), ("D2", f"Då sa {first} att Ingegerd var där."))
    import_transcript(named, transcript_of(said), name="Ny", group="Grupp 2")
    alias = name_of(named, anna.alias)
    assert (alias.verdict, alias.why) == (Verdict.KEEP, "an alias in this project")
    assert [place.replacement for place in alias.places] == [anna.alias, first]
    accept(named, names_of(named))
    assert name_of(named, anna.alias).verdict is Verdict.KEEP


def test_an_alias_is_of_the_kind_of_what_it_stands_for(named: Researcher) -> None:
    town = name_of(named, "Eksjö")
    decide(named, [town], Verdict.REPLACE, "Ullared Lindqvist")
    said = (("D1", "Vi for till Ullared Lindqvist."),)
    import_transcript(named, transcript_of(said), name="Ny", group="Grupp 2")
    alias = name_of(named, "Ullared Lindqvist")
    assert (alias.kind, alias.why) == (town.kind, "an alias in this project")


def test_places_to_replace_do_not_overlap_and_can_be_rewritten(named: Researcher) -> None:
    accept(named, names_of(named))
    places = places_to_replace(names_of(named))
    assert {place.table for place in places} >= {
        "source",
        "code",
        "memo",
        "summary",
        "participant",
        "speaker",
    }
    assert "change" not in {place.table for place in places}
    spans = sorted(
        (place.table, place.column, place.key, place.path, place.start, place.end) for place in places
    )
    for left, right in pairwise(spans):
        assert left[:4] != right[:4] or left[5] <= right[4]


def test_what_a_blind_round_hides_is_replaced_but_not_shown(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        anna = Researcher(project, "Anna")
        import_transcript(anna, transcript_of(), name="Intervju 1", group="Grupp 1")
        rounds.new_round(anna, "två", blind=True)
        bo = replace(anna, coder="Bo", round="två")
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "sen åkte vi")
        memos.write(bo, "Björn åkte med Ingegerd till Eksjö.", target="passage", passage=passage)
        assert not [one for one in names_of(anna) if one.name in ("Ingegerd", "Eksjö")]
        assert len([one for one in names_of(bo) if one.name in ("Ingegerd", "Eksjö")]) == 2
        with anna.project.reading_whole() as connection:
            assert {"Ingegerd", "Eksjö"} <= {one.name for one in find(connection)}


def test_phrases_of_the_codebook_are_no_guesses(named: Researcher) -> None:
    codes.create(
        named, "Beordran", definition="Enheters storlek. Yrkets rang. När det är Ingegerd Holm i Tranås."
    )
    found = {one.name for one in names_of(named)}
    assert not found & {"Beordran", "Enheters", "Enheter", "Yrkets", "Yrket"}
    assert {"Ingegerd Holm", "Tranås"} <= found


def test_it_is_told_that_a_coder_is_called_so(named: Researcher) -> None:
    memos.write(named, "Karin och Göran pratade länge.", target="source", name="Intervju 2")
    assert name_of(named, "Karin").why.endswith("a coder is called so")
    assert "coder" not in name_of(named, "Göran").why


def test_how_a_coder_signs_is_not_proposed(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        kl = Researcher(project, "KL")
        import_transcript(kl, transcript_of(), name="Intervju 1", group="Grupp 1")
        memos.write(kl, "KL och BW läste om igen. Se KL här.", target="source", name="Intervju 1")
        found = {one.name for one in names_of(kl)}
        assert "BW" in found
        assert "KL" not in found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_and_reason_has_words(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In English some are the words that the language room has; none is its code for something else."""
    monkeypatch.setenv("QUALWB_LANG", language)
    reasons = {why: reason(why, Doubt.NONE) for why in Why}
    assert all(reasons.values())
    assert len(set(reasons.values())) == len(reasons)
    assert reason(Why.FIRST_NAME, Doubt.SEVERAL).startswith(reasons[Why.FIRST_NAME] + "; ")
    kinds = {kind: kind_in_words(kind) for kind in NameKind}
    assert len(set(kinds.values())) == len(kinds)
    assert KIND_WORDS.keys() >= set(NameKind)
    assert {kinds[kind] for kind in NameKind} <= {word for words in KIND_WORDS.values() for word in words}
    assert {verdict_in_words(one) for one in Verdict} <= {
        word for words in VERDICT_WORDS.values() for word in words
    }


@pytest.mark.parametrize(
    ("label", "name"),
    [("Bo", "Bo"), ("KL", None), ("BO", None), ("M", None), ("D1 (Bo)", "Bo")],
)
def test_a_short_first_name_in_a_label_is_no_initials(label: str, name: str | None) -> None:
    assert [label[start:end] for start, end in names_in_label(label)] == ([name] if name else [])
