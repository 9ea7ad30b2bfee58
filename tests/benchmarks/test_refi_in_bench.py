"""Reading a large REFI-QDA project, beside lxml and zip alone reading the same elements and texts."""

import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from qualwb.exchange.refi.project_reader import read_refi
from qualwb.portable.arrival import Wishes, stable_id
from tests.benchmarks.measuring import median_cpu, paired
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

SOURCES, CODINGS = 200, 50_000
WORDS = (
    "och",
    "det",
    "var",
    "liksom",
    "inte",
    "så",
    "tydligt",
    "varför",
    "vi",
    "skulle",
    "åka",
    "förändring",
)
REACHED = 2.0
"""How many times the raw limit: 1.4 is reached, the goal is 3. In each source all conventions may differ."""
MEGABYTES = 500


def _written(path: Path, sources: int, codings: int) -> Path:
    """A project as NVivo counts, with signs that count otherwise, a selection for each coding."""
    chance = random.Random(7)
    codes = [stable_id("code", n) for n in range(200)]
    users = [stable_id("user", n) for n in range(3)]
    parts = ['<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="P" ']
    parts.append('origin="NVivo for Windows 12.6"><Users>')
    parts += [f'<User guid="{guid}" name="K{n}"/>' for n, guid in enumerate(users)]
    parts.append("</Users><CodeBook><Codes>")
    parts += [f'<Code guid="{guid}" name="kod {n}" isCodable="true"/>' for n, guid in enumerate(codes)]
    parts.append("</Codes></CodeBook><Sources>")
    made = 'creationDateTime="2025-06-08T13:09:35Z"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(sources):
            lines = [
                " ".join(chance.choices(WORDS, k=chance.randint(5, 40))) + " 😀" * (n % 40 == 0) + "\r\n"
                for n in range(codings // sources)
            ]
            parts.append(f'<TextSource guid="{stable_id("s", number)}" name="Möte {number}" ')
            parts.append(f'plainTextPath="internal://{number}.txt" {made}>')
            at = 0
            for n, line in enumerate(lines):
                end = at + len(line.encode("utf-16-le")) // 2
                user = users[n % 3]
                parts.append(
                    f'<PlainTextSelection guid="{stable_id("x", number, n)}" name="" startPosition="{at}" '
                    f'endPosition="{end}" creatingUser="{user}" {made}><Coding '
                    f'guid="{stable_id("k", number, n)}" creatingUser="{user}" {made}>'
                    f'<CodeRef targetGUID="{chance.choice(codes)}"/></Coding></PlainTextSelection>'
                )
                at = end
            parts.append("</TextSource>")
            archive.writestr(f"Sources/{number}.txt", b"\xef\xbb\xbf" + "".join(lines).encode())
        parts.append("</Sources></Project>")
        archive.writestr("project.qde", "".join(parts))
    return path


def _raw(path: Path) -> tuple[list[object], list[str]]:
    """The elements with their attributes, and the texts, as values by lxml and zip alone."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        elements = [(element.tag, element.text, dict(element.attrib)) for element in root.iter()]
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")]
    return elements, texts


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("large") / "large.qdpx", SOURCES, CODINGS)


def test_a_large_project_is_read_in_little_more_than_the_raw_limit(large: Path) -> None:
    assert len(read_refi(large, Wishes()).project.codings) == CODINGS
    measured = paired(lambda: read_refi(large, Wishes()), lambda: _raw(large))
    print(f"reading {CODINGS} codings: {measured}")
    assert measured.ratio < REACHED


def test_twice_as_much_takes_twice_as_long(large: Path, tmp_path: Path) -> None:
    half = _written(tmp_path / "half.qdpx", SOURCES // 2, CODINGS // 2)
    whole = median_cpu(lambda: read_refi(large, Wishes()))
    part = median_cpu(lambda: read_refi(half, Wishes()))
    print(f"half: {part:.2f} s, whole: {whole:.2f} s, {whole / part:.2f} times")
    assert whole < 2.6 * part


def test_memory_stays_bounded(large: Path) -> None:
    script = """import sys; from pathlib import Path
from qualwb.exchange.refi.project_reader import read_refi; from qualwb.portable.arrival import Wishes
arrival = read_refi(Path(sys.argv[1]), Wishes())
"""
    used = peak_memory(script, str(large)) // 2**20
    print(f"{used} MB")
    assert used < MEGABYTES
