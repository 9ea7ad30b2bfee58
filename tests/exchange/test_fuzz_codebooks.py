"""Mutated codebook files: a door gives a codebook or a QualwbError of one line, in less than 5 seconds."""

import random
import time
from collections.abc import Callable

import pytest

from qualwb.acts.bundled import bundled_codebooks
from qualwb.acts.codebook_file import dump_codebook, load_codebook
from qualwb.acts.codebooks import Codebook
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_columns import codebook_table
from qualwb.exchange.codebooks.codebook_formats import AS_IT_STANDS, READERS
from qualwb.exchange.codebooks.docx_page import codebook_docx
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.markdown_page import codebook_markdown
from qualwb.exchange.codebooks.qdc import to_qdc
from qualwb.exchange.rendering import render
from qualwb.safe_text import cleaned
from tests.transcripts.formats.test_fuzz import LONG, SECONDS, SHORT, mutate, mutate_inside

pytestmark = pytest.mark.file_only

YAML_SIGNS = (
    b"&a ",
    b"*a",
    b"- ",
    b"? ",
    b": ",
    b"|\n",
    b'"\\e[2J"',
    b"!!binary ",
    b"---\n",
    b"%YAML 9\n",
    b"~",
    b"<<: ",
)
MOST_SEEDS = 4_000
"""Characters of a seed: mutations should meet each part of a small file."""


def _books() -> list[Codebook]:
    return [load_codebook(path) for path in bundled_codebooks().values()]


def _yaml() -> list[bytes]:
    texts = [path.read_bytes()[:MOST_SEEDS] for path in bundled_codebooks().values()]
    return [*texts, b'codebook: b\nthemes:\n- name: A\n  codes: [{name: x, examples: ["1", b]}, {name: y}]\n']


def _table(format_: str) -> Callable[[], list[bytes]]:
    def made() -> list[bytes]:
        rendered = [render(codebook_table(book), format_) for book in _books()]
        return [one.encode()[:MOST_SEEDS] if isinstance(one, str) else one for one in rendered]

    return made


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    ".yaml": _yaml,
    ".csv": _table("csv"),
    ".xlsx": _table("xlsx"),
    ".qdc": lambda: [to_qdc(book) for book in _books()],
    ".md": lambda: [codebook_markdown(book).encode()[:MOST_SEEDS] for book in _books()],
    ".docx": lambda: [codebook_docx(book) for book in _books()[:3]],
    ".txt": lambda: ['A>>b\tom b\n"a > b"::c\n  å\\ä\n'.encode()],
}


def mutated(suffix: str, data: bytes, chance: random.Random) -> bytes:
    if suffix in (".xlsx", ".docx") and chance.random() < 0.8:
        return mutate_inside(data, chance)
    data = mutate(data, chance)
    if suffix == ".yaml" and chance.random() < 0.5:
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(YAML_SIGNS) + data[place:]
    return data


def assert_sound(book: Codebook) -> None:
    """The codebook is clean and can be written in each form."""
    written = dump_codebook(book)
    assert cleaned(written) == written
    codebook_table(book)
    codebook_markdown(book)
    if any(True for _code in book.all_codes()):
        to_qdc(book)


def fuzz(suffix: str, rounds: int, seed: int) -> tuple[int, int, float]:
    """How many mutated files were read and refused, and the longest time; fails on anything else."""
    files = SEEDS[suffix]()
    read = refused = garbled = 0
    longest = 0.0
    for number in range(rounds):
        chance = random.Random(f"{suffix} {seed} {number}")
        data = mutated(suffix, chance.choice(files), chance)
        began = time.process_time()
        try:
            assert_sound(READERS[suffix](data, Findings(f"a{suffix}"), AS_IT_STANDS))
            read += 1
        except QualwbError as error:
            refused += 1
            garbled += "\n" in str(error) or cleaned(str(error)) != str(error)
        except BaseException as error:
            raise AssertionError(f"{suffix}, seed {seed}, round {number}: {error!r}") from error
        longest = max(longest, time.process_time() - began)
    assert longest < SECONDS
    assert garbled == 0
    return read, refused, longest


@pytest.mark.parametrize("suffix", SEEDS)
def test_mutated_codebooks(suffix: str) -> None:
    fuzz(suffix, SHORT, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SEEDS)
def test_many_mutated_codebooks(suffix: str, record_property: Callable[[str, object], None]) -> None:
    read, refused, longest = fuzz(suffix, LONG, seed=2)
    record_property("counts", f"{read} read, {refused} refused, longest {longest:.2f} s")
    print(f"{suffix}: {read} read, {refused} refused, longest {longest:.2f} s")
