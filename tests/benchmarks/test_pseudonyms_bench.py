"""5,000 names replaced in a large project, and sealed: under a minute each."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import PASSPHRASE, new_key
from tests.benchmarks.corpus import large_project

pytestmark = pytest.mark.bench

PLACES = 5_000
NAMES = 250
MOST_SECONDS = 60.0


def names_in(texts: dict[int, str]) -> list[Entity]:
    """Words of the texts as names, spread over all of them: so many places of so many names."""
    step = 300  # words of 10,000 in each of 200 texts
    places: dict[int, list[Place]] = {n: [] for n in range(NAMES)}
    n = 0
    for source, text in texts.items():
        for number, match in enumerate(re.finditer(r"\w{3,}", text)):
            if number % step == 0 and n < PLACES:
                alias = f"Alias{n % NAMES}"
                spot = ("source", "text", source, match.start(), match.end(), match[0])
                places[n % NAMES].append(Place(*spot, replacement=alias))
                n += 1
    assert n == PLACES
    return [
        Entity(f"Namn{n}", "person", "", Verdict.REPLACE, f"Alias{n}", True, "", tuple(found))
        for n, found in places.items()
    ]


def test_five_thousand_places_are_replaced_and_sealed(
    tmp_path: Path, record_property: Callable[..., None]
) -> None:
    with large_project(tmp_path / "stort.qwb") as project:
        researcher, key = Researcher(project, "Karin"), new_key(project)
        with project.reading() as connection:
            entities = names_in(current_texts(connection))
        begun = time.perf_counter()
        done = apply(researcher, entities, key)
        replacing = time.perf_counter() - begun
        assert [problem for problem in check(project) if problem.kind != "orphan"] == []
        key = KeyFile.open(key.path, PASSPHRASE)
        begun = time.perf_counter()
        seal(researcher, key)
        sealing = time.perf_counter() - begun
        assert [problem for problem in check(project) if problem.kind != "orphan"] == []
    record_property("replacing", replacing)
    record_property("sealing", sealing)
    print(
        f"\n{done.places} places in {done.sources} texts: replaced {replacing:.1f} s, sealed {sealing:.1f} s"
    )
    assert replacing < MOST_SECONDS
    assert sealing < MOST_SECONDS
