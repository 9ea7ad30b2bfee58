"""Vectors are kept as they were made, by themselves or beside another program, and go with their text."""

import hashlib
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from qualwb.language import cache
from qualwb.language.meaning.kept import Halves, KeptVectors, digest_of, restored, rounded

SOURCE = hashlib.sha256(b"En hel intervju.").hexdigest()
OTHER = hashlib.sha256(b"En annan intervju.").hexdigest()


def units(*seeds: int, size: int = 8) -> np.ndarray:
    """A unit vector for each number."""
    rows = np.stack([np.random.default_rng(seed).standard_normal(size) for seed in seeds])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def named(*seeds: int) -> dict[bytes, Halves]:
    return {digest_of(f"Replik {n}"): row for n, row in zip(seeds, rounded(units(*seeds)), strict=True)}


def same(found: dict[bytes, Halves], expected: dict[bytes, Halves]) -> bool:
    return found.keys() == expected.keys() and all((found[key] == expected[key]).all() for key in found)


def files(where: Path) -> list[Path]:
    return sorted(where.glob(f"*{cache.VECTORS}"))


@given(
    rows=arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 6), st.integers(1, 9)),
        elements=st.floats(-1, 1, width=32),
    )
)
def test_vectors_come_back_as_they_were_made(
    rows: np.ndarray, tmp_path_factory: pytest.TempPathFactory
) -> None:
    where = tmp_path_factory.mktemp("cache")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.where(lengths > 0.01, rows / np.maximum(lengths, 0.01), 0).astype(np.float32)
    made = rounded(rows)
    KeptVectors("a 1", where).add(SOURCE, {digest_of(str(n)): row for n, row in enumerate(made)})
    found = KeptVectors("a 1", where).read({SOURCE})
    back = np.stack([found[digest_of(str(n))] for n in range(len(rows))])
    assert (back == made).all()
    assert np.abs(restored(back) - rows).max() < 0.001
    lengths = np.linalg.norm(restored(back), axis=1)
    assert all(length == 0 or abs(length - 1) < 1e-5 for length in lengths)


def test_what_is_not_finite_is_no_vector() -> None:
    bad = np.array([[np.nan, 1], [np.inf, 0], [0.6, 0.8]], dtype=np.float32)
    assert restored(rounded(bad))[:2].tolist() == [[0, 0], [0, 0]]
    assert np.allclose(restored(rounded(bad))[2], [0.6, 0.8], atol=1e-3)


def test_they_are_kept_by_text_and_encoder(tmp_path: Path) -> None:
    KeptVectors("a 1", tmp_path).add(SOURCE, named(1, 2))
    KeptVectors("a 2", tmp_path).add(SOURCE, named(3))
    KeptVectors("a 1", tmp_path).add(OTHER, named(4))
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(1, 2))
    assert same(KeptVectors("a 2", tmp_path).read({SOURCE, OTHER}), named(3))
    assert KeptVectors("b 1", tmp_path).read({SOURCE, OTHER}) == {}


def test_only_its_owner_may_read(tmp_path: Path) -> None:
    where = tmp_path / "parsed"
    KeptVectors("a 1", where).add(SOURCE, named(1))
    (file,) = files(where)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (where, file)] == [0o700, 0o600]


def test_what_comes_later_is_kept_with_what_was_there_in_one_file(tmp_path: Path) -> None:
    kept = KeptVectors("a 1", tmp_path)
    for seed in range(5):
        kept.add(SOURCE, named(seed))
    assert len(files(tmp_path)) == 1
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(*range(5)))


def test_what_another_program_kept_meanwhile_stays(tmp_path: Path) -> None:
    one, other = KeptVectors("a 1", tmp_path), KeptVectors("a 1", tmp_path)
    one.add(SOURCE, named(1))
    other.add(SOURCE, named(2))
    one.add(SOURCE, named(3))
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(1, 2, 3))
    assert same(one.read({SOURCE}), named(1, 2, 3))
    one.add(SOURCE, named(4))
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("damage", ["nothing", "half", "turned", "longer", "other"])
def test_a_damaged_file_is_removed(tmp_path: Path, damage: str) -> None:
    KeptVectors("a 1", tmp_path).add(SOURCE, named(1, 2))
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(
        {
            "nothing": b"",
            "half": whole[: len(whole) // 2],
            "turned": whole[:-1] + bytes([whole[-1] ^ 1]),
            "longer": whole + b"\0",
            "other": b"{}" * 200,
        }[damage]
    )
    kept = KeptVectors("a 1", tmp_path)
    assert kept.read({SOURCE}) == {}
    assert files(tmp_path) == []
    kept.add(SOURCE, named(1))
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(1))


