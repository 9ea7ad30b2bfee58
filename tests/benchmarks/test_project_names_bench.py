"""Finding the names of a project against plain ``nlp.pipe`` on the same texts; again, when all is known."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.researcher import Researcher
from qualwb.language import loading
from qualwb.language.parsing import PIECES_A_BATCH
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.benchmarks.measuring import paired
from tests.conftest import transcript_of
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

TALK = (
    "Det var ju {person} som började, å hon var ganska ensam om det när vi jobbade i {place}.",
    "Sen ringde {person} från {place} å sa att mötet va inställt, men det visste ju ingen av oss.",
    "Jag vet inte, vi hade bestämt att alla skulle ha läst igenom materialet innan vi kom dit.",
    "Nä, men {person}s idé va väl bra egentligen, fast det blev aldrig nåt av den hos oss.",
    "Mötena tog mycket tid, å sen satt man där å undrade vad det skulle leda till för klienterna.",
)
GIVEN = ("Anna", "Birgitta", "Göran", "Ingegerd", "Kerstin", "Lennart", "Åke", "Örjan", "Fatima", "Mohammed")
LAST = ("Berg", "Ek", "Holmström", "Karlsson", "Lindqvist", "Nyström", "Sandell", "Wikström", "Åberg")
PLACES = ("Eksjö", "Vetlanda", "Nässjö", "Tranås", "Gislaved", "Värnamo", "Huskvarna", "Jönköping")
WORDS_A_SOURCE = 10_000


def talk(words: int, chance: random.Random) -> list[tuple[str, str]]:
    """Turns of so many words in all, in most of which somebody is named."""
    turns: list[tuple[str, str]] = []
    while words > 0:
        said = chance.choice(TALK).format(
            person=f"{chance.choice(GIVEN)} {chance.choice(LAST)}", place=chance.choice(PLACES)
        )
        turns.append((chance.choice(("Moderator", "D1", "D2", "Åsa")), said))
        words -= len(said.split())
    return turns


def named_project(path: Path, sources: int) -> ProjectFile:
    """A project of sources of 10,000 words."""
    project, chance = ProjectFile.create(path), random.Random(7)
    for n in range(sources):
        import_transcript(
            Researcher(project, "K"),
            transcript_of(tuple(talk(WORDS_A_SOURCE, chance))),
            name=f"Källa {n + 1}",
            group=f"Grupp {n % 7 + 1}",
        )
    return project


@pytest.fixture
def named(tmp_path: Path) -> Iterator[ProjectFile]:
    with named_project(tmp_path / "p.qwb", 2) as project:
        yield project


def test_finding_takes_little_more_than_the_pipeline(named: ProjectFile, tmp_path: Path) -> None:
    """Nothing is kept from before: texts are parsed, names found and grouped, aliases proposed."""
    nlp, places = loading.load(), count()
    with named.reading() as connection:
        lines = [line for text in current_texts(connection).values() for line in text.split("\n")]

    def ours() -> None:
        with pytest.MonkeyPatch.context() as patch, named.reading() as connection:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{next(places)}"))
            find(connection)

    measured = paired(ours, lambda: list(nlp.pipe(lines, batch_size=PIECES_A_BATCH)))
    print(f"\nfinding names in 20,000 words: {measured}")
    assert measured.ratio <= 1.3


def test_finding_again_takes_a_part_of_it(named: ProjectFile) -> None:
    """When nothing was changed since: against parsing the texts."""
    nlp = loading.load()
    with named.reading() as connection:
        lines = [line for text in current_texts(connection).values() for line in text.split("\n")]
        find(connection)
        measured = paired(
            lambda: find(connection), lambda: list(nlp.pipe(lines, batch_size=PIECES_A_BATCH)), rounds=3
        )
    print(f"\nfinding names again: {measured}; {2_000_000 / 20_000 * measured.ours:.0f} s for 2 M words")
    assert measured.ratio <= 0.05


FIND = """
import sys
from pathlib import Path
from qualwb.acts.pseudonyms.found import find
from qualwb.store.project_file import ProjectFile
with ProjectFile.open(Path(sys.argv[1])) as project, project.reading() as connection:
    find(connection)
"""


def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    """Ten times the text takes no more memory than the places that are found in it: 1.5 KB each."""
    peaks = []
    for sources in (2, 20):
        path = tmp_path / f"{sources}.qwb"
        with named_project(path, sources) as project, project.reading() as connection:
            found = find(connection)
            places = sum(len(one.places) for one in found)
        peaks.append((peak_memory(FIND, str(path)), places))
    (few, before), (many, after) = peaks
    print(f"\nmemory: {few / 2**20:.0f} MB, {many / 2**20:.0f} MB; places {before}, {after}")
    assert many - few <= 1500 * (after - before)
