"""How positions count is found out from where they fall, whatever a program counts."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts.arriving_files import StoredText
from qualwb.errors import QualwbError
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.exchange.refi.reading.conventions import (
    Choice,
    Convention,
    PlainText,
    chosen,
    known_convention,
    wished_convention,
)
from qualwb.portable.arrival import Wishes
from tests.exchange.refi.refi_files import CODES, TEXT, TIME, USERS, packed, project_xml, selection

pytestmark = pytest.mark.file_only

conventions = st.builds(Convention, st.booleans(), st.booleans(), st.booleans())
stored_texts = st.builds(
    StoredText, st.text(alphabet="abåé😀𝒳\r\n .,", min_size=1, max_size=80), st.booleans()
)


def _position(stored: StoredText, at: int, convention: Convention) -> int:
    """What a program that counts so calls the place before the character ``at``."""
    before = stored.text[:at]
    if convention.crlf_as_one:
        before = before.replace("\r\n", "\n")
    units = len(before.encode("utf-16-le")) // 2 if convention.utf16 else len(before)
    return units + (1 if convention.mark_counts and stored.marked else 0)


@given(stored_texts, conventions, st.data())
def test_every_passage_is_where_the_program_meant_it(
    stored: StoredText, convention: Convention, data: st.DataObject
) -> None:
    whole = [at for at in range(len(stored.text) + 1) if stored.text[max(at - 1, 0) : at + 1] != "\r\n"]
    start, end = sorted(data.draw(st.lists(st.sampled_from(whole), min_size=2, max_size=2)))
    there = PlainText(stored).counted(convention)
    span = _position(stored, start, convention), _position(stored, end, convention)
    lines = stored.text[:start].count("\r\n"), stored.text[:end].count("\r\n")
    assert there.span(*span) == ((start - lines[0], end - lines[1]) if start < end else None)
    assert there.length == _position(stored, len(stored.text), convention)
    assert there.span(0, there.length + 1) is None


def _telling(seed: int) -> tuple[StoredText, list[tuple[int, int]]]:
    """A text with a mark, whose passages, counted otherwise, would cut words; with passages of it."""
    chance = random.Random(seed)
    words = [chance.choice(("förändring", "tillsammans", "😀", "arbetslagen", "𝒳")) for _n in range(120)]
    text = "".join(
        word + chance.choice((" ", "\r\n")) if n % 3 else word + "\r\n" for n, word in enumerate(words)
    )
    stored = StoredText(text, True)
    places, at = [], 0
    for word in words:
        at = text.index(word, at)
        if len(word) > 2 and at > len(text) // 5:
            span = at, at + len(word)
            places.append(span)
        at += len(word)
    return stored, places


def _words(stored: StoredText, choice: Choice) -> list[str]:
    text = PlainText(stored).text
    return [text[span[0] : span[1]] for span in choice.spans if span is not None]


@settings(max_examples=60)
@given(conventions, st.integers(0, 10**6))
def test_the_convention_of_an_unknown_program_is_inferred(convention: Convention, seed: int) -> None:
    stored, places = _telling(seed)
    spans = [tuple(_position(stored, at, convention) for at in place) for place in places]
    choice = chosen(PlainText(stored), spans, None, None)
    assert choice.convention == convention
    assert _words(stored, choice) == [stored.text[a:b] for a, b in places]
    assert choice.plausible == len(spans)


@settings(max_examples=30)
@given(conventions, st.integers(0, 10**6), st.sampled_from(["", "NVivo for Windows 12.6", "MAXQDA 24"]))
def test_evidence_is_stronger_than_what_is_known_of_a_program(
    convention: Convention, seed: int, origin: str
) -> None:
    stored, places = _telling(seed)
    spans = [tuple(_position(stored, at, convention) for at in place) for place in places]
    choice = chosen(PlainText(stored), spans, known_convention(origin), None)
    assert _words(stored, choice) == [stored.text[a:b] for a, b in places]


@given(stored_texts, conventions, st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=5))
def test_a_wish_is_followed(stored: StoredText, convention: Convention, spans: list[tuple[int, int]]) -> None:
    assert wished_convention(convention.code) == convention
    assert chosen(PlainText(stored), spans, None, convention).convention == convention


def test_one_passage_is_no_evidence_against_a_known_program() -> None:
    stored = StoredText("😀 Ingen visste varför.")
    meant = [(4, 9)]
    assert chosen(PlainText(stored), meant, Convention(utf16=True), None).convention == Convention(utf16=True)
    assert chosen(PlainText(stored), meant, Convention(), None).convention == Convention()


@pytest.mark.parametrize(
    ("origin", "convention"),
    [
        ("NVivo for Mac 12.7", Convention(utf16=True)),
        ("QualCoder 3.6", Convention(crlf_as_one=True)),
        ("qc 1.3.2", Convention()),
        ("qualwb for NVivo", Convention(utf16=True)),
        ("Qcumber", None),
        ("", None),
    ],
)
def test_what_is_known_of_programs(origin: str, convention: Convention | None) -> None:
    assert known_convention(origin) == convention


@pytest.mark.parametrize("words", ["bytes", "utf16,", "codepoint;bom", "utf-16"])
def test_other_words_are_no_wish(words: str) -> None:
    with pytest.raises(QualwbError):
        wished_convention(words)


def _file(path: Path, stored: bytes, spans: list[tuple[int, int]], origin: str = "") -> Path:
    inside = "".join(selection(*span, TIME) for span in spans)
    source = f"<TextSource guid='{TEXT}' name='Möte' plainTextPath='internal://a.txt'>{inside}</TextSource>"
    xml = project_xml(USERS, CODES, f"<Sources>{source}</Sources>", origin=origin)
    return packed(path / "p.qdpx", xml, {"Sources/a.txt": stored})


@settings(max_examples=25)
@given(conventions, st.integers(0, 10**6))
def test_a_file_in_any_convention_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, convention: Convention, seed: int
) -> None:
    stored, places = _telling(seed)
    spans = [(_position(stored, a, convention), _position(stored, b, convention)) for a, b in places]
    file = _file(tmp_path_factory.mktemp("refi"), b"\xef\xbb\xbf" + stored.text.encode(), spans)
    arrival = read_refi(file, Wishes())
    text = arrival.project.sources[0].text
    assert text == stored.text.replace("\r\n", "\n")
    assert [text[one.start : one.end] for one in arrival.project.codings] == [
        stored.text[a:b] for a, b in places
    ]
    assert sum("count" in notice for notice in arrival.ledger.notices) == 1
    again = read_refi(file, Wishes(offsets=convention.code))
    assert [one[2:4] for one in again.project.codings] == [one[2:4] for one in arrival.project.codings]


def test_a_doubtful_source_is_told_with_its_passages(tmp_path: Path) -> None:
    arrival = read_refi(_file(tmp_path, "Ingen visste varför.".encode(), [(1, 7), (0, 5)]), Wishes())
    assert [notice for notice in arrival.ledger.notices if "ngen v" in notice] == ["  Möte 1-7: ngen v"]
    assert any("only 1 of 2 passages" in notice for notice in arrival.ledger.notices)


def test_a_text_without_signs_that_count_otherwise_says_nothing(tmp_path: Path) -> None:
    arrival = read_refi(_file(tmp_path, "Ingen visste\nvarför.".encode(), [(0, 5)]), Wishes())
    assert arrival.ledger.notices == []


def test_a_text_in_the_xml_with_line_ends_of_windows_may_count_them_twice(tmp_path: Path) -> None:
    text = "Ingen visste\r\nvarför\r\nvi åkte\r\ndit alls"
    for crlf_as_one in (True, False):
        convention = Convention(crlf_as_one=crlf_as_one)
        stored = StoredText(text)
        spans = [
            tuple(_position(stored, text.index(word) + at, convention) for at in (0, len(word)))
            for word in ("varför", "åkte", "dit")
        ]
        inside = "".join(selection(*span, TIME) for span in spans)
        source = f"<TextSource guid='{TEXT}'><PlainTextContent>{text}</PlainTextContent>{inside}</TextSource>"
        xml = project_xml(USERS, CODES, f"<Sources>{source}</Sources>").encode()
        project = read_refi(packed(tmp_path / "p.qdpx", xml), Wishes()).project
        words = project.sources[0].text
        assert [words[one.start : one.end] for one in project.codings] == ["varför", "åkte", "dit"]