def test_they_are_forgotten_with_their_text(tmp_path: Path) -> None:
    KeptVectors("a 1", tmp_path).add(SOURCE, named(1))
    KeptVectors("b 1", tmp_path).add(SOURCE, named(1))
    KeptVectors("a 1", tmp_path).add(OTHER, named(2))
    assert len(cache.files_of({SOURCE}, tmp_path)) == 2
    assert cache.forget({SOURCE}, tmp_path) == 2
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE, OTHER}), named(2))
    assert cache.count(tmp_path) == 1
    assert cache.clear(tmp_path) == 1
    assert files(tmp_path) == []


def test_what_was_forgotten_is_not_brought_back(tmp_path: Path) -> None:
    kept = KeptVectors("a 1", tmp_path)
    kept.add(SOURCE, named(1, 2))
    cache.forget({SOURCE}, tmp_path)
    kept.add(SOURCE, named(3))
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(3))


def test_those_of_other_encoders_are_removed(tmp_path: Path) -> None:
    for encoder in ("a 1", "a 2"):
        for text in (SOURCE, OTHER):
            KeptVectors(encoder, tmp_path).add(text, named(1))
    KeptVectors("a 2", tmp_path).remove_others({SOURCE})
    assert KeptVectors("a 1", tmp_path).read({SOURCE}) == {}
    assert len(files(tmp_path)) == 3


def test_nothing_is_written_where_all_stays_in_memory(tmp_path: Path) -> None:
    cache.stay_in_memory()
    KeptVectors("a 1", tmp_path).add(SOURCE, named(1, 2))
    KeptVectors("a 1", tmp_path).add(SOURCE, named(3))
    assert list(tmp_path.iterdir()) == []
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(1, 2, 3))


KEEPING = """
import sys, hashlib
from pathlib import Path
import numpy as np
from qualwb.language.meaning.kept import KeptVectors, digest_of, rounded
where, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
kept = KeptVectors("a 1", where)
for n in range(first, last):
    row = np.random.default_rng(n).standard_normal((1, 8))
    row = (row / np.linalg.norm(row, axis=1, keepdims=True)).astype(np.float32)
    source = hashlib.sha256("En hel intervju.".encode()).hexdigest()
    kept.add(source, {digest_of(f"Replik {n}"): rounded(row)[0]})
    print(n, flush=True)
"""


def keeping(where: Path, first: int, last: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", KEEPING, str(where), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    one, other = keeping(tmp_path, 0, 60), keeping(tmp_path, 60, 120)
    for process in (one, other):
        process.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    kept = KeptVectors("a 1", tmp_path)
    assert same(kept.read({SOURCE}), named(*range(120)))
    kept.add(SOURCE, named(120))
    assert len(files(tmp_path)) == 1
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(*range(121)))


def test_killed_in_the_middle_all_that_was_kept_before_is_there(tmp_path: Path) -> None:
    process = keeping(tmp_path, 0, 100_000)
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    told += map(int, process.communicate()[0].split())
    found = KeptVectors("a 1", tmp_path).read({SOURCE})
    assert {digest_of(f"Replik {n}") for n in told} <= found.keys()
    assert len(found) <= len(told) + 1
    assert cache.forget({SOURCE}, tmp_path) >= 1
    assert list(tmp_path.iterdir()) == []


def test_threads_may_read_and_add_at_once(tmp_path: Path) -> None:
    kept = KeptVectors("a 1", tmp_path)

    def work(first: int) -> None:
        for n in range(first, first + 20):
            kept.add(SOURCE, named(n))
            assert digest_of(f"Replik {n}") in kept.read({SOURCE})

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert same(KeptVectors("a 1", tmp_path).read({SOURCE}), named(*range(60)))
    assert len(files(tmp_path)) == 1
