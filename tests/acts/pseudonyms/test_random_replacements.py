"""Random words of random projects replaced: everything stands right, and all of it comes back.

The model knows nothing of edits: each character of a text bears its number, what came instead bears the
numbers of all that it stands for, and a passage is where its numbers are.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import print_versions
from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.replacing import replace_names
from qualwb.acts.pseudonyms.restoring import give_back
from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import stored_form
from qualwb.portable.records import PortableProject
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.acts.pseudonyms.hand_made import dump
from tests.portable.random_projects import projects
from tests.projects import brief_project

PASSAGES = (("coding", "quote"), ("memo", "quote"), ("print_version", "verbatim"))
Marked = list[tuple[str, frozenset[int]]]
"""Characters with the numbers of those that they stand for."""


def marked_text(text: str, places: Sequence[Place]) -> Marked:
    """The text afterwards."""
    characters: Marked = []
    at = 0
    for place in sorted(places):
        characters += [(text[n], frozenset([n])) for n in range(at, place.start)]
        whole = frozenset(range(place.start, place.end))
        characters += [(sign, whole) for sign in place.replacement]
        at = place.end
    return [*characters, *((text[n], frozenset([n])) for n in range(at, len(text)))]


def span_of(characters: Marked, start: int, end: int) -> tuple[int, int]:
    wanted = set(range(start, end))
    held = [n for n, (_sign, numbers) in enumerate(characters) if numbers & wanted]
    return held[0], held[-1] + 1


def random_entities(texts: Mapping[int, str], rng: random.Random) -> list[Entity]:
    """Words and parts of words of the texts, none across a line, with aliases that are nowhere else."""
    places: dict[str, list[Place]] = {}
    for source, text in texts.items():
        at = 0
        while at < len(text):
            start = at + rng.randrange(3)
            end = start + rng.randrange(1, 6)
            words = text[start:end].split("\n")[0]
            instead = f"N{len(places)}" + rng.choice(["", " Ek", "sson" * 3])
            if words and words == words.strip() and stored_form(words) == words:
                spot = Place("source", "text", source, start, start + len(words), words, replacement=instead)
                places.setdefault(instead, []).append(spot)
            at = end
    return [
        Entity(f"{alias}-original", "person", "", Verdict.REPLACE, alias, True, "", tuple(found))
        for alias, found in places.items()
    ]


def key_of(project: ProjectFile) -> Key:
    return Key(project.title, "nyckel", "frö")


def problems(project: ProjectFile) -> list[str]:
    return [problem.kind for problem in check(project) if problem.kind != "orphan"]


def passages(rows: Mapping[str, list[dict[str, Any]]], table: str) -> dict[int, dict[str, Any]]:
    standing = (row for row in rows[table] if row["start"] is not None and row["orphaned_from"] is None)
    return {row["id"]: row for row in standing}


def with_readable_edits(project: PortableProject) -> PortableProject:
    """The project with print versions whose edits are ours: the first sign away, where more is left."""
    edit = {"start": 0, "end": 1, "replacement": "", "kind": "filler", "accepted": True, "why": ""}
    return replace(project, prints=tuple(replace(one, edits=(edit,)) for one in project.prints))


def untraceable(project: ProjectFile) -> int:
    with project.reading() as connection:
        return len(print_versions.untraceable(connection))


def replaced_and_given_back(arriving: PortableProject, seeds: Sequence[int]) -> int:
    """Replace, compare with the model, give back, undo all, with each seed; returns how many places."""
    with brief_project() as project:
        receive(Researcher(project, "B"), Incoming(with_readable_edits(arriving), "a"))
        return sum(replaced_once(project, random.Random(seed)) for seed in seeds)


def replaced_once(project: ProjectFile, rng: random.Random) -> int:
    researcher, before, lost = Researcher(project, "B"), dump(project), untraceable(project)
    texts = before["text"][0]
    entities = random_entities(texts, rng)
    places = [place for entity in entities for place in entity.places]
    if not places:
        return 0
    with researcher.act("names.replace") as act:
        done, key = replace_names(act, "B", entities, key_of(project))
    assert_as_the_model(before, dump(project), texts, places, {one.key for one in done.joined})
    assert untraceable(project) <= lost
    assert problems(project) == []
    after = dump(project)
    with researcher.act("names.restore") as act:
        restored = give_back(act, key.applications)
    assert restored.left == ()
    assert dump(project)["text"] == [texts]
    assert problems(project) == []
    project.undo(coder="B")
    assert dump(project) == after
    project.undo(coder="B")
    assert dump(project) == before
    return len(places)


def assert_as_the_model(
    before: Mapping[str, list[dict[str, Any]]],
    after: Mapping[str, list[dict[str, Any]]],
    texts: Mapping[int, str],
    places: Sequence[Place],
    joined: set[int],
) -> None:
    marked = {
        source: marked_text(text, [place for place in places if place.key == source])
        for source, text in texts.items()
    }
    new_texts = after["text"][0]
    assert {source: "".join(sign for sign, _n in signs) for source, signs in marked.items()} == new_texts
    for table, quote in PASSAGES:
        stood, stands = passages(before, table), passages(after, table)
        assert stands.keys() <= stood.keys()
        assert stood.keys() - stands.keys() <= joined
        for key, row in stands.items():
            expected = span_of(marked[row["source_id"]], stood[key]["start"], stood[key]["end"])
            assert (row["start"], row["end"]) == expected
            assert row[quote] == new_texts[row["source_id"]][slice(*expected)]
    for stood, stands in zip(before["suggestion_event"], after["suggestion_event"], strict=True):
        expected = span_of(marked[stood["source_id"]], stood["start"], stood["end"])
        assert (stands["start"], stands["end"]) == expected
    for stood, stands in zip(before["turn"], after["turn"], strict=True):
        assert {name: stands[name] for name in stands if name not in ("start", "end")} == {
            name: stood[name] for name in stood if name not in ("start", "end")
        }
        inside = set(range(stood["start"], stood["end"]))
        held = [n for n, (_sign, numbers) in enumerate(marked[stood["source_id"]]) if numbers & inside]
        if held:
            assert (stands["start"], stands["end"]) == (held[0], held[-1] + 1)


SEEDS = st.lists(st.integers(0, 2**32), min_size=1, max_size=3)


@settings(max_examples=25)
@given(projects(), SEEDS)
def test_everything_stands_right_and_comes_back(arriving: PortableProject, seeds: list[int]) -> None:
    replaced_and_given_back(arriving, seeds)


@pytest.mark.slow
def test_twenty_thousand_random_replacements() -> None:
    replaced = 0

    @settings(max_examples=400, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
    @given(projects(), st.integers(0, 2**32))
    def replace_in(arriving: PortableProject, seed: int) -> None:
        nonlocal replaced
        replaced += replaced_and_given_back(arriving, list(range(seed, seed + 12)))

    while replaced < 20_000:
        replace_in()
    print(f"\n{replaced} random replacements")
