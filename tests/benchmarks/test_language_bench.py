"""Parsing talk against plain ``nlp.pipe`` on the same lines; lemmas without spaCy; import time."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.language import loading
from qualwb.language.compounds import parts
from qualwb.language.lemmas import lemma, words
from qualwb.language.parsing import parse
from qualwb.language.vocabulary import vocabulary

pytestmark = pytest.mark.bench

SPEECH = Path(__file__).parents[1] / "language" / "data" / "speech.tsv"
WORDS = 10_000
LEAST_OF_PLAIN = 0.9
LONGEST_IMPORT = 0.05
LEAST_LEMMAS_A_SECOND = 100_000
LEAST_SPLITS_A_SECOND = 1_000


@pytest.fixture(scope="module")
def transcript() -> str:
    """Talk of 10,000 words, a turn of about 30 words a line."""
    blocks = SPEECH.read_text("utf-8").strip().split("\n\n")
    said = [" ".join(line.split("\t")[0] for line in b.splitlines() if line[0] != "#") for b in blocks]
    turns = [", ".join(said[n : n + 5]) + "." for n in range(0, len(said), 5)]
    turns *= 1 + WORDS // sum(len(turn.split()) for turn in turns)
    return "\n".join(turns)


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Processor time, least of several: others may be at work on the machine."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def test_parsing_is_as_fast_as_plain_pipe(transcript, benchmark):
    nlp = loading.load(loading.EMBEDDED)
    lines = transcript.split("\n")
    parse(transcript, nlp)
    plain = seconds(lambda: list(nlp.pipe(lines)))
    ours = seconds(lambda: parse(transcript, nlp))
    benchmark.pedantic(parse, (transcript, nlp), rounds=1)
    n = len(words(transcript))
    print(f"\n{n} words: {n / ours:.0f} words/s, plain nlp.pipe {n / plain:.0f} words/s")
    assert plain / ours >= LEAST_OF_PLAIN


def test_lemmas_without_spacy(benchmark):
    rows = (SPEECH.parent / "compounds.tsv").read_text("utf-8").splitlines()
    found = [*vocabulary(), *(row.split("\t")[0] for row in rows)]
    lemma("ord")

    def cold() -> None:
        lemma.cache_clear()
        for word in found:
            lemma(word)

    took = benchmark.pedantic(lambda: seconds(cold), rounds=1)
    print(f"\n{len(found) / took:.0f} lemmas/s of different words, from an empty cache")
    assert len(found) / took >= LEAST_LEMMAS_A_SECOND


def test_splitting_compounds(benchmark):
    rows = (SPEECH.parent / "compounds.tsv").read_text("utf-8").splitlines()
    compounds = [row.split("\t")[0] for row in rows if row[0] != "#"]
    for word in compounds:
        lemma(word)

    def cold() -> None:
        parts.cache_clear()
        for word in compounds:
            parts(word)

    took = benchmark.pedantic(lambda: seconds(cold), rounds=1)
    print(f"\n{len(compounds) / took:.0f} compounds/s")
    assert len(compounds) / took >= LEAST_SPLITS_A_SECOND


def test_import_is_light(benchmark):
    code = (
        "import re, dataclasses, functools, pathlib, time; start = time.perf_counter()\n"
        "import qualwb.language.lemmas, qualwb.language.stopwords, qualwb.language.compounds\n"
        "print(time.perf_counter() - start)"
    )

    def once() -> float:
        return float(subprocess.check_output([sys.executable, "-c", code], text=True))

    took = benchmark.pedantic(lambda: min(once() for _ in range(3)), rounds=1)
    print(f"\n{took * 1000:.0f} ms")
    assert took < LONGEST_IMPORT
