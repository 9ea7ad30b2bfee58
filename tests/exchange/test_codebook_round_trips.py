"""What a codebook says survives each format, whatever its names and texts hold."""

import uuid
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.memos import KINDS
from qualwb.exchange.codebooks.codebook_formats import codebook_in, write_codebook
from qualwb.exchange.codebooks.codebook_paths import joined, paths_in, steps_of
from qualwb.safe_text import cleaned
from qualwb.same_name import same_name
from qualwb.transcripts.decoding import clean
from tests.conftest import SHARED, needs_shared

pytestmark = pytest.mark.file_only

SCHEMA = SHARED / "samples" / "refi" / "xsd" / "Codebook.xsd"
SIGNS = "åäöéÅ ab>\\:;.,\"'=+-@#*_`[]()<&|/!?1~{}$%^\U0001f600\n\t"
FORMATS = (".csv", ".xlsx", ".yaml", ".qdc", ".md", ".docx")


def stored(text: str) -> str:
    """A text as the project would hold it."""
    return clean(cleaned(text))[0].strip()


texts = st.text(st.sampled_from(SIGNS), max_size=25).map(stored) | st.sampled_from(
    ["Include: x", "\\Memo: y\nExample: z", "---", "(idea) nej", "# rubrik", "- punkt\n  - under", "**fet**"]
)
names = (
    st.text(st.sampled_from(SIGNS), min_size=1, max_size=20)
    | st.sampled_from(
        ["A > B", "a>>b", "a\\b", "a::b", '"in vivo"', '"a > b" c', "=1+1", "x" * 300, "Memo: a"]
    )
).map(lambda text: " ".join(stored(text).split()))
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
memos = st.builds(MemoEntry, texts.filter(bool), st.sampled_from(KINDS))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook with names that are told apart, in its written out form."""
    unique = st.lists(names.filter(bool), min_size=1, max_size=7, unique_by=same_name)
    code_names = draw(unique)
    theme_names = draw(unique) if draw(st.booleans()) else []
    chance = draw(st.randoms(use_true_random=False))

    numbers = count(1)

    def guid() -> str:
        return str(uuid.UUID(int=next(numbers)))

    def tree(left: list[str]) -> list[tuple[str, list]]:
        nodes: list[tuple[str, list]] = []
        for name in left:
            at = nodes
            while at and chance.random() < 0.4:
                at = at[-1][1]
            at.append((name, []))
        return nodes

    def code(node: tuple[str, list]) -> CodeEntry:
        return CodeEntry(
            node[0],
            *(draw(texts) for _field in range(4)),
            examples=tuple(draw(st.lists(lines, max_size=2))),
            colour=draw(st.sampled_from(["", "#4e79a7", "#ffffff"])),
            memos=tuple(draw(st.lists(memos, max_size=2))),
            guid=guid(),
            codes=tuple(map(code, node[1])),
        )

    def theme(node: tuple[str, list]) -> ThemeEntry:
        gathered = [CodeEntry(name) for name in code_names if chance.random() < 0.4]
        return ThemeEntry(
            node[0],
            *(draw(texts) for _field in range(5)),
            memos=tuple(draw(st.lists(memos, max_size=2))),
            guid=guid(),
            themes=tuple(map(theme, node[1])),
            codes=tuple(gathered),
        )

    codes = tuple(map(code, tree(code_names)))
    return Codebook("bok", themes=tuple(map(theme, tree(theme_names))), codes=codes).written_out()


@pytest.mark.parametrize("suffix", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(codebooks())
def test_any_codebook_comes_back_as_it_was(tmp_path: Path, suffix: str, book: Codebook) -> None:
    path = tmp_path / f"bok{suffix}"
    write_codebook(book, path)
    first = path.read_bytes()
    read = codebook_in(path)
    assert read.codebook == book
    assert read.findings.all() == []
    write_codebook(book, path)
    assert path.read_bytes() == first


@needs_shared
@given(codebooks())
def test_a_qdc_is_valid_whatever_it_holds(book: Codebook) -> None:
    from lxml import etree

    from qualwb.exchange.codebooks.qdc import to_qdc

    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.fromstring(to_qdc(book)))


@given(st.lists(st.lists(names.filter(bool), min_size=1, max_size=4), min_size=1, max_size=4))
@example([['"a', 'b"'], ['"a > b"', "c"], ['""', '"x"']])
def test_paths_are_written_without_doubt(paths: list[list[str]]) -> None:
    for path in paths:
        for arrow in (" > ", ">>"):
            assert steps_of(joined(path, arrow)) == path
    assert paths_in("; ".join(map(joined, paths))) == paths
