"""Parsing talk against plain ``nlp.pipe`` on the same lines; words and imports against what lies below."""

from pathlib import Path

import pytest
import simplemma

from qualwb.language import loading
from qualwb.language.compounds import parts
from qualwb.language.lemmas import is_known, lemma
from qualwb.language.parsing import PIECES_A_BATCH, parse
from qualwb.language.vocabulary import vocabulary
from tests.benchmarks.measuring import paired, paired_processes
from tests.language.marked_talk import read_talk
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

LEMMAS = "from qualwb.language.lemmas import lemma"

DATA = Path(__file__).parents[1] / "language" / "data"
WORDS = 10_000
COMPOUNDS = [
    row.split("\t")[0] for row in (DATA / "compounds.tsv").read_text("utf-8").splitlines() if row[0] != "#"
]


@pytest.fixture(scope="module")
def transcript() -> str:
    """Talk of 10,000 words, a turn of about 30 words a line."""
    said = [" ".join(word.form for word in utterance) for utterance in read_talk()]
    turns = [", ".join(said[n : n + 5]) + "." for n in range(0, len(said), 5)]
    turns *= 1 + WORDS // sum(len(turn.split()) for turn in turns)
    return "\n".join(turns)


def test_parsing_is_as_fast_as_plain_pipe(transcript: str) -> None:
    """Nineteen twentieths of plain ``nlp.pipe`` over the same lines, as many documents at a time."""
    nlp = loading.load(loading.EMBEDDED)
    lines = transcript.split("\n")
    found = paired(lambda: parse(transcript, nlp), lambda: list(nlp.pipe(lines, batch_size=PIECES_A_BATCH)))
    print(f"\nparsing: {found}")
    assert found.ratio <= 1 / 0.95


def test_lemmas_against_the_dictionary_below_them() -> None:
    """Different words, from an empty cache; the dictionary's own look-up keeps what it found."""
    found = [*vocabulary(), *COMPOUNDS]

    def cold() -> None:
        lemma.cache_clear()
        is_known.cache_clear()
        for word in found:
            lemma(word)

    measured = paired(cold, lambda: [simplemma.lemmatize(word, lang="sv") for word in found])
    print(f"\n{len(found)} lemmas: {measured}")
    assert measured.ratio <= 12


def test_splitting_compounds_against_looking_up_each_part() -> None:
    known = frozenset(vocabulary())

    def cold() -> None:
        parts.cache_clear()
        for word in COMPOUNDS:
            parts(word)

    def look_up() -> int:
        return sum(
            (word[:at] in known) + (word[at:] in known) for word in COMPOUNDS for at in range(len(word))
        )

    measured = paired(cold, look_up, times=5)
    print(f"\n{len(COMPOUNDS)} compounds: {measured}")
    assert measured.ratio <= 18


def test_import_is_light() -> None:
    """Against a process that imports what every module of ours needs."""
    ours = "import qualwb.language.lemmas, qualwb.language.stopwords, qualwb.language.compounds"
    measured = paired_processes(ours, "import re, dataclasses, functools, pathlib, gettext")
    print(f"\nimport: {measured}")
    assert measured.ratio <= 2


def test_memory_of_the_dictionary() -> None:
    """It is asked where it lies packed: unpacked it takes 100 MB."""
    without, asked = (peak_memory(f"{LEMMAS}; {work}") for work in ("pass", "lemma('katterna')"))
    taken = (asked - without) / 2**20
    print(f"\ndictionary: {taken:.0f} MB")
    assert taken <= 35
