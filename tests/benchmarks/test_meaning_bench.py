"""What texts mean: encoding through us beside the encoder alone, and reading what is kept beside one read."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.meaning.kept import KeptVectors, digest_of, restored, rounded
from qualwb.suggest.project_meanings import ProjectMeanings
from tests.benchmarks.measuring import cpu, paired
from tests.conftest import transcript_of
from tests.suggest.conftest import CORPUS

pytestmark = pytest.mark.bench
needs_bundled = pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")


def turns() -> list[str]:
    lines = [line for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    said = [line.partition(": ") for line in lines]
    return [words for _label, colon, words in said if colon and words.strip()]


@needs_bundled
def test_filling_takes_under_one_and_a_fifth_of_the_encoder_alone(researcher: Researcher) -> None:
    cache.clear()
    talk = tuple(("Åsa", words) for words in dict.fromkeys(turns()[:300]))
    import_transcript(researcher, transcript_of(talk), name="Grupp", group="Grupp 1")
    bundled.use_one_core()  # what threads spin while they wait is no work of theirs
    encoder = BundledEncoder()
    encoder.encode(["Hej."])

    def ours() -> None:
        cache.clear()
        meanings = ProjectMeanings(researcher.project, encoder)
        assert meanings.fill() == len(talk)

    measured = paired(ours, lambda: [encoder._model.query([words]) for _label, words in talk], 3)
    print(f"filling: {measured}")
    assert measured.ratio < 1.2


def test_ten_thousand_kept_vectors_are_read_in_a_tenth_of_a_second(tmp_path: Path) -> None:
    rows = np.random.default_rng(1).standard_normal((10_000, 384)).astype(np.float32)
    halves = rounded(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    texts = [f"{n:064x}" for n in range(40)]
    for n, text in enumerate(texts):
        some = range(n * 250, (n + 1) * 250)
        KeptVectors("a 1", tmp_path).add(text, {digest_of(f"Replik {one}"): halves[one] for one in some})
    asked = [digest_of(f"Replik {one}") for one in range(10_000)]

    def read() -> None:
        found = KeptVectors("a 1", tmp_path).read(texts)
        assert restored(np.stack([found[one] for one in asked])).shape == (10_000, 384)

    seconds = min(cpu(read) for _ in range(3))
    print(f"10 000 vectors of 40 sources: {1000 * seconds:.0f} ms")
    assert seconds < 0.1


MEMORY = """
import sys
from pathlib import Path
from qualwb.language.meaning.bundled import BundledEncoder

def most():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024

before = most()
BundledEncoder().encode(["ord och mer om detta " * int(sys.argv[1])] * 32)
print(most() - before)
"""


@needs_bundled
@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of memory")
@pytest.mark.parametrize("length", [5, 100, 380])
def test_the_bundled_encoder_takes_under_300_megabytes(length: int) -> None:
    command = [sys.executable, "-c", MEMORY, str(length)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    print(f"32 texts of {length * 21} characters: {done.stdout.strip()} MB")
    assert 10 < int(done.stdout) < 300
